"""WooCommerce's product export: a row for each product, and one for each variation of it.

Its headers are in the language of the shop (woocommerce.yaml).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.prices import decimal_of
from tastemaker.tools.catalogue.cells.sales import WAS, is_today, was
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    given,
    price_of,
    values,
    without_empty,
)
from tastemaker.tools.catalogue.item import one_or_more

_NEEDED = frozenset(("id", "type", "name", "published", "regular price", "categories"))
_MEASURE = re.compile(r"(weight|length|width|height) \((\w+)\)")
_MOST_ATTRIBUTES = 50


def is_mine(columns: Collection[str]) -> bool:
    """Whether these are the columns of such a file, in one of its languages."""
    return {_english(column) for column in columns} >= _NEEDED


def items(rows: Iterable[Row]) -> Iterator[Row]:
    """A row for each product that the shop shows, with its attributes and those of its variations."""
    products: list[tuple[int, dict[str, Any]]] = []
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
        else:
            products.append((line, {_english(column): value for column, value in row.items()}))
    decimal = decimal_of(given(row, "regular price") for _, row in products)
    below: dict[str, list[dict[str, Any]]] = {}
    for _, row in products:
        if given(row, "type").startswith("variation"):
            below.setdefault(given(row, "parent").removeprefix("id:"), []).append(row)
    for line, row in products:
        if not given(row, "type").startswith("variation"):
            variations = below.get(given(row, "id")) or below.get(given(row, "sku")) or []
            yield line, _item(row, variations, decimal)


def _item(row: dict[str, Any], variations: list[dict[str, Any]], decimal: str) -> dict[str, Any] | str:
    if given(row, "published") in ("0", "-1") or given(row, "visibility in catalog") == "hidden":
        return "is not published"
    paths = [values(path, ">") for path in values(given(row, "categories"))]
    path: list[str] = max(paths, key=len, default=[])
    attributes = {
        **_measures(row, decimal),
        **{name: one_or_more(had) for name, had in _attributes(row) if had},
        "also in": one_or_more(others) if (others := [each[-1] for each in paths if each != path]) else "",
        "tags": one_or_more(found) if (found := values(given(row, "tags"))) else "",
        "sku": given(row, "sku"),
        "barcode": given(row, "gtin, upc, ean, or isbn"),
    }
    sold_out = given(row, "in stock?") == "0"
    return without_empty(
        {
            "id": given(row, "id") or given(row, "sku"),
            "title": words(given(row, "name")),
            "description": words(f"{given(row, 'short description')}\n{given(row, 'description')}"),
            "brand": next(iter(values(given(row, "brands"))), "") or attributes.pop("brand", ""),
            "categories": [words(level) for level in path],
            "url": given(row, "external url"),
            "attributes": without_empty(attributes) | ({"in_stock": False} if sold_out else {}),
            "variants": [_variant(each, row, decimal) for each in variations or [row]],
            LINKS: values(given(row, "images")),
        }
    )


def _price(row: dict[str, Any], decimal: str) -> float | None:
    """What a product costs today: the sale price on its days."""
    sale = price_of(given(row, "sale price"), decimal)
    days = (given(row, f"date sale price {end}") for end in ("starts", "ends"))
    return sale if sale is not None and is_today(*days) else price_of(given(row, "regular price"), decimal)


def _measures(row: dict[str, Any], decimal: str) -> dict[str, str]:
    """Weight and sides, with the unit that stands in the header."""
    named = ((match, given(row, column)) for column in row if (match := _MEASURE.fullmatch(column)))
    return {match[1]: f"{value} {match[2]}" for match, value in named if price_of(value, decimal)}


def _variant(row: dict[str, Any], product: dict[str, Any], decimal: str) -> dict[str, Any]:
    """A variation by its attributes; a product that has none is told apart by nothing."""
    price, before = _price(row, decimal), price_of(given(row, "regular price"), decimal)
    options = {} if row is product else {name: had[0] for name, had in _attributes(row) if had}
    if row is not product and not options:
        options = {"variant": given(row, "name").removeprefix(given(product, "name")).strip(" -–,")}
    return without_empty(
        {
            "options": options,
            "price": price,
            WAS: was(price, before),
            "in_stock": given(row, "in stock?") != "0",
            "id": "" if row is product else given(row, "id") or given(row, "sku"),
        }
    )


def _attributes(row: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for n in range(1, _MOST_ATTRIBUTES):
        if not (name := given(row, f"attribute {n} name")):
            return
        yield name.lower(), values(given(row, f"attribute {n} value(s)"))


def _english(column: str) -> str:
    """A column by its name in English, numbers and units left as they are."""
    column = " ".join(column.replace("\xa0", " ").replace("’", "'").split())
    for pattern, name in _names():
        if match := pattern.fullmatch(column):
            return name.format(*match.groups())
    return column


@cache
def _names() -> list[tuple[re.Pattern[str], str]]:
    said = yaml.safe_load(files(__package__).joinpath("woocommerce.yaml").read_text(encoding="utf-8"))
    return [(re.compile(pattern), name) for name, patterns in said.items() for pattern in patterns]


FEED = Feed("WooCommerce", is_mine, items=items, of_shop=True)
