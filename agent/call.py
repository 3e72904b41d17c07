"""The calls of a turn: which tool, with what; as records and as arguments by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from tastemaker.agent.query import Order, Query
from tastemaker.tools.search.limits.where import Where

Tool = Literal[
    "search", "similar", "for_you", "goes_with", "details", "compare", "count", "total", "why", "why_not",
    "more", "history", "remember", "forget", "chat", "undo", "start_over",
]  # fmt: skip
TOOLS: tuple[Tool, ...] = get_args(Tool)
LISTS: frozenset[Tool] = frozenset(("search", "similar", "for_you", "goes_with"))
"""The tools that make a list of items."""
MOST_CALLS = 4
"""How many calls a turn may hold."""


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a turn is to do."""

    tool: Tool
    query: Query = Query()
    """Of a list or a count; of `similar` and `goes_with` how what is found is to differ."""
    edits: bool = False
    """Whether the query changes the one in force instead of beginning anew."""
    lifted: tuple[str, ...] = ()
    """Fields whose conditions are lifted by the edit."""
    items: tuple[str, ...] = ()
    """Numbers of the shown list, or names; "bought" is what the shopper took lately."""
    fields: tuple[str, ...] = ()
    """What is asked of the items; empty for all."""
    extreme: Literal["", "least", "most"] = ""
    """With `details`: which of the shown has the least or most of the field."""
    shows: bool = False
    """With `details` and `compare`: whether what is told of is to be the list from now on."""
    text: str = ""
    """What is asked in words, or the fact to remember or forget."""

    @property
    def lists(self) -> bool:
        """Whether it makes a list of items."""
        return self.tool in LISTS

    def as_json(self) -> dict[str, Any]:
        """Plain values, without what is empty."""
        names = ("lifted", "items", "fields")
        lists = {name: list(value) for name in names if (value := getattr(self, name))}
        texts = {name: value for name in ("extreme", "text") if (value := getattr(self, name))}
        flags = {"edits": self.edits} | ({"shows": True} if self.shows else {})
        return {"tool": self.tool, "query": self.query.as_json(), **flags, **lists, **texts}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Call:
        """Read what `as_json` wrote."""
        lifted, items, fields = (tuple(stored.get(name, ())) for name in ("lifted", "items", "fields"))
        query, extreme = Query.of_json(stored["query"]), stored.get("extreme", "")
        shows, text = bool(stored.get("shows")), stored.get("text", "")
        return cls(stored["tool"], query, stored["edits"], lifted, items, fields, extreme, shows, text)

    @classmethod
    def of(cls, tool: Tool, args: Mapping[str, Any]) -> Call:
        """A call from a tool's arguments by name, as models and scripts write them.

        >>> Call.of("search", {"query": "tent", "price_max": 200}).query.where
        (Condition(field='price', op='<=', values=(200.0,), unit=''),)
        """
        order = args.get("order")
        query = Query(
            what=str(args.get("query") or args.get("change") or ""),
            where=Where.of(args).conditions,
            order=Order(*order) if order else None,
            take=args.get("take"),
            budget=args.get("budget"),
            photo=bool(args.get("use_photo")),
            story=str(args.get("story") or ""),
        )
        named = args.get("items") or args.get("item") or ()
        items = (named,) if isinstance(named, str) else tuple(map(str, named))
        text = str(args.get("fact") or args.get("about") or "")
        fields = tuple(args.get("fields") or ())
        extreme: Any = args.get("extreme") or ""
        return cls(
            tool, query, items=items, fields=fields, extreme=extreme, shows=bool(args.get("show")), text=text
        )


def arguments(call: Call) -> dict[str, Any]:
    """A call's arguments by name, as its tool takes them: what `Call.of` reads."""
    query = call.query
    args: dict[str, Any] = {}
    if call.tool in ("search", "count"):
        args["query"] = query.what
    elif query.what:
        args["change"] = query.what
    if call.items:
        several = call.tool in ("compare", "total") or len(call.items) > 1
        args["items" if call.tool in ("compare", "total") else "item"] = (
            list(call.items) if several else call.items[0]
        )
    if call.fields:
        args["fields"] = list(call.fields)
    if call.extreme:
        args["extreme"] = call.extreme
    if call.shows:
        args["show"] = True
    if call.tool == "history":
        return {"profile": True} if call.text == "profile" else {}
    if call.tool == "forget" and call.text == "everything":
        return {"everything": True}
    if call.text and call.tool != "why_not":
        args["fact" if call.tool in ("remember", "forget") else "about"] = call.text
    if query.conditions:
        args["where"] = [one.as_json() for one in query.conditions]
    if query.order:
        args["order"] = [query.order.field, query.order.direction]
    if query.take is not None:
        args["take"] = query.take
    if query.photo:
        args["use_photo"] = True
    if query.story:
        args["story"] = query.story
    return args


def told(call: Call) -> dict[str, Any]:
    """The arguments as they are told outside: the limits that have a name of their own stand there, too."""
    named = Where(call.query.conditions).as_dict() if call.lists or call.tool == "count" else {}
    named.pop("where", None)
    budget = {} if call.query.budget is None else {"budget": call.query.budget}
    made = {name: value for name, value in arguments(call).items() if name != "story"}
    return {**named, **made, **budget}
