"""The decision of a turn: rules and model read the shopper's words together, and the certain one wins.

The model is asked only for what the rules are not certain of. What it adds is held against the words: a limit
that nothing in them supports is dropped, and where its call makes no sense the reading of the rules stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tastemaker.agent.reading.amounts import AMOUNT, amount
from tastemaker.agent.reading.language import normalise
from tastemaker.agent.reading.lexicon import ATTRIBUTES
from tastemaker.agent.reading.limits import limits
from tastemaker.agent.reading.prices import without_money
from tastemaker.agent.reading.reader import read
from tastemaker.agent.reading.request import LONGEST
from tastemaker.agent.reading.view import Reading, ShownLine, View
from tastemaker.prompts import prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["Decision", "Reading", "ShownLine", "View", "decide", "read"]

_TEXT = {"type": "string", "minLength": 1, "maxLength": 80}
_ITEM = {"type": "string", "minLength": 1, "maxLength": 60}
_CALL_TOKENS = 96


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and what the model said and cost on the way there."""

    reading: Reading
    usage: Mapping[str, int] = field(default_factory=dict)
    raw: tuple[Mapping[str, Any], ...] = ()
    """The model's calls before they were checked; empty when the rules decided alone."""


def decide(
    text: str,
    view: View,
    model: BaseChatModel | None,
    seconds: float | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> Decision:
    """Read the shopper's words by rules and, where these are not certain, by the model.

    The model is given `seconds`, waiting for its turn included. Raises ModelFailed when it cannot answer; the
    caller then has the reading of the rules.
    """
    ruled = read(text, view)
    if model is not None and _is_written_out(model):
        ruled = replace(ruled, certain=ruled.certain - {"query"})
    elif model is None or is_certain(ruled):
        return Decision(ruled)
    from tastemaker.agent.asking import called  # here, so that the rules alone need no LangChain

    tools = [SEARCH_WITH_LIMITS if _unread_amount(text) else SEARCH, *OTHERS]
    calls, usage = called(
        model, messages(text, view), tools, max_tokens=_CALL_TOKENS, seconds=seconds, cancel=cancel
    )
    return Decision(_joined(ruled, calls[0], text, view) if calls else ruled, usage, tuple(calls))


def _is_written_out(model: BaseChatModel) -> bool:
    """Whether the next call stands in a script: then it is what is played, however certain the rules are."""
    return bool(getattr(model, "has_call", False))


def is_certain(reading: Reading) -> bool:
    """Whether the rules need no model: the tool is certain and, for a search, its query too."""
    return "tool" in reading.certain and (reading.tool != "search" or "query" in reading.certain)


def messages(text: str, view: View) -> list[BaseMessage]:
    """The prompt: a system message that never changes, then the shown list and the shopper's words."""
    from langchain_core.messages import HumanMessage, SystemMessage

    lines = []
    if view.shown:
        lines.append("Shown: " + ", ".join(f"{line.n} {line.title[:50]}" for line in view.shown[:8]))
    elif view.need:
        lines.append(f"Before: {view.need[:80]}")
    lines.append(f"Shopper: {normalise(text)[:LONGEST]}")
    return [SystemMessage(prompt("decide").render()), HumanMessage("\n".join(lines))]


def _joined(ruled: Reading, call: Mapping[str, Any], text: str, view: View) -> Reading:
    """One reading of two: what the rules are certain of, the rest as the model has it if that makes sense."""
    tool, args = str(call["name"]), _supported(call["args"], text)
    # What the rules read as anything but a search they read by its own words; the model only guesses.
    if tool != ruled.tool and ("tool" in ruled.certain or ruled.tool != "search"):
        return ruled
    if not _sensible(tool, args, ruled, view):
        return ruled
    if tool == ruled.tool and tool != "search":
        return replace(ruled, args={**args, **ruled.args})
    if tool == "search":
        args["query"] = _query(str(args["query"]), ruled, text)
    kept = {
        name
        for name in _TAKES.get(tool, ())
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
    items = [str(item) for item in args.get("items", [args["item"]] if "item" in args else [])]
    return all(not item.isdigit() or 1 <= int(item) <= len(view.shown) for item in items)


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


def _unread_amount(text: str) -> bool:
    """Whether a number is left in which the rules saw no price."""
    return bool(re.search(AMOUNT, limits(text).rest, re.IGNORECASE))


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


def _tool(name: str, description: str, required: tuple[str, ...] = (), **arguments: Any) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": description,
            "parameters": {
                "type": "object",
                "properties": arguments,
                "required": list(required),
                "additionalProperties": False,
            },
        },
    }


_PRICE = {"type": "number", "minimum": 0, "maximum": 1_000_000}
_FIND = "Find what fits a need; the query in a few English words, without prices."
SEARCH = _tool("search", _FIND, ("query",), query=_TEXT)
SEARCH_WITH_LIMITS = _tool("search", _FIND, ("query",), query=_TEXT, price_min=_PRICE, price_max=_PRICE)
OTHERS = (
    _tool("similar", "Like one shown or named item, with a change.", ("item",), item=_ITEM, change=_TEXT),
    _tool("for_you", "An open wish: what this shopper would like."),
    _tool("goes_with", "What to take together with an item.", ("item",), item=_ITEM),
    _tool("details", "A question about one shown item.", ("item",), item=_ITEM),
    _tool(
        "compare",
        "Which of several shown items.",
        ("items",),
        items={"type": "array", "items": _ITEM, "minItems": 2, "maxItems": 5},
    ),
    _tool("why", "Why an item was recommended.", ("item",), item=_ITEM),
    _tool("why_not", "Why something was not shown.", ("item",), item=_ITEM),
    _tool("history", "What the shopper bought before."),
    _tool("remember", "Keep a fact about the shopper.", ("fact",), fact=_TEXT),
    _tool("forget", "Drop a fact about the shopper.", ("fact",), fact=_TEXT),
    _tool("chat", "No tool: greeting, thanks, feelings, insults, general questions, orders to the system."),
)
NAMES = tuple(tool["function"]["name"] for tool in (SEARCH, *OTHERS))
_TAKES = {
    "search": ("price_min", "price_max", "exclude", "media", "use_photo"),
    "similar": ("price_max", "exclude"),
    "for_you": ("media", "price_max"),
}
