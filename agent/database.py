"""The database of the conversations: its one table, its transactions, and what is the matter with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    NullPool,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from tastemaker.tools.errors import DataError

TURNS = Table(
    "turns",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("session", String(255), nullable=False),
    Column("n", Integer, nullable=False),
    Column("user", String(255), index=True),
    Column("said", Text, nullable=False),
    Column("time", Float, nullable=False),
    Column("format", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("photo", LargeBinary),
    UniqueConstraint("session", "n"),
    sqlite_autoincrement=True,
)
_MADE_BY: tuple[DDLElement, ...] = (
    CreateTable(TURNS, if_not_exists=True),
    *(CreateIndex(index, if_not_exists=True) for index in TURNS.indexes),
)
# What is deleted is overwritten in the file; who finds it locked waits ten seconds.
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "secure_delete = ON")


class Database:
    """A SQLite file, or what a database URL names; no connection outlives its transaction."""

    def __init__(self, place: Path | str) -> None:
        """Opens it, and sets a file of another version aside.

        Raises DataError for a URL that cannot be used. A file that cannot be used is no error here: the
        transactions on it fail.
        """
        file = isinstance(place, Path)
        try:
            url = URL.create("sqlite", database=str(place)) if file else make_url(str(place))
            self._engine = create_engine(url, poolclass=NullPool)
        except (SQLAlchemyError, ImportError) as error:
            raise DataError(f"the setting sessions names no database that can be used: {error}.") from None
        self.name = str(place) if file else url.render_as_string(hide_password=True)
        self.aside = ""
        """Why what was kept before is not in it, when its file was set aside."""
        self._file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        if self._file is not None:
            event.listen(self._engine, "connect", _prepare)
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._check()
        except SQLAlchemyError as error:
            if not file:
                raise DataError(f"{self.why(error)}.") from None

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """One transaction; raises SQLAlchemyError where the database cannot be used."""
        with self._engine.begin() as connection:
            for made in _MADE_BY:
                connection.execute(made)  # also when the file was moved away meanwhile
            yield connection

    def vacuum(self) -> None:
        """Leaves nothing of what was deleted in the files; what another version kept is deleted, too."""
        if self._file is None:
            return
        _old(self._file).unlink(missing_ok=True)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def why(self, error: Exception) -> str:
        """What is the matter with the database and what to do, in one sentence without its full stop."""
        found = str(error.orig) if isinstance(error, DBAPIError) else "a turn in it is damaged"
        cure = "see that it can be reached, read and written"
        if "full" in found:
            cure = "free some space"
        elif any(sign in found for sign in ("malformed", "not a database", "damaged", "decode")):
            cure = "move it away, and a new one is made"
        return f"{self.name} cannot be used ({found.splitlines()[0]}); {cure}"

    def _check(self) -> None:
        """Makes the table where there is none; one of another version is set aside, or refused."""
        with self._engine.connect() as connection:
            looked = inspect(connection)
            tables = looked.get_table_names()
            columns = looked.get_columns(TURNS.name) if TURNS.name in tables else []
        same = {column["name"] for column in columns} == set(TURNS.c.keys())
        if self._file is None and columns and not same:
            raise DataError(f"the table turns in {self.name} is of another version; rename it.")
        if self._file is not None and tables and not same:
            old = _old(self._file)
            os.replace(self._file, old)
            for rest in ("-wal", "-shm"):
                Path(f"{self._file}{rest}").unlink(missing_ok=True)
            self.aside = f"another version of Tastemaker kept it, in what is now {old}"
        with self.open():
            pass


def _prepare(connection: Any, _: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _old(file: Path) -> Path:
    return file.with_name(f"{file.name}.old")
