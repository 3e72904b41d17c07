"""What befalls files that are kept: a full disk, and a database that is no longer one."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; it belongs to that one alone."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What an OSError calls it."""
_PAGE = 65_536
"""Bytes: where fewer are free, it was the disk that failed."""


def is_full(error: BaseException, place: Path) -> bool:
    """Whether an error came of a full disk under `place`; not every library says so in its own."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return "disk is full" in str(error) or free(place) < _PAGE


def free(place: Path) -> int:
    """Bytes that can still be written to the disk under a folder."""
    return shutil.disk_usage(next(folder for folder in (place, *place.parents) if folder.exists())).free


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether an error says that a file is not the database that was written."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_sound(database: Path) -> bool:
    """Whether a SQLite file is whole, by reading all of it; one that is not there is."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return not is_damaged(error)


def set_aside(database: Path) -> Path | None:
    """Rename a damaged SQLite file, so that a new one can be made; None when it is sound after all."""
    if is_sound(database):  # another process was faster
        return None
    aside = database.with_name(f"{database.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    os.replace(database, aside)
    remove(database)
    return aside


def remove(database: Path) -> None:
    """Delete a SQLite file and what is kept beside it."""
    for suffix in ("", *_BESIDE):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
