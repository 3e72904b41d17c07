"""What a shop recommends with: the served blend of recommenders, popularity, and what goes together.

The score of a blend is the weighted sum of its parts, so its terms stay exact.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.recommend.cf import ALS, ItemKNN, UserKNN
from tastemaker.tools.recommend.choose import choose
from tastemaker.tools.recommend.holdout import Counts, leave_last_out
from tastemaker.tools.recommend.linear import EASE, Next
from tastemaker.tools.recommend.nearby import Nearby
from tastemaker.tools.recommend.popularity import Popularity
from tastemaker.tools.recommend.recommender import Arrays, FloatArray, History, Recommender
from tastemaker.tools.recommend.repeats import Repeats
from tastemaker.tools.recommend.together import Together

_KINDS: Mapping[str, type[Recommender]] = {
    kind.name: kind for kind in (Popularity, ItemKNN, UserKNN, ALS, EASE, Next, Nearby)
}


@dataclass(eq=False, kw_only=True)
class Blend(Recommender):
    """A weighted sum of recommenders."""

    name = "served"

    parts: Sequence[tuple[Recommender, float]] = field(default_factory=tuple)

    def scores(self, history: History) -> FloatArray:
        total = np.zeros(len(self.ids), np.float32)
        for part, weight in self.parts:
            total += np.float32(weight) * part.scores(history)
        return total

    def batch(self, histories: Sequence[History]) -> FloatArray:
        total = np.zeros((len(histories), len(self.ids)), dtype=np.float32)
        for part, weight in self.parts:
            total += np.float32(weight) * part.batch(histories)
        return total

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        terms: dict[str, float] = {}
        for part, weight in self.parts:
            for name, term in part.explain(history, item):
                terms[name] = terms.get(name, 0.0) + weight * term
        return sorted(terms.items(), key=lambda pair: -abs(pair[1]))

    def settings(self) -> dict[str, Any]:
        parts = [{"name": part.name, "weight": weight, **part.settings()} for part, weight in self.parts]
        return {**super().settings(), "parts": parts}

    @classmethod
    def restored(cls, settings: Mapping[str, Any], ids: Sequence[str], arrays: Arrays) -> Self:
        parts = []
        for place, described in enumerate(settings["parts"]):
            start = f"{place}."
            own = {
                name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)
            }
            rest = {name: value for name, value in described.items() if name not in ("name", "weight")}
            parts.append((_KINDS[described["name"]].restored(rest, ids, own), described["weight"]))
        return cls.of(parts)

    @classmethod
    def of(cls, parts: Sequence[tuple[Recommender, float]]) -> Self:
        """The sum of recommenders that are fitted, on the same items."""
        blend = cls(parts=parts)
        blend._name_rows(parts[0][0].ids)
        return blend

    def _fit(self, purchases: Purchases) -> None:
        for part, _ in self.parts:
            part.fit(purchases, self.ids)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            f"{place}.{name}": array
            for place, (part, _) in enumerate(self.parts)
            for name, array in part.arrays().items()
        }

    def _restore(self, arrays: Arrays) -> None:
        """Is done by `restored`, which knows the parts."""


@dataclass(frozen=True, slots=True)
class Recommenders:
    """What a shop recommends with."""

    served: Blend
    popularity: Recommender
    together: Together
    repeats: Repeats
    report: Mapping[str, Any]
    """What was chosen, and the NDCG@10 of each kind on the items held back."""

    @classmethod
    def fit_all(
        cls,
        purchases: Purchases,
        ids: Sequence[str],
        categories: Mapping[str, Sequence[str]] | None = None,
        counts: Counts = "liked",
        seed: int = 0,
        chosen: Self | None = None,
    ) -> Self:
        """Choose on what is held back, or as was `chosen`, then learn from all.

        `categories` tell apart kinds of item.
        """
        if chosen is None:
            choice = choose(leave_last_out(purchases, ids, counts), ids, seed)
            parts = [(choice.models[name], weight) for name, weight in choice.weights.items()]
            popularity, report = choice.models["popularity"], dict(choice.report())
        else:
            parts, popularity, report = [*chosen.served.parts], chosen.popularity, dict(chosen.report)
        served = Blend(parts=[(replace(part), weight) for part, weight in parts])
        popularity = replace(popularity)
        together = Together.fit(purchases, ids, categories or {})
        repeats = Repeats.fit(purchases, ids)
        served, popularity = served.fit(purchases, ids), popularity.fit(purchases, ids)
        return cls(served, popularity, together, repeats, report)

    def save(self, folder: Path) -> None:
        """Write a folder of .npz files and a report."""
        folder.mkdir(parents=True, exist_ok=True)
        self.served.save(folder / "served.npz")
        self.popularity.save(folder / "popularity.npz")
        self.together.save(folder / "together.npz")
        self.repeats.save(folder / "repeats.json")
        (folder / "report.json").write_text(json.dumps(self.report, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        return cls(
            Blend.load(folder / "served.npz"),
            Popularity.load(folder / "popularity.npz"),
            Together.load(folder / "together.npz"),
            Repeats.load(folder / "repeats.json"),
            json.loads((folder / "report.json").read_text(encoding="utf-8")),
        )
