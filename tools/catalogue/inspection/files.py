"""What each file of a catalogue folder is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tastemaker.tools.catalogue.feeds import found
from tastemaker.tools.catalogue.owner import FILE
from tastemaker.tools.errors import DataError


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what is read of it."""

    name: str
    kind: str
    """What it is, in words."""
    rows: int | None
    """How many it has, also bad ones; None where it has none or they were not counted."""


def sources(folder: Path, count: bool = True) -> Iterator[Source]:
    """The files that are read, those that are not last; to count the rows all of them are read once more."""
    there = found.contents(folder)
    used: dict[Path, dict[str, list[str]]] = {}
    parts = {"items": there.items, "history": there.history, "users": there.users, "reviews": there.reviews}
    for part, files in parts.items():
        for path, feed in files:
            used.setdefault(path, {}).setdefault(feed.origin, []).append(part)
    for path, origins in used.items():
        kind = "; ".join(f"{origin}: {' and '.join(parts)}" for origin, parts in origins.items())
        yield Source(path.name, kind, _count(path) if count else None)
    if (folder / FILE).is_file():
        yield Source(FILE, "what the owner says of fields", None)
    for path in sorted(folder.iterdir()):
        if path not in used and found.is_table(path):
            yield Source(path.name, "not read: neither ours nor an export that is known", None)


def _count(path: Path) -> int | None:
    try:
        return sum(1 for _ in found.rows_of(path))
    except DataError:  # told where it is read
        return None
