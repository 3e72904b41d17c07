"""Conditions together: as arguments of tools, what an item misses, and of how many it is not known."""

from typing import Any

import numpy as np
import pytest

from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.where import Where, of_medium
from tastemaker.tools.shop import Shop

LIGHT = Condition("weight", "<=", (1.0,), "kg")
GREEN = Condition("colour", "=", ("green",))
NOT_NYLON = Condition("material", "lacks", ("nylon",))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({}, []),
        ({"query": "x", "brand": "", "media": None, "price_max": "", "exclude": []}, []),
        ({"price_min": 20, "price_max": 80}, ["price >= 20", "price <= 80"]),
        ({"price_max": 0}, ["price <= 0"]),
        ({"media": "book", "brand": "Lee"}, ["media = book", "brand = Lee"]),
        ({"category": "Camping > Tents"}, ["category = Camping", "category = Tents"]),
        ({"exclude": ["wool", "leather"]}, ["text lacks wool", "text lacks leather"]),
        (
            {"where": [{"field": "weight", "op": "<=", "value": 3, "unit": "kg"}], "price_max": 80},
            ["price <= 80", "weight <= 3 kg"],
        ),
        ({"price_max": 80, "where": [{"field": "price", "op": "<=", "value": 80.0}]}, ["price <= 80"]),
        ({"where": [LIGHT]}, ["weight <= 1 kg"]),
    ],
)
def test_arguments_as_conditions(args: dict[str, Any], told: list[str]) -> None:
    assert list(map(str, Where.of(args).conditions)) == told


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"price_min": 20.0, "price_max": 80.0},
        {"media": "book", "brand": "Lee", "category": "Tents"},
        {"exclude": ["wool", "leather"]},
        {"where": [{"field": "weight", "op": "<=", "value": 3.0, "unit": "kg"}]},
        {"brand": "Lee", "where": [{"field": "brand", "op": "!=", "value": "Ridge"}]},
        {"where": [{"field": "brand", "op": "=", "value": ["Lee", "Ridge"]}]},
        {"category": "Camping", "where": [{"field": "category", "op": "=", "value": "Tents"}]},
        {"where": [{"field": "price", "op": "=", "value": 20.0}]},
    ],
)
def test_told_by_name_and_read_again(told: dict[str, Any]) -> None:
    assert Where.of(told).as_dict() == told
    assert Where.of(Where.of(told).as_dict()) == Where.of(told)


def test_what_is_no_condition_is_an_error() -> None:
    with pytest.raises(ValueError, match="is no condition"):
        Where.of({"where": [{"field": "weight", "op": "about", "value": 3}]})


def ids(shop: Shop, mask: Any) -> list[str]:
    return [shop.ids[row] for row in np.flatnonzero(mask).tolist()]


def test_all_conditions_hold_and_what_is_sold_out_never_passes(outfitter: Shop) -> None:
    assert ids(outfitter, Where((LIGHT, GREEN)).mask(outfitter)) == ["solo"]
    assert "sandal" not in ids(outfitter, Where((LIGHT,)).mask(outfitter))
    assert len(ids(outfitter, Where().mask(outfitter))) == len(outfitter.ids) - 1


def test_what_an_item_misses(outfitter: Shop) -> None:
    where = Where((LIGHT, GREEN, NOT_NYLON))
    rows = np.arange(len(outfitter.ids))[::-1]
    missed = dict(zip(outfitter.ids[::-1], where.missed(outfitter, rows).tolist(), strict=True))
    for id, misses in {
        "solo": (NOT_NYLON,),
        "duo": (LIGHT, GREEN, NOT_NYLON),
        "family": (LIGHT,),
        "tarp": (LIGHT, GREEN),
        "sneaker": (GREEN,),
    }.items():
        assert where.misses(outfitter, outfitter.row(id)) == misses
        assert missed[id] == len(misses)


def test_of_how_many_that_meet_all_else_it_is_not_known(outfitter: Shop) -> None:
    products = of_medium(outfitter, "product")
    where = Where((LIGHT, NOT_NYLON))
    assert where.unknown(outfitter, products) == {LIGHT: 2}  # tarp and hat; a refusal needs no knowledge
    assert where.unknown(outfitter, of_medium(outfitter, None)) == {LIGHT: 5}
    assert Where((LIGHT, Condition("brand", "=", ("Ridge",)))).unknown(outfitter, products) == {}


def test_which_medium_and_whether_a_price_is_meant() -> None:
    book, either = Condition("media", "=", ("book",)), Condition("media", "=", ("book", "audio"))
    not_book = Condition("media", "!=", ("book",))
    assert [Where((one,)).media for one in (book, either, not_book, LIGHT)] == ["book", None, None, None]
    assert Where.of({"price_max": 5}).priced and not Where.of({"price_max": 0}).priced
    assert not Where((LIGHT,)).priced


def test_the_others_stay(outfitter: Shop) -> None:
    assert Where((LIGHT, GREEN, NOT_NYLON)).without(GREEN) == Where((LIGHT, NOT_NYLON))
