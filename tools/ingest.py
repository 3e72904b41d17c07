"""Reading a catalogue folder: every row is checked; a bad one is reported, counted and skipped."""

import json
import math
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tastemaker.tools import rows
from tastemaker.tools.catalogue import MEDIA, Catalogue, Item
from tastemaker.tools.errors import DataError
from tastemaker.tools.purchases import EVENTS, Interaction

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_KNOWN = {
    "id", "title", "description", "categories", "brand", "price", "currency", "media", "image", "images",
    "url", "created_at", "attributes",
}  # fmt: skip
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row, or with one picture."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Folder:
    """What a catalogue folder holds, and what of it could not be used."""

    path: Path
    catalogue: Catalogue
    interactions: tuple[Interaction, ...]
    users: dict[str, dict[str, Any]]
    problems: list[Problem]


class _Bad(Exception):
    """Carries the reason for which a row is skipped."""


def read_folder(path: Path) -> Folder:
    """Read a catalogue folder; raises DataError when there is nothing to recommend in it."""
    if not path.is_dir():
        raise DataError(f"{path} is not a folder; name the folder that holds items.jsonl, .csv or .parquet")
    path = path.resolve()
    items = rows.find(path, "items")
    if items is None:
        raise DataError(f"{path} holds no items.jsonl, items.csv or items.parquet; put your catalogue there")
    problems: list[Problem] = []
    catalogue = Catalogue(_items(items, problems))
    if not catalogue:
        first = f": {problems[0]}" if problems else ", it is empty"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise DataError(f"{items} holds no usable item{first}{more}")
    interactions, users = rows.find(path, "interactions"), rows.find(path, "users")
    return Folder(
        path,
        catalogue,
        tuple(_interactions(interactions, catalogue, problems)) if interactions else (),
        dict(_users(users, problems)) if users else {},
        problems,
    )


def _items(path: Path, problems: list[Problem]) -> Iterator[Item]:
    lines: dict[str, int] = {}
    for line, row in rows.read(path):
        asides: list[str] = []
        try:
            item = _item(row, path.parent, asides)
            if item.id in lines:
                raise _Bad(f"id {item.id!r} is that of line {lines[item.id]} again")
        except _Bad as bad:
            problems.append(Problem(path.name, line, str(bad)))
            continue
        lines[item.id] = line
        problems.extend(Problem(path.name, line, aside) for aside in asides)
        yield item


def _item(row: dict[str, Any] | str, folder: Path, asides: list[str]) -> Item:
    if isinstance(row, str):
        raise _Bad(row)
    media = _text(row, "media").lower() or "product"
    if media not in MEDIA:
        raise _Bad(f"media {media!r} is not one of {', '.join(MEDIA)}")
    url = _text(row, "url")
    if url and not url.startswith(("http://", "https://")):
        asides.append(
            f"url {url[:100]!r} does not start with http:// or https://; the item is kept without it"
        )
        url = ""
    return Item(
        id=_id(row, "id"),
        title=_text(row, "title") or _refuse("no title"),
        description=_text(row, "description"),
        categories=tuple(_categories(row.get("categories"))),
        brand=_text(row, "brand"),
        price=_price(row.get("price")),
        currency=_text(row, "currency"),
        media=sys.intern(media),
        images=tuple(_images(row, folder, asides)),
        url=url,
        created_at=_day(row.get("created_at")),
        attributes=_attributes(row),
    )


def _interactions(path: Path, catalogue: Catalogue, problems: list[Problem]) -> Iterator[Interaction]:
    for line, row in rows.read(path):
        try:
            yield _interaction(row, catalogue)
        except _Bad as bad:
            problems.append(Problem(path.name, line, str(bad)))


def _interaction(row: dict[str, Any] | str, catalogue: Catalogue) -> Interaction:
    if isinstance(row, str):
        raise _Bad(row)
    user = _id(row, "user_id")
    item = catalogue.get(_id(row, "item_id")) or _refuse(f"item {row['item_id']!r} is not in the catalogue")
    event = _text(row, "event").lower() or "purchase"
    if event not in EVENTS:
        raise _Bad(f"event {event!r} is not one of {', '.join(EVENTS)}")
    value = _number(row.get("value"), "value")
    if event == "rating" and value is None:
        raise _Bad("a rating without a value")
    return Interaction(sys.intern(user), item.id, _time(row.get("timestamp")), sys.intern(event), value)


