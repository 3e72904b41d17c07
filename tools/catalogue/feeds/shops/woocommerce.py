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
from tastemaker.tools.catalogue.cells.rows import Row
from tastemaker.tools.catalogue.feeds.feed import (
    LINKS,
    Feed,
    decimal_of,
    given,
    is_today,
    one_or_more,
    price_of,
    values,
    without_empty,
)

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
    there = [each for each in variations if given(each, "in stock?") != "0"]
    sold = there or variations or [row]
    prices = [price for each in sold if (price := _price(each, decimal)) is not None]
    price = min(prices, default=None)
    gone = [_named(each, row) for each in variations if each not in there]
    dearer = [each for each in there if _price(each, decimal) not in (None, price)]
    there = [each for each in there if each not in dearer]
    before = max((price_of(given(each, "regular price"), decimal) or 0 for each in sold), default=0)
    paths = [values(path, ">") for path in values(given(row, "categories"))]
    path: list[str] = max(paths, key=len, default=[])
    attributes = {
        **_measures(row, decimal),
        **_options(row, there or variations),
        "sold out": one_or_more(gone) if there and gone else "",
        "other variants": one_or_more(
            [f"{_named(each, row)} {_price(each, decimal):g}" for each in dearer] or [""]
        ),
        "also in": one_or_more(others) if (others := [each[-1] for each in paths if each != path]) else "",
        "tags": one_or_more(found) if (found := values(given(row, "tags"))) else "",
        "was": before if price is not None and before > price else "",
        "sku": given(row, "sku"),
        "barcode": given(row, "gtin, upc, ean, or isbn"),
    }
    sold_out = given(row, "in stock?") == "0" or (variations and not there)
    return without_empty(
        {
            "id": given(row, "id") or given(row, "sku"),
            "title": words(given(row, "name")),
            "description": words(f"{given(row, 'short description')}\n{given(row, 'description')}"),
            "brand": next(iter(values(given(row, "brands"))), "") or attributes.pop("brand", ""),
            "categories": [words(level) for level in path],
            "price": price,
            "url": given(row, "external url"),
            "attributes": without_empty(attributes) | ({"in_stock": False} if sold_out else {}),
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


def _options(row: dict[str, Any], variations: list[dict[str, Any]]) -> dict[str, Any]:
    """Attribute by attribute the values of the variations that say it, else of the product."""
    found: dict[str, list[str]] = {}
    for each in variations:
        for name, had in _attributes(each):
            found.setdefault(name, []).extend(had)
    if variations and not found:
        found["variant"] = [_named(each, row) for each in variations]
    found = {**dict(_attributes(row)), **{name: had for name, had in found.items() if had}}
    return {name: one_or_more(list(dict.fromkeys(had))) for name, had in found.items() if had}


def _attributes(row: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for n in range(1, _MOST_ATTRIBUTES):
        if not (name := given(row, f"attribute {n} name")):
            return
        yield name.lower(), values(given(row, f"attribute {n} value(s)"))


def _named(variation: dict[str, Any], product: dict[str, Any]) -> str:
    """What tells a variation from others: its attributes, else what its name adds to that of the product."""
    told = [value for _, had in _attributes(variation) for value in had]
    return ", ".join(told) or given(variation, "name").removeprefix(given(product, "name")).strip(" -–,")


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
