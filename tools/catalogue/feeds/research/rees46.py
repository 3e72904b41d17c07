"""REES46's events of shops: a row for each view, cart and purchase, in which the products are described.

The files are those of https://rees46.com/en/datasets.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.feeds.feed import Feed, given, price_of, with_columns, without_empty


@dataclass(slots=True)
class _Product:
    """What the rows so far say of a product."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    when: dict[str, str] = field(default_factory=dict)
    """When each of that was said, as the files write times: those of later months need not come later."""


def items(rows: Iterable[Row]) -> Iterator[Row]:
    """A row for each product: what was said of it last."""
    products: dict[str, _Product] = {}
    for line, row in rows:
        if isinstance(row, str):
            yield line, row
            continue
        if not (id := given(row, "product_id")):
            yield line, "no product_id"
            continue
        product = products.setdefault(id, _Product(line))
        when = given(row, "event_time")
        for name in ("brand", "category_code", "price"):
            if (value := given(row, name)) and when >= product.when.get(name, ""):
                product.said[name], product.when[name] = value, when
    for id, product in products.items():
        yield product.line, _item(id, product.said)


def _item(id: str, said: dict[str, str]) -> dict[str, Any]:
    levels = [level.replace("_", " ") for level in said.get("category_code", "").split(".")]
    brand = said.get("brand", "").title()
    title = f"{brand} {levels[-1]}".strip()
    return without_empty(
        {
            "id": id,
            "title": title[:1].upper() + title[1:] or f"Product {id}",
            "brand": brand,
            "categories": [level for level in levels if level],
            "price": price_of(said.get("price", ""), "."),
        }
    )


def history(rows: Iterable[Row]) -> Iterator[Row]:
    """What was done with each product; rows that are of no use are told with the products."""
    for line, row in rows:
        if not isinstance(row, str) and given(row, "product_id"):
            yield (
                line,
                {
                    "user_id": row.get("user_id"),
                    "item_id": given(row, "product_id"),
                    "timestamp": row.get("event_time"),
                    "event": row.get("event_type"),
                },
            )


FEEDS = (
    Feed(
        "REES46",
        with_columns("event_time", "event_type", "product_id", "category_code", "brand", "user_id"),
        items=items,
        history=history,
        in_parts=True,
    ),
)
