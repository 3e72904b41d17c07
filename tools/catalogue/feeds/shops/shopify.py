"""Shopify's products.csv: a product is a row for each of its variants and pictures, under one handle.

The columns are those of https://help.shopify.com/en/manual/products/import-export/using-csv.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.rows import Row
from tastemaker.tools.catalogue.cells.stock import is_there
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    decimal_of,
    given,
    one_or_more,
    price_of,
    values,
    with_columns,
    without_empty,
)

_OPTIONS = (1, 2, 3)
_ONLY = "default title"
"""The value of the option of a product that has none."""


def items(rows: Iterable[Row]) -> Iterator[Row]:
    """A row for each product that is on sale, with its options as attributes."""
    products: dict[str, tuple[int, list[dict[str, Any]]]] = {}
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
        elif handle := given(row, "handle"):
            products.setdefault(handle, (line, []))[1].append(row)
        else:
            yield line, "no handle"
    decimal = decimal_of(given(row, "variant price") for _, group in products.values() for row in group)
    for handle, (line, group) in products.items():
        yield line, _item(handle, group, decimal)


def _item(handle: str, group: list[dict[str, Any]], decimal: str) -> dict[str, Any] | str:
    first = group[0]
    if given(first, "published").lower() == "false" or given(first, "status").lower() in (
        "draft",
        "archived",
    ):
        return "is not published"
    variants = [row for row in group if given(row, "variant price")]
    there = [row for row in variants if not _is_sold_out(row)]
    gone = [_named(row) for row in variants if row not in there]
    prices = [price for row in there or variants if (price := _price(row, decimal)) is not None]
    price = min(prices, default=None)
    dearer = [row for row in there if _price(row, decimal) not in (None, price)]
    there = [row for row in there if row not in dearer]
    before = max(
        (_price(row, decimal, "variant compare at price") or 0 for row in there or variants), default=0
    )
    grams = max((_price(row, ".", "variant grams") or 0 for row in variants), default=0)
    columns = ("product category", "google shopping / google product category", "type")
    kinds = (given(first, column) for column in columns)
    attributes = {
        "tags": one_or_more(found) if (found := values(given(first, "tags"))) else "",
        "weight": f"{grams:g} g" if grams else "",
        "was": before if price is not None and before > price else "",
        "sku": one_or_more([sku for row in variants if (sku := given(row, "variant sku"))] or [""]),
        "barcode": one_or_more([code for row in variants if (code := given(row, "variant barcode"))] or [""]),
        **_options(first, there or variants),
        "sold out": one_or_more(gone) if there and gone else "",
        "other variants": one_or_more([f"{_named(row)} {_price(row, decimal):g}" for row in dearer] or [""]),
    }
    return without_empty(
        {
            "id": handle,
            "title": words(given(first, "title")),
            "description": words(given(first, "body (html)")),
            "brand": given(first, "vendor"),
            "categories": next((kind for kind in kinds if kind), ""),
            "price": price,
            "attributes": without_empty(attributes) | ({} if there or not variants else {"in_stock": False}),
            LINKS: [link for row in group if (link := given(row, "image src"))],
        }
    )


def _options(first: dict[str, Any], variants: list[dict[str, Any]]) -> dict[str, Any]:
    """Each option with the values that can be had."""
    found: dict[str, Any] = {}
    for n in _OPTIONS:
        had = list(dict.fromkeys(value for row in variants if (value := given(row, f"option{n} value"))))
        if (name := given(first, f"option{n} name")) and had and had[0].lower() != _ONLY:
            found[name.lower()] = one_or_more(had)
    return found


def _named(row: dict[str, Any]) -> str:
    """What tells a variant from others."""
    return ", ".join(value for n in _OPTIONS if (value := given(row, f"option{n} value")))


def _is_sold_out(row: dict[str, Any]) -> bool:
    """Whether there is none of a variant, and it is not sold on when there is none."""
    left = given(row, "variant inventory qty")
    return bool(left) and is_there(left) is False and given(row, "variant inventory policy").lower() == "deny"


def _price(row: dict[str, Any], decimal: str, column: str = "variant price") -> float | None:
    return price_of(given(row, column), decimal)


FEED = Feed("Shopify", with_columns("handle", "title", "variant price"), items=items, of_shop=True)
