"""The words of a catalogue: which items share some with a query, and how much that says (bm25s)."""

import json
import math
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.lexical import IS_HAN, RUN, STOP, folded, terms_of, texts, tokens, written

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

# Found on two catalogues of offers. A word of the title counts three times, so repetition saturates later.
_TITLE_WEIGHT = 3
_SATURATION, _LENGTH = 2.0, 0.6


class Words:
    """A BM25 index over titles, brands, categories, descriptions and attributes.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    """

    def __init__(self, bm25: Any, vocabulary: dict[str, int]) -> None:
        self._bm25 = bm25
        self._vocabulary = vocabulary

    @classmethod
    def build(cls, items: Iterable[Item]) -> Self:
        """Index items; a row of the index is the item's place among them."""
        import bm25s
        from bm25s.tokenization import Tokenized

        vocabulary: dict[str, int] = {}
        # An item without any word has one that nobody can ask for.
        rows = [
            array("I", (vocabulary.setdefault(token, len(vocabulary)) for token in _weighted(item) or [""]))
            for item in items
        ]
        bm25 = bm25s.BM25(k1=_SATURATION, b=_LENGTH, method="lucene")
        bm25.index(Tokenized(ids=rows, vocab=vocabulary), show_progress=False, create_empty_token=False)
        return cls(bm25, vocabulary)

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._bm25.save(folder, show_progress=False)
        (folder / "words.json").write_text(
            json.dumps(list(self._vocabulary), ensure_ascii=False), encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; the scores stay on disk until asked for."""
        import bm25s

        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        bm25 = bm25s.BM25.load(folder, mmap=True, load_corpus=False, load_vocab=False, allow_pickle=False)
        return cls(bm25, {word: row for row, word in enumerate(words)})

    def knows(self, term: str) -> bool:
        """Whether some row holds a term."""
        return term in self._vocabulary

    def scores(self, query: str) -> FloatArray:
        """How well each row matches a query, 0 where no word is shared."""
        known = {
            self._vocabulary[token]
            for token in tokens(query)
            if token not in STOP and token in self._vocabulary
        }
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], np.float32)
        scores: FloatArray = self._bm25.get_scores_from_ids(sorted(known))
        return scores

    def covered(self, query: str) -> FloatArray:
        """The share of a query that each row has, each word counted by its inverse document frequency.

        So a word that no row has counts most of all: who has the only known one of three has not all.
        """
        share, total = np.zeros(self._bm25.scores["num_docs"], np.float32), 0.0
        for holding in self._each_word(query):
            rows = int(holding.sum())
            told = math.log1p((len(share) - rows + 0.5) / (rows + 0.5))
            share += np.float32(told) * holding
            total += told
        return np.asarray(share / (total or 1), np.float32)

    def _each_word(self, query: str) -> Iterator[BoolArray]:
        """Which rows hold each word; of Chinese, Japanese and Korean each term that some row has."""
        for run in dict.fromkeys(RUN.findall(folded(query))):
            ways = terms_of(run)
            if IS_HAN.match(run):  # two characters that stand nowhere together may be no word
                terms = [term for term in dict.fromkeys(ways[0]) if term not in STOP]
                yield from (self._holding([term]) for term in terms if term in self._vocabulary)
            elif run not in STOP:
                yield reduce(np.logical_or, [self._holding(terms) for terms in ways])

    def numbers(self, query: str) -> FloatArray:
        """The share of a query's numbers that each row holds; 0 for all where it names none."""
        sought = [token for token in dict.fromkeys(tokens(query)) if token.isdecimal()]
        share = np.zeros(self._bm25.scores["num_docs"], np.float32)
        for number in sought:
            share[self._rows(number)] += 1 / len(sought)
        return share

    def rows_with(self, phrase: str) -> BoolArray:
        """Which rows hold every word of a phrase, in any order and any of their forms."""
        runs = [[self._holding(terms) for terms in terms_of(run)] for run in RUN.findall(folded(phrase))]
        nothing = np.zeros(self._bm25.scores["num_docs"], bool)
        return reduce(np.logical_and, [reduce(np.logical_or, ways) for ways in runs]) if runs else nothing

    @cached_property
    def rows_free_of_something(self) -> BoolArray:
        """Which rows may say what there is none of in them; `mentions` tells of what."""
        return reduce(np.logical_or, [self.rows_with(said) for said in ("free", "without", "不含", "无")])

    def _rows(self, term: str) -> Rows:
        """The rows that hold a term."""
        if term not in self._vocabulary:
            return np.zeros(0, np.intp)
        place, ends = self._vocabulary[term], self._bm25.scores["indptr"]
        rows: Rows = self._bm25.scores["indices"][ends[place] : ends[place + 1]]
        return rows

    def _holding(self, terms: list[str]) -> BoolArray:
        """Which rows hold all of some terms."""
        counts = np.zeros(self._bm25.scores["num_docs"], np.int32)
        wanted = dict.fromkeys(terms)
        for term in wanted:
            counts[self._rows(term)] += 1
        held: BoolArray = counts == len(wanted)
        return held

    @staticmethod
    def matched(query: str, item: Item) -> tuple[str, ...]:
        """The words of a query that an item shares, as the query writes them.

        >>> item = Item("1", "Running shoe", attributes={"title_zh": "红色跑步鞋"})
        >>> Words.matched("shoes for running, 跑步鞋", item)
        ('shoes', 'running', '跑步鞋')
        """
        there = set(_weighted(item))
        shared: dict[str, None] = {}
        for run in RUN.findall(written(query)):
            if run.lower() in STOP:
                continue
            if IS_HAN.match(run):
                shared.update(dict.fromkeys(_shared_runs(run, there)))
            elif any(there.issuperset(terms) for terms in terms_of(folded(run))):
                shared[run] = None
        return tuple(shared)


def _weighted(item: Item) -> list[str]:
    _, *rest = texts(item)
    return tokens(item.title) * _TITLE_WEIGHT + [token for text in rest for token in tokens(text)]


def _shared_runs(run: str, there: set[str]) -> Iterator[str]:
    """The longest parts of a run, of two characters or more, whose pairs are all there."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or run[end - 1 : end + 1] not in there:
            if end - start > 1 or (len(run) == 1 and run in there):
                yield run[start:end]
            start = end
