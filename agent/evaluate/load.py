"""Several shoppers at once: how long each waits, and that nobody gets what is another's."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import Answer
from tastemaker.agent.settings import Settings
from tastemaker.tools.errors import TastemakerError

NEEDS = (
    "headphones for the train under 150",
    "a rain jacket for cycling under 120",
    "something to grow tomatoes, below 40",
    "learn to draw portraits, max 60",
    "a strong coffee at home, up to 90 euros",
    "a board game for two, under 50",
    "a case for my phone, not more than 30",
    "boots for hiking in the mountains under 200",
)
FOLLOWING = ("cheaper than the first", "why the first one?", "something else instead, under 80")


@dataclass
class Talked:
    """A turn as the shopper had it: no answer when it failed."""

    said: str
    answer: Answer | None
    ms: float


def bench_load(settings: Settings) -> dict[str, Any]:
    """Let eight shoppers talk at the same time, each with an own need and four turns.

    The floor is one shopper after the other, in the same run: `alone_p50_ms` beside `p50_ms` and `p95_ms`,
    all from the shopper's words to the end of the answer, waiting included, and the same for the time until
    the list is there. `errors` are turns without an
    answer, and turns in which the model should have taken part and did not; `mixed_up` are answers that hold
    another conversation's words, limits or items.
    """
    with tempfile.TemporaryDirectory() as memory, Agent(settings, None, Path(memory)) as agent:
        agent.load()
        agent.ask(NEEDS[0], session="warm")
        talks = [(need, *FOLLOWING) for need in NEEDS]
        alone = [_talk(agent, f"alone-{n}", talk) for n, talk in enumerate(talks)]
        together: list[list[Talked]] = [[] for _ in talks]

        def shopper(n: int) -> None:
            together[n] = _talk(agent, f"together-{n}", talks[n])

        threads = [threading.Thread(target=shopper, args=(n,)) for n in range(len(talks))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = sorted(turn.ms for talk in together for turn in talk)
        return {
            "shoppers": len(talks),
            "turns": len(took),
            "errors": sum(not _answered(turn, settings) for talk in together for turn in talk),
            "mixed_up": mixed_up(alone, together),
            "p50_ms": round(statistics.median(took), 1),
            "p95_ms": round(took[int(0.95 * (len(took) - 1))], 1),
            "first_list_p50_ms": _first_list(together),
            "alone_first_list_p50_ms": _first_list(alone),
            "alone_p50_ms": round(statistics.median(turn.ms for talk in alone for turn in talk), 1),
            "model": settings.model,
        }


def _talk(agent: Agent, session: str, said: Sequence[str]) -> list[Talked]:
    turns = []
    for text in said:
        began = time.perf_counter()
        try:
            answer: Answer | None = agent.ask(text, session=session)
        except TastemakerError:
            answer = None
        turns.append(Talked(text, answer, 1000 * (time.perf_counter() - began)))
    return turns


def _first_list(talks: Sequence[Sequence[Talked]]) -> float:
    answers = [turn.answer for talk in talks for turn in talk if turn.answer is not None]
    lists = [answer.ms["first_list"] for answer in answers if "first_list" in answer.ms]
    return round(statistics.median(lists), 1) if lists else 0.0


def _answered(turn: Talked, settings: Settings) -> bool:
    apology = phrase("plain", "en", why="").partition(":")[0]
    answer = turn.answer
    return answer is not None and answer.model == settings.model and apology not in answer.reply


def mixed_up(alone: Sequence[Sequence[Talked]], together: Sequence[Sequence[Talked]]) -> int:
    """Counts the answers with words, limits or items of another: theirs when alone, and not one's own."""
    lists = [{item.id: item.title for turn in talk for item in _named(turn)} for talk in alone]
    count = 0
    for n, talk in enumerate(together):
        others = {id: title for m, theirs in enumerate(lists) if m != n for id, title in theirs.items()}
        foreign = {id: title for id, title in others.items() if id not in lists[n]}
        for turn, own in zip(talk, alone[n], strict=True):
            if turn.answer is None or own.answer is None:
                continue
            same = (turn.answer.text, turn.answer.limits) == (own.said, own.answer.limits)
            told = any(title in turn.answer.reply for title in foreign.values())
            count += not same or told or any(item.id in foreign for item in _items(turn))
    return count


def _items(turn: Talked) -> list[Any]:
    return [shown.recommendation.item for shown in turn.answer.items] if turn.answer else []


def _named(turn: Talked) -> list[Any]:
    """The items that an answer lists, and those of which it says that they nearly fit."""
    near = turn.answer.near if turn.answer else ()
    return [*_items(turn), *(each.item for each in near)]
