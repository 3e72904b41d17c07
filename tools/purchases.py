"""Who took what, and when: the history that collaborative filtering learns from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

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
            return max(-1.0, min(1.0, ((self.value or 0.0) - 3.0) / 2.0))
        return _WEIGHT[self.event]


class Purchases:
    """All interactions, each shopper's in order of time.

    Kept as columns sorted by shopper and time, so that a million of them open at once and take little
    memory; the interactions of one shopper are made when asked for.
    """

    def __init__(self, interactions: Iterable[Interaction]) -> None:
        users: dict[str, int] = {}
        items: dict[str, int] = {}
        rows = [
            (
                users.setdefault(row.user, len(users)),
                items.setdefault(row.item, len(items)),
                row.time,
                EVENTS.index(row.event),
                np.nan if row.value is None else row.value,
            )
            for row in interactions
        ]
        columns = np.array(rows, np.float64).reshape(-1, 5)
        columns = columns[np.lexsort((columns[:, 2], columns[:, 0]))]
        counts = np.bincount(columns[:, 0].astype(np.int64), minlength=len(users))
        self._users = {user: row for row, user in enumerate(users)}
        self._items = list(items)
        self._ends = np.cumsum(counts)
        self._item = columns[:, 1].astype(np.int32)
        self._time = columns[:, 2]
        self._event = columns[:, 3].astype(np.int8)
        self._value = columns[:, 4]

    def __len__(self) -> int:
        return len(self._time)

    @property
    def users(self) -> tuple[str, ...]:
        return tuple(self._users)

    def of(self, user: str) -> tuple[Interaction, ...]:
        """A shopper's interactions, oldest first; empty for a stranger."""
        row = self._users.get(user)
        if row is None:
            return ()
        part = slice(int(self._ends[row - 1]) if row else 0, int(self._ends[row]))
        columns = (self._item[part], self._time[part], self._event[part], self._value[part])
        return tuple(
            Interaction(user, self._items[item], time, EVENTS[event], None if np.isnan(value) else value)
            for item, time, event, value in zip(*(column.tolist() for column in columns), strict=True)
        )

    def takers(self) -> dict[str, int]:
        """How many shoppers took each item: bought it, liked it or rated it above the middle."""
        liked = (self._event == EVENTS.index("rating")) & (self._value > 3)
        took = liked | np.isin(self._event, [EVENTS.index("purchase"), EVENTS.index("like")])
        user = np.repeat(np.arange(len(self._ends)), np.diff(self._ends, prepend=0))
        pairs = np.unique(np.stack([self._item[took], user[took]]), axis=1)
        counts = np.bincount(pairs[0], minlength=len(self._items))
        return dict(zip(self._items, counts.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the columns to an .npz file."""
        names = json.dumps({"users": list(self._users), "items": self._items}).encode()
        np.savez(
            path,
            names=np.frombuffer(names, np.uint8),
            ends=self._ends,
            item=self._item,
            time=self._time,
            event=self._event,
            value=self._value,
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        purchases = cls(())
        with np.load(path, allow_pickle=False) as stored:
            names = json.loads(stored["names"].tobytes())
            purchases._ends, purchases._item = stored["ends"], stored["item"]
            purchases._time, purchases._event, purchases._value = (
                stored["time"],
                stored["event"],
                stored["value"],
            )
        purchases._users = {user: row for row, user in enumerate(names["users"])}
        purchases._items = names["items"]
        return purchases


class Taste(dict[str, float]):
    """What a history says of each item, -1 to 1; the item of the latest event comes last."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[str, float] = {}
        """When each item was last dealt with, seconds since 1970."""


def taste(interactions: Iterable[Interaction]) -> Taste:
    """What a history says of each item: the strongest liking, unless a later event is a dislike."""
    weights = Taste()
    for interaction in interactions:
        weight, before = interaction.weight, weights.pop(interaction.item, 0.0)
        weights[interaction.item] = weight if weight < 0 else max(weight, before)
        weights.times[interaction.item] = interaction.time
    return weights
