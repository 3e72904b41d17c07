"""The builds of a home: one process at a time makes one, each may be read by many, what nobody needs goes."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.home.manifest import Manifest


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the only right to build in a home; raises DataError when another process has it."""
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError(f"another ingest is writing to {home}; wait until it has ended") from None
        yield


def hold(home: Path, build: str) -> int:
    """Keep a build until the returned file descriptor is closed; raises FileNotFoundError when it is gone."""
    file = os.open(home / "builds" / build / "readers", os.O_RDONLY)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def sweep(home: Path) -> None:
    """Remove the builds that are neither in force nor read by anybody, half-built ones included."""
    try:
        kept = Manifest.read(home).build
    except NotBuilt:
        kept = ""
    for place in (home / "builds").glob("*"):
        if place.name == kept:
            continue
        try:
            with (place / "readers").open() as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place)
        except FileNotFoundError:
            shutil.rmtree(place, ignore_errors=True)
        except BlockingIOError:
            continue
