"""Limits that last: what a shopper asked to have remembered, as words that no item may hold."""

import re
from collections.abc import Iterable

from tastemaker.agent.rules.exclusions import exclusions
from tastemaker.agent.rules.language import language, normalise
from tastemaker.agent.rules.patterns import pattern

_AVERSE = pattern("asks", "averse")
_WITHOUT = {"de": "ohne", "fr": "sans", "es": "sin"}
"""How what is excluded is said, so that it is read in the language of the fact; "no" for any other."""
_REFUSES = re.compile(
    r"\b(?<!have )(?<!has )(?<!got )(?<!is )(?<!are )(?<!there's )(?:no|never|nothing with)\b"
    r"|(?<!habe )(?<!hab )(?<!gibt )\bkein\w*|\bnada de\b",
    re.IGNORECASE,
)
"""How a fact refuses something, other than by an aversion; who has no garden refuses none."""
_ALLERGY = re.compile(r"对(?P<what>[^,.，。]{1,6})过敏")


def lasting(facts: Iterable[str]) -> tuple[str, ...]:
    """The words that facts about a shopper exclude for good.

    >>> lasting(["I am allergic to wool", "I hate the colour green", "my dog is called Otto", "我对羊毛过敏"])
    ('wool', 'green', '羊毛', 'wool')
    >>> lasting(["I keep halal, no pork at all", "I have no garden", "I live in a house without a lift"])
    ('pork',)
    >>> lasting(["ich hasse Grün", "soy alérgico a la lana"])
    ('Grün', 'green', 'lana', 'wool')
    """
    words: list[str] = []
    for fact in facts:
        text = normalise(fact)
        spoken = language(text)
        if spoken == "zh":
            said = _AVERSE.sub("不要", _ALLERGY.sub(r"不要\g<what>", text))
        elif (match := _AVERSE.search(text)) is not None:
            said = f"{_WITHOUT.get(spoken, 'no')} {text[match.end() :].strip()}"
        elif _REFUSES.search(text):
            said = text
        else:
            continue
        words += exclusions(said, spoken if spoken in ("zh", *_WITHOUT) else "en").words
    return tuple(words)
