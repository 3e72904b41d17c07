"""A catalogue folder as it was understood: files, fields, what was dropped, history, what is missing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.inspection.dropped import Dropped, grouped
from tastemaker.tools.catalogue.inspection.files import Source, sources
from tastemaker.tools.catalogue.inspection.history import History
from tastemaker.tools.catalogue.inspection.lacking import lacking
from tastemaker.tools.catalogue.owner import read_owner
from tastemaker.tools.catalogue.schema import Field, Schema
from tastemaker.tools.catalogue.values.table import Cells, Table, Value, texts

_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A field of the items, and the values that most of them state for it."""

    field: Field
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was understood of a folder, and what was not."""

    folder: str
    sources: tuple[Source, ...]
    items: int
    sold_out: int
    variants: int
    """Items that are sold in several forms."""
    pictures: int
    reviews: int
    """The latest of each item."""
    stated: int
    """Attributes that are read from the items' texts."""
    fields: tuple[Seen, ...]
    dropped: tuple[Dropped, ...]
    history: History
    lacking: tuple[str, ...]

    @classmethod
    def of(cls, folder: Folder) -> Self:
        """Look at a folder that was read; its files are read once more to count their rows."""
        table, history = Table.of(folder.catalogue), History.of(folder.interactions)
        schema = Schema.learn(table, read_owner(folder.path))
        items = list(folder.catalogue)
        return cls(
            folder=str(folder.path),
            sources=tuple(sources(folder.path)),
            items=len(items),
            sold_out=sum(item.sold_out for item in items),
            variants=sum(bool(item.variants) for item in items),
            pictures=sum(len(item.images) for item in items),
            reviews=len(folder.reviews),
            stated=folder.stated,
            fields=tuple(
                Seen(field, _examples(field, table.columns[field.column], schema.decimal))
                for field in schema.values()
            ),
            dropped=tuple(grouped(folder.problems)),
            history=history,
            lacking=tuple(lacking(folder, history)),
        )

    def as_json(self) -> dict[str, Any]:
        """The same as JSON; a field with its name, kind, unit, column, share of the items and examples."""
        fields = [
            {name: getattr(seen.field, name) for name in ("name", "kind", "unit", "column", "share")}
            | {"examples": seen.examples}
            for seen in self.fields
        ]
        return asdict(self) | {"fields": fields}


def brief(folder: Folder, place: Path | None = None) -> list[str]:
    """What the files of a folder are and what is missing in it, a line each: what `ingest` tells.

    `place` is where its files are, where they were read on top of others.
    """
    known: Sequence[Source] = list(sources(place or folder.path, count=False))
    lacks = lacking(folder, History.of(folder.interactions))
    return [*(f"{source.name}: {source.kind}" for source in known), *lacks]


def _examples(field: Field, cells: Cells, decimal: str) -> tuple[str, ...]:
    """The most frequent values of a column that say something of a field, each in one line."""
    if field.reading.numeric:
        known = ~np.isnan(field.reading.spans(cells.values, decimal)[0])
    else:
        known = np.array([bool(names) for names in field.reading.names(cells.values)], bool)
    most = np.argsort(-cells.counts * known, kind="stable")[: min(_EXAMPLES, known.sum())]
    named = (_in_one_line(cells.values[place]) for place in most)
    return tuple(text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…" for text in named)


def _in_one_line(value: Value) -> str:
    is_price = isinstance(value, tuple) and not isinstance(value[0], str)
    return " ".join((" " if is_price else ", ").join(texts(value)).split())
