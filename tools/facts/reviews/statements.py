"""A review as what it states: its sentences, cut where one turns from praise to blame."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KIND = "reviews"
"""Of the vectors of statements in the index."""
SENTENCE = re.compile(r"(?<=[.!?])[\s]+|(?<=[。！？।])\s*|\n+")
"""What stands between two sentences."""
# Some of these words are others in another language, so that only a comma before them tells.
_TURN = re.compile(
    r"(?:[,;:–—]\s*|\s+)(?:but|however|although|though|aber|jedoch|allerdings|obwohl|cependant|pero|aunque|porém"
    r"|però)\b,?\s*|[,;–—]\s*(?:yet|only|mais|mas|ma|doch)\s+|[，,、；]?(?:但是|不过|可是)|[，,；]但|、?(?:しかし|けれども?)、?"
    r"|,?\s+(?:लेकिन|मगर)\s+",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[,;，；、]\s*")
"""What stands between the points of a title: "Great sound, weak battery"."""
_LONGEST = 300
"""Characters of a statement."""
_MOST = 12
"""Statements of one review."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one buyer states of an item."""

    item: str
    buyer: int
    """By number among those of the item."""
    rating: float | None
    text: str
    aspects: tuple[str, ...] = ()
    tone: int = 0
    """1 praises, -1 finds fault, 0 does neither."""


def statements(title: str, text: str) -> list[str]:
    """What a review states, at most so much of it that one writer does not fill the index.

    >>> statements("Deep, short", "Nice bass, but the battery is dead after 2.5 hours. I bought two.")
    ['Deep', 'short', 'Nice bass', 'the battery is dead after 2.5 hours.', 'I bought two.']
    """
    parts = "\n".join(_LISTED.split(title))
    return list(dict.fromkeys(_stated(f"{parts}\n{text}")))[:_MOST]


def _stated(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        for part in _TURN.split(sentence):
            said = part.strip(" ,;:–—，；")
            if len(said) > _LONGEST:
                said = said[:_LONGEST].rsplit(" ", 1)[0]
            if any(letter.isalpha() for letter in said):
                yield said
