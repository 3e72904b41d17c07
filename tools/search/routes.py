"""The routes to a recommendation: each gives every row of the shop a score that is not negative.

Words and meaning for what was asked, looks and photo for pictures; history, together and popular for what
people took, review for what they said of it. `fuse` makes one list of them.
"""

from collections.abc import Collection, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, taste
from tastemaker.tools.encode.encoders import unit
from tastemaker.tools.encode.picture_parts import Records
from tastemaker.tools.facts.reviews.opinions import Opinion
from tastemaker.tools.fusion.ranker import Fused
from tastemaker.tools.search.lexical import in_latin
from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]

_DEPTH = 200
"""How many neighbours are asked of the vector index."""
_CLOSER = 32
"""How many items are compared with a photo part by part."""
_PARTS = 0.8
"""How much the likeness of their parts counts, the rest is that of the whole."""
_SHOWN = 0.15
"""How much the texts of what a photo shows count beside the pictures that look like it."""
_STORY = 0.5
"""How much all that was said counts beside the words that were made of it (tests/bench/LOG.md)."""


class Routes:
    """The routes over one shop for one shopper; `history` is all that this shopper did, oldest first.

    `passed_over` are ids that are not to be shown again in this conversation.
    """

    def __init__(
        self, shop: Shop, history: tuple[Interaction, ...], passed_over: Collection[str] = ()
    ) -> None:
        self._shop, self._history = shop, history
        self.taste: Mapping[str, float] = {
            item: weight for item, weight in taste(history).items() if item in shop.catalogue
        }
        """What the history says of each item in the catalogue, -1 to 1, oldest first."""
        self._encoded: dict[tuple[str, str], FloatArray] = {}
        self.passed_over = np.zeros(len(shop.ids), bool)
        self.passed_over[[shop.row(id) for id in passed_over]] = True

    @cached_property
    def taken(self) -> BoolArray:
        """The rows this shopper has already, or has refused."""
        rows = self.passed_over.copy()
        rows[[self._shop.row(id) for id, weight in self.taste.items() if weight < 0 or weight >= 1]] = True
        return rows

    @cached_property
    def due(self) -> Mapping[str, tuple[float, float, float]]:
        """What this shopper may need again: as `Repeats.due`, without what is refused."""
        due = self._shop.recommenders.repeats.due(self._history, self._now)
        return {id: found for id, found in due.items() if not self.refused[self._shop.row(id)]}

    @cached_property
    def refused(self) -> BoolArray:
        """The rows this shopper dislikes, or has passed over in this conversation."""
        rows = self.passed_over.copy()
        rows[[self._shop.row(id) for id, weight in self.taste.items() if weight < 0]] = True
        return rows

    def words(self, query: str) -> FloatArray:
        """Lexical match of the query (BM25)."""
        scores: FloatArray = self._shop.words.scores(self._respelt(query))
        return scores

    def covered(self, query: str) -> FloatArray:
        """How much of the query's words each item has, 0 to 1."""
        covered: FloatArray = self._shop.words.covered(self._respelt(query))
        return covered

    def reviewed(self, query: str, story: str) -> tuple[FloatArray, FloatArray]:
        """How far buyers speak for each item to a query; and how much of its words it has with theirs."""
        opinions = self._shop.opinions
        if opinions is None:
            nothing = np.zeros(len(self._shop.ids), np.float32)
            return nothing, nothing
        aspects, vector = opinions.named(f"{query} {story}"), self.encoded(query, story)
        covered = opinions.covered(self._respelt(query))
        return opinions.scores(covered - self.covered(query), aspects, vector), covered

    def praised(self, item: Item, query: str, story: str) -> Opinion | None:
        """What buyers say that speaks for an item to a query; None where there is nothing."""
        opinions = self._shop.opinions
        if opinions is None:
            return None
        aspects, vector = opinions.named(f"{query} {story}"), self.encoded(query, story)
        return opinions.praised(self._shop.row(item.id), aspects, vector)

    def _respelt(self, query: str) -> str:
        # The encoder is opened when there is a word that no item has.
        return self._shop.words.respelt(query, lambda word: self._shop.text_encoder.knows(word))

    def named(self, query: str) -> FloatArray:
        """How far an item is of the category, the maker and the numbers that a query names, 0 to 3.

        A size, a year or a brand tells things apart that are otherwise described alike, and a speaker is no
        headphones, however wireless.
        """
        masks, query = self._shop.masks, self._respelt(query)
        named = self._shop.words.numbers(query) + masks.by_named_maker(query) + masks.of_head(query)
        return np.asarray(named, np.float32)

    def encoded(self, query: str, story: str = "") -> FloatArray:
        """The vector of a query, and of what was said with it; unit length."""
        if (query, story) not in self._encoded:
            encoder = self._shop.text_encoder
            texts = [self._respelt(query), *([story] if story else [])]
            # What an English encoder cannot read is for the lexical index.
            read = [in_latin(text) if encoder.english else text for text in texts]
            vectors = encoder.encode(read, query=True)
            whole = vectors[0] if len(texts) < 2 else unit(vectors[0] + _STORY * vectors[1])
            self._encoded[query, story] = whole
        return self._encoded[query, story]

    def meaning(
        self, vector: FloatArray, allowed: BoolArray | None = None, words: FloatArray | None = None
    ) -> FloatArray:
        """Cosine to a text vector of the nearest texts, and of those that `words` finds; 0 for the others."""
        scores = self._nearest("text", vector, allowed)
        if words is not None:
            rows = np.flatnonzero((words > 0) & (scores == 0))
            rows = rows[np.argsort(-words[rows], kind="stable")[:_DEPTH]]
            scores[rows] = np.maximum(self._shop.index.cosines("text", vector, rows), 0)
        return scores

    def looks(self, vector: FloatArray, allowed: BoolArray | None = None) -> FloatArray:
        """Cosine of the nearest pictures to a text vector, in the space that holds texts and pictures."""
        return self._nearest("picture", self._shop.representation.texts(vector[None])[0], allowed)

    def depicted(self, vector: FloatArray, allowed: BoolArray | None = None) -> FloatArray:
        """Cosine of the texts nearest to what a picture vector shows."""
        return self._nearest("text", self._shop.representation.picture_to_text(vector[None])[0], allowed)

    def pictured(self, views: Records, allowed: BoolArray | None = None) -> FloatArray:
        """Likeness to the views of a photo: of whole pictures, and a little of the texts of what it shows."""
        vector = unit(views["whole"].sum(axis=0))
        looks, texts = self._nearest("looks", vector, allowed), self.depicted(vector, allowed)
        return np.asarray((1 - _SHOWN) * looks + _SHOWN * texts, np.float32)

    def photo(self, views: Records, allowed: BoolArray | None = None) -> FloatArray:
        """The same, the most alike put in order by the parts of their pictures."""
        scores = self.pictured(views, allowed)
        nearest = np.argsort(-scores, kind="stable")[:_CLOSER]
        nearest = nearest[scores[nearest] > _SHOWN]  # the others may have no picture
        if (parts := self._shop.parts) is not None and len(nearest):
            places, starts = self._shop.index.places("looks", nearest)
            likeness = np.maximum.reduceat(parts.likeness(views, places), starts)
            closer = (1 - _PARTS) * scores[nearest] + _PARTS * likeness
            # The best stays as high as the best of the wholes, so that the others can stand beside it.
            scores[nearest] = np.maximum(scores[nearest].max() - (closer.max() - closer), 0)
        return scores

    def near(self, item: Item) -> FloatArray:
        """Cosine to an item in the space that holds texts and pictures."""
        z: FloatArray = self._shop.z
        return np.asarray(np.maximum(z @ z[self._shop.row(item.id)], 0), np.float32)

    @cached_property
    def history(self) -> FloatArray:
        """What the served recommender expects this shopper to take next."""
        if not self.taste:
            return np.zeros(len(self._shop.ids), np.float32)
        return np.asarray(np.maximum(self._shop.recommenders.served.scores(self.taste), 0), np.float32)

    @cached_property
    def fused(self) -> Fused:
        """What everything that is known of this shopper says of each item, by the learned fusion."""
        return self._shop.ranker.fuse(self._shop.signals, self._history, self._now)

    @property
    def _now(self) -> float:
        """The time of the last thing that is known."""
        return max(self._shop.signals.clock.until, *(done.time for done in self._history), 0.0)

    @property
    def popular(self) -> FloatArray:
        """How much an item is taken by everybody."""
        scores: FloatArray = self._shop.popular
        return scores

    def together(self, item: Item) -> FloatArray:
        """How strongly an item is taken soon after another."""
        scores = np.zeros(len(self._shop.ids), np.float32)
        for other, strength, _count in self._shop.recommenders.together.together(item.id):
            scores[self._shop.row(other)] = strength
        return scores

    def _nearest(self, kind: str, vector: FloatArray, allowed: BoolArray | None) -> FloatArray:
        scores = np.zeros(len(self._shop.ids), np.float32)
        for id, cosine in self._shop.index.search(kind, vector, _DEPTH, allowed):
            scores[self._shop.row(id)] = max(cosine, 0.0)
        return scores
