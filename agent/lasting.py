"""Limits that last: what a shopper asked to have remembered, as words that no item may hold."""

import re
from collections.abc import Iterable

from tastemaker.agent.reading.exclusions import exclusions
from tastemaker.agent.reading.language import language, normalise
from tastemaker.agent.reading.patterns import pattern

_AVERSE = pattern("follows", "averse")
_ALLERGY = re.compile(r"对(?P<what>[^,.，。]{1,6})过敏")


def lasting(facts: Iterable[str]) -> tuple[str, ...]:
    """The words that facts about a shopper exclude for good.

    >>> lasting(["I am allergic to wool", "I hate the colour green", "my dog is called Otto", "我对羊毛过敏"])
    ('wool', 'green', '羊毛', 'wool')
    """
    words: list[str] = []
    for fact in facts:
        text = normalise(fact)
        spoken = language(text)
        if spoken == "zh":
            said = _AVERSE.sub("不要", _ALLERGY.sub(r"不要\g<what>", text))
        elif (match := _AVERSE.search(text)) is not None:
            said = f"no {text[match.end() :].strip()}"
        else:
            continue
        words += exclusions(said, spoken if spoken == "zh" else "en").words
    return tuple(words)
