"""How much words, meaning, looks, taste and the rest count: set by a click, kept for the conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from tastemaker.tools.fusion.fuse import Kind

VARIETY = "variety"
"""The dial of how many items of one kind stand in a list side by side."""
NAMES: tuple[str, ...] = (*(kind for kind in get_args(Kind) if kind != "limit"), VARIETY)
STOPS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""How many times as much as usual something may count."""


@dataclass(frozen=True, slots=True)
class Dials:
    """Where each dial is to stand; the last list is made again, and no words are read.

    >>> Dials({"words": 2.0, "looks": 1.0}).factors
    {'words': 2.0}
    """

    factors: Mapping[str, float] = field(default_factory=dict)
    """By dial how many times as much as usual it counts; as usual where it is not named."""

    def __post_init__(self) -> None:
        moved = {name: self.factors[name] for name in NAMES if self.factors.get(name, 1.0) != 1.0}
        object.__setattr__(self, "factors", moved)


def most_alike(usual: int, factors: Mapping[str, float]) -> int:
    """How many of one kind a list holds; 0 for as many as there are.

    >>> [most_alike(2, {VARIETY: factor}) for factor in STOPS]
    [0, 4, 2, 1, 1]
    """
    factor = factors.get(VARIETY, 1.0)
    return max(1, round(usual / factor)) if factor else 0


def offered(kinds: Iterable[str], factors: Mapping[str, float]) -> dict[str, float]:
    """The dials of a list for which some kinds speak, and of what was moved before, each where it stands."""
    there = {*kinds, *factors, VARIETY}
    return {name: factors.get(name, 1.0) for name in NAMES if name in there}
