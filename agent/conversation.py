"""The rules by which limits and the need stay, add up or go from turn to turn."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any

from tastemaker.agent.reading.view import Reading, View
from tastemaker.agent.talk import Standing
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.toolbox import Result

_LIMITS = frozenset(field.name for field in fields(Limits))


def sought(standing: Standing, limits: Limits) -> Reading:
    """The call that was last asked for, under other limits."""
    tool, args = standing.sought or ("", {})
    args = {**args, **limits.as_dict()}
    return Reading(tool, args, frozenset({"tool", *args}), standing.language)


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


def listed(standing: Standing, reading: Reading, result: Result) -> Standing:
    """What is in force after a call that makes a list: the list, how it was made and how to make it again."""
    limits, originals = result.limits.as_dict(), [item.id for item in result.originals]
    asked = {name: value for name, value in reading.args.items() if name not in _LIMITS}
    if reading.tool == "similar":  # "cheaper" is a limit by now; what else was wished for is left
        asked["change"] = result.query
    after = replace(standing, limits=limits, sought=(reading.tool, {**asked, "originals": originals}))
    if not result.items:  # the list in front of the shopper stays, and so does what may be relaxed
        sought_for = result.query if reading.tool == "search" else ""
        return replace(after, need=sought_for or standing.need)
    return replace(
        after,
        shown=tuple(found.item.id for found in result.items),
        made_by=(reading.tool, {**reading.args, **limits, "originals": originals}),
        last=None,
        need=str(reading.args.get("query", "")) if reading.tool == "search" else standing.need,
    )
