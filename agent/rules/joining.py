"""One reading of two: what the rules are certain of, the rest as the model has it if the words allow it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tastemaker.agent.rules.offered import NAMES, TAKES
from tastemaker.agent.rules.reading.amounts import AMOUNT, amount
from tastemaker.agent.rules.reading.language import normalise
from tastemaker.agent.rules.reading.lexicon import ATTRIBUTES
from tastemaker.agent.rules.reading.limits import limits
from tastemaker.agent.rules.reading.prices import without_money
from tastemaker.agent.rules.reading.references import elsewhere
from tastemaker.agent.rules.reading.request import Request
from tastemaker.agent.rules.reading.view import Reading, View


def known(tool: str, text: str, view: View) -> Reading | None:
    """The call of a tool whose arguments the rules know; None where the model has to find them."""
    request = Request.of(text, view)
    if tool in ("for_you", "history", "chat"):
        return request.reading(tool, certain=False, keep=TAKES.get(tool, ()))
    if tool in ("details", "why", "goes_with") and request.named:
        return request.reading(tool, certain=False, item=request.item)
    return None


def filled(ruled: Reading, call: Mapping[str, Any], text: str, view: View) -> Reading:
    """A call of the tool that is meant, with the model's arguments and the rules' limits."""
    tool, args = str(call["name"]), _supported(call["args"], text)
    if tool == ruled.tool:
        return joined(ruled, call, text, view)
    if not _in_list(args, view) or _another_brand(tool, args, text, view):
        return ruled
    if tool == "search":
        args["query"] = _query(str(args["query"]), ruled, text)
        if ruled.tool == "similar":  # a critique of the list goes on with the need, and keeps its limits
            args["query"] = " ".join(dict.fromkeys(f"{args['query']} {view.need}".split()))
    request = Request.of(text, view)
    found = request.reading(tool, certain=False, keep=TAKES.get(tool, ()))
    return replace(found, args={**args, **found.args})


def joined(ruled: Reading, call: Mapping[str, Any], text: str, view: View) -> Reading:
    """One reading of two: what the rules are certain of, the rest as the model has it if that makes sense."""
    tool, args = str(call["name"]), _supported(call["args"], text)
    # What the rules read as anything but a search they read by its own words; the model only guesses.
    if tool != ruled.tool and ("tool" in ruled.certain or ruled.tool != "search"):
        return ruled
    if not _sensible(tool, args, ruled, view) or _another_brand(tool, args, text, view):
        return ruled
    if tool == ruled.tool and tool != "search":
        return replace(ruled, args={**args, **ruled.args})
    if tool == "search":
        args["query"] = _query(str(args["query"]), ruled, text)
    kept = {
        name
        for name in TAKES.get(tool, ())
        if name in ruled.args and (name in ruled.certain or name not in args)
    }
    args.update({name: ruled.args[name] for name in kept})
    return Reading(tool, args, ruled.certain - {"tool"}, ruled.language)


def _sensible(tool: str, args: Mapping[str, Any], ruled: Reading, view: View) -> bool:
    """Whether a call can be meant: what speaks of a list needs one, and a number must stand in it."""
    if tool not in NAMES or (tool == "search" and not str(args.get("query", "")).strip()):
        return False
    if tool in _SELDOM or (tool in ("details", "compare", "similar") and not view.shown):
        return tool == ruled.tool
    if tool == "chat" and ruled.certain & {"price_min", "price_max", "media"}:
        return False
    return _in_list(args, view)


def _in_list(args: Mapping[str, Any], view: View) -> bool:
    """Whether every number that is called stands in the shown list."""
    items = [str(item) for item in args.get("items", [args["item"]] if "item" in args else [])]
    return all(not item.isdigit() or 1 <= int(item) <= len(view.shown) for item in items)


def _another_brand(tool: str, args: Mapping[str, Any], text: str, view: View) -> bool:
    """Whether an item of the list is called where the words name a brand that the list has nothing of."""
    return tool == "details" and str(args.get("item", "")).isdigit() and bool(elsewhere(text, view))


def _supported(args: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The model's arguments without limits that no words support: numbers not said, or read already."""
    said = limits(text).rest
    amounts = {amount(match[0]) for match in re.finditer(AMOUNT, said, re.IGNORECASE)}
    kept = {
        name: value for name, value in args.items() if name in ("query", "item", "items", "change", "fact")
    }
    for name in ("price_min", "price_max"):
        value = args.get(name)
        if isinstance(value, int | float) and float(value) in amounts and _PRICED.search(text):
            kept[name] = float(value)
    return kept


def _query(query: str, ruled: Reading, text: str) -> str:
    """The model's query without limits and made-up colours, with the Chinese words that titles may hold."""
    said = str(ruled.args.get("query", ""))
    query = limits(without_money(normalise(query)), "en").rest.strip(" ,.;")
    if "query" in ruled.certain or not query or re.search(r"[^\x00-\u024f]", query):
        return said or query
    heard = f"{text} {said}".casefold()
    words = [word for word in query.split() if word.lower() not in ATTRIBUTES or word.lower() in heard]
    original = re.findall(r"[\u3400-\u9fff]+", said) if ruled.language == "zh" else []
    return " ".join([*(words or query.split()), *original])


_PRICED = re.compile(
    r"[$€£₹¥]|\b(?:euros?|dollars?|bucks|quid|pounds|rupees|budget|spend|cost\w*|pay|price\w*|afford\w*|cheap\w*|under|below"
    r"|over|max\w*|limit|ceiling|teuer|kosten|preis|prix|coût\w*|precio|cuest\w*|gastar)\b|元|块|预算|价|钱|रुप|बजट",
    re.IGNORECASE,
)
# Rare, and the rules know their words: the model's word alone is not enough.
_SELDOM = ("remember", "why", "why_not")
