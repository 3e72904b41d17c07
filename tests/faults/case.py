"""One case of the campaign: tries something hostile many times, and counts what held."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from faults import catalogue
from faults.command import Done, Running, pipe, start

_PATIENCE = 20.0
"""Seconds without a sign of life after which a trial in another process hangs."""


class Impossible(Exception):
    """Occurs when this machine cannot show a case."""


@dataclass
class Case:
    """What a case has to work with, and what came of it."""

    place: Path
    """An empty folder of its own."""
    pristine: Path
    """A folder with the catalogue and a home in which it is built; nobody writes to it."""
    quick: bool = False
    """Whether a tenth of the tries is enough."""
    seconds: list[float] = field(default_factory=list)
    """How long each try took."""
    failures: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The catalogue that is built in every home."""
        return self.pristine / catalogue.FOLDER

    def home(self, name: str = "home") -> Path:
        """A home of its own in which the catalogue is built."""
        home = self.place / name
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.pristine / catalogue.HOME, home)
        return home

    def of(self, tries: int) -> int:
        """How often to try what is tried so many times in the whole campaign."""
        return max(2, tries // 10) if self.quick else tries

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Counts one try; it has failed when anything is raised in it."""
        begun = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.failures.append(f"{what}: {_reason(error)}")
        finally:
            self.seconds.append(time.perf_counter() - begun)

    def run(self, *arguments: str | Path, home: Path) -> Done:
        """Run `tastemaker` to its end."""
        return start(*arguments, home=home).ends()

    def inside(self, trials: Callable[..., None], *arguments: Any) -> int:
        """Run `trials(attempt, …)` in a process of its own that is killed when it hangs.

        Each `with attempt(what):` there counts here; returns how many there were.
        """
        receiver, sender = pipe()
        running = Running(_telling, sender, trials, *arguments)
        sender.close()
        before, what = len(self.seconds), "the start"
        try:
            while receiver.poll(_PATIENCE):
                what, seconds, reason = receiver.recv()
                if seconds is None:
                    continue
                self.seconds.append(seconds)
                if reason:
                    self.failures.append(f"{what}: {reason}")
                what = f"after {what}"
            self.seconds.append(_PATIENCE)
            self.failures.append(f"{what}: hangs")
            running.killed()
        except EOFError:
            ended = running.ends()
            if ended.code != 0:
                self.seconds.append(ended.seconds)
                self.failures.append(f"{what}: exit code {ended.code}, {ended.err[-300:]!r}")
        return len(self.seconds) - before


class Attempts:
    """Tells the process that waits of each try."""

    def __init__(self, told: Connection) -> None:
        self._told = told

    @contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        self._told.send((what, None, None))
        begun, reason = time.perf_counter(), ""
        try:
            yield
        except Exception as error:
            reason = _reason(error)
        self._told.send((what, time.perf_counter() - begun, reason))


def _telling(told: Connection, trials: Callable[..., None], *arguments: Any) -> None:
    trials(Attempts(told), *arguments)


def _reason(error: Exception) -> str:
    if isinstance(error, AssertionError):
        return " ".join(str(error).split()) or "an assertion without words"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{where}"
