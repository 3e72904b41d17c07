"""A SQLite file of what can be computed again, so that nothing in it is worth a repair."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tastemaker.tools.home.damage import is_damaged, remove

T = TypeVar("T")


class Cache:
    """Deletes a damaged file, says so and begins anew, when it is opened and in use; not for threads."""

    def __init__(self, path: Path, schema: str, say: Callable[[str], None]) -> None:
        """`schema` is run whenever the file is opened."""
        self._path, self._schema, self._say = path, schema, say
        self._connection: sqlite3.Connection | None = None
        self.do(lambda _: None)

    def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction; it is done again when the file turns out to be damaged."""
        try:
            return self._done(work)
        except sqlite3.DatabaseError as error:
            if not is_damaged(error):
                raise
            self._say(f"{self._path} is damaged and begun anew: what it held is computed again")
            self.close()
            remove(self._path)
            return self._done(work)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path)
            self._connection.executescript(self._schema)
        with self._connection:
            return work(self._connection)
