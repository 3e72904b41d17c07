"""What shoppers told us on this machine: likes, dislikes, purchases made here, and facts to remember.

One SQLite file in the home folder; it is deleted for good by `forget`. Nothing leaves the machine.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tastemaker.tools.errors import DataError
from tastemaker.tools.purchases import EVENTS, Interaction

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    user TEXT NOT NULL, item TEXT NOT NULL, event TEXT NOT NULL, value REAL, time REAL NOT NULL,
    UNIQUE (user, item, event)
);
CREATE TABLE IF NOT EXISTS facts (
    user TEXT NOT NULL, fact TEXT NOT NULL, said TEXT NOT NULL, time REAL NOT NULL, UNIQUE (user, fact)
);
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a shopper asked us to remember, with the sentence it came from."""

    fact: str
    said: str
    time: float


class Profiles:
    """The profiles of all shoppers of one home folder; safe to share between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as database:
            database.executescript(_SCHEMA)

    def add(self, user: str, item: str, event: str, value: float | None = None) -> None:
        """Records what a shopper did with an item; sent twice it counts once, and a like undoes a dislike."""
        if event not in EVENTS:
            raise DataError(f"'{event}' is not an event; use one of {', '.join(EVENTS)}.")
        opposite = {"like": "dislike", "dislike": "like"}.get(event, "")
        with self._open() as database:
            database.execute(
                "DELETE FROM events WHERE user = ? AND item = ? AND event = ?", (user, item, opposite)
            )
            database.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (user, item, event) DO UPDATE SET value = excluded.value",
                (user, item, event, value, time.time()),
            )

    def interactions(self, user: str) -> tuple[Interaction, ...]:
        """What a shopper did here, oldest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT user, item, time, event, value FROM events WHERE user = ? ORDER BY time", (user,)
            )
            return tuple(Interaction(*row) for row in rows)

    def remember(self, user: str, fact: str, said: str) -> None:
        """Keeps a fact; the same fact is kept once."""
        with self._open() as database:
            database.execute(
                "INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", (user, fact, said, time.time())
            )

    def facts(self, user: str) -> tuple[Fact, ...]:
        """What a shopper asked us to remember, oldest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT fact, said, time FROM facts WHERE user = ? ORDER BY time", (user,)
            )
            return tuple(Fact(*row) for row in rows)

    def forget(self, user: str, fact: str | None = None) -> int:
        """Deletes the facts with these words in them, or everything about a shopper; returns the count."""
        with self._open() as database:
            if fact is None:
                gone = database.execute("DELETE FROM facts WHERE user = ?", (user,)).rowcount
                gone += database.execute("DELETE FROM events WHERE user = ?", (user,)).rowcount
            else:
                gone = database.execute(
                    "DELETE FROM facts WHERE user = ? AND instr(lower(fact), lower(?))", (user, fact)
                ).rowcount
        return gone

    def as_json(self, user: str) -> dict[str, Any]:
        """Everything kept about a shopper, for `profile show` and `profile export`."""
        return {
            "user": user,
            "facts": [{"fact": f.fact, "said": f.said, "at": _iso(f.time)} for f in self.facts(user)],
            "events": [
                {"item": i.item, "event": i.event, "value": i.value, "at": _iso(i.time)}
                for i in self.interactions(user)
            ],
        }

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._path, timeout=10)
        try:
            database.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten in the file
            with database:
                yield database
        finally:
            database.close()


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
