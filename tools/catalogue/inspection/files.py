"""What each file of a catalogue folder is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tastemaker.tools.catalogue.cells import rows
from tastemaker.tools.catalogue.feeds.feed import Feed
from tastemaker.tools.catalogue.feeds.found import exports, feed_of
from tastemaker.tools.catalogue.owner import FILE
from tastemaker.tools.errors import DataError

_OURS = {"items": "our items", "interactions": "our interactions", "users": "our users"}
_TABLES = frozenset((".csv", ".tsv", ".txt", ".jsonl", ".parquet"))


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
    used = dict(_used(folder))
    for path, kind in used.items():
        yield Source(path.name, kind, _rows(path) if count else None)
    for path in sorted(folder.iterdir()):
        if path.is_file() and path not in used and path.suffix.lower() in _TABLES:
            yield Source(path.name, "not read: neither ours nor an export that is known", None)


def _used(folder: Path) -> Iterator[tuple[Path, str]]:
    ours = {path: kind for name, kind in _OURS.items() if (path := rows.find(folder, name)) is not None}
    items = rows.find(folder, "items")
    if items is None:
        yield from ((path, _named(feed)) for path, feed in exports(folder))
    for path, kind in ours.items():
        feed = feed_of(path) if path == items else None
        yield path, kind if feed is None else _named(feed)
    if (folder / FILE).is_file():
        yield folder / FILE, "what the owner says of fields"


def _named(feed: Feed) -> str:
    """An export by the first words on what reads it."""
    return f"export: {(feed.__doc__ or '').partition(':')[0]}"


def _rows(path: Path) -> int | None:
    if path.suffix.lower() not in _TABLES:
        return None
    try:
        return sum(1 for _ in rows.read(path))
    except DataError:  # told where it is read
        return None
