"""Who took what, and when: the history that collaborative filtering learns from."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]

EVENTS = ("purchase", "view", "like", "dislike", "rating")
_NUMBER = {event: number for number, event in enumerate(EVENTS)}

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


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Events as arrays of one length."""

    user: Column
    """The shopper, by number."""
    item: Column
    """The row of the item."""
    time: npt.NDArray[np.float64]
    event: npt.NDArray[np.int8]
    """The place in EVENTS."""
    weight: npt.NDArray[np.float64]
    """As `Interaction.weight`."""

    def part(self, chosen: npt.NDArray[Any]) -> "EventColumns":
        """Some of the events."""
        user, item, time, event, weight = self.user, self.item, self.time, self.event, self.weight
        return EventColumns(user[chosen], item[chosen], time[chosen], event[chosen], weight[chosen])

    def of(self, *kinds: str) -> "EventColumns":
        """The events of these kinds."""
        return self.part(np.isin(self.event, [_NUMBER[kind] for kind in kinds]))


class Purchases:
    """All interactions, each shopper's in order of time.

    Kept as columns sorted by shopper and time, so that a million of them open at once and take little
    memory; the interactions of one shopper are made when asked for.
    """

    def __init__(self, interactions: Iterable[Interaction]) -> None:
        rows = interactions if isinstance(interactions, Sequence) else tuple(interactions)
        user, self._users = _numbered([row.user for row in rows])
        item, items = _numbered([row.item for row in rows])
        time = np.array([row.time for row in rows], np.float64)
        event = np.array([_NUMBER[row.event] for row in rows], np.int8)
        value = np.array([np.nan if row.value is None else row.value for row in rows], np.float64)
        order = np.lexsort((time, user))
        self._items = list(items)
        self._ends = np.cumsum(np.bincount(user, minlength=len(self._users)))
        self._item = item[order].astype(np.int32)
        self._time, self._event, self._value = time[order], event[order], value[order]

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

    def columns(self, row: Mapping[str, int]) -> "EventColumns":
        """All events, each shopper's in order; items that have no `row` are left out."""
        rows = np.array([row.get(item, -1) for item in self._items], np.int64)
        item = rows[self._item]
        user = np.repeat(np.arange(len(self._ends)), np.diff(self._ends, prepend=0))
        plain = np.array([_WEIGHT.get(event, 0.0) for event in EVENTS])[self._event]
        rated = np.clip((np.nan_to_num(self._value) - 3) / 2, -1, 1)
        weight = np.where(self._event == _NUMBER["rating"], rated, plain)
        events, there = EventColumns(user, item, self._time, self._event, weight), item >= 0
        return events if there.all() else events.part(there)

    def tastes(self, row: Mapping[str, int]) -> tuple[Column, Column, npt.NDArray[np.float32]]:
        """What `taste` says of all histories at once: shopper, row of the item and liking, in its order."""
        events = self.columns(row)
        if not len(events.user):
            return events.user, events.item, events.weight.astype(np.float32)
        pair = events.user * len(row) + events.item
        order = np.argsort(pair, kind="stable")
        weight, pair = events.weight[order], pair[order]
        starts = np.flatnonzero(np.diff(pair, prepend=-1))
        places, last = np.arange(len(pair)), np.append(starts[1:], len(pair)) - 1
        # What lies before the last dislike counts no more; where that is the last event, it decides.
        disliked = np.maximum.reduceat(np.where(weight < 0, places, -1), starts)
        counts = places >= np.repeat(np.minimum(disliked + 1, last), last - starts + 1)
        liking = np.maximum.reduceat(np.where(counts, weight, -np.inf), starts)
        latest = np.full(len(pair), np.nan, np.float32)
        latest[order[last]] = liking
        kept = np.isfinite(latest)
        return events.user[kept], events.item[kept], latest[kept]

    def takers(self) -> dict[str, int]:
        """How many shoppers took each item: bought it, liked it or rated it above the middle."""
        return dict(zip(self._items, np.diff(self._shoppers[1]).tolist(), strict=True))

    def both(self, one: str, other: str) -> int:
        """How many shoppers took each of two items."""
        return len(np.intersect1d(self._took(one), self._took(other), assume_unique=True))

    def _took(self, item: str) -> Column:
        """The shoppers who took an item, by number."""
        shoppers, ends = self._shoppers
        number = self._row.get(item)
        return shoppers[:0] if number is None else shoppers[ends[number] : ends[number + 1]]

    @cached_property
    def _row(self) -> dict[str, int]:
        return {item: number for number, item in enumerate(self._items)}

    @cached_property
    def _shoppers(self) -> tuple[Column, Column]:
        """Who took each item, one item after the other, and where each begins and the last ends."""
        events, width = self.columns(self._row), max(1, len(self._users))
        took = np.isin(events.event, [_NUMBER["purchase"], _NUMBER["like"]]) | (
            (events.event == _NUMBER["rating"]) & (events.weight > 0)
        )
        pairs = np.unique(events.item[took] * width + events.user[took])
        return pairs % width, np.searchsorted(pairs, np.arange(len(self._items) + 1) * width)

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


def _numbered(names: Sequence[str]) -> tuple[Column, dict[str, int]]:
    """The number of each name, and the names by number, in the order in which they come."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a new name is given the next number
    return np.fromiter(map(numbers.__getitem__, names), np.int64, len(names)), dict(numbers)


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
