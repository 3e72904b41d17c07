"""Shopify's products.csv: a product is a row for each of its variants and pictures, under one handle.

The columns are those of https://help.shopify.com/en/manual/products/import-export/using-csv.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.prices import decimal_of
from tastemaker.tools.catalogue.cells.sales import WAS, was
from tastemaker.tools.catalogue.cells.stock import is_there
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
    grams = max((_price(row, ".", "variant grams") or 0 for row in variants), default=0)
    columns = ("product category", "google shopping / google product category", "type")
    kinds = (given(first, column) for column in columns)
    attributes = {
        "tags": one_or_more(found) if (found := values(given(first, "tags"))) else "",
        "weight": f"{grams:g} g" if grams else "",
        "sku": one_or_more([sku for row in variants if (sku := given(row, "variant sku"))] or [""]),
        "barcode": one_or_more([code for row in variants if (code := given(row, "variant barcode"))] or [""]),
    }
    return without_empty(
        {
            "id": handle,
            "title": words(given(first, "title")),
            "description": words(given(first, "body (html)")),
            "brand": given(first, "vendor"),
            "categories": next((kind for kind in kinds if kind), ""),
            "attributes": without_empty(attributes),
            "variants": [_variant(row, first, decimal) for row in variants],
            LINKS: [link for row in group if (link := given(row, "image src"))],
        }
    )


def _variant(row: dict[str, Any], first: dict[str, Any], decimal: str) -> dict[str, Any]:
    """A variant under the names of its product's options."""
    told = ((given(first, f"option{n} name").lower(), given(row, f"option{n} value")) for n in _OPTIONS)
    price, before = _price(row, decimal), _price(row, decimal, "variant compare at price")
    return without_empty(
        {
            "options": {name: value for name, value in told if name and value and value.lower() != _ONLY},
            "price": price,
            WAS: was(price, before),
            "in_stock": not _is_sold_out(row),
            "id": given(row, "variant sku"),
        }
    )


def _is_sold_out(row: dict[str, Any]) -> bool:
    """Whether there is none of a variant, and it is not sold on when there is none."""
    left = given(row, "variant inventory qty")
    return bool(left) and is_there(left) is False and given(row, "variant inventory policy").lower() == "deny"


def _price(row: dict[str, Any], decimal: str, column: str = "variant price") -> float | None:
    return price_of(given(row, column), decimal)


FEED = Feed("Shopify", with_columns("handle", "title", "variant price"), items=items, of_shop=True)
