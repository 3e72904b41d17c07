"""What a tool is told of the talk, and what it found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.picture_parts import Records
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.fusion.fuse import Dials, Kind, Recommendation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.narrow import Ways
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.listing import Direction, Near


@dataclass(frozen=True, slots=True)
class Situation:
    """What a turn knows beside the shopper's words."""

    user: str | None = None
    said: str = ""
    shown: tuple[str, ...] = ()
    """Ids of the list in front of the shopper, in its order."""
    made: tuple[tuple[str, Mapping[str, Any], tuple[str, ...]], ...] = ()
    """What made it, list by list: tool, arguments (items as ids), and the ids that are shown."""
    photo: Records | None = None
    """The views of the photo that was sent."""
    photo_weight: float = 0.5
    """How much the photo counts beside the words, 0 to 1."""
    most_alike: int = 2
    """How many of one brand, medium and category the list holds while there are others; 0 for the best."""
    dials: Dials = field(default_factory=dict)
    """How much each kind of evidence counts, beside what it does usually."""
    told: tuple[str, ...] = ()
    """What a stranger asked to have remembered in this talk."""
    lasting: tuple[str, ...] = ()
    """Words that this shopper excludes for good."""
    passed_over: frozenset[str] = frozenset()
    """Ids of items that were shown for this need and refused: they are not listed again."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool found."""

    text: str
    """What the model reads; what the person reads where there is no list."""
    items: tuple[Recommendation, ...] = ()
    """The list, in the order in which it is shown."""
    about: tuple[Item, ...] = ()
    """The items that the text is about."""
    answers: tuple[Fact, ...] = ()
    """What was asked of the items, and what each says to it."""
    candidates: tuple[Item, ...] = ()
    """The best that fit, the list among them."""
    where: Where = Where()
    """The conditions that the list keeps."""
    relaxed: tuple[Relaxation, ...] = ()
    """When nothing fits, or nothing of the medium or category that is meant: the smallest changes to help."""
    near: tuple[Near, ...] = ()
    """What answers the request but misses something, where the list is short."""
    unknown: Mapping[Condition, int] = field(default_factory=dict)
    """Of how many items it is not known whether they meet a condition, though they meet all else."""
    query: str = ""
    originals: tuple[Item, ...] = ()
    """The items that others were compared with."""
    order: tuple[str, Direction] | None = None
    """The field by which the list is in order; None where it is by score."""
    kinds: tuple[Kind, ...] = ()
    """What speaks for some item or other, where the list is by score."""
    ways: Callable[[], Ways] = Ways
    """What the list may be limited by next."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Named values for whoever words the answer."""
