"""One ranking for each way of asking: a need, likeness to an item, one's taste, what goes with an item."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.picture_parts import Records
from tastemaker.tools.fusion.fuse import Kind, Ranking, fuse, ranked
from tastemaker.tools.search.compare import compares, comparison
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.search.relevance import NEAR_MEANING, SEARCH, SOME_WORDS, UNRELATED, Match
from tastemaker.tools.search.routes import BoolArray, FloatArray, Routes
from tastemaker.tools.search.variation import changed, differing, having
from tastemaker.tools.shop import Shop

# How much each route counts where it says something; `fuse` divides by the sum of those that do.
_SIMILAR: Mapping[Kind, float] = {"meaning": 0.6, "words": 0.25, "history": 0.1, "popular": 0.05}
_GOES_WITH: Mapping[Kind, float] = {"together": 0.7, "words": 0.25, "popular": 0.05}

_LEAST = 0.01
_FIRST = 6
"""How many of the best matches say which medium is meant, each by its score."""
_ENOUGH = 12
"""How many items a category must have to be an answer by itself."""


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
    """The medium of the best matches without any limit, where a need or an item was named."""
    kept_out: BoolArray | None = None
    """Rows of what was really asked for, when the limits keep out all of them, whatever is listed instead."""


class Rankings:
    """The rankings over one shop for one shopper."""

    def __init__(self, shop: Shop, routes: Routes, photo: Records | None, photo_weight: float = 0.5) -> None:
        self._shop = shop
        self._routes = routes
        self._photo = photo
        self._photo_weight = photo_weight

    def search(self, query: str, limits: Limits, use_photo: bool = False) -> Ranked:
        """Items for a need in words, like the photo, or both.

        A query that only names a category is met by all of it alike: then taste and popularity decide. In a
        medium that the category does not have ("a book about cycling") it names what the item is about.
        """
        allowed = limits.mask(self._shop) & ~self._routes.refused
        photo = self._photo if use_photo else None
        category = None if use_photo else self._category(query, limits)
        if category is not None:
            return self._of_category(query, category, limits, allowed)
        if not query.strip() and photo is None:
            ranking = fuse(self._standing, SEARCH, allowed)
            return Ranked(ranking, Asked(query), limits, np.ones(len(allowed), bool))
        match = self._match(query, photo, allowed)
        relevant = match.relevant(np.ones(len(allowed), bool))
        if limits.media:  # where another medium was asked for, the best of that medium is the measure
            relevant |= match.relevant(Limits(media=limits.media).mask(self._shop))
        medium, asked_for = self._asked_for(query, match, self._meant(relevant, limits))
        kept_out = _kept_out(asked_for, allowed)
        return Ranked(match.ranking(allowed & relevant), Asked(query), limits, relevant, medium, kept_out)

    def _category(self, query: str, limits: Limits) -> BoolArray | None:
        """The rows of the category that a query only names, unless the medium asked for has none of it."""
        category = self._shop.masks.named_category(query)
        if category is None or (category & self._everything).sum() < _ENOUGH:
            return None
        return category if (category & Limits(media=limits.media).mask(self._shop)).any() else None

    def _of_category(self, query: str, category: BoolArray, limits: Limits, allowed: BoolArray) -> Ranked:
        for_sale = category & self._everything
        routes: dict[Kind, FloatArray] = {**self._standing, "words": category.astype(np.float32)}
        medium = limits.media or self._item(fuse(routes, SEARCH, for_sale).rows[0]).media
        kept_out = _kept_out(for_sale & Limits.of({"media": medium}).mask(self._shop), allowed)
        ranking = fuse(routes, SEARCH, allowed & category)
        return Ranked(ranking, Asked(query), limits, category, medium, kept_out)

    def _match(self, query: str, photo: Records | None, allowed: BoolArray) -> Match:
        """What each route says of every row, without limits and with them."""
        routes = self._routes
        covered = named = np.zeros(len(allowed), np.float32)
        anywhere: dict[Kind, FloatArray] = {}
        within = self._standing
        if query.strip():
            vector, covered, named = routes.encoded(query), routes.covered(query), routes.named(query)
            words = routes.words(query)
            anywhere = {"words": words, "meaning": routes.meaning(vector, None, words)}
            within |= {
                "words": words,
                "meaning": routes.meaning(vector, allowed, np.where(allowed, words, 0)),
                "looks": routes.looks(vector, allowed),
            }
        if photo is not None:
            anywhere["photo"], within["photo"] = routes.pictured(photo), routes.photo(photo, allowed)
        return Match(anywhere, within, covered, named, self._photo_weight)

    def _meant(self, relevant: BoolArray, limits: Limits) -> BoolArray:
        """The relevant rows of the medium that is named; who names a price means something that has one."""
        meant = relevant & Limits(media=limits.media).mask(self._shop)
        priced = meant & Limits(price_min=_LEAST).mask(self._shop)
        return priced if (limits.price_min or limits.price_max) and priced.any() else meant

    def _asked_for(self, query: str, match: Match, meant: BoolArray) -> tuple[str | None, BoolArray]:
        """The medium of the best matches, and the rows of which some must be there for an honest list.

        They are of the kind that is named, or else of that medium, where the best has most of what was said:
        a gift is no kind of thing, and what comes nearest to one is no proof.
        """
        best = match.best(meant)
        if not best.rows.size:
            return None, meant
        media: Counter[str] = Counter()
        for row, score in zip(best.rows[:_FIRST].tolist(), best.scores[:_FIRST].tolist(), strict=True):
            media[self._item(row).media] += score
        medium, wanted = media.most_common(1)[0][0], meant & ~self._routes.refused
        for kind in (self._shop.masks.of_head(query), self._shop.masks.called(query)):
            if (kind & meant).any():
                return medium, kind & wanted
        of_medium = wanted & Limits.of({"media": medium}).mask(self._shop)
        return medium, of_medium & (match.covered[best.rows[0]] >= SOME_WORDS)

    def similar(self, original: Item, change: str, limits: Limits) -> Ranked:
        """Items like one, after a change: "cheaper", "lighter", "in blue", "a book"."""
        limits, wish = changed(original, change, limits, self._shop.brands)
        allowed = limits.mask(self._shop) & ~self._routes.refused
        allowed[self._shop.row(original.id)] = False
        near = self._routes.near(original)
        routes: dict[Kind, FloatArray] = {
            "meaning": near, "history": self._routes.history, "popular": self._routes.popular,
        }  # fmt: skip
        others = Limits().mask(self._shop)
        others[self._shop.row(original.id)] = False
        relevant = near >= NEAR_MEANING * np.max(near, where=others, initial=0.0)
        if limits.media not in (None, original.media):
            relevant = near >= UNRELATED
        measured = [word for word in wish.split() if compares(word) and comparison(original, word)]
        for word in measured:
            relevant = differing(self._shop, original, word, relevant)
        if told := " ".join(word for word in wish.split() if word not in measured):
            routes["words"] = self._routes.words(told)
            valued, known = having(self._shop, told)
            relevant = relevant & valued
            if (others & relevant & known).any():
                relevant = relevant & known
        medium = limits.media or original.media
        kept_out = _kept_out(others & relevant & Limits.of({"media": medium}).mask(self._shop), allowed)
        ranking = fuse(routes, _SIMILAR, allowed & relevant)
        return Ranked(ranking, Asked(wish, (original,)), limits, relevant, medium, kept_out)

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
    def _everything(self) -> BoolArray:
        """The rows that could be shown if there were no limits."""
        return Limits().mask(self._shop)

    @property
    def _standing(self) -> dict[Kind, FloatArray]:
        """What speaks for an item whatever is asked."""
        return {"history": self._routes.history, "popular": self._routes.popular}

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
        named = np.where(named >= SOME_WORDS, named, 0)  # an accessory names what it is for
        relevant = (together > 0) | (named > 0)
        routes: dict[Kind, FloatArray] = {
            "together": together, "words": named, "popular": self._routes.popular,
        }  # fmt: skip
        ranking = fuse(routes, _GOES_WITH, allowed & relevant)
        return Ranked(ranking, Asked(originals=tuple(originals)), limits, relevant)

    def _item(self, row: int) -> Item:
        return self._shop.catalogue[self._shop.ids[row]]


def _kept_out(wanted: BoolArray, allowed: BoolArray) -> BoolArray | None:
    """What is wanted, when none of it is allowed."""
    return None if (wanted & allowed).any() or not wanted.any() else wanted


def _on_one_scale(scores: FloatArray) -> FloatArray:
    return np.asarray(scores / max(float(scores.max(initial=0.0)), 1e-9), np.float32)
