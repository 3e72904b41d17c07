"""What a list may be limited by next, and what a limit in force may be instead, with counts."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.columns import Choices, Numbers
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.units import convert, unit_of
from tastemaker.tools.search.limits.conditions import NAMES, Condition
from tastemaker.tools.search.limits.judging import named
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.ranked import Ranked
from tastemaker.tools.shop import Shop

_MOST = 6
_OF_ONE_FIELD = 3
_ENOUGH = 7
"""From so many items on a list is worth narrowing: fewer are all shown."""
_LOOKED_AT = 5_000
"""Of so many of the best it is learned what splits a list; what is left is counted over all."""
_KNOWN = 1 / 3
"""The share of the items that must have a value of a field at all."""
_SHARE = 0.08
"""The least share of the items that a limit must keep, and keep out."""
_FEWEST = 2
"""A limit that leaves one item is a way to that item, and its card is shorter."""
_LONGEST = 24
_VALUES = 12
"""As many values are offered in the place of one."""
_STEPS = 100

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Narrower:
    """A condition that no one has set yet, and how many items of the list meet it."""

    condition: Condition
    count: int


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where a number may be chosen, in the unit of its condition."""

    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class Counted:
    """The values that may be chosen, and how many items have each."""

    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """What the next click on a limit may do."""

    narrower: tuple[Narrower, ...] = ()
    """Those that split the list best, the best first; none where all of it is shown."""
    instead: Mapping[Condition, Scale | Counted] = field(default_factory=dict)
    """By condition in force what may stand in its place, while the others hold."""


def ways(shop: Shop, made: Ranked) -> Ways:
    """What may be chosen next for a list, of what is meant by it."""
    rows = made.ranking.rows
    meant = made.meant[rows]
    instead = {one: other for one in made.where.conditions if (other := _instead(shop, made, one))}
    return Ways(tuple(_narrower(shop, made, rows[meant] if meant.any() else rows)), instead)


def _narrower(shop: Shop, made: Ranked, rows: Rows) -> Iterator[Narrower]:
    """What tells most about the items: the conditions that half of them meet, of several fields."""
    if len(rows) < _ENOUGH:
        return
    looked = rows[:_LOOKED_AT]
    limited = {one.field for one in made.where.conditions}
    fields = [each for each in shop.schema.values() if each.name not in limited and not each.hidden]
    stated = [each for each in fields if each.share * len(shop.ids) >= _KNOWN * len(looked)]
    found = [offered for each in stated for offered in _conditions(shop, each, looked)]
    said = made.asked.query.casefold()
    taken: dict[str, int] = {}
    kept: list[npt.NDArray[np.bool_]] = []
    for _, one in sorted(found, key=lambda pair: -pair[0]):
        if len(kept) == _MOST:
            return
        if taken.get(one.field, 0) == _OF_ONE_FIELD or str(one.values[0]).casefold() in said:
            continue
        passes = Where((*made.where.conditions, one)).mask(shop)[rows]
        if passes.sum() < _FEWEST or any(np.array_equal(passes, other) for other in kept):
            continue  # the maker of all running shoes says no more than their kind
        taken[one.field] = taken.get(one.field, 0) + 1
        kept.append(passes)
        yield Narrower(one, int(passes.sum()))


def _conditions(shop: Shop, field: Field, rows: Rows) -> Iterator[tuple[float, Condition]]:
    """The conditions of one field that split the rows, each with how much it tells, in bits."""
    column = shop.columns[field.name]
    if field.name == "price" and isinstance(column, Numbers):
        prices = column.high[rows]
        prices = prices[np.isfinite(prices) & (prices > 0)]
        if len(prices) >= _KNOWN * len(rows):
            bound = _round(float(np.median(prices)))
            if told := _information(float((column.high[rows] <= bound).mean())):
                yield told, Condition("price", "<=", (bound,))
    elif field.kind in ("choice", "list", "flag") and field.name != "currency":
        assert isinstance(column, Choices)
        held, codes = _held(column, rows)
        if len(np.unique(held)) < _KNOWN * len(rows):
            return
        counts = np.bincount(codes, minlength=len(column.names))
        for code in np.flatnonzero(counts).tolist():
            told, name = _information(float(counts[code]) / len(rows)), column.names[code]
            if told and len(name) <= _LONGEST:
                yield told, Condition(field.name, "=", (name,))


