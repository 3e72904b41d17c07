"""The values of every field as arrays over the items, in their order: what conditions and orders run over."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    """A column for each field of the schema; those of a build are mapped from its files when first used."""

    def __init__(self, schema: Schema, columns: Mapping[str, Column] | Path) -> None:
        self.schema = schema
        self._folder = columns if isinstance(columns, Path) else None
        self._columns = {} if isinstance(columns, Path) else dict(columns)

    def __getitem__(self, name: str) -> Column:
        if name not in self._columns:
            field = self.schema[name]
            if self._folder is None:
                raise KeyError(name)
            self._columns[name] = _load(self._folder / str(list(self.schema).index(name)), field)
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.schema)

    def __len__(self) -> int:
        return len(self.schema)

    @classmethod
    def build(cls, items: Iterable[Item] | Table, schema: Schema) -> Self:
        """Read every field of these items."""
        table = items if isinstance(items, Table) else Table.of(items)
        empty = Cells()
        return cls(
            schema,
            {
                name: _column(field, table.columns.get(field.column, empty), table.items, schema.decimal)
                for name, field in schema.items()
            },
        )

    def save(self, folder: Path) -> None:
        """Write the schema and the columns into a folder, made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        told = json.dumps(self.schema.as_json(), ensure_ascii=False)
        (folder / "schema.json").write_text(told, encoding="utf-8")
        for place, column in enumerate(self.values()):
            _save(folder / str(place), column)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote; arrays are mapped from the disk, not read."""
        told = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
        return cls(Schema.of_json(told), folder)


def _column(field: Field, cells: Cells, items: int, decimal: str) -> Column:
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
    places = {name: place for place, name in enumerate(names)}
    lengths = np.array([len(each) for each in found], np.int64)
    flat = np.array([places[name] for each in found for name in each], np.int32)
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
