"""MovieLens: films and their ratings, in the forms of 100k, 1M and latest.

The files are those of https://grouplens.org/datasets/movielens; older ones have no header (plain.py).
"""

from typing import Any

from tastemaker.tools.catalogue.feeds.feed import (
    Feed,
    given,
    row_by_row,
    values,
    with_columns,
    without_empty,
)
from tastemaker.tools.catalogue.feeds.plain import GENRE
from tastemaker.tools.catalogue.feeds.research.titles import film
from tastemaker.tools.catalogue.item import one_or_more

_NONE = ("(no genres listed)", "unknown")


def _film(row: dict[str, Any]) -> dict[str, Any]:
    title, year, also = film(given(row, "title"))
    flags = [name.removeprefix(GENRE) for name in row if name.startswith(GENRE) and given(row, name) == "1"]
    attributes = {"year": year, "also known as": one_or_more(also or [""])}
    return without_empty(
        {
            "id": given(row, "movieid"),
            "title": title,
            "media": "video",
            "categories": [name for name in flags or values(given(row, "genres"), "|") if name not in _NONE],
            "url": given(row, "url"),
            "attributes": without_empty(attributes),
        }
    )


def _rating(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": row.get("userid"),
        "item_id": row.get("movieid"),
        "timestamp": row.get("timestamp"),
        "event": "rating",
        "value": row.get("rating"),
    }


def _user(row: dict[str, Any]) -> dict[str, Any]:
    return {"user_id" if name == "userid" else name: value for name, value in row.items()}


FEEDS = (
    Feed("MovieLens", with_columns("movieid", "title"), items=row_by_row(_film)),
    Feed("MovieLens", with_columns("userid", "movieid", "rating", "timestamp"), history=row_by_row(_rating)),
    Feed("MovieLens", with_columns("userid", "gender", "age", "occupation"), users=row_by_row(_user)),
)
