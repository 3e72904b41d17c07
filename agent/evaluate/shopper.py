"""A shopper made of templates and chance: it knows one item by its attributes, and never says the title."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.search.lexical import tokens
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

_OPENINGS = (
    "I'm looking for something in {0}",
    "can you recommend some {0}?",
    "I'd like some {0}, what do you have?",
    "show me {0} please",
    "hi, any good {0}?",
    "I feel like {0} today",
    "{0}, please",
    "I want to find some {0}",
)
_SAID: dict[str, tuple[str, ...]] = {
    "category": ("it should be {0}", "{0}, rather", "I meant {0}"),
    "media": ("it should be {0}", "I want {0}", "{0}, if possible"),
    "brand": ("it should be by {0}", "I'd like one from {0}", "{0} makes it, I think"),
    "price": ("it must cost less than {0}", "under {0}, please", "I can spend {0} at most"),
    "year": ("it is from {0}", "it came out in {0}", "I'd like one from {0}"),
    "director": ("it is directed by {0}", "I'd like one directed by {0}", "{0} directed it"),
    "cast": ("with {0} in it", "it has {0} in it", "I'd like one with {0}"),
    "writer": ("{0} wrote it", "it was written by {0}"),
    "author": ("{0} wrote it", "it is by {0}"),
    "colour": ("in {0}, please", "it should be {0}", "I'd like it in {0}"),
    "material": ("it should be made of {0}", "made of {0}, please"),
    "about": ("it is about {0}", "there is something with {0} in it", "I remember {0}"),
}
_SAID_OF_ANY = ("the {name} should be {0}", "{name}: {0}", "it has {0} as the {name}")
_REACTIONS = ("Not quite.", "None of these.", "Hmm, no.", "That's not it yet.", "Not what I mean.", "No,", "")
_OTHERS = ("something else, please", "none of these", "show me others", "anything else?")
_MEDIA = {
    "book": "a book", "article": "an article", "video": "a video",
    "audio": "something to listen to", "course": "a course", "image": "a picture",
}  # fmt: skip
_LONGEST = 32
"""Characters of an attribute's value that somebody would say."""
_ABOUT = 3
"""How many words of the description a shopper remembers at a time."""
_TELLS = 0.2
"""The share of the items from which on a value says nothing of one of them."""
_RARE = 0.03
"""The share of descriptions that may hold a word worth remembering."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One thing that a shopper knows of the item."""

    name: str
    value: str


class Shoppers:
    """Makes shoppers over one shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._media = {item.media for item in shop.catalogue}
        self._have = Counter(
            (name, text)
            for item in shop.catalogue
            for name, value in item.described
            for text in set(plain(value))
        )
        self._holders = Counter(
            word
            for item in shop.catalogue
            for word in set(re.findall(r"[a-z]{4,}", item.description.lower()))
        )

    def shopper(self, target: str, rng: random.Random) -> "Shopper":
        """A shopper who looks for an item of the shop, by id."""
        item = self._shop.catalogue[target]
        return Shopper(self._shop, item, list(self._facts(item, rng)), rng)

    def _facts(self, item: Item, rng: random.Random) -> Iterator[KnownFact]:
        title = item.title.casefold()

        def known() -> Iterator[KnownFact]:
            yield from (KnownFact("category", name.lower()) for name in item.categories)
            if len(self._media) > 1 and item.media in _MEDIA:
                yield KnownFact("media", _MEDIA[item.media])
            if item.brand:
                yield KnownFact("brand", item.brand)
            if item.price:
                yield KnownFact("price", f"{_rounded_up(item.price):g}")
            for name, value in item.described:
                values = [
                    text for text in plain(value) if self._have[name, text] < _TELLS * len(self._shop.ids)
                ]
                if values and not name.startswith("title") and not isinstance(value, bool):
                    yield KnownFact(name, rng.choice(values[:3]))
            yield from self._about(item, rng)

        for fact in known():
            short = len(fact.value) <= _LONGEST or fact.name == "about"
            if short and title not in fact.value.casefold():
                yield fact

    def _about(self, item: Item, rng: random.Random) -> Iterator[KnownFact]:
        """A few words at a time of the description's rarer ones, none of them in the title, in any order."""
        most = max(_RARE * len(self._shop.ids), 2)
        title = set(tokens(item.title))
        words = [
            word
            for word in dict.fromkeys(re.findall(r"[a-z]{4,}", item.description.lower()))
            if self._holders[word] <= most and not title & set(tokens(word))
        ]
        rng.shuffle(words)
        for start in range(0, len(words) - _ABOUT + 1, _ABOUT):
            *first, last = words[start : start + _ABOUT]
            yield KnownFact("about", f"{', '.join(first)} and {last}")


