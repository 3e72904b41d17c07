"""What a browser session does with the agent: its turns as they grow, and what the page's controls mean."""

import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tastemaker.agent.events import Answered, Called, Event, Failed, Found, Thinking, Token
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui import cards

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
    listed: str = ""
    prose: str = ""
    sentence: str = ""
    foot: str = ""

    def take(self, event: Event, picture_of: cards.PictureOf) -> None:
        """Adds what an event says."""
        match event:
            case Thinking():
                self.working = event.step
            case Called():
                self.calls.append(event)
            case Found():
                self.listed = cards.cards(event.items, picture_of)
                self.working = "writing the answer"
            case Token():
                self.prose += event.text
            case Answered():
                self.prose = event.answer.reply or self.prose
                self.foot = cards.foot(self.calls, event.answer)
                self.working = ""
            case Failed():
                self.fail(event.sentence)

    def fail(self, sentence: str) -> None:
        """Ends the turn with one sentence."""
        self.sentence, self.working = sentence, ""

    def parts(self) -> dict[str, str]:
        """The HTML of each part that the page draws."""
        return {
            "asked": self.asked,
            "working": cards.working(self.working) if self.working else "",
            "cards": self.listed,
            "prose": cards.prose(self.prose) + (cards.failed(self.sentence) if self.sentence else ""),
            "foot": self.foot or cards.foot(self.calls, None),
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
    """The line beneath the composer."""
    busy: bool = False
    over: bool = False
    """A new one has begun in its place, so that nothing of this one is shown any more."""


Page = tuple[dict[str, Any], str]
"""What the conversation shows (page.js draws it), and the line beneath the composer."""


class Chat:
    """What the page's controls do: one method for each."""

    def __init__(self, agent: "Agent") -> None:
        self._agent = agent
        self._examples = examples(agent.shop)

    def view(self, conversation: Conversation) -> Page:
        """The page as it stands."""
        turns = [turn.parts() for turn in conversation.turns]
        if not turns:
            turns = [{"welcome": cards.welcome(self._examples)}]
        return {"turns": turns, "marks": dict(conversation.marks)}, cards.note(conversation.note)

    def ask(self, conversation: Conversation, text: str, photo: Path | None = None) -> Iterator[Page]:
        """Runs one turn and yields the page after each event; while one runs, no second one is begun."""
        if conversation.busy:
            conversation.note = "One moment: the last answer is still being written."
            yield self.view(conversation)
            return
        turn = Turn(cards.asked(text, photo))
        conversation.busy, conversation.note = True, ""
        conversation.turns = [*conversation.turns[1 - _MOST_TURNS :], turn]
        yield self.view(conversation)
        try:
            picture_of = self._agent.shop.picture_path
            for event in self._agent.turn(text, photo, conversation.user, conversation.session):
                turn.take(event, picture_of)
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
        done, item = action.get("do"), self._agent.shop.catalogue.get(str(action.get("id")))
        if done == "example":
            chosen = {str(n): example for n, example in enumerate(self._examples)}.get(str(action.get("n")))
            yield from self.ask(conversation, *chosen) if chosen else ()
        elif done == "more" and item:
            yield from self.ask(conversation, f"more like {item.title}")
        elif done in _NOTED and item:
            self._agent.feedback(conversation.user, item.id, done)
            conversation.marks[item.id], conversation.note = done, _NOTED[done].format(item.title)
            yield self.view(conversation)

    def begin(self, before: Conversation, user: str) -> Conversation:
        """Begins a new conversation in the place of another; who stays a new shopper keeps their likes."""
        before.over = True
        self.stop(before)
        if not user and before.user.startswith("new-"):
            user = before.user
        return Conversation(user) if user else Conversation()

    def stop(self, conversation: Conversation) -> None:
        """Asks the agent to stop; the running turn then ends by itself."""
        self._agent.cancel(conversation.session)


def examples(shop: "Shop") -> list[tuple[str, Path | None]]:
    """Requests to click, each with its photo or none: those that this catalogue can answer."""
    named = [f"{item.title} {' '.join(item.categories)}".lower() for item in shop.catalogue]
    made: list[tuple[str, Path | None]] = [
        (text, None) for text, word in _EXAMPLES if any(word in names for names in named)
    ]
    text, word = _PHOTO_EXAMPLE
    preferred = sorted(shop.catalogue, key=lambda item: word not in item.title.lower())
    paths = (shop.picture_path(item) for item in preferred)
    photo = next((path for path in paths if path and cards.picture(path)), None)
    if photo:
        made.append((text, photo))
    counted = Counter(item.categories[0] for item in shop.catalogue if item.categories)
    made += [(f"Show me something in {category}", None) for category, _ in counted.most_common(3 - len(made))]
    return [("What would I like?", None), *made]
