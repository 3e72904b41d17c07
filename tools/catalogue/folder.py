"""Reading a catalogue folder: every row is checked; a bad one is reported, counted and skipped."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.cells import fields
from tastemaker.tools.catalogue.cells.fields import Bad
from tastemaker.tools.catalogue.cells.history import RETURN, event_of, kept
from tastemaker.tools.catalogue.cells.ids import Ids, whole
from tastemaker.tools.catalogue.cells.images import Images
from tastemaker.tools.catalogue.cells.markup import is_markup, words
from tastemaker.tools.catalogue.cells.problems import Problem, Problems, rows_of
from tastemaker.tools.catalogue.cells.stock import is_there
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.cells.variants import as_sold, variants
from tastemaker.tools.catalogue.feeds import found
from tastemaker.tools.catalogue.item import MEDIA, Catalogue, Item
from tastemaker.tools.catalogue.owner import currency_said, read_owner
from tastemaker.tools.catalogue.purchases import EVENTS, Interaction
from tastemaker.tools.catalogue.texts.stated import with_stated
from tastemaker.tools.catalogue.texts.titled import with_figures
from tastemaker.tools.errors import DataError
from tastemaker.tools.facts.reviews.review import Review, read

_KNOWN = frozenset(
    ["id", "title", "description", "categories", "brand", "price", "currency", "media", "image", "images"]
    + ["url", "created_at", "attributes", "variants"]
)


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
    reviews: tuple[Review, ...] = ()
    """The latest of each item."""
    stated: int = 0
    """Attributes that are read from the items' texts."""
    same: frozenset[str] = frozenset()
    """The items that are as they were, where it was read on top of others."""


def read_folder(path: Path, home: Path | None = None, before: Folder | None = None) -> Folder:
    """Read a catalogue folder; raises DataError when there is nothing to recommend in it.

    `home` is where pictures are that were fetched by their links; without one no item has them. What is read
    is added to what was `before`, and takes the place of what has its id there.
    """
    if not path.is_dir():
        raise DataError(f"{path} is not a folder; name the folder that holds items.jsonl, .csv or .parquet")
    path = path.resolve()
    problems = Problems()
    there = found.contents(path)
    problems.extend(Problem(file.name, 0, why) for file, why in there.unread.items())
    known: tuple[Item, ...] = ()
    onto = path
    if before is not None and (there.items or there.history or there.users or there.reviews):
        known, onto = tuple(before.catalogue), before.path
    elif not there.items:
        raise DataError(_nothing(path, there))
    images, currency = Images(path, home), currency_said(read_owner(onto))
    rows = (_in_currency(item, currency) for item in _items(found.items(there.items), images, problems))
    items, stated = with_stated(with_figures(rows, known), known)
    catalogue = Catalogue([*known, *items])
    problems.extend(Problem(file, 0, sentence) for file, sentence in images.told())
    if not catalogue:
        named = there.items[0][0] if len(there.items) == 1 else path
        raise DataError(f"{named} holds no usable item{_first(problems.listed()) or ', it is empty'}")
    done, users = (before.interactions, before.users) if before else ((), {})
    history = kept(_interactions(there.history, catalogue, problems), done)
    written, reviews = found.reviews(there.reviews), before.reviews if before else ()
    ratings: list[Interaction] = []
    if there.reviews:
        reviews, ratings = read(written, catalogue, problems, reviews)
    return Folder(
        onto,
        catalogue,
        tuple(_with_ratings(history, ratings)),
        users | dict(_users(there.users, problems)),
        problems.listed(),
        images.links,
        reviews,
        stated,
    )


def _nothing(folder: Path, there: found.Contents) -> str:
    """Why a folder in which no file holds items cannot be read."""
    origins = f"{', '.join(found.ORIGINS[:-1])} or {found.ORIGINS[-1]}"
    none = f"{folder} holds no items.jsonl, items.csv or items.parquet, and no export of {origins}"
    if beside := [file.name for file, _ in (*there.history, *there.reviews)]:
        return f"{none} that lists items; put it beside {', '.join(beside)}"
    unread = [Problem(file.name, 0, why) for file, why in there.unread.items()]
    return f"{none}; put your catalogue there{_first(unread)}"


def _first(problems: list[Problem]) -> str:
    """The first problem, and how many more there are; empty where there is none."""
    more = rows_of(problems) - 1
    return f": {problems[0]}{f' (and {more} more)' if more else ''}" if problems else ""