def _information(share: float) -> float:
    """What it tells of an item whether it is one of such a share; nothing where nearly all or none are."""
    if not _SHARE <= share <= 1 - _SHARE:
        return 0.0
    return -share * math.log2(share) - (1 - share) * math.log2(1 - share)


def _round(value: float) -> float:
    """An amount as people name it: 87.4 is 90, 149 is 150.

    >>> [_round(value) for value in (87.4, 149, 7.49, 0.4)]
    [90.0, 150.0, 7.5, 0.4]
    """
    unit = 10.0 ** math.floor(math.log10(value))
    return min(
        (unit * step for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 9, 10)), key=lambda at: abs(at - value)
    )


def _instead(shop: Shop, made: Ranked, one: Condition) -> Scale | Counted | None:
    """What may stand in the place of a condition, among what is meant and keeps the others."""
    each = shop.schema.get(one.field)
    if each is None or one.refuses or each.kind in ("date", "text"):
        return None
    others = tuple(other for other in made.where.conditions if other.field != one.field)
    rows = np.flatnonzero(
        Where(others).mask(shop) & made.relevant & (made.meant if made.meant.any() else True)
    )
    column = shop.columns[one.field]
    if isinstance(column, Choices):
        return None if one.bounds else _counted(one, each, column, rows)
    if each.values:  # sizes in letters, in their order
        fits = [
            int(((column.low[rows] <= at) & (column.high[rows] >= at)).sum())
            for at in range(len(each.values))
        ]
        return None if one.bounds else Counted(tuple(zip(each.values, fits, strict=True)))
    return _scale(one, each, column, rows)


def _scale(one: Condition, each: Field, column: Numbers, rows: Rows) -> Scale | None:
    values = np.concatenate([column.low[rows], column.high[rows]])
    values = values[np.isfinite(values)]
    now = one.number
    if now is None or len(one.values) > 1 or not len(values):
        return None
    ends = [float(values.min()), float(values.max())]
    if each.kind == "money" and one.unit not in ("", each.unit):
        return None  # what some items cost in another currency
    if each.kind != "money" and unit_of(one.unit):
        ends = [convert(end, each.unit, one.unit) for end in ends]
    low, high = min(*ends, now), max(*ends, now)
    if low == high:
        return None
    step = 10.0 ** math.floor(math.log10((high - low) / _STEPS))
    step = next(step * times for times in (1, 2, 5, 10) if step * times * _STEPS >= high - low)
    as_stated = each.kind != "money" and one.unit in ("", each.unit)
    if as_stated and high - low > 2 and np.array_equal(values, np.round(values)):
        step = max(step, 1.0)
    return Scale(_tidy(math.floor(low / step) * step), _tidy(math.ceil(high / step) * step), _tidy(step))


def _counted(one: Condition, each: Field, column: Choices, rows: Rows) -> Counted:
    """The values that most items have, those in force among them, as conditions on them count."""
    held, codes = _held(column, rows)
    counts = np.bincount(codes, minlength=len(column.names))
    most = [
        column.names[code] for code in np.argsort(-counts, kind="stable")[:_VALUES].tolist() if counts[code]
    ]
    whole = each.name in NAMES
    now = [str(value) for value in one.values if str(value) not in most]
    meant: list[tuple[str, Any]] = [(name, list(named(column.names, name, whole))) for name in (*now, *most)]
    found = [(name, len(np.unique(held[np.isin(codes, each)]))) for name, each in meant]
    return Counted(tuple(sorted(found, key=lambda pair: -pair[1])))


def _held(column: Choices, rows: Rows) -> tuple[Rows, npt.NDArray[np.int32]]:
    """Every name that the rows have, as (place among the rows, code)."""
    starts, ends = column.offsets[rows], column.offsets[rows + 1]
    lengths = ends - starts
    held = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    return held, column.codes[np.repeat(starts - before, lengths) + np.arange(lengths.sum())]


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")
