"""A text of 4,000 characters is read in a bounded time, whatever it says: patterns hold the interpreter."""

import faulthandler
import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny
from members import members

from tastemaker.agent.agent import LONGEST_TEXT, Agent
from tastemaker.agent.settings import load
from tastemaker.agent.turns.given import LONGEST
from tastemaker.tools.shop import Shop

LONGEST_READING = 0.05
"""Seconds of the processor between the question and the beginning of what is done about it."""
MEMBERS = members()
REPORTED = (
    "no, ",
    "please, ",
    "show me ",
    "ok, ",
    "forget ",
    "some ",
    "thanks ",
    "looking for ",
    "50 ",
    "un ",
    "不要和",
)


@pytest.fixture(scope="module")
def reader(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Reader"]:
    with (
        Shop.open(tiny_home, tiny.TinyText(), tiny.TinyPictures()) as shop,
        Agent(
            load(home=tiny_home, model="none"), memory=tmp_path_factory.mktemp("memory"), shop=shop
        ) as agent,
    ):
        yield Reader(agent)


class Reader:
    """The agent without a language model, with a list in front of the shopper."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._sessions = map(str, itertools.count())
        for said in (
            "rote Schuhe unter 80",
            "zapatos rojos",
            "不要黑色的鞋",
            "लाल जूते",
        ):  # reads the word lists
            self.seconds(said)

    def seconds(self, text: str) -> float:
        """The processor's seconds from the question to what is done about it."""
        session = next(self._sessions)
        self._agent.ask("running shoes under 100", session=session)
        # A pattern that never ends holds the interpreter: then the run ends here, and tells where.
        faulthandler.dump_traceback_later(20, exit=True)
        events = self._agent.turn(text, session=session)
        next(events)  # "reading the request"
        begun = time.process_time()
        next(events)
        took = time.process_time() - begun
        faulthandler.cancel_dump_traceback_later()
        list(events)
        return took

    def slow(self, said: str) -> str:
        """The words that were repeated, where reading them takes too long at the best of three times.

        Once they fill the whole text, once what is read of it ends in a word that matches nothing.
        """
        whole = (said * LONGEST_TEXT)[:LONGEST_TEXT]
        for text in (whole, f"{whole[: LONGEST - 10]} xqz"):
            if all(self.seconds(text) > LONGEST_READING for _ in range(3)):
                return said
        return ""


@pytest.mark.parametrize("said", [*REPORTED, "a", "rain ", "，", "लाल", "ß" * 50])
def test_repeated_words_are_read_in_time(reader: Reader, said: str) -> None:
    assert not reader.slow(said)


@pytest.mark.parametrize("name", sorted({path.partition(".")[0] for path in MEMBERS}))
def test_the_phrases_of_a_file_mixed_are_read_in_time(reader: Reader, name: str) -> None:
    chance = random.Random(name)
    own = [phrase for path, said in MEMBERS.items() if path.startswith(name) for phrase in said]
    texts = [end.join(chance.choices(own, k=300)) for end in (" ", ", ", ". ")]
    assert not [text[:80] for text in texts if reader.slow(text)]


def test_of_a_pasted_page_the_beginning_is_read_and_that_is_said(plain: Agent) -> None:
    answer = plain.ask("running shoes under 90. " + "I walk along the river. " * 100)
    assert answer.limits["price_max"] == 90 and "I read the first 5" in answer.reply
    assert "I read" not in plain.ask("running shoes under 90").reply


@pytest.mark.bench
@pytest.mark.parametrize("end", [" ", ", "])
def test_every_phrase_is_read_in_time(reader: Reader, end: str) -> None:
    assert not [said for listed in MEMBERS.values() for said in listed if reader.slow(said + end)]
