"""The sentence of each item of a list that answers the need best; none is told twice."""

from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.encoders import FloatArray
from tastemaker.tools.facts.reviews.statements import SENTENCE
from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.ranked import Asked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

_LONGEST = 160
"""Characters of a sentence that is quoted."""
_MOST = 8
"""Sentences of one item that are held against the need, so that long texts do not keep a list waiting."""
_ALIKE = 0.7
"""The share of two texts' words that they have in common, from which they say the same."""


def quoting(
    shop: Shop, routes: Routes, found: Sequence[Recommendation], asked: Asked
) -> tuple[Recommendation, ...]:
    """Recommendations, each with the sentence of its description that is nearest to what was asked for.

    What one of the list says already, in these or almost these words, is not quoted again of the next.
    """
    need = asked.query or " ".join(original.title for original in asked.originals)
    may = [_sentences(each.item, content(need)) for each in found]
    several = [one for own in may if len(own) > 1 for one in own]  # of one there is nothing to choose
    near = _nearness(shop, routes, several, need, asked.story)
    told: list[Set[str]] = []
    after: list[Recommendation] = []
    for each, own in zip(found, may, strict=True):
        ranked = own
        if len(own) > 1:
            ranked = [own[place] for place in np.argsort(-near[: len(own)], kind="stable").tolist()]
            near = near[len(own) :]
        words = ((one, content(one)) for one in ranked)
        best = next((pair for pair in words if not any(alike(pair[1], other) for other in told)), None)
        told += [best[1]] if best else []
        after.append(replace(each, quote=best[0] if best else ""))
    return tuple(after)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each in one line.

    >>> sentences("The cord is 2.5 m long.  Brass foot!")
    ['The cord is 2.5 m long.', 'Brass foot!']
    """
    return [line for part in SENTENCE.split(text) if (line := " ".join(part.split()))]


def content(text: str) -> frozenset[str]:
    """The words of a text that say something, as they are searched for."""
    return frozenset(tokens(text)) - STOP


def alike(one: Set[str], other: Set[str]) -> bool:
    """Whether two texts say the same, by the words of each.

    >>> fits = content("Fits both cups.")
    >>> alike(fits, content("It fits both cups")), alike(fits, content("Fits a saucer."))
    (True, False)
    """
    return len(one & other) >= _ALIKE * max(len(one | other), 1)


def _sentences(item: Item, need: Set[str]) -> list[str]:
    """What may be quoted of an item; of a long text what has most words of the need, in its order."""
    short = [part for part in sentences(item.description) if len(part) <= _LONGEST]
    if len(short) <= _MOST:
        return short
    best = sorted(range(len(short)), key=lambda place: -len(need & content(short[place])))[:_MOST]
    return [short[place] for place in sorted(best)]


def _nearness(shop: Shop, routes: Routes, texts: Sequence[str], need: str, story: str) -> FloatArray:
    """Cosine of each text to a need; all alike where there is none, so that the first counts."""
    if not need or not texts:
        return np.zeros(len(texts), np.float32)
    return np.asarray(shop.text_encoder.encode(texts) @ routes.encoded(need, story), np.float32)
