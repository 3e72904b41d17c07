"""The honest no: the smallest change of one condition after which something fits, and of how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tastemaker.tools.catalogue.columns import Numbers
from tastemaker.tools.catalogue.values.units import convert
from tastemaker.tools.search.limits.conditions import TEXT, BoolArray, Condition
from tastemaker.tools.search.limits.where import Where, of_medium

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

_NEAREST = 5
"""A bound moves just as far as so many items need."""
_MOST = 4
"""So many changes are offered at the most."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The change of one condition, and how many items then pass, all others kept."""

    condition: Condition
    to: float | None
    """The new bound, in the unit in which the old one was said; None when the condition goes."""
    count: int

    @property
    def drop(self) -> str:
        """What is changed, by the name that it has outside."""
        one = self.condition
        if one.field == "price" and one.bounds:
            return "price_max" if one.bounds == "high" else "price_min"
        return "exclude" if one.field == TEXT and one.refuses else one.field

    def as_json(self) -> dict[str, Any]:
        """{drop, to, count}, and the condition itself."""
        return {"drop": self.drop, "to": self.to, "count": self.count, "condition": self.condition.as_json()}


def relaxations(
    shop: Shop, where: Where, relevant: BoolArray, medium: str | None = None
) -> tuple[Relaxation, ...]:
    """The smallest single changes after which some relevant item passes, a moved bound before what goes.

    `relevant` is a mask over rows: what would answer the request if there were no conditions; `medium` is
    what was meant by it, though it may be no condition.
    """
    if medium and where.media is None:
        relevant = relevant & of_medium(shop, medium)
    # What passes as it is and was not shown was refused, or is had already: a change does not bring it.
    relevant = relevant & ~where.mask(shop)
    found = list(_relaxations(shop, where, relevant))
    return tuple(sorted(found, key=lambda change: (change.to is None, -change.count)))[:_MOST]


def _relaxations(shop: Shop, where: Where, relevant: BoolArray) -> Iterator[Relaxation]:
    for one in where.conditions:
        passing = where.without(one).mask(shop) & relevant
        if not passing.any():
            continue
        moved = _moved(shop, one, where.without(one), passing) if one.bounds else None
        if moved is not None:
            yield moved
        elif not one.bounds or one.field not in shop.schema:
            yield Relaxation(one, None, int(passing.sum()))


def _moved(shop: Shop, one: Condition, others: Where, passing: BoolArray) -> Relaxation | None:
    """A bound moved as far as the nearest items need; None where none of them has the field."""
    field = shop.schema.get(one.field)
    column = None if field is None else shop.columns[one.field]
    if field is None or not isinstance(column, Numbers) or field.kind == "date" or field.values:
        return None
    if field.kind == "money" and one.unit not in ("", field.unit):
        return None  # what some items cost in another currency
    high = one.bounds == "high"
    values = column.low if high and field.kind == "range" else column.high
    if shop.variants is not None:
        values = shop.variants.least(one.field, others.verdicts(shop), high, values)
    values = values[passing]
    values = np.sort(values[np.isfinite(values)])
    if not len(values):
        return None
    values = values if high else values[::-1]
    bound = float(values[min(_NEAREST, len(values)) - 1])
    count = int((values <= bound).sum() if high else (values >= bound).sum())
    # Said in the shopper's own unit where it has one.
    told = convert(bound, field.unit, one.unit) if one.unit and field.kind != "money" else bound
    return Relaxation(one, told, count)
