"""What buyers speak of: aspects of things, and the words that name them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import yaml

from tastemaker.tools.search.lexical import IS_UNSPACED, folded

ALL = "reviews"
"""The aspect of those who ask for all that is said."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What is said where something is praised, and where fault is found."""

    praise: tuple[str, ...]
    blame: tuple[str, ...]


class Aspects:
    """The aspects of a shop, by number: those that are known of all things, and its own."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """`words` are those of each aspect, which its name need not be one of."""
        self.words = dict(words)
        self.names = tuple(words)
        self._said = {name: _named_by(some) for name, some in words.items()}

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
        return frozenset(name for name, said in self._said.items() if said.search(plain))


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


def _named_by(words: Iterable[str]) -> re.Pattern[str]:
    """What finds the words in a text that is `folded`."""
    return re.compile("|".join(map(_pattern, words)))


def _pattern(word: str) -> str:
    plain = folded(word.strip())
    stem = plain.removesuffix("*")
    if IS_UNSPACED.search(stem):
        return re.escape(stem)
    said = r"[\s-]+".join(map(re.escape, stem.split()))
    return rf"(?<!\w){said}" + ("" if plain.endswith("*") else r"(?!\w)")
