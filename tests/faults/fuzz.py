"""Nonsense, orders and endless repetitions are said without a model: an answer or one sentence, and soon."""

import json
import re
import time
import unicodedata
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from faults.case import Attempts, Case
from faults.texts import texts

_LONGEST_TURN = 3.0
"""Seconds a turn without a model may take; on a machine that does other work."""
_KEPT = "I am allergic to wool"


def said(case: Case) -> None:
    """1,000 seeded texts said without a model: an answer that keeps its limits or one sentence, within 3 s"""
    home, count = case.home(), case.of(1000)
    case.run("ask", f"remember that {_KEPT}", "--user", "ana-0", home=home).succeeded()
    begun = 0
    while begun < count:
        begun += case.inside(_says, home, begun, count)


def typed(case: Case) -> None:
    """texts as arguments of the command: an answer or one sentence, and never a traceback"""
    home = case.home()
    for n, (kind, text) in enumerate(texts(case.of(50), seed=1)):
        if "\0" in text or text.startswith("-"):
            continue  # no shell can pass the one, and the other is an option
        with case.attempt(f"text {n}, {kind}: {text[:60]!r}"):
            ended = case.run("ask", text[:1000], home=home)
            if ended.code != 0:
                assert ended.sentence
            else:
                assert ended.succeeded().out


def _says(attempt: Attempts, home: Path, begin: int, count: int) -> None:
    from tastemaker.agent import open_agent
    from tastemaker.tools.errors import TastemakerError

    agent = open_agent(home=home)
    for n, (kind, text) in islice(enumerate(texts(count)), begin, None):
        agent.ask(f"remember that {_KEPT}", user="ana-0", session="kept")  # where it was told to forget it
        before = _facts(agent)
        with attempt(f"text {n}, {kind}: {text[:60]!r}"):
            started = time.perf_counter()
            try:
                answer = agent.ask(text, user="ana-0" if n % 2 else None, session=f"session-{n // 10}")
            except TastemakerError as error:
                assert "\n" not in str(error).strip() and str(error), "no sentence"
            else:
                _is_sound(answer)
            took = time.perf_counter() - started
            assert took < _LONGEST_TURN, f"{took:.1f} s"
            facts = _facts(agent)
            assert kind != "orders" or before <= facts, f"forgotten by an order: {before - facts}"
            for fact in facts - before:
                assert is_said(fact, text), f"nobody said {fact!r}"


def _facts(agent: Any) -> set[str]:
    return {fact.fact for fact in agent.profiles.facts("ana-0")}


def is_said(fact: str, text: str) -> bool:
    """Whether the longer words of a fact stand in a text; the reading may put "want to" for "wanna"."""
    return all(word in text.casefold() for word in re.findall(r"\w{4,}", fact.casefold()))


def _is_sound(answer: Any) -> None:
    limits = answer.limits
    for shown in answer.items:
        item = shown.recommendation.item
        for name, holds in _LIMITS.items():
            assert name not in limits or holds(item, limits[name]), (
                f"{item.id} breaks {name} {limits[name]!r}"
            )
    json.dumps(answer.as_json(), ensure_ascii=False).encode()  # no half of a character is left
    odd = {letter for letter in answer.reply if unicodedata.category(letter) in ("Cc", "Cs")} - {"\n"}
    assert not odd, f"control characters in the reply: {odd}"


_LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "price_max": lambda item, most: item.price is not None and item.price <= most,
    "price_min": lambda item, least: item.price is not None and item.price >= least,
    "media": lambda item, media: item.media == media,
    "brand": lambda item, brand: item.brand.casefold() == str(brand).casefold(),
    "exclude": lambda item, words: (
        not any(word.casefold() in item.title.casefold().split() for word in words)
    ),
}
