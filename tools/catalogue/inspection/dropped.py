"""What could not be used, and why: problems of one kind are told together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tastemaker.tools.catalogue.cells.problems import Problem, without_values

_MOST_LINES = 3


@dataclass(slots=True)
class Dropped:
    """Problems of one kind in one file."""

    file: str
    reason: str
    """That of the first."""
    count: int = 0
    lines: list[int] = field(default_factory=list)
    """The first few, counted from 1; none where it is not rows that are wrong."""

    def __str__(self) -> str:
        first, more = next(iter(self.lines), 0), self.count - 1
        lines = f"; lines {', '.join(map(str, self.lines[1:]))}" if self.lines[1:] else ""
        dots = " …" if lines and self.count > len(self.lines) else ""
        likes = f" (and {more:,} more like it{lines}{dots})" if more else ""
        return f"{Problem(self.file, first, self.reason)}{likes}"


def grouped(problems: Iterable[Problem]) -> list[Dropped]:
    """The problems by kind, the most frequent first.

    >>> [str(each) for each in grouped([Problem("a.csv", 2, "no id"), Problem("a.csv", 5, "no id")])]
    ['a.csv:2: no id (and 1 more like it; lines 5)']
    """
    found: dict[tuple[str, str], Dropped] = {}
    for problem in problems:
        kind = without_values(problem.file), without_values(problem.reason)
        group = found.setdefault(kind, Dropped(problem.file, problem.reason))
        group.count += problem.rows
        if problem.line and len(group.lines) < _MOST_LINES:
            group.lines.append(problem.line)
    return sorted(found.values(), key=lambda group: -group.count)
