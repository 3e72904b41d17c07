"""Vectors that were computed once, by encoder and content, so that nothing is embedded twice."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from tastemaker.tools.errors import DataError

FloatArray = npt.NDArray[np.float32]
T = TypeVar("T")


class Encoder(Protocol):
    """What turns texts or pictures into vectors; the digest names its weights."""

    @property
    def digest(self) -> str: ...

    def encode(self, contents: Sequence[Any], /) -> FloatArray: ...


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
        encoder: Encoder,
        contents: Sequence[T],
        digest: Callable[[T], bytes],
        load: Callable[[T], Any],
    ) -> list[FloatArray | str]:
        """For each content its vector, or why it has none; at most some hundred at a time.

        `digest` names a content, `load` makes of it what the encoder reads; both may raise DataError or
        OSError.
        """
        digests = [_tried(digest, content) for content in contents]
        with self._connection:
            names = ((encoder.digest, name) for name in digests if isinstance(name, bytes))
            self._connection.executemany("INSERT OR IGNORE INTO asked VALUES (?, ?)", names)
        found: dict[bytes, FloatArray | str] = {}
        found.update(self._get(encoder.digest, {name for name in digests if isinstance(name, bytes)}))
        new: dict[bytes, Any] = {}
        for name, content in zip(digests, contents, strict=True):
            if isinstance(name, bytes) and name not in found and name not in new:
                loaded = _tried(load, content)
                if isinstance(loaded, _Reason):
                    found[name] = str(loaded)
                else:
                    new[name] = loaded
        if new:
            vectors = np.asarray(encoder.encode(list(new.values())), np.float32)
            fine = {
                name: vector for name, vector in zip(new, vectors, strict=True) if np.isfinite(vector).all()
            }
            self._put(encoder.digest, fine)
            self.computed += len(fine)
            found |= dict.fromkeys(new, "the encoder makes no finite vector of it") | fine
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

    def _get(self, encoder: str, names: Collection[bytes]) -> dict[bytes, FloatArray]:
        marks = ", ".join("?" * len(names))
        rows = self._connection.execute(
            f"SELECT content, vector FROM vectors WHERE encoder = ? AND content IN ({marks})",
            (encoder, *names),
        )
        return {content: np.frombuffer(vector, np.float32) for content, vector in rows}

    def _put(self, encoder: str, vectors: dict[bytes, FloatArray]) -> None:
        rows = [(encoder, name, vector.tobytes()) for name, vector in vectors.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


class _Reason(str):
    """Why something has no vector."""


def _tried(function: Callable[[T], Any], content: T) -> Any:
    try:
        return function(content)
    except DataError as error:
        return _Reason(error)
    except OSError as error:
        return _Reason(f"cannot be read: {error.strerror or error}")
