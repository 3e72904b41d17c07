"""A feed as Google Merchant Center takes it, a table or XML: a row for each variant, with its group.

The columns are those of https://support.google.com/merchants/answer/7052112.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.rows import Row
from tastemaker.tools.catalogue.cells.stock import is_there, later
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    decimal_of,
    given,
    is_today,
    one_or_more,
    price_of,
    values,
    with_columns,
    without_empty,
)
from tastemaker.tools.catalogue.values.currencies import currency_of

_OPTIONS = ("color", "size", "material", "pattern", "age_group", "gender")
_SAME = ("condition", "mpn")


def items(rows: Iterable[Row]) -> Iterator[Row]:
    """A row for each group, in the variants that can be had."""
    groups: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
            continue
        availability = given(row, "availability")
        if availability and is_there(availability) is None:
            yield line, f"availability {availability!r} is not understood; it is taken as in stock"
        groups.setdefault(given(row, "item_group_id") or given(row, "id"), []).append((line, row))
    decimal = decimal_of(given(row, "price") for group in groups.values() for _, row in group)
    for id, group in groups.items():
        yield group[0][0], _item(id, [row for _, row in group], decimal)


def _item(id: str, group: list[dict[str, Any]], decimal: str) -> dict[str, Any]:
    there = [row for row in group if is_there(given(row, "availability")) is not False]
    gone = [row for row in group if row not in there]
    best = min(there or group, key=lambda row: inf if (price := _price(row, decimal)) is None else price)
    price, before = _price(best, decimal), price_of(given(best, "price"), decimal)
    dearer = [row for row in there if _price(row, decimal) not in (None, price)]
    there = [row for row in there if row not in dearer]
    when = later(given(best, "availability"))
    attributes: dict[str, Any] = {
        **{name: _all(there or group, name) for name in _OPTIONS},
        **{name: given(best, name) for name in _SAME},
        "barcode": _all(group, "gtin"),
        "was": before if price is not None and before is not None and before > price else "",
        "sold out": one_or_more([_variant(row) for row in gone]) if there and gone else "",
        "other variants": one_or_more(
            [f"{_variant(row)} {_price(row, decimal):g}" for row in dearer] or [""]
        ),
        "comes": f"{when} {given(best, 'availability_date')[:10]}".strip() if when else "",
    }
    links = (given(row, "image_link") for row in group)
    return without_empty(
        {
            "id": id,
            "title": words(given(best, "title")),
            "description": words(given(best, "description")),
            "brand": given(best, "brand"),
            "categories": values(given(best, "product_type") or given(best, "google_product_category"), ">"),
            "price": price,
            "currency": _currency(given(best, "price")),
            "url": given(best, "link"),
            "attributes": without_empty(attributes) | ({} if there else {"in_stock": False}),
            LINKS: [link for link in links if link],
        }
    )


def _price(row: dict[str, Any], decimal: str) -> float | None:
    """What a variant costs today: the sale price on its days."""
    first, _, last = given(row, "sale_price_effective_date").partition("/")
    sale = price_of(given(row, "sale_price"), decimal)
    return sale if sale is not None and is_today(first, last) else price_of(given(row, "price"), decimal)


def _currency(price: str) -> str:
    """The currency that stands beside a price."""
    return next((found for word in price.split() if (found := currency_of(word))), "")


def _all(rows: list[dict[str, Any]], column: str) -> Any:
    """What the rows say in a column, each once."""
    found = list(dict.fromkeys(value for row in rows if (value := given(row, column))))
    return one_or_more(found) if found else ""


def _variant(row: dict[str, Any]) -> str:
    """What tells a variant from others."""
    return ", ".join(value for name in _OPTIONS[:2] if (value := given(row, name)))


FEED = Feed(
    "Google Merchant", with_columns("id", "title", "link", "price", "availability"), items=items, of_shop=True
)
