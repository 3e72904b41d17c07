"""One ranking for each way of asking: a need, likeness to an item, one's taste, what goes with an item."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from tastemaker.tools.catalogue import Item, plain
from tastemaker.tools.compared import compares, comparison
from tastemaker.tools.errors import Retry
from tastemaker.tools.fuse import Kind, Ranking, fuse, ranked
from tastemaker.tools.limits import Limits, Media
from tastemaker.tools.parts import Records
from tastemaker.tools.routes import BoolArray, FloatArray, Routes
from tastemaker.tools.shop import Shop
from tastemaker.tools.words import STOP, stem

# How much each route counts where it says something; `fuse` divides by the sum of those that do.
_SEARCH: Mapping[Kind, float] = {
    "words": 0.36, "meaning": 0.36, "looks": 0.05, "photo": 0.8, "history": 0.12, "popular": 0.05,
}  # fmt: skip
_SIMILAR: Mapping[Kind, float] = {"meaning": 0.6, "words": 0.25, "history": 0.1, "popular": 0.05}
_GOES_WITH: Mapping[Kind, float] = {"together": 0.7, "words": 0.25, "popular": 0.05}

_SHARP = 0.14
"""How much of the weight goes over from meaning to words when these decide alone."""
_TENTH = 10

_NAMED = 0.3
"""How much category, maker and numbers count that a query names, beside the best match of its words."""

# An item answers a request when it comes this near to the best match that there is without any limit.
_NEAR_MEANING = 0.65
_NEAR_PHOTO = 0.75
_MOST_WORDS, _SOME_WORDS = 0.8, 0.5
_UNRELATED = 0.25
"""Cosine up to which two texts have nothing to do with each other for the encoder."""

_LEAST = 0.01
_ENOUGH = 12
"""How many items a category must have to be an answer by itself."""

_CHEAPER = frozenset("cheaper less lower".split())
_DEARER = frozenset("dearer pricier expensive better premium".split())
_JOINING = frozenset("but more one with same as not so by".split())
"""Beside the words that say nothing of any item."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a ranking answers: a described need, or items that others are compared with."""

    query: str = ""
    originals: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking, what it answers and the limits that it keeps."""

    ranking: Ranking
    asked: Asked
    limits: Limits
    relevant: BoolArray
    """Rows that would answer the request if there were no limits."""
    medium: str | None = None
    """The medium of the best match without any limit, where a need or an item was named."""
    kept_out: BoolArray | None = None
    """Rows of the category that was asked for by name, when the limits keep out all of them."""


class Rankings:
    """The rankings over one shop for one shopper."""

    def __init__(self, shop: Shop, routes: Routes, photo: Records | None, photo_weight: float = 0.5) -> None:
        self._shop = shop
        self._routes = routes
        self._photo = photo
        self._photo_weight = photo_weight

    def search(self, query: str, limits: Limits, use_photo: bool = False) -> Ranked:
        """Items for a need in words, like the photo, or both.

        A query that only names a category is met by all of it alike: then taste and popularity decide.
        """
        routes, allowed = self._routes, limits.mask(self._shop) & ~self._routes.refused
        anywhere: dict[Kind, FloatArray] = {}
        within: dict[Kind, FloatArray] = {"history": routes.history, "popular": routes.popular}
        category = None if use_photo else self._shop.masks.named_category(query)
        if category is not None and (for_sale := category & Limits().mask(self._shop)).sum() >= _ENOUGH:
            within["words"] = category.astype(np.float32)
            lead = limits.media or self._item(fuse(within, _SEARCH, for_sale).rows[0]).media
            return Ranked(fuse(within, _SEARCH, allowed & category), Asked(query), limits, category, lead)
        if query.strip():
            vector = routes.encoded(query)
            words = routes.words(query)
            anywhere = {"words": words, "meaning": routes.meaning(vector, None, words)}
            within |= {
                "words": words,
                "meaning": routes.meaning(vector, allowed, np.where(allowed, words, 0)),
                "looks": routes.looks(vector, allowed),
            }
        if use_photo and self._photo is not None:
            anywhere["photo"] = routes.pictured(self._photo)
            within["photo"] = routes.photo(self._photo, allowed)
        if not anywhere:
            relevant = np.ones(len(self._shop.ids), bool)
            return Ranked(fuse(within, _SEARCH, allowed), Asked(query), limits, relevant)
        relevant = _relevant(anywhere, within)
        if limits.media:  # where another medium was asked for, the best of that medium is the measure
            others = Limits(media=limits.media).mask(self._shop)
            of_medium = {kind: np.where(others, scores, 0) for kind, scores in anywhere.items()}
            relevant |= _relevant(of_medium, {kind: np.where(others, within[kind], 0) for kind in anywhere})
        weights = _weighted(_SEARCH, anywhere.get("words"))
        if "photo" in anywhere and "words" in anywhere:
            weights = _beside_photo(weights, self._photo_weight)
        if "words" in within:
            named = routes.named(query)
            anywhere["words"], within["words"] = (
                _beside_names(of["words"], named) for of in (anywhere, within)
            )
        meant = Limits().mask(self._shop) & relevant
        if limits.price_min or limits.price_max:  # who names a price means something that has one
            priced = meant & Limits(price_min=_LEAST).mask(self._shop)
            meant = priced if priced.any() else meant
        best = fuse(anywhere, weights, meant)
        medium = limits.media or (self._item(best.rows[0]).media if best.rows.size else None)
        kind = self._shop.masks.of_head(query) & meant
        kept_out = kind if kind.any() and not (kind & allowed).any() else None
        ranking = fuse(within, weights, allowed & relevant)
        return Ranked(ranking, Asked(query), limits, relevant, medium, kept_out)

    def similar(self, original: Item, change: str, limits: Limits) -> Ranked:
        """Items like one, after a change: "cheaper", "lighter", "in blue", "a book"."""
        limits, wish = _changed(original, change, limits, self._shop.brands)
        allowed = limits.mask(self._shop) & ~self._routes.refused
        allowed[self._shop.row(original.id)] = False
        near = self._routes.near(original)
        routes: dict[Kind, FloatArray] = {
            "meaning": near, "history": self._routes.history, "popular": self._routes.popular,
        }  # fmt: skip
        others = Limits().mask(self._shop)
        others[self._shop.row(original.id)] = False
        relevant = near >= _NEAR_MEANING * np.max(near, where=others, initial=0.0)
        if limits.media not in (None, original.media):
            relevant = near >= _UNRELATED
        measured = [word for word in wish.split() if compares(word) and comparison(original, word)]
        for word in measured:
            relevant = self._differing(original, word, relevant)
        if told := " ".join(word for word in wish.split() if word not in measured):
            routes["words"] = self._routes.words(told)
            valued, having = self._having(told)
            relevant = relevant & valued
            if (others & relevant & having).any():
                relevant = relevant & having
        ranking = fuse(routes, _SIMILAR, allowed & relevant)
        return Ranked(ranking, Asked(wish, (original,)), limits, relevant, limits.media or original.media)

    def for_you(self, limits: Limits) -> Ranked:
        """Items for the shopper's taste, for strangers what is popular.

        What was taken comes again only if people buy it again and it is due: then by the share of its buyers
        who did, of the best score.
        """
        allowed = limits.mask(self._shop) & ~self._routes.taken
        scores, shares = self._routes.fused.scores, dict(self._routes.fused.shares)
        if self._routes.due:
            allowed |= self._due & limits.mask(self._shop)
            best, scores, history = float(scores.max()), scores.copy(), np.zeros_like(scores)
            history += shares.get("history", 0)
            for id, (share, _, _) in self._routes.due.items():
                row = self._shop.row(id)
                raised = max(share * best - float(scores[row]), 0.0)
                scores[row] += raised
                history[row] += raised
            shares["history"] = history
        ranking = ranked(scores, shares, allowed)
        return Ranked(ranking, Asked(), limits, np.ones(len(allowed), bool))

    @property
    def _due(self) -> BoolArray:
        rows = np.zeros(len(self._shop.ids), bool)
        rows[[self._shop.row(id) for id in self._routes.due]] = True
        return rows

    def goes_with(self, originals: Sequence[Item], limits: Limits) -> Ranked:
        """Items that are taken with others or soon after, and those that name them."""
        allowed = limits.mask(self._shop) & ~self._routes.taken
        allowed[[self._shop.row(item.id) for item in originals]] = False
        together = np.max([_on_one_scale(self._routes.together(item)) for item in originals], axis=0)
        named = np.max([_on_one_scale(self._routes.words(item.title)) for item in originals], axis=0)
        named = np.where(named >= _SOME_WORDS, named, 0)  # an accessory names what it is for
        relevant = (together > 0) | (named > 0)
        routes: dict[Kind, FloatArray] = {
            "together": together, "words": named, "popular": self._routes.popular,
        }  # fmt: skip
        ranking = fuse(routes, _GOES_WITH, allowed & relevant)
        return Ranked(ranking, Asked(originals=tuple(originals)), limits, relevant)

    def _item(self, row: int) -> Item:
        return self._shop.catalogue[self._shop.ids[row]]

    def _differing(self, original: Item, word: str, among: BoolArray) -> BoolArray:
        """The rows of some whose items are "lighter" than an item, by the catalogue's own measures."""
        differs = comparison(original, word)
        assert differs is not None
        return self._where(among, lambda item: differs(item) is not None)

    def _where(self, among: BoolArray, holds: Callable[[Item], bool]) -> BoolArray:
        found = np.zeros_like(among)
        for row in np.flatnonzero(among).tolist():
            found[row] = holds(self._item(row))
        return found

    def _having(self, wish: str) -> tuple[BoolArray, BoolArray]:
        """The rows that have every word of a wish: of those that name a value, and of the others it knows.

        A colour, a material, a kind is meant as such, and looked for in titles, categories and values only: a
        story may well tell of a white wall.
        """
        everything = Limits().mask(self._shop)
        named, having = everything.copy(), everything.copy()
        for word in wish.split():
            rows = everything & ~Limits(exclude=(word,)).mask(self._shop)
            if (valued := self._valued(word, rows)).any():
                named &= valued
            elif rows.any():
                having &= rows
        return named, having

    def _valued(self, word: str, among: BoolArray) -> BoolArray:
        """The rows among some with a word in a value, category or title; none where only titles have it."""
        form = stem(word)
        value = self._where(among, lambda item: form in _stems(" ".join(_values(item))))
        return value | self._where(among, lambda item: form in _stems(item.title)) if value.any() else value


