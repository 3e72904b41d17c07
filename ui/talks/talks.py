"""The conversations of the page: begun, left, come back to, also after a restart, and forgotten."""

import threading
from typing import TYPE_CHECKING

from tastemaker.agent.answer.language import phrase, title
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.talks.conversation import NEW, Conversation, Conversations
from tastemaker.ui.talks.restored import restored

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_MARKS = ("like", "dislike", "purchase")
_GONE_FOR = 600.0  # seconds after which a page that went is not expected to come back


class Talks:
    """Which conversation a page is in, and what becomes of the others."""

    def __init__(self, agent: "Agent") -> None:
        self._agent = agent
        self.kept = Conversations()
        self._finding = threading.Lock()

    def of(self, page: str, owner: str, token: str = "") -> Conversation:
        """The conversation that a page is in; where nothing was done in that, the one of its token."""
        shown = self.kept.shown(page)
        if shown.token or not token or (found := self.find(token, owner)) is None:
            return shown
        self.kept.show(page, found)
        self._know(found)
        return found

    def find(self, token: str, owner: str, spoken: str = "en") -> Conversation | None:
        """This visitor's conversation of a token, also one that only the database knows."""
        with self._finding:  # two tabs that come back to it are in the same one
            if (found := self.kept.find(token, owner)) is not None:
                return found
            known = owner and token.isascii()
            listed = self._agent.memory.of(token).directory.find(token) if known else None
            if listed is None or listed.owner != owner:
                return None
            found = restored(listed, self._agent)
            found.spoken = spoken
            self.keep(found)
            return found

    def arrive(self, shown: Conversation, token: str) -> Conversation:
        """The conversation that a page comes back to, else the one that it is in."""
        found = self.find(token, shown.owner or "", shown.spoken) or shown
        found.spoken, found.over = shown.spoken, False
        self._know(found)
        return found

    def begin(self, before: Conversation, user: str | None = None) -> Conversation:
        """Begins a new conversation in the place of another, with the same shopper unless one is named.

        Who stays a new shopper, named by an empty text, keeps their likes.
        """
        stays = user is None or not user and before.user.startswith(NEW)
        user = before.user if stays and not before.passing else user
        begun = Conversation(user) if user else Conversation()
        begun.belongs(before.owner or "")
        return self._entered(before, begun)

    def in_passing(self, before: Conversation) -> Conversation:
        """Begins a conversation that leaves nothing."""
        return self._entered(before, Conversation.in_passing())

    def open(self, before: Conversation, session: str) -> Conversation:
        """Goes to another conversation of the same visitor; stays in this one where there is none."""
        opened = self.find(session, before.owner or "", before.spoken)
        if opened is None or opened is before:
            return before
        return self._entered(before, opened)

    def back(self, conversation: Conversation) -> Conversation:
        """The conversation before this one, from which this one can be come back to in turn."""
        before = conversation.earlier
        return conversation if before is None else self._entered(conversation, before)

    def stop(self, conversation: Conversation) -> None:
        """Asks the agent to stop; the running turn then ends by itself."""
        if conversation.busy:
            conversation.turns[-1].stopped = conversation.turns[-1].changed = True
        self._agent.cancel(conversation.session)

    def save(self, conversation: Conversation, item: Item) -> None:
        """Saves an item for later, or takes it out of what is saved. Raises DataError."""
        profiles, language = self._agent.memory.of(conversation.user).profiles, conversation.language
        named = title(item, language)
        if item.id in conversation.saved:
            profiles.unsave(conversation.user, item.id)
            conversation.saved.discard(item.id)
            conversation.note = phrase("unsaved", language, title=named)
        else:
            profiles.save(conversation.user, item.id)
            conversation.saved.add(item.id)
            conversation.note = phrase("saved", language, title=named)

    def asked(self, conversation: Conversation, text: str) -> None:
        """Notes that a request was made, so that it is known after a restart."""
        if conversation.owner:
            directory = self._agent.memory.of(conversation.session).directory
            directory.asked(conversation.session, conversation.owner, conversation.user, text)

    def answered(self, conversation: Conversation) -> None:
        """Notes that the request is answered, or never will be."""
        if conversation.owner:
            self._agent.memory.of(conversation.session).directory.answered(conversation.session)

    def forget(self, conversation: Conversation) -> Conversation:
        """Deletes all that is kept of the shopper, and begins anew."""
        try:
            self._agent.forget(conversation.user, conversation.session)
        except TastemakerError as error:
            conversation.note = str(error)
            return conversation
        conversation.over = True
        self.clear(conversation)
        begun = Conversation.in_passing() if conversation.passing else Conversation(conversation.user)
        begun.owner, begun.spoken = conversation.owner, conversation.spoken
        begun.note = phrase("forgotten_all", conversation.language)
        self.keep(begun)
        return begun

    def delete(self, conversation: Conversation, session: str) -> Conversation:
        """Deletes one conversation of this visitor for good; returns the one that is shown then.

        Raises DataError when it cannot be deleted.
        """
        found = self.find(session, conversation.owner or "")
        if found is None:
            return conversation
        after = self.begin(conversation) if found is conversation else conversation
        self._agent.forget(None, session)
        self.kept.delete(found)
        _empty(found)
        return after

    def clear(self, conversation: Conversation) -> None:
        """Removes what the page knows of a shopper who is forgotten."""
        for gone in (conversation, *self.kept.drop(conversation.user)):
            _empty(gone)

    def gone(self, page: str) -> None:
        """A page was closed: when nobody comes back to it, what was to leave nothing ends."""
        left = self.kept.leave(page)
        if left is not None and left.passing:
            waiting = threading.Timer(_GONE_FOR, lambda: None if self.kept.shows(left) else self._end(left))
            waiting.daemon = True
            waiting.start()

    def keep(self, conversation: Conversation) -> None:
        """Keeps a conversation, so that its page can come back to it."""
        for gone in self.kept.keep(conversation):
            self._end(gone)

    def _entered(self, before: Conversation, after: Conversation) -> Conversation:
        """Puts one conversation in the place of another."""
        before.over, after.over = True, False
        self.stop(before)
        after.owner, after.spoken, after.visitor = before.owner, before.spoken, before.visitor
        if before.turns and not before.passing:
            after.before = before
        elif before.before is not after:
            after.before = before.before
        self._know(after)
        self.keep(after)
        if before.passing:  # waits for its turn to end
            threading.Thread(target=self._end, args=[before], daemon=True).start()
        return after

    def _end(self, conversation: Conversation) -> None:
        """Leaves nothing of a conversation that was to leave nothing."""
        if conversation.passing:
            self._agent.forget(conversation.user, conversation.session)
            self.clear(conversation)

    def _know(self, conversation: Conversation) -> None:
        """What was marked and saved by the shopper before."""
        profiles, user = self._agent.memory.of(conversation.user).profiles, conversation.user
        done = profiles.interactions(user)
        conversation.marks = {one.item: one.event for one in done if one.event in _MARKS}
        conversation.saved = set(profiles.saved(user))


def _empty(conversation: Conversation) -> None:
    conversation.turns, conversation.marks, conversation.before = [], {}, None
    conversation.saved = set()
    while conversation.uploads:
        conversation.uploads.pop().unlink(missing_ok=True)
