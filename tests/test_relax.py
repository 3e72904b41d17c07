"""The smallest changes after which something fits: bounds of any field move, values go, in counted steps."""

import numpy as np
import pytest

from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.relax import Relaxation, relaxations
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

MOST_CHANGES = 4


def relevant(shop: Shop, ids: str) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([id in ids.split() for id in shop.ids])


def changes(shop: Shop, ids: str, *conditions: Condition) -> list[tuple[str, float | None, int]]:
    found = relaxations(shop, Where(conditions), relevant(shop, ids))
    return [(change.drop, change.to, change.count) for change in found]


def test_a_price_moves_as_far_as_five_items_need(shop: Shop) -> None:
    everything = np.ones(len(shop.ids), bool)
    (change,) = relaxations(shop, Where.of({"price_max": 1}), everything)
    prices = sorted(item.price for item in shop.catalogue if item.price is not None and not item.sold_out)
    dearer = [price for price in prices if price > 1]
    assert change.to == dearer[4]
    assert change.count == sum(price <= dearer[4] for price in dearer)


def test_what_the_limit_lets_through_is_brought_by_no_change(shop: Shop) -> None:
    free = np.array([item.price == 0 for item in shop.catalogue])
    assert free.any()
    assert relaxations(shop, Where.of({"price_max": 25}), free) == ()


def test_only_changes_that_help_are_offered(shop: Shop) -> None:
    headphones = np.array([id == "headphones" for id in shop.ids])
    found = relaxations(shop, Where.of({"brand": "Sony", "price_max": 100}), headphones)
    assert [(change.drop, change.to) for change in found] == [("price_max", 279.0)]


@pytest.mark.parametrize(
    ("field", "op", "value", "unit", "to", "count"),
    [
        ("weight", "<=", 0.1, "kg", 1.2, 5),  # shirt, jacket, sneaker, solo, boot; the sandals are sold out
        ("weight", "<=", 100.0, "", 1200.0, 5),
        ("weight", ">", 20.0, "lb", pytest.approx(1.0141, abs=1e-4), 5),
        ("persons", ">=", 10.0, "", 1.0, 4),
        ("packed", "<", 0.3, "m", 1.1, 3),  # the longest side must fit
        ("size", ">=", 50.0, "", 43.0, 2),
        ("size", "<=", 30.0, "", 40.0, 2),
        ("price", ">=", 1000.0, "", 120.0, 5),
        ("price", ">=", 1000.0, "EUR", 120.0, 5),
    ],
)
def test_a_bound_of_any_field_moves_in_the_unit_that_was_said(
    outfitter: Shop, field: str, op: str, value: float, unit: str, to: float, count: int
) -> None:
    one = Condition(field, op, (value,), unit)  # type: ignore[arg-type]
    ((_, moved, fit),) = changes(outfitter, " ".join(outfitter.ids), one)
    assert (moved, fit) == (to, count)
    after = Condition(field, ">=" if one.bounds == "low" else "<=", (moved or 0.0,), unit)
    assert int(Where((after,)).mask(outfitter).sum()) == count


def test_a_value_goes_where_it_is_in_the_way(outfitter: Shop) -> None:
    tents = "solo duo family tarp"
    assert changes(outfitter, tents, Condition("colour", "=", ("pink",))) == [("colour", None, 4)]
    assert changes(outfitter, "jacket", Condition("text", "lacks", ("rain",))) == [("exclude", None, 1)]
    assert changes(outfitter, "jacket", Condition("washable", "=", ("no",))) == [("washable", None, 1)]


def test_a_field_that_the_catalogue_lacks_goes(outfitter: Shop) -> None:
    thread = Condition("thread_pitch", "<=", (1.5,), "mm")
    assert changes(outfitter, "boot", thread) == [("thread_pitch", None, 1)]


def test_a_bound_that_no_relevant_item_states_is_not_moved(outfitter: Shop) -> None:
    assert changes(outfitter, "tarp", Condition("weight", "<=", (3.0,), "kg")) == []


def test_one_change_at_a_time_and_bounds_first(outfitter: Shop) -> None:
    green, light = Condition("colour", "=", ("green",)), Condition("weight", "<=", (0.5,), "kg")
    tents = "solo duo family tarp"
    assert changes(outfitter, tents, green, light) == [("weight", 9.0, 2)]
    brown = Condition("colour", "=", ("brown",))
    assert changes(outfitter, tents, brown, light) == []  # no single change would help
    assert changes(outfitter, "solo boot", brown, Condition("weight", "<=", (1000.0,))) == [
        ("weight", 1200.0, 1),
        ("colour", None, 1),
    ]


def test_no_more_changes_are_offered_than_can_be_read(outfitter: Shop) -> None:
    kept_out = {"duo": "friends", "boot": "rock", "shirt": "smell", "tarp": "walls", "family": "rooms"}
    where = [Condition("text", "lacks", (word,)) for word in kept_out.values()]
    assert changes(outfitter, " ".join(kept_out), *where) == [("exclude", None, 1)] * MOST_CHANGES


def test_a_change_as_json() -> None:
    light = Condition("weight", "<=", (1.0,), "kg")
    assert Relaxation(light, 2.3, 4).as_json() == {
        "drop": "weight",
        "to": 2.3,
        "count": 4,
        "condition": {"field": "weight", "op": "<=", "value": 1.0, "unit": "kg"},
    }
    assert Relaxation(Condition("price", "<", (9.0,)), 12.0, 1).drop == "price_max"
    assert Relaxation(Condition("price", ">=", (9.0,)), 5.0, 1).drop == "price_min"
    assert Relaxation(Condition("price", "=", (9.0,)), None, 1).drop == "price"
