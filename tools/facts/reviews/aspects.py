"""What buyers speak of: aspects of things, and the words that name them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import yaml

from tastemaker.tools.search.lexical import IS_UNSPACED, RUN, folded

ALL = "reviews"
"""The aspect of those who ask for all that is said."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Samples:
    """What is said where something is praised, and where fault is found."""

    praise: tuple[str, ...]
    blame: tuple[str, ...]


class Aspects:
    """The aspects of a shop: those that are known of all things, and its own."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """`words` are those of each aspect, which its name need not be one of."""
        self.words = dict(words)
        self.names = tuple(words)
        self._whole, self._begun = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        self._within: list[tuple[str, str]] = []
        """Signs of Chinese or Japanese, wherever they stand, and the aspect that they name."""
        for name, word in ((name, folded(word.strip())) for name, some in words.items() for word in some):
            if IS_UNSPACED.search(word):
                self._within.append((word, name))
            else:
                known = self._begun if word.endswith("*") else self._whole
                known[" ".join(_spaced(word.removesuffix("*")))].add(name)
        self._longest = max((key.count(" ") for key in (*self._whole, *self._begun)), default=0) + 1

    @classmethod
    def known(cls) -> Self:
        """Those of all things."""
        return cls({name: str(aspect["words"]).split(",") for name, aspect in _stored().items()})

    def named(self, text: str) -> frozenset[str]:
        """The aspects that a text names.

        >>> sorted(Aspects.known().named("The battery life is fine, 声音很小。"))
        ['battery', 'sound']
        """
        plain = folded(text)
        found = {name for sign, name in self._within if sign in plain}
        words = _spaced(plain)
        for start in range(len(words)):
            for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                said = " ".join(words[start:end])
                found |= self._whole.get(said, _NONE)
                for length in range(len(said) - len(words[end - 1]) + 1, len(said) + 1):
                    found |= self._begun.get(said[:length], _NONE)
        return frozenset(found)


def examples() -> Samples:
    """What is said of all aspects together."""
    aspects = _stored().values()
    return Samples(
        *(tuple(said for aspect in aspects for said in aspect[side]) for side in ("praise", "blame"))
    )


@cache
def _stored() -> dict[str, dict[str, str | list[str]]]:
    found: dict[str, dict[str, str | list[str]]] = yaml.safe_load(
        Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    )
    return found


def _spaced(text: str) -> list[str]:
    """The words of a text that is `folded`, without what is written in signs alone."""
    runs = (run for run in RUN.findall(text) if not IS_UNSPACED.match(run))
    return [word for run in runs for word in run.split("-")]
