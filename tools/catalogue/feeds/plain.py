"""Files that are plainer than CSV: without a header, without quotes, in an older encoding."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tastemaker.tools.catalogue.cells.tables.encodings import LONGEST_LINE
from tastemaker.tools.catalogue.cells.tables.packed import opened, unpacked
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.errors import DataError

GENRE = "genre "
"""Begins the column of each genre of u.item, which says 1 or 0."""
_RATING = ("userid", "movieid", "rating", "timestamp")
_FILM = ("movieid", "title", "released", "released on video", "url")
_GENRES = "u.genre"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a file are written."""

    sign: str
    """What stands between two fields."""
    columns: tuple[str, ...] = ()
    """Empty where the first line names them."""
    quoted: bool = False
    """Whether fields stand in quotes; a quote in one is behind a backslash."""


_BY_NAME = {
    "u.data": Layout("\t", _RATING),
    "u.user": Layout("|", ("userid", "age", "gender", "occupation", "zip-code")),
    "movies.dat": Layout("::", ("movieid", "title", "genres")),
    "ratings.dat": Layout("::", _RATING),
    "users.dat": Layout("::", ("userid", "gender", "age", "occupation", "zip-code")),
    "bx-books.csv": Layout(";", quoted=True),
    "bx-book-ratings.csv": Layout(";", quoted=True),
    "bx-users.csv": Layout(";", quoted=True),
}
_BY_ENDING = {ending: Layout("\t") for ending in (".inter", ".item", ".user")}


def layout_of(path: Path) -> Layout | None:
    """How a file is written, by its name; None where the name says nothing."""
    path = unpacked(path)
    name = path.name.lower()
    if name == "u.item":
        return Layout("|", (*_FILM, *_genres(path.with_name(_GENRES))))
    return _BY_NAME.get(name) or _BY_ENDING.get(path.suffix.lower())


def read(path: Path, layout: Layout) -> Iterator[Row]:
    """Every row of a file, in constant memory; lines that are not UTF-8 are Latin-1."""
    try:
        with opened(path) as file:
            lines = enumerate(iter(partial(file.readline, LONGEST_LINE), b""), 1)
            columns = layout.columns
            for number, line in lines:
                if not line.strip():
                    continue
                fields = _fields(_decoded(line), layout)
                if not columns:
                    columns = tuple(field.strip().lower() for field in fields)
                elif len(fields) != len(columns):
                    yield number, f"{len(fields)} fields where {len(columns)} are expected"
                else:
                    yield number, dict(zip(columns, fields, strict=True))
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from error


def _fields(line: str, layout: Layout) -> list[str]:
    if layout.quoted:
        return next(csv.reader([line], delimiter=layout.sign, escapechar="\\"), [])
    return line.split(layout.sign)


def _decoded(line: bytes) -> str:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    return text.rstrip("\r\n")


def _genres(path: Path) -> Iterator[str]:
    """The columns of genres, as the file beside names them."""
    if not path.is_file():
        raise DataError(f"the genres of u.item are numbers without {path.name}; put it beside")
    for _, row in read(path, Layout("|", ("name", "number"))):
        if not isinstance(row, str):
            yield GENRE + row["name"]
