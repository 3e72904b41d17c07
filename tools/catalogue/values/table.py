"""The catalogue turned on its side: for each column which rows state it, and each distinct value once."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item, plain

Value = str | float | tuple[str, ...] | tuple[float, str]
"""A text, a number, several texts (a list, the levels of a category), or a price and its currency."""
IntArray = npt.NDArray[np.int32]
_LARGEST = 2**53
"""Whole numbers above are codes; as a float they would become another code."""


@dataclass(slots=True)
class Cells:
    """One column: `codes[i]` is the place in `values` of what the item in row `rows[i]` states."""

    _places: dict[Value, int] = field(default_factory=dict)
    _rows: "array[int]" = field(default_factory=lambda: array("i"))
    _codes: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, row: int, value: Value) -> None:
        places = self._places
        self._rows.append(row)
        self._codes.append(places.setdefault(value, len(places)))

    @property
    def values(self) -> list[Value]:
        return list(self._places)

    @property
    def rows(self) -> IntArray:
        return np.frombuffer(self._rows, np.int32) if self._rows else np.empty(0, np.int32)

    @property
    def codes(self) -> IntArray:
        return np.frombuffer(self._codes, np.int32) if self._codes else np.empty(0, np.int32)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many items state each value."""
        return np.bincount(self.codes, minlength=len(self._places)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Table:
    """All columns of a catalogue, in the order in which they first occur."""

    items: int
    columns: Mapping[str, Cells]
    leaves: IntArray
    """The category on the last level of each item, as a place in `categories`; -1 for none."""
    categories: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Table":
        """Read the items once, without titles in other languages and attributes named like an item's own."""
        columns = {
            name: Cells() for name in ("category", "brand", "media", "price", "currency", "created_at")
        }
        fixed = frozenset(columns) | {"title", "description", "id", "url", "image"}
        category, brand, media, price, currency, created = columns.values()
        leaves, places, row = array("i"), dict[str, int](), -1
        for row, item in enumerate(items):
            leaves.append(places.setdefault(item.categories[-1], len(places)) if item.categories else -1)
            if item.categories:
                category.add(row, item.categories)
            if item.brand:
                brand.add(row, item.brand)
            media.add(row, item.media)
            if item.price is not None:
                price.add(row, (float(item.price), item.currency))
            if item.currency:
                currency.add(row, item.currency)
            if item.created_at:
                created.add(row, item.created_at)
            for name, raw in item.attributes.items():
                if name in fixed or name.startswith("title_"):
                    continue
                if (value := _value(raw)) is not None:
                    if (cells := columns.get(name)) is None:
                        cells = columns[name] = Cells()
                    cells.add(row, value)
        stated = {name: cells for name, cells in columns.items() if len(cells.rows)}
        return cls(row + 1, stated, np.array(leaves, np.int32), tuple(places))


def texts(value: Value) -> Iterator[str]:
    """What a value says, as texts."""
    if isinstance(value, tuple):
        yield from (part if isinstance(part, str) else f"{part:g}" for part in value)
    else:
        yield value if isinstance(value, str) else f"{value:.15g}"


def _value(raw: Any) -> Value | None:
    if isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool):
        return "yes" if raw else "no"  # before int: True is 1
    if isinstance(raw, int | float) and abs(raw) < _LARGEST:
        return float(raw)
    found = tuple(plain(raw))
    return found if len(found) > 1 else found[0] if found else None
