"""What a browser session does with the agent: its turns as they grow, and what the page's controls mean."""

import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from tastemaker.agent.answer import phrases
from tastemaker.agent.change import Change
from tastemaker.agent.events import Answer, Answered, Called, Event, Failed, Found, Thinking, Token
from tastemaker.tools.errors import TastemakerError
from tastemaker.tools.search.limits import Relaxation
from tastemaker.ui import cards, parts
from tastemaker.ui.pictures import picture
from tastemaker.ui.rate import Rate

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent
    from tastemaker.tools.shop import Shop

_MOST_TURNS = 40
# A request to click, and the word some title or category must hold for it to make sense here.
_EXAMPLES = (
    ("Noise cancelling headphones for flights, under 200", "headphones"),
    ("我买了华为Mate 40，配什么配件好？", "mate 40"),
    ("Something to read or listen to about photography", "photo"),
)
_PHOTO_EXAMPLE = ("More like this photo", "shoes, red")
_BUSY = "One moment: the last answer is still being written."
_NOTED = {
    "like": "Noted: you like {}. The next answer counts it.",
    "dislike": "Noted: not {}. The next answer counts it.",
    "purchase": "Noted: you bought {}. The next answer counts it.",
}


@dataclass
class Turn:
    """What is known of one turn so far; it grows with the events."""

    asked: str
    working: str = "reading the request"
    calls: list[Called] = field(default_factory=list)
    language: str = "en"
    limits: Mapping[str, Any] = field(default_factory=dict)
    listed: str = ""
    prose: str = ""
    sentence: str = ""
    stopped: bool = False
    answer: Answer | None = None

    def take(self, event: Event, shop: "Shop") -> None:
        """Adds what an event says."""
        match event:
            case Thinking():
                self.working = event.step
            case Called():
                self.calls.append(event)
            case Found():
                self.listed = cards.cards(event.items, shop.picture_path, event.language)
                self.language, self.limits = event.language, event.limits
                self.working = "writing the answer"
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
        self.sentence, self.working = sentence, ""

    @property
    def relaxed(self) -> tuple[Relaxation, ...]:
        """The changes that are offered after an honest no."""
        return self.answer.relaxed if self.answer else ()

    @property
    def sayable(self) -> tuple[str, ...]:
        """What may be said next: the answers to the question, or the request that waits."""
        if self.answer is None:
            return ()
        choices = self.answer.asked.choices if self.answer.asked else ()
        return (*choices, *filter(None, [self.answer.waiting]))

    def parts(self, currency: str) -> dict[str, str]:
        """The HTML of each part that the page draws."""
        relaxed = [phrases.choice(relaxation, self.language, currency) for relaxation in self.relaxed]
        ended = parts.failed(self.sentence) if self.sentence else parts.stopped() if self.stopped else ""
        return {
            "asked": self.asked,
            "working": parts.working(self.working) if self.working else "",
            "limits": parts.limits(self.limits, self.language),
            "cards": self.listed,
            "prose": parts.prose(self.prose) + ended,
            "choices": parts.choices(relaxed) + parts.choices(self.sayable, "say", "What you may say next"),
            "foot": parts.found(self.calls, self.answer),
        }


