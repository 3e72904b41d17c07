"""The tools a conversation may use. A docstring is what the language model reads, the annotations are the schema.

Candidates stay here and in the conversation's state; the model sees numbers, titles and one-line facts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

import numpy as np

from tastemaker.tools import explain
from tastemaker.tools.catalogue import Item
from tastemaker.tools.errors import Retry
from tastemaker.tools.explain import Asked, facts_line
from tastemaker.tools.fuse import Kind, Ranking, Recommendation, choose, fuse
from tastemaker.tools.limits import Limits, Media, Relaxation, relaxations
from tastemaker.tools.profile import Profiles
from tastemaker.tools.routes import BoolArray, FloatArray, Routes
from tastemaker.tools.shop import Shop

LIST_LENGTH = 6

# How much each route counts where it says something; `fuse` divides by the sum of those that do.
_SEARCH: Mapping[Kind, float] = {
    "words": 0.36, "meaning": 0.36, "looks": 0.05, "photo": 0.8, "history": 0.12, "popular": 0.05,
}  # fmt: skip
_SIMILAR: Mapping[Kind, float] = {"meaning": 0.55, "looks": 0.2, "words": 0.25, "history": 0.1, "popular": 0.03}
_FOR_YOU: Mapping[Kind, float] = {"history": 0.8, "meaning": 0.15, "popular": 0.05}
_GOES_WITH: Mapping[Kind, float] = {"together": 0.7, "words": 0.2, "meaning": 0.1, "popular": 0.05}

# An item answers a request when it comes this near to the best match that there is without any limit.
_RELEVANT = {"words": 0.5, "meaning": 0.65, "photo": 0.75}
_UNRELATED = 0.25
"""Cosine up to which two texts have nothing to do with each other for the encoder."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a turn knows beside the shopper's words."""

    user: str | None = None
    said: str = ""
    shown: tuple[str, ...] = ()
    """Ids of the list in front of the shopper, in its order."""
    made_by: tuple[str, Mapping[str, Any]] | None = None
    """The tool and the arguments that made this list."""
    photo: FloatArray | None = None
    """The picture vector of the photo that was sent, unit length."""
    limits: Limits = Limits()
    """The limits in force before this turn."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool found."""

    text: str
    """What the model reads; what the person reads where there is no list."""
    items: tuple[Recommendation, ...] = ()
    """The list, best first."""
    about: tuple[Item, ...] = ()
    """The items that the text is about."""
    passed: int = 0
    """How many candidates there were after the limits."""
    limits: Limits = Limits()
    """The limits that the list keeps."""
    relaxed: tuple[Relaxation, ...] = ()
    """When nothing fits: the smallest changes after which something does."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Named values for whoever words the answer."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A ranking and what it answers."""

    ranking: Ranking
    asked: Asked
    limits: Limits
    relevant: BoolArray
    """Rows that would answer the request if there were no limits."""


