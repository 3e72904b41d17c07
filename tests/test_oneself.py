"""A question about the shopper is answered from what they told, not by small talk."""

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.understand.guards.oneself import of_oneself

CHAT, PROFILE = (Call("chat"),), (Call("history", text="profile"),)


@pytest.mark.parametrize(
    "words", ["what am I allergic to?", "was esse ich nie?", "我对什么过敏？", "मुझे क्या पसंद है?"]
)
def test_a_question_about_oneself_is_looked_up(words: str) -> None:
    assert of_oneself(CHAT, words, known=True) == PROFILE
    assert of_oneself(CHAT, words, known=False) == CHAT


def test_other_talk_and_other_calls_stand() -> None:
    assert of_oneself(CHAT, "I never eat nuts", known=True) == CHAT
    assert of_oneself(CHAT, "how are you?", known=True) == CHAT
    assert of_oneself((Call("search"),), "what suits me?", known=True) == (Call("search"),)
