"""The files of a folder that hold a catalogue: ours, and what other programs export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from tastemaker.tools.catalogue.cells.ids import checked
from tastemaker.tools.catalogue.cells.prices import priced
from tastemaker.tools.catalogue.cells.tables import rows
from tastemaker.tools.catalogue.cells.tables.packed import unpacked
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.cells.together import together
from tastemaker.tools.catalogue.feeds import entries, plain
from tastemaker.tools.catalogue.feeds.feed import Feed
from tastemaker.tools.catalogue.feeds.mapping import mapped
from tastemaker.tools.catalogue.feeds.research import (
    amazon,
    bookcrossing,
    goodbooks,
    goodreads,
    movielens,
    recbole,
    rees46,
)
from tastemaker.tools.catalogue.feeds.shops import merchant, shopify, woocommerce
from tastemaker.tools.errors import DataError

Files = list[tuple[Path, Feed]]
_Part = Literal["items", "history", "users", "reviews"]
_FEEDS = (
    *(shopify.FEED, woocommerce.FEED, merchant.FEED),
    *(*amazon.FEEDS, *rees46.FEEDS, *movielens.FEEDS, *recbole.FEEDS),
    *(*goodbooks.FEEDS, *goodreads.FEEDS, *bookcrossing.FEEDS),
)
ORIGINS = tuple(dict.fromkeys(feed.origin for feed in _FEEDS))
"""Whose exports are read."""
_OURS = Feed(
    "ours",
    lambda columns: True,
    items=lambda rows: together(priced(rows)),
    history=iter,
    users=iter,
    reviews=iter,
)
_ENDINGS = frozenset(".csv .tsv .txt .json .jsonl .xml .data .dat .inter .item .user .parquet".split())
_LOOKED_AT = 5
"""Rows of which one must be readable for a file to be known."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a folder that hold a catalogue, and what reads each."""

    items: Files
    history: Files
    users: Files
    reviews: Files
    unread: dict[Path, str]
    """Why other tables are not read; empty where the items are ours: beside them anything may lie."""


def contents(folder: Path) -> Contents:
    """What the files of a folder hold: those that mapping.yaml names, else ours, else all exports."""
    own = mapped(folder)
    known, unread = dict[Path, Feed](), dict[Path, str]()
    for path in sorted(folder.iterdir()):
        if is_table(path):
            columns, why = _columns(path)
            if feed := next((feed for feed in _FEEDS if feed.is_mine(columns)), None):
                known[path] = feed
            else:
                unread[path] = why

    def holding(name: str, part: _Part) -> Files:
        if name in own:
            return [own[name]]
        if (ours := rows.find(folder, name)) is None:
            return [(path, feed) for path, feed in known.items() if getattr(feed, part)]
        feed = known.get(ours, _OURS)
        return [(ours, feed if getattr(feed, part) else _OURS)]

    return Contents(
        holding("items", "items"),
        holding("interactions", "history"),
        holding("users", "users"),
        holding("reviews", "reviews"),
        {} if "items" in own or rows.find(folder, "items") else unread,
    )


def is_table(path: Path) -> bool:
    """Whether a file may hold a part of a catalogue."""
    return unpacked(path).suffix.lower() in _ENDINGS and path.is_file()


def items(files: Files) -> Iterator[tuple[str, Row]]:
    """The rows of the items, each with its file's name.

    Where several shops are one catalogue, the name of the file stands before each id.
    """
    several = sum(feed.of_shop for _, feed in files) > 1
    for path, feed in files:
        coming = _Parts([part for part, other in files if other is feed] if feed.in_parts else [path])
        if path != coming.paths[0]:
            continue  # it was read with the first
        for line, row in checked(feed.items(coming)) if feed.items else ():
            if several and feed.of_shop and not isinstance(row, str) and row.get("id"):
                row["id"] = f"{unpacked(path).stem}:{row['id']}"
            yield coming.name, (line, row)


class _Parts:
    """The rows of files that are one table, and the name of the one that is being read."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.name = ""

    def __iter__(self) -> Iterator[Row]:
        for path in self.paths:
            self.name = path.name
            yield from rows_of(path)


def history(files: Files) -> Iterator[tuple[str, Row]]:
    """The rows of what shoppers did, each with its file's name."""
    for path, feed in files:
        yield from ((path.name, row) for row in (feed.history(rows_of(path)) if feed.history else ()))


def users(files: Files) -> Iterator[tuple[str, Row]]:
    """The rows of shoppers, each with its file's name."""
    for path, feed in files:
        yield from ((path.name, row) for row in (feed.users(rows_of(path)) if feed.users else ()))


def reviews(files: Files) -> Iterator[tuple[str, Row]]:
    """The rows of what shoppers wrote, each with its file's name."""
    for path, feed in files:
        yield from ((path.name, row) for row in (feed.reviews(rows_of(path)) if feed.reviews else ()))


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file, in whichever form its name says that it is written."""
    if unpacked(path).suffix.lower() == ".xml":
        return entries.read(path)
    layout = plain.layout_of(path)
    return rows.read(path) if layout is None else plain.read(path, layout)


def _columns(path: Path) -> tuple[set[str], str]:
    """The columns of a file in small letters, and why it is not read where nothing knows them."""
    try:
        first = [row for _, row in islice(rows_of(path), _LOOKED_AT)]
    except DataError as error:
        return set(), str(error).removeprefix(f"{path.name}:")
    columns = {name.lower() for row in first if not isinstance(row, str) for name in row}
    bad = next((row for row in first if isinstance(row, str)), "") if not columns else ""
    return columns, bad or "is no kind of file that is known; nothing of it is read"
