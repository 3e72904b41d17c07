"""Dialogues made of schemas: they read, repeat by their seed, and say numbers as people say them."""

import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.generate import dialogues  # noqa: E402
from training.generating.amounts import amount, money, number  # noqa: E402
from training.generating.shops import shops  # noqa: E402
from training.generating.words import LANGUAGES, language  # noqa: E402
from training.pairs import rows  # noqa: E402

_SPARE = frozenset(("attributive", "refs", "joints"))
"""What a language has one or a few of."""


@pytest.fixture(scope="module")
def text() -> str:
    return "\n".join(dialogues(600, seed=3))


def test_every_call_reads_over_the_fields_of_its_shop(text: str, tmp_path: Path) -> None:
    file = tmp_path / "generated.txt"
    file.write_text(text, encoding="utf-8")
    found = list(rows(file))
    assert len(found) >= 600
    assert {row.language for row in found} == set(LANGUAGES)


def test_a_seed_gives_the_same_again_and_another_does_not(text: str) -> None:
    assert "\n".join(dialogues(600, seed=3)) == text
    assert "\n".join(dialogues(600, seed=4)) != text


def test_hardly_anything_is_said_twice(text: str) -> None:
    said = Counter(line for line in text.splitlines() if line.startswith(">"))
    assert len(said) > 0.95 * said.total()
    assert max(said.values()) <= 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_thing_is_said_in_several_ways(code: str) -> None:
    least = 8 if code == "en" else 4
    phrases = language(code).phrases
    assert {kind for kind, ways in phrases.items() if len(ways) < least} <= _SPARE


@pytest.mark.parametrize(
    ("code", "value", "unit", "said", "written"),
    [
        ("de", 1.5, "kg", "anderthalb Kilo", "1.5 kg"),
        ("de", 1.5, "kg", "1,5 Kilo", "1.5 kg"),
        ("zh", 2, "kg", "四斤", "2 kg"),
        ("en", 0.5, "kg", "500g", "500 g"),
        ("ru", 3, "h", "трёх часов", "3 h"),
        ("ja", 1.5, "h", "一時間半", "1.5 h"),
    ],
)
def test_amounts_are_said_as_people_say_them(
    code: str, value: float, unit: str, said: str, written: str
) -> None:
    speech = language(code)
    drawn = {
        (one.said, one.written)
        for seed in range(400)
        for one in [amount(value, unit, "", speech, Random(seed))]
    }
    assert (said, written) in drawn


def test_prices_name_another_currency_only() -> None:
    drawn = {money(2000, "EUR", "EUR", language("en"), Random(seed)).written for seed in range(50)}
    assert drawn == {"2000"}
    foreign = {money(50000, "JPY", "EUR", language("zh"), Random(seed)).said for seed in range(200)}
    assert "5万日元" in foreign
    assert money(20, "USD", "EUR", language("en"), Random(1)).written == "20 USD"


def test_numbers_have_the_marks_of_their_language() -> None:
    assert {number(1500, language("de"), Random(seed)) for seed in range(20)} == {"1500", "1.500"}
    assert number(2.5, language("fr"), Random(0)) == "2,5"
    assert number(-5, language("en"), Random(0)) == "-5"


def test_a_unit_names_its_field_where_no_other_has_it() -> None:
    sold = {shop.name: shop for shop in shops()}
    assert len(sold) == 18
    tools, coded = sold["tools"], sold["electronics-coded"]
    assert not tools.speaks_for_itself(
        tools.fields["weight"]
    )  # "packed weight" and "max load" are masses, too
    assert coded.speaks_for_itself(coded.fields["attr_17"])