def _users(path: Path, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    seen: set[str] = set()
    for line, row in rows.read(path):
        try:
            if isinstance(row, str):
                raise _Bad(row)
            user = _id(row, "user_id")
            if user in seen:
                raise _Bad(f"user {user!r} is there twice")
            seen.add(user)
            yield (
                user,
                {
                    name: _clean(value)
                    for name, value in row.items()
                    if name != "user_id" and value not in (None, "")
                },
            )
        except _Bad as bad:
            problems.append(Problem(path.name, line, str(bad)))


def _refuse(reason: str) -> Any:
    raise _Bad(reason)


def _clean(value: Any) -> Any:
    """The value as JSON has it, its texts free of lone surrogates and control characters."""
    if isinstance(value, str):
        if not value.isprintable():
            value = "".join(
                c if c.isprintable() or c in "\n\t" else " "
                for c in value.encode("utf-8", "replace").decode()
            )
        return value.strip()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(_clean(name)): _clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else _clean(str(value))


def _text(row: dict[str, Any], name: str) -> str:
    value = _clean(row.get(name))
    if isinstance(value, list | dict):
        raise _Bad(f"{name} is not a text")
    return "" if value is None else str(value)


def _id(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with a gap in it, as some tools write it
    if value is None or value == "":
        raise _Bad(f"no {name}")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _Bad(f"{name} {value!r} is not a text")
    id = " ".join(str(_clean(value)).split())
    if not 0 < len(id) <= _LONGEST_ID:
        raise _Bad(f"{name} is longer than {_LONGEST_ID} characters" if id else f"no {name}")
    return id


def _number(value: Any, name: str) -> float | None:
    if value is None or isinstance(value, str) and not value.strip():
        return None
    if (
        isinstance(value, str)
        and _NUMBER.fullmatch(value.strip())
        or not isinstance(value, str | bool | list | dict)
    ):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if math.isfinite(number):
            return number
    raise _Bad(f"{name} {str(value)[:100]!r} is not a number")


def _price(value: Any) -> float | None:
    price = _number(value, "price")
    if price is not None and price < 0:
        raise _Bad(f"price {price:g} is negative")
    return price


def _time(value: Any) -> float:
    """Seconds since 1970 from seconds, milliseconds (or finer), or ISO 8601; without a zone it is UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()) and value.strip():
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise _Bad(f"timestamp {value[:100]!r} is neither seconds nor ISO 8601") from None
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    time = _number(value, "timestamp") or 0.0
    if time < 0:
        raise _Bad(f"timestamp {time:g} is negative")
    while time >= 1e11:  # as seconds that is the year 5138
        time /= 1000
    return time


def _day(value: Any) -> str:
    text = str(_clean(value) or "")
    try:
        if text:
            datetime.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
        return text
    except ValueError:
        raise _Bad(f"created_at {text[:100]!r} is not ISO 8601, like 2024-05-31") from None


def _listed(value: Any, name: str) -> list[Any]:
    """A list, or a text that is one in JSON, or one text."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise _Bad(f"{name} is not a JSON list") from None
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _categories(value: Any) -> Iterator[str]:
    levels = (
        value.split(">")
        if isinstance(value, str) and not value.lstrip().startswith("[")
        else _listed(value, "categories")
    )
    for level in levels:
        if not isinstance(level, str):
            raise _Bad("categories is neither a list of texts nor 'a > b'")
        if text := _clean(level):
            yield text


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    given = row.get("attributes")
    if isinstance(given, str) and given.strip():
        try:
            given = json.loads(given)
        except (ValueError, RecursionError):
            raise _Bad("attributes is not a JSON object") from None
    if isinstance(given, list) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in given):
        given = dict(given)  # Parquet's map type
    if given not in (None, "") and not isinstance(given, dict):
        raise _Bad("attributes is not an object")
    named = {name: value for name, value in row.items() if name not in _KNOWN} | (given or {})
    attributes = {
        str(_clean(name)): kept for name, value in named.items() if (kept := _clean(value)) not in (None, "")
    }
    if "in_stock" in attributes:
        attributes["in_stock"] = str(attributes["in_stock"]).lower() not in ("false", "no", "n", "0", "0.0")
    return attributes


def _images(row: dict[str, Any], folder: Path, asides: list[str]) -> Iterator[str]:
    for image in [*_listed(row.get("image"), "image"), *_listed(row.get("images"), "images")]:
        reason = _why_no_picture(folder, image) if isinstance(image, str) else "is not a path"
        if reason:
            asides.append(f"image {str(image)[:200]!r} {reason}; the item is kept without it")
        else:
            yield image


def _why_no_picture(folder: Path, image: str) -> str:
    from PIL import Image

    try:
        path = (folder / image).resolve()
        if not path.is_relative_to(folder):
            return "is outside the folder"
        if not path.is_file():
            return "does not exist"
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # its size is bounded where it is decoded
            with Image.open(path):
                return ""
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "is not a picture"
