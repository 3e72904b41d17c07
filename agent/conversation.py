"""What is kept of a conversation between turns, and the rules by which limits stay, add up or go."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypedDict

from tastemaker.agent.reading.view import Reading, View
from tastemaker.tools.search.lexical import stem
from tastemaker.tools.search.limits import Limits


class Conversation(TypedDict, total=False):
    """What is kept of a conversation between turns; plain values only, so that any store can hold them."""

    said: list[list[str]]
    """The last turns as [shopper, agent], oldest first."""
    need: str
    limits: dict[str, Any]
    shown: list[str]
    """Ids of the list in front of the shopper."""
    made_by: list[Any] | None
    """[tool, arguments] that made this list."""
    sought: list[Any] | None
    """[tool, arguments without limits] of the last list that was asked for, also where nothing fitted."""
    last: int | None
    """The number of the shown item that was talked of last."""
    asked: list[str]
    """What may be answered to the question that the last answer ended with."""
    waiting: str
    """What was asked for in the same sentence as something else, and comes next."""
    refused: list[list[str]]
    """[id, sentence] of each item that was shown for this need and passed over; not shown again for it."""
    photo: bytes | None
    """The views of the last photo."""
    language: str
    user: str | None
    step: dict[str, Any]
    """The last turn as a step of a script."""
    past: list["Conversation"]
    """The conversation before each of the last turns, oldest first: what an undo goes back to."""


def blank() -> Conversation:
    """A conversation in which nothing was said."""
    return Conversation(
        said=[], need="", limits={}, shown=[], made_by=None, sought=None, last=None, asked=[], waiting="",
        refused=[], photo=None, language="en", user=None, step={}, past=[],
    )  # fmt: skip


def undone(state: Conversation) -> Conversation | None:
    """The conversation before its last turn, None when there is no earlier one."""
    past = state.get("past")
    if not past:
        return None
    return {**blank(), **past[-1], "past": past[:-1]}


def returned(state: Conversation, words: Collection[str]) -> Conversation | None:
    """The conversation when it last was about a need with these stems of words, None when it never was."""
    past = state.get("past", [])
    for before in reversed(past):
        need = set(map(stem, before.get("need", "").casefold().split()))
        if words and (before.get("sought") or [""])[0] == "search" and need.issuperset(words):
            return {**blank(), **before, "past": past}
    return None


def sought(state: Conversation, limits: Limits) -> Reading:
    """The call that was last asked for, under other limits."""
    tool, args = state.get("sought") or ("", {})
    args = {**args, **limits.as_dict()}
    return Reading(tool, args, frozenset({"tool", *args}), state.get("language", "en"))


def with_limits_in_force(reading: Reading, view: View) -> Reading:
    """A search that goes on with the same need keeps the limits in force; a new need drops them."""
    if reading.tool != "search" or not view.need or not view.limits:
        return reading
    if not goes_on(reading, view):
        return reading
    return replace(reading, args=joined(view.limits, reading.args))


def for_complement(limits: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The limits of what goes with an item: it is another kind of thing, so that only refusals stay.

    >>> for_complement({"price_max": 50.0, "media": "product", "exclude": ["wool"]}, {"price_max": 20.0})
    {'exclude': ['wool'], 'price_max': 20.0}
    """
    return joined({name: limits[name] for name in ("exclude",) if name in limits}, said)


def without(limits: Mapping[str, Any], lifted: Collection[str]) -> dict[str, Any]:
    """Limits without those that were lifted by name, and without the words that are excluded no longer."""
    kept = {name: value for name, value in limits.items() if name not in lifted}
    if "exclude" in kept:
        kept["exclude"] = [word for word in kept["exclude"] if word.casefold() not in lifted]
    return Limits.of(kept).as_dict()


def joined(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Limits in force with those that were said: words add up; of prices that contradict, the last holds."""
    kept = dict(before)
    low, high = said.get("price_min"), said.get("price_max")
    if low is not None and kept.get("price_max", low) < low:
        del kept["price_max"]
    if high is not None and kept.get("price_min", high) > high:
        del kept["price_min"]
    excluded = list(dict.fromkeys([*kept.get("exclude", ()), *said.get("exclude", ())]))
    return {**kept, **said, **({"exclude": excluded} if excluded else {})}


def goes_on(reading: Reading, view: View) -> bool:
    """Whether a search holds the need there was."""
    return set(view.need.casefold().split()) <= set(str(reading.args.get("query", "")).casefold().split())
