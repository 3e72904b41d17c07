"""How good a ranking is: figures per shopper, their means, and whether a difference is more than luck."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def ndcg(ranks: Sequence[float] | Values, k: int = 10) -> Values:
    """1 / log2(rank + 2) for a single wanted item on rank 0 .. k-1, else 0."""
    found = np.asarray(ranks, dtype=np.float64)
    return np.where(found < k, 1 / np.log2(found + 2), 0.0)


def hit(ranks: Sequence[float] | Values, k: int = 10) -> Values:
    """1 where the wanted item is among the first k; for a single wanted item this is also the recall."""
    return (np.asarray(ranks, dtype=np.float64) < k).astype(np.float64)


def graded_ndcg(shown: Sequence[str], relevant: dict[str, float], k: int = 10) -> float:
    """Gain of a list against grades, 1 for the best possible order (Järvelin and Kekäläinen 2002)."""
    gains = [relevant.get(item, 0.0) for item in shown[:k]]
    ideal = sorted(relevant.values(), reverse=True)[:k]
    best = _discounted(ideal)
    return _discounted(gains) / best if best > 0 else 0.0


def recall(shown: Sequence[str], relevant: dict[str, float], k: int = 10) -> float:
    """The share of the relevant items (grade above 0) that are among the first k."""
    wanted = {item for item, grade in relevant.items() if grade > 0}
    return len(wanted.intersection(shown[:k])) / len(wanted) if wanted else 0.0


def coverage(lists: Sequence[Sequence[int]] | npt.NDArray[np.intp], items: int) -> float:
    """The share of the catalogue that appears in at least one list."""
    return len({int(item) for shown in lists for item in shown}) / items if items else 0.0


def novelty(lists: Sequence[Sequence[int]] | npt.NDArray[np.intp], takers: Values, users: int) -> float:
    """Mean bits of surprise of a shown item: -log2 of the share of shoppers who took it.

    An item nobody took counts as if one shopper had (Vargas and Castells 2011).
    """
    shown = np.asarray(lists, dtype=np.intp).ravel()
    if not len(shown) or not users:
        return 0.0
    return float(np.mean(-np.log2(np.maximum(takers[shown], 1) / users)))


def distance(vectors: npt.NDArray[np.float32]) -> float:
    """Mean cosine distance between the members of a list, unit vectors; 0 for one (Ziegler et al. 2005)."""
    size = len(vectors)
    return float(1 - ((vectors @ vectors.T).sum() - size) / (size * (size - 1))) if size > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better one is than the other on the same shoppers, with its 95 % interval."""

    delta: float
    low: float
    high: float


def paired_bootstrap(ours: Values, theirs: Values, draws: int = 2000, seed: int = 0) -> Difference:
    """Mean of ours - theirs, with the percentile interval over resampled shoppers (Efron 1979)."""
    apart = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    if not len(apart):
        return Difference(0.0, 0.0, 0.0)
    generator = np.random.default_rng(seed)
    means = [float(apart[generator.integers(0, len(apart), len(apart))].mean()) for _ in range(draws)]
    low, high = np.percentile(means, [2.5, 97.5])
    return Difference(float(apart.mean()), float(low), float(high))


def _discounted(gains: Sequence[float]) -> float:
    return float(sum(gain / np.log2(place + 2) for place, gain in enumerate(gains)))
