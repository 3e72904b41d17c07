"""What people buy again, and when it is due: coffee after a month, a phone never."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from tastemaker.tools.catalogue.purchases import Interaction, Purchases

_DAY = 86_400.0
_LEAST = 5
"""So many shoppers must have bought an item again."""
_DOUBT = 5.0
_SHARE = 0.2
"""The share of its buyers, from which an item is one that is bought again."""
_DUE = 0.75
"""The share of the usual time after which it is due."""


class Repeats:
    """The items that are bought again, with the share of buyers who did and the usual time between."""

    def __init__(self, usual: Mapping[str, tuple[float, float]]) -> None:
        self._usual = dict(usual)
        """Share and seconds by id."""

    def __len__(self) -> int:
        return len(self._usual)

    @classmethod
    def fit(cls, purchases: Purchases, ids: Sequence[str]) -> Self:
        """Learn from purchases alone; those of one item by one shopper within a day are one."""
        events = purchases.columns({id: row for row, id in enumerate(ids)})
        bought = events.of("purchase")
        order = np.lexsort((bought.time, bought.item, bought.user))
        user, item, time = bought.user[order], bought.item[order], bought.time[order]
        pair = user * max(1, len(ids)) + item
        buyers = np.bincount(item[np.diff(pair, prepend=-1) != 0], minlength=len(ids))
        gap = np.diff(time)
        again = np.flatnonzero((np.diff(pair) == 0) & (gap > _DAY))
        came_back = np.bincount(np.unique(pair[again]) % max(1, len(ids)), minlength=len(ids))
        share = came_back / (buyers + _DOUBT)
        rows = np.flatnonzero((came_back >= _LEAST) & (share >= _SHARE))
        return cls(
            {
                ids[row]: (float(share[row]), float(np.median(gap[again[item[again] == row]])))
                for row in rows.tolist()
            }
        )

    def due(self, history: Iterable[Interaction], now: float) -> dict[str, tuple[float, float, float]]:
        """What a shopper may need again: share of buyers who did, days since, and usual days between."""
        last = {done.item: done.time for done in history if done.event == "purchase"}
        found = {}
        for item, (share, usual) in self._usual.items():
            if item in last and now - last[item] >= _DUE * usual:
                found[item] = (share, (now - last[item]) / _DAY, usual / _DAY)
        return found

    def save(self, path: Path) -> None:
        """Write one JSON file."""
        path.write_text(json.dumps(self._usual), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls({id: (share, usual) for id, (share, usual) in stored.items()})
