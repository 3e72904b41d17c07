"""The forms in which a catalogue has a word: its endings, and words that are joined with it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import Stemmer

PART, _OTHER_PART = 4, 3
"""Letters of a part of a compound, and of what stands beside it."""
_ENDINGS = ("", "e", "en", "n", "er", "s")
"""Of the last part of a compound."""
_STEMMED = frozenset(
    "ar ca cs da de el es et eu fa fi fr hi hu hy id it lt ne nl no pl pt ro ru sr sv ta tr".split()
)
"""Languages whose words Snowball frees of their endings. English has its plurals alone: more finds worse."""


class Forms:
    """The words of a catalogue, to be found by any of their forms."""

    def __init__(self, words: Iterable[str], languages: Iterable[str], joined: bool) -> None:
        """`languages` are those the words are of; `joined` says whether these write things as one word."""
        self._words = tuple(words)
        self._languages = tuple(code for code in languages if code in _STEMMED)
        self._joined = joined

    def of(self, term: str) -> Iterator[str]:
        """The words that a term is: those with its stem, and compounds with it."""
        if not term.isalpha():
            return
        for code in self._languages:
            # A stemmer remembers what it is at, so that threads cannot share one.
            yield from self._by_stem[code].get(Stemmer.Stemmer(code).stemWord(term), ())
        if self._joined and len(term) >= PART:
            yield from _beginning_with(term, self._sorted)
            for end in _ends(term):
                yield from (word[::-1] for word in _beginning_with(end[::-1], self._backwards))

    @cached_property
    def _by_stem(self) -> dict[str, dict[str, list[str]]]:
        plain = [word for word in self._words if word.isalpha()]
        found: dict[str, dict[str, list[str]]] = {}
        for code in self._languages:
            found[code] = defaultdict(list)
            for word, stem in zip(plain, Stemmer.Stemmer(code).stemWords(plain), strict=True):
                found[code][stem].append(word)
        return found

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self._words)


def _beginning_with(part: str, words: list[str]) -> Iterator[str]:
    """The words of a sorted list that begin with a part, and are it or have room for another."""
    at = bisect_left(words, part)
    while at < len(words) and words[at].startswith(part):
        if words[at] == part or len(words[at]) >= len(part) + _OTHER_PART:
            yield words[at]
        at += 1


def is_compound(word: str, part: str) -> bool:
    """Whether a word is some kind of what another says, in any of its endings: Kuppelzelte and Zelt.

    >>> is_compound("kuppelzelt", "zelte"), is_compound("zeltunterlage", "zelt")
    (True, False)
    """
    return word.endswith(ends := _ends(part)) and any(
        word == end or (word.endswith(end) and len(word) >= len(end) + _OTHER_PART) for end in ends
    )


@lru_cache(256)
def _ends(part: str) -> tuple[str, ...]:
    """A word in each of the endings that it may have as the last part of another."""
    stems = {part.removesuffix(ending) for ending in _ENDINGS}
    return tuple({stem + ending for stem in stems if len(stem) >= PART for ending in _ENDINGS})
