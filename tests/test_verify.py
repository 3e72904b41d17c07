"""What of the calls that a model wrote the words support: orders, media, amounts, makers, prices."""

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.agent.understand.guards.named import of_its_model
from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.spelling import written
from tastemaker.tools.shop import Shop


def held(shop: Shop, words: str, calls: str, earlier: str = "", context: str = "") -> str:
    return written(verified(read(calls), words, shop, earlier, context).calls)


@pytest.mark.parametrize(
    ("words", "calls", "expected"),
    [
        (
            "shoes under 90",
            'find "shoes" where price < 90 order price up take 1',
            'find "shoes" where price < 90',
        ),
        ("the cheapest shoes", 'find "shoes" order price up take 1', 'find "shoes" order price up take 1'),
        ("shoes by price", 'find "shoes" order price up', 'find "shoes" order price up'),
        ("coffee", 'find "coffee" where media = "video"', 'find "coffee"'),
        (
            "blue shoes for running in the rain",
            'find "shoes" where text has "running in the rain"',
            'find "shoes running in the rain"',
        ),
        (
            'blue shoes for "running in the rain"',
            'find "shoes" where text has "running in the rain"',
            'find "shoes" where text has "running in the rain"',
        ),
        ("shoes of Ridge", 'find "shoes" where text has "Ridge"', 'find "shoes" where text has "Ridge"'),
        ("shoes for 3 shoes", 'find "shoes" where text has "3 shoes"', 'find "shoes 3 shoes"'),
        (
            "shoes, but no leather",
            'find "shoes" where text lacks "leather"',
            'find "shoes" where text lacks "leather"',
        ),
        (
            "shoes and a coffee notebook",
            'find "shoes notebook" where media = "book"',
            'find "shoes notebook"',
        ),
        ("coffee to read about", 'find "coffee" where media = "book"', 'find "coffee" where media = "book"'),
        ("red shoes", 'find "shoes" where price < 40', 'find "shoes"'),
        (
            "between 50 and 100",
            'find "shoes" where price >= 50',
            'find "shoes" where price >= 50, price <= 100',
        ),
        ("shoes under 90", 'find "shoes" where price >= 90', 'find "shoes" where price <= 90'),
        ("a case for my Ridge shoes", 'find "case for Ridge shoes"', 'find "case for Ridge shoes"'),
        ("shoes by Ridge", 'find "shoes by Ridge"', 'find "shoes by" where brand = "Ridge"'),
        ("a pair for 80 together", 'find "shoes" budget 80', 'find "shoes" budget 80'),
        ("a pair", 'find "shoes" budget 80', 'find "shoes"'),
        (
            "show me all your running shoes",
            'find "running shoes" where price < 90',
            'find "running shoes" where text has "running", text has "shoes" take 24',
        ),
        ("running shoes to wear all day", 'find "running shoes"', 'find "running shoes"'),
        ("show me all your flying carpets", 'find "flying carpets"', 'find "flying carpets"'),
        ("the cheapest red shoes", 'find "red shoes"', 'find "red shoes" order price up take 1'),
        ("the cheapest shoes", 'find "shoes" order price up', 'find "shoes" order price up'),
        ("the cheapest shoes were too small", "why 1", "why 1"),
        ("red shoes, but not the cheapest", 'find "red shoes"', 'find "red shoes"'),
        ("the lowest price for a red shoe", 'find "shoe" where price <= 1000', 'find "shoe"'),
        ("the lowest price for a red shoe", 'find "shoe" where price < 1', 'find "shoe"'),
        (
            "the cheapest offer of red shoes",
            'find "shoes" order price up',
            'find "shoes" order price up take 1',
        ),
        ("shoes for one euro", 'find "shoes" where price = 1', 'find "shoes" where price = 1'),
        ("shoes for a hundred", 'find "shoes" where price = 100', 'find "shoes" where price = 100'),
        ("shoes, 15 hundred at most", 'find "shoes" where price <= 1500', 'find "shoes" where price <= 1500'),
        ("shoes for about four whole weeks", 'find "shoes" where price >= 3, price <= 5', 'find "shoes"'),
        (
            "shoes for 20 people, 40 at most",
            'find "shoes" where price <= 40',
            'find "shoes" where price <= 40',
        ),
    ],
)
def test_only_what_is_said_is_kept(shop: Shop, words: str, calls: str, expected: str) -> None:
    assert held(shop, words, calls) == expected


@pytest.mark.parametrize(
    ("words", "calls", "expected"),
    [
        ("a tent, 900 mm wide", 'find "tent" where weight <= 900 g', 'find "tent"'),
        ("a tent of 900 g", 'find "tent" where weight <= 900 g', 'find "tent" where weight <= 900 g'),
    ],
)
def test_an_amount_of_one_thing_is_none_of_another(
    outfitter: Shop, words: str, calls: str, expected: str
) -> None:
    assert held(outfitter, words, calls) == expected


def test_an_amount_is_said_in_the_talk_and_not_by_an_item(shop: Shop) -> None:
    call = 'find "shoes" where price < 85'
    assert held(shop, "the same budget, red shoes", call, earlier="shoes under 85") == call
    assert held(shop, "red shoes", call, context="Red running shoes\nprice: 85") == 'find "shoes"'


@pytest.mark.parametrize(
    ("words", "condition", "expected"),
    [
        ("a tent of half a kilo", "weight <= 500 g", "weight <= 500 g"),
        ("a light tent", "weight <= 100 g", ""),
        ("a light tent", "weight >= 1000 g", ""),
        ("tents of a light weight", "weight = 100 g", "weight = yes"),
    ],
)
def test_an_amount_may_be_said_in_another_unit_of_its_field_only(
    outfitter: Shop, words: str, condition: str, expected: str
) -> None:
    found = held(outfitter, words, f'find "tent" where {condition}')
    assert found == 'find "tent"' + (f" where {expected}" if expected else "")


def test_an_amount_is_of_a_field_that_what_is_sought_has(outfitter: Shop) -> None:
    tents = 'find "tent" where packed <= 50 cm'
    assert held(outfitter, "a tent, 50 cm at most", tents) == tents
    jackets = held(outfitter, "a jacket, at least 50 cm", 'find "jacket" where packed >= 50 cm')
    assert jackets == 'find "jacket" where water_column >= 50 cm'


@pytest.mark.parametrize(
    ("words", "sought", "expected"),
    [
        ("offers for the Lumo 7700Q", "lumo 7700q", ["text has 7700Q"]),
        ("the Lumo K450 and K470", "Lumo K450", ["text has K450|K470"]),
        ("a WH-1000XM4 in black", "wh-1000xm4", ["text has WH-1000XM4"]),
        ("a case for my K450", "case K450", []),
        ("something like the K450", "K450", []),
        ("I'd like the K450", "K450", ["text has K450"]),
        ("a lamp of 500lm, 100th of its kind, 240mm", "lamp 500lm 100th 240mm", []),
        ("the Lumo K450", "lamp", []),
        ("a Lumo X900 BLADE 4", "lumo x900", ["text has X900"]),
    ],
)
def test_a_model_that_is_named_must_be_there(
    shop: Shop, words: str, sought: str, expected: list[str]
) -> None:
    call = of_its_model(Call("search", query=Query(sought)), words, shop)
    assert [str(one) for one in call.query.where] == expected
