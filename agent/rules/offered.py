"""The tools as the language model is offered them in a turn: names, descriptions, schemas."""

from typing import Any

_TEXT = {"type": "string", "minLength": 1, "maxLength": 80}
_ITEM = {"type": "string", "minLength": 1, "maxLength": 60}


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
TAKES = {
    "search": ("price_min", "price_max", "exclude", "media", "use_photo", "order"),
    "similar": ("price_max", "exclude"),
    "for_you": ("media", "price_max"),
}
"""The limits that a tool takes, and the photo and the order of a search."""
