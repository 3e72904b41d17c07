"""What rules alone read in any shop: amounts with a unit and a bound, as conditions on what they measure."""

from collections.abc import Iterator
from pathlib import Path

import gear
import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import load
from tastemaker.agent.understand import plain


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
    assert [(bound.op, bound.value, bound.unit) for bound in plain.bounds(said)] == expected


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


def test_numbers_that_are_named_are_compared_alone(outfit: Agent) -> None:
    listed = outfit.ask("tents", session="s").items
    assert len(listed) > 2
    assert outfit.ask("compare 1 and 3", session="s").calls[0].args["items"] == ["1", "3"]


def test_which_is_the_lightest_is_told_by_weight(outfit: Agent) -> None:
    outfit.ask("tents", session="s")
    answer = outfit.ask("which of them is the lightest?", session="s")
    assert answer.calls[0].args == {**answer.calls[0].args, "fields": ["weight"], "extreme": "least"}
    assert {fact.field for fact in answer.answers} == {"weight"}


def test_a_category_of_several_kinds_is_refused_whole() -> None:
    found, rest = plain.refused("no Tents and shelters, something lighter", ["Tents and shelters", "Tents"])
    assert [(one.op, one.values) for one in found] == [("lacks", ("Tents and shelters",))]
    assert "Tents" not in rest
