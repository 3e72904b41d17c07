"""Fusion: the routes' scores become one ranked list, each item with the evidence that adds up to its score."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue import Item

Kind = Literal[
    "words", "meaning", "photo", "looks", "history", "together", "popular", "new", "profile", "limit"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason an item is where it is in the list."""

    kind: Kind
    detail: str
    """In words, from the catalogue, the purchases or the scores."""
    weight: float
    """Its share of the score; the weights of an item's evidence add up to its score."""
    refs: tuple[str, ...] = ()
    """The ids of items, or the words, that it rests on."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item, its score between 0 and 1, and why."""

    item: Item
    score: float
    evidence: tuple[Evidence, ...]
