"""A limit changed by a click, and the last turn taken back, over the tiny shop."""

from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.change import Change
from tastemaker.agent.events import Answer, Answered, Failed
from tastemaker.agent.understand.notation import read
from tastemaker.tools.errors import DataError


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


def test_cheaper_is_a_limit_that_can_be_dropped(quiet: Agent, written: dict[str, str]) -> None:
    written["running shoes"] = 'find "running shoes"'
    written["like the blue trail shoes but cheaper"] = 'like "blue trail shoes" "cheaper"'
    written["why the first one?"] = "why 1"
    quiet.ask("running shoes", session="s")
    cheaper = quiet.ask("like the blue trail shoes but cheaper", session="s")
    assert cheaper.limits["price_max"] < 95
    answer = changed(quiet, Change("price_max"))
    assert "price_max" not in answer.limits and answer.calls[0].tool == "similar"
    assert quiet.ask("why the first one?", session="s").calls[0].tool == "why"


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
    assert again.ask("number 1", session="s").reply.startswith(first.items[0].recommendation.item.title)
    answer = again.ask("not red", session="s")
    assert answer.limits == {"price_max": 90, "exclude": ["red"]}
    assert answer.calls[0].args["query"] == "running shoes"
    assert [again.undo("s") for _ in range(4)] == [True, True, True, False]
    assert again.ask("not red", session="s").limits == {"exclude": ["red"]}


def test_nothing_said_is_nothing_to_undo(plain: Agent) -> None:
    assert not plain.undo("never heard of")


IN_FORCE = read(
    'find "" where price >= 10, price <= 60, weight <= 1 kg, colour = "red"|"blue", text lacks "wool"|"silk"'
)[0].query.conditions


@pytest.mark.parametrize(
    ("change", "now", "before"),
    [
        (Change("weight", to=2.3), ["weight <= 2.3 kg"], ["weight <= 1 kg"]),
        (Change("weight"), [], ["weight <= 1 kg"]),
        (Change("price_max", to=85.0), ["price <= 85"], ["price <= 60"]),
        (Change("price_min", to=5.0), ["price >= 5"], ["price >= 10"]),
        (Change("price_max"), [], ["price <= 60"]),
        (Change("price"), [], ["price >= 10", "price <= 60"]),
        (Change("colour", word="red"), ["colour = blue"], ["colour = red|blue"]),
        (Change("colour"), [], ["colour = red|blue"]),
        (Change("exclude", word="wool"), ["text lacks silk"], ["text lacks wool|silk"]),
    ],
)
def test_one_condition_of_any_field_is_moved_or_dropped(
    change: Change, now: list[str], before: list[str]
) -> None:
    told = list(map(str, change.of(IN_FORCE)))
    kept = [str(one) for one in IN_FORCE if str(one) not in before]
    assert sorted(told) == sorted([*kept, *now])


@pytest.mark.parametrize(
    "change",
    [Change("size"), Change("colour", to=3.0), Change("colour", word="green"), Change("exclude", word="red")],
)
def test_a_change_names_what_it_cannot_do(change: Change) -> None:
    with pytest.raises(DataError, match="not in force"):
        change.of(IN_FORCE)
    with pytest.raises(DataError, match="not in force"):
        change.of([])


def test_a_condition_of_any_field_is_dropped_by_a_click(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes"] = 'find "shoes"'
    written["like the first but in blue"] = 'like 1 where colour = "blue"'
    quiet.ask("shoes", session="s")
    blue = quiet.ask("like the first but in blue", session="s")
    assert ids(blue) == {"blue-shoe"}
    assert blue.limits == {"where": [{"field": "colour", "op": "=", "value": "blue"}]}
    answer = changed(quiet, Change("colour"))
    assert answer.limits == {} and len(ids(answer)) > 1
