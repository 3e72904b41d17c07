"""How an item is to differ from one that it is like: cheaper, lighter, of another maker, in blue."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.errors import Retry
from tastemaker.tools.search.compare import comparison
from tastemaker.tools.search.lexical import STOP, stem
from tastemaker.tools.search.limits import Limits, Media
from tastemaker.tools.search.routes import BoolArray
from tastemaker.tools.shop import Shop

_CHEAPER = frozenset("cheaper less lower".split())
_DEARER = frozenset("dearer pricier expensive better premium".split())
_JOINING = frozenset("but more one with same as not so by".split())
"""Beside the words that say nothing of any item."""


def changed(original: Item, change: str, limits: Limits, brands: Sequence[str]) -> tuple[Limits, str]:
    """The limits after a change, and its words that describe a wish; raises `Retry` when it cannot be."""
    wish = []
    for brand in brands:  # a name, not the colour that it may be too
        name = re.escape(brand)
        if match := re.search(rf"\b(?:from|by) (?i:{name})(?!\w)|(?<!\w){name}(?!\w)", change):
            limits, change = replace(limits, brand=brand), change.replace(match[0], " ")
            break
    for word in re.findall(r"[\w-]+", change.casefold()):
        if word in _CHEAPER | _DEARER and original.price is None:
            raise Retry(f"{original.title} has no price to compare with")
        if word in _CHEAPER and original.price is not None:
            if original.price == 0:
                raise Retry(f"{original.title} is free already")
            below = round(original.price - 0.01, 2)
            limits = replace(limits, price_max=min(below, limits.price_max or below))
        elif word in _DEARER and original.price is not None:
            limits = replace(limits, price_min=round(original.price + 0.01, 2), price_max=None)
        elif word.rstrip("s") in get_args(Media):
            limits = replace(limits, media=word.rstrip("s"))
        elif word not in _JOINING | STOP:
            wish.append(word)
    return limits, " ".join(wish)


def differing(shop: Shop, original: Item, word: str, among: BoolArray) -> BoolArray:
    """The rows of some whose items are "lighter" than an item, by the catalogue's own measures."""
    differs = comparison(original, word)
    assert differs is not None
    return _where(shop, among, lambda item: differs(item) is not None)


def having(shop: Shop, wish: str) -> tuple[BoolArray, BoolArray]:
    """The rows that have every word of a wish: of those that name a value, and of the others it knows.

    A colour, a material, a kind is meant as such, and looked for in titles, categories and values only: a
    story may well tell of a white wall.
    """
    everything = Limits().mask(shop)
    named, known = everything.copy(), everything.copy()
    for word in wish.split():
        rows = everything & ~Limits(exclude=(word,)).mask(shop)
        if (valued := _valued(shop, word, rows)).any():
            named &= valued
        elif rows.any():
            known &= rows
    return named, known


def _valued(shop: Shop, word: str, among: BoolArray) -> BoolArray:
    """The rows among some with a word in a value, category or title; none where only titles have it."""
    form = stem(word)
    value = _where(shop, among, lambda item: form in _stems(" ".join(_values(item))))
    return value | _where(shop, among, lambda item: form in _stems(item.title)) if value.any() else value


def _where(shop: Shop, among: BoolArray, holds: Callable[[Item], bool]) -> BoolArray:
    found = np.zeros_like(among)
    for row in np.flatnonzero(among).tolist():
        found[row] = holds(shop.catalogue[shop.ids[row]])
    return found


def _values(item: Item) -> Iterator[str]:
    yield from item.categories
    for name, held in item.described:
        if not name.startswith("title"):
            yield from plain(held)


def _stems(text: str) -> set[str]:
    return {stem(part) for part in re.findall(r"\w+", text.casefold())}
