"""What a turn may refer to, and what was understood from it: plain data, shared by rules and model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the list in front of the shopper."""

    n: int
    title: str
    price: float | None = None
    brand: str = ""
    media: str = "product"
    also: tuple[str, ...] = ()
    """Other titles of the same item (title_zh …), by which it may be named."""
    by: str = ""
    """Who wrote, made or presents it; empty where only a brand is known."""


@dataclass(frozen=True, slots=True)
class View:
    """What the shopper's words may refer to: the list in front of them, their purchases, the talk so far."""

    shown: tuple[ShownLine, ...] = ()
    bought: tuple[str, ...] = ()
    """Titles of recent purchases, the latest first."""
    has_photo: bool = False
    by_photo: bool = False
    """Whether the list was sought by a photo that was sent before."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """The limits in force, by argument name."""
    need: str = ""
    """The query of the last search: what a follow-up narrows."""
    last: int | None = None
    """The number of the shown item talked of last: what "it" means; None: nothing yet."""
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One call that answers the shopper's words; the tool is "chat" when none is needed."""

    tool: str
    args: Mapping[str, Any] = field(default_factory=dict)
    certain: frozenset[str] = frozenset()
    """The arguments that a rule read for certain, and "tool" when the choice of the tool is certain;
    "all" when nothing is left that a model could read otherwise."""
    language: str = "en"
