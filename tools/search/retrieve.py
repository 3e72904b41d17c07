"""One ranking for each way of asking: a need, likeness to an item, one's taste, what goes with an item."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.picture_parts import Records
from tastemaker.tools.fusion.fuse import Dials, Kind, Ranking, fuse, on_one_scale, ranked, turned, weighed
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.where import Where, of_medium
from tastemaker.tools.search.ranked import Asked, Ranked
from tastemaker.tools.search.relevance import NEAR_MEANING, SEARCH, SOME_WORDS, UNRELATED, Match
from tastemaker.tools.search.routes import BoolArray, FloatArray, Routes
from tastemaker.tools.shop import Shop

# How much each route counts where it says something; `fuse` divides by the sum of those that do.
_SIMILAR: Mapping[Kind, float] = {"meaning": 0.6, "words": 0.25, "history": 0.1, "popular": 0.05}
_GOES_WITH: Mapping[Kind, float] = {"together": 0.7, "words": 0.25, "popular": 0.05, "meaning": 0.25}

_PRICED = Condition("price", ">", (0.0,))
_FIRST = 6
"""How many of the best matches say which medium is meant, each by its score."""
_ENOUGH = 12
"""How many items a category must have to be an answer by itself."""


class Rankings:
    """The rankings over one shop for one shopper."""

    def __init__(
        self,
        shop: Shop,
        routes: Routes,
        photo: Records | None,
        photo_weight: float = 0.5,
        dials: Dials = MappingProxyType({}),
    ) -> None:
        """`photo_weight` is how much the photo counts beside words, `dials` what else counts how much."""
        self._shop = shop
        self._routes = routes
        self._photo = photo
        self._photo_weight = photo_weight
        self._dials = dials

    def search(self, query: str, where: Where, use_photo: bool = False, story: str = "") -> Ranked:
        """Items for a need in words, like the photo, or both; `story` is what was said with it.

        A query that only names a category is met by all of it alike: then taste and popularity decide. In a
        medium that the category does not have ("a book about cycling") it names what the item is about.
        """
        allowed = where.mask(self._shop) & ~self._routes.refused
        photo = self._photo if use_photo else None
        everything = np.ones(len(allowed), bool)
        category = None if use_photo else self._category(query, where)
        if category is not None:
            return self._of_category(query, category, where, allowed)
        if not query.strip() and photo is None:
            return self._made(self._standing, SEARCH, Asked(query), where, allowed, everything, everything)
        match = self._match(query, story, photo, allowed)
        relevant = match.relevant(everything)
        media = where.of_its_media(self._shop)
        if not media[self._for_sale].all():  # of other media than all, the best of these is the measure
            relevant |= match.relevant(media)
        medium, asked_for = self._asked_for(query, match, self._meant(relevant, where))
        if where.conditions:
            kin = self._shelved(match.best(relevant & where.telling(self._shop)))
            if not (allowed & relevant & kin).any():
                relevant = relevant | (allowed & kin)
        missing = self._for_sale & relevant & ~allowed
        ranking = match.ranking(allowed & relevant)
        asked, nearest = Asked(query, story=story), partial(match.best, missing)
        return Ranked(ranking, asked, where, relevant, nearest, asked_for, medium)

    def _made(
        self,
        routes: Mapping[Kind, FloatArray],
        weights: Mapping[Kind, float],
        asked: Asked,
        where: Where,
        allowed: BoolArray,
        relevant: BoolArray,
        meant: BoolArray,
        medium: str | None = None,
    ) -> Ranked:
        """The ranking of what is allowed and relevant, and of what is relevant and misses something."""
        missing = self._for_sale & relevant & ~allowed
        weights = turned(weights, self._dials)
        ranking = fuse(routes, weights, allowed & relevant)
        nearest = partial(fuse, routes, weights, missing)
        return Ranked(ranking, asked, where, relevant, nearest, meant, medium)

    def _shelved(self, best: Ranking) -> BoolArray:
        """The rows that are shelved with the best of a ranking: sagas, beside what is called a tale."""
        rows = np.zeros(len(self._shop.ids), bool)
        rows[best.rows[:1]] = True
        return self._shop.masks.shelved_with(rows)

    def _category(self, query: str, where: Where) -> BoolArray | None:
        """The rows of the category that a query only names, unless the medium asked for has none of it."""
        category = self._shop.masks.named_category(query)
        if category is None or (category & self._for_sale).sum() < _ENOUGH:
            return None
        return category if (category & where.of_its_media(self._shop)).any() else None

    def _of_category(self, query: str, category: BoolArray, where: Where, allowed: BoolArray) -> Ranked:
        for_sale = category & self._for_sale
        routes: dict[Kind, FloatArray] = {**self._standing, "words": category.astype(np.float32)}
        medium = where.media or self._item(fuse(routes, SEARCH, for_sale).rows[0]).media
        meant = for_sale & of_medium(self._shop, medium)
        return self._made(routes, SEARCH, Asked(query), where, allowed, category, meant, medium)

    def _match(self, query: str, story: str, photo: Records | None, allowed: BoolArray) -> Match:
        """What each route says of every row, without conditions and with them."""
        routes = self._routes
        covered = named = by_buyers = np.zeros(len(allowed), np.float32)
        anywhere: dict[Kind, FloatArray] = {}
        within = self._standing
        if query.strip():
            vector, covered, named = routes.encoded(query, story), routes.covered(query), routes.named(query)
            words = routes.words(query)
            said, by_buyers = routes.reviewed(query, story)
            anywhere = {"words": words, "meaning": routes.meaning(vector, None, words), "review": said}
            meaning = routes.meaning(vector, allowed, np.where(allowed, words, 0))
            looks = routes.looks(vector, allowed)
            within |= {"words": words, "meaning": meaning, "looks": looks, "review": said}
        if photo is not None:
            anywhere["photo"], within["photo"] = routes.pictured(photo), routes.photo(photo, allowed)
        return Match(anywhere, within, covered, named, by_buyers, self._photo_weight, self._dials)

    def _meant(self, relevant: BoolArray, where: Where) -> BoolArray:
        """The relevant rows of the medium that is named; who names a price means something that has one."""
        meant = relevant & where.of_its_media(self._shop)
        priced = meant & self._shop.judged(_PRICED).passes
        return priced if where.priced and priced.any() else meant

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
        alike = wanted & of_medium(self._shop, medium)
        return medium, alike & (match.covered[best.rows[0]] >= SOME_WORDS)

    def similar(self, original: Item, wish: str, where: Where) -> Ranked:
        """Items like one that keep the conditions, those first that have the words of a wish."""
        row = self._shop.row(original.id)
        allowed = where.mask(self._shop) & ~self._routes.refused
        allowed[row] = False
        near = self._routes.near(original)
        routes: dict[Kind, FloatArray] = {
            "meaning": near, "history": self._routes.history, "popular": self._routes.popular,
        }  # fmt: skip
        others = self._for_sale.copy()
        others[row] = False
        relevant = others & (near >= NEAR_MEANING * np.max(near, where=others, initial=0.0))
        if where.media not in (None, original.media):
            relevant = others & (near >= UNRELATED)
        if wish:
            routes["words"] = self._routes.words(wish)
        medium = where.media or original.media
        meant = relevant & of_medium(self._shop, medium)
        return self._made(routes, _SIMILAR, Asked(wish, (original,)), where, allowed, relevant, meant, medium)

    def for_you(self, where: Where) -> Ranked:
        """Items for the shopper's taste, for strangers what is popular.

        What was taken comes again only if people buy it again and it is due: then by the share of its buyers
        who did, of the best score.
        """
        allowed = where.mask(self._shop) & ~self._routes.taken
        fused = self._routes.fused
        scores, shares = weighed(fused.scores, fused.shares, self._dials)
        if self._routes.due:
            allowed |= self._due & where.mask(self._shop)
            best, scores, history = float(scores.max()), scores.copy(), np.zeros_like(scores)
            history += shares.get("history", 0)
            for id, (share, _, _) in self._routes.due.items():
                row = self._shop.row(id)
                raised = max(share * best - float(scores[row]), 0.0)
                scores[row] += raised
                history[row] += raised
            shares["history"] = history
        missing = self._for_sale & ~allowed & ~self._routes.taken
        everything = np.ones(len(allowed), bool)
        nearest = partial(ranked, scores, shares, missing)
        return Ranked(ranked(scores, shares, allowed), Asked(), where, everything, nearest, everything)

    @property
    def _for_sale(self) -> BoolArray:
        """The rows that could be shown if there were no conditions."""
        return self._shop.masks.for_sale

    @property
    def _standing(self) -> dict[Kind, FloatArray]:
        """What speaks for an item whatever is asked."""
        return {"history": self._routes.history, "popular": self._routes.popular}

    @property
    def _due(self) -> BoolArray:
        rows = np.zeros(len(self._shop.ids), bool)
        rows[[self._shop.row(id) for id in self._routes.due]] = True
        return rows

    def goes_with(self, originals: Sequence[Item], wish: str, where: Where) -> Ranked:
        """Items that are taken with others or soon after, or name them; of the kind that is wished for."""
        allowed = where.mask(self._shop) & ~self._routes.taken
        allowed[[self._shop.row(item.id) for item in originals]] = False
        together = np.max([on_one_scale(self._routes.together(item)) for item in originals], axis=0)
        named = np.max([on_one_scale(self._routes.words(item.title)) for item in originals], axis=0)
        named = np.where(named >= SOME_WORDS, named, 0)  # an accessory names what it is for
        relevant = (together > 0) | (named > 0)
        if wish and (wished := relevant & (self._routes.words(wish) > 0)).any():
            relevant = wished
        routes: dict[Kind, FloatArray] = {
            "together": together, "words": named, "popular": self._routes.popular,
        }  # fmt: skip
        if (
            wish and not (relevant & allowed).any()
        ):  # nothing was taken with it: what the wish means beside it
            near = routes["meaning"] = self._routes.meaning(
                self._routes.encoded(f"{wish} {originals[0].title}")
            )
            relevant = near >= NEAR_MEANING * near.max(initial=0.0, where=allowed)
        return self._made(
            routes, _GOES_WITH, Asked(originals=tuple(originals)), where, allowed, relevant, relevant
        )

    def _item(self, row: int) -> Item:
        return self._shop.catalogue[self._shop.ids[row]]
