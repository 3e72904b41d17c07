"""Which recommender serves: every kind is trained, and the blend that best foretells held-back items wins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tastemaker.tools.recommend.attention import Attention
from tastemaker.tools.recommend.cf import ALS, BPR, ItemKNN, UserKNN
from tastemaker.tools.recommend.holdout import Exam, HeldOut
from tastemaker.tools.recommend.linear import EASE, Next
from tastemaker.tools.recommend.nearby import Nearby
from tastemaker.tools.recommend.popularity import Popularity
from tastemaker.tools.recommend.recommender import FloatArray, HistoryReading, Recommender

# What is tried of each kind; the first is what is used when there is too little to choose by.
RECOMMENDERS: Mapping[str, Sequence[Callable[[], Recommender]]] = {
    "popularity": [Popularity],
    "item-knn": [ItemKNN, lambda: ItemKNN(weighting="tfidf"), lambda: ItemKNN(weighting="bm25")],
    "user-knn": [UserKNN],
    "als": [ALS],
    "ease": [EASE],
    "next": [Next],
    "nearby": [Nearby],
    "bpr": [BPR],
    "attention": [Attention],
}
MEASURED = frozenset(["bpr", "attention"])
"""The kinds that are only measured: they cost more time at `ingest` than they add to the blend."""
_SMALL = frozenset(["ease", "next"])
"""The kinds that learn a matrix of items by items."""
_LARGE = 10_000
"""From so many items that were taken on they are not tried: they would know too few of them."""
_RECENCIES = (None, 20.0, 10.0, 5.0, 3.0)
_LENIENCIES = (1.0, 8.0)
_SHARES = (0.1, 0.25, 0.5, 1.0, 2.0)

_ENOUGH = 30
"""With fewer shoppers to foretell for, nothing is chosen."""
_CELLS = 15_000_000
"""At most so many scores of each model are held at a time."""
_GAIN = 1.005
"""How many times better a blend must get by a further part: less is luck."""
_TRACE = 0.01
"""The share of popularity in any blend: it orders what the shopper's history says nothing about."""


def kinds(items: int) -> Mapping[str, Sequence[Callable[[], Recommender]]]:
    """What is tried where so many items were taken."""
    left_out = MEASURED | (_SMALL if items >= _LARGE else frozenset())
    return {name: each for name, each in RECOMMENDERS.items() if name not in left_out}


@dataclass(frozen=True, slots=True)
class ChosenModels:
    """The best settings of each kind, and the weights of those that serve."""

    models: Mapping[str, Recommender]
    weights: Mapping[str, float]
    ndcg: Mapping[str, float]
    """NDCG@10 on what was held back, of each kind and of the blend."""
    users: int

    def report(self) -> dict[str, Any]:
        """As JSON can hold it."""
        served = {
            name: {"weight": weight, **self.models[name].settings()} for name, weight in self.weights.items()
        }
        return {"served": served, "validation": {"users": self.users, "ndcg@10": dict(self.ndcg)}}


def choose(held: HeldOut, ids: Sequence[str], seed: int = 0) -> ChosenModels:
    """Train every kind on what was not held back and find the blend that best foretells the rest."""
    exam, taken = held.exam(ids, seed, _CELLS), len(held.train.takers().keys() & set(ids))
    if len(exam) < _ENOUGH:
        models = {name: each[0]() for name, each in kinds(taken).items()}
        return ChosenModels(models, {"item-knn": 1.0, "popularity": _TRACE}, {}, len(exam))
    # How leniently to read likings is found with the quickest kind: it changes what is learnt from.
    readings = [
        HistoryReading(leniency=leniency) for leniency in (_LENIENCIES if held.has_shades() else (1.0,))
    ]
    reading = max((_best("item-knn", held, exam, reading) for reading in readings), key=_ndcg).model.reading
    tried = {name: _best(name, held, exam, replace(reading, recency=None)) for name in kinds(taken)}
    weights, ndcg = _blend(tried, exam)
    figures = {name: trial.ndcg for name, trial in tried.items()}
    # A weight is a share of a model's own scale until here.
    scaled = {name: weight / tried[name].scale for name, weight in weights.items()}
    return ChosenModels(
        {name: trial.model for name, trial in tried.items()}, scaled, {**figures, "served": ndcg}, len(exam)
    )


@dataclass(frozen=True, slots=True)
class _Trial:
    model: Recommender
    scores: FloatArray
    """Divided by their scale [shoppers, items]."""
    scale: float
    ndcg: float


def _ndcg(trial: _Trial) -> float:
    return trial.ndcg


def _best(name: str, held: HeldOut, exam: Exam, reading: HistoryReading) -> _Trial:
    """The best settings of one kind."""
    best = None
    for make in RECOMMENDERS[name]:
        model = make()
        model.reading = reading
        model.fit(held.train, exam.ids)
        for recency in _RECENCIES if name != "popularity" else (None,):
            model.reading = replace(reading, recency=recency)
            scores = model.batch(exam.histories)
            ndcg = exam.ndcg(scores)
            if best is None or ndcg > best.ndcg:
                scale = float(np.abs(scores).max(axis=1).mean()) or 1.0
                best = _Trial(replace(model), scores / np.float32(scale), scale, ndcg)
    assert best is not None
    return best


def _blend(tried: Mapping[str, _Trial], exam: Exam) -> tuple[dict[str, float], float]:
    """Parts are added to the best one, each with the share that helps most, while any helps."""
    order = sorted(tried, key=lambda name: -tried[name].ndcg)
    weights = {order[0]: 1.0}
    if "popularity" not in weights:
        weights["popularity"] = _TRACE
    total = np.zeros_like(tried[order[0]].scores)
    for name, weight in weights.items():
        total += np.float32(weight) * tried[name].scores
    best = exam.ndcg(total)
    for name in order[1:]:
        trials = [(exam.ndcg(total + np.float32(share) * tried[name].scores), share) for share in _SHARES]
        ndcg, share = max(trials)
        if ndcg > best * _GAIN:
            weights[name] = weights.get(name, 0.0) + share
            total, best = total + np.float32(share) * tried[name].scores, ndcg
    return weights, best
