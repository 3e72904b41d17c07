"""goodbooks-10k: books, their ratings, and what readers put on their list.

The files are those of https://github.com/zygmuntz/goodbooks-10k.
"""

from collections.abc import Collection
from typing import Any

from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
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

_MARKED = frozenset(("user_id", "book_id"))


def _book(row: dict[str, Any]) -> dict[str, Any]:
    attributes = {
        "author": one_or_more(values(given(row, "authors")) or [""]),
        "year": year_of(given(row, "original_publication_year")),
        "language": given(row, "language_code"),
        "isbn": given(row, "isbn"),
        "rating": given(row, "average_rating"),
        "ratings": given(row, "ratings_count"),
    }
    return without_empty(
        {
            "id": first_of(row, "id", "book_id"),  # the first edition of the files calls Goodreads' so
            "title": first_of(row, "title", "original_title"),
            "media": "book",
            "attributes": without_empty(attributes),
            LINKS: [link] if (link := given(row, "image_url")) else [],
        }
    )


def _rating(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": row.get("user_id"),
        "item_id": row.get("book_id"),
        "event": "rating",
        "value": row.get("rating"),
    }


def _wish(row: dict[str, Any]) -> dict[str, Any]:
    return {"user_id": row.get("user_id"), "item_id": row.get("book_id"), "event": "like"}


def _is_of_wishes(columns: Collection[str]) -> bool:
    return set(columns) == _MARKED


FEEDS = (
    Feed(
        "goodbooks-10k",
        with_columns("book_id", "title", "authors", "original_publication_year"),
        items=row_by_row(_book),
    ),
    Feed("goodbooks-10k", with_columns("user_id", "book_id", "rating"), history=row_by_row(_rating)),
    Feed("goodbooks-10k", _is_of_wishes, history=row_by_row(_wish)),
)
