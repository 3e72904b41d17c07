"""The values of every field as arrays over the items, in their order: what conditions and orders run over."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.table import Cells, Table

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number, an amount of money, a range or a date of each item; NaN where it is not known.

    In the field's unit; dates in days since 1970-01-01, a month or a year from its first to its last day;
    sizes in letters as places in the field's values. `low` and `high` differ
    in a range    from which to which number it goes, without end where it is open ("3+"): 42 is in 36-47
    in a number   its shortest and its longest side ("70 x 30 cm"): "at most 50 cm" must hold for `high`
    """

    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class Choices:
    """The names that each item has of a choice (at most one), a list or a flag ("no", "yes").

    Item i has those of `codes[offsets[i]:offsets[i + 1]]`, as places in `names`, which has the order of the
    field's values.
    """

    names: tuple[str, ...]
    offsets: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]

    def of(self, row: int) -> tuple[str, ...]:
        """The names of one item."""
        return tuple(self.names[code] for code in self.codes[self.offsets[row] : self.offsets[row + 1]])


@dataclass(frozen=True, slots=True)
class Texts(Choices):
    """The text of each item that has one; `names` holds every text once."""


Column = Numbers | Choices | Texts


class Columns(Mapping[str, Column]):
    """A column for each field of the schema, made when first used."""

    def __init__(self, schema: Schema, make: Callable[[Field], Column]) -> None:
        self.schema = schema
        self._make = make
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._made:
            self._made[name] = self._make(self.schema[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.schema)

    def __len__(self) -> int:
        return len(self.schema)

    @classmethod
    def build(cls, items: Iterable[Item] | Table, schema: Schema) -> Self:
        """Read the fields from these items."""
        table = items if isinstance(items, Table) else Table.of(items)
        return cls(schema, partial(_column, table, schema.decimal))

    def save(self, folder: Path) -> None:
        """Write the schema and the columns, one after the other, into a folder, made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        told = json.dumps(self.schema.as_json(), ensure_ascii=False)
        (folder / "schema.json").write_text(told, encoding="utf-8")
        for place, field in enumerate(self.schema.values()):
            _save(folder / str(place), self._make(field))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote; arrays are mapped from the disk, not read."""
        schema = Schema.of_json(json.loads((folder / "schema.json").read_text(encoding="utf-8")))
        places = {name: folder / str(place) for place, name in enumerate(schema)}
        return cls(schema, lambda field: _load(places[field.name], field))


def _column(table: Table, decimal: str, field: Field) -> Column:
    cells, items = table.columns.get(field.column, Cells()), table.items
    reading, rows, codes = field.reading, cells.rows, cells.codes
    if reading.numeric:
        low, high = np.full(items, np.nan), np.full(items, np.nan)
        lows, highs = reading.spans(cells.values, decimal)
        low[rows], high[rows] = lows[codes], highs[codes]
        return Numbers(low, low if np.array_equal(low, high, equal_nan=True) else high)
    found = reading.names(cells.values)
    if field.kind == "text":
        names = tuple(dict.fromkeys(name for each in found for name in each))
    else:
        names = ("no", "yes") if field.kind == "flag" else tuple(field.values)
    at = {name: place for place, name in enumerate(names)}
    lengths = np.array([len(each) for each in found], np.int64)
    flat = np.array([at[name] for each in found for name in each], np.int32)
    offsets = np.zeros(items + 1, np.int64)
    offsets[rows + 1] = lengths[codes]
    np.cumsum(offsets, out=offsets)
    # Rows come in order, so their members lie one after the other as they are taken from `flat`.
    starts = np.cumsum(lengths) - lengths
    taken = lengths[codes]
    within = np.arange(taken.sum()) - np.repeat(np.cumsum(taken) - taken, taken)
    members = flat[np.repeat(starts[codes], taken) + within]
    return (Texts if field.kind == "text" else Choices)(names, offsets, members)


def _save(path: Path, column: Column) -> None:
    if isinstance(column, Numbers):
        np.save(f"{path}.low.npy", column.low)
        if column.high is not column.low:
            np.save(f"{path}.high.npy", column.high)
        return
    np.save(f"{path}.offsets.npy", column.offsets)
    np.save(f"{path}.codes.npy", column.codes)
    if isinstance(column, Texts):
        Path(f"{path}.json").write_text(json.dumps(column.names, ensure_ascii=False), encoding="utf-8")


def _load(path: Path, field: Field) -> Column:
    def mapped(what: str) -> Any:
        return np.load(f"{path}.{what}.npy", mmap_mode="r", allow_pickle=False)

    if field.reading.numeric:
        low = mapped("low")
        return Numbers(low, mapped("high") if Path(f"{path}.high.npy").exists() else low)
    offsets, codes = mapped("offsets"), mapped("codes")
    if field.kind == "text":
        names = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
        return Texts(tuple(names), offsets, codes)
    return Choices(("no", "yes") if field.kind == "flag" else tuple(field.values), offsets, codes)