def _values(item: Item) -> Iterator[str]:
    yield from item.categories
    for name, held in item.described:
        if not name.startswith("title"):
            yield from plain(held)


def _stems(text: str) -> set[str]:
    return {stem(part) for part in re.findall(r"\w+", text.casefold())}


def _changed(original: Item, change: str, limits: Limits, brands: Sequence[str]) -> tuple[Limits, str]:
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


def _weighted(weights: Mapping[Kind, float], words: FloatArray | None) -> Mapping[Kind, float]:
    """The weights for a query: the more sharply its words tell few items from the rest, the more they count.

    Sharp is how far the tenth item is below the best.
    """
    if words is None or len(words) <= _TENTH or not words.max():
        return weights
    matching = words[words > 0]
    tenth = float(np.partition(matching, -_TENTH)[-_TENTH]) if len(matching) >= _TENTH else 0.0
    moved = _SHARP * (1 - tenth / float(words.max()))
    return {**weights, "words": weights["words"] + moved, "meaning": weights["meaning"] - moved}


def _beside_names(words: FloatArray, named: FloatArray) -> FloatArray:
    """What the words say, with more for an item of the category, maker and numbers among them."""
    return np.asarray(np.where(words > 0, words + _NAMED * words.max(initial=0.0) * named, 0), np.float32)


