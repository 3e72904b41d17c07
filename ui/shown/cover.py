"""The picture of an item; where there is none, a cover that is drawn from its title."""

from html import escape
from zlib import crc32

from tastemaker.agent.answer.language import phrase
from tastemaker.tools.catalogue.item import MEDIA, Item
from tastemaker.ui.pictures import SIDE, icon, image
from tastemaker.ui.shown.frame import Frame

SMALL = 192
"""Pixels of the side of a picture beside other things."""


def picture(item: Item, frame: Frame, side: int = SIDE) -> str:
    """The picture, at most `side` pixels wide and high; else a cover in a colour that stays the same."""
    named = frame.name(item)
    alt = phrase("picture_of", frame.language, title=named)
    return image(frame.shop.picture_path(item), alt, side) or _drawn(item, named)


def _drawn(item: Item, named: str) -> str:
    """A cover as its medium has one. A screen reader passes over it: the title is said beside it."""
    seed = crc32(item.id.encode())
    kind = item.media if item.media in MEDIA else "product"
    return (
        f'<div class="cover {kind}" style="--hue:{seed % 360};--turn:{seed // 360 % 180}deg" '
        f'aria-hidden="true">{icon(item.media)}<span>{escape(named)}</span></div>'
    )
