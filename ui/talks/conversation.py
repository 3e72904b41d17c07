"""What a browser shows of one talk; and the talks that can be come back to."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import uuid4

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.talks.memory import PASSING
from tastemaker.ui.shown.progress import Turn

NEW = "new-"
"""How the ids of shoppers begin who are not of the catalogue's folder."""
_MOST_TURNS = 40
_UNFOLDED = 4
_MOST_PAGES = 1000
_MOST_CONVERSATIONS = 500
_KEPT_FOR = 12 * 3600.0  # seconds after the last turn


@dataclass(eq=False)
class Conversation:
    """One browser session's talk; never shared with another visitor."""

    user: str = field(default_factory=lambda: f"{NEW}{uuid4().hex}")
    session: str = field(default_factory=lambda: uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    """What the shopper said of items by a click: item id to event."""
    saved: set[str] = field(default_factory=set)
    """The ids of the items that the shopper saved."""
    note: str = ""
    """The line above the composer."""
    visitor: str = ""
    """Whose turns a rate limit counts together: the login's name, or the address."""
    uploads: list[Path] = field(default_factory=list)
    """The photos that were sent."""
    owner: str | None = None
    """Who alone may see it, once something was done in it; empty where the visitor is not known."""
    spoken: str = "en"
    """The language of the browser."""
    token: str = ""
    """By which the browser asks for it again; empty until there is something to come back to."""
    before: "Conversation | None" = None
    """The one in whose place this has begun."""
    busy: bool = False
    over: bool = False
    """Another one is shown in its place, so that nothing of this one is."""

    @classmethod
    def in_passing(cls) -> Self:
        """A conversation that leaves nothing, of a shopper of whom nothing is known."""
        return cls(f"{PASSING}{uuid4().hex}", f"{PASSING}{uuid4().hex}")

    @property
    def passing(self) -> bool:
        """Whether nothing of it is left when it is over."""
        return self.session.startswith(PASSING)

    @property
    def earlier(self) -> "Conversation | None":
        """The conversation to which there is a way back; none where it was deleted meanwhile."""
        return self.before if self.before and self.before.turns else None

    @property
    def language(self) -> str:
        """The language that is spoken in it: the shopper's, and before the first turn the browser's."""
        return self.turns[-1].language if self.turns else self.spoken

    def belongs(self, owner: str) -> bool:
        """Whether it is this visitor's, who is from now on its owner where there was none.

        A new shopper is the same one in all conversations of a browser.
        """
        if self.owner is None:
            self.owner = owner
            if owner and self.user.startswith(NEW) and not self.passing:
                self.user = f"{NEW}{owner}"
        return self.owner == owner

    def begin(self, asked: str) -> Turn:
        """Begins a turn: of those before, the old ones are folded and the oldest dropped."""
        number, language = self.turns[-1].number + 1 if self.turns else 0, self.language
        turn = Turn(number, asked, phrase("doing_read", language), language=language)
        self.turns = [*self.turns[1 - _MOST_TURNS :], turn]
        self.fold()
        return turn

    def take_back(self) -> None:
        """Removes the last turn; what comes to the end by that is unfolded."""
        self.turns = self.turns[:-1]
        self.fold()

    def fold(self) -> None:
        """Folds the old turns, and unfolds those at the end."""
        for turn in self.turns[:-_UNFOLDED]:
            turn.fold(True)
        for turn in self.turns[-_UNFOLDED:]:
            turn.fold(False)


@dataclass
class _Page:
    conversation: Conversation = field(default_factory=Conversation)
    language: str = ""
    """In which its words stand now."""
    open: bool = True


class Conversations:
    """The talks that pages show, and those a browser can come back to by token; bounded in number and age."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()
        self._lock = threading.Lock()

    def shown(self, page: str) -> Conversation:
        """The conversation that a page is in; a page that was never seen, or long ago, is in a new one."""
        return self._page(page).conversation

    def show(self, page: str, conversation: Conversation) -> None:
        """Puts a page into another conversation."""
        self._page(page).conversation = conversation

    def speak(self, page: str, language: str) -> bool:
        """Notes the language of a page's words, and returns whether it was another one so far."""
        shown = self._page(page)
        was, shown.language = shown.language, language
        return was != language

    def leave(self, page: str) -> Conversation | None:
        """Notes that a page was closed; returns its conversation when no other page shows that."""
        left = self._page(page)
        left.open = False
        return None if self.shows(left.conversation) else left.conversation

    def keep(self, conversation: Conversation) -> list[Conversation]:
        """Keeps a conversation for some hours from now on; returns those that went, left alone longest."""
        conversation.token = conversation.session
        now, gone = time.monotonic(), []
        with self._lock:
            self._kept[conversation.token] = now, conversation
            self._kept.move_to_end(conversation.token)
            while (
                len(self._kept) > _MOST_CONVERSATIONS or now - next(iter(self._kept.values()))[0] > _KEPT_FOR
            ):
                gone.append(self._kept.popitem(last=False)[1][1])
        return gone

    def drop(self, user: str) -> list[Conversation]:
        """Keeps no conversation of this shopper any more; returns those that there are."""
        with self._lock:
            theirs = [token for token, (_, talk) in self._kept.items() if talk.user == user]
            gone = [self._kept.pop(token)[1] for token in theirs]
            return gone + [
                page.conversation for page in self._pages.values() if page.conversation.user == user
            ]

    def delete(self, conversation: Conversation) -> None:
        """Keeps a conversation no more; pages that are in it are in a new one."""
        with self._lock:
            self._kept.pop(conversation.token, None)
            for page in self._pages.values():
                if page.conversation is conversation:
                    conversation.over, page.conversation = True, Conversation()

    def shows(self, conversation: Conversation) -> bool:
        """Whether a page that is open is in this conversation."""
        with self._lock:
            return any(page.open and page.conversation is conversation for page in self._pages.values())

    def find(self, token: str, owner: str) -> Conversation | None:
        """The conversation of a token, when it is this visitor's and was not left too long ago."""
        with self._lock:
            at, found = self._kept.get(token, (0.0, None))
            if found is None or found.owner != owner or time.monotonic() - at > _KEPT_FOR:
                return None
            return found

    def _page(self, name: str) -> _Page:
        with self._lock:
            page = self._pages.setdefault(name, _Page())
            page.open = True
            self._pages.move_to_end(name)
            if len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
            return page
