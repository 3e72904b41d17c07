"""What a turn is given, and what its words and its tools may know of the talk so far."""

from collections.abc import Callable
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.call import arguments
from tastemaker.agent.change import Click
from tastemaker.agent.rules.lasting import lasting
from tastemaker.agent.settings import Settings
from tastemaker.agent.talks.memory import Memory
from tastemaker.agent.talks.talk import Standing
from tastemaker.agent.turns.dials import most_alike
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.shop import Shop

LONGEST = 600
"""Characters of a text that are read: of a pasted page the beginning says what is wanted."""
_LATELY = 10
"""How many of a shopper's purchases words may mean."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one turn works with."""

    text: str
    user: str | None
    session: str
    photo: bytes | None
    """The views of a photo sent with this turn."""
    change: Click | None
    """What the last list is made again under, or a call; the text is then not read."""
    shop: Shop
    memory: Memory
    model: BaseChatModel | None
    """What writes prose."""
    reader: BaseChatModel | None
    """What writes the calls: a model that was taught to, or the one that writes prose."""
    model_name: str
    settings: Settings
    cancelled: Callable[[], bool]
    apology: str
    """Why the language model does not take part, when it should."""

    @property
    def said(self) -> str:
        """What is read of the text, up to a whole word; reading holds the interpreter, so it has a bound."""
        if len(self.text) <= LONGEST:
            return self.text
        beginning = self.text[:LONGEST]
        return beginning.rpartition(" ")[0] or beginning


def lasting_words(given: Given, standing: Standing) -> tuple[str, ...]:
    """The words that this shopper excluded for good."""
    return lasting(told_of(given, standing))


def told_of(given: Given, standing: Standing) -> tuple[str, ...]:
    """What a shopper told of themselves; a stranger, in this talk."""
    if given.user is None:
        return standing.told
    return tuple(fact.fact for fact in given.memory.profiles.facts(given.user))


def is_stranger(given: Given) -> bool:
    """Whether nothing is known of what this shopper took or liked."""
    user, shop = given.user, given.shop
    return user is None or not (shop.purchases.of(user) or given.memory.profiles.interactions(user))


def situation(
    given: Given, standing: Standing, lasting: tuple[str, ...], refused: frozenset[str]
) -> Situation:
    """What the tools are to know of the talk so far."""
    photo = given.photo or given.memory.sessions.photo(given.session, standing.photo)
    return Situation(
        user=given.user,
        said=given.text,
        shown=tuple(id for id in standing.shown if id in given.shop.catalogue),
        made=tuple((made.call.tool, arguments(made.call), made.shown) for made in standing.made),
        photo=None if photo is None else given.shop.views(photo),
        photo_weight=given.settings.photo_weight,
        most_alike=most_alike(given.settings.most_alike, standing.dials),
        dials=standing.dials,
        told=standing.told,
        lasting=lasting,
        passed_over=frozenset(id for id in refused if id in given.shop.catalogue),
    )


def bought(given: Given) -> tuple[str, ...]:
    """The titles of what the shopper took lately, the latest first."""
    if given.user is None:
        return ()
    shop = given.shop
    history = (*shop.purchases.of(given.user), *given.memory.profiles.interactions(given.user))
    taken = (row.item for row in reversed(history) if row.item in shop.catalogue and row.weight > 0)
    return tuple(dict.fromkeys(shop.catalogue[id].title for id in taken))[:_LATELY]
