"""What is read without a model: amounts, refusals, numbers of the list; else words are the query."""

from collections.abc import Iterator
from pathlib import Path

import gear
import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.rules.bounds import bounds, refused
from tastemaker.agent.settings import load


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a tent, max 3 kilos", [("<=", 3.0, "kg")]),
        ("headphones, max 200, at least 30 hours", [(">=", 30.0, "h")]),
        ("unter 2 kg, mindestens 20 Stunden Akku", [("<=", 2.0, "kg"), (">=", 20.0, "h")]),
        ("moins de 2,5 kg", [("<=", 2.5, "kg")]),
        ("al menos 20 horas", [(">=", 20.0, "h")]),
        ("不超过500克的帐篷", [("<=", 500.0, "g")]),
        ("a 27 inch monitor", []),
        ("under 200 pages", []),
        ("nothing of the kind", []),
    ],
)
def test_an_amount_with_a_unit_and_a_bound_is_read(said: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(bound.op, bound.value, bound.unit) for bound in bounds(said)] == expected


@pytest.fixture
def outfit(gear_home: Path, tmp_path: Path) -> Iterator[Agent]:
    with (
        gear.open_gear(gear_home) as shop,
        Agent(load(home=gear_home, model="none"), memory=tmp_path / "memory", shop=shop) as agent,
    ):
        yield agent


def weights(agent: Agent, said: str) -> list[tuple[str, str, float, str]]:
    call = agent.ask(said, session="s").calls[0]
    return [
        (one["field"], one["op"], one["value"], one.get("unit", ""))
        for one in call.args.get("where", ())
        if one["field"] == "weight"
    ]


def test_a_bound_is_one_on_the_field_that_it_measures_and_is_moved_by_the_next(outfit: Agent) -> None:
    assert weights(outfit, "a tent, at most 3 kg") == [("weight", "<=", 3.0, "kg")]
    assert weights(outfit, "under 2.5 kg") == [("weight", "<=", 2.5, "kg")]


def test_numbers_of_the_list_are_told_of_or_compared(outfit: Agent) -> None:
    listed = outfit.ask("tents", session="s").items
    assert len(listed) > 2
    assert outfit.ask("number 2", session="s").calls[0].args["item"] == "2"
    compared = outfit.ask("1 and 3", session="s").calls[0]
    assert compared.tool == "compare" and compared.args["items"] == ["1", "3"]
    assert outfit.ask("99", session="s").calls[0].tool == "search"


def test_words_change_the_list_until_they_name_another_category(outfit: Agent) -> None:
    outfit.ask("tents under 500", session="s")
    changed = outfit.ask("for the mountains", session="s")
    assert (
        changed.limits == {"price_max": 500} and changed.calls[0].args["query"] == "tents for the mountains"
    )
    dearest = max(shown.recommendation.item.price or 0 for shown in changed.items)
    first = outfit.ask("cheaper than number 1", session="s").calls[0].args
    assert first["price_max"] < 500 and first["query"] == "tents for the mountains" and dearest <= 500


def test_another_category_of_what_was_asked_for_keeps_the_limits(outfit: Agent) -> None:
    outfit.ask("tents under 200", session="s")
    assert outfit.ask("it should be boots, rather", session="s").limits == {"price_max": 200}
    assert outfit.ask("boots", session="s").limits == {"price_max": 200}
    outfit.ask("tents under 200", session="t")
    assert outfit.ask("boots", session="t").limits == {}


def test_a_category_of_several_kinds_is_refused_whole() -> None:
    found, rest = refused("no Tents and shelters, something lighter", ["Tents and shelters", "Tents"])
    assert [(one.op, one.values) for one in found] == [("lacks", ("Tents and shelters",))]
    assert "Tents" not in rest


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("nothing from Orvel", [("lacks", ("Orvel",))]),
        ("no sport shoes", []),
        ("not Sport, please", [("lacks", ("Sport",))]),
    ],
)
def test_a_name_is_refused_where_nothing_follows_it(said: str, expected: list[tuple[str, object]]) -> None:
    found, _ = refused(said, ["Orvel", "Sport"])
    assert [(one.op, one.values) for one in found] == expected
