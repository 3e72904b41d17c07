"""The words of a catalogue: which items share some with a query, and how much that says (bm25s)."""

import json
import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.text.spoken import spoken
from tastemaker.tools.search.forms import Forms
from tastemaker.tools.search.lexical import (
    IS_UNSPACED,
    RUN,
    STOP,
    folded,
    stem,
    terms_of,
    texts,
    tokens,
)

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

# Found on two catalogues of offers. A word of the title counts three times, so repetition saturates later.
_TITLE_WEIGHT = 3
_SATURATION, _LENGTH = 2.0, 0.6
_SHORTEST, _LONG = 5, 8
"""Letters of a word that may be misspelt by one of them, and by two."""
_COMPOUNDING = ("de", "nl", "sv", "da", "no", "nb", "lb", "af")
"""Languages that write a thing and what it is of, or for, as one word."""
_FREE = "free without no ohne sin sans senza sem zonder utan без 不含 无 無".split()
"""What stands beside that of which there is none."""
_SPOKEN = 0.1
"""Of a catalogue's texts, how much must be in a language for its words to be stemmed."""
_NONE = np.zeros(0, np.intp)


class Words:
    """A BM25 index over titles, brands, categories, descriptions and attributes.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    """

    def __init__(self, bm25: Any, vocabulary: dict[str, int], languages: Mapping[str, int]) -> None:
        self._bm25 = bm25
        self._vocabulary = vocabulary
        self._languages = languages
        """How much of a sample is told in each language."""

    @classmethod
    def build(cls, items: Sequence[Item]) -> Self:
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
        return cls(bm25, vocabulary, spoken(items))

    def mostly(self, *languages: str) -> bool:
        """Whether most of the items are told in these languages."""
        return 2 * sum(self._languages.get(code, 0) for code in languages) > sum(self._languages.values())

    @cached_property
    def compounds(self) -> bool:
        """Whether words are found in compounds: Leder in Lederjacke, Keulen in Jonglierkeulen."""
        return self.mostly(*_COMPOUNDING)

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._bm25.save(folder, show_progress=False)
        stored = {"words": list(self._vocabulary), "languages": self._languages}
        (folder / "words.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; the scores stay on disk until asked for."""
        import bm25s

        stored = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        bm25 = bm25s.BM25.load(folder, mmap=True, load_corpus=False, load_vocab=False, allow_pickle=False)
        return cls(bm25, {word: row for row, word in enumerate(stored["words"])}, stored["languages"])

    def knows(self, term: str) -> bool:
        """Whether some row holds a term."""
        return bool(self._forms(term))

    def respelt(self, query: str, is_word: Callable[[str], bool]) -> str:
        """A query whose misspelt words are the nearest ones of the catalogue.

        Misspelt is what no row holds and is no word: of five letters or more, of which the first is right and
        one is wrong, or two of eight. Numbers and what has digits stay.
        """
        return RUN.sub(lambda run: self._spelt(run[0], is_word), query)

    def _spelt(self, run: str, is_word: Callable[[str], bool]) -> str:
        term = folded(run)
        if len(term) < _SHORTEST or not term.isalpha() or IS_UNSPACED.match(term) or term in STOP:
            return run
        if self._forms(stem(term)) or is_word(term):
            return run
        slips = 1 if len(term) < _LONG else 2
        near = process.extractOne(term, self._by_initial[term[0]], scorer=OSA.distance, score_cutoff=slips)
        return str(near[0]) if near else run

    @cached_property
    def _by_initial(self) -> defaultdict[str, list[str]]:
        """The words that something may be misspelt for, by their first letter."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= _SHORTEST - 1 and word.isalpha() and not IS_UNSPACED.match(word):
                found[word[0]].append(word)
        return found

    def _forms(self, term: str) -> list[int]:
        """The terms of the catalogue that a term is: itself, its other forms, and compounds with it."""
        return [self._vocabulary[word] for word in {term, *self._known.of(term)} if word in self._vocabulary]

    @cached_property
    def _known(self) -> Forms:
        told = _SPOKEN * sum(self._languages.values())
        spoken = [code for code, count in self._languages.items() if count >= told]
        return Forms(self._vocabulary, spoken, self.compounds)

    def scores(self, query: str) -> FloatArray:
        """How well each row matches a query, 0 where no word is shared."""
        known = {form for token in tokens(query) if token not in STOP for form in self._forms(token)}
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
            if IS_UNSPACED.match(run):  # two characters that stand nowhere together may be no word
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
        return reduce(np.logical_or, [self.rows_with(said) for said in _FREE])

    def _rows(self, term: str) -> Rows:
        """The rows that hold a term, or a compound with it."""
        ends, indices = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        found = [indices[ends[form] : ends[form + 1]] for form in self._forms(term)]
        rows: Rows = found[0] if len(found) == 1 else np.unique(np.concatenate([_NONE, *found]))
        return rows

    def _holding(self, terms: list[str]) -> BoolArray:
        """Which rows hold all of some terms."""
        counts = np.zeros(self._bm25.scores["num_docs"], np.int32)
        wanted = dict.fromkeys(terms)
        for term in wanted:
            counts[self._rows(term)] += 1
        held: BoolArray = counts == len(wanted)
        return held


def _weighted(item: Item) -> list[str]:
    _, *rest = texts(item)
    return tokens(item.title) * _TITLE_WEIGHT + [token for text in rest for token in tokens(text)]
