"""What a browser session does with the agent: its turns as they grow, and what the page's controls mean."""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from tastemaker.agent.answer import phrases
from tastemaker.agent.change import Change
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui import parts
from tastemaker.ui.examples import examples
from tastemaker.ui.progress import Turn
from tastemaker.ui.rate import Rate

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_MOST_TURNS = 40
_FORGET = (
    "Your likes, what you told and all your conversations will be deleted for good: click again to do it."
)
_FORGOTTEN = "All that was kept here about you is deleted."
_BUSY = "One moment: the last answer is still being written."
_NOTED = {
    "like": "Noted: you like {}. The next answer counts it.",
    "dislike": "Noted: not {}. The next answer counts it.",
    "purchase": "Noted: you bought {}. The next answer counts it.",
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
    uploads: list[Path] = field(default_factory=list)
    """The photos that were sent."""
    forgetting: bool = False
    """Whether the shopper was asked if all that is kept of them is to be deleted."""
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
        conversation.busy, conversation.note, conversation.forgetting = True, "", False
        conversation.turns = [*conversation.turns[1 - _MOST_TURNS :], turn]
        yield self.view(conversation)
        try:
            shop = self._agent.shop
            for event in self._agent.turn(text, photo, conversation.user, conversation.session, change):
                turn.take(event, shop)
                if conversation.over:
                    return
                yield self.view(conversation)
            if turn.forgets:
                conversation.turns, conversation.marks = [turn], {}
                _delete(conversation.uploads)
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

    def forget(self, conversation: Conversation) -> Conversation:
        """Deletes all that is kept of the shopper, once that was asked for twice, and begins anew."""
        if not conversation.forgetting:
            conversation.forgetting, conversation.note = True, _FORGET
            return conversation
        begun = Conversation() if conversation.user.startswith("new-") else Conversation(conversation.user)
        try:
            self._agent.forget(conversation.user, conversation.session)
        except TastemakerError as error:
            conversation.note = str(error)
            return conversation
        conversation.over, begun.note = True, _FORGOTTEN
        _delete(conversation.uploads)
        return begun

    def stop(self, conversation: Conversation) -> None:
        """Asks the agent to stop; the running turn then ends by itself."""
        if conversation.busy:
            conversation.turns[-1].stopped = True
        self._agent.cancel(conversation.session)


def _delete(uploads: list[Path]) -> None:
    while uploads:
        uploads.pop().unlink(missing_ok=True)


_Thing = TypeVar("_Thing")


def _nth(things: Sequence[_Thing], n: str) -> _Thing | None:
    return {str(place): thing for place, thing in enumerate(things)}.get(n)