class Shopper:
    """One shopper in one conversation: opens, answers, criticises; what was demanded is kept as limits."""

    def __init__(self, shop: Shop, target: Item, facts: list[KnownFact], rng: random.Random) -> None:
        self._shop = shop
        self._rng = rng
        self.target = target
        self.limits: dict[str, Any] = {}
        """What the shopper has demanded so far: prices and exclusions."""
        rng.shuffle(facts)
        self._untold = facts

    def opens(self) -> str:
        """A vague first request: a category of the item, else one other thing of it."""
        fact = next((fact for fact in self._untold if fact.name == "category"), None)
        if fact is None:
            return self._told()
        self._untold.remove(fact)
        return self._pick(_OPENINGS).format(fact.value)

    def replies(self, shown: Sequence[str], asked: str | None = None) -> str:
        """What is said to a list: an answer to what was asked, a critique, one more fact.

        A list that has the item too far down is not refused.
        """
        items = [self._shop.catalogue[id] for id in shown]
        said = [self._pick(_REACTIONS)] if items and self.target.id not in shown else []
        critique = self._critique(items) if self._rng.random() < 0.4 else ""
        if critique:
            said.append(f"{critique}.")
        if any(fact.name == asked for fact in self._untold):
            said.append(f"{self._told(asked)}.")
        if self._untold:
            said.append(self._told())
        elif not said[1:]:
            return self._pick(_OTHERS)
        return " ".join(part for part in said if part)

    def demands(self, where: Where) -> npt.NDArray[np.bool_]:
        """Which rows keep both what the shopper has demanded and some other conditions."""
        return where.mask(self._shop) & Where.of(self.limits).mask(self._shop)

    def row(self, id: str) -> int:
        """The row of an item in the masks."""
        return self._shop.row(id)

    def _told(self, asked: str | None = None) -> str:
        """One more fact: of what was asked if there is one, else the next by chance."""
        fact = next((fact for fact in self._untold if fact.name == asked), self._untold[0])
        self._untold.remove(fact)
        if fact.name == "price":
            self.limits["price_max"] = float(fact.value)
        templates = _SAID.get(fact.name, _SAID_OF_ANY)
        return self._pick(templates).format(fact.value, name=fact.name.replace("_", " "))

    def _critique(self, shown: Sequence[Item]) -> str:
        """A comparison with one item of the list that is true of the wanted one, or nothing."""
        ways: list[Callable[[int, Item], str]] = [self._cheaper, self._not_the_brand, self._not_the_category]
        self._rng.shuffle(ways)
        for way in ways:
            for n, item in enumerate(shown[:5], 1):
                if said := way(n, item):
                    return said
        return ""

    def _cheaper(self, n: int, item: Item) -> str:
        target = self.target.price
        if item.price is None or target is None or target >= item.price or item.price > self._most():
            return ""
        self.limits["price_max"] = round(item.price - 0.01, 2)
        self._untold = [fact for fact in self._untold if fact.name != "price"]
        return self._pick((f"cheaper than number {n}", f"it should cost less than number {n}"))

    def _not_the_brand(self, n: int, item: Item) -> str:
        return self._without(item.brand, ("not {0}", "nothing from {0}", "no {0}"))

    def _not_the_category(self, n: int, item: Item) -> str:
        for name in item.categories:
            if said := self._without(name, ("no {0}", "not {0}", "without {0}")):
                return said
        return ""

    def _without(self, word: str, templates: Sequence[str]) -> str:
        if not word or word in self._excluded:
            return ""
        if not Where.of({"exclude": [word]}).mask(self._shop)[self._shop.row(self.target.id)]:
            return ""  # the wanted one has it too
        self.limits["exclude"] = [*self._excluded, word]
        return self._pick(templates).format(word)

    @property
    def _excluded(self) -> list[str]:
        words: list[str] = self.limits.get("exclude", [])
        return words

    def _most(self) -> float:
        return float(self.limits.get("price_max", np.inf))

    def _pick(self, templates: Sequence[str]) -> str:
        return self._rng.choice(templates)


def _rounded_up(price: float) -> float:
    """A round amount that is not below a price.

    >>> _rounded_up(17), _rounded_up(64), _rounded_up(279)
    (20, 70, 300)
    """
    step = 5 if price < 50 else 10 if price < 100 else 50
    return -(-price // step) * step
