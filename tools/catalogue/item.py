"""Items and the catalogue that holds them: what there is to recommend."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

VARIANTS = ("sold out", "other variants")
"""Attributes that tell of variants which are not to be had, or not at the price told; no field has them."""
MEDIA = ("product", "book", "article", "video", "audio", "course", "image")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be recommended, as the owner of the catalogue describes it."""

    id: str
    title: str
    description: str = ""
    categories: tuple[str, ...] = ()
    brand: str = ""
    price: float | None = None
    currency: str = ""
    media: str = "product"
    images: tuple[str, ...] = ()
    """Paths of pictures in the catalogue's folder, or links that were fetched; the first is the one shown."""
    url: str = ""
    created_at: str = ""
    """ISO 8601 date or time, or empty."""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """Everything else the catalogue says: colour, author, year, title_zh, in_stock …"""
    figures: Mapping[str, str] = field(default_factory=dict)
    """What the title alone states in figures: capacity, length …; columns, and no text of their own."""

    @property
    def facts(self) -> str:
        """The text that encoders read: title, kind, description, attributes."""
        named = (f"{name}: {', '.join(plain(value))}" for name, value in self.described if plain(value))
        parts = [self.title, self.brand, " > ".join(self.categories), self.description, *named]
        return "\n".join(part for part in parts if part)

    @property
    def described(self) -> Iterator[tuple[str, Any]]:
        """The attributes that describe the item, so not whether it is in stock, nor what others of it are."""
        return (
            (name, value) for name, value in self.attributes.items() if name not in ("in_stock", *VARIANTS)
        )

    @property
    def sold_out(self) -> bool:
        """Whether the catalogue says that there is none: kept for histories, never recommended."""
        return self.attributes.get("in_stock") is False


class Catalogue:
    """The items by id, in a fixed order."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __contains__(self, id: object) -> bool:
        return id in self._items

    def __getitem__(self, id: str) -> Item:
        return self._items[id]

    def get(self, id: str) -> Item | None:
        return self._items.get(id)

    def save(self, path: Path) -> None:
        """Write one item a line."""
        names = [each.name for each in fields(Item)]
        with path.open("w", encoding="utf-8") as file:
            for item in self:
                row = {
                    name: value for name in names if (value := getattr(item, name)) not in ("", None, (), {})
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with path.open(encoding="utf-8") as file:
            return cls(_item(json.loads(line)) for line in file)


def plain(value: Any) -> list[str]:
    """The texts in an attribute's value, however nested.

    >>> plain({"size": [41, 42], "waterproof": True, "note": None})
    ['41', '42', 'yes']
    """
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in plain(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in plain(part)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [] if value in (None, "") else [str(value)]


def _item(row: dict[str, Any]) -> Item:
    for name in ("categories", "images"):
        if name in row:
            row[name] = tuple(row[name])
    return Item(**row)
