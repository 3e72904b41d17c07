"""Vectors that were computed once, by encoder and content, so that nothing is embedded twice."""

import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from tastemaker.tools.errors import DataError
from tastemaker.tools.home.cache import Cache

T = TypeVar("T")
_CHECK = 4
"""Bytes of a checksum."""


class Recipe(NamedTuple):
    """What turns texts or pictures into vectors, or into records that hold some."""

    digest: str
    """Names its weights."""
    record: np.dtype[Any]
    """Of one content; a vector of d numbers is `np.dtype((np.float32, d))`."""
    encode: Callable[[Sequence[Any]], npt.NDArray[Any]]


_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
-- Looked up in half the time.
PRAGMA mmap_size = 4294967296;
CREATE TABLE IF NOT EXISTS vectors
    (encoder TEXT, content BLOB, vector BLOB, PRIMARY KEY (encoder, content)) WITHOUT ROWID;
-- What was asked for since this was opened, where a million contents do not fill the memory.
CREATE TEMP TABLE asked (encoder TEXT, content BLOB, PRIMARY KEY (encoder, content)) WITHOUT ROWID;
"""


class VectorCache:
    """A table of vectors in one SQLite file; what `vectors` returned from survives a kill.

    What is damaged, the file or a vector in it, is computed again.
    """

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self.computed = 0
        """How many vectors were not known before."""
        self._cache = Cache(path, _SCHEMA, say)

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
        sql = "DELETE FROM vectors WHERE (encoder, content) NOT IN (SELECT encoder, content FROM asked)"
        return self._cache.do(lambda database: database.execute(sql).rowcount)

    def close(self) -> None:
        """Let go of the file."""
        self._cache.close()

    def _get(self, recipe: Recipe, names: Collection[bytes]) -> dict[bytes, Any]:
        marks = ", ".join("?" * len(names))
        sql = f"SELECT content, vector FROM vectors WHERE encoder = ? AND content IN ({marks})"

        def get(database: sqlite3.Connection) -> list[tuple[bytes, bytes]]:
            asked = [(recipe.digest, name) for name in names]
            database.executemany("INSERT OR IGNORE INTO asked VALUES (?, ?)", asked)
            return database.execute(sql, (recipe.digest, *names)).fetchall()

        whole = recipe.record.itemsize + _CHECK
        return {
            content: np.frombuffer(stored, recipe.record, 1)[0]
            for content, stored in self._cache.do(get)
            if len(stored) == whole and stored == _checked(stored[:-_CHECK])
        }

    def _put(self, encoder: str, vectors: dict[bytes, Any]) -> None:
        rows = [(encoder, name, _checked(vector.tobytes())) for name, vector in vectors.items()]
        sql = "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)"
        self._cache.do(lambda database: database.executemany(sql, rows))


def _checked(vector: bytes) -> bytes:
    """A vector followed by its checksum: SQLite does not notice when a bit of it turns."""
    return vector + zlib.crc32(vector).to_bytes(_CHECK, "big")


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
