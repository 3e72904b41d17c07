"""What is wrong with the rows of a catalogue, told so that it can be read."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_EACH = 100
"""Rows with the same thing wrong that are told one by one; the rest of them are counted."""
_VALUES = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\d[\d.,]*")
"""What differs between rows with which the same is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row, with one picture, or alike with many rows."""

    file: str
    line: int
    """Counted from 1; 0 when the problem is not that of a line."""
    reason: str
    rows: int = 1
    """How many rows it is that of."""

    def __str__(self) -> str:
        more = f"{self.rows:,} more rows: " if self.rows > 1 else ""
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {more}{self.reason}"


class Problems:
    """Collects problems in little memory, however many rows have them."""

    def __init__(self) -> None:
        self._told: list[Problem] = []
        self._alike = Counter[tuple[str, str]]()

    def append(self, problem: Problem) -> None:
        """Add one."""
        kind = problem.file, without_values(problem.reason)
        self._alike[kind] += 1
        if self._alike[kind] <= _EACH:
            self._told.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several."""
        for problem in problems:
            self.append(problem)

    def listed(self) -> list[Problem]:
        """The problems in their order, then what is wrong with still more rows, and with how many."""
        more = ((kind, count - _EACH) for kind, count in self._alike.items() if count > _EACH)
        return [
            *self._told,
            *(Problem(file, 0, reason, rows) for (file, reason), rows in more),
        ]


def rows_of(problems: Iterable[Problem]) -> int:
    """How many rows, or pictures, some problems are those of."""
    return sum(problem.rows for problem in problems)


def without_values(reason: str) -> str:
    """A reason without the values and numbers in which problems of one kind differ."""
    return _VALUES.sub("…", reason)
