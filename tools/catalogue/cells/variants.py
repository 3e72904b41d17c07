"""The forms in which an item is sold, as a row tells them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tastemaker.tools.catalogue.cells import fields
from tastemaker.tools.catalogue.cells.fields import Bad
from tastemaker.tools.catalogue.item import Item, Variant

_KNOWN = frozenset(("options", "price", "id", "in_stock", "attributes"))
_NO_LIST = 'variants is not a list like [{"options": {"size": "42"}, "price": 20}]'


def variants(row: fields.Row) -> tuple[Variant, ...]:
    """The variants of a row: a list of {options, price, in_stock, id} and what else is true of each."""
    if isinstance(row.get("variants"), Mapping):
        raise Bad(_NO_LIST)
    return tuple(map(_variant, fields.listed(row, "variants")))


def _variant(told: Any) -> Variant:
    if not isinstance(told, Mapping) or not isinstance(told.get("options", {}), Mapping):
        raise Bad(_NO_LIST)
    options = fields.clean(told.get("options", {}))
    own = fields.attributes(told, _KNOWN)
    stock = fields.attributes({"in_stock": told.get("in_stock")}, frozenset())
    return Variant(
        options={name: str(value) for name, value in options.items() if value not in (None, "")},
        price=fields.price(told),
        sold_out=stock.get("in_stock") is False,
        id=fields.line(told, "id"),
        attributes=own,
    )


def as_sold(item: Item) -> Item:
    """An item with the options that can be had, at the price of the cheapest; sold out where all are.

    Variants that nothing tells apart are one.
    """
    if not item.variants:
        return item
    sold = item.sold_as(item.there or item.variants)
    if not item.there:
        sold = replace(sold, attributes={**sold.attributes, "in_stock": False})
    return sold if any(variant.options for variant in item.variants) else replace(sold, variants=())
