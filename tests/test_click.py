"""A click that is a call: run as it is, kept as it is written, and nothing of it is read out of words."""

import json
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.agent.agent import Agent
from tastemaker.agent.call import Call
from tastemaker.agent.events import Answer, Answered, Found, Thinking
from tastemaker.agent.query import Query
from tastemaker.agent.understand.notation import read
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.references import reference
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox


def clicked(agent: Agent, call: Call, said: str = "9 red shoes under 5", session: str = "s") -> Answer:
    *before, last = agent.turn(said, session=session, change=call)
    assert isinstance(last, Answered), last
    assert "reading" not in [event.step for event in before if isinstance(event, Thinking)]
    return last.answer


def ids(answer: Answer) -> list[str]:
    return [shown.recommendation.item.id for shown in answer.items]


def test_a_comparison_of_items_that_stand_in_no_list(plain: Agent) -> None:
    answer = clicked(plain, Call("compare", items=("red-shoe", "blue-shoe")))
    assert answer.calls[0].args["items"] == ["red-shoe", "blue-shoe"]
    best = {fact.field: fact.item.id for fact in answer.answers if fact.best}
    assert best == {"price": "red-shoe"}
    assert answer.reply.endswith("Red running shoes is better in price.")
    assert answer.calls[0].answers == answer.answers


def test_a_reason_against_an_item_changes_the_last_list(plain: Agent) -> None:
    before = plain.ask("running shoes", session="s")
    assert {"red-shoe", "blue-shoe"} <= set(ids(before))
    not_red = Call("search", Query(where=(Condition("colour", "!=", ("red",)),)), edits=True)
    answer = clicked(plain, not_red)
    assert "red-shoe" not in ids(answer) and "blue-shoe" in ids(answer)
    assert answer.calls[0].args["query"] == "running shoes"
    cheaper = Call("search", Query(where=(Condition("price", "<", (95.0,)),)), edits=True)
    assert "blue-shoe" not in ids(clicked(plain, cheaper))
    assert plain.undo("s") and plain.talk("s").standing.limits == {
        "where": [{"field": "colour", "op": "!=", "value": "red"}]
    }


def test_what_is_like_an_item_needs_no_list_before(plain: Agent) -> None:
    answer = clicked(plain, Call("similar", items=("red-shoe",)))
    assert answer.calls[0].tool == "similar" and "blue-shoe" in ids(answer)


def test_a_click_is_kept_as_the_model_would_write_it(plain: Agent) -> None:
    call = Call("compare", items=("red-shoe", "blue-shoe"))
    clicked(plain, call, "Compare the two")
    (record,) = plain.talk("s").records
    assert (record.said, record.change) == ("Compare the two", None)
    assert read(record.written) == (call,)
    assert "model:" in plain.script("s")


def test_an_item_that_is_gone_is_said_to_be_unknown(plain: Agent) -> None:
    answer = clicked(plain, Call("similar", items=("zzz-gone",)))
    assert not answer.items and "do not know which item" in answer.reply


def test_an_id_of_any_form_means_one_item(tmp_path: Path, profiles: Profiles) -> None:
    ids = ("salt, fine", "salt-and-pepper", "salt", "7")
    (tmp_path / "shop").mkdir()
    rows = (json.dumps({"id": id, "title": f"Thing {n} of the kitchen"}) for n, id in enumerate(ids))
    (tmp_path / "shop" / "items.jsonl").write_text("\n".join(rows))
    build(tmp_path / "shop", tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        named = [reference(shop.catalogue[id]) for id in ids]
        compared = Toolbox(shop, profiles, Situation()).compare(named)
    assert tuple(item.id for item in compared.about) == ids


def test_what_nearly_fits_comes_with_the_list(plain: Agent) -> None:
    events = list(plain.turn("running shoes under 90", session="s"))
    (found,) = [event for event in events if isinstance(event, Found)]
    (answered,) = [event for event in events if isinstance(event, Answered)]
    assert found.near == answered.answer.near
    assert "blue-shoe" in [near.item.id for near in found.near]


@pytest.mark.parametrize("call", [Call("undo"), Call("history"), Call("chat")])
def test_any_call_may_be_clicked(plain: Agent, call: Call) -> None:
    clicked(plain, call)
