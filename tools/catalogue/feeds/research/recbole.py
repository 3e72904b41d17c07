"""RecBole's atomic files: x.inter, x.item and x.user, whose header gives each column a type.

The format is that of https://recbole.io/docs/user_guide/data/atomic_files.html.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import Feed, first_of, row_by_row, without_empty
from tastemaker.tools.catalogue.feeds.research.titles import film
from tastemaker.tools.errors import DataError

_TYPED = re.compile(r"(\w[^:]*):(token|token_seq|float|float_seq)")
_SHOPPERS = ("user_id", "session_id")
_TITLE = re.compile(r"title|name|\w+_title|(?:item|product|app|game|book|song|track|course|business)_name")
_BEST = ("title", "name", "movie_title")
"""Where several columns may be the title, these go first, in this order."""
_GENRES = ("class", "genre", "genres", "category", "categories")
_OWN: tuple[str, ...] = ("price", "brand", "description")
_MEDIA = {"movie": "video", "film": "video", "book": "book", "song": "audio", "track": "audio"}
"""By the word before "title" or "name"."""


def _names(columns: Collection[str]) -> set[str]:
    """The names without types; none where a column has no type."""
    found = [_TYPED.fullmatch(column) for column in columns]
    return {match[1] for match in found if match} if all(found) else set()


def _holds(wanted: tuple[str, ...], unwanted: tuple[str, ...] = ()) -> Callable[[Collection[str]], bool]:
    def is_mine(columns: Collection[str]) -> bool:
        names = _names(columns)
        return not names.isdisjoint(wanted) and names.isdisjoint(unwanted)

    return is_mine


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """The values by name, numbers as such; lists of numbers, which say nothing to people, are left out."""
    found: dict[str, Any] = {}
    for column, value in row.items():
        name, _, kind = column.rpartition(":")
        if value and kind != "float_seq":
            found[name] = _number(value) if kind == "float" and "id" not in name else value
    return found


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value


def items(rows: Iterable[Row]) -> Iterator[Row]:
    """The items; raises DataError where no column is a title."""
    title = ""
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
            continue
        title = title or _title_of(_names(row))
        yield line, _item(_read(row), title)


def _title_of(names: set[str]) -> str:
    titles = sorted(name for name in names if _TITLE.fullmatch(name))
    if not titles:
        raise DataError(
            f"the columns {', '.join(sorted(names))} of a RecBole file hold no title; "
            "call the one that names the items title:token_seq"
        )
    return next((name for name in _BEST if name in titles), titles[0])


def _item(row: dict[str, Any], column: str) -> dict[str, Any]:
    media = _MEDIA.get(column.rpartition("_")[0], "")
    title = str(row.pop(column, ""))
    year = None
    if media == "video":
        title, year, _ = film(title)
    genres = str(next((row.pop(name) for name in _GENRES if name in row), ""))
    own = {name: row.pop(name) for name in _OWN if name in row}
    return without_empty(
        {
            "id": row.pop("item_id", ""),
            "title": title,
            "media": media,
            "categories": [part.strip() for part in genres.split("," if "," in genres else None)],
            "attributes": {"year": year, **row} if year else row,
            **own,
        }
    )


def _event(row: dict[str, Any]) -> dict[str, Any] | str:
    read = _read(row)
    if read.get("label") == 0:
        return "label is 0: nothing was taken"
    rating = read.get("rating")
    return {
        "user_id": first_of(read, *_SHOPPERS),
        "item_id": read.get("item_id"),
        "timestamp": read.get("timestamp"),
        "event": "" if rating is None else "rating",
        "value": rating,
    }


FEEDS = (
    Feed("RecBole", _holds(("item_id",), _SHOPPERS), items=items),
    Feed("RecBole", _holds(("user_id",), ("item_id",)), users=row_by_row(_read)),
    Feed("RecBole", _holds(_SHOPPERS), history=row_by_row(_event)),
)
