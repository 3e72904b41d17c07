"""What is asked about by its brand and is not in the list: no item of another brand is spoken of for it."""

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.scripted import ScriptedModel

NOT_LISTED = [
    ("tell me more about the Sony", 'ask of "Sony"', "Sony WH-1000XM4 headphones"),
    ("tell me more about the nillkin", 'ask of "nillkin"', "Mate 40 case"),  # the brand stands in no title
    ("Erzähl mir mehr über das Nillkin", "ask of 1", "Mate 40 case"),
    ("tell me more about the Pellwood", 'ask of "Pellwood"', "I do not know which item you mean"),
]


@pytest.mark.parametrize(("words", "calls", "told"), NOT_LISTED)
def test_the_shops_own_item_is_told_or_that_there_is_none(
    quiet: Agent, written: dict[str, str], words: str, calls: str, told: str
) -> None:
    written.update({"running shoes": 'find "running shoes"', words: calls})
    quiet.ask("running shoes", session="s")
    answer = quiet.ask(words, session="s")
    assert [call.tool for call in answer.calls] == ["details"]
    assert told in answer.reply and "shoes" not in answer.reply.lower()


@pytest.mark.parametrize("words", ["is the Sony any good for running?", "and the Sony, does it last?"])
def test_a_model_that_takes_it_for_an_item_of_the_list_is_not_believed(
    agent: Agent, model: ScriptedModel, words: str
) -> None:
    model.expect([{"tool": "search", "args": {"query": "running shoes"}}])
    agent.ask("running shoes", session="s")
    model.expect([{"tool": "details", "args": {"item": "1"}}])
    assert all(call.args.get("item") != "1" for call in agent.ask(words, session="s").calls)


def test_what_is_listed_is_told_by_its_brand(quiet: Agent, written: dict[str, str]) -> None:
    written.update(
        {
            "running shoes": 'find "running shoes"',
            "tell me more about the Ridge": 'ask of "Ridge"',
            "tell me more": "ask",
        }
    )
    quiet.ask("running shoes", session="s")
    assert "Red running shoes" in quiet.ask("tell me more about the Ridge", session="s").reply
    assert "Red running shoes" in quiet.ask("tell me more", session="s").reply


def test_a_model_that_is_not_here_is_said_to_be_nowhere(quiet: Agent, written: dict[str, str]) -> None:
    words = "do you have the Sony WH-1000XM5?"
    written[words] = 'find "Sony WH-1000XM5 headphones"'
    answer = quiet.ask(words, session="s")
    assert not answer.items
    assert "without the limit on WH-1000XM5" in answer.reply
    assert "Sony WH-1000XM4 headphones (nothing in it says WH-1000XM5)" in answer.reply


def test_what_no_sentence_says_is_answered_with_all_that_a_short_text_says(
    quiet: Agent, written: dict[str, str]
) -> None:
    written.update({"running shoes": 'find "running shoes"', "are they insured?": 'ask "insured" of 1'})
    item = quiet.ask("running shoes", session="s").items[0].recommendation.item
    reply = quiet.ask("are they insured?", session="s").reply
    assert "does not say so in as many words" in reply and item.description in reply
