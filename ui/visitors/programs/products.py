"""Items as products of the Universal Commerce Protocol, in JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tastemaker.tools.catalogue.item import Item, Variant
from tastemaker.tools.facts.values import short
from tastemaker.tools.home.pictures.links import is_link
from tastemaker.ui.visitors.programs.money import currency, minor
from tastemaker.ui.visitors.programs.selection import options

MOST_VARIANTS = 50
"""Variants that are told of one product."""
_MOST_PICTURES = 10
_LONGEST = 2000
"""Characters of a text that are told."""


def variants_of(item: Item) -> list[Variant]:
    """The forms in which an item is sold, each with an id and a price where the item has one.

    What is sold in one form is its own variant.
    """
    if not item.variants:
        return [Variant({}, item.price, item.sold_out, item.id)]
    return [
        replace(
            variant,
            id=variant.id or f"{item.id}/{n}",
            price=item.price if variant.price is None else variant.price,
        )
        for n, variant in enumerate(item.variants, 1)
    ]


def product(item: Item, shown: Iterable[dict[str, Any]], shop_currency: str) -> dict[str, Any]:
    """An item that has a price, with some of its variants as `variant` tells them, the one meant first."""
    variants = variants_of(item)
    prices = sorted(variant.price for variant in variants if variant.price is not None)
    code = currency(item.currency or shop_currency)
    told: dict[str, Any] = {
        "id": item.id,
        "title": item.title[:_LONGEST],
        "description": {"plain": (item.description or item.title)[:_LONGEST]},
        "price_range": {"min": _price(prices[0], code), "max": _price(prices[-1], code)},
        "categories": [{"value": name, "taxonomy": "merchant"} for name in item.categories],
        "media": _media(item.images, item.title),
        "options": [
            {"name": name, "values": [{"label": label} for label in labels]}
            for name, labels in options(variants).items()
        ],
        "variants": list(shown),
        "metadata": {"medium": item.media, **dict(short(item))},
    }
    told |= {"brand": item.brand} if item.brand else {}
    return told | ({"url": item.url} if is_link(item.url) else {})


def variant(item: Item, form: Variant, shop_currency: str) -> dict[str, Any]:
    """One form of an item, as `variants_of` has it, that has a price."""
    title = (form.named or item.title)[:_LONGEST]
    status = "out_of_stock" if form.sold_out else "in_stock"
    return {
        "id": form.id,
        "title": title,
        "description": {"plain": title},
        "price": _price(form.price, currency(item.currency or shop_currency)),
        "availability": {"available": not form.sold_out, "status": status},
        "options": [{"name": name, "label": label} for name, label in form.options.items()],
        "media": _media(form.images, title),
    }


def _price(amount: float | None, code: str) -> dict[str, Any]:
    assert amount is not None, "an item without a price is no product"
    return {"amount": minor(amount, code), "currency": code}


def _media(images: Sequence[str], title: str) -> list[dict[str, Any]]:
    """The pictures that have an address: a file of the catalogue's folder has none."""
    links = [image for image in images if is_link(image)][:_MOST_PICTURES]
    return [{"type": "image", "url": link, "alt_text": title[:_LONGEST]} for link in links]
