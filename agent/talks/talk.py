"""A conversation as the records of its turns; what is in force follows from the last of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from tastemaker.agent.call import Call
from tastemaker.tools.search.limits.where import Where

FORMAT = 3
"""The version of a record's document; one of another version is not read."""


@dataclass(frozen=True, slots=True)
class Made:
    """A list in front of the shopper."""

    call: Call
    """What made it; its items are ids."""
    shown: tuple[str, ...]
    """The ids of its items, in their order."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"call": self.call.as_json(), "shown": list(self.shown)}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        return cls(Call.of_json(stored["call"]), tuple(stored["shown"]))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force after a turn: what the next one may refer to, narrow or lift."""

    call: Call | None = None
    """The last list that was asked for, also where nothing fitted; its items are ids."""
    made: tuple[Made, ...] = ()
    """The lists in front of the shopper; they are numbered through."""
    last: int | None = None
    """The number of the shown item that was talked of last."""
    offered: tuple[str, ...] = ()
    """What may be answered to the question that the last answer ended with."""
    refused: tuple[tuple[str, str], ...] = ()
    """Id and sentence of each item that was shown for this need and passed over; not shown again for it."""
    told: tuple[str, ...] = ()
    """What a stranger asked to have remembered: it holds in this talk alone."""
    dials: Mapping[str, float] = field(default_factory=dict)
    """How many times as much as usual some kinds of evidence count."""
    photo: int | None = None
    """The number of the turn that sent the photo in force."""
    language: str = "en"

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids in front of the shopper, number 1 first."""
        return tuple(id for made in self.made for id in made.shown)

    @property
    def limits(self) -> dict[str, Any]:
        """The conditions in force, by the names that they have outside."""
        return {} if self.call is None else Where(self.call.query.conditions).as_dict()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        names = ("last", "offered", "refused", "told", "dials", "photo", "language")
        call, made = self.call and self.call.as_json(), [made.as_json() for made in self.made]
        return {name: getattr(self, name) for name in names} | {"call": call, "made": made}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """What was in force, from its JSON."""
        call, made = stored["call"] and Call.of_json(stored["call"]), tuple(map(Made.of, stored["made"]))
        refused = tuple((id, said) for id, said in stored["refused"])
        lists = {name: tuple(stored[name]) for name in ("offered", "told")}
        return cls(**{**stored, **lists, "call": call, "made": made, "refused": refused})


@dataclass(frozen=True, slots=True)
class Record:
    """One turn: what was asked, what was answered, what is in force since."""

    said: str
    user: str | None
    standing: Standing
    answer: Mapping[str, Any]
    """The answer's JSON."""
    change: Mapping[str, Any] | None = None
    """The limit that was changed by a click, instead of words that were read."""
    written: str = ""
    """The calls that were read, in the notation of our model; empty of a click and of whole sentences."""
    n: int = 0
    """Its number in the conversation, from 1; 0 until it is kept."""
    time: float = 0.0
    """When it was kept, in seconds since 1970."""

    def document(self) -> str:
        """What is kept beside the columns, as JSON."""
        kept = {
            "standing": self.standing.as_json(),
            "answer": self.answer,
            "change": self.change,
            "written": self.written,
        }
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def of(cls, said: str, user: str | None, document: str, n: int, time: float) -> Self:
        """The record, from its columns and its document."""
        kept = json.loads(document)
        standing = Standing.of(kept.pop("standing"))
        return cls(said=said, user=user, standing=standing, n=n, time=time, **kept)


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns of a conversation that are kept, oldest first."""

    records: tuple[Record, ...] = ()
    lost: str = ""
    """Why turns that were kept cannot be read; empty when all is well."""

    @property
    def standing(self) -> Standing:
        """What is in force now."""
        return self.records[-1].standing if self.records else Standing()

    @property
    def last(self) -> int:
        """The number of the last turn, 0 before the first."""
        return self.records[-1].n if self.records else 0

    def undone(self) -> "Talk | None":
        """The conversation before its last turn; None where that is not known."""
        if not self.records or (len(self.records) == 1 and self.last > 1):
            return None
        return Talk(self.records[:-1])
