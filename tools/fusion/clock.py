"""What time says of each item: how new it is, and how many took it lately."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import EventColumns
from tastemaker.tools.fusion.histories import DAY, Times
from tastemaker.tools.recommend.recommender import FloatArray, Rows

_WINDOWS = (30.0, 365.0)
"""Days back from the moment for which takers are counted."""
_YOUNG = 60.0
"""Days after which an item is 1/e as new."""


class Clock:
    """When each item appeared [items], and all that was taken, oldest first: rows and times."""

    def __init__(self, born: Times, rows: Rows, times: Times) -> None:
        self._born, self._rows, self._times = born, rows, times

    @classmethod
    def fit(cls, items: Sequence[Item], taken: EventColumns) -> Self:
        """An item of which the catalogue does not say when it appeared did so when it was first taken."""
        order = np.argsort(taken.time, kind="stable")
        rows, times = taken.item[order].astype(np.intp), taken.time[order]
        first = np.full(len(items), np.inf)
        np.minimum.at(first, rows, times)
        born = np.array([_created(item) for item in items], np.float64)
        return cls(np.where(np.isnan(born), first, born), rows, times)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """What the class is made of."""
        return {"born": self._born, "rows": self._rows, "times": self._times}

    @classmethod
    def restored(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """The clock of which these are the arrays."""
        return cls(*(np.asarray(arrays[name]) for name in ("born", "rows", "times")))

    @property
    def until(self) -> float:
        """The time of the last purchase that is known."""
        return float(self._times[-1]) if len(self._times) else 0.0

    @property
    def takings(self) -> Rows:
        """How often each item was taken [items]."""
        return np.bincount(self._rows, minlength=len(self._born))

    def ages(self, now: Times) -> FloatArray:
        """Logarithm of each item's age, whether it was there, how new it is [moments, items, 3]."""
        days = np.nan_to_num((now[:, None] - self._born[None, :]) / DAY, posinf=0.0, neginf=0.0)
        there = days > -1
        new = np.where(there, np.exp(-np.maximum(days, 0) / _YOUNG), 0)
        return np.stack([np.log1p(np.maximum(days, 0)), there, new], axis=-1).astype(np.float32)

    def lately(self, now: Times) -> FloatArray:
        """Takers of each item in each window before, as logarithms [moments, items, windows]."""
        counts = np.zeros((len(now), len(self._born), len(_WINDOWS)), np.float32)
        for place, moment in enumerate(now):
            for column, days in enumerate(_WINDOWS):
                start, end = np.searchsorted(self._times, [moment - days * DAY, moment])
                counts[place, :, column] = np.bincount(self._rows[start:end], minlength=len(self._born))
        return np.log1p(counts)


def _created(item: Item) -> float:
    """When an item appeared, seconds since 1970; NaN when the catalogue does not say."""
    try:
        when = datetime.fromisoformat(item.created_at)
    except ValueError:
        return float("nan")
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