def _beside_photo(weights: Mapping[Kind, float], photo: float) -> Mapping[Kind, float]:
    """The weights with the photo's share of what was asked, 0 to 1; at one half they stay as they are."""
    spoken: tuple[Kind, ...] = ("words", "meaning", "looks")
    asked: dict[Kind, float] = {kind: 2 * (1 - photo) * weights[kind] for kind in spoken}
    return {**weights, **asked, "photo": 2 * photo * weights["photo"]}


def _relevant(anywhere: Mapping[Kind, FloatArray], within: Mapping[Kind, FloatArray]) -> BoolArray:
    """The rows that answer the request: near to the best match that there is, by one of the routes.

    A word or two of the query make an item relevant only if its meaning is related too; most of the words do
    by themselves, for names and for other scripts than the encoder knows. Where something near to the photo
    has the words, they say how the thing in it is to be ("like this in blue"), and nothing else is meant.
    """
    near: dict[Kind, FloatArray] = {}
    for kind, scores in anywhere.items():
        best = float(scores.max(initial=0.0))
        near[kind] = np.asarray(np.maximum(scores, within[kind]) / max(best, 1e-9), np.float32)
    relevant = np.zeros(len(next(iter(near.values()))), bool)
    if "photo" in near:
        relevant |= near["photo"] >= _NEAR_PHOTO
        if "words" in near and (relevant & (near["words"] >= _MOST_WORDS)).any():
            return relevant
    if "words" in near:
        meaning = np.maximum(anywhere["meaning"], within["meaning"])
        relevant |= (near["meaning"] >= _NEAR_MEANING) & (meaning >= _UNRELATED)
        relevant |= near["words"] >= _MOST_WORDS
        relevant |= (near["words"] >= _SOME_WORDS) & (meaning > 0)
    return relevant


def _on_one_scale(scores: FloatArray) -> FloatArray:
    return np.asarray(scores / max(float(scores.max(initial=0.0)), 1e-9), np.float32)
