"""Requests to click on the empty page: those that this catalogue can answer."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tastemaker.agent.answer.language import phrase
from tastemaker.ui.pictures import picture

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

_ACCESSORIES = "我买了华为Mate 40，配什么配件好？"
"""Chinese wherever it is shown: that a shop is spoken with in any language is seen by it."""
_PICTURED = "shoes, red"
"""What the title of the item should hold whose photo is the example."""


def examples(shop: "Shop", language: str = "en") -> list[tuple[str, Path | None]]:
    """Requests to click, each with its photo or none: those that this catalogue can answer."""
    # Each with the word that some title or category must hold for it to make sense here.
    asked = (
        (phrase("example_flights", language), "headphones"),
        (_ACCESSORIES, "mate 40"),
        (phrase("example_photography", language), "photo"),
    )
    named = [f"{item.title} {' '.join(item.categories)}".lower() for item in shop.catalogue]
    made: list[tuple[str, Path | None]] = [
        (text, None) for text, word in asked if any(word in names for names in named)
    ]
    preferred = sorted(shop.catalogue, key=lambda item: _PICTURED not in item.title.lower())
    paths = (shop.picture_path(item) for item in preferred)
    photo = next((path for path in paths if path and picture(path)), None)
    if photo:
        made.append((phrase("example_photo", language), photo))
    counted = Counter(item.categories[0] for item in shop.catalogue if item.categories)
    for category, _ in counted.most_common(max(0, 3 - len(made))):
        made.append((phrase("example_category", language, category=category), None))
    return [(phrase("example_like", language), None), *made]
