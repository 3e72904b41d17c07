"""Whole turns over the tiny shop with the model's side written out: events, state, refusals."""

import threading
from pathlib import Path
from typing import Any

import pytest
from langchain_core.outputs import ChatResult
from PIL import Image, ImageDraw
from pydantic import PrivateAttr

from tastemaker.agent.agent import LONGEST_TEXT, Agent
from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import Answer, Answered, Called, Event, Failed, Found, Thinking, Token
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.tools.errors import DataError, TastemakerError


def events(agent: Agent, text: str, **options: object) -> list[Event]:
    return list(agent.turn(text, **options))  # type: ignore[arg-type]


def answer(agent: Agent, text: str, **options: object) -> Answer:
    last = events(agent, text, **options)[-1]
    assert isinstance(last, Answered), last
    return last.answer


def test_the_list_comes_before_the_prose(agent: Agent, model: ScriptedModel) -> None:
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    kinds = [type(event) for event in events(agent, "running shoes")]
    assert kinds[0] is Thinking
    assert kinds.index(Called) < kinds.index(Found) < kinds.index(Token)
    assert kinds[-1] is Answered


def test_answer_as_json_has_the_agreed_fields(agent: Agent, model: ScriptedModel) -> None:
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    told = answer(agent, "running shoes under 90", session="s").as_json()
    assert {
        "text",
        "user",
        "session",
        "calls",
        "items",
        "reply",
        "claims",
        "relaxed",
        "usage",
        "ms",
        "model",
        "notes",
    } <= told.keys()
    assert told["session"] == "s"
    assert set(told["items"][0]) == {
        "n", "need", "id", "title", "media", "category", "brand", "price", "score", "reason", "evidence",
    }  # fmt: skip
    assert set(told["items"][0]["evidence"][0]) == {"kind", "detail", "weight", "refs"}
    assert set(told["calls"][0]) == {"tool", "args", "ms", "found"}
    assert set(told["ms"]) == {"first_list", "first_word", "total"}
    assert set(told["claims"]) == {"checked", "supported", "repaired"}
    assert set(told["usage"]) == {"prompt_tokens", "cached_tokens", "completion_tokens"}


def test_limit_read_by_rule_holds_though_the_model_forgets_it(agent: Agent, model: ScriptedModel) -> None:
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    found = answer(agent, "running shoes under 90")
    assert found.items
    assert all((shown.recommendation.item.price or 0) <= 90 for shown in found.items)
    assert found.limits == {"price_max": 90}


def test_title_and_price_of_the_reply_come_from_the_catalogue(agent: Agent, model: ScriptedModel) -> None:
    model.expect(
        [{"tool": "search", "args": {"query": "red running shoes"}}, {"say": "It costs 12 and flies."}]
    )
    found = answer(agent, "red running shoes")
    assert "**1. Red running shoes** (85.00 EUR):" in found.reply
    assert "12" not in found.reply
    assert found.claims.repaired == 1


def test_conversations_do_not_mix(agent: Agent, model: ScriptedModel) -> None:
    model.expect([{"tool": "search", "args": {"query": "red running shoes"}}])
    answer(agent, "red running shoes", session="one")
    model.expect([{"tool": "details", "args": {"item": "1"}}])
    assert "no list yet" in answer(agent, "tell me more about number 1", session="two").reply


def test_conversation_survives_a_restart(agent: Agent, model: ScriptedModel, tmp_path: Path) -> None:
    model.expect([{"tool": "search", "args": {"query": "red running shoes"}}])
    answer(agent, "red running shoes", session="s")
    again = Agent(agent.settings, model, tmp_path / "memory")
    model.expect([{"calls": "ask of 1"}])
    assert "Ridge" in answer(again, "tell me more about number 1", session="s").reply


def test_model_that_fails_is_replaced_by_the_rules_and_the_answer_says_so(
    agent: Agent, model: ScriptedModel
) -> None:
    model.expect([])
    found = answer(agent, "what about some running shoes for me then")
    assert found.items
    assert "language model did not take part" in found.reply


