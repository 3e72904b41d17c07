"""The rules by which limits and the need stay, add up or go from turn to turn."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from tastemaker.agent.call import Call
from tastemaker.agent.rules.reading.view import Reading, View
from tastemaker.agent.talks.talk import Made, Standing
from tastemaker.tools.facts.result import Result
from tastemaker.tools.search.where import Where


def sought(standing: Standing, limits: Mapping[str, Any]) -> Call:
    """The list that was last asked for, under other limits."""
    call = standing.call or Call("for_you")
    return replace(call, query=replace(call.query, where=Where.of(limits).conditions))


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
    return Where.of(kept).as_dict()


def joined(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Limits in force with those that were said: words add up; of prices that contradict, the last holds."""
    kept = dict(before)
    low, high = said.get("price_min"), said.get("price_max")
    if low is not None and kept.get("price_max", low) < low:
        del kept["price_max"]
    if high is not None and kept.get("price_min", high) > high:
        del kept["price_min"]
    both = {name: _union(kept.get(name, ()), said.get(name, ())) for name in ("exclude", "where")}
    return {**kept, **said, **{name: values for name, values in both.items() if values}}


def _union(before: Collection[Any], said: Collection[Any]) -> list[Any]:
    """The values of both; what is said of a field takes the place of what was."""
    fields = {value["field"] for value in said if isinstance(value, Mapping)}
    kept = [value for value in before if not isinstance(value, Mapping) or value["field"] not in fields]
    return kept + [value for value in said if value not in kept]


def goes_on(reading: Reading, view: View) -> bool:
    """Whether a search holds the need there was."""
    return set(view.need.casefold().split()) <= set(str(reading.args.get("query", "")).casefold().split())


def listed(standing: Standing, call: Call, result: Result, beside: tuple[Made, ...] = ()) -> Standing:
    """What is in force after a call that makes a list: the list, how it was made and how to make it again.

    `beside` are the lists that the same turn made before it.
    """
    originals = tuple(item.id for item in result.originals)
    # What lasts is in the profile: a list made again asks there what holds then.
    made = replace(call, items=originals, query=replace(call.query, where=result.where.conditions))
    after = replace(standing, call=made)
    if not result.items:  # the list in front of the shopper stays, and so does what may be relaxed
        sought_for = call.query.what if call.tool == "search" else ""
        return replace(after, need=sought_for or standing.need)
    return replace(
        after,
        made=(*beside, Made(made, tuple(found.item.id for found in result.items))),
        last=None,
        need=call.query.what if call.tool == "search" else standing.need,
    )
