"""What is in force after a list, and after a lasting wish was taken back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Made, Standing
from tastemaker.tools.facts.result import Result
from tastemaker.tools.search.limits.where import Where


def sought(standing: Standing, limits: Mapping[str, Any]) -> Call:
    """The list that was last asked for, under other limits."""
    call = standing.call or Call("for_you")
    return replace(call, query=replace(call.query, where=Where.of(limits).conditions))


def without(limits: Mapping[str, Any], lifted: Collection[str]) -> dict[str, Any]:
    """Limits without those that were lifted by name, and without the words that are excluded no longer."""
    kept = {name: value for name, value in limits.items() if name not in lifted}
    if "exclude" in kept:
        kept["exclude"] = [word for word in kept["exclude"] if word.casefold() not in lifted]
    return Where.of(kept).as_dict()


def listed(standing: Standing, call: Call, result: Result, beside: tuple[Made, ...] = ()) -> Standing:
    """What is in force after a call that makes a list: the list, how it was made and how to make it again.

    `beside` are the lists that the same turn made before it.
    """
    originals = tuple(item.id for item in result.originals)
    # What lasts is in the profile: a list made again asks there what holds then.
    made = replace(call, items=originals, query=replace(call.query, where=result.where.conditions))
    after = replace(standing, call=made)
    if not result.items:  # the list in front of the shopper stays, and so does what may be relaxed
        return after
    return replace(
        after,
        made=(*beside, Made(made, tuple(found.item.id for found in result.items))),
        last=None,
    )


def chosen(standing: Standing, result: Result) -> Standing:
    """What is in force after some of the list were chosen; what was asked for stays."""
    ids = tuple(found.item.id for found in result.items)
    by = standing.call or Call("for_you")
    made = next((made.call for made in standing.made if not {*ids}.isdisjoint(made.shown)), by)
    return replace(standing, made=(Made(made, ids),), last=1 if len(ids) == 1 else None)
