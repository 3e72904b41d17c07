"""One turn as the page shows it, while it goes on and when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.compared import verdict
from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import (
    Answer,
    Answered,
    Called,
    Event,
    Failed,
    Found,
    Offered,
    Shown,
    Thinking,
    Token,
)
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.search.limits.narrow import Ways
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.search.listing import Near
from tastemaker.tools.shop import Shop
from tastemaker.ui.shown import cards, parts
from tastemaker.ui.shown.compared import table
from tastemaker.ui.shown.frame import Frame
from tastemaker.ui.shown.unfolded import found
from tastemaker.ui.steering import chips


@dataclass
class Turn:
    """What is known of one turn so far; it grows with the events."""

    number: int
    asked: str
    working: str = ""
    calls: list[Called] = field(default_factory=list)
    language: str = "en"
    limits: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Shown, ...] = ()
    near: dict[int, tuple[Near, ...]] = field(default_factory=dict)
    """What nearly fits, by the need that it answers."""
    dials: Mapping[str, float] = field(default_factory=dict)
    ways: Ways | None = None
    photo: Path | None = None
    """The photo that the list answers, where there is one."""
    prose: str = ""
    sentence: str = ""
    stopped: bool = False
    again: str = ""
    """What was asked, where the server ended before it was answered."""
    answer: Answer | None = None
    folded: bool = False
    changed: bool = True
    """Whether the page has not been told yet what stands here."""
    _drawn: tuple[Any, str] = ((), "")
    """The list as it was drawn last, and of what."""

    def take(self, event: Event) -> None:
        """Adds what an event says."""
        self.changed = True
        match event:
            case Thinking():
                self.working = event.step
            case Called():
                self.calls.append(event)
            case Found():
                self.items = (*self.items, *event.items)
                if event.near:
                    self.near = {**self.near, len(self.calls): event.near}
                self.language, self.limits = event.language, event.limits
                self.dials = {**self.dials, **event.dials}
                self.working = phrase("doing_write", event.language)
            case Offered():
                self.ways = event.ways
            case Token():
                self.prose += event.text
            case Answered():
                self.answer, self.limits = event.answer, event.answer.limits
                self.prose = "\n\n".join([event.answer.reply or self.prose, *event.answer.notes])
                self.working = ""
            case Failed():
                self.fail(event.sentence)

    def fail(self, sentence: str) -> None:
        """Ends the turn with one sentence."""
        self.sentence, self.working, self.changed = sentence, "", True

    def fold(self, folded: bool) -> None:
        """Leaves only the question on the page, or brings the answer back."""
        self.changed |= self.folded != folded
        self.folded = folded

    @property
    def forgets(self) -> bool:
        """Whether all that was kept of the shopper was deleted in it."""
        return any(call.tool == "forget" and call.args.get("everything") for call in self.calls)

    @property
    def relaxed(self) -> tuple[Relaxation, ...]:
        """The changes that are offered after an honest no."""
        return self.answer.relaxed if self.answer else ()

    @property
    def sayable(self) -> tuple[str, ...]:
        """What may be said next: the answers to the question, or the request that waits."""
        if self.answer is None:
            return (self.again,) if self.again else ()
        return self.answer.asked.choices if self.answer.asked else ()

    def parts(self, shop: Shop) -> dict[str, str]:
        """The HTML of each part that the page draws."""
        if self.folded:
            return {"asked": self.asked, "fold": parts.folded(self.number, len(self.items), self.language)}
        frame = Frame(shop, self.language, self.number, self.photo)
        relaxed = [phrases.choice(shop, relaxation, self.language) for relaxation in self.relaxed]
        ended = (
            parts.failed(self.sentence)
            if self.sentence
            else parts.stopped(self.language)
            if self.stopped
            else ""
        )
        return {
            "asked": self.asked,
            "working": self._working,
            "limits": chips.limits(self.limits, shop.schema, self.language, self.ways, self.number),
            "steer": chips.steer(self.dials, self.ways, shop.schema, self.language) if self.items else "",
            "cards": self._lists(frame),
            "prose": parts.prose(self._said(shop)) + ended,
            "choices": parts.choices(relaxed, "relax", phrase("would_fit", self.language))
            + parts.choices(self.sayable, "say", phrase("say_next", self.language)),
            "foot": found(self.calls, self.answer, shop.schema, self.language),
        }

    def _lists(self, frame: Frame) -> str:
        """What was listed; while the prose grows, the list is not made again with every word."""
        of = (self.items, self._near, self.compared, len(self.calls), frame.language, frame.photo)
        if self._drawn[0] != of:
            self._drawn = (
                of,
                table(self.compared, frame) + cards.lists(self.items, self._near, self.calls, frame),
            )
        return self._drawn[1]

    @property
    def compared(self) -> tuple[Fact, ...]:
        """What was said of items side by side."""
        told = tuple(fact for call in self.calls if call.tool == "compare" for fact in call.answers)
        is_all = self.answer is not None and {call.tool for call in self.calls} == {"compare"}
        return told or (self.answer.answers if is_all and self.answer else ())

    @property
    def _near(self) -> Mapping[int, tuple[Near, ...]]:
        """By need; a turn that is told again does not know which."""
        if self.near or self.answer is None or not self.answer.near:
            return self.near
        return {max((shown.need for shown in self.items), default=1): self.answer.near}

    @property
    def _working(self) -> str:
        """What is being done; before anything was called, with the place of a list."""
        if not self.working:
            return ""
        is_open = not (self.calls or self.items or self.prose)
        return parts.working(self.working) + (cards.blank() if is_open else "")

    def _said(self, shop: Shop) -> str:
        """The prose; what stands in a table is not told again, only who is better in what."""
        if not self.compared or {call.tool for call in self.calls} != {"compare"}:
            return self.prose
        _, _, rest = self.prose.partition("\n\n")
        return "\n\n".join(filter(None, [verdict(shop.schema, self.compared, self.language), rest]))
