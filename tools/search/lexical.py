"""Lexical search: which items share words with a query, in any script, and how much that says (bm25s)."""

import json
import math
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item, plain

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

# Found on two catalogues of offers. A word of the title counts three times, so repetition saturates later.
_TITLE_WEIGHT = 3
_SATURATION, _LENGTH = 2.0, 0.6

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
# A run of Chinese, Japanese or Korean; or words held together by hyphens.
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:-[^\W_{HAN}]+)*")
IS_HAN = re.compile(rf"[{HAN}]")
PIECE = re.compile(r"\d+|[^\W\d]+")

# Words that hold a sentence together: they say nothing about an item. Only queries are freed of them.
_STOP = """
    a about after again against all also always am among an and another any anybody anyone anything are as
    at be became because become been before being besides between both but by can cannot could did do does
    doing done each either else ever every everybody everyone everything for from get gets getting give
    got had has have having he her here hers herself him himself his how however i if im in into is it its
    itself just let lets like looking many may maybe me might mine more most much must my myself need
    neither no nobody none nor not nothing of off often on once only or other others our ours over own per
    perhaps please quite rather really same shall she should show since so some somebody someone something
    somewhere still such than that the their theirs them themselves then there these they this those
    though through to too toward towards under until upon very via want was we were what when where
    whether which while who whoever whom whose why with within without would yet you your yours yourself
    的 了 我 你 吗 呢 吧 啊 是 有 在 和 与 或 个 什 么 什么 想 要 想要 请 给 买 找
"""
STOP = frozenset(_STOP.split())


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
            ways = _terms(run)
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
        runs = [[self._holding(terms) for terms in _terms(run)] for run in RUN.findall(folded(phrase))]
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
        for run in RUN.findall(_written(query)):
            if run.lower() in STOP:
                continue
            if IS_HAN.match(run):
                shared.update(dict.fromkeys(_shared_runs(run, there)))
            elif any(there.issuperset(terms) for terms in _terms(folded(run))):
                shared[run] = None
        return tuple(shared)


def in_latin(query: str) -> str:
    """A query without its Chinese, Japanese and Korean, where there are other words in it.

    >>> in_latin("wireless headphones 无线耳机"), in_latin("无线耳机")
    ('wireless headphones', '无线耳机')
    """
    return " ".join(re.sub(rf"[{HAN}]+", " ", query).split()) or query


def texts(item: Item) -> Iterator[str]:
    """Everything an item says of itself, text by text; of an attribute that is yes or no, its name."""
    yield from (item.title, item.brand, *item.categories, item.description)
    for name, value in item.described:
        if value is True:
            yield name.replace("_", " ")
        elif value is not False:
            yield from plain(value)


def tokens(text: str) -> list[str]:
    """The terms by which a text is found.

    A hyphenated word or a model number is found whole and in its pieces; Chinese, Japanese and Korean by
    characters and pairs of them.

    >>> tokens("Café cases WH-1000XM4")
    ['cafe', 'case', 'wh1000xm4', 'wh', '1000', 'xm', '4']
    >>> tokens("手机壳")
    ['手', '机', '壳', '手机', '机壳']
    """
    return [term for run in RUN.findall(folded(text)) for terms in _terms(run) for term in terms]


def stem(word: str) -> str:
    """A word without its English plural (after Harman, "How effective is suffixing?", 1991).

    >>> [stem(word) for word in ("cases", "batteries", "watches", "dresses", "glass", "bus", "shoes")]
    ['case', 'battery', 'watch', 'dress', 'glass', 'bus', 'shoe']
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _terms(run: str) -> list[list[str]]:
    """The ways in which a run is found: by all terms of the one, or by all of the other."""
    if IS_HAN.match(run):
        return [[*run, *(run[at : at + 2] for at in range(len(run) - 1))]]
    pieces = [stem(piece) for piece in PIECE.findall(run)]
    return [[stem(run.replace("-", ""))], pieces] if len(pieces) > 1 else [pieces]


def _weighted(item: Item) -> list[str]:
    _, *rest = texts(item)
    return tokens(item.title) * _TITLE_WEIGHT + [token for text in rest for token in tokens(text)]


def _written(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return re.sub(r"['’]s\b", "", text)


def folded(text: str) -> str:
    """A text without what tells its letters apart in writing only: case, accents, widths."""
    text = _written(text).casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text)))


def _shared_runs(run: str, there: set[str]) -> Iterator[str]:
    """The longest parts of a run, of two characters or more, whose pairs are all there."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or run[end - 1 : end + 1] not in there:
            if end - start > 1 or (len(run) == 1 and run in there):
                yield run[start:end]
            start = end
