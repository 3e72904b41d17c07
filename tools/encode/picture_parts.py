"""A second look at pictures, part by part, where the first finds many alike.

The features of a whole picture say what kind of thing it shows: two cartons of milk have the same. Its
places, at two depths of the network, know the label of the one and the shape of the other. Every place of a
shop's picture looks for the place of the photo that is most like it (late interaction, Khattab & Zaharia
2020, arXiv:2004.12832). A place counts by how far it is from the mean place of all pictures, mostly ground.
"""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
Records = npt.NDArray[np.void]
"""One record a picture: its vector, `whole`, and its `parts` where the network shows them."""

_SAMPLE = 500
"""Pictures that say what the mean place is like."""
_SHARES = {"shallow": 0.6, "deep": 0.4}
_WHITENED = "shallow"
"""There a few directions hold most of the variance and tell nothing apart; deep down they tell the kind."""
_HELD_BACK = 0.5
"""Of the mean variance, added to each before whitening: what varies little is noise."""


def record_of(dimensions: int, places: Mapping[str, tuple[int, int]] | None = None) -> np.dtype[np.void]:
    """The record of a picture: `whole` [dimensions], and for each depth its [places, channels] in bytes."""
    whole = ("whole", np.float32, (dimensions,))
    if not places:
        return np.dtype([whole])
    depths = [(depth, np.int8, shape) for depth, shape in places.items()]
    return np.dtype([whole, ("parts", [*depths, ("steps", np.float32, (len(depths),))])])


def only_whole(vectors: FloatArray) -> Records:
    """Records without parts, of vectors [n, d]."""
    records = np.empty(len(vectors), record_of(vectors.shape[1]))
    records["whole"] = vectors
    return records


def pack(maps: Mapping[str, FloatArray], into: Records) -> None:
    """Write maps [n, places, channels] into the parts of n pictures, each in 127 steps up to its highest."""
    for number, (depth, values) in enumerate(maps.items()):
        step = np.abs(values).max(axis=(1, 2)) / 127
        step[step == 0] = 1
        into["steps"][:, number] = step
        into[depth] = np.round(values / step[:, None, None])


def append(path: Path, records: Records) -> None:
    """Write the parts of more pictures behind those of a file."""
    if len(records) and "parts" in (records.dtype.names or ()):
        with path.open("ab") as file:
            file.write(records["parts"].tobytes())


class Parts:
    """The parts of all pictures of a catalogue."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._depths = tuple(name for name in records.dtype.names or () if name != "steps")

    @classmethod
    def open(cls, path: Path, record: np.dtype[Any]) -> Self | None:
        """Read a file of parts, memory-mapped; None where there is none."""
        return cls(np.memmap(path, record["parts"], "r")) if path.exists() else None

    def likeness(self, photo: Records, rows: npt.NDArray[np.intp]) -> FloatArray:
        """How well the parts of the pictures `rows` are found again in the views of a photo, [len(rows)].

        A weighted mean of cosines, -1 to 1.
        """
        pictures, likeness = self._records[rows], np.zeros(len(rows), np.float32)
        for depth in self._depths:
            centre, projection = self._scales[depth]
            asking = (_unpacked(photo["parts"], depth).reshape(-1, len(centre)) - centre) @ projection
            asking /= np.maximum(np.linalg.norm(asking, axis=1, keepdims=True), 1e-9)
            away = _unpacked(pictures, depth) - centre
            weights = np.linalg.norm(away, axis=2)
            places = away @ projection
            places /= np.maximum(np.linalg.norm(places, axis=2, keepdims=True), 1e-9)
            best = (places @ asking.T).max(axis=2)
            mean = (best * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
            likeness += _SHARES[depth] * mean
        return likeness

    @cached_property
    def _scales(self) -> dict[str, tuple[FloatArray, FloatArray]]:
        """For each depth the mean place [channels] and what all are multiplied with [channels, channels]."""
        count = len(self._records)
        sample = self._records[np.linspace(0, count - 1, min(count, _SAMPLE)).astype(int)]
        scales = {}
        for depth in self._depths:
            places = _unpacked(sample, depth)
            places = places.reshape(-1, places.shape[2])
            weights = np.linalg.norm(places - places.mean(axis=0), axis=1)
            weights /= max(float(weights.sum()), 1e-9)
            centre = weights @ places
            projection = np.eye(len(centre), dtype=np.float32)
            if depth == _WHITENED:
                away = places - centre
                variances, directions = np.linalg.eigh((away * weights[:, None]).T @ away)
                projection = directions / np.sqrt(variances + _HELD_BACK * variances.mean() + 1e-9)
            scales[depth] = centre, projection
        return scales


def _unpacked(parts: Records, depth: str) -> FloatArray:
    """The maps of a depth, [n, places, channels]."""
    number = [name for name in parts.dtype.names or () if name != "steps"].index(depth)
    return np.asarray(parts[depth] * parts["steps"][:, number, None, None], np.float32)
