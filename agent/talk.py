"""A conversation as the records of its turns; what is in force follows from the last of them."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from tastemaker.tools.search.lexical import stem

FORMAT = 1
"""The version of a record's document; one of another version is not read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force after a turn: what the next one may refer to, narrow or lift."""

    need: str = ""
    """The query of the last search: what a follow-up narrows."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    """Ids of the list in front of the shopper."""
    made_by: tuple[str, Mapping[str, Any]] | None = None
    """The tool and the arguments that made this list."""
    sought: tuple[str, Mapping[str, Any]] | None = None
    """Tool and arguments without limits of the last list that was asked for, also where nothing fitted."""
    last: int | None = None
    """The number of the shown item that was talked of last."""
    offered: tuple[str, ...] = ()
    """What may be answered to the question that the last answer ended with."""
    waiting: str = ""
    """What was asked for in the same sentence as something else, and comes next."""
    refused: tuple[tuple[str, str], ...] = ()
    """Id and sentence of each item that was shown for this need and passed over; not shown again for it."""
    photo: int | None = None
    """The number of the turn that sent the photo in force."""
    language: str = "en"

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """What was in force, from its JSON."""
        pairs = {name: _call(stored[name]) for name in ("made_by", "sought")}
        lists = {name: tuple(stored[name]) for name in ("shown", "offered")}
        refused = tuple((id, said) for id, said in stored["refused"])
        return cls(**{**stored, **pairs, **lists, "refused": refused})


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
    read: bool = True
    """Whether the calls were read out of the words; else they are earlier ones, run again."""
    n: int = 0
    """Its number in the conversation, from 1; 0 until it is kept."""
    time: float = 0.0
    """When it was kept, in seconds since 1970."""

    def document(self) -> str:
        """What is kept beside the columns, as JSON."""
        kept = {
            "standing": asdict(self.standing),
            "answer": self.answer,
            "change": self.change,
            "read": self.read,
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

    def about(self, words: Collection[str]) -> Standing | None:
        """What was in force when the talk last was about a need with these stems, before the last turn."""
        for record in reversed(self.records[:-1]):
            standing = record.standing
            need = set(map(stem, standing.need.casefold().split()))
            if words and standing.sought and standing.sought[0] == "search" and need.issuperset(words):
                return standing
        return None


def _call(stored: Sequence[Any] | None) -> tuple[str, Mapping[str, Any]] | None:
    return None if stored is None else (stored[0], stored[1])
