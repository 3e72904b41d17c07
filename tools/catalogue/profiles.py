"""What shoppers told us on this machine: likes, dislikes, purchases made here, and facts to remember.

One SQLite file in the home folder; it is deleted for good by `forget`. Nothing leaves the machine.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.purchases import EVENTS, Interaction
from tastemaker.tools.errors import DataError
from tastemaker.tools.search.lexical import STOP, tokens

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    user TEXT NOT NULL, item TEXT NOT NULL, event TEXT NOT NULL, value REAL, time REAL NOT NULL,
    UNIQUE (user, item, event)
);
CREATE TABLE IF NOT EXISTS facts (
    user TEXT NOT NULL, fact TEXT NOT NULL, said TEXT NOT NULL, time REAL NOT NULL, UNIQUE (user, fact)
);
"""

# Words about a fact that are not in it: "the bit about me having a cat".
_FRAME = STOP | frozenset("having being owning liking about bit thing fact part said told he she we".split())
_ROOT, _ENDING = 4, 3
"""How many letters two forms of a word share at least, and how many either may have after them."""


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

    def forget(self, user: str) -> int:
        """Deletes everything about a shopper; returns the count."""
        with self._open() as database:
            gone = database.execute("DELETE FROM facts WHERE user = ?", (user,)).rowcount
            gone += database.execute("DELETE FROM events WHERE user = ?", (user,)).rowcount
            database.commit()
            database.execute("VACUUM")
        return gone

    def forget_fact(self, user: str, words: str) -> tuple[str, ...]:
        """Deletes the facts that these words mean, and returns them."""
        gone = tuple(kept.fact for kept in self.facts(user) if _is_meant(kept.fact, words))
        with self._open() as database:
            database.executemany(
                "DELETE FROM facts WHERE user = ? AND fact = ?", ((user, fact) for fact in gone)
            )
        return gone

    def as_json(self, user: str) -> dict[str, Any]:
        """Everything kept about a shopper, for `profile show` and `profile export`."""
        return {
            "user": user,
            "facts": [{"fact": f.fact, "said": f.said, "at": iso(f.time)} for f in self.facts(user)],
            "events": [
                {"item": i.item, "event": i.event, "value": i.value, "at": iso(i.time)}
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


def _is_meant(fact: str, words: str) -> bool:
    """Whether words mean a fact: they are the fact, or it has all that they name, in any form.

    >>> fact = "I have a cat and I am allergic to wool"
    >>> [_is_meant(fact, words) for words in ("a cat", "me having cats", "my wool allergy", "my dog")]
    [True, True, True, False]
    """
    if words.casefold().strip() == fact.casefold():
        return True
    named = [word for word in tokens(words) if word not in _FRAME]
    there = tokens(fact)
    return bool(named) and all(any(_same(word, other) for other in there) for word in named)


def _same(word: str, other: str) -> bool:
    """Whether two words are forms of one: "allergic" and "allergy"."""
    shared = len(os.path.commonprefix([word, other]))
    return word == other or shared >= max(_ROOT, max(len(word), len(other)) - _ENDING)


def iso(seconds: float) -> str:
    """A time in seconds since 1970, as it is shown and exported."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
