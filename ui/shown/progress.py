"""One turn as the page shows it, while it goes on and when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import Answer, Answered, Called, Event, Failed, Found, Shown, Thinking, Token
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.shop import Shop
from tastemaker.ui.shown import cards, parts


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
    prose: str = ""
    sentence: str = ""
    stopped: bool = False
    again: str = ""
    """What was asked, where the server ended before it was answered."""
    answer: Answer | None = None
    folded: bool = False
    changed: bool = True
    """Whether the page has not been told yet what stands here."""

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
                self.language, self.limits = event.language, event.limits
                self.working = phrase("doing_write", event.language)
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
            "working": parts.working(self.working) if self.working else "",
            "limits": parts.limits(self.limits, shop.schema, self.language),
            "cards": cards.cards(self.items, shop.picture_path, self.language),
            "prose": parts.prose(self.prose) + ended,
            "choices": parts.choices(relaxed, "relax", phrase("would_fit", self.language))
            + parts.choices(self.sayable, "say", phrase("say_next", self.language)),
            "foot": parts.found(self.calls, self.answer),
        }
