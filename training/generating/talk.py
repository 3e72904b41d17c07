"""One shopper in one shop: what is in force, what is shown, and the turns that may follow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from training.generating.conditions import Conditions, Said
from training.generating.listing import Shown, listed, pointed
from training.generating.shops import Shop, Thing
from training.generating.wording import Wording
from training.generating.words import Language


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, the calls it means, and what is then shown, None where the list stays."""

    says: str
    calls: tuple[str, ...]
    shows: tuple[str, ...] = ()


@dataclass(slots=True)
class Talk:
    """The state of a dialogue that its next turn depends on."""

    shop: Shop
    speech: Language
    chance: Random
    thing: Thing
    wording: Wording
    conditions: Conditions
    shown: list[Shown] = field(default_factory=list)
    force: dict[str, Said] = field(default_factory=dict)
    """The last condition said of each field, by the field's name."""

    @classmethod
    def begun(cls, shop: Shop, speech: Language, chance: Random) -> "Talk":
        """A talk about one of the things that the language has a noun for."""
        things = [one for one in shop.things if speech.code in one.nouns]
        return cls(
            shop,
            speech,
            chance,
            chance.choice(things),
            Wording(speech, chance),
            Conditions(shop, speech, chance),
        )

    def another(self) -> None:
        """Turns to another thing."""
        self.thing = self.chance.choice(self.things())

    def things(self) -> list[Thing]:
        """What the shop sells that the language has a noun for."""
        return [one for one in self.shop.things if self.speech.code in one.nouns]

    def noun(self, thing: Thing | None = None) -> tuple[str, str]:
        """A thing as it is said, perhaps with its article, and the bare words that a call copies."""
        said = self.chance.choice((thing or self.thing).nouns[self.speech.code])
        bare = self.speech.bare(said)
        return (said if self.chance.random() < 0.6 else bare), self.cast(bare)

    def cast(self, text: str) -> str:
        return self.wording.manner.cast(text)

    def point(self, at: int) -> str:
        return pointed(at, self.shown, self.speech, self.chance)

    def place(self) -> int:
        """The number of an item of the list."""
        return self.chance.randrange(1, len(self.shown) + 1)

    def places(self) -> tuple[int, int]:
        first, second = self.chance.sample(range(1, len(self.shown) + 1), 2)
        return first, second

    def lists(self, says: str, call: str, conditions: Sequence[Said] = (), take: int = 0) -> Turn:
        """A turn with one call that shows a new list; its conditions are then in force."""
        for one in conditions:
            self.force[one.field.name] = one
        eager = 0.3 if self.shown else 1.0
        self.shown = listed(self.shop, self.thing, take or self.chance.randrange(2, 7), self.chance)
        return self.turn(says, call, shows=tuple(one.title for one in self.shown), eager=eager)

    def turn(self, says: str, *calls: str, shows: tuple[str, ...] = (), eager: float = 0.1) -> Turn:
        """What is said as this shopper says it."""
        return Turn(self.wording.dressed(says, eager), calls, shows)


Kind = Callable[[Talk], Turn | None]
"""Makes a turn of one kind, or None where the talk has nothing for it."""


def where(conditions: Sequence[Said]) -> str:
    """ " where …", or nothing."""
    return f" where {', '.join(one.written for one in conditions)}" if conditions else ""


def starred(phrase: str) -> tuple[str, str]:
    """A phrase without its stars, and what stands between them."""
    before, topic, after = phrase.split("*")
    return before + topic + after, topic
