"""A short question goes on asking what the one before it asked."""

from typing import Any

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Made, Record, Standing, Talk
from tastemaker.agent.understand.guards.carried import carried
from tastemaker.tools.shop import Shop


def talk(**args: Any) -> Talk:
    tents = Call("search")
    standing = Standing(tents, (Made(tents, ("solo", "duo")),))
    return Talk((Record("how heavy", None, standing, {"calls": [{"tool": "details", "args": args}]}, n=1),))


@pytest.mark.parametrize(
    ("words", "item", "asked"),
    [
        ("and the orange one?", "2", ("weight",)),
        ("what colour is the second", "2", ("colour",)),
        ("and the orange one?", "1", ("colour",)),
        ("and the orange one?", "9", ("colour",)),
        ("and the orange one?", "duo", ("weight",)),
    ],
)
def test_a_value_that_is_said_is_not_asked_for(
    outfitter: Shop, words: str, item: str, asked: tuple[str, ...]
) -> None:
    call = Call("details", items=(item,), fields=("colour",))
    assert carried(call, words, talk(fields=["weight"]), outfitter).fields == asked


def test_without_a_question_before_it_stands(outfitter: Shop) -> None:
    call = Call("details", items=("2",), fields=("colour",))
    assert carried(call, "and the orange one?", talk(about="boil"), outfitter) == call
    assert carried(call, "and the orange one?", Talk(), outfitter) == call
