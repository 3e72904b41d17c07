"""One of each list for a sum: which items go together into a budget, the best matches first."""

from collections.abc import Sequence
from itertools import product

from tastemaker.tools.fusion.fuse import Recommendation

_LOOKED_AT = 12
"""So many of each list are tried with those of the others."""


def within(lists: Sequence[Sequence[Recommendation]], budget: float) -> tuple[int, ...] | None:
    """The place in each list of the items that cost at most the budget together and match best.

    None where no combination does; an item without a price fits none.
    """
    priced = [
        [(place, found) for place, found in enumerate(some[:_LOOKED_AT]) if found.item.price is not None]
        for some in lists
    ]
    fitting = [
        chosen for chosen in product(*priced) if sum(found.item.price or 0.0 for _, found in chosen) <= budget
    ]
    if not fitting or not lists:
        return None
    best = max(fitting, key=lambda chosen: sum(found.score for _, found in chosen))
    return tuple(place for place, _ in best)


def least(lists: Sequence[Sequence[Recommendation]]) -> float | None:
    """What one of each costs at least; None where a list has nothing with a price."""
    cheapest = [min((f.item.price for f in some if f.item.price is not None), default=None) for some in lists]
    return None if None in cheapest else sum(price for price in cheapest if price is not None)
