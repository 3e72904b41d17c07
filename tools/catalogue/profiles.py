"""What shoppers told us here: likes, dislikes, purchases, facts to remember, and what they saved for later.

One SQLite file in the home folder; it is deleted for good by `forget`. Nothing leaves the machine.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from tastemaker.tools.catalogue.purchases import EVENTS, Interaction
from tastemaker.tools.catalogue.said import is_form
from tastemaker.tools.errors import DataError, NotKept
from tastemaker.tools.home.damage import is_damaged, is_full, set_aside
from tastemaker.tools.search.lexical import STOP, tokens

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    user TEXT NOT NULL, item TEXT NOT NULL, event TEXT NOT NULL, value REAL, time REAL NOT NULL,
    UNIQUE (user, item, event)
);
CREATE TABLE IF NOT EXISTS facts (
    user TEXT NOT NULL, fact TEXT NOT NULL, said TEXT NOT NULL, time REAL NOT NULL, UNIQUE (user, fact)
);
CREATE TABLE IF NOT EXISTS saved (
    user TEXT NOT NULL, item TEXT NOT NULL, time REAL NOT NULL, UNIQUE (user, item)
);
"""
_TABLES = ("facts", "events", "saved")

_SET_ASIDE = (
    "{} was damaged: it is set aside as {}, and what shoppers said and liked before is not known until a "
    "copy of it is put back."
)

# Words about a fact that are not in it: "the bit about me having a cat".
_FRAME = STOP | frozenset("having being owning liking about bit thing fact part said told he she we".split())


@dataclass(frozen=True, slots=True)
class KeptFact:
    """Something a shopper asked us to remember, with the sentence it came from."""

    fact: str
    said: str
    time: float


