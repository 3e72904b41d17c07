"""What is asked about by its brand and is not in the list: no item of another brand is spoken of for it."""

from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.scripted import ScriptedModel

NOT_LISTED = [
    ("tell me more about the Sony", "Sony WH-1000XM4 headphones"),
    ("tell me more about the nillkin", "Mate 40 case"),  # the brand stands in no title
    ("Erzähl mir mehr über das Nillkin", "Mate 40 case"),
    ("tell me more about the Pellwood", "I do not know which item you mean"),
]


@pytest.mark.parametrize(("words", "told"), NOT_LISTED)
def test_the_shops_own_item_is_told_or_that_there_is_none(
    agent: Agent, tmp_path: Path, words: str, told: str
) -> None:
    plain = Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")
    plain.ask("running shoes", session="s")
    reply = plain.ask(words, session="s").reply
    assert told in reply and "shoes" not in reply.lower()


@pytest.mark.parametrize("words", ["is the Sony any good for running?", "and the Sony, does it last?"])
def test_a_model_that_takes_it_for_an_item_of_the_list_is_not_believed(
    agent: Agent, model: ScriptedModel, words: str
) -> None:
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    agent.ask("running shoes", session="s")
    model.expect([{"tool": "details", "args": {"item": "1"}}])
    assert all(call.args.get("item") != "1" for call in agent.ask(words, session="s").calls)


def test_what_is_listed_is_told_by_its_brand(agent: Agent, tmp_path: Path) -> None:
    plain = Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")
    plain.ask("running shoes", session="s")
    assert "Red running shoes" in plain.ask("tell me more about the Ridge", session="s").reply
    assert "Red running shoes" in plain.ask("tell me more", session="s").reply
