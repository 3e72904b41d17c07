"""What answers a request: how much each route counts, and what comes near enough to the best match."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tastemaker.tools.fusion.fuse import Dials, Kind, Ranking, fuse, turned
from tastemaker.tools.search.routes import BoolArray, FloatArray

# How much each route counts where it says something; `fuse` divides by the sum of those that do.
SEARCH: Mapping[Kind, float] = {
    "words": 0.36, "meaning": 0.36, "looks": 0.05, "photo": 0.8, "history": 0.12, "popular": 0.05,
    "review": 0.1,
}  # fmt: skip

_SPOKEN: tuple[Kind, ...] = ("words", "meaning", "looks")

_SHARP = 0.14
"""How much of the weight goes over from meaning to words when these decide alone."""
_TENTH = 10

_NAMED = 0.3
"""How much category, maker and numbers count that a query names, beside the best match of its words."""

# An item answers a request when it comes this near to the best match that there is without any limit.
NEAR_MEANING = 0.65
_NEAR_PHOTO = 0.75
_MOST_WORDS = 0.8
SOME_WORDS = 0.5
UNRELATED = 0.25
"""Cosine up to which two texts have nothing to do with each other for the encoder."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well every row of the shop matches what was asked, by each route."""

    anywhere: Mapping[Kind, FloatArray]
    """By the routes that tell what was asked: words, meaning, photo."""
    within: Mapping[Kind, FloatArray]
    """By these under the limits, and by all others."""
    covered: FloatArray
    """How much of the words each row has."""
    named: FloatArray
    """How far each row is of the category, maker and numbers that are named."""
    by_buyers: FloatArray
    """How much of the words each row has together with its buyers."""
    photo: float = 0.5
    """How much a photo counts beside the words, 0 to 1."""
    dials: Dials = field(default_factory=dict)
    """How much each route counts in the list, beside what it does usually."""

    def relevant(self, among: BoolArray) -> BoolArray:
        """The rows that answer the request: near to the best match among some, by one of the routes.

        A word or two of the query make an item relevant only if its meaning is related too; most of the words
        do by themselves, for names and for other scripts than the encoder knows; what no item says of itself
        its buyers may say. Where something near to the
        photo has the words, they say how the thing in it is to be ("like this in blue"), and nothing else is
        meant.
        """
        near: dict[Kind, FloatArray] = {}
        for kind, scores in self.anywhere.items():
            best = float(scores.max(initial=0.0, where=among))
            near[kind] = np.asarray(np.maximum(scores, self.within[kind]) / max(best, 1e-9), np.float32)
        relevant = np.zeros(len(among), bool)
        if "photo" in near:
            relevant |= near["photo"] >= _NEAR_PHOTO
            if "words" in near and (relevant & among & (near["words"] >= _MOST_WORDS)).any():
                return relevant & among
        if "words" in near:
            meaning = np.maximum(self.anywhere["meaning"], self.within["meaning"])
            words = near["words"] * self.covered
            relevant |= (near["meaning"] >= NEAR_MEANING) & (meaning >= UNRELATED)
            relevant |= words >= _MOST_WORDS
            relevant |= (near["words"] >= SOME_WORDS) & (meaning > 0)
            if not (self.covered[among] >= _MOST_WORDS).any():
                relevant |= (self.by_buyers >= _MOST_WORDS) & (meaning >= UNRELATED)
        return relevant & among

    def best(self, among: BoolArray) -> Ranking:
        """Some rows by what was asked alone."""
        return self._fused(self.anywhere, among, {})

    def ranking(self, among: BoolArray) -> Ranking:
        """Some rows by everything, as the dials stand."""
        return self._fused(self.within, among, self.dials)

    def _fused(self, routes: Mapping[Kind, FloatArray], among: BoolArray, dials: Dials) -> Ranking:
        if "words" in routes:
            words = routes["words"] * self.covered
            named = _NAMED * words.max(initial=0.0) * self.named
            routes = {**routes, "words": np.asarray(np.where(words > 0, words + named, 0), np.float32)}
        return fuse(routes, turned(self._weights(among), dials), among)

    def _weights(self, among: BoolArray) -> Mapping[Kind, float]:
        """The weights for what was asked: the less of its words even the best has, the more meaning counts.

        So a match of one word of three is never worth what a match of all is (as in Lucene's `coord`). The
        more sharply the words tell few items from the rest, the more they count; sharp is how far the tenth
        item is below the best. A photo takes its share, and leaves all as it is at one half.
        """
        weights = dict(SEARCH)
        words = self.anywhere.get("words")
        if words is not None:
            spoken, best = weights["words"] + weights["meaning"], words.max(initial=0.0, where=among)
            had = (words * self.covered).max(initial=0.0, where=among) / max(best, 1e-9)
            weights["words"] = float(had) * (weights["words"] + _SHARP * _sharpness(words))
            weights["meaning"] = spoken - weights["words"]
        if words is not None and "photo" in self.anywhere:
            for kind in _SPOKEN:
                weights[kind] *= 2 * (1 - self.photo)
            weights["photo"] *= 2 * self.photo
        return weights


def _sharpness(words: FloatArray) -> float:
    matching = words[words > 0]
    if len(words) <= _TENTH or not len(matching):
        return 0.0
    tenth = float(np.partition(matching, -_TENTH)[-_TENTH]) if len(matching) >= _TENTH else 0.0
    return 1 - tenth / float(matching.max())
