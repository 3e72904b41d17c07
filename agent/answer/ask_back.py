"""Asking back: the one short question whose answer would split what was found best, with its choices."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tastemaker.tools.catalogue.item import Item, plain

_MANY = 24
"""How many items must fit a request for it to be vague."""
_WORDS = 3
"""How many words a vague request has at most."""
_CHOICES = 4
_SHARE = 0.1
"""The share of the items that a choice must have."""
_KNOWN = 0.5
"""The share of the items that must have a value at all."""
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what may be answered."""

    about: str
    """"category", "brand", "media", or the name of an attribute."""
    choices: tuple[str, ...]


def question(query: str, candidates: Sequence[Item]) -> Question | None:
    """The question that tells most about a vague request, None when it is precise or nothing splits.

    What is told is the entropy of the choices among the candidates (information gain: Quinlan, "Induction
    of Decision Trees", 1986), those without a value left out.
    """
    said = query.casefold()
    if len(candidates) < _MANY or not 0 < len(query.split()) <= _WORDS:
        return None
    best: tuple[float, Question] | None = None
    values: dict[str, list[set[str]]] = {}
    for item in candidates:
        for name, of_item in _values(item):
            values.setdefault(name, []).append(of_item)
    for name, having in sorted(values.items()):
        if len(having) < _KNOWN * len(candidates):
            continue
        counts = Counter(value for of_item in having for value in of_item if value.casefold() not in said)
        choices = [
            (value, count)
            for value, count in counts.most_common()
            if _SHARE <= count / len(having) <= 1 - _SHARE and len(value) <= _LONGEST
        ][:_CHOICES]
        if len(choices) < 2:
            continue
        told = sum(_information(count / len(having)) for _, count in choices) * len(having) / len(candidates)
        if best is None or told > best[0]:
            best = told, Question(name, tuple(value for value, _ in choices))
    return None if best is None else best[1]


def _values(item: Item) -> Iterator[tuple[str, set[str]]]:
    if item.categories:
        yield "category", set(item.categories)
    if item.brand:
        yield "brand", {item.brand}
    yield "media", {item.media}
    for name, value in item.described:
        texts = plain(value)
        if texts and not name.startswith("title") and not isinstance(value, bool):
            yield name, set(texts)


def _information(share: float) -> float:
    return -share * math.log2(share)