@pytest.mark.parametrize(
    "said", ["I'm just a computer, but fine.", "I am an AI assistant.", "It is 108.", "Yes, I have feelings."]
)
def test_small_talk_that_is_not_of_a_shop_is_the_fixed_sentence(
    agent: Agent, model: ScriptedModel, said: str
) -> None:
    model.expect([{"tool": "chat", "args": {}}, {"say": said}])
    assert answer(agent, "hello there").reply == phrase("chat", "en")


def test_photo_alone_is_a_request(agent: Agent, tmp_path: Path) -> None:
    photo = Image.new("RGB", (96, 96), "white")
    ImageDraw.Draw(photo).ellipse((10, 22, 86, 74), fill="#c02030")
    photo.save(tmp_path / "photo.png")
    found = answer(agent, "", photo=tmp_path / "photo.png")
    assert found.items[0].recommendation.item.id == "red-shoe"
    assert any(part.kind == "photo" for shown in found.items for part in shown.recommendation.evidence)


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("", {}, "question is empty"),
        ("x" * 20_000, {}, f"at most {LONGEST_TEXT}"),
        ("shoes", {"user": "nobody-known"}, "no shopper 'nobody-known'"),
    ],
)
def test_refusals_are_one_sentence(
    agent: Agent, text: str, options: dict[str, object], sentence: str
) -> None:
    (failed,) = events(agent, text, **options)
    assert isinstance(failed, Failed)
    assert sentence in failed.sentence
    with pytest.raises(TastemakerError):
        agent.ask(text, **options)  # type: ignore[arg-type]


def test_photo_that_is_no_photo(agent: Agent, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("not a picture")
    (failed,) = events(agent, "like this", photo=tmp_path / "photo.jpg")
    assert isinstance(failed, Failed)
    assert "photo.jpg" in failed.sentence


def test_feedback_of_an_unknown_item(agent: Agent) -> None:
    with pytest.raises(DataError, match="'nothing' is not in the catalogue"):
        agent.feedback("ana", "nothing", "like")


class Waiting(ScriptedModel):
    """Says nothing before it is let go; nor does it call, when it `waits_to_call`."""

    waits_to_call: bool = False
    _let_go: threading.Event = PrivateAttr(default_factory=threading.Event)

    def _generate(self, *arguments: Any, calling: bool = False, **options: Any) -> ChatResult:
        assert (calling and not self.waits_to_call) or self._let_go.wait(10)
        return super()._generate(*arguments, calling=calling, **options)


def test_cancelled_turn_keeps_the_list(agent: Agent, tmp_path: Path) -> None:
    model = Waiting()
    agent = Agent(agent.settings, model, tmp_path / "other")
    said = {"say": "Soft shoes for long roads."}
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}, said, said, said])
    for event in agent.turn("running shoes", session="s"):
        if isinstance(event, Found):
            agent.cancel("s")
            model._let_go.set()
    assert isinstance(event, Answered)
    assert event.answer.items
    assert "**2." not in event.answer.reply


def test_turn_cancelled_before_its_list_ends_without_one_and_leaves_the_talk_as_it_was(
    agent: Agent, tmp_path: Path
) -> None:
    model = Waiting()
    agent = Agent(agent.settings, model, tmp_path / "other")
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    model._let_go.set()
    answer(agent, "running shoes under 90", session="s")
    model._let_go.clear()
    model.waits_to_call = True
    model.expect([{"tool": "search", "args": {"query": "books about coffee"}}])
    told = list[Event]()
    for event in agent.turn("books about coffee", session="s"):
        told.append(event)
        agent.cancel("s")
        model._let_go.set()
    assert [type(event) for event in told] == [Thinking, Answered]
    assert isinstance(told[-1], Answered) and told[-1].answer.reply == ""
    model.expect([{"calls": "ask price of 1"}])
    assert answer(agent, "how much is the first one?", session="s").reply.startswith("Red running shoes")
