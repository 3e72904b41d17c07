"""Who took what, and when: the history that collaborative filtering learns from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EVENTS = ("purchase", "view", "like", "dislike", "rating")

# How much one event says about taste. A dislike says what the item's neighbours lose.
_WEIGHT = {"purchase": 1.0, "like": 1.0, "view": 0.2, "dislike": -1.0}


@dataclass(frozen=True, slots=True)
class Interaction:
    """One shopper did one thing with one item."""

    user: str
    item: str
    time: float = 0.0
    """Seconds since 1970, UTC."""
    event: str = "purchase"
    value: float | None = None
    """The rating, when the event is one."""

    @property
    def weight(self) -> float:
        """How much this event speaks for the item, -1 to 1; a rating of 1 to 5 is centred on 3."""
        if self.event == "rating":
            return max(-1.0, min(1.0, ((self.value or 0.0) - 2.5) / 2.5))
        return _WEIGHT[self.event]


class Purchases:
    """All interactions, each shopper's in order of time."""

    def __init__(self, interactions: Iterable[Interaction]) -> None:
        by_user: defaultdict[str, list[Interaction]] = defaultdict(list)
        for interaction in interactions:
            by_user[interaction.user].append(interaction)
        self._by_user = {user: tuple(sorted(rows, key=lambda row: row.time)) for user, rows in by_user.items()}

    def __len__(self) -> int:
        return sum(map(len, self._by_user.values()))

    @property
    def users(self) -> tuple[str, ...]:
        return tuple(self._by_user)

    def of(self, user: str) -> tuple[Interaction, ...]:
        """A shopper's interactions, oldest first; empty for a stranger."""
        return self._by_user.get(user, ())


def taste(interactions: Iterable[Interaction]) -> Mapping[str, float]:
    """What a history says of each item, -1 to 1: the strongest liking, unless a later event is a dislike."""
    weights: dict[str, float] = {}
    for interaction in interactions:
        weight = interaction.weight
        weights[interaction.item] = weight if weight < 0 else max(weight, weights.get(interaction.item, 0.0))
    return weights
