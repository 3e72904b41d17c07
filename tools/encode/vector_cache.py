"""Vectors that were computed once, by encoder and content, so that nothing is embedded twice."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from tastemaker.tools.errors import DataError

T = TypeVar("T")


class Recipe(NamedTuple):
    """What turns texts or pictures into vectors, or into records that hold some."""

    digest: str
    """Names its weights."""
    record: np.dtype[Any]
    """Of one content; a vector of d numbers is `np.dtype((np.float32, d))`."""
    encode: Callable[[Sequence[Any]], npt.NDArray[Any]]


class VectorCache:
    """A table of vectors in one SQLite file; what `vectors` returned from survives a kill."""

    def __init__(self, path: Path) -> None:
        self.computed = 0
        """How many vectors were not known before."""
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors"
            " (encoder TEXT, content BLOB, vector BLOB, PRIMARY KEY (encoder, content)) WITHOUT ROWID"
        )
        # What was asked for since this was opened, where a million contents do not fill the memory.
        self._connection.execute(
            "CREATE TEMP TABLE asked"
            " (encoder TEXT, content BLOB, PRIMARY KEY (encoder, content)) WITHOUT ROWID"
        )

    def vectors(
        self,
        recipe: Recipe,
        contents: Sequence[T],
        digest: Callable[[T], bytes],
        load: Callable[[T], Any],
    ) -> list[Any]:
        """For each content its vector, or as a string why it has none; at most some hundred at a time.

        `digest` names a content, `load` makes of it what the encoder reads; both may raise DataError or
        OSError.
        """
        digests = [_tried(digest, content) for content in contents]
        with self._connection:
            names = ((recipe.digest, name) for name in digests if isinstance(name, bytes))
            self._connection.executemany("INSERT OR IGNORE INTO asked VALUES (?, ?)", names)
        found: dict[bytes, Any] = self._get(recipe, {name for name in digests if isinstance(name, bytes)})
        new: dict[bytes, Any] = {}
        for name, content in zip(digests, contents, strict=True):
            if isinstance(name, bytes) and name not in found and name not in new:
                loaded = _tried(load, content)
                if isinstance(loaded, _Reason):
                    found[name] = str(loaded)
                else:
                    new[name] = loaded
        if new:
            made = _made(recipe, new)
            fine = {name: vector for name, vector in made.items() if not isinstance(vector, _Reason)}
            self._put(recipe.digest, fine)
            self.computed += len(fine)
            found |= made
        return [found[name] if isinstance(name, bytes) else str(name) for name in digests]

    def prune(self) -> int:
        """Delete the vectors of contents that nobody asked for since this was opened; returns how many."""
        with self._connection:
            gone = self._connection.execute(
                "DELETE FROM vectors WHERE (encoder, content) NOT IN (SELECT encoder, content FROM asked)"
            )
        return gone.rowcount

    def close(self) -> None:
        self._connection.close()

    def _get(self, recipe: Recipe, names: Collection[bytes]) -> dict[bytes, Any]:
        marks = ", ".join("?" * len(names))
        rows = self._connection.execute(
            f"SELECT content, vector FROM vectors WHERE encoder = ? AND content IN ({marks})",
            (recipe.digest, *names),
        )
        return {content: np.frombuffer(vector, recipe.record)[0] for content, vector in rows}

    def _put(self, encoder: str, vectors: dict[bytes, Any]) -> None:
        rows = [(encoder, name, vector.tobytes()) for name, vector in vectors.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


def _finite(vector: Any) -> bool:
    """Whether a vector holds only numbers, or a record only such vectors."""
    if names := vector.dtype.names:
        return all(_finite(vector[name]) for name in names)
    return bool(np.isfinite(vector).all())


class _Reason(str):
    """Why something has no vector."""


def _made(recipe: Recipe, loaded: dict[bytes, Any]) -> dict[bytes, Any]:
    """For each content its vector, or why it has none."""
    try:
        vectors = np.asarray(recipe.encode(list(loaded.values())), recipe.record.base)
    except Exception as error:
        if len(loaded) == 1:
            return dict.fromkeys(loaded, _Reason(f"the encoder cannot take it ({error})"))
        alone = [_made(recipe, {name: content}) for name, content in loaded.items()]
        made = {name: vector for one in alone for name, vector in one.items()}
        if all(isinstance(vector, _Reason) for vector in made.values()):
            raise  # then it is the encoder that is broken
        return made
    useless = _Reason("the encoder makes no finite vector of it")
    return {
        name: vector if _finite(vector) else useless for name, vector in zip(loaded, vectors, strict=True)
    }


def _tried(function: Callable[[T], Any], content: T) -> Any:
    try:
        return function(content)
    except DataError as error:
        return _Reason(error)
    except OSError as error:
        return _Reason(f"cannot be read: {error.strerror or error}")
