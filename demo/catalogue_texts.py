"""The hand-written texts: one file a topic, each entry two lines; read into entries.

    == product | Headphones > Over-ear | picture=headphones
    id | title | Chinese title | brand | price | colour=black; weight=254 g
    The description, on one line.

What follows the categories of a section holds for all its entries.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
PRIVATE = ("picture", "pull", "emblem")  # for the generator only, not written into the catalogue

# What is new on the shelves in these two years comes after OPENS; people buy between OPENS and CLOSES.
OPENS, CLOSES = date(2024, 9, 1), date(2026, 8, 31)


@dataclass(frozen=True)
class Entry:
    """One item as written by hand, with what only the generator knows of it."""

    id: str
    topic: str
    media: str
    categories: list[str]
    title: str
    title_zh: str
    brand: str
    price: float
    description: str
    attributes: dict[str, Any] = field(default_factory=dict)
    picture: str = ""
    """What is drawn: phone, case, shoe …"""
    emblem: str = ""
    """What is drawn on a cover: a kind of picture."""
    pull: float = 1.0
    """How much more than its neighbours people want it."""

    @property
    def image(self) -> str:
        return f"images/{self.id}.webp"

    @property
    def created(self) -> date:
        """A day that follows from the id, in the year of publication where there is one."""
        number = int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:4], "big")
        if "released" in self.attributes:
            return date.fromisoformat(self.attributes["released"])
        if "year" in self.attributes:
            day = date(self.attributes["year"], 1, 1) + timedelta(days=number % 365)
            return min(day, CLOSES - timedelta(days=120))
        if number % 4 == 0:
            return OPENS + timedelta(days=number // 4 % 540)
        return OPENS - timedelta(days=30 + number // 4 % 900)

    def record(self) -> dict[str, Any]:
        """The line of items.jsonl."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "media": self.media,
            "categories": self.categories,
            "brand": self.brand,
            "price": self.price,
            "currency": "EUR",
            "image": self.image,
            "created_at": self.created.isoformat(),
            "attributes": {"title_zh": self.title_zh, **self.attributes},
        }


def entries() -> list[Entry]:
    """All entries, in the order of the files and lines."""
    return [entry for path in sorted(TEXTS.glob("*.txt")) for entry in _read(path)]


def _read(path: Path) -> list[Entry]:
    found: list[Entry] = []
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    media, categories, shared = "product", [""], {}
    rest = iter(lines)
    for line in rest:
        if line.startswith("=="):
            media, levels, *more = [part.strip() for part in line[2:].split("|")]
            categories = [level.strip() for level in levels.split(">")]
            shared = _pairs(more[0]) if more else {}
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) not in (5, 6):
            raise SystemExit(f"{path.name}: {line!r} has {len(parts)} fields, not 5 or 6")
        id, title, title_zh, brand, price, *more = parts
        attributes = shared | (_pairs(more[0]) if more else {})
        private = {name: attributes.pop(name) for name in PRIVATE if name in attributes}
        found.append(
            Entry(
                id,
                path.stem,
                media,
                categories,
                title,
                title_zh,
                brand,
                float(price),
                next(rest),
                attributes,
                **private,
            )
        )
    return found


def _pairs(text: str) -> dict[str, Any]:
    pairs = (pair.split("=", 1) for pair in text.split(";") if pair.strip())
    return {name.strip(): _value(value.strip()) for name, value in pairs}


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
