"""Asking back: when, about what, and what an answer does."""

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.ask_back import Question, question
from tastemaker.tools.catalogue.item import Item


def items(count: int, **colours: int) -> list[Item]:
    """Items of which so many have each colour, by one maker."""
    of = [colour for colour, many in colours.items() for _ in range(many)]
    of += [""] * (count - len(of))
    attributes = [{"colour": colour} if colour else {} for colour in of]
    return [Item(str(n), f"Shoe {n}", brand="Ridge", attributes=each) for n, each in enumerate(attributes)]


def test_what_splits_best_is_asked() -> None:
    assert question("shoes", items(30, red=15, blue=15)) == Question("colour", ("red", "blue"))


@pytest.mark.parametrize(
    ("query", "candidates"),
    [
        ("shoes", items(30, red=30)),  # all alike
        ("shoes", items(30, red=5, blue=5)),  # most have no colour
        ("shoes", items(10, red=5, blue=5)),  # few fit
        ("light running shoes for mud", items(30, red=15, blue=15)),  # said precisely
        ("", items(30, red=15, blue=15)),
    ],
)
def test_nothing_is_asked(query: str, candidates: list[Item]) -> None:
    assert question(query, candidates) is None


def test_a_question_comes_after_a_list_never_twice_and_its_answer_goes_on(
    plain: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tastemaker.agent.answer.ask_back._MANY", 3)
    first = plain.ask("sport", session="s")
    assert first.items and first.asked is not None
    assert first.reply.endswith("?") and first.asked.choices[0] in first.reply
    second = plain.ask(first.asked.choices[0], session="s")
    assert second.asked is None
    assert second.calls[0].args["query"].startswith("sport ")
