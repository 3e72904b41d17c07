"""What everybody takes, the same for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.recommend.recommender import EVERYONE, Arrays, FloatArray, History, Recommender


@dataclass(eq=False, kw_only=True)
class Popularity(Recommender):
    """The share of shoppers who took an item, the most popular being 1; the same for everyone."""

    name = "popularity"

    def batch(self, histories: Sequence[History]) -> FloatArray:
        return np.tile(self._share, (len(histories), 1))

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        return [(EVERYONE, float(self._share[self._row[item]]))]

    def _fit(self, purchases: Purchases) -> None:
        counts = np.bincount(self._taken(purchases).indices, minlength=len(self.ids)).astype(np.float32)
        self._share = counts / max(1.0, counts.max(initial=0.0))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"share": self._share}

    def _restore(self, arrays: Arrays) -> None:
        self._share = arrays["share"]
