"""Goodreads' export of one reader's library: the books, and what the reader did with each.

The file is that of https://www.goodreads.com/review/import. Reviews and notes, which are the reader's own,
are not read.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import (
    Feed,
    first_of,
    given,
    row_by_row,
    values,
    with_columns,
    without_empty,
    year_of,
)
from tastemaker.tools.catalogue.item import one_or_more

READER = "reader"
"""The user whose history the file is: it does not say who that is."""
_SHELVES = {"read": "purchase", "currently-reading": "purchase", "to-read": "like"}
"""What it means that a book stands there without stars."""


def _book(row: dict[str, Any]) -> dict[str, Any]:
    years = ("original publication year", "year published")
    shelves = [shelf for shelf in values(given(row, "bookshelves")) if shelf not in _SHELVES]
    attributes = {
        "author": one_or_more([given(row, "author"), *values(given(row, "additional authors"))]),
        "publisher": given(row, "publisher"),
        "year": year_of(str(first_of(row, *years) or "")),
        "pages": given(row, "number of pages"),
        "binding": given(row, "binding"),
        "isbn": given(row, "isbn13").strip('="') or given(row, "isbn").strip('="'),
        "rating": given(row, "average rating"),
        "shelves": one_or_more(shelves or [""]),
    }
    return {
        "id": given(row, "book id"),
        "title": given(row, "title"),
        "media": "book",
        "attributes": without_empty(attributes),
    }


def history(rows: Iterable[Row]) -> Iterator[Row]:
    """A rating for each book with stars, else what its shelf means; other shelves mean nothing."""
    for line, row in rows:
        if isinstance(row, str):
            continue  # told where the books are read
        stars = given(row, "my rating").strip("0")
        if event := "rating" if stars else _SHELVES.get(given(row, "exclusive shelf"), ""):
            day = str(first_of(row, "date read", "date added") or "").replace("/", "-")
            yield (
                line,
                {
                    "user_id": READER,
                    "item_id": given(row, "book id"),
                    "timestamp": day,
                    "event": event,
                    "value": stars or None,
                },
            )


FEEDS = (
    Feed(
        "Goodreads",
        with_columns("book id", "title", "my rating", "exclusive shelf"),
        items=row_by_row(_book),
        history=history,
    ),
)