def _items(rows: Iterable[tuple[str, Row]], images: Images, problems: Problems) -> Iterator[Item]:
    lines: dict[str, tuple[str, int]] = {}
    for file, (line, row) in rows:
        asides: list[str] = []
        try:
            row = _readable(row)
            item = _item(row, tuple(dict.fromkeys(images.of(row, file, asides))), asides)
            if item.id in lines:
                there, number = lines[item.id]
                where = f"line {number}" if there == file else f"{there}:{number}"
                raise Bad(f"id {item.id!r} is that of {where} again")
        except Bad as bad:
            problems.append(Problem(file, line, str(bad)))
            continue
        lines[item.id] = file, line
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
    forms = [each for each in fields.listed(row, "variants") if isinstance(each, Mapping)]
    for stock in {fields.text(each, "in_stock"): None for each in (row, *forms)}:
        if stock and is_there(stock) is None:
            asides.append(f"in_stock {stock[:100]!r} is not understood; it is taken as in stock")
    url = fields.text(row, "url")
    if url and not url.startswith(("http://", "https://")):
        asides.append(
            f"url {url[:100]!r} does not start with http:// or https://; the item is kept without it"
        )
        url = ""
    item = Item(
        id=id,
        title=title,
        description=words(text) if is_markup(text := fields.text(row, "description")) else text,
        categories=fields.categories(row),
        brand=fields.line(row, "brand"),
        price=fields.price(row),
        currency=fields.line(row, "currency"),
        media=sys.intern(media),
        images=images,
        url=url,
        created_at=fields.day(row, "created_at"),
        attributes=fields.attributes(row, _KNOWN),
        variants=variants(row),
    )
    return as_sold(item)


def _in_currency(item: Item, currency: str) -> Item:
    """An item with a price, in the currency that the owner says where its row names none."""
    return item if item.currency or item.price is None or not currency else replace(item, currency=currency)


def _interactions(files: found.Files, catalogue: Catalogue, problems: Problems) -> Iterator[Interaction]:
    ids = Ids(catalogue)
    for file, (line, row) in found.history(files):
        asides: list[str] = []
        try:
            if (done := _interaction(_readable(row), ids, asides)) is not None:
                yield done
        except Bad as bad:
            asides.append(str(bad))
        problems.extend(Problem(file, line, aside) for aside in asides)


def _interaction(row: fields.Row, ids: Ids, asides: list[str]) -> Interaction | None:
    """The interaction of a row; None where its event says nothing of taste. `asides` take what is told."""
    user, id = whole(fields.identifier(row, "user_id")), fields.identifier(row, "item_id")
    item = ids.find(id, asides)
    if item is None:
        raise Bad(f"item {id!r} is not in the catalogue")
    said = fields.text(row, "event") or EVENTS[0]
    if (event := event_of(said)) is None:
        raise Bad(f"event {said!r} is not one of {', '.join(EVENTS)}")
    if not event:
        return None
    value, time = fields.number(row, "value"), fields.past(row, "timestamp")
    if event == EVENTS[0] and value is not None and value < 0:
        event = RETURN
    if event == "rating" and value is None:
        raise Bad("a rating without a value")
    if not time and "timestamp" in row:
        asides.append("no timestamp; it counts as early as the shopper's first known one")
    return Interaction(sys.intern(user), item, time, sys.intern(event), value)


def _with_ratings(history: list[Interaction], ratings: list[Interaction]) -> list[Interaction]:
    """A history, and what reviews add to it: that somebody has an item at all, or regrets it."""
    if not ratings:
        return history
    there, known = set(history), {(done.user, done.item) for done in history}
    new = [
        rated
        for rated in ratings
        if (rated.user, rated.item) not in known or (rated.weight < 0 and rated not in there)
    ]
    return sorted([*history, *new], key=lambda done: done.time) if new else history


def _users(files: found.Files, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    lines: dict[str, int] = {}
    for file, (line, row) in found.users(files):
        try:
            row = _readable(row)
            user = whole(fields.identifier(row, "user_id"))
            if user in lines:
                raise Bad(f"user {user!r} is that of line {lines[user]} again")
        except Bad as bad:
            problems.append(Problem(file, line, str(bad)))
            continue
        lines[user] = line
        told = fields.clean(row)
        yield user, {name: told[name] for name in told if name != "user_id" and told[name] not in (None, "")}


def _readable(row: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(row, str):
        raise Bad(row)
    return row
