"""What happens in a turn, as a closed set of events; page, command line and tests read the same stream."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tastemaker.agent.answer.ask_back import Question
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.tools.search.limits.narrow import Ways
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.search.listing import Near


@dataclass(frozen=True, slots=True)
class Thinking:
    """A step has begun that may take a while."""

    step: str
    """In words for the person: "reading the request"."""


@dataclass(frozen=True, slots=True)
class Called:
    """A tool has run."""

    tool: str
    args: Mapping[str, Any]
    ms: float
    found: int
    text: str
    """What the tool answered, as the model sees it."""
    answers: tuple[Fact, ...] = ()
    """What was asked of items, and what each says to it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A recommendation as the shopper sees it: its number in the list, and its evidence in one line."""

    n: int
    recommendation: Recommendation
    reason: str
    need: int = 1
    """Which call of the turn it answers, from 1."""
    details: tuple[str, ...] = ()
    """Each piece of its evidence in words, in the shopper's language."""
    was: int | None = None
    """Its number before the dials were moved, 0 where it was not in the list; None where they were not."""


@dataclass(frozen=True, slots=True)
class Found:
    """The list, which comes before the prose. It may be empty."""

    items: tuple[Shown, ...]
    language: str = "en"
    """The shopper's language, for titles that the catalogue has in it."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """The limits that the list keeps."""
    near: tuple[Near, ...] = ()
    """What answers the same need but misses something, where the list is short."""
    dials: Mapping[str, float] = field(default_factory=dict)
    """What may count more or less in it, and how much it does now; empty where a field orders it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the list may be limited by next; it comes after the list, which does not wait for it."""

    ways: Ways


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the prose, already checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Claims:
    """How many sentences of the reasons were checked, how many held at once, how many were repaired."""

    checked: int = 0
    supported: int = 0
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything about a finished turn."""

    text: str
    user: str | None
    session: str
    calls: tuple[Called, ...] = ()
    items: tuple[Shown, ...] = ()
    reply: str = ""
    claims: Claims = Claims()
    relaxed: tuple[Relaxation, ...] = ()
    near: tuple[Near, ...] = ()
    """What answers the request but misses something."""
    answers: tuple[Fact, ...] = ()
    """What was asked of items, and what each says to it."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """The limits in force after this turn."""
    asked: Question | None = None
    """The question that the answer ends with."""
    usage: Mapping[str, int] = field(default_factory=dict)
    ms: Mapping[str, float] = field(default_factory=dict)
    """first_list, first_word and total, counted from the beginning of the turn."""
    model: str = ""
    notes: tuple[str, ...] = ()
    """What the shopper has to know beside the reply: that this cannot be kept, and why."""

    def as_json(self) -> dict[str, Any]:
        """The object that `tastemaker ask --json` prints."""
        return {
            "text": self.text,
            "user": self.user,
            "session": self.session,
            "calls": [
                {"tool": call.tool, "args": dict(call.args), "ms": round(call.ms, 1), "found": call.found}
                for call in self.calls
            ],
            "items": [_shown_as_json(shown) for shown in self.items],
            "reply": self.reply,
            "claims": asdict(self.claims),
            "near": [near.as_json() for near in self.near],
            "answers": [fact.as_json() for fact in self.answers],
            "relaxed": [relaxation.as_json() for relaxation in self.relaxed],
            "limits": dict(self.limits),
            "asked": None if self.asked is None else asdict(self.asked),
            "usage": dict(self.usage),
            "ms": {name: round(value, 1) for name, value in self.ms.items()},
            "model": self.model,
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Answered:
    """The turn is over and this is its result."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """The turn could not be finished: one sentence that says what to do."""

    sentence: str


Event = Thinking | Called | Found | Offered | Token | Answered | Failed


def _shown_as_json(shown: Shown) -> dict[str, Any]:
    item = shown.recommendation.item
    return {
        "n": shown.n,
        "need": shown.need,
        "id": item.id,
        "title": item.title,
        "media": item.media,
        "category": " > ".join(item.categories),
        "brand": item.brand,
        "price": item.price,
        "score": round(shown.recommendation.score, 4),
        "reason": shown.reason,
        "evidence": [
            {"kind": part.kind, "detail": detail, "weight": part.weight, "refs": part.refs}
            | ({"values": dict(part.values)} if part.kind == "limit" else {})
            for part, detail in zip(shown.recommendation.evidence, shown.details, strict=True)
        ],
    }
