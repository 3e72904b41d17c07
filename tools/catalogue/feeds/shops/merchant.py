"""A feed as Google Merchant Center takes it, a table or XML: a row for each variant, with its group.

The columns are those of https://support.google.com/merchants/answer/7052112.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.prices import decimal_of
from tastemaker.tools.catalogue.cells.sales import WAS, is_today, was
from tastemaker.tools.catalogue.cells.stock import is_there, later
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    given,
    price_of,
    values,
    with_columns,
    without_empty,
)
from tastemaker.tools.catalogue.item import one_or_more
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
    first = next((row for row in group if is_there(given(row, "availability")) is not False), group[0])
    told = {name: list(dict.fromkeys(filter(None, (given(row, name) for row in group)))) for name in _OPTIONS}
    options = [name for name in _OPTIONS if len(told[name]) > 1]
    attributes: dict[str, Any] = {
        **{name: one_or_more(found) for name, found in told.items() if found},
        **{name: given(first, name) for name in _SAME},
        "barcode": one_or_more([code for row in group if (code := given(row, "gtin"))] or [""]),
    }
    kind = given(first, "product_type") or given(first, "google_product_category")
    links = (given(row, "image_link") for row in group)
    return without_empty(
        {
            "id": id,
            "title": words(given(first, "title")),
            "description": words(given(first, "description")),
            "brand": given(first, "brand"),
            "categories": values(kind, ">"),
            "currency": _currency(given(first, "price")),
            "url": given(first, "link"),
            "attributes": without_empty(attributes),
            "variants": [_variant(row, options, decimal) for row in group],
            LINKS: [link for link in links if link],
        }
    )


def _variant(row: dict[str, Any], options: Sequence[str], decimal: str) -> dict[str, Any]:
    price, before = _price(row, decimal), price_of(given(row, "price"), decimal)
    availability = given(row, "availability")
    comes = f"{later(availability)} {given(row, 'availability_date')[:10]}" if later(availability) else ""
    return without_empty(
        {
            "options": {name: value for name in options if (value := given(row, name))},
            "price": price,
            WAS: was(price, before),
            "in_stock": is_there(availability) is not False,
            "comes": comes.strip(),
            "id": given(row, "id"),
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


FEED = Feed(
    "Google Merchant", with_columns("id", "title", "link", "price", "availability"), items=items, of_shop=True
)
