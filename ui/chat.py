"""What a browser session does with the agent: its turns as they grow, and what the page's controls mean."""

import threading
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.language import phrase, title
from tastemaker.agent.change import Change, Click
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.conversation import NEW, Conversation, Conversations
from tastemaker.ui.examples import examples
from tastemaker.ui.shown import parts
from tastemaker.ui.shown.clicks import OF_ONE_ITEM, clicked
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.steering.acts import STEERS, steer
from tastemaker.ui.steering.weights import stops
from tastemaker.ui.visitors.rate import Rate

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_FORGET = (
    "Your likes, what you told and all your conversations will be deleted for good: click again to do it."
)
_FORGOTTEN = "All that was kept here about you is deleted."
_GLANCE = 0.1  # seconds between two looks at a turn that another page has begun
_BUSY = "One moment: the last answer is still being written."
_MARKS = ("like", "dislike", "purchase")


Page = tuple[dict[str, Any], str]
"""What has changed in the conversation (page.js draws it), and the line above the composer."""


class Chat:
    """What the page's controls do: one method for each."""

    def __init__(self, agent: "Agent", rate: Rate | None = None) -> None:
        self._agent = agent
        self._rate = rate
        self.conversations = Conversations()
        self._examples = examples(agent.shop)

    def view(self, conversation: Conversation, whole: bool = False, unsent: str = "") -> Page:
        """What the page has not been told yet, or the whole; `unsent` goes back into the composer."""
        at = time.time_ns() // 1000
        told = {}
        for turn in conversation.turns:
            if whole or turn.changed:
                turn.changed = False
                told[str(turn.number)] = turn.parts(self._agent.shop)
        numbers = [turn.number for turn in conversation.turns]
        return {
            "at": at,
            "token": conversation.token,
            "before": parts.before() if conversation.before else "",
            "welcome": "" if numbers else parts.welcome(self._examples),
            "first": numbers[0] if numbers else 0,
            "end": numbers[-1] + 1 if numbers else 0,
            "turns": told,
            "marks": dict(conversation.marks),
            "dials": stops(conversation.turns[-1].dials) if numbers else {},
            "unsent": unsent,
        }, parts.note(conversation.note)

    def ask(
        self, conversation: Conversation, text: str, photo: Path | None = None, change: Click | None = None
    ) -> Iterator[Page]:
        """Runs one turn and yields the page after each event; while one runs, no second one is begun."""
        text = sound(text)
        if refused := self._refused(conversation):
            conversation.note = refused
            yield self.view(conversation, unsent=text)
            return
        self.conversations.keep(conversation)
        language = conversation.turns[-1].language if conversation.turns else "en"
        conversation.busy, conversation.note, conversation.forgetting = True, "", False
        turn = conversation.begin(parts.asked(text, photo, language))
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
            for event in self._agent.turn(text, photo, conversation.user, conversation.session, change):
                turn.take(event)
                yield
            if turn.forgets:
                self._clear(conversation)
                conversation.turns = [turn]
                self.conversations.keep(conversation)
        except TastemakerError as error:
            turn.fail(str(error))
        except Exception:  # a bug: the traceback is for the terminal, and the page must not wait for ever
            traceback.print_exc()
            turn.fail("This answer broke off; ask again, and look into the terminal if it happens twice.")
        finally:
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
        if done == "example" and (example := _nth(self._examples, n)):
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
            conversation.note = _BUSY
            yield self.view(conversation)
        elif done == "unfold" and (turn := {str(turn.number): turn for turn in conversation.turns}.get(n)):
            turn.fold(False)
            yield self.view(conversation)
        elif asked := clicked(action, last, self._agent.shop):
            yield from self.ask(conversation, asked[0], change=asked[1])
        elif (done in OF_ONE_ITEM and action.get("id") and not item) or done == "compare":
            conversation.note = phrase("compare_two" if done == "compare" else "gone_item", last.language)
            yield self.view(conversation)
        elif done in _MARKS and item:
            try:
                self._agent.feedback(conversation.user, item.id, done)
                noted = phrase(f"noted_{done}", last.language, title=title(item, last.language))
                conversation.marks[item.id], conversation.note = done, noted
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
            conversation.take_back()
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
        self._leave(before)
        if not user and before.user.startswith(NEW):
            user = before.user
        begun = Conversation(user) if user else Conversation()
        begun.login, begun.before = before.login, before if before.turns else before.before
        self.conversations.keep(begun)
        return begun

    def back(self, conversation: Conversation) -> Conversation:
        """The conversation before this one, from which this one can be come back to in turn."""
        before = conversation.before
        if before is None:
            return conversation
        self._leave(conversation)
        before.over, before.before = False, conversation if conversation.turns else before.before
        self.conversations.keep(before)
        return before

    def forget(self, conversation: Conversation) -> Conversation:
        """Deletes all that is kept of the shopper, once that was asked for twice, and begins anew."""
        if not conversation.forgetting:
            conversation.forgetting, conversation.note = True, _FORGET
            return conversation
        try:
            self._agent.forget(conversation.user, conversation.session)
        except TastemakerError as error:
            conversation.note = str(error)
            return conversation
        conversation.over = True
        self._clear(conversation)
        begun = Conversation() if conversation.user.startswith(NEW) else Conversation(conversation.user)
        begun.login, begun.note = conversation.login, _FORGOTTEN
        self.conversations.keep(begun)
        return begun

    def _clear(self, conversation: Conversation) -> None:
        """Removes what the page knows of a shopper who is forgotten."""
        self.conversations.drop(conversation.user)
        conversation.turns, conversation.marks, conversation.before = [], {}, None
        while conversation.uploads:
            conversation.uploads.pop().unlink(missing_ok=True)

    def _leave(self, conversation: Conversation) -> None:
        conversation.over = True
        self.stop(conversation)

    def stop(self, conversation: Conversation) -> None:
        """Asks the agent to stop; the running turn then ends by itself."""
        if conversation.busy:
            conversation.turns[-1].stopped = conversation.turns[-1].changed = True
        self._agent.cancel(conversation.session)


_Thing = TypeVar("_Thing")


def _nth(things: Sequence[_Thing], n: str) -> _Thing | None:
    return {str(place): thing for place, thing in enumerate(things)}.get(n)
