"""The cheapest or the dearest that there is: a search whose list is in the order of prices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.names import titles
from tastemaker.tools.explain import kept_limits
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.lexical import tokens
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.toolbox import LIST_LENGTH, Result, Toolbox

CHEAPEST, DEAREST = "cheapest", "dearest"
_TIGHTENINGS = 8
"""How often the bound is moved to where the last search found something cheaper still."""


def parted(args: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The arguments that a tool takes, and the order that is wished for beside them."""
    return {name: value for name, value in args.items() if name != "order"}, str(args.get("order", ""))


def by_price(toolbox: Toolbox, found: Result, order: str) -> Result:
    """The cheapest, or dearest, things of the kind that was found, in that order; else what was found.

    `toolbox` can make the list again. A bound on the price is tightened until no search under it finds a
    better one; it is no limit of the shopper's, and neither the limits nor the evidence name it.
    """
    kind = _Kind(found)
    known = kind.among(found.candidates)
    sign = -1 if order == DEAREST else 1

    def under(count: int) -> Result:
        """What there is up to the price of the last of the first so many."""
        bound = sign * sorted(sign * price for price in known.values())[:count][-1]
        limits = kind.of(found.limits)
        priced = {"price_min": bound} if order == DEAREST else {"price_max": bound}
        return toolbox.again(Limits.of({**limits.as_dict(), **priced}))

    for _ in range(_TIGHTENINGS if known else 0):
        more = kind.among(under(LIST_LENGTH).candidates)
        if more.keys() <= known.keys():
            break
        known |= more
    best: tuple[Recommendation, ...] = ()
    for count in range(min(LIST_LENGTH, len(known)), 0, -1):
        if len(best) < count:
            best = max(best, _first(under(count).items, known, sign), key=len)
    if not best:
        return found
    items = tuple(_without_bound(shown, found.limits) for shown in best)
    return replace(found, items=items, about=tuple(shown.item for shown in items), facts={"order": order})


def _first(
    items: Sequence[Recommendation], known: Mapping[str, float], sign: int
) -> tuple[Recommendation, ...]:
    """Of a list what is cheapest, or dearest, of all that is known: up to the first that it lacks."""
    shown = {found.item.id: found for found in items}
    order = sorted(known, key=lambda id: (sign * known[id], id not in shown))
    return tuple(shown[id] for id in takewhile(shown.__contains__, order))


def _without_bound(shown: Recommendation, limits: Limits) -> Recommendation:
    """A recommendation whose evidence tells of the shopper's limits only."""
    kept = (Evidence("limit", detail, 0.0) for detail in kept_limits(shown.item, limits))
    return replace(shown, evidence=(*(part for part in shown.evidence if part.kind != "limit"), *kept))


class _Kind:
    """The kind of thing that a search is for: what has the medium of the best found, and its words."""

    def __init__(self, found: Result) -> None:
        self._best = found.items[0].item if found.items else None
        asked = set(tokens(found.query))
        self._said = _title if self._best and asked & _title(self._best) else _categories
        self._words = asked & self._said(self._best) if self._best else set()

    def among(self, items: tuple[Item, ...]) -> dict[str, float]:
        """The prices of those items that are of the kind, by id."""
        return {item.id: item.price for item in items if item.price is not None and self._holds(item)}

    def of(self, limits: Limits) -> Limits:
        """Limits that leave in what may be of the kind."""
        if self._best is None:
            return limits
        kind = {"media": self._best.media, "category": next(iter(self._best.categories), None)}
        return Limits.of({**kind, **limits.as_dict()})

    def _holds(self, item: Item) -> bool:
        if self._best is None or item.media != self._best.media:
            return False
        if item.categories[:1] != self._best.categories[:1]:
            return False  # a stand for headphones is none
        return self._words <= self._said(item) if self._words else item.categories == self._best.categories


def _title(item: Item) -> set[str]:
    """The words of an item's titles, in any language."""
    return {token for text in titles(item) for token in tokens(text)}


def _categories(item: Item) -> set[str]:
    return {token for name in item.categories for token in tokens(name)}
