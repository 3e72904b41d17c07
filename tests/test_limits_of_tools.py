"""Limits as values: reading, writing, and the smallest relaxation."""

import numpy as np

from tastemaker.tools.search.limits import Limits, relaxations
from tastemaker.tools.shop import Shop


def test_limits_among_arguments() -> None:
    limits = Limits.of({"query": "x", "price_max": 80, "exclude": ["wool"], "brand": "", "media": None})
    assert limits == Limits(price_max=80, exclude=("wool",))
    assert limits.as_dict() == {"price_max": 80, "exclude": ["wool"]}


def test_price_moves_as_far_as_five_items_need(shop: Shop) -> None:
    everything = np.ones(len(shop.ids), bool)
    (change,) = relaxations(shop, Limits(price_max=1), everything)
    prices = sorted(item.price for item in shop.catalogue if item.price is not None and not item.sold_out)
    dearer = [price for price in prices if price > 1]
    assert change.to == dearer[4]
    assert change.count == sum(price <= dearer[4] for price in dearer)


def test_what_the_limit_lets_through_is_brought_by_no_change(shop: Shop) -> None:
    free = np.array([item.price == 0 for item in shop.catalogue])
    assert free.any()
    assert relaxations(shop, Limits(price_max=25), free) == ()


def test_only_changes_that_help_are_offered(shop: Shop) -> None:
    headphones = np.array([id == "headphones" for id in shop.ids])
    changes = relaxations(shop, Limits(brand="Sony", price_max=100), headphones)
    assert [(change.drop, change.to) for change in changes] == [("price_max", 279.0)]