@dataclass
class Conversation:
    """One browser session's talk; never shared with another."""

    user: str = field(default_factory=lambda: f"new-{uuid4().hex}")
    session: str = field(default_factory=lambda: uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    """What the shopper said of items by a click: item id to event."""
    note: str = ""
    """The line above the composer."""
    visitor: str = ""
    """Whose turns a rate limit counts together: the login's name, or the address."""
    busy: bool = False
    over: bool = False
    """A new one has begun in its place, so that nothing of this one is shown any more."""


Page = tuple[dict[str, Any], str]
"""What the conversation shows (page.js draws it), and the line above the composer."""


class Chat:
    """What the page's controls do: one method for each."""

    def __init__(self, agent: "Agent", rate: Rate | None = None) -> None:
        self._agent = agent
        self._rate = rate
        self._examples = examples(agent.shop)
        self._currency = phrases.currency(agent.shop)

    def view(self, conversation: Conversation) -> Page:
        """The page as it stands."""
        turns = [turn.parts(self._currency) for turn in conversation.turns]
        if not turns:
            turns = [{"welcome": parts.welcome(self._examples)}]
        return {"turns": turns, "marks": dict(conversation.marks)}, parts.note(conversation.note)

    def ask(
        self, conversation: Conversation, text: str, photo: Path | None = None, change: Change | None = None
    ) -> Iterator[Page]:
        """Runs one turn and yields the page after each event; while one runs, no second one is begun."""
        if refused := self._refused(conversation):
            conversation.note = refused
            yield self.view(conversation)
            return
        turn = Turn(parts.asked(text, photo))
        conversation.busy, conversation.note = True, ""
        conversation.turns = [*conversation.turns[1 - _MOST_TURNS :], turn]
        yield self.view(conversation)
        try:
            shop = self._agent.shop
            for event in self._agent.turn(text, photo, conversation.user, conversation.session, change):
                turn.take(event, shop)
                if conversation.over:
                    return
                yield self.view(conversation)
        except TastemakerError as error:
            turn.fail(str(error))
        except Exception:  # a bug: the traceback is for the terminal, and the page must not wait for ever
            traceback.print_exc()
            turn.fail("This answer broke off; ask again, and look into the terminal if it happens twice.")
        finally:
            conversation.busy = False
        yield self.view(conversation)

    def act(self, conversation: Conversation, action: Mapping[str, Any]) -> Iterator[Page]:
        """Does what a click asks for; it comes from the browser, so that nothing in it is trusted."""
        done, n = action.get("do"), str(action.get("n"))
        item = self._agent.shop.catalogue.get(str(action.get("id")))
        last = conversation.turns[-1] if conversation.turns else Turn("")
        if done == "example" and (example := _nth(self._examples, n)):
            yield from self.ask(conversation, *example)
        elif done == "drop" and (dropped := _nth(parts.named_limits(last.limits), n)):
            limit, word, label = dropped
            yield from self.ask(conversation, f"without the limit “{label}”", change=Change(limit, word=word))
        elif done == "relax" and (relaxed := _nth(last.relaxed, n)):
            said = phrases.choice(relaxed, last.language, self._currency)
            yield from self.ask(conversation, said, change=Change(relaxed.drop, relaxed.to))
        elif done == "say" and (sayable := _nth(last.sayable, n)):
            yield from self.ask(conversation, sayable)
        elif done == "undo" and conversation.turns:
            yield self._undo(conversation)
        elif done == "more" and item:
            yield from self.ask(conversation, f"more like {item.title}")
        elif done in _NOTED and item:
            try:
                self._agent.feedback(conversation.user, item.id, done)
                conversation.marks[item.id], conversation.note = done, _NOTED[done].format(item.title)
            except TastemakerError as error:
                conversation.note = str(error)
            yield self.view(conversation)

    def _undo(self, conversation: Conversation) -> Page:
        """Takes the last turn back, here and in the agent's memory."""
        if conversation.busy:
            conversation.note = _BUSY
        elif conversation.turns[-1].answer and not self._agent.undo(conversation.session):
            conversation.note = "Nothing further back is kept; begin a new conversation instead."
        else:
            conversation.turns = conversation.turns[:-1]
            conversation.note = "The last request is taken back."
        return self.view(conversation)

    def _refused(self, conversation: Conversation) -> str:
        """Why no turn can begin now, or nothing."""
        if conversation.busy:
            return _BUSY
        wait = self._rate.wait(conversation.visitor) if self._rate else 0
        return f"That was fast: the next request can be sent in {ceil(wait)} s." if wait else ""

    def begin(self, before: Conversation, user: str) -> Conversation:
        """Begins a new conversation in the place of another; who stays a new shopper keeps their likes."""
        before.over = True
        self.stop(before)
        if not user and before.user.startswith("new-"):
            user = before.user
        return Conversation(user) if user else Conversation()

    def stop(self, conversation: Conversation) -> None:
        """Asks the agent to stop; the running turn then ends by itself."""
        if conversation.busy:
            conversation.turns[-1].stopped = True
        self._agent.cancel(conversation.session)


_Thing = TypeVar("_Thing")


def _nth(things: Sequence[_Thing], n: str) -> _Thing | None:
    return {str(place): thing for place, thing in enumerate(things)}.get(n)


def examples(shop: "Shop") -> list[tuple[str, Path | None]]:
    """Requests to click, each with its photo or none: those that this catalogue can answer."""
    named = [f"{item.title} {' '.join(item.categories)}".lower() for item in shop.catalogue]
    made: list[tuple[str, Path | None]] = [
        (text, None) for text, word in _EXAMPLES if any(word in names for names in named)
    ]
    text, word = _PHOTO_EXAMPLE
    preferred = sorted(shop.catalogue, key=lambda item: word not in item.title.lower())
    paths = (shop.picture_path(item) for item in preferred)
    photo = next((path for path in paths if path and picture(path)), None)
    if photo:
        made.append((text, photo))
    counted = Counter(item.categories[0] for item in shop.catalogue if item.categories)
    made += [(f"Show me something in {category}", None) for category, _ in counted.most_common(3 - len(made))]
    return [("What would I like?", None), *made]
