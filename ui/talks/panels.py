"""What the menu and its panels do: conversations, saved items and what is known of the shopper."""

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.talks.directory import ListedTalk
from tastemaker.agent.turns.retold import answer_of
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.shown.parts import failed
from tastemaker.ui.talks import listed, profile, saved
from tastemaker.ui.talks.controls import button
from tastemaker.ui.talks.conversation import Conversation
from tastemaker.ui.talks.markdown import markdown
from tastemaker.ui.talks.talks import Talks

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

Drawn = dict[str, Any]
"""What panel.js draws: the menu, a panel, a file to save; what is not named stays as it is."""
_OPENS = ("talks", "saved", "profile")
_TITLES = {"talks": "your_talks", "saved": "saved_items", "profile": "your_profile"}
_SOUGHT = 200
"""Characters of words to search for."""
_LONGEST = 5000
"""Characters of what a click names: a fact may be a whole request."""


class Panels:
    """One method for each panel; what a click names is looked up among what is the visitor's own."""

    def __init__(self, agent: "Agent", talks: Talks) -> None:
        self._agent = agent
        self._talks = talks

    def menu(self, conversation: Conversation) -> Drawn:
        """The menu, in the language of the conversation, and that it leaves nothing when that is so."""
        language = conversation.language
        names = {name: phrase(_TITLES[name], language) for name in _OPENS}
        aside = (
            f"<p>{phrase('incognito_on', language)} {button('begin', phrase('incognito_end', language))}</p>"
            if conversation.passing
            else ""
        )
        return {
            "begin": phrase("new_conversation", language),
            "names": names,
            "close": phrase("close", language),
            "new_name": phrase("new_name", language),
            "aside": aside,
        }

    def use(self, conversation: Conversation, action: Mapping[str, Any]) -> tuple[Drawn, Conversation]:
        """Does what a click asks for: what is drawn then, and the conversation that is shown then.

        It comes from the browser, so that nothing in it is trusted.
        """
        drawn, shown = self._used(conversation, action)
        return {**drawn, "at": time.time_ns() // 1000}, shown  # the same file can be saved twice

    def _used(self, conversation: Conversation, action: Mapping[str, Any]) -> tuple[Drawn, Conversation]:
        done, id = _words(action, "do"), _words(action, "id")
        try:
            match done:
                case "begin":
                    return {"panel": None}, self._talks.begin(conversation)
                case "pass":
                    return {"panel": None}, self._talks.in_passing(conversation)
                case "open":
                    return {"panel": None}, self._talks.open(conversation, id)
                case "forget":
                    return {"panel": None}, self._talks.forget(conversation)
                case "talks" | "saved" | "profile":
                    return self._panel(done, conversation, _words(action, "words")[:_SOUGHT]), conversation
                case "delete":
                    conversation = self._talks.delete(conversation, id)
                    return self._panel("talks", conversation), conversation
                case "rename" if self._own(conversation, id) and (name := _words(action, "name")):
                    self._agent.memory.directory.rename(id, name)
                    return self._panel("talks", conversation), conversation
                case "drop" | "take_back":
                    self._take_back(conversation, action)
                    return self._panel("profile", conversation), conversation
                case "unsave":
                    self._agent.memory.of(conversation.user).profiles.unsave(conversation.user, id)
                    conversation.saved.discard(id)
                    return self._panel("saved", conversation), conversation
                case "csv" | "export" | "markdown" | "script":
                    return {"file": self._file(conversation, done, id)}, conversation
        except TastemakerError as error:
            return {"failed": failed(str(error))}, conversation
        return {}, conversation

    def _panel(self, name: str, conversation: Conversation, words: str = "") -> Drawn:
        language, user, shop = conversation.language, conversation.user, self._agent.shop
        profiles, head = self._agent.memory.of(user).profiles, ""
        if name == "talks":
            head = listed.search(language)
            body = listed.talks(
                self._own_talks(conversation, words), conversation.session, language, bool(words)
            )
        elif name == "saved":
            body = saved.saved(profiles.saved(user), shop.catalogue, shop.picture_path, language)
        else:
            talks = sum(one.user == user for one in self._own_talks(conversation))
            body = profile.profile(user, shop, profiles, talks, language)
        title = phrase(_TITLES[name], language)
        return {"panel": {"name": name, "title": title, "head": head, "body": body}}

    def _take_back(self, conversation: Conversation, action: Mapping[str, Any]) -> None:
        user, id, event = conversation.user, _words(action, "id"), _words(action, "event")
        profiles = self._agent.memory.of(user).profiles
        if action.get("do") == "drop":
            profiles.drop(user, _words(action, "fact"))
        else:
            profiles.take_back(user, id, event)
            if conversation.marks.get(id) == event:
                del conversation.marks[id]

    def _file(self, conversation: Conversation, kind: str, id: str) -> Drawn | None:
        """A file to save: name, type and text."""
        user, memory = conversation.user, self._agent.memory.of(conversation.user)
        if kind == "csv":
            text = saved.table(memory.profiles.saved(user), self._agent.shop.catalogue)
            return {
                "name": "saved.csv",
                "type": "text/csv",
                "text": f"\ufeff{text}",
            }  # so that Excel reads it
        if kind == "export":
            text = json.dumps(memory.as_json(user), ensure_ascii=False, indent=2)
            return {"name": "profile.json", "type": "application/json", "text": text}
        one = self._own(conversation, id)
        if one is None:
            return None
        if kind == "script":
            return {"name": "conversation.yaml", "type": "text/yaml", "text": self._agent.script(id)}
        records, shop = self._agent.talk(id).records, self._agent.shop
        answers = [(answer_of(record, id, shop), record.standing.language) for record in records]
        text = markdown(listed.title(one, conversation.language), answers)
        return {"name": "conversation.md", "type": "text/markdown", "text": text}

    def _own_talks(self, conversation: Conversation, words: str = "") -> list[ListedTalk]:
        owner = conversation.owner
        return self._agent.memory.directory.of(owner, words) if owner else []

    def _own(self, conversation: Conversation, session: str) -> ListedTalk | None:
        """A conversation of this visitor; None where it is another's."""
        one = self._agent.memory.directory.find(session)
        return one if one is not None and one.owner and one.owner == conversation.owner else None


def _words(action: Mapping[str, Any], name: str) -> str:
    given = action.get(name)
    return sound(given[:_LONGEST]).strip() if isinstance(given, str) else ""