class Toolbox:
    """The tools over one shop, for one turn of one conversation."""

    NAMES = (
        "search", "similar", "for_you", "goes_with", "details", "compare", "why", "why_not",
        "history", "remember", "forget",
    )  # fmt: skip

    def __init__(self, shop: Shop, profiles: Profiles, situation: Situation) -> None:
        self._shop = shop
        self._profiles = profiles
        self._situation = situation
        user = situation.user
        history = () if user is None else (*shop.purchases.of(user), *profiles.interactions(user))
        self._routes = Routes(shop, history)

    def call(self, tool: str, args: Mapping[str, Any]) -> Result:
        """Run a tool by name. Raises `Retry`, which says what to do instead, when that is not possible."""
        if tool not in self.NAMES:
            raise Retry(f"no tool '{tool}'; use one of {', '.join(self.NAMES)}")
        result: Result = getattr(self, tool)(**args)
        return result

    def search(
        self,
        query: str,
        media: Media | None = None,
        category: str | None = None,
        brand: str | None = None,
        price_min: float | None = None,
        price_max: float | None = None,
        exclude: Sequence[str] = (),
        use_photo: bool = False,
    ) -> Result:
        """Find items for a described need; limits are hard. use_photo: like the photo the shopper sent."""
        limits = Limits(media, category, brand, price_min, price_max, tuple(exclude))
        return self._listed(self._search(query, limits, use_photo))

    def similar(
        self, item: str, change: str | None = None, price_max: float | None = None, exclude: Sequence[str] = ()
    ) -> Result:
        """Find items like one that was shown or named, with a change: "cheaper", "in blue", "a book"."""
        return self._listed(self._similar(self.find(item), change or "", price_max, exclude))

    def for_you(
        self, media: Media | None = None, category: str | None = None, price_max: float | None = None
    ) -> Result:
        """Recommend from this shopper's purchase history, without a described need."""
        return self._listed(self._for_you(Limits(media=media, category=category, price_max=price_max)))

    def goes_with(self, item: str) -> Result:
        """Find what people take together with an item: accessories, the next step."""
        return self._listed(self._goes_with(self.find(item)))

    def details(self, item: str) -> Result:
        """Tell the facts of one item."""
        found = self.find(item)
        return Result(f"{found.title}: {facts_line(found)}. {found.description}", about=(found,))

    def compare(self, items: Sequence[str]) -> Result:
        """Set the facts of two or more items side by side."""
        found = tuple({item.id: item for item in map(self.find, items)}.values())
        if len(found) < 2:
            raise Retry("compare takes two different items at least")
        return Result("\n".join(f"{item.title}: {facts_line(item)}" for item in found), about=found)

    def why(self, item: str) -> Result:
        """Say exactly why an item was recommended."""
        found = self.find(item)
        made = self._again()
        place = made.ranking.rank(self._shop.row(found.id)) if made else None
        if made is None or place is None:
            return self.why_not(item)
        reasons = explain.recommendation(
            self._shop, self._routes, made.ranking, place - 1, made.asked, made.limits
        )
        lines = [f"{part.weight:.2f}: {part.detail}" for part in reasons.evidence if part.weight]
        lines += [part.detail for part in reasons.evidence if not part.weight]
        text = f"{found.title} is number {place} of {made.ranking.rows.size}, with a score of {reasons.score:.2f}."
        return Result("\n".join([text, *lines]), about=(found,), facts={"reasons": reasons, "place": place})

    def why_not(self, item: str) -> Result:
        """Say exactly what kept an item out of the list."""
        try:
            found = self.find(item)
        except Retry:
            return Result(f"'{item}' is not in this catalogue.", facts={"stage": "catalogue", "name": item})
        made = self._again()
        if made is None:
            return Result(f"{found.title}: nothing was searched yet.", about=(found,), facts={"stage": "none"})
        stage, text = explain.why_not(
            self._shop, found, made.ranking, made.limits, self._situation.shown, found.id in self._routes.taste
        )
        return Result(text, about=(found,), facts={"stage": stage})

    def history(self) -> Result:
        """List what this shopper took before."""
        taken = [self._shop.catalogue[id] for id, weight in self._routes.taste.items() if weight > 0][::-1]
        text = "\n".join(f"{item.title}: {facts_line(item)}" for item in taken[:20]) or "Nothing yet."
        return Result(text, about=tuple(taken[:20]), facts={"count": len(taken)})

    def remember(self, fact: str) -> Result:
        """Keep a lasting fact about this shopper."""
        self._profiles.remember(self._who, fact, self._situation.said)
        return Result(f"Remembered: {fact}", facts={"fact": fact})

    def forget(self, fact: str) -> Result:
        """Delete a remembered fact."""
        gone = self._profiles.forget(self._who, fact)
        return Result(f"Forgotten: {gone} with '{fact}'.", facts={"fact": fact, "count": gone})

    def find(self, reference: str) -> Item:
        """The item that a number of the shown list, an id, a title or a part of it means; raises `Retry`."""
        shown = self._situation.shown
        if number := re.fullmatch(r"#?(\d{1,2})\.?", reference.strip()):
            if 1 <= int(number[1]) <= len(shown):
                return self._shop.catalogue[shown[int(number[1]) - 1]]
            raise Retry(f"the list has {len(shown)} items; there is no number {number[1]}")
        found = self._shop.catalogue.get(reference) or self._shop.names.find(reference, first=shown)
        if found is None:
            raise Retry(f"no item called '{reference}'; search first, or use a number of the list")
        return found

    @property
    def _who(self) -> str:
        if self._situation.user is None:
            raise Retry("this shopper is not known; nothing can be kept for a stranger")
        return self._situation.user

    def _search(self, query: str, limits: Limits, use_photo: bool) -> _Ranked:
        routes, allowed = self._routes, limits.mask(self._shop)
        anywhere: dict[Kind, FloatArray] = {}
        within: dict[Kind, FloatArray] = {"history": routes.history, "popular": routes.popular}
        if query.strip():
            vector = routes.encoded(query)
            anywhere = {"words": routes.words(query), "meaning": routes.meaning(vector)}
            within |= {
                "words": anywhere["words"],
                "meaning": routes.meaning(vector, allowed),
                "looks": routes.looks(vector, allowed),
            }
        if use_photo and self._situation.photo is not None:
            anywhere["photo"] = routes.photo(self._situation.photo)
            within["photo"] = routes.photo(self._situation.photo, allowed)
        relevant = np.ones(len(self._shop.ids), bool) if not anywhere else _relevant(anywhere, within)
        return _Ranked(fuse(within, _SEARCH, allowed & relevant), Asked(query), limits, relevant)

    def _similar(
        self, original: Item, change: str, price_max: float | None, exclude: Sequence[str]
    ) -> _Ranked:
        limits, wish = self._changed(original, change, price_max, exclude)
        allowed = limits.mask(self._shop)
        allowed[self._shop.row(original.id)] = False
        near = self._routes.near(original)
        routes: dict[Kind, FloatArray] = {"meaning": near, "history": self._routes.history, "popular": self._routes.popular}
        relevant = near >= _RELEVANT["meaning"] * np.max(near, where=Limits().mask(self._shop), initial=0.0)
        if limits.media not in (None, original.media):
            relevant = near >= _UNRELATED
        if wish:
            routes["words"] = self._routes.words(wish)
            having = self._having(wish)
            if (allowed & relevant & having).any():
                relevant = relevant & having
        return _Ranked(fuse(routes, _SIMILAR, allowed & relevant), Asked(wish, original), limits, relevant)

    def _for_you(self, limits: Limits) -> _Ranked:
        allowed = limits.mask(self._shop) & ~self._routes.taken
        routes: dict[Kind, FloatArray] = {
            "history": self._routes.history, "meaning": self._routes.near_taste, "popular": self._routes.popular,
        }  # fmt: skip
        return _Ranked(fuse(routes, _FOR_YOU, allowed), Asked(), limits, np.ones(len(allowed), bool))

    def _goes_with(self, original: Item) -> _Ranked:
        limits = replace(self._situation.limits, media=None, category=None, brand=None)
        allowed = limits.mask(self._shop) & ~self._routes.taken
        allowed[self._shop.row(original.id)] = False
        together = self._routes.together(original)
        routes: dict[Kind, FloatArray] = {"together": together, "popular": self._routes.popular}
        relevant = together > 0
        named = self._routes.words(original.title)
        named = np.where(named >= _RELEVANT["words"] * named.max(initial=0.0), named, 0)
        routes["words"] = named  # an accessory names what it is for
        relevant = relevant | (named > 0)
        return _Ranked(fuse(routes, _GOES_WITH, allowed & relevant), Asked(original=original), limits, relevant)

    def _again(self) -> _Ranked | None:
        """The ranking behind the list in front of the shopper."""
        if self._situation.made_by is None:
            return None
        tool, args = self._situation.made_by
        limits = Limits.of(args)
        match tool:
            case "search":
                return self._search(args["query"], limits, bool(args.get("use_photo")))
            case "similar":
                return self._similar(
                    self.find(args["item"]), args.get("change") or "", limits.price_max, limits.exclude
                )
            case "for_you":
                return self._for_you(limits)
            case _:
                return self._goes_with(self.find(args["item"]))

    def _changed(
        self, original: Item, change: str, price_max: float | None, exclude: Sequence[str]
    ) -> tuple[Limits, str]:
        """The limits after a change ("cheaper", "a book"), and the words of it that describe a wish."""
        before = self._situation.limits
        limits = Limits(
            price_min=before.price_min,
            price_max=price_max if price_max is not None else before.price_max,
            exclude=tuple(dict.fromkeys((*before.exclude, *exclude))),
        )
        wish = []
        for word in re.findall(r"[\w-]+", change.casefold()):
            if word in ("cheaper", "less", "lower") and original.price is not None:
                limits = replace(limits, price_max=_least(limits.price_max, original.price - 0.01))
            elif word in ("dearer", "pricier", "expensive", "better", "premium") and original.price is not None:
                limits = replace(limits, price_min=original.price + 0.01, price_max=None)
            elif word.rstrip("s") in get_args(Media):
                limits = replace(limits, media=word.rstrip("s"))
            elif word not in ("in", "a", "an", "the", "but", "more", "one", "with", "and", "of", "same", "something"):
                wish.append(word)
        return limits, " ".join(wish)

    def _having(self, wish: str) -> BoolArray:
        """The rows whose texts have every word of a wish that the catalogue knows."""
        everything = Limits().mask(self._shop)
        having = everything.copy()
        for word in wish.split():
            rows = everything & ~Limits(exclude=(word,)).mask(self._shop)
            if rows.any():
                having &= rows
        return having

    def _listed(self, made: _Ranked) -> Result:
        ranking, shop = made.ranking, self._shop
        ranked = [shop.catalogue[shop.ids[row]] for row in ranking.rows[: 10 * LIST_LENGTH]]
        places = {item.id: place for place, item in enumerate(ranked)}
        items = tuple(
            explain.recommendation(shop, self._routes, ranking, places[item.id], made.asked, made.limits)
            for item in choose(ranked, LIST_LENGTH)
        )
        relaxed = () if items else relaxations(shop, made.limits, made.relevant)
        lines = [f"{n}. {found.item.title}: {facts_line(found.item)}" for n, found in enumerate(items, 1)]
        return Result(
            "\n".join(lines) or "Nothing fits.", items, tuple(found.item for found in items), len(ranking.rows),
            made.limits, relaxed, {"query": made.asked.query, "original": made.asked.original},
        )  # fmt: skip


def _relevant(anywhere: Mapping[Kind, FloatArray], within: Mapping[Kind, FloatArray]) -> BoolArray:
    """The rows that come near to the best match there is, by one of the routes."""
    masks = []
    for kind, scores in anywhere.items():
        least = _RELEVANT[kind] * float(scores.max(initial=0.0))
        masks.append(np.maximum(scores, within[kind]) >= max(least, 1e-6 if kind == "words" else _UNRELATED))
    return np.logical_or.reduce(masks)


def _least(*values: float | None) -> float:
    return min(value for value in values if value is not None)
