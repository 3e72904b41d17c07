"""What people take with an item or soon after it: a case for the phone, not a second phone."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.purchases import Purchases

WINDOW = 30 * 86_400.0
"""Seconds within which one purchase belongs to another."""
_REACH = 20
"""How many purchases further on are looked at."""
_KEPT = 50
_DOUBT = 5.0
_SUBSTITUTE = 0.2

Column = npt.NDArray[np.int64]


class Together:
    """For each item those that more shoppers take with it or after it than chance would have.

    The strength is (pairs - expected) / (takers + 5): of the shoppers who took the item, the share that took
    the other one because of it, drawn towards nothing while there are few. Items of the same kind stand in
    for one another rather than go together, so they count a fifth.
    """

    def __init__(self, ids: Sequence[str], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.ids = tuple(ids)
        self._row = {id: row for row, id in enumerate(self.ids)}
        self._arrays = dict(arrays)
        self._ends, self._others = arrays["ends"], arrays["others"]
        self._strength, self._count = arrays["strength"], arrays["count"]

    @classmethod
    def fit(
        cls,
        purchases: Purchases,
        ids: Sequence[str],
        categories: Mapping[str, Sequence[str]] | None = None,
        least: int = 2,
    ) -> Self:
        """Count pairs over all shoppers; a pair that fewer than `least` shoppers made is left out."""
        row = {id: place for place, id in enumerate(ids)}
        events = purchases.columns(row).of("purchase", "like", "rating")
        events = events.part(events.weight >= 0)
        user, item, time = events.user, events.item, events.time
        takers = np.bincount(np.unique(user * max(1, len(ids)) + item) % max(1, len(ids)), minlength=len(ids))
        first, second, count = _pairs(user, item, time, len(ids))
        shoppers = max(1, len(np.unique(user)))
        expected = takers[first] * takers[second] / shoppers
        strength = (count - expected) / (takers[first] + _DOUBT)
        kinds = [tuple((categories or {}).get(id, ())) for id in ids]
        same = np.array(
            [bool(kinds[a]) and kinds[a] == kinds[b] for a, b in zip(first, second, strict=True)], bool
        )
        strength = np.where(same, strength * _SUBSTITUTE, strength)
        good = (count >= least) & (strength > 0)
        first, second, strength, count = first[good], second[good], strength[good], count[good]
        order = np.lexsort((second, -strength, first))
        first, second, strength, count = first[order], second[order], strength[order], count[order]
        starts = np.searchsorted(first, np.arange(len(ids)))
        kept = np.arange(len(first)) - starts[first] < _KEPT
        ends = np.cumsum(np.bincount(first[kept], minlength=len(ids)))
        return cls(
            ids,
            {
                "ends": np.concatenate([[0], ends]).astype(np.int64),
                "others": second[kept].astype(np.int32),
                "strength": strength[kept].astype(np.float32),
                "count": count[kept].astype(np.int32),
            },
        )

    def together(self, item: str) -> list[tuple[str, float, int]]:
        """Complements of an item, strongest first: id, strength (0 to 1) and how many shoppers took both."""
        row = self._row.get(item)
        if row is None:
            return []
        part = slice(int(self._ends[row]), int(self._ends[row + 1]))
        columns = (self._others[part], self._strength[part], self._count[part])
        return [
            (self.ids[other], strength, count)
            for other, strength, count in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write one .npz file."""
        ids = np.frombuffer(json.dumps(self.ids).encode(), dtype=np.uint8)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, ids=ids, **self._arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        return cls(json.loads(arrays.pop("ids").tobytes()), arrays)


def _pairs(
    user: Column, item: Column, time: npt.NDArray[np.float64], items: int
) -> tuple[Column, Column, Column]:
    """Item, item taken with it or after it, and by how many shoppers."""
    found = [np.empty((0, 2), np.int64)]
    for steps in range(1, _REACH + 1):
        a, b = np.arange(len(user) - steps), np.arange(steps, len(user))
        near = (user[a] == user[b]) & (time[b] - time[a] <= WINDOW) & (item[a] != item[b])
        a, b = a[near], b[near]
        once = time[a] == time[b]  # in one basket, neither comes first
        for x, y in ((a, b), (b[once], a[once])):
            found.append(np.stack([user[x], item[x] * items + item[y]], axis=1))
    pairs, count = np.unique(np.unique(np.concatenate(found), axis=0)[:, 1], return_counts=True)
    return pairs // max(1, items), pairs % max(1, items), count
