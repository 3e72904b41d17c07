"""Masks over the items of a catalogue: what hard limits let through, and what a query names."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import MEDIA, Item, plain
from tastemaker.tools.catalogue.values.plain import yes_or_no
from tastemaker.tools.catalogue.values.table import stated
from tastemaker.tools.search.forms import is_compound
from tastemaker.tools.search.lexical import STOP, UNSPACED, in_latin, tokens
from tastemaker.tools.search.mentions import mentions
from tastemaker.tools.search.words import Words

BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

_LONGEST_NAME = 4
"""As many words of a query are tried as the name of one brand or kind."""

_QUOTED = re.compile(r"[„“”\"«»][^„“”\"«»]*[“”\"«»]")
"""What a maker calls one thing, which says nothing of its kind: Kuppelzelt „Duo“."""
_AFTER_HEAD = frozenset(
    "about as at by for from in like of on or that to under which with without aus für mit ohne von zum zur "
    "avec de du pour sans con para sin".split()
)
"""Words behind what a phrase is about."""


class Masks:
    """Masks in the order of the items; each part is worked out when it is first needed."""

    def __init__(self, items: Sequence[Item], words: Callable[[], Words]) -> None:
        self._items = items
        self._words = words
        self._stating: dict[str, BoolArray] = {}

    def named_category(self, words: str) -> BoolArray | None:
        """Which items are in the category of this name, on any level; None when there is none."""
        rows = self._by_category.get(_key(words))
        return None if rows is None else self._mask(rows)

    def of_head(self, query: str) -> BoolArray:
        """Which items are of the category that is looked for: "wireless headphones for the train"."""
        found = (self._under(self._by_kind, _key(" ".join(span))) for span in _ends(query))
        return self._mask(next((rows for rows in found if rows is not None), None))

    def called(self, query: str) -> BoolArray:
        """Which products call themselves what is looked for: "Leva espresso machine, red" is a machine."""
        spans = _ends(query)
        last = _key(" ".join(spans[-1])) if spans else ""
        named = self._mask(self._under(self._by_title, last))
        found = (named & self._words().rows_with(" ".join(span)) for span in spans if named.any())
        return next((rows for rows in found if rows.any()), named)

    def _under(self, rows: Mapping[str, Rows], kind: str) -> Rows | None:
        """The rows under a kind; where words are joined, under what is joined with it, too: a Kuppelzelt."""
        if not kind or not self._words().compounds:
            return rows.get(kind)
        found = [rows[name] for name in rows if name == kind or is_compound(name, kind)]
        return np.concatenate(found) if found else None

    def shelved_with(self, mask: BoolArray) -> BoolArray:
        """Which items are in the very category of one of these, or are one of these."""
        return np.asarray(mask | np.isin(self._shelves, self._shelves[mask & (self._shelves > 0)]))

    def by_named_maker(self, query: str) -> BoolArray:
        """Which items are of a brand that a query names; without brands, whose title begins with its word."""
        words = query.split()
        spans = (
            words[at : at + length] for at in range(len(words)) for length in range(1, _LONGEST_NAME + 1)
        )
        named = {_key(" ".join(span)) for span in spans} - STOP
        found = [rows for name in named if (rows := self._by_maker.get(name)) is not None]
        return self._mask(np.concatenate(found) if found else None)

    def _mask(self, rows: Rows | None) -> BoolArray:
        mask = np.zeros(len(self._items), bool)
        if rows is not None:
            mask[rows] = True
        return mask

    def mentioning(self, phrase: str) -> BoolArray:
        """Which rows hold a phrase: one plain word as the lexical index says, the unsure looked at."""
        holding = self._words().rows_with(phrase)
        plain = len(tokens(phrase)) == 1 and not phrase.strip().isdigit()
        unsure = holding
        if plain:
            unsure = holding & (self._words().rows_free_of_something | self._under_a_name_with(phrase))
        for row in np.flatnonzero(unsure).tolist():
            holding[row] = mentions(self._items[row], phrase)
        return holding

    def with_words(self, phrase: str) -> BoolArray:
        """Which rows have all words of a phrase, wherever they stand."""
        return self._words().rows_with(phrase)

    def with_all_words(self, query: str) -> BoolArray:
        """Which rows have every word of what is sought, less what it is for; none where there is no word."""
        words = [word for word in query.split(" for ")[0].split() if set(tokens(word)) - STOP]
        return self.with_words(" ".join(words)) if words else self._mask(None)

    def _under_a_name_with(self, phrase: str) -> BoolArray:
        """Which items are in a category for several kinds, one of which is a phrase: "Coffee and tea"."""
        words = set(_key(phrase).split())
        found = [rows for name, rows in self._by_category.items() if words < set(name.split())]
        return self._mask(np.concatenate(found) if found else None)

    def stating(self, column: str) -> BoolArray:
        """Which items say something in an attribute, other than no: "waterproof: IP67" of a field in mm."""
        if column not in self._stating:
            said = (plain(stated(item, column)) for item in self._items)
            found = (any(yes_or_no(text) is not False for text in texts) for texts in said)
            self._stating[column] = np.fromiter(found, bool, len(self._items))
        return self._stating[column]

    @cached_property
    def for_sale(self) -> BoolArray:
        """Which items are not sold out."""
        return np.fromiter((not item.sold_out for item in self._items), bool, len(self._items))

    @cached_property
    def _by_category(self) -> dict[str, Rows]:
        return _lookup(item.categories for item in self._items)

    @cached_property
    def _shelves(self) -> Rows:
        """Each item's category with all its levels, as a number; 0 where it has none."""
        numbers: dict[tuple[str, ...], int] = {(): 0}
        found = (numbers.setdefault(item.categories, len(numbers)) for item in self._items)
        return np.fromiter(found, np.intp, len(self._items))

    @cached_property
    def _by_kind(self) -> dict[str, Rows]:
        """By each of the kinds that a category names: "Tents and shelters" are two."""
        return _lookup([*item.categories, *_kinds(item.categories)] for item in self._items)

    @cached_property
    def _by_title(self) -> dict[str, Rows]:
        """Products by the last word of what their title calls them; a model's number is no kind of thing."""
        products = (item.title if item.media == MEDIA[0] else "" for item in self._items)
        called = (re.split(r"[,:;(/]| [-–|] ", _QUOTED.sub("", title))[0] for title in products)
        heads = (_head(title)[-1:] for title in called)
        return _lookup([word for word in head if not re.search(r"\d", word)] for head in heads)

    @cached_property
    def _by_brand(self) -> dict[str, Rows]:
        return _lookup((item.brand,) for item in self._items)

    @cached_property
    def _by_maker(self) -> dict[str, Rows]:
        return self._by_brand or _lookup(item.title.split()[:1] for item in self._items)


def _kinds(categories: Iterable[str]) -> list[str]:
    return [kind for name in categories for kind in re.split(r"\s*(?:,|&|/|\band\b|\bund\b|\bet\b)\s*", name)]


def _head(phrase: str) -> list[str]:
    """The words of what a phrase is about, which is the last of them."""
    words = phrase.split()
    return words[: next((n for n, word in enumerate(words) if word.lower() in _AFTER_HEAD), len(words))]


def _ends(query: str) -> list[list[str]]:
    """The words that may name what a query is about, the longest first."""
    first = re.split(f"[{UNSPACED}]", query)[0]  # what comes behind says the same in Chinese
    words = _head(first if first.strip() else in_latin(query))
    return [words[-length:] for length in range(min(len(words), _LONGEST_NAME), 0, -1)]


def _key(name: str) -> str:
    return " ".join(tokens(name))


def _lookup(names: Iterable[Iterable[str]]) -> dict[str, Rows]:
    keys: dict[str, str] = {}
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(names):
        for name in each:
            if name not in keys:
                keys[name] = _key(name)
            rows[keys[name]].append(row)
    return {key: np.array(listed) for key, listed in rows.items() if key}
