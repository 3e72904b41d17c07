"""Where items lie by their texts and pictures, and which lie near each other."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.encode.encoders import unit
from tastemaker.tools.recommend.recommender import FloatArray

_NEAREST = 20
"""So many items are near to another."""
_COMPARED = 10_000
"""In a larger catalogue these many, those that most people took, are what every item is compared with: with
all it would take time and memory by the square, and what nobody took says nothing of its kin."""
_ROWS = 1_000
"""So many items are compared at a time."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors of the items, centred on their mean: texts [n, d], pictures [n, p]; p is 0 without any."""

    texts: FloatArray
    looks: FloatArray
    kin: Any
    """The weights of each item's nearest in both, one in sum: CSR [n, n]."""

    @classmethod
    def of(
        cls,
        texts: FloatArray,
        looks: FloatArray,
        owners: npt.NDArray[np.int64],
        takers: npt.NDArray[np.int64],
        most: int = 64,
    ) -> Self:
        """From the encoders' vectors: of texts [n, d], of pictures [m, p] and the row of each one's item [m].

        An item's pictures are averaged. Both are reduced to the dimensions along which the items differ most.
        `takers` are how many shoppers took each item [n].
        """
        pictures = np.zeros((len(texts), looks.shape[1] if len(looks) else 0), np.float32)
        if len(looks):
            np.add.at(pictures, owners, looks)
        reduced = _principal(texts, most), _principal(pictures, most)
        return cls(*reduced, _kin(reduced, takers))


def _kin(vectors: tuple[FloatArray, FloatArray], takers: npt.NDArray[np.int64]) -> Any:
    both, items = [part for part in vectors if part.shape[1]], len(takers)
    others = np.arange(items)
    if items > _COMPARED:
        others = np.sort(np.argsort(-takers, kind="stable")[: min(_COMPARED, np.count_nonzero(takers))])
    if not both or len(others) < 2:
        return sparse.csr_matrix((items, items), dtype=np.float32)
    space, near = unit(np.hstack(both)), min(_NEAREST, len(others) - 1)
    compared = space[others].T
    columns = np.empty((items, near), np.int64)
    values = np.empty((items, near), np.float32)
    for start in range(0, items, _ROWS):
        likeness = space[start : start + _ROWS] @ compared
        own = np.flatnonzero((others >= start) & (others < start + _ROWS))
        likeness[others[own] - start, own] = -1
        part = np.argpartition(-likeness, near - 1, axis=1)[:, :near]
        columns[start : start + _ROWS] = others[part]
        values[start : start + _ROWS] = np.maximum(np.take_along_axis(likeness, part, axis=1), 0) ** 2
    values /= np.maximum(values.sum(axis=1, keepdims=True), 1e-9)
    starts = np.arange(0, items * near + 1, near)
    return sparse.csr_matrix((values.ravel(), columns.ravel(), starts), shape=(items, items))


def _principal(vectors: FloatArray, most: int) -> FloatArray:
    """Centred, along the directions in which they differ most, unit length; a row of zeros stays zero."""
    there = np.linalg.norm(vectors, axis=1) > 0 if vectors.shape[1] else np.zeros(len(vectors), bool)
    if there.sum() < 2:
        return np.zeros((len(vectors), 0), np.float32)
    centred = np.where(there[:, None], unit(vectors) - unit(vectors[there]).mean(axis=0), 0)
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    return unit(np.asarray(centred @ directions[:, -most:], np.float32))
