"""Praise or blame: what a sentence says, by what these do to the vector of one, and by the rating over it."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.encoders import FloatArray

_STRENGTH = 3.0
"""Of the penalty: few examples are to say nothing of their own topics."""
_RATING = 1.0
_UNSURE = 0.5
"""How much a whole step of the rating counts, and what is too little to tell: found on tests/reviews."""


@dataclass(frozen=True, slots=True)
class Tone:
    """The direction from blame to praise among vectors of sentences."""

    direction: FloatArray
    middle: float

    @classmethod
    def learn(cls, praise: FloatArray, blame: FloatArray) -> Self:
        """Ridge regression of +1 and -1 on the vectors of examples [n, d], scaled to a spread of one."""
        vectors = np.concatenate([praise, blame]).astype(np.float64)
        told = np.concatenate([np.ones(len(praise)), -np.ones(len(blame))])
        centre = vectors.mean(axis=0)
        x = vectors - centre
        penalty = _STRENGTH * np.eye(x.shape[1])
        direction = np.linalg.solve(x.T @ x + penalty, x.T @ (told - told.mean()))
        direction /= max(float((x @ direction).std()), 1e-9)
        return cls(direction.astype(np.float32), float(centre @ direction))

    def of(self, vectors: FloatArray, ratings: FloatArray) -> npt.NDArray[np.int8]:
        """1 for praise, -1 for blame, 0 for neither [n]; a rating is 1 to 5, or not a number."""
        rated = np.nan_to_num((ratings - 3) / 2)
        score = vectors @ self.direction - self.middle + _RATING * rated
        return np.asarray(np.sign(score) * (np.abs(score) >= _UNSURE), np.int8)
