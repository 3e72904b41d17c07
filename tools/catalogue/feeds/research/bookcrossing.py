"""Book-Crossing: books by ISBN, readers, and ratings from 1 to 10; 0 means that a book was in hand.

The files are those of http://www2.informatik.uni-freiburg.de/~cziegler/BX.
"""

import re
from typing import Any

from tastemaker.tools.catalogue.cells.history import on_five
from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    given,
    row_by_row,
    with_columns,
    without_empty,
    year_of,
)

_TOP = 10.0
_RATING = re.compile("[0-9]|10")
_UNKNOWN = ("", "0", "NULL")


def _book(row: dict[str, Any]) -> dict[str, Any]:
    attributes = {
        "author": words(given(row, "book-author")),
        "publisher": words(given(row, "publisher")),
        "year": year_of(given(row, "year-of-publication")),
    }
    return without_empty(
        {
            "id": given(row, "isbn"),
            "title": words(given(row, "book-title")),
            "media": "book",
            "attributes": without_empty(attributes),
            LINKS: [link] if (link := given(row, "image-url-l")) else [],
        }
    )


def _rating(row: dict[str, Any]) -> dict[str, Any] | str:
    said = given(row, "book-rating")
    if not _RATING.fullmatch(said):
        return f"rating {said!r} is not one from 0 to 10"
    rating = int(said)
    return {
        "user_id": given(row, "user-id"),
        "item_id": given(row, "isbn"),
        "event": "rating" if rating else "view",
        "value": on_five(rating, _TOP) if rating else None,
    }


def _reader(row: dict[str, Any]) -> dict[str, Any]:
    age = given(row, "age").removesuffix(".0")
    told = {"location": given(row, "location"), "age": "" if age in _UNKNOWN else age}
    return {"user_id": given(row, "user-id"), **without_empty(told)}


FEEDS = (
    Feed("Book-Crossing", with_columns("isbn", "book-title", "book-author"), items=row_by_row(_book)),
    Feed("Book-Crossing", with_columns("user-id", "isbn", "book-rating"), history=row_by_row(_rating)),
    Feed("Book-Crossing", with_columns("user-id", "location", "age"), users=row_by_row(_reader)),
)
