"""What one turn of a conversation works with, what it sees of the talk so far, and what comes of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.answer.ask_back import Question
from tastemaker.agent.change import Change
from tastemaker.agent.conversation import Conversation, blank
from tastemaker.agent.events import Answer, Called, Claims, Shown
from tastemaker.agent.lasting import lasting
from tastemaker.agent.reading.view import Reading, ShownLine, View
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.names import titles
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Result, Situation


@dataclass
class Turn:
    """What one turn works with and what comes of it."""

    text: str
    user: str | None
    session: str
    shop: Shop
    profiles: Profiles
    model: BaseChatModel | None
    model_name: str
    cancelled: Callable[[], bool]
    photo: bytes | None = None
    """The views of a photo sent with this turn."""
    photo_weight: float = 0.5
    """How much it counts beside the words, 0 to 1."""
    most_alike: int = 2
    """How many of one brand, medium and category the list holds while there are others."""
    change: Change | None = None
    """The changed limit with which the last search is run again; the text is then not read."""
    apology: str = ""
    """Why the language model does not take part, when it should."""
    reasons: int = 3
    """How many reasons the model words."""
    time_limit: float = 60.0
    begun: float = field(default_factory=time.perf_counter)
    reading: Reading = field(default_factory=lambda: Reading("chat"))
    words: str = ""
    """What is read of the text now; what is asked for beside it waits."""
    waiting: str = ""
    view: View = field(default_factory=View)
    before: Conversation = field(default_factory=blank)
    refused: list[list[str]] = field(default_factory=list)
    lasting: tuple[str, ...] = ()
    """Words that this shopper excluded for good, when the turn began."""
    notice: str = ""
    """The phrase that says what was done with the talk itself: taken back, started over."""
    again: bool = False
    """Whether the last list is made once more, under a changed limit or without what was refused."""
    result: Result | None = None
    calls: list[Called] = field(default_factory=list)
    items: tuple[Shown, ...] = ()
    reply: str = ""
    asked: Question | None = None
    claims: Claims = Claims()
    usage: dict[str, int] = field(
        default_factory=lambda: {"prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0}
    )
    ms: dict[str, float] = field(default_factory=dict)

    def lap(self, name: str) -> None:
        """Notes when something was first there, in milliseconds from the beginning of the turn."""
        self.ms.setdefault(name, 1000 * (time.perf_counter() - self.begun))

    def spent(self, usage: Mapping[str, int]) -> None:
        """Adds what a call of the model cost."""
        for name in self.usage:
            self.usage[name] += usage.get(name, 0)

    def answer(self, limits: Mapping[str, Any]) -> Answer:
        """Everything about this turn, once it is over."""
        self.lap("total")
        return Answer(
            text=self.text,
            user=self.user,
            session=self.session,
            calls=tuple(self.calls),
            items=self.items,
            reply=self.reply.strip(),
            claims=self.claims,
            relaxed=self.result.relaxed if self.result else (),
            limits=limits,
            asked=self.asked,
            waiting=self.waiting,
            usage=self.usage,
            ms=self.ms,
            model=self.model_name,
        )


def lasting_words(turn: Turn) -> tuple[str, ...]:
    """The words that this shopper excluded for good."""
    return () if turn.user is None else lasting(fact.fact for fact in turn.profiles.facts(turn.user))


def situation(turn: Turn, state: Conversation) -> Situation:
    """What the tools are to know of the talk so far."""
    photo = None if (stored := state.get("photo")) is None else turn.shop.views(stored)
    made_by = state.get("made_by")
    return Situation(
        user=turn.user,
        said=turn.text,
        shown=tuple(id for id in state.get("shown", []) if id in turn.shop.catalogue),
        made_by=(made_by[0], made_by[1]) if made_by else None,
        photo=photo,
        photo_weight=turn.photo_weight,
        most_alike=turn.most_alike,
        limits=Limits.of(turn.view.limits),
        lasting=turn.lasting,
        passed_over=frozenset(id for id, _ in turn.refused if id in turn.shop.catalogue),
    )


def view(turn: Turn, state: Conversation, fresh_photo: bool) -> View:
    """What the shopper's words may refer to."""
    catalogue = turn.shop.catalogue
    shown = [catalogue[id] for id in state.get("shown", []) if id in catalogue]
    history = (
        ()
        if turn.user is None
        else (*turn.shop.purchases.of(turn.user), *turn.profiles.interactions(turn.user))
    )
    bought = [
        catalogue[row.item].title for row in reversed(history) if row.item in catalogue and row.weight > 0
    ]
    return View(
        shown=tuple(
            ShownLine(
                n,
                item.title,
                item.price,
                item.brand,
                item.media,
                item.categories,
                tuple(list(titles(item))[1:]),
                _maker(item),
            )
            for n, item in enumerate(shown, 1)
        ),
        bought=tuple(dict.fromkeys(bought))[:10],
        has_photo=fresh_photo,
        by_photo=bool((state.get("sought") or ["", {}])[1].get("use_photo")),
        limits=state.get("limits", {}),
        said=tuple((said[0], said[1]) for said in state.get("said", [])),
        need=state.get("need", ""),
        last=state.get("last"),
        categories=turn.shop.categories,
        brands=turn.shop.brands,
    )


_MAKERS = ("author", "writer", "director", "artist", "composer", "host", "narrator")


def _maker(item: Item) -> str:
    """The first person who wrote, made or presents an item."""
    people = (plain(item.attributes.get(role)) for role in _MAKERS)
    return next((names[0] for names in people if names), "")
