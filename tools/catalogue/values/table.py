"""The catalogue turned on its side: for each column which rows state it, and each distinct value once."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.cells.sales import WAS
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.values.reduced import SALES, before, reduction

Value = str | float | tuple[str, ...] | tuple[float, str]
"""A text, a number, several texts (a list, the levels of a category), or a price and its currency."""
IntArray = npt.NDArray[np.int32]
_OWN = ("category", "brand", "media", "price", "currency", "created_at", WAS)
_NO_FIELDS = frozenset(["title", "description", "id", "url", "image"])
_LARGEST = 2**53
"""Whole numbers above are codes; as a float they would become another code."""


class _Places(dict[Value, int]):
    """The place of each value in the order in which they first occur."""

    def __missing__(self, value: Value) -> int:
        self[value] = place = len(self)
        return place


class Cells:
    """One column: `codes[i]` is the place in `values` of what the item in row `rows[i]` states."""

    def __init__(self) -> None:
        self._places, self._rows, self._codes = _Places(), array("i"), array("i")

    def add(self, row: int, value: Value) -> None:
        """Note what the item in a row states; rows come in ascending order."""
        self._rows.append(row)
        self._codes.append(self._places[value])

    @cached_property
    def values(self) -> list[Value]:
        """Every value once."""
        return list(self._places)

    @cached_property
    def rows(self) -> IntArray:
        """The rows of the items that state the column, ascending."""
        return np.array(self._rows, np.int32)

    @cached_property
    def codes(self) -> IntArray:
        """What they state, as places in `values`."""
        return np.array(self._codes, np.int32)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many items state each value."""
        return np.bincount(self.codes, minlength=len(self._places)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Table:
    """All columns of a catalogue, in the order in which they first occur."""

    items: int
    columns: Mapping[str, Cells]

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Table":
        """Read the items once, without titles in other languages and attributes named like an item's own.

        Where any of them tells what it cost before, there are columns for what is reduced, and by how much.
        """
        columns = {name: Cells() for name in _OWN}
        sales = {name: Cells() for name in SALES}
        any_before = False
        category, brand, media, price, currency, created, was = (columns[name].add for name in _OWN)
        adders: dict[str, Callable[[int, Value], None] | None] = {}
        row = -1
        for row, item in enumerate(items):
            if item.categories:
                category(row, item.categories)
            if item.brand:
                brand(row, item.brand)
            media(row, item.media)
            if item.price is not None:
                price(row, (float(item.price), item.currency))
            if item.currency:
                currency(row, item.currency)
            if item.created_at:
                created(row, item.created_at)
            for name, told in reduction(item).items():
                sales[name].add(row, told)
            if (cost := before(item)) is not None:
                was(row, (cost, item.currency))
                any_before = True
            for name, raw in chain(item.attributes.items(), item.figures.items()):
                if name not in adders:
                    left_out = name in _OWN or name in _NO_FIELDS or name.startswith("title_")
                    adders[name] = None if left_out else columns.setdefault(name, Cells()).add
                add = adders[name]
                if add and (value := raw if isinstance(raw, str) else _value(raw)) not in (None, ""):
                    add(row, value)
        # What the catalogue itself calls so is what it says.
        every = (columns | sales | columns) if any_before else columns
        stated = {name: cells for name, cells in every.items() if len(cells.rows)}
        return cls(row + 1, stated)


class Groups:
    """The items that have each name of a column, for counting how many of them are among others."""

    def __init__(self, table: Table, column: str) -> None:
        cells = table.columns.get(column, Cells())
        members = [tuple(dict.fromkeys(texts(value))) for value in cells.values]
        self._names = {name: place for place, name in enumerate(dict.fromkeys(chain(*members)))}
        self._name = np.array([self._names[name] for each in members for name in each], np.int64)
        self._value = np.repeat(np.arange(len(members)), [len(each) for each in members])
        self._values = len(members)
        self._value_of_row = np.full(table.items, self._values, np.int64)
        self._value_of_row[cells.rows] = cells.codes
        self._sizes = self._count(np.arange(table.items))

    def shares(self, rows: IntArray) -> dict[str, float]:
        """Name → the share of its items that are among these rows, where there are any."""
        found = self._count(rows)
        return {name: float(found[at] / self._sizes[at]) for name, at in self._names.items() if found[at]}

    def _count(self, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.float64]:
        values = np.bincount(self._value_of_row[rows], minlength=self._values + 1)
        counts: npt.NDArray[np.float64] = np.zeros(len(self._names))
        np.add.at(counts, self._name, values[self._value])
        return counts


def stated(item: Item, column: str) -> Any:
    """What an item says in a column that is none of its own fields; None where it says nothing."""
    for told in (item.attributes, item.figures):
        if column in told:
            return told[column]
    return reduction(item).get(column) if column in SALES else None


def texts(value: Value) -> Iterator[str]:
    """What a value says, as texts."""
    if isinstance(value, tuple):
        yield from (part if isinstance(part, str) else f"{part:g}" for part in value)
    else:
        yield value if isinstance(value, str) else f"{value:.15g}"


def _value(raw: Any) -> Value | None:
    if isinstance(raw, bool):
        return "yes" if raw else "no"  # before int: True is 1
    if isinstance(raw, int | float) and abs(raw) < _LARGEST:
        return float(raw)
    found = tuple(plain(raw))
    return found if len(found) > 1 else found[0] if found else None
