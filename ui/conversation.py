"""What a browser shows of one talk; and the talks that can be come back to."""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tastemaker.agent.answer.language import phrase
from tastemaker.ui.shown.progress import Turn

NEW = "new-"
"""How the ids of shoppers begin who are not of the catalogue's folder."""
_MOST_TURNS = 40
_UNFOLDED = 4
_MOST_PAGES = 1000
_MOST_CONVERSATIONS = 500
_KEPT_FOR = 12 * 3600.0  # seconds after the last turn


@dataclass
class Conversation:
    """One browser session's talk; never shared with another visitor."""

    user: str = field(default_factory=lambda: f"{NEW}{uuid4().hex}")
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
    login: str | None = None
    """Whose it is, once something was done in it; empty where there are no logins."""
    token: str = ""
    """By which the browser asks for it again; empty until there is something to come back to."""
    before: "Conversation | None" = None
    """The one in whose place this has begun."""
    busy: bool = False
    over: bool = False
    """Another one is shown in its place, so that nothing of this one is."""

    def begin(self, asked: str) -> Turn:
        """Begins a turn: of those before, the old ones are folded and the oldest dropped."""
        number, language = (self.turns[-1].number + 1, self.turns[-1].language) if self.turns else (0, "en")
        turn = Turn(number, asked, phrase("doing_read", language), language=language)
        self.turns = [*self.turns[1 - _MOST_TURNS :], turn]
        for old in self.turns[:-_UNFOLDED]:
            old.fold(True)
        return turn

    def take_back(self) -> None:
        """Removes the last turn; what comes to the end by that is unfolded."""
        self.turns = self.turns[:-1]
        for turn in self.turns[-_UNFOLDED:]:
            turn.fold(False)


class Conversations:
    """The talks that pages show, and those a browser can come back to by token; bounded in number and age."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, Conversation] = OrderedDict()
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()
        self._lock = threading.Lock()

    def shown(self, page: str) -> Conversation:
        """The conversation that a page is in; a page that was never seen, or long ago, is in a new one."""
        with self._lock:
            conversation = self._shown.setdefault(page, Conversation())
            self._shown.move_to_end(page)
            if len(self._shown) > _MOST_PAGES:
                self._shown.popitem(last=False)
            return conversation

    def show(self, page: str, conversation: Conversation) -> None:
        """Puts a page into another conversation."""
        self.shown(page)
        self._shown[page] = conversation

    def keep(self, conversation: Conversation) -> None:
        """Keeps a conversation for some hours from now on; the one that was left alone longest may go."""
        conversation.token = conversation.token or secrets.token_urlsafe(24)
        now = time.monotonic()
        with self._lock:
            self._kept[conversation.token] = now, conversation
            self._kept.move_to_end(conversation.token)
            while (
                len(self._kept) > _MOST_CONVERSATIONS or now - next(iter(self._kept.values()))[0] > _KEPT_FOR
            ):
                self._kept.popitem(last=False)

    def drop(self, user: str) -> None:
        """Keeps no conversation of this shopper any more."""
        with self._lock:
            for token in [token for token, (_, talk) in self._kept.items() if talk.user == user]:
                del self._kept[token]

    def find(self, token: str, login: str) -> Conversation | None:
        """The conversation of a token, when it is this login's and was not left too long ago."""
        with self._lock:
            at, found = self._kept.get(token, (0.0, None))
            if found is None or found.login != login or time.monotonic() - at > _KEPT_FOR:
                return None
            return found