class Profiles:
    """The profiles of all shoppers of one home folder; safe to share between threads and processes.

    A damaged file is set aside and a new one begun. What cannot be read is empty; what cannot be written or
    deleted raises NotKept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes: list[str] = []
        with suppress(NotKept):
            self._do(lambda database: None)

    def notes(self) -> list[str]:
        """What happened to the file since this was asked last, in sentences for the person."""
        told, self._notes = self._notes, []
        return told

    def add(self, user: str, item: str, event: str, value: float | None = None) -> None:
        """Records what a shopper did with an item; sent twice it counts once, and a like undoes a dislike."""
        if event not in EVENTS:
            raise DataError(f"'{event}' is not an event; use one of {', '.join(EVENTS)}.")
        opposite = {"like": "dislike", "dislike": "like"}.get(event, "")

        def add(database: sqlite3.Connection) -> None:
            database.execute(
                "DELETE FROM events WHERE user = ? AND item = ? AND event = ?", (user, item, opposite)
            )
            database.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (user, item, event) DO UPDATE SET value = excluded.value",
                (user, item, event, value, time.time()),
            )

        self._do(add)

    def take_back(self, user: str, item: str, event: str) -> None:
        """Deletes what a shopper did with an item."""
        self._do(
            lambda database: database.execute(
                "DELETE FROM events WHERE user = ? AND item = ? AND event = ?", (user, item, event)
            )
        )

    def interactions(self, user: str) -> tuple[Interaction, ...]:
        """What a shopper did here, oldest first."""
        rows = self._rows(
            "SELECT user, item, time, event, value FROM events WHERE user = ? ORDER BY time", user
        )
        return tuple(Interaction(*row) for row in rows)

    def remember(self, user: str, fact: str, said: str) -> None:
        """Keeps a fact; the same fact is kept once."""
        row = (user, fact, said, time.time())
        self._do(lambda database: database.execute("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", row))

    def facts(self, user: str) -> tuple[KeptFact, ...]:
        """What a shopper asked us to remember, oldest first."""
        rows = self._rows("SELECT fact, said, time FROM facts WHERE user = ? ORDER BY time", user)
        return tuple(KeptFact(*row) for row in rows)

    def save(self, user: str, item: str) -> None:
        """Keeps an item in the shopper's list for later; saved twice it is there once."""
        row = (user, item, time.time())
        self._do(lambda database: database.execute("INSERT OR IGNORE INTO saved VALUES (?, ?, ?)", row))

    def unsave(self, user: str, item: str) -> None:
        """Takes an item out of the shopper's list."""
        row = (user, item)
        self._do(lambda database: database.execute("DELETE FROM saved WHERE user = ? AND item = ?", row))

    def saved(self, user: str) -> dict[str, float]:
        """The items that a shopper saved, each with the time at which that was, the oldest first."""
        return dict(self._rows("SELECT item, time FROM saved WHERE user = ? ORDER BY time", user))

    def forget(self, user: str) -> int:
        """Deletes everything about a shopper, also what damaged files hold; returns the count."""

        def forget(database: sqlite3.Connection) -> int:
            gone = (database.execute(f"DELETE FROM {table} WHERE user = ?", (user,)) for table in _TABLES)
            return sum(deleted.rowcount for deleted in gone)

        gone = self._do(forget)
        self._do(lambda database: database.execute("VACUUM"))
        for aside in self._path.parent.glob(f"{self._path.name}.*"):
            aside.unlink(missing_ok=True)
        return gone

    def forget_fact(self, user: str, words: str) -> tuple[str, ...]:
        """Deletes the facts that these words mean, and returns them."""
        gone = tuple(kept.fact for kept in self.facts(user) if is_meant(kept.fact, words))
        self.drop(user, *gone)
        return gone

    def drop(self, user: str, *facts: str) -> None:
        """Deletes these facts and no others."""
        rows = [(user, fact) for fact in facts]
        self._do(lambda database: database.executemany("DELETE FROM facts WHERE user = ? AND fact = ?", rows))

    def as_json(self, user: str) -> dict[str, Any]:
        """Everything kept about a shopper, for `profile show` and `profile export`; raises NotKept."""
        self._do(lambda database: None)
        return {
            "user": user,
            "facts": [{"fact": f.fact, "said": f.said, "at": iso(f.time)} for f in self.facts(user)],
            "events": [
                {"item": i.item, "event": i.event, "value": i.value, "at": iso(i.time)}
                for i in self.interactions(user)
            ],
            "saved": [{"item": item, "at": iso(at)} for item, at in self.saved(user).items()],
        }

    def _rows(self, sql: str, user: str) -> list[tuple[Any, ...]]:
        try:
            return self._do(lambda database: database.execute(sql, (user,)).fetchall())
        except NotKept:
            return []

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction, in a new file when this one turns out to be damaged."""
        try:
            try:
                return self._done(work)
            except sqlite3.DatabaseError as error:
                if not is_damaged(error):
                    raise
                if aside := set_aside(self._path):
                    self._notes.append(_SET_ASIDE.format(self._path.name, aside.name))
                return self._done(work)
        except (sqlite3.Error, OSError) as error:
            full = is_full(error, self._path.parent)
            why, cure = ("the disk is full", "free some space") if full else (error, "see to its permissions")
            raise NotKept(f"{self._path} cannot be used ({why}), so nothing is kept in it; {cure}") from error

    def _done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10)) as database:
            database.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten in the file
            database.executescript(_SCHEMA)
            with database:
                return work(database)


def is_meant(fact: str, words: str) -> bool:
    """Whether words mean a fact: they are the fact, or it has all that they name, in any form.

    >>> fact = "I have a cat and I am allergic to wool"
    >>> [is_meant(fact, words) for words in ("a cat", "me having cats", "my wool allergy", "my dog")]
    [True, True, True, False]
    """
    if words.casefold().strip() == fact.casefold():
        return True
    named = [word for word in tokens(words) if word not in _FRAME]
    there = tokens(fact)
    return bool(named) and all(any(is_form(word, other) for other in there) for word in named)


def iso(seconds: float) -> str:
    """A time in seconds since 1970, as it is shown and exported."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
