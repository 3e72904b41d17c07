"""Which item a title, or a part of one, means: "the Sony", "华为mate40", "wh1000xm4"."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from tastemaker.tools.catalogue.item import Catalogue, Item

# The share of a reference's words that a title must hold to be meant by it.
_ENOUGH = 0.6
_FILLER = frozenset("the a an one ones that this those these of for with and it my your from by in".split())


class Names:
    """The titles of a catalogue, in every language it gives them."""

    def __init__(self, catalogue: Catalogue) -> None:
        named = [(item, name) for item in catalogue for name in titles(item)]
        plain = [_plain(name) for _, name in named]
        self._items = [item for item, _ in named]
        self._lengths = [len(name) for _, name in named]
        self._words = [_words(name) for _, name in named]
        having: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                having[word].append(place)
        self._having = {word: np.array(places, np.intp) for word, places in having.items()}
        # All in one text, so that a part of a name is found without going through the names.
        self._all = "\n".join(plain)
        self._starts = [0, *accumulate(len(each) + 1 for each in plain)]

    def find(self, reference: str, first: Sequence[str] = ()) -> Item | None:
        """The item a reference means: the whole title, else a part of it, else most of its words.

        Among several the shown ones (`first`, ids) come first, then the shortest title. None: no such item.
        """
        plain, words = _plain(reference), _words(reference)
        if not plain or not words:
            return None
        shared = np.zeros(len(self._items), np.intp)
        for word in words & self._having.keys():
            shared[self._having[word]] += 1
        most = np.flatnonzero(shared / len(words) >= _ENOUGH)
        meant = dict(zip(most.tolist(), (shared[most] / len(words)).tolist(), strict=True))
        for place in self._holding(plain):
            whole = len(plain) == self._starts[place + 1] - self._starts[place] - 1
            if whole or len(plain) > 2:
                meant[place] = 3.0 if whole else 2.0

        def rank(place: int) -> tuple[float, bool, float, int, int]:
            known = self._items[place].id in first
            told = int(shared[place]) / max(1, len(self._words[place]))
            return meant[place], known, told, -self._lengths[place], -place

        return self._items[max(meant, key=rank)] if meant else None

    def _holding(self, plain: str) -> Iterator[int]:
        """The places of the names that hold a text."""
        found = self._all.find(plain)
        while found >= 0:
            place = bisect_right(self._starts, found) - 1
            yield place
            found = self._all.find(plain, self._starts[place + 1])


def titles(item: Item) -> Iterable[str]:
    """An item's title and its titles in other languages (attributes `title_zh`, `title_de` …)."""
    yield item.title
    for name, value in item.attributes.items():
        if name.startswith("title_") and isinstance(value, str) and value:
            yield value


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = set(re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)-(?=\w)", "", folded)))
    han = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", folded)
    other = {word for word in re.findall(r"\w+", folded) if not word.isascii() and word not in han}
    return frozenset((latin | set(han) | (other if not han else set())) - _FILLER)
