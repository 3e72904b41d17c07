"""What nobody refused is no refusal; amounts have the unit that was said; slips of a field are dropped."""

import pytest

from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.spelling import written
from tastemaker.tools.shop import Shop


def held(shop: Shop, words: str, calls: str, earlier: str = "") -> str:
    return written(verified(read(calls), words, shop, earlier).calls)


@pytest.mark.parametrize(
    ("words", "refuses"),
    [
        ("boots that manage snow", False),
        ("Stiefel, die mit Schnee zurechtkommen", False),
        ("能走雪地的靴子", False),
        ("boots, no snow please", True),
        ("I don't like snow", True),
        ("snow makes me itch", True),
        ("snow gives me a rash", True),
        ("kein Schnee", True),
        ("pas de neige", True),
        ("不要雪", True),
        ("雪はいらない", True),
        ("बर्फ़ नहीं", True),
    ],
)
def test_a_refusal_needs_a_word_that_refuses(outfitter: Shop, words: str, refuses: bool) -> None:
    assert ("lacks" in held(outfitter, words, 'find "boots" where text lacks "snow"')) is refuses


def test_what_is_said_after_all_is_looked_for(outfitter: Shop) -> None:
    assert held(outfitter, "boots for snow", 'find "boots" where text lacks "snow"') == 'find "boots snow"'


@pytest.mark.parametrize(
    "words", ["cotton gives my son a rash, a tent", "cotton makes me itch", "a tent, I am allergic to cotton"]
)
def test_what_harms_is_refused_whatever_a_model_makes_of_it(outfitter: Shop, words: str) -> None:
    assert held(outfitter, words, 'find "tent" where material = "cotton"').endswith('material != "cotton"')


def test_a_refusal_that_is_left_out_is_told(outfitter: Shop) -> None:
    calls = read('find "tent" where colour != "green"')
    (left,) = verified(calls, "a green tent", outfitter).dropped
    assert str(left) == "colour != green"


def test_what_was_refused_before_may_be_meant_again(outfitter: Shop) -> None:
    again = 'find "tent" where colour != "green"'
    assert held(outfitter, "show tents again", again, "tent where colour != green") == again
    assert held(outfitter, "show tents again", again) == 'find "tent"'


@pytest.mark.parametrize(
    ("words", "calls", "expected"),
    [
        ("ein Zelt unter 900 Gramm", 'find "tent" where weight < 900', 'find "tent" where weight < 900 g'),
        ("帐篷，900克以内", 'find "tent" where weight < 900', 'find "tent" where weight < 900 g'),
        ("a tent of 2 kilos, pegs of 30 g", 'find "tent" where weight < 2', 'find "tent" where weight < 2'),
        ("a tent under 3 kg", 'find "tent" where weight < 3 kg', 'find "tent" where weight < 3 kg'),
        ("a tent for 90 euros", 'find "tent" where price < 90', 'find "tent" where price < 90'),
    ],
)
def test_an_amount_has_the_unit_that_is_said(outfitter: Shop, words: str, calls: str, expected: str) -> None:
    assert held(outfitter, words, calls) == expected


def test_an_article_is_no_amount(outfitter: Shop) -> None:
    calls = 'find "jacket" where water_column >= 1 m'
    assert held(outfitter, "a jacket for the rain", calls) == 'find "jacket"'
    assert held(outfitter, "a jacket for a metre of water", calls) == calls


def test_an_amount_is_of_what_is_said_of_this_need(outfitter: Shop) -> None:
    calls, earlier = 'find "boots" where persons = 6', "a tent for 6\ntent where persons = 6"
    assert held(outfitter, "boots now", calls, "a tent for 6\ntent") == 'find "boots"'
    assert held(outfitter, "a tent again", 'find "tent" where persons = 6', earlier).endswith("persons = 6")


def test_big_numbers_are_said_in_any_language(outfitter: Shop) -> None:
    assert held(outfitter, "палатка до 3 кг", 'find "tent" where weight < 4000 g') == 'find "tent"'
    assert "persons = 2" in held(outfitter, "палатка на двоих, 3 кг", 'find "tent" where persons = 2')


def test_a_slip_in_another_language_is_dropped_where_the_thing_has_no_such_field(outfitter: Shop) -> None:
    slip = 'find "hat" where persons = 2'
    assert held(outfitter, "un sombrero para 2", slip) == 'find "hat"'
    assert held(outfitter, "una tienda para 2", 'find "tent" where persons = 2').endswith("persons = 2")
