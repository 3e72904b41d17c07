"""mapping.yaml: what the columns and words of any table are called here.

items:
  file: stock.csv
  columns: {id: SKU, title: Name, price: Retail}
  values: {in_stock: {Y: yes, N: no}}
interactions:
  file: orders.csv
  columns: {user_id: Customer, item_id: SKU, timestamp: Date, event: Kind}
  values: {event: {S: purchase, R: return}}
reviews:
  file: feedback.csv
  columns: {item_id: SKU, rating: Stars, text: Comment}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Self

import yaml

from tastemaker.tools.catalogue.cells.prices import priced
from tastemaker.tools.catalogue.cells.tables import rows
from tastemaker.tools.catalogue.cells.together import together
from tastemaker.tools.catalogue.feeds.feed import Feed, row_by_row
from tastemaker.tools.errors import DataError

FILE = "mapping.yaml"
_PARTS = {
    "items": ("id", "title"),
    "interactions": ("user_id", "item_id"),
    "users": ("user_id",),
    "reviews": ("item_id",),
}
"""The parts of a catalogue, and the columns that each must have."""
_LOOKED_AT = 100
"""Rows of which one must have a column for it to be there."""


def mapped(folder: Path) -> dict[str, tuple[Path, Feed]]:
    """The file of each part that the owner names, and what reads it; none where there is no mapping.

    Raises DataError where the mapping cannot be read, or names what is not there.
    """
    try:
        # Every word as it stands: "no" is a word of theirs, and no truth value.
        told = yaml.load((folder / FILE).read_text(encoding="utf-8"), yaml.BaseLoader)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DataError(f"{FILE} is not YAML that can be read: {' '.join(str(error).split())}") from None
    if not isinstance(told, Mapping) or not told.keys() <= _PARTS.keys():
        raise DataError(f"{FILE} takes {', '.join(_PARTS)}, each with file, columns and values")
    return {part: _read(folder, part, _Said.of(part, said)) for part, said in told.items()}


@dataclass(frozen=True, slots=True)
class _Said:
    """What the owner says of one part."""

    file: str
    columns: Mapping[str, str]
    """Our names, and theirs."""
    values: Mapping[str, Mapping[str, str]]
    """Our names of columns, and what their words mean."""

    @classmethod
    def of(cls, part: str, said: Any) -> Self:
        told = said if isinstance(said, Mapping) else {}
        columns, values = told.get("columns", {}), told.get("values", {})
        if (
            isinstance(told.get("file"), str)
            and told.keys() <= {"file", "columns", "values"}
            and isinstance(columns, Mapping)
            and isinstance(values, Mapping)
            and all(isinstance(words, Mapping) for words in values.values())
        ):
            return cls(told["file"], columns, values)
        raise DataError(
            f"{FILE}: {part} takes file, columns {{ours: theirs}} and values {{ours: {{theirs: ours}}}}"
        )


def _read(folder: Path, part: str, said: _Said) -> tuple[Path, Feed]:
    path = folder / said.file
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise DataError(f"{FILE}: {part} names {said.file}, which is no file of the folder")
    first = (row for _, row in islice(rows.read(path), _LOOKED_AT) if isinstance(row, dict))
    there = {name.casefold(): name for row in first for name in row}
    wanted = {**{name: name for name in _PARTS[part]}, **said.columns}
    for ours, theirs in wanted.items():
        if theirs.casefold() not in there:
            known = ", ".join(there.values())
            raise DataError(f"{FILE}: {said.file} has no column {theirs!r} for {ours}; it has {known}")
    names = {there[theirs.casefold()]: ours for ours, theirs in wanted.items()}
    words = {
        ours: {word.casefold(): meant for word, meant in known.items()} for ours, known in said.values.items()
    }
    to_ours = row_by_row(partial(_ours, names, words))
    if part == "items":
        return path, Feed(FILE, lambda columns: True, items=lambda found: together(priced(to_ours(found))))
    return path, Feed(
        FILE,
        lambda columns: True,
        history=to_ours if part == "interactions" else None,
        users=to_ours if part == "users" else None,
        reviews=to_ours if part == "reviews" else None,
    )


def _ours(
    names: Mapping[str, str], words: Mapping[str, Mapping[str, str]], row: dict[str, Any]
) -> dict[str, Any]:
    """A row under our names and in our words; a column of theirs that has a name of ours gives way."""
    taken = set(names.values())
    told = {names.get(name, name): value for name, value in row.items() if name in names or name not in taken}
    for ours, known in words.items():
        word = str(told.get(ours) or "").strip().casefold()
        told |= {ours: known[word]} if word in known else {}
    return told
