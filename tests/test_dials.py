"""How much words, meaning, taste and the rest count: in the scores, in a talk, and in what is kept of it."""

from pathlib import Path

import numpy as np
import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer, Answered, Event, Failed, Found
from tastemaker.agent.scripts.play import converse
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.agent.turns.dials import Dials
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.fusion.fuse import Recommended, choose, fuse, turned
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox


def adds_up(result: Result | Answer) -> bool:
    items = [getattr(one, "recommendation", one) for one in result.items]
    return all(
        one.score == pytest.approx(sum(part.weight for part in one.evidence), abs=1e-4)
        and 0 <= one.score <= 1.0005  # parts of it are rounded
        for one in items
    )


def weigh(agent: Agent, session: str = "s", user: str | None = None, **factors: float) -> list[Event]:
    return list(agent.turn("", user=user, session=session, change=Dials(factors)))


def answer(events: list[Event]) -> Answer:
    assert isinstance(events[-1], Answered), events[-1]
    return events[-1].answer


def test_a_dial_is_a_factor_of_its_route() -> None:
    routes = {"words": np.array([0, 2, 1], np.float32), "popular": np.array([5, 0, 5], np.float32)}
    weights, everything = {"words": 3.0, "popular": 1.0}, np.ones(3, bool)
    more = fuse(routes, turned(weights, {"popular": 9.0}), everything)  # type: ignore[arg-type]
    assert more.rows.tolist() == [2, 0, 1] and more.scores.tolist() == [0.875, 0.75, 0.25]
    without = fuse(routes, turned(weights, {"words": 0.0}), everything)  # type: ignore[arg-type]
    assert list(without.shares) == ["popular"] and without.scores.tolist() == [1, 1, 0]


@pytest.mark.parametrize("tool", ["search", "similar", "for_you", "goes_with"])
@pytest.mark.parametrize(
    "dials", [{"popular": 4.0}, {"words": 0.0, "meaning": 0.5}, {"history": 0.0, "together": 2.0}]
)
def test_evidence_adds_up_wherever_the_dials_stand(
    shop: Shop, profiles: Profiles, tool: str, dials: dict[str, float]
) -> None:
    args = {"search": {"query": "running shoes"}, "for_you": {}}.get(tool, {"item": "phone"})
    result = Toolbox(shop, profiles, Situation(user="fay", dials=dials)).call(tool, args)
    assert result.items and adds_up(result)
    kinds = {part.kind for one in result.items for part in one.evidence}
    assert not kinds & {kind for kind, factor in dials.items() if not factor}
    assert kinds - {"limit"} <= {*result.kinds}


def test_without_variety_the_best_are_shown() -> None:
    jacket = Recommended(Item("1", "Jacket", brand="Ridge", categories=("Jackets",)), 0.9)
    coat = Recommended(Item("9", "Coat"), 0.8)
    assert choose([jacket, jacket, jacket, coat], 3, most_alike=0) == [0, 1, 2]
    assert choose([jacket, jacket, jacket, coat], 3, most_alike=1) == [0, 3, 1]


def test_a_list_says_which_dials_it_has(plain: Agent) -> None:
    events = list(plain.turn("running shoes", session="s", user="fay"))
    (found,) = (event for event in events if isinstance(event, Found))
    assert {"words", "meaning", "popular", "variety"} <= {*found.dials} and {*found.dials.values()} == {1.0}


def test_where_a_field_decides_nothing_is_weighed(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes, the cheapest first"] = 'find "shoes" order price up'
    events = list(quiet.turn("shoes, the cheapest first", session="s"))
    (found,) = (event for event in events if isinstance(event, Found))
    assert found.items and found.dials == {}


def test_why_speaks_of_the_list_as_it_is(quiet: Agent, written: dict[str, str]) -> None:
    written |= {"running shoes": 'find "running shoes"', "why this?": "why 1"}
    quiet.ask("running shoes", session="s")
    first = answer(weigh(quiet, words=0.0, popular=2.0)).items[0]
    assert f"{first.recommendation.score:.2f}" in quiet.ask("why this?", session="s").reply


def test_the_last_list_is_made_again_and_says_what_moved(plain: Agent) -> None:
    before = plain.ask("running shoes", session="s")
    places = {shown.recommendation.item.id: shown.n for shown in before.items}
    events = weigh(plain, words=0.0, meaning=0.0)
    after = answer(events)
    assert adds_up(after) and after.items != before.items and after.model == "none"
    for shown in after.items:
        assert shown.was == places.get(shown.recommendation.item.id, 0)
    assert all(shown.was is None for shown in before.items)
    (found,) = (event for event in events if isinstance(event, Found))
    assert (found.dials["words"], found.dials["popular"]) == (0.0, 1.0), (
        "what counts nothing can be turned up"
    )


def test_dials_stay_for_the_next_turns_and_can_be_set_back(plain: Agent) -> None:
    first = plain.ask("running shoes", session="s")
    weigh(plain, words=0.0, meaning=0.0)
    later = plain.ask("not red", session="s")
    kinds = {part.kind for shown in later.items for part in shown.recommendation.evidence}
    assert later.items and not kinds & {"words", "meaning"}
    assert plain.ask("running shoes", session="other").items == first.items
    plain.undo("s")
    again = answer(weigh(plain))
    assert [shown.recommendation for shown in again.items] == [shown.recommendation for shown in first.items]
    assert plain.talk("s").standing.dials == {}


def test_a_moved_dial_is_no_turn_of_its_own(plain: Agent, tmp_path: Path) -> None:
    plain.ask("a book about coffee", session="s")
    plain.ask("running shoes", session="s")
    weigh(plain, popular=4.0)
    after = answer(weigh(plain, popular=4.0, words=0.5))
    said = [record.said for record in plain.talk("s").records]
    assert said == ["a book about coffee", "running shoes"]
    again = Agent(plain.settings, memory=tmp_path / "plain")
    assert again.talk("s").standing.dials == {"words": 0.5, "popular": 4.0}
    assert again.talk("s").standing.shown == tuple(shown.recommendation.item.id for shown in after.items)
    assert again.undo("s") and again.talk("s").standing.dials == {}


def test_no_model_is_asked(agent: Agent, model: ScriptedModel) -> None:
    model.expect([{"calls": 'find "running shoes"'}])
    agent.ask("I run, so shoes for running", session="s")
    model.expect([])
    assert answer(weigh(agent, popular=4.0)).items
    assert not model.missed and not model.unused


def test_without_a_list_there_is_nothing_to_weigh(plain: Agent) -> None:
    (failed,) = weigh(plain, popular=4.0)
    assert isinstance(failed, Failed) and "no list" in failed.sentence


def test_a_saved_talk_with_moved_dials_passes_as_a_script(plain: Agent, tmp_path: Path) -> None:
    plain.ask("running shoes", session="s")
    weigh(plain, words=0.0, meaning=0.0)
    plain.ask("not red", session="s")
    weigh(plain)
    (tmp_path / "saved.yaml").write_text(plain.script("s"))
    report = converse([tmp_path / "saved.yaml"], plain.settings)
    assert not report.failed, report.transcript()
