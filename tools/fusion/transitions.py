"""What shoppers went on to from an item within the hour: the next step of one visit."""

from typing import Any, Self

import numpy as np
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import EventColumns
from tastemaker.tools.recommend.recommender import FloatArray, Rows

LATEST = 3
"""From so many of a shopper's last items the next step is looked for."""
_STEPS = 3
"""So many events further on are still a next step, each counting less by its number."""
_VISIT = 3_600.0
"""Seconds within which events belong to one visit."""


class Transitions:
    """How often each item (column) followed each other (row), CSR [items, items]; learned from all events."""

    def __init__(self, weights: Any) -> None:
        self.weights = weights

    @classmethod
    def fit(cls, events: EventColumns, items: int) -> Self:
        """Count over each shopper's events in order, looks included."""
        weights = sparse.csr_matrix((items, items), dtype=np.float32)
        for steps in range(1, _STEPS + 1):
            a, b = np.arange(max(0, len(events.user) - steps)), np.arange(steps, len(events.user))
            follows = (events.user[a] == events.user[b]) & (events.time[b] - events.time[a] < _VISIT)
            follows &= events.item[a] != events.item[b]
            places = (events.item[a][follows], events.item[b][follows])
            counts = np.full(len(places[0]), 1 / steps, np.float32)
            weights = weights + sparse.csr_matrix((counts, places), shape=(items, items))
        return cls(weights)

    def after(self, latest: Rows) -> FloatArray:
        """What follows each of a shopper's last items, as logarithms [moments, items, LATEST].

        `latest`: the rows of these items, the last first, -1 for none [moments, LATEST].
        """
        followed = np.zeros((len(latest), self.weights.shape[0], latest.shape[1]), np.float32)
        for place, rows in enumerate(latest.T):
            there = rows >= 0
            followed[there, :, place] = self.weights[rows[there]].toarray()
        return np.log1p(followed)
