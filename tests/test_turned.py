"""Which way a bound goes: the words before its number say it, whatever a model wrote."""

import pytest

from tastemaker.agent.understand.guards.turned import turned
from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.spelling import written
from tastemaker.tools.search.limits.conditions import Condition, Op
from tastemaker.tools.shop import Shop


@pytest.mark.parametrize(
    ("words", "op", "number", "meant"),
    [
        ("records newer than 2024", "<", 2024, ">"),
        ("films from before 2010", ">=", 2010, "<="),
        ("no more than 300 pages", ">=", 300, "<="),
        ("not less than 2 kg", "<", 2, ">"),
        ("no bigger than 30 cm", ">", 30, "<"),
        ("the shelf mustn't stand taller than 110 cm", ">=", 110, "<="),
        ("the shelf mustn't stand taller than 110 cm", "<=", 110, "<="),
        ("I'd take nothing over 220 watts", ">", 220, "<"),
        ("I don't mind, but not under 30 litres", "<", 30, ">"),
        ("an instrument under 2.5 kg", "<", 2.5, "<"),
        ("max 3 kilos", ">", 3, "<"),
        ("mindestens 20 Stunden", "<=", 20, ">="),
        ("moins de 5 kg", ">", 5, "<"),
        ("under 50 please", "<=", 50, "<="),
        ("for 4 people", ">=", 4, ">="),
        ("a Rover 200 under 3000", ">", 200, ">"),
        ("over 3 and under 3.5", "<", 3.5, "<"),
        ("a toy for those older than 4", ">=", 4, ">="),
        ("over 40 or under 40, who knows", ">", 40, ">"),
        ("exactly 50", "=", 50, "="),
    ],
)
def test_a_bound_goes_the_way_that_is_said(words: str, op: Op, number: float, meant: Op) -> None:
    assert turned(Condition("any", op, (float(number),)), words).op == meant


def test_it_is_held_to_that_in_a_turn(outfitter: Shop) -> None:
    calls = read('find "tent" where weight >= 2 kg')
    assert (
        written(verified(calls, "a tent under 2 kg", outfitter).calls) == 'find "tent" where weight <= 2 kg'
    )
