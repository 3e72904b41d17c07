"""What a browser session does with the agent: its turns as they grow, and what the page's controls mean."""

import threading
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.language import phrase, title
from tastemaker.agent.change import Change, Click
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.examples import examples
from tastemaker.ui.shown import parts
from tastemaker.ui.shown.clicks import OF_ONE_ITEM, clicked
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.steering.acts import STEERS, steer
from tastemaker.ui.steering.weights import stops
from tastemaker.ui.talks.conversation import Conversation
from tastemaker.ui.talks.talks import Talks
from tastemaker.ui.visitors.rate import Rate

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_GLANCE = 0.1  # seconds between two looks at a turn that another page has begun
_MARKS = ("like", "dislike", "purchase")


Page = tuple[dict[str, Any], str]
"""What has changed in the conversation (page.js draws it), and the line above the composer."""


class Chat:
    """What the page's controls do: one method for each."""

    def __init__(self, agent: "Agent", rate: Rate | None = None) -> None:
        self._agent = agent
        self._rate = rate
        self.talks = Talks(agent)
        self._beginning = threading.Lock()
        self._examples = cache(partial(examples, agent.shop))

    def view(self, conversation: Conversation, whole: bool = False, unsent: str = "") -> Page:
        """What the page has not been told yet, or the whole; `unsent` goes back into the composer."""
        at, language = time.time_ns() // 1000, conversation.language
        told = {}
        for turn in conversation.turns:
            if whole or turn.changed:
                turn.changed = False
                told[str(turn.number)] = turn.parts(self._agent.shop)
        numbers = [turn.number for turn in conversation.turns]
        return {
            "at": at,
            "token": conversation.token,
            "before": parts.before(language) if conversation.earlier else "",
            "welcome": "" if numbers else parts.welcome(self._examples(language), language),
            "first": numbers[0] if numbers else 0,
            "end": numbers[-1] + 1 if numbers else 0,
            "turns": told,
            "marks": dict(conversation.marks),
            "dials": stops(conversation.turns[-1].dials) if numbers else {},
            "saved": sorted(conversation.saved),
            "unsent": unsent,
            "language": language,
            "named": phrase("conversation", language),
            "request": phrase("your_request", language),
        }, parts.note(conversation.note)

    def ask(
        self, conversation: Conversation, text: str, photo: Path | None = None, change: Click | None = None
    ) -> Iterator[Page]:
        """Runs one turn and yields the page after each event; while one runs, no second one is begun."""
        text = sound(text)
        with self._beginning:  # two clicks at once are one turn
            conversation.note = self._refused(conversation)
            conversation.busy = conversation.busy or not conversation.note
        if conversation.note:
            yield self.view(conversation, unsent=text)
            return
        self.talks.keep(conversation)
        turn = conversation.begin(parts.asked(text, photo, conversation.language))
        turn.photo = photo or next((old.photo for old in conversation.turns[-2::-1] if old.photo), None)
        steps = self._steps(conversation, turn, text, photo, change)
        try:
            yield self.view(conversation)
            for _ in steps:
                if not conversation.over:
                    yield self.view(conversation)
            if not conversation.over:
                yield self.view(conversation)
        except GeneratorExit:  # the page is gone; the answer is there when it comes back
            threading.Thread(target=deque, args=(steps, 0), daemon=True).start()
            raise

    def _steps(
        self, conversation: Conversation, turn: Turn, text: str, photo: Path | None, change: Click | None
    ) -> Iterator[None]:
        """Runs a turn to its end, event by event."""
        try:
            events = self._agent.turn(text, photo, conversation.user, conversation.session, change)
            for n, event in enumerate(events):
                turn.take(event)
                yield
                if not n:  # while the agent reads: writing it down holds nothing back
                    self.talks.asked(conversation, text)
            if turn.forgets:
                self.talks.clear(conversation)
                conversation.turns = [turn]
                self.talks.keep(conversation)
        except TastemakerError as error:
            turn.fail(str(error))
        except Exception:  # a bug: the traceback is for the terminal, and the page must not wait for ever
            traceback.print_exc()
            turn.fail(phrase("broke_off", turn.language))
        finally:
            self.talks.answered(conversation)
            turn.working, turn.changed, conversation.busy = "", True, False

    def resume(self, conversation: Conversation) -> Iterator[Page]:
        """The whole conversation for a page that has nothing of it, and what is still to come of its turn."""
        yield self.view(conversation, whole=True)
        while conversation.busy and not conversation.over:
            time.sleep(_GLANCE)
            if any(turn.changed for turn in conversation.turns):
                yield self.view(conversation)
        if not conversation.over:
            yield self.view(conversation)

    def act(self, conversation: Conversation, action: Mapping[str, Any]) -> Iterator[Page]:
        """Does what a click asks for; it comes from the browser, so that nothing in it is trusted."""
        done, n = str(action.get("do")), str(action.get("n"))
        item = self._agent.shop.catalogue.get(str(action.get("id")))
        last = conversation.turns[-1] if conversation.turns else Turn(0, "")
        if done == "example" and (example := _nth(self._examples(conversation.language), n)):
            yield from self.ask(conversation, *example)
        elif done in STEERS:
            yield from steer(self, self._agent, conversation, action)
        elif done == "relax" and (relaxed := _nth(last.relaxed, n)):
            said = phrases.choice(self._agent.shop, relaxed, last.language)
            yield from self.ask(conversation, said, change=Change(relaxed.drop, relaxed.to))
        elif done == "say" and (sayable := _nth(last.sayable, n)):
            yield from self.ask(conversation, sayable)
        elif done == "undo" and conversation.turns:
            yield self._undo(conversation)
        elif done == "wait":
            conversation.note = phrase("one_moment", last.language)
            yield self.view(conversation)
        elif done == "unfold" and (turn := {str(turn.number): turn for turn in conversation.turns}.get(n)):
            turn.fold(False)
            yield self.view(conversation)
        elif asked := clicked(action, last, self._agent.shop):
            yield from self.ask(conversation, asked[0], change=asked[1])
        elif (done in OF_ONE_ITEM and action.get("id") and not item) or done == "compare":
            conversation.note = phrase("compare_two" if done == "compare" else "gone_item", last.language)
            yield self.view(conversation)
        elif done in (*_MARKS, "save") and item:
            try:
                if done == "save":
                    self.talks.save(conversation, item)
                else:
                    self._mark(conversation, item, done)
            except TastemakerError as error:
                conversation.note = str(error)
            yield self.view(conversation)

    def _mark(self, conversation: Conversation, item: Item, event: str) -> None:
        """Notes what the shopper says of an item."""
        self._agent.feedback(conversation.user, item.id, event)
        named = title(item, conversation.language)
        conversation.marks[item.id] = event
        conversation.note = phrase(f"noted_{event}", conversation.language, title=named)

    def _undo(self, conversation: Conversation) -> Page:
        """Takes the last turn back, here and in the agent's memory."""
        language = conversation.language
        if conversation.busy:
            conversation.note = phrase("one_moment", language)
        elif conversation.turns[-1].answer and not self._agent.undo(conversation.session):
            conversation.note = phrase("not_further_back", language)
        else:
            conversation.take_back()
            conversation.note = phrase("taken_back", language)
        return self.view(conversation)

    def _refused(self, conversation: Conversation) -> str:
        """Why no turn can begin now, or nothing."""
        if conversation.busy:
            return phrase("one_moment", conversation.language)
        wait = self._rate.wait(conversation.visitor) if self._rate else 0
        return phrase("too_fast", conversation.language, seconds=ceil(wait)) if wait else ""


_Thing = TypeVar("_Thing")


def _nth(things: Sequence[_Thing], n: str) -> _Thing | None:
    return {str(place): thing for place, thing in enumerate(things)}.get(n)
