"""The decision of a turn: rules and model read the shopper's words together, and the certain one wins.

The model is asked only for what the rules are not certain of. What it adds is held against the words: a limit
that nothing in them supports is dropped, and where its call makes no sense the reading of the rules stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tastemaker.agent.amounts import AMOUNT, amount
from tastemaker.agent.language import normalise
from tastemaker.agent.reader import read
from tastemaker.agent.reading import Reading, ShownLine, View
from tastemaker.agent.request import LONGEST
from tastemaker.prompts import prompt
from tastemaker.tools.errors import ModelFailed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["Decision", "Reading", "ShownLine", "View", "decide", "read"]

_MEDIA = ("book", "article", "video", "audio", "course")
_TEXT = {"type": "string", "minLength": 1, "maxLength": 80}
_ITEM = {"type": "string", "minLength": 1, "maxLength": 60}


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and what the model said and cost on the way there."""

    reading: Reading
    usage: Mapping[str, int] = field(default_factory=dict)
    raw: tuple[Mapping[str, Any], ...] = ()
    """The model's calls before they were checked; empty when the rules decided alone."""


def decide(text: str, view: View, model: BaseChatModel | None) -> Decision:
    """Read the shopper's words by rules and, where these are not certain, by the model.

    Raises ModelFailed when the model cannot answer; the caller then has the reading of the rules.
    """
    ruled = read(text, view)
    if model is None or is_certain(ruled):
        return Decision(ruled)
    reply = model.bind_tools(TOOLS, tool_choice="any", **_own_options(model)).invoke(messages(text, view))
    calls = tuple({"name": call["name"], "args": dict(call["args"])} for call in getattr(reply, "tool_calls", ()))
    usage = {key: int(value) for key, value in (getattr(reply, "usage_metadata", None) or {}).items() if isinstance(value, int)}
    reading = _joined(ruled, calls[0], text, view) if calls else ruled
    return Decision(reading, usage, calls)


def is_certain(reading: Reading) -> bool:
    """Whether the rules need no model: the tool is certain and, for a search, its query too."""
    return "tool" in reading.certain and (reading.tool != "search" or "query" in reading.certain)


def messages(text: str, view: View) -> list[BaseMessage]:
    """The prompt: a system message that never changes, then the list in front of the shopper and their words."""
    from langchain_core.messages import HumanMessage, SystemMessage

    lines = []
    if view.shown:
        lines.append("Shown: " + ", ".join(f"{line.n} {line.title[:50]}" for line in view.shown[:8]))
    elif view.need:
        lines.append(f"Before: {view.need[:80]}")
    lines.append(f"Shopper: {normalise(text)[:LONGEST]}")
    return [SystemMessage(prompt("decide").render()), HumanMessage("\n".join(lines))]


def _own_options(model: BaseChatModel) -> dict[str, Any]:
    """The prompt describes the tools in fewer tokens than their schemas; other models are given the schemas."""
    if model._llm_type == "tastemaker-llama-cpp":
        return {"parallel_tool_calls": False, "describe_tools": False, "max_tokens": 96}
    return {}


def _joined(ruled: Reading, call: Mapping[str, Any], text: str, view: View) -> Reading:
    tool, args = str(call["name"]), call["args"]
    if "tool" in ruled.certain and tool != ruled.tool:
        return ruled
    if not _sensible(tool, args, ruled, view):
        return ruled
    if tool == ruled.tool and tool != "search":
        return replace(ruled, args={**_checked(tool, args, text, view), **ruled.args})
    supported = _checked(tool, args, text, view)
    if tool == "search":
        query = str(args.get("query", "")).strip()
        supported["query"] = _with_original(query, ruled) if query and query.isascii() else ruled.args.get("query", text)
        if "query" in ruled.certain:
            supported["query"] = ruled.args["query"]
    taken = {name for name in _TAKES.get(tool, ()) if name in ruled.args and name in ruled.certain}
    return Reading(tool, {**supported, **{name: ruled.args[name] for name in taken}}, ruled.certain - {"tool"}, ruled.language)


def _sensible(tool: str, args: Mapping[str, Any], ruled: Reading, view: View) -> bool:
    """Whether a call can be meant: what speaks of a list needs one, an item must be shown or named in words."""
    if tool not in NAMES:
        return False
    if tool in ("details", "why", "compare", "similar") and not view.shown:
        return tool == ruled.tool
    if tool in ("history", "remember", "forget", "why_not", "why"):
        return tool == ruled.tool  # rare, and the rules know their words
    if tool == "search":
        return bool(str(args.get("query", "")).strip())
    if tool == "chat" and ruled.certain & {"price_min", "price_max", "media"}:
        return False
    numbers = [str(item) for item in args.get("items", [args["item"]] if "item" in args else [])]
    return all(not number.isdigit() or 1 <= int(number) <= len(view.shown) for number in numbers)


def _checked(tool: str, args: Mapping[str, Any], text: str, view: View) -> dict[str, Any]:
    """The model's arguments that the words support: numbers that stand in them, words that stand in them."""
    said = normalise(text)
    amounts = {amount(match[0]) for match in re.finditer(AMOUNT, said, re.IGNORECASE)}
    kept: dict[str, Any] = {}
    for name, value in args.items():
        if name in ("price_min", "price_max"):
            if isinstance(value, int | float) and value > 0 and float(value) in amounts and _priced(said):
                kept[name] = float(value)
        elif name == "exclude":
            words = [str(word) for word in value if str(word).casefold() in said.casefold()]
            if words and _NEGATION.search(said):
                kept[name] = words
        elif name == "media":
            continue  # a medium is a hard limit: only its name in the words supports it
        elif name in ("item", "items", "change", "fact", "query"):
            kept[name] = value
    return kept


_NEGATION = re.compile(
    r"(?i)\b(?:no|not|without|except|but|never|avoid|hate|free|minus|n't|ohne|kein\w*|nicht|sans|pas|sin|ni)\b|n't|不|别|没|无|बिना|नहीं"
)
_PRICED = re.compile(
    r"(?i)[$€£₹¥]|\b(?:euros?|dollars?|bucks|quid|pounds|rupees|budget|spend|cost\w*|pay|price\w*|afford\w*|cheap\w*|under|below|over|max\w*|limit|ceiling|teuer|kosten|preis|prix|coût\w*|precio|cuest\w*|gastar)\b|元|块|预算|价|钱|रुप|बजट"
)


def _priced(said: str) -> bool:
    return bool(_PRICED.search(said))


def _with_original(query: str, ruled: Reading) -> str:
    """The model's English query, with the Chinese words that titles may hold."""
    if ruled.language != "zh":
        return query
    original = re.findall(r"[\u3400-\u9fff]+", str(ruled.args.get("query", "")))
    return " ".join([query, *original])


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
TOOLS = (
    _tool(
        "search",
        "Find what fits a need; the query in a few English words, without prices.",
        ("query",),
        query=_TEXT,
        price_min=_PRICE,
        price_max=_PRICE,
        exclude={"type": "array", "items": _ITEM, "maxItems": 3},
    ),
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
NAMES = tuple(tool["function"]["name"] for tool in TOOLS)
_TAKES = {
    "search": ("price_min", "price_max", "exclude", "media", "use_photo"),
    "similar": ("price_max", "exclude"),
    "for_you": ("media", "price_max"),
}
