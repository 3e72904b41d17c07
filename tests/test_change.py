"""A limit changed by a click, and the last turn taken back, over the tiny shop read by rules."""

from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.change import Change
from tastemaker.agent.events import Answer, Answered, Failed
from tastemaker.tools.errors import DataError


@pytest.fixture
def plain(agent: Agent, tmp_path: Path) -> Agent:
    """The agent without a language model."""
    return Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")


def changed(agent: Agent, change: Change, session: str = "s") -> Answer:
    *_, last = agent.turn("clicked", session=session, change=change)
    assert isinstance(last, Answered), last
    return last.answer


def ids(answer: Answer) -> set[str]:
    return {shown.recommendation.item.id for shown in answer.items}


def test_a_dropped_limit_is_gone_from_this_answer_and_the_next(plain: Agent) -> None:
    assert ids(plain.ask("running shoes under 90", session="s")) & {"red-shoe", "blue-shoe"} == {"red-shoe"}
    answer = changed(plain, Change("price_max"))
    assert {"red-shoe", "blue-shoe"} <= ids(answer)
    assert answer.limits == {} and answer.text == "clicked"
    assert (answer.calls[0].tool, answer.calls[0].args["query"]) == ("search", "running shoes")
    assert plain.ask("not red", session="s").limits == {"exclude": ["red"]}


def test_one_of_several_excluded_words_is_dropped(plain: Agent) -> None:
    assert plain.ask("shoes, no red, no blue", session="s").limits == {"exclude": ["red", "blue"]}
    answer = changed(plain, Change("exclude", word="red"))
    assert answer.limits == {"exclude": ["blue"]}
    assert "red-shoe" in ids(answer) and "blue-shoe" not in ids(answer)
    assert changed(plain, Change("exclude", word="blue")).limits == {}


def test_a_relaxation_is_run_exactly_and_shows_what_it_counted(plain: Agent) -> None:
    none = plain.ask("running shoes under 20, no books, no courses", session="s")
    while none.items:  # other media may fit: leave them out too
        none = plain.ask(f"no {none.items[0].recommendation.item.media}", session="s")
    relaxed = next(relaxation for relaxation in none.relaxed if relaxation.drop == "price_max")
    answer = changed(plain, Change(relaxed.drop, relaxed.to))
    assert answer.limits["price_max"] == relaxed.to
    assert len(answer.items) == relaxed.count > 0


def test_cheaper_is_a_limit_that_can_be_dropped(plain: Agent) -> None:
    plain.ask("running shoes", session="s")
    cheaper = plain.ask("like the blue trail shoes but cheaper", session="s")
    assert cheaper.limits["price_max"] < 95
    answer = changed(plain, Change("price_max"))
    assert "price_max" not in answer.limits and answer.calls[0].tool == "similar"
    assert plain.ask("why the first one?", session="s").calls[0].tool == "why"


def test_the_language_of_the_conversation_stays(plain: Agent) -> None:
    assert "华为" in plain.ask("200以内的手机配件", session="s").reply
    assert "华为" in changed(plain, Change("price_max")).reply


@pytest.mark.parametrize(
    "change",
    [Change("brand"), Change("exclude", word="wool"), Change("media", to=3.0), Change("no such limit")],
)
def test_a_limit_that_is_not_in_force_is_refused(plain: Agent, change: Change) -> None:
    plain.ask("running shoes under 90, no leather", session="s")
    *_, last = plain.turn("", session="s", change=change)
    assert isinstance(last, Failed) and "not in force" in last.sentence


def test_undo_brings_back_list_limits_and_need_also_after_a_restart(plain: Agent, tmp_path: Path) -> None:
    first = plain.ask("running shoes under 90", session="s")
    plain.ask("a book about coffee", session="s")
    again = Agent(plain.settings, memory=tmp_path / "plain")
    assert again.undo("s")
    assert again.ask("how much is the first one?", session="s").reply.startswith(
        first.items[0].recommendation.item.title
    )
    assert again.ask("not red", session="s").limits == {"price_max": 90, "exclude": ["red"]}
    assert [again.undo("s") for _ in range(4)] == [True, True, True, False]
    assert again.ask("not red", session="s").limits == {"exclude": ["red"]}


def test_nothing_said_is_nothing_to_undo(plain: Agent) -> None:
    assert not plain.undo("never heard of")


def test_a_change_names_what_it_cannot_do() -> None:
    with pytest.raises(DataError, match="not in force"):
        Change("price_max", 10.0).of({})
