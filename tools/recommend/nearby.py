"""What the shoppers who lately took the same took next: neighbours that know the order.

Vector-multiplication session neighbours (Ludewig and Jannach, "Evaluation of Session-based Recommendation
Algorithms", 2018) with the distance in the neighbour's sequence (Garg et al., "Sequence and Time Aware
Neighborhood", 2019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.recommend.recommender import (
    Arrays,
    FloatArray,
    History,
    Recommender,
    Rows,
    strongest_first,
)

_FAINT = 4.0
"""How many times its reach a neighbour's sequence is looked at to either side."""


@dataclass(eq=False, kw_only=True)
class Nearby(Recommender):
    """Items that stand near a taken one in the sequences of shoppers who took much of the same."""

    name = "nearby"

    neighbours: int = 100
    latest: int = 20
    """So many of the last items of a history are looked for."""
    reach: float = 5.0
    """How many places after a shared item an item counts 1/e."""
    before: float = 0.2
    """How much the places before a shared item count, of what those after it do."""

    def batch(self, histories: Sequence[History]) -> FloatArray:
        scores = np.zeros((len(histories), len(self.ids)), np.float32)
        for place, history in enumerate(histories):
            owners, columns, values = self._votes(history)[1:]
            counted = np.bincount(columns, values, len(self.ids)) if len(owners) else 0
            scores[place] = counted
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, owners, columns, values = self._votes(history)
        mine = columns == self._row[item]
        return strongest_first(items, np.bincount(owners[mine], values[mine], len(items)).astype(np.float32))

    def _votes(self, history: History) -> tuple[list[str], Rows, Rows, npt.NDArray[np.float64]]:
        """The latest items, and all votes: which item each rests on, the row it is for, its size."""
        items, rows, counts = self._known(history)
        items, rows, counts = items[-self.latest :], rows[-self.latest :], counts[-self.latest :]
        takers = self._places[:, rows]
        shopper, shared = takers.indices, np.repeat(np.arange(len(rows)), np.diff(takers.indptr))
        likeness = np.maximum(counts, 0) if (counts > 0).any() else np.abs(counts)
        alike = np.bincount(shopper, (likeness * self._rarity[rows])[shared], len(self._starts) - 1)
        if len(alike) > self.neighbours:
            alike[np.argsort(-alike, kind="stable")[self.neighbours :]] = 0
        near = alike[shopper] > 0
        shopper, shared, place = shopper[near], shared[near], takers.data[near] - 1
        span = int(_FAINT * self.reach)
        steps = np.concatenate([np.arange(-span, 0), np.arange(1, span + 1)])
        fading = np.exp(-(np.abs(steps) - 1) / self.reach) * np.where(steps < 0, self.before, 1.0)
        there = (place[:, None] + steps + self._starts[shopper][:, None]).astype(np.intp)
        inside = (there >= self._starts[shopper][:, None]) & (there < self._starts[shopper + 1][:, None])
        votes = (alike[shopper] * counts[shared])[:, None] * fading
        owners = np.broadcast_to(shared[:, None], votes.shape)[inside]
        return items, owners.astype(np.intp), self._sequence[there[inside]], votes[inside]

    def _fit(self, purchases: Purchases) -> None:
        taken = self._taken(purchases)
        self._place(taken.indices.astype(np.intp), taken.indptr.astype(np.int64))

    def _place(self, sequence: Rows, starts: npt.NDArray[np.int64]) -> None:
        self._sequence, self._starts = sequence, starts
        shoppers = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        # Places count from 1: a sparse matrix would lose the 0.
        places = (np.arange(len(sequence)) - starts[shoppers] + 1).astype(np.float64)
        shape = (len(starts) - 1, len(self.ids))
        self._places: Any = sparse.csc_matrix((places, (shoppers, sequence)), shape=shape)
        takers = np.bincount(sequence, minlength=len(self.ids))
        self._rarity = np.log1p(shape[0] / np.maximum(takers, 1))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"sequence": self._sequence, "starts": self._starts}

    def _restore(self, arrays: Arrays) -> None:
        self._place(arrays["sequence"], arrays["starts"])
