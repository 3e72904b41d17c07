"""What a vector says, without what it owes to the language in which it was said.

Vectors of a multilingual encoder lie in a narrow cone, those of one language nearest together: two texts that
have nothing in common are as alike as .8, and a Chinese lamp is nearer to a Chinese book than to an English
lamp. Most of the mean is taken away, and all of the directions in which languages differ (Xie et al. 2022,
"Discovering Low-rank Subspaces for Language-agnostic Multilingual Representations"). What has nothing in
common is then about as alike as it is for an English encoder, .1, so that one threshold serves both.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
LEARNED = Path(__file__).with_suffix(".npz")


@dataclass(frozen=True)
class Neutral:
    """Learned of one encoder by `languages.py`."""

    centres: FloatArray
    """The mean of what is asked and of all other texts [2, d]."""
    directions: FloatArray
    """In which languages differ [k, d], orthogonal and of unit length."""

    @classmethod
    def learn(
        cls, means: tuple[FloatArray, FloatArray], centres: tuple[FloatArray, FloatArray], k: int
    ) -> Self:
        """From the mean vector of each language [languages, d], of texts that ask and of others."""
        differences = np.concatenate([of - of.mean(axis=0) for of in means])
        _, _, directions = np.linalg.svd(differences, full_matrices=False)
        return cls(np.stack(centres).astype(np.float32), np.asarray(directions[:k], np.float32))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.centres.tobytes() + self.directions.tobytes()).hexdigest()[:16]

    def of(self, vectors: FloatArray, query: bool) -> FloatArray:
        """Unit vectors [n, d] of unit vectors, of texts that ask or of others."""
        centred = vectors - self.centres[0 if query else 1]
        return unit(centred - centred @ self.directions.T @ self.directions)


@cache
def neutral() -> Neutral:
    """What is known of multilingual-e5-small."""
    with np.load(LEARNED, allow_pickle=False) as kept:
        return Neutral(kept["centres"], kept["directions"])


def unit(vectors: npt.ArrayLike) -> FloatArray:
    """Scales each row to length one; a row of zeros stays."""
    rows = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)
