"""What a list stands in: the shop, the language, the turn."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from tastemaker.agent.answer.language import title
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.shop import Shop

_LONGEST = 160


def short(text: str) -> str:
    """A text, or the beginning of one that would fill the page."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all items of a list."""

    shop: Shop
    language: str = "en"
    number: int = 0
    """Of the turn: menus are called by it."""
    photo: Path | None = None
    """The photo that the list answers."""

    def name(self, item: Item) -> str:
        """The title in the shopper's language; of an endless one the beginning."""
        return short(title(item, self.language))

    def heading(self, item: Item, level: str) -> str:
        """The title as a heading, with a way to the item's own page where it has one on the web."""
        named, full = escape(self.name(item)), title(item, self.language)
        if item.url.startswith(("https://", "http://")):
            named = f'<a href="{escape(item.url)}" target="_blank" rel="noopener noreferrer">{named}</a>'
        spoken = f' lang="{escape(self.language)}"' if full != item.title else ""
        whole = f' title="{escape(full)}"' if full != self.name(item) else ""
        return f'<{level} dir="auto"{spoken}{whole}>{named}</{level}>'
