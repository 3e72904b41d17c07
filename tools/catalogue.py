"""Items and the catalogue that holds them: what there is to recommend."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

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
    """Paths of pictures, relative to the catalogue's folder; the first is the one that is shown."""
    url: str = ""
    created_at: str = ""
    """ISO 8601 date or time, or empty."""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """Everything else the catalogue says: colour, author, year, title_zh, in_stock …"""

    @property
    def facts(self) -> str:
        """The text that encoders and the lexical index read: title, kind, description, attributes."""
        named = (f"{name}: {_plain(value)}" for name, value in self.attributes.items() if value not in (None, ""))
        parts = [self.title, self.brand, " > ".join(self.categories), self.description, *named]
        return "\n".join(part for part in parts if part)


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


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
