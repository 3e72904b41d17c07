"""The agent: opens the parts, runs turns, takes feedback. One object serves many conversations at once."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from langchain_core.language_models import BaseChatModel
from langchain_core.tools import StructuredTool

from tastemaker.agent.change import Click
from tastemaker.agent.events import Answer, Answered, Event, Failed
from tastemaker.agent.model.open import open_model, open_reader, read_ahead
from tastemaker.agent.scripts.save import script
from tastemaker.agent.settings import Settings
from tastemaker.agent.talks.memory import Memory
from tastemaker.agent.talks.talk import Talk
from tastemaker.agent.turns.given import Given
from tastemaker.agent.turns.newest import Newest
from tastemaker.agent.turns.running import Cancelled, Running
from tastemaker.agent.turns.turn import turn
from tastemaker.agent.understand.offered import as_tools
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder, views_of
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError, ModelFailed, TastemakerError
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

LONGEST_TEXT = 4000
"""Characters of one request; more is refused with a sentence."""


class Agent:
    """A recommender that is talked with. Turns of one conversation run one after the other."""

    def __init__(
        self,
        settings: Settings,
        model: BaseChatModel | None = None,
        memory: Path | None = None,
        shop: Shop | None = None,
        reader: BaseChatModel | None = None,
    ) -> None:
        """`model` writes prose, `reader` the calls (`model` where none is given), else those of the settings.

        `memory` is the folder of profiles and conversations; else they are where the settings say. A `shop`
        that is open already is used until there is a newer build, and not closed.
        """
        self.settings = settings
        self.memory = Memory(settings.home, settings.sessions) if memory is None else Memory(memory)
        self.model_name = settings.model if model is None else type(model).__name__
        self._model, self.reader = model, reader or model
        self._failure = ""
        self._loading = threading.Lock()
        self._newest = Newest(settings.home, self._open_shop, shop)
        self._running = Running()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the turns that run and lets go of the index."""
        self._running.close()
        self._newest.close()

    @property
    def profiles(self) -> Profiles:
        """What shoppers told us."""
        return self.memory.profiles

    @property
    def shop(self) -> Shop:
        """The shop as it is now; a newer build is opened beside it."""
        return self._newest.shop

    @property
    def ready(self) -> bool:
        """Whether the language model is loaded, or none is wanted."""
        return self._model is not None or self.settings.model == "none" or bool(self._failure)

    @property
    def model(self) -> BaseChatModel | None:
        """The language model, once it is loaded."""
        return self._model

    def turn(
        self,
        text: str,
        photo: Path | None = None,
        user: str | None = None,
        session: str | None = None,
        change: Click | None = None,
    ) -> Iterator[Event]:
        """Answer a shopper: the events of one turn, the last of which is `Answered` or `Failed`.

        With a `change` the last list is made again under it, or it is the call to run: no text is read.
        """
        session = session or uuid.uuid4().hex
        return self._running.events(
            session, lambda cancelled: turn(self._given(text, photo, user, session, cancelled, change))
        )

    def ask(
        self, text: str, photo: Path | None = None, user: str | None = None, session: str | None = None
    ) -> Answer:
        """Answer a shopper; raises TastemakerError when the turn failed. Waits for the language model."""
        self.load()
        events = list(self.turn(text, photo, user, session))  # to the end: the conversation is kept by then
        match events[-1]:
            case Answered(answer):
                return answer
            case Failed(sentence):
                raise TastemakerError(sentence)
        raise ModelFailed("the turn was cancelled")

    def cancel(self, session: str) -> None:
        """Ends the turn that a conversation is in; what was said so far stands."""
        self._running.cancel(session)

    def talk(self, session: str) -> Talk:
        """The turns of a conversation that are kept."""
        return self.memory.of(session).sessions.talk(session)

    def undo(self, session: str) -> bool:
        """Takes back the last turn of a conversation: its list, limits and need are those before it.

        Returns whether there was one. What was noted of the shopper (likes, facts) stays noted. Raises
        DataError when it cannot be taken out of the database.
        """
        with self._running.alone(session):
            talk = self.talk(session)
            if talk.undone() is None:
                return False
            if why := self.memory.of(session).sessions.undo(session, talk):
                raise DataError(f"The last turn is not taken back: {why}.")
            return True

    def script(self, session: str) -> str:
        """A conversation as the YAML of a script; raises DataError when nothing was said in it."""
        return script(self.talk(session), session)

    def forget(self, user: str | None, session: str | None = None) -> int:
        """Deletes for good what is kept about a shopper: likes, facts and all conversations; also this one.

        Ends the turn that the conversation is in. Returns how many entries there were. Raises DataError when
        not all can be deleted.
        """
        if session is None:
            return self.memory.forget(user)
        self.cancel(session)
        with self._running.alone(session):
            return self.memory.of(session).forget(user, session)

    def feedback(self, user: str, item: str, event: str) -> None:
        """Records a like, dislike or purchase; it counts from the next answer on, and once."""
        if item not in self.shop.catalogue:
            raise DataError(f"'{item}' is not in the catalogue.")
        self.memory.of(user).profiles.add(user, item, event)

    def tools(self, user: str | None = None) -> list[StructuredTool]:
        """The tools for an agent of one's own, over the shop and for this shopper."""
        return as_tools(lambda: Toolbox(self.shop, self.profiles, Situation(user=user)))

    def users(self) -> list[tuple[str, str, str]]:
        """The shoppers of the catalogue's folder as (id, name, about)."""
        return [
            (id, str(user.get("name") or id), str(user.get("about") or ""))
            for id, user in self.shop.users.items()
        ]

    def warm(self) -> threading.Thread:
        """Loads encoders and language model in the background."""
        thread = threading.Thread(target=self._warm, name="warm", daemon=True)
        thread.start()
        return thread

    def load(self) -> None:
        """Loads the language models now; when that fails, words are searched for as they are."""
        with self._loading:
            if self.ready:
                return
            try:
                self._model = open_model(self.settings)
                threading.Thread(target=read_ahead, args=(self._model,), daemon=True).start()
                self.reader = open_reader(self.settings)
            except TastemakerError as error:
                self._failure = str(error)

    def _warm(self) -> None:
        self.shop.text_encoder.encode(["warm"])
        self.load()

    def _given(
        self,
        text: str,
        photo: Path | None,
        user: str | None,
        session: str,
        cancelled: Cancelled,
        change: Click | None,
    ) -> Given:
        text, user = sound(text).strip(), None if user is None else sound(user)
        if not text and photo is None and change is None:
            raise DataError("The question is empty; write what you are looking for, or send a photo.")
        if len(text) > LONGEST_TEXT:
            raise DataError(f"The question has {len(text)} characters; say it in at most {LONGEST_TEXT}.")
        shop = self.shop
        if (
            user is not None
            and user not in shop.users
            and user not in shop.purchases.users
            and not self._known(user)
        ):
            raise DataError(f"There is no shopper '{user}'; leave the shopper out to be a new one.")
        return Given(
            text=text,
            user=user,
            session=session,
            photo=None if photo is None else views_of(shop.picture_encoder, open_picture(photo)).tobytes(),
            change=change,
            shop=shop,
            memory=self.memory.of(session),
            model=self._model,
            reader=self._model if self.reader is None else self.reader,
            model_name=self.model_name if self._model is not None else "none",
            settings=self.settings,
            cancelled=cancelled,
            apology="it is still loading" if not self.ready else self._failure,
        )

    def _known(self, user: str) -> bool:
        """Shoppers who came to the page as new ones."""
        return user.startswith("new-") or bool(self.profiles.interactions(user) or self.profiles.facts(user))

    def _open_shop(self) -> Shop:
        settings = self.settings
        name = settings.text_encoder or Manifest.read(settings.home).encoders["text"].name
        return Shop.open(
            settings.home,
            lambda: open_text_encoder(name),
            lambda: open_picture_encoder(settings.picture_encoder),
        )
