"""Items and the catalogue that holds them: what there is to recommend."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from math import inf
from pathlib import Path
from typing import Any, Self

_OF_TODAY = frozenset(("in_stock", "was"))
MEDIA = ("product", "book", "article", "video", "audio", "course", "image")


@dataclass(frozen=True, slots=True)
class Variant:
    """One form in which an item is sold: the red one in size 42."""

    options: Mapping[str, str]
    """What tells it from the others: {"colour": "red", "size": "42"}."""
    price: float | None = None
    sold_out: bool = False
    id: str = ""
    """What the shop's own orders call it."""
    images: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """What else is true of it alone: what it cost before, when it comes …"""

    @property
    def named(self) -> str:
        """Its options in one line."""
        return ", ".join(self.options.values())


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
    variants: tuple[Variant, ...] = ()
    """The forms in which it is sold; its own price and options are those of all that can be had."""

    @property
    def facts(self) -> str:
        """The text that encoders read: title, kind, description, attributes."""
        named = (f"{name}: {', '.join(plain(value))}" for name, value in self.added if plain(value))
        parts = [self.title, self.brand, " > ".join(self.categories), self.description, *named]
        return "\n".join(part for part in parts if part)

    @property
    def described(self) -> Iterator[tuple[str, Any]]:
        """The attributes that describe the item, so not whether it is in stock, nor what it cost before."""
        return ((name, value) for name, value in self.attributes.items() if name not in _OF_TODAY)

    @property
    def added(self) -> Iterator[tuple[str, Any]]:
        """The attributes that describe the item, but for what its description has in a line: "Power: 5 W"."""
        lines = self.description.replace("：", ": ")
        if ": " not in lines:
            return self.described
        return (
            told for told in self.described if not isinstance(told[1], str) or f": {told[1]}" not in lines
        )

    @property
    def sold_out(self) -> bool:
        """Whether the catalogue says that there is none: kept for histories, never recommended."""
        return self.attributes.get("in_stock") is False

    @property
    def there(self) -> tuple[Variant, ...]:
        """The variants that can be had."""
        return tuple(variant for variant in self.variants if not variant.sold_out)

    @property
    def not_shown(self) -> tuple[str, ...]:
        """The options of its variants that its attributes have not: sold out, or not what was asked for."""
        return tuple(
            value
            for variant in self.variants
            for name, value in variant.options.items()
            if value not in plain(self.attributes.get(name))
        )

    def sold_as(self, variants: Sequence[Variant]) -> "Item":
        """The item in some of its variants: with the options of them all, at the price of the cheapest."""
        best = min(variants, key=lambda variant: inf if variant.price is None else variant.price)
        options: dict[str, dict[str, None]] = {}
        for variant in variants:
            for name, value in variant.options.items():
                options.setdefault(name, {})[value] = None
        told = {name: one_or_more(list(values)) for name, values in options.items()}
        return replace(
            self,
            price=self.price if best.price is None else best.price,
            images=tuple(dict.fromkeys((*best.images, *self.images))),
            attributes={**self.attributes, **best.attributes, **told},
        )


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
                file.write(json.dumps(row, ensure_ascii=False, default=asdict) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with path.open(encoding="utf-8") as file:
            return cls(_item(json.loads(line)) for line in file)


def one_or_more(found: Sequence[str]) -> str | list[str]:
    """A value by itself, several as a list, as attributes hold them."""
    return found[0] if len(found) == 1 else list(found)


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
    if "variants" in row:
        row["variants"] = tuple(
            Variant(**{**each, "images": tuple(each["images"])}) for each in row["variants"]
        )
    return Item(**row)
