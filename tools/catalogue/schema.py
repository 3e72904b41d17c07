"""The fields of a catalogue, learned from its rows: kind, unit, values, and where each of them matters.

A field is a column or an attribute of the items. One that is told in several dimensions becomes several
fields: of a battery that says "12 h" here and "4200 mAh" there, "battery" and "battery (mAh)".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.owner import Owner
from tastemaker.tools.catalogue.values.amounts import decimal_sign
from tastemaker.tools.catalogue.values.currencies import currency_of, exchanged
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.learning import readings
from tastemaker.tools.catalogue.values.reading import LETTERS, Kind, ValueReading
from tastemaker.tools.catalogue.values.reduced import labels
from tastemaker.tools.catalogue.values.table import Cells, Groups, Table, texts
from tastemaker.tools.catalogue.values.units import said_in_name

__all__ = ["Field", "Kind", "Schema"]

_MOST_FIELDS = 400
"""Columns that become fields, those that most items state: a column takes 8 bytes of every item."""
_LONGEST_NAME = 100
_HEARD = 20_000
"""Values that are looked at to learn whether a comma divides thousands or tenths."""


class Schema(Mapping[str, Field]):
    """The fields by name, those of every item first, then attributes in the order in which they occur."""

    def __init__(
        self, fields: Iterable[Field], decimal: str = ".", rates: Mapping[str, float] | None = None
    ) -> None:
        self._fields = {each.name: each for each in fields}
        self.decimal = decimal
        """The sign before tenths in the catalogue's texts; "1.250" is read accordingly."""
        self.rates = rates or {}
        """What one of each currency is worth in the shop's own, as the owner says."""

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    @classmethod
    def learn(cls, items: Iterable[Item] | Table, owner: Mapping[str, Any] | None = None) -> Self:
        """Learn the fields of items; `owner` is what schema.yaml says, and overrules.

        Raises DataError when the owner names an unknown field, kind or unit.
        """
        table = items if isinstance(items, Table) else Table.of(items)
        said = Owner(owner or {})
        decimal = _decimal(table)
        found: list[Field] = []
        groups = {column: Groups(table, column) for column in ("category", "media")}
        for column, cells in _most_stated(table):
            kind, unit = said.kind(column), said.unit(column)
            for name, reading in readings(column, cells, decimal, kind, unit).items():
                if each := _field(name, reading, column, table, groups, decimal):
                    found.append(said.applied(each))
        said.check(table.columns, found)
        return cls(found, decimal, said.rates)

    def foreign(self, name: str, unit: str) -> str:
        """The currency that a unit means at a field of money, where it is not the field's own; else empty."""
        field = self.get(name)
        if field is None or field.kind != "money" or not field.unit or not unit:
            return ""
        own = currency_of(field.unit) or field.unit
        found = currency_of(unit, own)
        return "" if found == own else found

    def exchanged(self, value: float, currency: str, name: str) -> float | None:
        """An amount of another currency in that of a field; None where the owner gave no rate."""
        shops = self["price"].unit if "price" in self else ""
        return exchanged(value, currency, self[name].unit, {**self.rates, shops: 1.0})

    def as_json(self, most: int | None = None) -> dict[str, Any]:
        """The schema as JSON, with at most so many values a field."""
        fields = [each.as_json(most) for each in self.values()]
        return {"fields": fields, "decimal": self.decimal, "rates": self.rates}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote of all values."""
        fields = (Field.of_json(each) for each in told["fields"])
        return cls(fields, told["decimal"], told.get("rates"))


def _most_stated(table: Table) -> list[tuple[str, Cells]]:
    columns = [each for each in table.columns.items() if len(each[0]) <= _LONGEST_NAME]
    kept = sorted(columns, key=lambda each: -len(each[1].rows))[:_MOST_FIELDS]
    return [each for each in columns if each in kept]


def _decimal(table: Table) -> str:
    columns = (islice(cells.values, _HEARD) for name, cells in table.columns.items() if name != "price")
    return decimal_sign(text for value in chain(*columns) for text in texts(value))


def _field(
    name: str, reading: ValueReading, column: str, table: Table, groups: Mapping[str, Groups], decimal: str
) -> Field | None:
    """The field with its statistics; None when none of the values can be read."""
    cells = table.columns[column]
    counts = cells.counts
    values: dict[str, int] = {}
    low = high = None
    if reading.numeric:
        lows, highs = reading.spans(cells.values, decimal)
        known = ~np.isnan(lows)
        ends = np.concatenate([lows, highs])
        if reading.dimension == LETTERS:
            values = {
                word: int(counts[(lows <= place) & (place <= highs)].sum())
                for place, word in enumerate(reading.scale)
            }
            low, high = 0.0, len(values) - 1.0
        elif np.isfinite(ends).any():
            ends = ends[np.isfinite(ends)]
            low, high = float(ends.min()), float(ends.max())
    elif reading.kind == "text":
        known = np.ones(len(counts), bool)
    else:
        names = reading.names(cells.values)
        known = np.array([bool(each) for each in names], bool)
        values = _counted(names, counts)
    rows = cells.rows[known[cells.codes]]
    if not len(rows):
        return None
    label = re.sub(r"[_\s]+|(?<=[a-z])(?=[A-Z])", " ", said_in_name(column)[1]).strip()
    given = name.replace(column, label, 1)
    return Field(
        name=name,
        kind=reading.kind,
        unit=reading.unit,
        dimension=reading.dimension,
        share=len(rows) / table.items,
        values=values,
        low=low,
        high=high,
        categories=groups["category"].shares(rows),
        media=groups["media"].shares(rows),
        labels={"": tuple(dict.fromkeys([given, label])), **labels(column)},
        column=column,
        bare=reading.bare,
    )


def _counted(names: list[tuple[str, ...]], counts: npt.NDArray[np.int64]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each, count in zip(names, counts.tolist(), strict=True):
        for name in each:
            found[name] = found.get(name, 0) + count
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
