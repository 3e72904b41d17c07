"""Products and reviews of Amazon as JSON lines, in the forms of 2014, 2018 and 2023.

The files are those of https://amazon-reviews-2023.github.io and https://nijianmo.github.io/amazon.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.moments import moment
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    first_of,
    price_of,
    row_by_row,
    without_empty,
)

_ID = ("parent_asin", "asin")
_USER = ("user_id", "reviewerID", "reviewerid")
"""Columns are compared in small letters."""
_STARS = ("rating", "overall")
_MEDIA = {
    "Books": "book",
    "Kindle Store": "book",
    "Movies & TV": "video",
    "Prime Video": "video",
    "CDs & Vinyl": "audio",
    "Digital Music": "audio",
    "Audible Audiobooks": "audio",
}
"""By the main category; all else are products."""
_NO_PRICE = ("", "None", "—")
_FIRST_SOLD = "date first available"


def products(rows: Iterable[Row]) -> Iterator[Row]:
    """The items; a price that cannot be read is told, and the item is kept without it."""
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
            continue
        written = str(first_of(row, "price") or "").strip()
        # Of "$12.99 - $15.99" the lower one counts.
        price = None if written in _NO_PRICE else price_of(written.replace("$", ""), ".")
        if price is None and written not in _NO_PRICE:
            yield line, f"price {written[:100]!r} is not understood; the item is kept without it"
        yield line, _product(row, price)


def _product(row: dict[str, Any], price: float | None) -> dict[str, Any]:
    levels = [words(level) for level in _levels(first_of(row, "categories", "category"))]
    main = words(_text(first_of(row, "main_category", "main_cat")))
    details = _details(row.get("details"))
    maker, first_sold = details.pop("brand", ""), _day(details.pop(_FIRST_SOLD, ""))
    author = row.get("author")
    attributes = {
        **details,
        "subtitle": _text(row.get("subtitle")),
        "author": author.get("name") if isinstance(author, dict) else author,
        "rating": row.get("average_rating"),
        "ratings": row.get("rating_number"),
    }
    texts = (_text(first_of(row, *names)) for names in (("features", "feature"), ("description",)))
    return without_empty(
        {
            "id": first_of(row, *_ID),
            "title": words(_text(row.get("title"))),
            "description": words("\n".join(texts)),
            "brand": words(_text(first_of(row, "brand", "store"))) or maker,
            "categories": levels or [main],
            "media": next((_MEDIA[name] for name in (main, *levels[:1]) if name in _MEDIA), ""),
            "price": price,
            "currency": "" if price is None else "USD",
            "created_at": first_sold,
            "attributes": without_empty(attributes),
            LINKS: list(_links(row)),
        }
    )


def _text(value: Any) -> str:
    """A text, or several below each other."""
    return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _levels(value: Any) -> list[str]:
    """The levels of a category; of several categories, as there were in 2014, those of the first."""
    while isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    return [str(level) for level in _listed(value)]


def _details(value: Any) -> dict[str, str]:
    """What the table of a product's page says, which some copies of the files hold as a text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = None
    told = value.items() if isinstance(value, dict) else ()
    return {name.strip(" :\n").lower(): words(said) for name, said in told if isinstance(said, str)}


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> str:
    """A date in ISO 8601; empty where there is none. They repeat, and are slow to read."""
    found = moment(text)
    return found.date().isoformat() if found else ""


def _links(row: dict[str, Any]) -> Iterator[str]:
    """Each picture at its largest."""
    for picture in _listed(row.get("images")):
        if isinstance(picture, dict) and (link := first_of(picture, "hi_res", "large")):
            yield link
    yield from _listed(first_of(row, "imageURLHighRes", "imageURL", "imUrl"))


def _review(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": first_of(row, *_USER),
        "item_id": first_of(row, *_ID),
        "timestamp": first_of(row, "timestamp", "sort_timestamp", "unixReviewTime"),
        "rating": first_of(row, *_STARS),
        "title": first_of(row, "title", "summary"),
        "text": first_of(row, "text", "reviewText"),
    }


def _are_products(columns: Collection[str]) -> bool:
    return not {*_ID}.isdisjoint(columns) and "title" in columns and {"id", *_USER}.isdisjoint(columns)


def _are_reviews(columns: Collection[str]) -> bool:
    return all(not {*names}.isdisjoint(columns) for names in (_ID, _USER, _STARS))


FEEDS = (
    Feed("Amazon", _are_products, items=products),
    Feed("Amazon", _are_reviews, reviews=row_by_row(_review)),
)
