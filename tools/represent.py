"""One vector for text and pictures, z = W x + V y, in the space of the text encoder.

V is learned on the catalogue's own pairs of picture and text, so it knows the kinds of things that are in the
catalogue and no others. W is a multiple of the identity: a query is an encoded text and needs none.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.embed import FloatArray, unit
from tastemaker.tools.errors import NotBuilt

IntArray = npt.NDArray[np.int64]

_FEWEST = 20  # items with a picture; below that the held-out part says nothing
_MOST = 50_000  # pairs that are learned from; more take time and change little
_HELD_OUT = 0.2
_JUDGED = 1000  # held-out pictures that are ranked, so that the judging stays quick
_PICTURE = 0.3  # a picture tints the meaning of an item, it does not replace it
_STRENGTHS = tuple(10.0**power for power in (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5))


@dataclass(frozen=True)
class Representation:
    """Maps pictures into the text space and gives items their vector."""

    centre: FloatArray
    """The mean picture, [p]."""
    matrix: FloatArray
    """V, [p, d]; of no rows when there was too little to learn from."""
    report: Mapping[str, Any]
    """Pairs learned from, and recall both ways on the held-out items; or why nothing was learned."""

    @classmethod
    def fit(cls, texts: FloatArray, pictures: FloatArray, rows_of_pictures: IntArray) -> Self:
        """Learns V by ridge regression: texts [n, d], pictures [m, p], the text's row of each picture [m].

        The strength of the penalty is the one that finds held-out items best, from words and from pictures.
        """
        rows = np.asarray(rows_of_pictures, np.int64)
        items = np.unique(rows)
        if len(items) < _FEWEST:
            why = f"{len(items)} items have a picture, {_FEWEST} are needed: words do not find pictures"
            return cls(
                np.zeros(0, np.float32), np.zeros((0, texts.shape[1]), np.float32), {"pairs": 0, "note": why}
            )
        chance = np.random.default_rng(0)
        if len(rows) > _MOST:
            kept = np.sort(chance.choice(len(rows), _MOST, replace=False))
            pictures, rows = pictures[kept], rows[kept]
            items = np.unique(rows)
        held_out = np.isin(rows, chance.permutation(items)[: max(1, round(_HELD_OUT * len(items)))])
        learned = _Ridge(pictures[~held_out], texts[rows[~held_out]])
        asked = np.flatnonzero(held_out)[:_JUDGED]
        found = {
            strength: _recall(
                unit((pictures[asked] - learned.centre) @ learned.matrix(strength)), texts, rows[asked]
            )
            for strength in _STRENGTHS
        }
        best = max(found, key=lambda strength: found[strength].pop("rank"))
        whole = _Ridge(pictures, texts[rows])
        counts = {
            "pairs": len(rows),
            "items": len(items),
            "held_out": len(np.unique(rows[asked])),
            "strength": best,
        }
        return cls(whole.centre, whole.matrix(best), {**counts, **found[best]})

    def picture_to_text(self, pictures: FloatArray) -> FloatArray:
        """Maps pictures [m, p] to unit vectors [m, d] of the text space; to zeros if nothing was learned."""
        if not len(self.matrix):
            return np.zeros((len(pictures), self.matrix.shape[1]), np.float32)
        return unit((pictures - self.centre) @ self.matrix)

    def items(self, texts: FloatArray, pictures: FloatArray, rows_of_pictures: IntArray) -> FloatArray:
        """Returns z of each text, [n, d] of unit length; several pictures of an item are averaged."""
        looks = np.zeros_like(texts, dtype=np.float32)
        if len(pictures) and len(self.matrix):
            np.add.at(looks, np.asarray(rows_of_pictures, np.int64), self.picture_to_text(pictures))
        return unit((1 - _PICTURE) * texts + _PICTURE * unit(looks))

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(
                file, centre=self.centre, matrix=self.matrix, report=np.array(json.dumps(dict(self.report)))
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote; raises NotBuilt when it cannot be read."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                return cls(kept["centre"], kept["matrix"], json.loads(str(kept["report"])))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise NotBuilt(f"{path} cannot be read; run `tastemaker ingest FOLDER` again") from error


class _Ridge:
    """Ridge regression of all strengths by one decomposition, in the smaller dimension."""

    def __init__(self, pictures: FloatArray, texts: FloatArray) -> None:
        self.centre = pictures.mean(axis=0)
        x = (pictures - self.centre).astype(np.float64)
        y = (texts - texts.mean(axis=0)).astype(
            np.float64
        )  # what all texts share would draw all pictures to it
        self._wide = len(x) < x.shape[1]
        self._values, vectors = np.linalg.eigh(x @ x.T if self._wide else x.T @ x)
        self._left = x.T @ vectors if self._wide else vectors
        self._right = vectors.T @ (y if self._wide else x.T @ y)
        self._scale = max(float(np.abs(self._values).sum()) / len(x), 1e-12)

    def matrix(self, strength: float) -> FloatArray:
        """Returns the map [p, d]; the strength is relative to the pictures' mean squared length."""
        shrunk = self._right / (np.maximum(self._values, 0) + strength * self._scale)[:, None]
        return np.asarray(self._left @ shrunk, np.float32)


def _recall(mapped: FloatArray, texts: FloatArray, rows: IntArray) -> dict[str, Any]:
    """Ranks held-out texts for each picture and pictures for each text; `rank` is the mean reciprocal one."""
    items, own = np.unique(rows, return_inverse=True)
    likeness = mapped @ texts[items].T
    mine = likeness[np.arange(len(rows)), own]
    to_text = (likeness > mine[:, None]).sum(axis=1)
    best = np.full(len(items), -np.inf, np.float32)
    np.maximum.at(best, own, mine)
    to_picture = (likeness > best).sum(axis=0)  # pictures that come before the best one of the item
    ways = {"picture_to_text": to_text, "text_to_picture": to_picture}
    recalls = {
        way: {f"recall@{k}": round(float((ranks < k).mean()), 4) for k in (1, 10)}
        for way, ranks in ways.items()
    }
    return {**recalls, "rank": float(np.mean([(1 / (1 + ranks)).mean() for ranks in ways.values()]))}
