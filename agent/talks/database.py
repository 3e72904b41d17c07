"""The database of the conversations: its tables, its transactions, and what is the matter with it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Double,
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
from tastemaker.tools.home.damage import is_damaged, is_full, remove, set_aside

T = TypeVar("T")

_TABLES = MetaData()
TURNS = Table(
    "turns",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("session", String(255), nullable=False),
    Column("n", Integer, nullable=False),
    Column("user", String(255), index=True),
    Column("said", Text, nullable=False),
    Column("time", Double, nullable=False),
    Column("format", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("photo", LargeBinary),
    UniqueConstraint("session", "n"),
    sqlite_autoincrement=True,
)
TALKS = Table(
    "talks",
    _TABLES,
    Column("session", String(255), primary_key=True),
    Column("owner", String(255), nullable=False, index=True),
    Column("user", String(255)),
    Column("title", Text, nullable=False),
    Column("asking", Text, nullable=False),
    Column("time", Double, nullable=False),
)
_MADE_BY: tuple[DDLElement, ...] = (
    *(CreateTable(table, if_not_exists=True) for table in (TURNS, TALKS)),
    *(CreateIndex(index, if_not_exists=True) for table in (TURNS, TALKS) for index in table.indexes),
)
# No write-ahead log: with one, a full disk cannot even be read. What is deleted is overwritten in the file.
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = DELETE", "synchronous = NORMAL", "secure_delete = ON")


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
            self._sound(self._check)
        except SQLAlchemyError as error:
            if not file:
                raise DataError(f"{self.why(error)}.") from None

    def do(self, work: Callable[[Connection], T]) -> T:
        """Do something in one transaction; raises SQLAlchemyError where the database cannot be used.

        A damaged file is set aside, and the work is done in a new one.
        """
        return self._sound(lambda: self._done(work))

    def vacuum(self) -> None:
        """Leaves nothing of what was deleted in the file; files that were set aside are deleted, too."""
        if self._file is None:
            return
        for aside in self._file.parent.glob(f"{self._file.name}.*"):
            aside.unlink()
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))

    def why(self, error: Exception) -> str:
        """What is the matter with the database and what to do, in one sentence without its full stop."""
        found = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        full = self._file is not None and is_full(error, self._file)
        cure = "free some space" if full else "see that it can be reached, read and written"
        return f"{self.name} cannot be used ({found.splitlines()[0]}); {cure}"

    def _sound(self, do: Callable[[], T]) -> T:
        try:
            return do()
        except DBAPIError as error:
            if self._file is None or not isinstance(error.orig, sqlite3.Error) or not is_damaged(error.orig):
                raise
            if (aside := set_aside(self._file)) is not None:
                self.aside = f"{self._file} was damaged and is now {aside}"
            return do()

    def _done(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            if self._file is not None:  # it may have been moved away meanwhile
                for made in _MADE_BY:
                    connection.execute(made)
            return work(connection)

    def _check(self) -> None:
        """Makes the tables where there are none; one of another version is set aside, or refused."""

        def same(connection: Connection) -> bool:
            columns = inspect(connection).get_columns(TURNS.name)
            return {column["name"] for column in columns} == set(TURNS.c.keys())

        with self._engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            fits = TURNS.name in tables and same(connection)
        if self._file is None and TURNS.name in tables and not fits:
            raise DataError(f"the table turns in {self.name} is of another version; rename it.")
        if self._file is not None and tables and not fits:
            old = self._file.with_name(f"{self._file.name}.old")
            os.replace(self._file, old)
            remove(self._file)
            self.aside = f"another version of Tastemaker kept it, in what is now {old}"
        _TABLES.create_all(self._engine)


def _prepare(connection: Any, _: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
