"""From a ranking to the list that is shown: in which order, how many, and what nearly fits."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from tastemaker.tools.catalogue.columns import Numbers
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.values import said
from tastemaker.tools.fusion.fuse import Recommended, choose
from tastemaker.tools.search.limits.conditions import BoolArray, Condition
from tastemaker.tools.search.ranked import Ranked
from tastemaker.tools.shop import Shop

LIST_LENGTH = 6
MOST = 24
"""As many items are listed at once at the most, however many are wished for."""
_CHOSEN_FROM = 10 * LIST_LENGTH
_MOST_NEAR = 3
_LOOKED_AT = 200
"""How many of the best that miss something are looked at for those that miss least."""

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition that an item does not meet, and what it has instead; empty where it does not say."""

    condition: Condition
    has: str


@dataclass(frozen=True, slots=True)
class Near:
    """An item that answers the request but for what it misses."""

    item: Item
    misses: tuple[Miss, ...]

    def as_json(self) -> dict[str, Any]:
        """{id, title, misses: [{field, op, value, unit?, has}]}."""
        misses = [{**miss.condition.as_json(), "has": miss.has} for miss in self.misses]
        return {"id": self.item.id, "title": self.item.title, "misses": misses}


def places(
    shop: Shop, made: Ranked, take: int | None, order: tuple[Field, Direction] | None, most_alike: int
) -> list[int]:
    """The places (from 0) of a ranking that are shown, in the order in which they are shown.

    By score with some variety; or by a field, then only what is meant and states it. Who wants the one that
    has most or least gets all that share this.
    """
    count = min(take or LIST_LENGTH, MOST)
    if order is not None:
        found = _ordered(shop, made, *order)
        if take == 1 and found:
            values = keys(shop, *order)[made.ranking.rows[found[:LIST_LENGTH]]]
            count = int((values == values[0]).sum())
        return found[:count]
    rows, scores = made.ranking.rows[:_CHOSEN_FROM], made.ranking.scores[:_CHOSEN_FROM]
    ranked = [
        Recommended(shop.catalogue[shop.ids[row]], score)
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
    ]
    return choose(ranked, count, most_alike, made.medium)


def keys(shop: Shop, field: Field, direction: Direction) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What rows are put in order by, the smallest first: NaN where an item does not state the field."""
    column = shop.columns[field.name]
    if isinstance(column, Numbers):
        return column.low if direction == "up" else -column.high
    names = np.argsort(np.argsort([name.casefold() for name in column.names]))
    found = np.full(len(shop.ids), np.nan)
    has = np.diff(column.offsets) > 0
    found[has] = names[column.codes[column.offsets[:-1][has]]]
    return found if direction == "up" else -found


def _ordered(shop: Shop, made: Ranked, field: Field, direction: Direction) -> list[int]:
    """Places by a field's value, among equals the better match first."""
    rows = made.ranking.rows
    values = keys(shop, field, direction)[rows]
    query = made.asked.query
    whole = shop.masks.with_all_words(query)
    called, by_name = shop.masks.called(query), whole & shop.masks.by_named_maker(query)
    kind = called | made.meant & shop.masks.of_head(query)
    ways = (by_name, whole & called, whole & kind, kind)
    meant = next((some[rows] for some in ways if some[rows].any()), made.meant[rows])
    meant = meant if meant.any() else np.ones(len(rows), bool)
    there = np.flatnonzero(meant & np.isfinite(values))
    found: list[int] = there[np.argsort(values[there], kind="stable")].tolist()
    return found


def nearest(shop: Shop, made: Ranked, listed: int, kept_out: BoolArray | None = None) -> tuple[Near, ...]:
    """The best of what is meant, or kept out, and misses fewest conditions, where the list is not full."""
    if not made.where.conditions or listed >= LIST_LENGTH:
        return ()
    rows, asked_for = made.nearest().rows, made.meant if kept_out is None else kept_out
    rows = (rows[asked_for[rows]] if asked_for[rows].any() else rows)[:_LOOKED_AT]
    for one in made.where.conditions:
        if one.refuses:  # what was refused is not nearly right
            rows = rows[shop.judged(one).passes[rows]]
    missed = made.where.missed(shop, rows)
    # What misses nothing is kept out for another reason: it was had, or passed over.
    rows, missed = rows[missed > 0], missed[missed > 0]
    best = rows[np.argsort(missed, kind="stable")][:_MOST_NEAR]
    fewest = missed.min(initial=1)
    return tuple(
        Near(item, tuple(Miss(one, has(shop, item, one)) for one in misses))
        for item, misses in (
            (_as_asked(shop, made, row), made.where.misses(shop, row)) for row in best.tolist()
        )
        if len(misses) == fewest
    )


def _as_asked(shop: Shop, made: Ranked, row: int) -> Item:
    return made.where.sold_as_asked(shop, shop.catalogue[shop.ids[row]], made.asked.query)


def has(shop: Shop, item: Item, condition: Condition) -> str:
    """What an item says in the field of a condition."""
    field = shop.schema.get(condition.field)
    return "" if field is None else said(item, field)
