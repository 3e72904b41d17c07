"""The agent: opens the parts, runs turns, takes feedback. One object serves many conversations at once."""

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite import SqliteSaver

from tastemaker.agent.change import Change
from tastemaker.agent.conversation import Conversation, undone
from tastemaker.agent.events import Answer, Answered, Event, Failed
from tastemaker.agent.graph import turn_graph
from tastemaker.agent.model.open import open_model, read_ahead
from tastemaker.agent.scripts.save import script
from tastemaker.agent.settings import Settings
from tastemaker.agent.turn import Turn
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder, views_of
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError, ModelFailed, TastemakerError
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.shop import Shop

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
    ) -> None:
        """`memory` is the folder of profiles and conversations, the home unless given.

        A `shop` that is open already is used until there is a newer build.
        """
        self.settings = settings
        memory = memory or settings.home
        self.profiles = Profiles(memory / "profiles.sqlite")
        self.model_name = settings.model if model is None else type(model).__name__
        self._model = model
        self._failure = ""
        self._loading = threading.Lock()
        self._opening = threading.Lock()
        self._shop = shop or self._open_shop()
        self._sessions = sqlite3.connect(memory / "sessions.sqlite", check_same_thread=False)
        self._graph = turn_graph(SqliteSaver(self._sessions))
        self._turns: dict[str, threading.Lock] = {}
        self._cancelled: dict[str, threading.Event] = {}

    @property
    def shop(self) -> Shop:
        """The shop as it is now: a newer build is opened as soon as it is in force."""
        with self._opening:
            if Manifest.read(self.settings.home).build != self._shop.manifest.build:
                self._shop = self._open_shop()
            return self._shop

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
        change: Change | None = None,
    ) -> Iterator[Event]:
        """Answer a shopper: the events of one turn, the last of which is `Answered` or `Failed`.

        With a `change` the last search is run again under it; the text is kept, but not read.
        """
        session = session or uuid.uuid4().hex
        with self._turns.setdefault(session, threading.Lock()):
            cancelled = self._cancelled[session] = threading.Event()
            try:
                turn = self._begin(text, photo, user, session, cancelled, change)
                events: Iterator[Any] = self._graph.stream(
                    {}, _thread(session), context=turn, stream_mode="custom"
                )
                # The answer is told when it is kept: who listens no longer then has missed nothing.
                told: Event | None = None
                for event in events:
                    if isinstance(event, Answered):
                        told = event
                    else:
                        yield event
                if told is not None:
                    yield told
            except TastemakerError as error:
                yield Failed(str(error))

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
        if event := self._cancelled.get(session):
            event.set()

    def undo(self, session: str) -> bool:
        """Takes back the last turn of a conversation: its list, limits and need are those before it.

        Returns whether there was one. What was noted of the shopper (likes, facts) stays noted.
        """
        with self._turns.setdefault(session, threading.Lock()):
            before = undone(cast(Conversation, self._graph.get_state(_thread(session)).values))
            if before is not None:
                self._graph.update_state(_thread(session), before, as_node="answer")
            return before is not None

    def script(self, session: str) -> str:
        """A conversation as the YAML of a script; raises DataError when nothing was said in it."""
        history = [state for state in self._graph.get_state_history(_thread(session)) if not state.next]
        undone = ((state.metadata or {}).get("source") == "update" for state in reversed(history))
        return script(zip((state.values for state in reversed(history)), undone, strict=True), session)

    def feedback(self, user: str, item: str, event: str) -> None:
        """Records a like, dislike or purchase; it counts from the next answer on, and once."""
        if item not in self.shop.catalogue:
            raise DataError(f"'{item}' is not in the catalogue.")
        self.profiles.add(user, item, event)

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
        """Loads the language model now; when that fails, the rules answer and say so."""
        with self._loading:
            if self.ready:
                return
            try:
                self._model = open_model(self.settings)
                threading.Thread(target=read_ahead, args=(self._model,), daemon=True).start()
            except TastemakerError as error:
                self._failure = str(error)

    def _warm(self) -> None:
        self.shop.text_encoder.encode(["warm"])
        self.load()

    def _begin(
        self,
        text: str,
        photo: Path | None,
        user: str | None,
        session: str,
        cancelled: threading.Event,
        change: Change | None,
    ) -> Turn:
        text = text.strip()
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
        views = None if photo is None else views_of(shop.picture_encoder, open_picture(photo)).tobytes()
        waiting = "it is still loading" if not self.ready else self._failure
        return Turn(
            text=text,
            user=user,
            session=session,
            shop=shop,
            profiles=self.profiles,
            model=self._model,
            model_name=self.model_name if self._model is not None else "none",
            cancelled=cancelled.is_set,
            photo=views,
            photo_weight=self.settings.photo_weight,
            most_alike=self.settings.most_alike,
            change=change,
            apology=waiting,
            reasons=self.settings.reasons,
            time_limit=self.settings.time_limit,
        )

    def _known(self, user: str) -> bool:
        """Shoppers who came to the page as new ones."""
        return user.startswith("new-") or bool(self.profiles.interactions(user) or self.profiles.facts(user))

    def _open_shop(self) -> Shop:
        settings = self.settings
        return Shop.open(
            settings.home,
            lambda: open_text_encoder(settings.text_encoder),
            lambda: open_picture_encoder(settings.picture_encoder),
        )


def _thread(session: str) -> RunnableConfig:
    return {"configurable": {"thread_id": session}}
