"""What buyers say of an item, asked for by an aspect, in words or in all; and what they praise for a need."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.encoders import FloatArray
from tastemaker.tools.facts.reviews.aspects import ALL, Aspects
from tastemaker.tools.facts.reviews.statements import KIND, Statement
from tastemaker.tools.fusion.fuse import on_one_scale
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.search.words import Words

Places = npt.NDArray[np.intp]

_NEAR, _RELATED = 0.45, 0.25
"""Cosine from which a statement answers a question, and from which one of an aspect that is named does."""
_MOST_ASPECTS = 4
"""Of which is told where all is asked for."""
_WORDS = 0.4
"""How much the words count that buyers share with a need, beside the meaning of the best that they say."""
_ADDED = 0.15
"""The share of a need's words that they must add to the item's own to be worth it."""
_PLEASED, _DISPLEASED = 3.5, 2.5
"""Ratings from which, and to which, a buyer is."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the buyers of an item say of one aspect of it."""

    aspect: str
    """ALL where it is the item as a whole; empty where one only says something near to what was asked."""
    buyers: int
    """Who speak of it."""
    praise: int
    """Who praise it, and `blame` who find fault."""
    blame: int
    good: str
    """What one says who praises it; empty where nobody does. Without an aspect what is near to it."""
    bad: str = ""


class Opinions:
    """What is stated in the reviews of a shop; a place is that of a statement, and of its vector."""

    def __init__(
        self, statements: Sequence[Statement], aspects: Aspects, words: Words, index: Index, items: int
    ) -> None:
        self._statements, self._aspects = statements, aspects
        self._words = words
        """Of the items and of their buyers together."""
        self._index, self._items = index, items

    @classmethod
    def load(cls, folder: Path, index: Index, items: int) -> Self:
        """Read what was learned of the reviews of so many items, whose vectors are in an index."""
        with (folder / "statements.jsonl").open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        statements = [Statement(**{**row, "aspects": tuple(row["aspects"])}) for row in rows]
        own = json.loads((folder / "aspects.json").read_text(encoding="utf-8"))
        return cls(statements, Aspects(own), Words.load(folder / "words"), index, items)

    def named(self, text: str) -> frozenset[str]:
        """The aspects that a text names; ALL is among them where it speaks of buyers."""
        return self._aspects.named(text)

    def about(self, row: int, aspects: Collection[str], vector: FloatArray) -> list[Opinion]:
        """What is said of an item to a question: of each aspect that it names, or what is near to its vector.

        Of ALL it is what the buyers say of the item, then of what most of them speak of.
        """
        places = self._of(row)
        if not len(places):
            return []
        near = self._index.vectors(KIND)[places] @ vector
        named = [name for name in aspects if name != ALL]
        if named:
            told = (self._heard(name, self._with(places, name), places, near) for name in named)
            return [heard for heard in told if heard.buyers]
        if ALL in aspects:
            return [self._overall(places), *self._most(places)]
        best = int(near.argmax())
        if near[best] < _NEAR:
            return []
        return [Opinion("", 1, 0, 0, self._statements[places[best]].text)]

    def praised(self, row: int, aspects: Collection[str], vector: FloatArray) -> Opinion | None:
        """What buyers say that speaks for an item to a need: what most of them praise, else what is near."""
        heard = [one for one in self.about(row, set(aspects) - {ALL}, vector) if one.praise > one.blame]
        if heard:
            return max(heard, key=lambda one: one.praise)
        places = self._of(row)
        places = places[self._tone[places] >= 0]
        if not len(places):
            return None
        best = int((self._index.vectors(KIND)[places] @ vector).argmax())
        return Opinion("", 1, 0, 0, self._statements[places[best]].text)

    def scores(self, added: FloatArray, aspects: Collection[str], vector: FloatArray) -> FloatArray:
        """How far what buyers say speaks for each item to a need, 0 to 1; the less the more they blame it.

        It is what they say of the aspects that the need names, and in its words: `added` is the share of
        these that they use and the item itself does not.
        """
        named = {place for name in aspects for place in self._places.get(name, ())}
        places = np.array(sorted(named), np.intp)
        near = self._index.vectors(KIND)[places] @ vector
        places, near = places[near >= _RELATED], near[near >= _RELATED]
        owners, tone = self._index.owners(KIND)[places], self._tone[places]
        meaning = np.zeros(self._items, np.float32)
        np.maximum.at(meaning, owners, np.where(tone < 0, 0, near))
        praise, blame = (np.bincount(owners[tone == sign], minlength=self._items) for sign in (1, -1))
        words = np.where(added >= _ADDED, added, 0)
        mixed = (1 - _WORDS) * on_one_scale(meaning) + _WORDS * on_one_scale(words)
        return np.asarray(mixed * (praise + 1) / (praise + blame + 2), np.float32)

    def covered(self, query: str) -> FloatArray:
        """How much of a query's words each item has together with its buyers, 0 to 1."""
        return self._words.covered(query)

    @cached_property
    def _tone(self) -> npt.NDArray[np.int8]:
        return np.array([one.tone for one in self._statements], np.int8)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Of each aspect the places of what is said of it."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._statements):
            for name in one.aspects:
                found[name].append(place)
        return dict(found)

    def _of(self, row: int) -> Places:
        places, _ = self._index.places(KIND, np.array([row]))
        return places

    def _with(self, places: Places, name: str) -> npt.NDArray[np.bool_]:
        return np.array([name in self._statements[place].aspects for place in places], bool)

    def _heard(self, aspect: str, meant: npt.NDArray[np.bool_], places: Places, near: FloatArray) -> Opinion:
        """What the statements that are meant come to: each buyer counts once, by the balance of theirs."""
        balance: Counter[int] = Counter()
        for place in places[meant].tolist():
            balance[self._statements[place].buyer] += self._statements[place].tone
        good, bad = (self._best(sign, balance, places[meant], near[meant]) for sign in (1, -1))
        signs = [int(np.sign(tone)) for tone in balance.values()]
        return Opinion(aspect, len(signs), signs.count(1), signs.count(-1), good, bad)

    def _best(self, sign: int, balance: Counter[int], places: Places, near: FloatArray) -> str:
        """What is nearest to the question among what those say who praise, or who find fault."""
        said = [
            (cosine, self._statements[place].text)
            for cosine, place in zip(near.tolist(), places.tolist(), strict=True)
            if self._statements[place].tone == sign and sign * balance[self._statements[place].buyer] > 0
        ]
        return max(said, default=(0.0, ""))[1]

    def _overall(self, places: Places) -> Opinion:
        """What the buyers of an item think of it as a whole: by their ratings, else by what they say."""
        said: defaultdict[int, list[Statement]] = defaultdict(list)
        for place in places.tolist():
            said[self._statements[place].buyer].append(self._statements[place])
        signs = [_pleased(own) for own in said.values()]
        return Opinion(ALL, len(signs), signs.count(1), signs.count(-1), "", "")

    def _most(self, places: Places) -> Iterable[Opinion]:
        """What most of the buyers speak of."""
        spoken = Counter(name for place in places.tolist() for name in self._statements[place].aspects)
        near = np.zeros(len(places), np.float32)
        heard = [self._heard(name, self._with(places, name), places, near) for name in spoken]
        heard = [one for one in heard if one.praise or one.blame]
        return sorted(heard, key=lambda one: -one.buyers)[:_MOST_ASPECTS]


def _pleased(said: Sequence[Statement]) -> int:
    rating = said[0].rating
    if rating is None:
        return int(np.sign(sum(one.tone for one in said)))
    return int(rating >= _PLEASED) - int(rating <= _DISPLEASED)
