"""Reading a catalogue folder: every row is checked; a bad one is reported, counted and skipped."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time as time_now
from typing import Any

from tastemaker.tools.catalogue.cells import fields, rows
from tastemaker.tools.catalogue.cells.fields import Bad
from tastemaker.tools.catalogue.cells.history import RETURN, event_of, kept
from tastemaker.tools.catalogue.cells.images import Images
from tastemaker.tools.catalogue.cells.stock import is_there
from tastemaker.tools.catalogue.feeds.found import exports, feed_of, read
from tastemaker.tools.catalogue.item import MEDIA, Catalogue, Item
from tastemaker.tools.catalogue.purchases import EVENTS, Interaction
from tastemaker.tools.catalogue.values.titled import with_figures
from tastemaker.tools.errors import DataError

_KNOWN = frozenset(
    ["id", "title", "description", "categories", "brand", "price", "currency", "media", "image", "images"]
    + ["url", "created_at", "attributes"]
)

_A_DAY = 86_400.0
"""Seconds that the clock of another program may be ahead."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row, or with one picture."""

    file: str
    line: int
    """Counted from 1; 0 when the problem is not that of a line."""
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Folder:
    """What a catalogue folder holds, and what of it could not be used."""

    path: Path
    catalogue: Catalogue
    interactions: tuple[Interaction, ...]
    users: dict[str, dict[str, Any]]
    problems: list[Problem]
    links: tuple[str, ...] = ()
    """Of pictures that are not fetched, the first of every item before the second of any."""


def read_folder(path: Path, home: Path | None = None) -> Folder:
    """Read a catalogue folder; raises DataError when there is nothing to recommend in it.

    `home` is where pictures are that were fetched by their links; without one no item has them.
    """
    if not path.is_dir():
        raise DataError(f"{path} is not a folder; name the folder that holds items.jsonl, .csv or .parquet")
    path = path.resolve()
    problems: list[Problem] = []
    found, named = _found(path)
    images = Images(path, home)
    catalogue = Catalogue(with_figures(_items(found, images, problems)))
    problems.extend(Problem(file, 0, sentence) for file, sentence in images.told())
    if not catalogue:
        first = f": {problems[0]}" if problems else ", it is empty"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise DataError(f"{named} holds no usable item{first}{more}")
    interactions, users = rows.find(path, "interactions"), rows.find(path, "users")
    return Folder(
        path,
        catalogue,
        tuple(kept(_interactions(interactions, catalogue, problems))) if interactions else (),
        dict(_users(users, problems)) if users else {},
        problems,
        images.links,
    )


def _found(folder: Path) -> tuple[Iterator[tuple[str, rows.Row]], Path]:
    """The rows of a folder's items, each with its file's name, and where they are: in ours, or in exports."""
    if (items := rows.find(folder, "items")) is not None:
        feed = feed_of(items)
        of_items = rows.read(items) if feed is None else read(items, feed, among_others=False)
        return ((items.name, row) for row in of_items), items
    if not (found := exports(folder)):
        raise DataError(
            f"{folder} holds no items.jsonl, items.csv or items.parquet, and no export of Shopify, "
            "WooCommerce or Google Merchant; put your catalogue there"
        )
    each = ((path.name, row) for path, feed in found for row in read(path, feed, len(found) > 1))
    return each, folder


def _items(found: Iterable[tuple[str, rows.Row]], images: Images, problems: list[Problem]) -> Iterator[Item]:
    lines: dict[str, int] = {}
    for file, (line, row) in found:
        asides: list[str] = []
        try:
            row = _readable(row)
            item = _item(row, tuple(dict.fromkeys(images.of(row, file, asides))), asides)
            if item.id in lines:
                raise Bad(f"id {item.id!r} is that of line {lines[item.id]} again")
        except Bad as bad:
            problems.append(Problem(file, line, str(bad)))
            continue
        lines[item.id] = line
        problems.extend(Problem(file, line, aside) for aside in asides)
        yield item


def _item(row: fields.Row, images: tuple[str, ...], asides: list[str]) -> Item:
    """The item of a row. What is wrong with it but does not keep it out is added to `asides`."""
    id, title = fields.identifier(row, "id"), fields.line(row, "title")
    if not title:
        raise Bad("no title")
    media = fields.text(row, "media").lower() or "product"
    if media not in MEDIA:
        raise Bad(f"media {media!r} is not one of {', '.join(MEDIA)}")
    stock = fields.text(row, "in_stock")
    if stock and is_there(stock) is None:
        asides.append(f"in_stock {stock[:100]!r} is not understood; it is taken as in stock")
    url = fields.text(row, "url")
    if url and not url.startswith(("http://", "https://")):
        asides.append(
            f"url {url[:100]!r} does not start with http:// or https://; the item is kept without it"
        )
        url = ""
    return Item(
        id=id,
        title=title,
        description=fields.text(row, "description"),
        categories=fields.categories(row),
        brand=fields.line(row, "brand"),
        price=fields.price(row),
        currency=fields.line(row, "currency"),
        media=sys.intern(media),
        images=images,
        url=url,
        created_at=fields.day(row, "created_at"),
        attributes=fields.attributes(row, _KNOWN),
    )


def _interactions(path: Path, catalogue: Catalogue, problems: list[Problem]) -> Iterator[Interaction]:
    for line, row in rows.read(path):
        try:
            if (found := _interaction(_readable(row), catalogue)) is not None:
                yield found
        except Bad as bad:
            problems.append(Problem(path.name, line, str(bad)))


def _interaction(row: fields.Row, catalogue: Catalogue) -> Interaction | None:
    """The interaction of a row; None where its event says nothing of taste."""
    user, id = fields.identifier(row, "user_id"), fields.identifier(row, "item_id")
    item = catalogue.get(id)
    if item is None:
        raise Bad(f"item {id!r} is not in the catalogue")
    said = fields.text(row, "event") or EVENTS[0]
    if (event := event_of(said)) is None:
        raise Bad(f"event {said!r} is not one of {', '.join(EVENTS)}")
    if not event:
        return None
    value, time = fields.number(row, "value"), fields.seconds(row, "timestamp")
    if event == EVENTS[0] and value is not None and value < 0:
        event = RETURN
    if time > time_now() + _A_DAY:
        raise Bad(f"timestamp {fields.text(row, 'timestamp')} is in the future")
    if event == "rating" and value is None:
        raise Bad("a rating without a value")
    return Interaction(sys.intern(user), item.id, time, sys.intern(event), value)


def _users(path: Path, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    lines: dict[str, int] = {}
    for line, row in rows.read(path):
        try:
            row = _readable(row)
            user = fields.identifier(row, "user_id")
            if user in lines:
                raise Bad(f"user {user!r} is that of line {lines[user]} again")
        except Bad as bad:
            problems.append(Problem(path.name, line, str(bad)))
            continue
        lines[user] = line
        told = fields.clean(row)
        yield user, {name: told[name] for name in told if name != "user_id" and told[name] not in (None, "")}


def _readable(row: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(row, str):
        raise Bad(row)
    return row
