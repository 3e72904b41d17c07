"""The exports in a folder: all of them together are one catalogue."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tastemaker.tools.catalogue.cells import rows
from tastemaker.tools.catalogue.cells.rows import Row
from tastemaker.tools.catalogue.feeds import merchant, shopify, woocommerce
from tastemaker.tools.catalogue.feeds.feed import Feed

_FEEDS: tuple[Feed, ...] = (shopify, woocommerce, merchant)
_ENDINGS = frozenset((".csv", ".tsv", ".txt"))
_LOOKED_AT = 5
"""Rows of which one must be readable for a file to be known."""


def exports(folder: Path) -> list[tuple[Path, Feed]]:
    """The files of a folder that some program exported, and what reads each."""
    there = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file())
    return [(path, feed) for path in there if (feed := feed_of(path)) is not None]


def read(path: Path, feed: Feed, among_others: bool) -> Iterator[Row]:
    """The rows of an export; among others its name stands before each id."""
    for line, row in feed.items(rows.read(path)):
        if among_others and not isinstance(row, str) and row.get("id"):
            row["id"] = f"{path.stem}:{row['id']}"
        yield line, row


def feed_of(path: Path) -> Feed | None:
    """What reads a file; None where no program that is known exported it."""
    first = (row for _, row in islice(rows.read(path), _LOOKED_AT) if not isinstance(row, str))
    columns = set(next(first, {}))
    return next((feed for feed in _FEEDS if feed.is_mine(columns)), None)
