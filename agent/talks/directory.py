"""Whose conversations there are, what they are called and what is being asked in them."""

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import time
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from tastemaker.agent.talks.database import TALKS, TURNS, Database
from tastemaker.tools.errors import DataError

ALL_LISTED = 10_000
"""How many conversations are listed of all owners together; the one that was left alone longest goes."""
LONGEST_TITLE = 80
"""Characters of a title."""
_C = TALKS.c


@dataclass(frozen=True, slots=True)
class ListedTalk:
    """A conversation as its owner finds it again."""

    session: str
    owner: str
    """Who alone may see it."""
    user: str
    """Who shops in it."""
    title: str
    """What it was called, else how its first request begins; empty where that was a photo alone."""
    asking: str
    """The request whose answer is not there yet; of a server that has ended, one that never will be."""
    time: float
    """When something was last asked in it, in seconds since 1970."""
    turns: int = 0
    """How many of its turns are kept."""


class Directory:
    """The conversations of all owners; what cannot be written is not listed, and the talk goes on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def asked(self, session: str, owner: str, user: str, text: str) -> None:
        """Notes that a request was made in a conversation, which is listed from now on."""
        asked = {"user": user, "asking": text, "time": time()}
        new = {"session": session, "owner": owner, "title": _short(text), **asked}

        def note(connection: Connection) -> None:
            if connection.execute(update(TALKS).where(_C.session == session).values(asked)).rowcount:
                return
            connection.execute(insert(TALKS), [new])
            times = select(_C.time).order_by(_C.time.desc()).offset(ALL_LISTED).limit(1)
            if (oldest := connection.scalar(times)) is not None:
                connection.execute(delete(TALKS).where(_C.time <= oldest))

        with suppress(SQLAlchemyError):
            self._database.do(note)

    def answered(self, session: str) -> None:
        """Notes that nothing is being asked in a conversation any more; one of which no turn is kept goes."""
        empty = ~exists().where(TURNS.c.session == _C.session)

        def note(connection: Connection) -> None:
            connection.execute(update(TALKS).where(_C.session == session).values(asking=""))
            connection.execute(delete(TALKS).where(_C.session == session, empty))

        with suppress(SQLAlchemyError):
            self._database.do(note)

    def rename(self, session: str, title: str) -> None:
        """Gives a conversation another name; raises DataError when it cannot be kept."""
        renamed = update(TALKS).where(_C.session == session).values(title=_short(title))
        try:
            self._database.do(lambda connection: connection.execute(renamed).rowcount)
        except SQLAlchemyError as error:
            raise DataError(f"The new name is not kept: {self._database.why(error)}.") from None

    def find(self, session: str) -> ListedTalk | None:
        """A conversation that is listed."""
        asked = select(TALKS).where(_C.session == session)
        with suppress(SQLAlchemyError):
            row = self._database.do(lambda connection: connection.execute(asked).first())
            return None if row is None else ListedTalk(**row._mapping)
        return None

    def of(self, owner: str, words: str = "") -> list[ListedTalk]:
        """An owner's conversations, the latest first: those in whose title or requests all `words` stand.

        Raises DataError.
        """
        count = select(TURNS.c.session, func.count().label("turns")).group_by(TURNS.c.session).subquery()
        number = func.coalesce(count.c.turns, 0).label("turns")
        listed = (
            select(TALKS, number)
            .outerjoin(count, count.c.session == _C.session)
            .where(_C.owner == owner)
            .order_by(_C.time.desc())
        )
        said = select(TURNS.c.session, TURNS.c.said).join(TALKS, _C.session == TURNS.c.session)
        wanted = _folded(words).split()

        def read(connection: Connection) -> tuple[Sequence[Any], Sequence[Any]]:
            rows = connection.execute(said.where(_C.owner == owner)).all() if wanted else ()
            return connection.execute(listed).all(), rows

        try:
            rows, spoken = self._database.do(read)
        except SQLAlchemyError as error:
            raise DataError(f"The conversations cannot be read: {self._database.why(error)}.") from None
        texts: dict[str, list[str]] = {}
        for session, text in spoken:
            texts.setdefault(session, []).append(text)
        found = [one for row in rows if (one := ListedTalk(**row._mapping)).turns or one.asking]
        return [one for one in found if _has(wanted, [one.title, *texts.get(one.session, ())])]


def _has(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    there = _folded("\n".join(texts)) if wanted else ""
    return all(word in there for word in wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _short(text: str) -> str:
    """One line of a text, up to a whole word where it has words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    beginning = line[: LONGEST_TITLE - 1]
    return f"{beginning.rpartition(' ')[0] or beginning}…"
