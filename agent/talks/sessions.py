"""The conversations: kept, taken back, bounded, deleted for good.

What cannot be written now waits in memory, so that a talk goes on while the disk is full or the file damaged.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import time
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from tastemaker.agent.talks.database import TALKS, TURNS, Database
from tastemaker.agent.talks.talk import FORMAT, Record, Talk
from tastemaker.tools.errors import DataError

KEPT = 40
"""How many turns of a conversation are kept; the oldest goes when another comes."""
ALL_KEPT = 50_000
"""How many turns are kept of all conversations together."""
_WAITING = 1_000
"""How many conversations wait in memory at most for a database that can be written again."""
GONE = "it was taken back or forgotten meanwhile"
"""Why a turn is not kept when the one it followed is no longer there."""

_T = TURNS.c
_RECORD = (_T.format, _T.said, _T.user, _T.document, _T.n, _T.time)


@dataclass(frozen=True, slots=True)
class _Unkept:
    """A turn that waits for the database."""

    record: Record
    photo: bytes | None


class Sessions:
    """The conversations of all shoppers; safe to share between threads, its database between processes."""

    def __init__(self, place: Path | str) -> None:
        """`place` is a SQLite file or a database URL; raises DataError for a URL that cannot be used."""
        self.database = Database(place)
        """Where they are kept, also what they are called and whose they are."""
        self._unkept: dict[str, list[_Unkept]] = {}
        self._guard = threading.Lock()

    def talk(self, session: str) -> Talk:
        """A conversation as it stands in the database now, whoever wrote it there."""
        asked = select(*_RECORD).where(_T.session == session).order_by(_T.n.desc()).limit(KEPT)
        records: list[Record] = []
        lost = ""
        try:
            rows = self.database.do(lambda connection: connection.execute(asked).all())
            for row in reversed(rows):
                if (record := _record(row)) is not None:
                    records.append(record)
                else:
                    records.clear()  # what follows on a turn that cannot be read begins anew
            if rows and not records:
                lost = f"it is damaged, or another version of Tastemaker kept it in {self.database.name}"
        except SQLAlchemyError as error:
            lost = self.database.why(error)
        if self.database.aside:
            lost, self.database.aside = self.database.aside, ""
        with self._guard:
            waiting = [unkept.record for unkept in self._unkept.get(session, ())]
        return Talk((*records, *waiting)[-KEPT:], "" if waiting else lost)

    def photo(self, session: str, n: int | None) -> bytes | None:
        """The views of the photo that turn `n` of a conversation sent; None where there is none."""
        if n is None:
            return None
        with self._guard:
            for unkept in self._unkept.get(session, ()):
                if unkept.record.n == n:
                    return unkept.photo
        asked = select(_T.photo).where(_T.session == session, _T.n == n)
        found: bytes | None = None
        with suppress(SQLAlchemyError):
            found = self.database.do(lambda connection: connection.scalar(asked))
        return found

    def keep(self, session: str, talk: Talk, record: Record, photo: bytes | None = None) -> str:
        """Keeps the turn that followed a talk; returns why that is not possible, or nothing.

        A turn that cannot be written waits in memory and is written with the next one.
        """
        with self._guard:
            waiting = self._unkept.pop(session, [])
        after = talk.records[-1] if talk.records and not waiting else None
        new = [*waiting, _Unkept(_numbered(record, talk.last + 1, photo), photo)]
        for attempt in range(3):
            try:
                return "" if self._write(session, after, new) else GONE
            except SQLAlchemyError as error:
                if isinstance(error, IntegrityError) and attempt < 2:
                    continue  # another process kept a turn at the same moment
                with self._guard:
                    if len(self._unkept) >= _WAITING:
                        del self._unkept[next(iter(self._unkept))]
                    self._unkept[session] = new[-KEPT:]
                return self.database.why(error)
        return GONE

    def undo(self, session: str, talk: Talk, renewed: Record | None = None) -> str:
        """Takes the last turn of a talk away; returns why that is not possible, or nothing.

        `renewed` takes the place of the turn before it.
        """
        kept = _T.session == session
        with self._guard:
            waiting = self._unkept.pop(session, [])
            if left := [unkept for unkept in waiting if unkept.record.n < talk.last]:
                self._unkept[session] = left

        def take_away(connection: Connection) -> None:
            connection.execute(delete(TURNS).where(kept, _T.n >= talk.last))
            if renewed is not None:
                document = {"document": renewed.document()}
                connection.execute(update(TURNS).where(kept, _T.n == renewed.n).values(document))

        try:
            self.database.do(take_away)
        except SQLAlchemyError as error:
            return "" if waiting else self.database.why(error)
        return ""

    def renew(self, session: str, record: Record) -> str:
        """Puts a turn as it is now into the place of what was kept of it; returns why not, or nothing."""
        with self._guard:
            for at, unkept in enumerate(waiting := self._unkept.get(session, [])):
                if unkept.record.n == record.n:
                    waiting[at] = replace(unkept, record=record)
                    return ""
        same = _T.session == session, _T.n == record.n, _T.time == record.time
        renewed = update(TURNS).where(*same).values(document=record.document())
        try:
            return "" if self.database.do(lambda connection: connection.execute(renewed).rowcount) else GONE
        except SQLAlchemyError as error:
            return self.database.why(error)

    def of(self, user: str) -> list[tuple[str, Record]]:
        """What a shopper said and was answered, as (session, turn), the oldest first. Raises DataError."""
        asked = select(_T.session, *_RECORD).where(_T.user == user).order_by(_T.id)
        try:
            rows = self.database.do(lambda connection: connection.execute(asked).all())
        except SQLAlchemyError as error:
            raise DataError(f"{self.database.why(error)}.") from None
        return [(session, record) for session, *row in rows if (record := _record(row)) is not None]

    def latest(self, most: int) -> list[Record]:
        """The last turns of all conversations, the newest first; raises DataError where none can be read."""
        asked = select(*_RECORD).order_by(_T.id.desc()).limit(most)
        try:
            rows = self.database.do(lambda connection: connection.execute(asked).all())
        except SQLAlchemyError as error:
            raise DataError(f"{self.database.why(error)}.") from None
        return [record for row in rows if (record := _record(row)) is not None]

    def forget(self, user: str | None, session: str | None = None) -> int:
        """Deletes all conversations in which a shopper spoke, and this one, for good; returns the turns.

        What another version kept is deleted as well: nobody can read whose it is. Raises DataError.
        """
        with self._guard:
            for name, unkept in list(self._unkept.items()):
                if name == session or any(user and turn.record.user == user for turn in unkept):
                    del self._unkept[name]
        gone, named = _T.session == session, TALKS.c.session == session
        if user is not None:
            theirs = select(select(_T.session).where(_T.user == user).subquery().c.session)
            gone, named = gone | _T.session.in_(theirs), named | TALKS.c.session.in_(theirs)
            named |= TALKS.c.user == user

        def forget(connection: Connection) -> int:
            connection.execute(delete(TALKS).where(named))
            return connection.execute(delete(TURNS).where(gone)).rowcount

        try:
            count = self.database.do(forget)
            self.database.vacuum()
        except SQLAlchemyError as error:
            raise DataError(f"not all that was said is deleted: {self.database.why(error)}.") from None
        return count

    def _write(self, session: str, after: Record | None, new: Sequence[_Unkept]) -> bool:
        """Writes turns at the end of a conversation, unless the one that they follow is gone."""
        kept, newest = _T.session == session, new[-1].record

        def write(connection: Connection) -> bool:
            # This first: SQLite waits for its turn where a transaction begins with a change.
            surplus = _T.n <= newest.n - KEPT, _T.n != (newest.standing.photo or 0)
            connection.execute(delete(TURNS).where(kept, *surplus))
            last = connection.execute(select(_T.n, _T.time).where(kept).order_by(_T.n.desc())).all()
            if after is not None and (after.n, after.time) not in [tuple(row) for row in last]:
                return False
            first = last[0].n + 1 if last else new[0].record.n
            rows = [_row(session, unkept, n) for n, unkept in enumerate(new, first)]
            connection.execute(insert(TURNS), rows)
            latest = connection.scalar(select(func.max(_T.id))) or 0
            connection.execute(delete(TURNS).where(_T.id <= latest - ALL_KEPT))
            return True

        return self.database.do(write)


def _record(row: Sequence[Any]) -> Record | None:
    """A turn from its columns; None where another version wrote it, or it is damaged."""
    version, *columns = row
    try:
        return Record.of(*columns) if version == FORMAT else None
    except (ValueError, KeyError, TypeError):
        return None


def _numbered(record: Record, n: int, photo: bytes | None) -> Record:
    """A turn with its number, which is also that of the photo it sent; as it will be read again."""
    standing = record.standing if photo is None else replace(record.standing, photo=n)
    document = replace(record, standing=standing).document()
    return Record.of(record.said, record.user, document, n, record.time or time())


def _row(session: str, unkept: _Unkept, n: int) -> dict[str, Any]:
    record = _numbered(unkept.record, n, unkept.photo)
    return {
        "session": session,
        "n": n,
        "user": record.user,
        "said": record.said,
        "time": record.time,
        "format": FORMAT,
        "document": record.document(),
        "photo": unkept.photo,
    }
