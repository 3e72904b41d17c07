"""Requests to click on the empty page: those that this catalogue can answer."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tastemaker.ui.pictures import picture

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

# A request to click, and the word some title or category must hold for it to make sense here.
_EXAMPLES = (
    ("Noise cancelling headphones for flights, under 200", "headphones"),
    ("我买了华为Mate 40，配什么配件好？", "mate 40"),
    ("Something to read or listen to about photography", "photo"),
)
_PHOTO_EXAMPLE = ("More like this photo", "shoes, red")


def examples(shop: "Shop") -> list[tuple[str, Path | None]]:
    """Requests to click, each with its photo or none: those that this catalogue can answer."""
    named = [f"{item.title} {' '.join(item.categories)}".lower() for item in shop.catalogue]
    made: list[tuple[str, Path | None]] = [
        (text, None) for text, word in _EXAMPLES if any(word in names for names in named)
    ]
    text, word = _PHOTO_EXAMPLE
    preferred = sorted(shop.catalogue, key=lambda item: word not in item.title.lower())
    paths = (shop.picture_path(item) for item in preferred)
    photo = next((path for path in paths if path and picture(path)), None)
    if photo:
        made.append((text, photo))
    counted = Counter(item.categories[0] for item in shop.catalogue if item.categories)
    made += [(f"Show me something in {category}", None) for category, _ in counted.most_common(3 - len(made))]
    return [("What would I like?", None), *made]
