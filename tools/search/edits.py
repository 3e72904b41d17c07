"""What of an index differs from the one before, so that Chroma is handed that alone."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

_MOST = 0.2
"""The share of a kind that may be edited in place before all of it is handed over anew: edits leave less that
leads from one vector to the next."""
_ROWS = 10_000
"""Vectors that are compared at once."""
_DATABASE = "chroma.sqlite3"


class Indexed(Protocol):
    """The vectors of an index by kind, and whose each is."""

    edits: dict[str, int]

    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def kinds(self) -> dict[str, int]: ...
    def vectors(self, kind: str) -> npt.NDArray[np.float32]: ...
    def owners(self, kind: str) -> npt.NDArray[np.int64]: ...


@dataclass(frozen=True, slots=True)
class Edit:
    """What Chroma is to be told of one kind of vectors."""

    kind: str
    keys: Sequence[str]
    """What each vector is called, in their order."""
    places: npt.NDArray[np.intp]
    """Those that are new or not as they were."""
    gone: Sequence[str] = ()
    """The keys of those that are no more."""
    before: int | None = None
    """How many edits were made before; None where all is handed over anew."""

    @property
    def edits(self) -> int:
        """How many edits there are since all was handed over."""
        return 0 if self.before is None else self.before + len(self.places) + len(self.gone)


def edit(now: Indexed, kind: str, before: Indexed | None) -> Edit:
    """What Chroma is to be told of a kind where it has what was `before`: the difference, or all."""
    keys = list(_keys(now, kind))
    anew = Edit(kind, keys, np.arange(len(keys)))
    if before is None or before.kinds.get(kind) != now.kinds[kind]:
        return anew
    there = {key: place for place, key in enumerate(_keys(before, kind))}
    places = np.fromiter((there.get(key, -1) for key in keys), np.intp, len(keys))
    old, new = before.vectors(kind), now.vectors(kind)
    same = np.zeros(len(keys), bool)
    for start in range(0, len(keys), _ROWS):
        part = slice(start, start + _ROWS)
        same[part] = (places[part] >= 0) & (old[places[part]] == new[part]).all(axis=1)
    gone = sorted(there.keys() - set(keys))
    found = Edit(kind, keys, np.flatnonzero(~same), gone, before.edits.get(kind, 0))
    return found if found.edits <= _MOST * len(keys) else anew


def copied(chroma: Path, to: Path) -> None:
    """Copy the folder of Chroma, whose database others may have open."""
    shutil.copytree(chroma, to, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
    with closing(sqlite3.connect(chroma / _DATABASE)) as old, closing(sqlite3.connect(to / _DATABASE)) as new:
        old.backup(new)


def hand_over(edit: Edit, vectors: npt.NDArray[np.float32], collection: Any, step: int) -> Iterator[int]:
    """Hand an edit to a collection of Chroma, at most so many at a time; yields how many it has of it."""
    for start in range(0, len(edit.gone), step):
        collection.delete(ids=list(edit.gone[start : start + step]))
    for start in range(0, len(edit.places), step):
        places = edit.places[start : start + step]
        collection.upsert(ids=[edit.keys[place] for place in places], embeddings=vectors[places])
        yield start + len(places)


def _keys(index: Indexed, kind: str) -> Iterator[str]:
    """Each vector's item by its id, behind how many vectors of the item come before."""
    seen, ids = Counter[int](), index.ids
    for row in index.owners(kind).tolist():
        yield f"{seen[row]}:{ids[row]}"
        seen[row] += 1
