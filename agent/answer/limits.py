"""What the limits that a list keeps say of an item in it, for the checker to compare sentences with."""

from collections.abc import Iterator, Mapping
from typing import Any

from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.tools.search.limits.conditions import TEXT, Condition


def price_bounds(found: Recommendation) -> set[float | None]:
    """The prices that the item is not over, or not under."""
    limits = map(Condition.of_json, _limits(found))
    return {one.number for one in limits if one.field == "price" and one.bounds}


def left_out(found: Recommendation) -> set[str]:
    """What the item is without, in the words in which it was refused."""
    limits = map(Condition.of_json, _limits(found))
    return {str(value) for one in limits if one.field == TEXT for value in one.values}


def measures(found: Recommendation) -> Iterator[str]:
    """What the item has where it is bounded, price aside: "weight 290 g". The bound is not the item's."""
    for limit in _limits(found):
        if limit["field"] not in (TEXT, "price"):
            yield f"{limit['field'].replace('_', ' ')} {limit['has']}"


def _limits(found: Recommendation) -> Iterator[Mapping[str, Any]]:
    return (part.values for part in found.evidence if part.kind == "limit")
