"""Fusion: the routes' scores become one ranked list, and evidence that adds up to each score."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item

FloatArray = npt.NDArray[np.float32]

Kind = Literal[
    "words",
    "meaning",
    "photo",
    "looks",
    "history",
    "together",
    "popular",
    "new",
    "profile",
    "review",
    "limit",
]

Dials = Mapping[str, float]
"""How many times as much as usual a kind of evidence counts; 1 where it is not named."""

_NEAR = 0.6
"""The share of the best score from which an item belongs in the list before what is better elsewhere."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason an item is where it is in the list: data, which `agent.answer.evidence` puts into words."""

    kind: Kind
    weight: float
    """Its share of the score; the weights of an item's evidence add up to its score."""
    refs: tuple[str, ...] = ()
    """The ids of items, or the words, that it rests on."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What it says beside that, by name: from the catalogue, the purchases or the scores."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item, its score between 0 and 1, and why."""

    item: Item
    score: float
    evidence: tuple[Evidence, ...]
    quote: str = ""
    """The sentence of its description that answers best what was asked for; empty where none is told."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """An item and its score, before its evidence is put into words."""

    item: Item
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates, best first, with each route's share of their scores."""

    rows: npt.NDArray[np.intp]
    """Rows of the shop, best first."""
    scores: FloatArray
    """As `rows`; the sum of the shares."""
    shares: Mapping[Kind, FloatArray]
    """Each as `rows`; 0 where a route says nothing of an item."""

    def rank(self, row: int) -> int | None:
        """The place of a row, from 1; None when it was no candidate."""
        places = np.flatnonzero(self.rows == row)
        return int(places[0]) + 1 if len(places) else None


def fuse(
    routes: Mapping[Kind, FloatArray], weights: Mapping[Kind, float], candidates: npt.NDArray[np.bool_]
) -> Ranking:
    """Rank the candidates by the weighted sum of what the routes say.

    A route's scores (one a row of the shop, not negative) are divided by the highest among the candidates, so
    that each speaks on a scale of 0 to 1; the weights are divided by the sum over the routes that say
    something, so that a score is between 0 and 1 whatever routes took part. (Linear combination of
    normalised scores: Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023.)

    >>> routes = {"words": np.array([0, 2, 1], np.float32), "popular": np.array([5, 0, 5], np.float32)}
    >>> ranking = fuse(routes, {"words": 3, "popular": 1}, np.array([True, True, True]))
    >>> ranking.rows.tolist(), ranking.scores.tolist()
    ([1, 2, 0], [0.75, 0.625, 0.25])
    """
    rows = np.flatnonzero(candidates)
    peaks = {kind: float(scores[rows].max(initial=0.0)) for kind, scores in routes.items()}
    speaking = [kind for kind, peak in peaks.items() if peak > 0 and weights.get(kind, 0) > 0]
    total = sum(weights[kind] for kind in speaking)
    shares: dict[Kind, FloatArray] = {
        kind: (weights[kind] / total / peaks[kind] * np.maximum(routes[kind][rows], 0)).astype(np.float32)
        for kind in speaking
    }
    scores = sum(shares.values(), np.zeros(len(rows), np.float32))
    order = np.argsort(-scores, kind="stable")
    return Ranking(rows[order], scores[order], {kind: share[order] for kind, share in shares.items()})


def on_one_scale(scores: FloatArray) -> FloatArray:
    """Scores that are not negative, divided by the highest."""
    return np.asarray(scores / max(float(scores.max(initial=0.0)), 1e-9), np.float32)


def turned(weights: Mapping[Kind, float], dials: Dials) -> Mapping[Kind, float]:
    """The weights of routes, each as many times as its dial says."""
    return {kind: weight * dials.get(kind, 1.0) for kind, weight in weights.items()}


def weighed(
    scores: FloatArray, shares: Mapping[Kind, FloatArray], dials: Dials
) -> tuple[FloatArray, dict[Kind, FloatArray]]:
    """Scores that are the sum of shares, and these, each share as many times as its dial says.

    All are divided by what counts most more than usual, so that a score stays between 0 and 1.

    >>> shares = {"history": np.array([0.5, 0.2], np.float32), "new": np.array([0, 0.4], np.float32)}
    >>> weighed(sum(shares.values()), shares, {"new": 2})[0].round(2).tolist()
    [0.25, 0.5]
    """
    if not dials:
        return scores, dict(shares)
    factors = {kind: dials.get(kind, 1.0) for kind in shares}
    most = max(1.0, *factors.values())
    after = {kind: np.asarray(factors[kind] / most * share, np.float32) for kind, share in shares.items()}
    return sum(after.values(), np.zeros_like(scores)), after


def ranked(
    scores: FloatArray, shares: Mapping[Kind, FloatArray], candidates: npt.NDArray[np.bool_]
) -> Ranking:
    """The ranking of candidates whose scores and shares are known [rows of the shop]."""
    rows = np.flatnonzero(candidates)
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    return Ranking(rows, scores[rows], {kind: share[rows] for kind, share in shares.items()})


def choose(
    ranked: Sequence[Recommended], k: int, most_alike: int = 2, medium: str | None = None
) -> list[int]:
    """The places (from 0) of the k items that are shown, in the order in which they are shown.

    The first half is of the medium that is meant, or else of that of the best item, as far as its items come
    near to the best of them; the second half begins with the best item of each other medium that comes near
    to the best of all: a need is answered in more than one way.
    No more than `most_alike` are of one brand, medium and category while others are left: five colours of one
    jacket help nobody. With 0 there is no variety: the best are shown.

    >>> jacket = Recommended(Item("1", "Jacket", brand="Ridge", categories=("Jackets",)), 0.9)
    >>> coat, book = Recommended(Item("9", "Coat"), 0.8), Recommended(Item("8", "Rain", media="book"), 0.7)
    >>> choose([jacket, jacket, jacket, coat, book], 4)
    [0, 1, 4, 3]
    """
    alike: Counter[tuple[str, ...]] = Counter()
    chosen: list[int] = []

    def take(places: Iterable[int], up_to: int) -> None:
        for place in places:
            item = ranked[place].item
            key = (item.brand, item.media, *item.categories)
            if len(chosen) < up_to and place not in chosen and not (item.brand and alike[key] >= most_alike):
                chosen.append(place)
                alike[key] += 1

    if not most_alike or not ranked:
        return list(range(len(ranked)))[:k]
    leading = [found for found in ranked if found.item.media == medium] or ranked
    lead, least = leading[0].item.media, _NEAR * leading[0].score
    meant = (n for n, found in enumerate(ranked) if found.item.media == lead and found.score >= least)
    take(meant, (k + 1) // 2)
    near: dict[str, int] = {}
    for place, found in enumerate(ranked):
        if found.item.media != lead and found.score >= _NEAR * ranked[0].score:
            near.setdefault(found.item.media, place)
    take(near.values(), k)
    take(range(len(ranked)), k)
    return (chosen + [place for place in range(len(ranked)) if place not in chosen])[:k]
