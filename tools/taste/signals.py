"""What speaks for each item when a shopper asks: recommenders, catalogue and clock.

A signal is a number for each item, on the scale of its own source; `tools/rank.py` learns how much each says.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue import Item
from tastemaker.tools.embed import unit
from tastemaker.tools.purchases import Interaction, Purchases, taste
from tastemaker.tools.taste.blend import Blend
from tastemaker.tools.taste.holdout import before, news
from tastemaker.tools.taste.promise import promises
from tastemaker.tools.taste.recommender import FloatArray, Rows
from tastemaker.tools.taste.together import Together
from tastemaker.tools.taste.traits import REACHES, Following, Traits, named_in
from tastemaker.tools.taste.vectors import Vectors

_DAY = 86_400.0
_WINDOWS = (30.0, 365.0)
"""Days back from the moment for which takers are counted."""
_YOUNG = 60.0
"""Days after which an item is 1/e as new."""
_FADED = 30.0
"""Days after which what goes with a purchase counts 1/e."""
_FRESH = 10.0
"""Days after which a purchase counts 1/e for what belongs to it."""
_MOMENTS = 5_000
"""At most so many moments teach which traits follow which."""
_CSR = ("data", "indices", "indptr")
_CELLS = 500_000
"""At most so many numbers of one signal at a time."""
Histories = Sequence[Sequence[Interaction]]
Said = Mapping[str, FloatArray]
"""The signals of each source at a moment [items, the source's number of signals]."""
Times = npt.NDArray[np.float64]


class Signals:
    """The signals over one catalogue; what is learnt elsewhere is given, the rest is learnt by `fit`."""

    def __init__(
        self,
        served: Blend,
        vectors: Vectors,
        together: Together,
        following: Following,
        names: Any,
        born: Times,
        taken: tuple[Rows, Times],
        promised: FloatArray,
    ) -> None:
        self.ids = served.ids
        self.vectors = vectors
        self._served, self._together, self._following = served, together, following
        self.untaken = np.bincount(taken[0], minlength=len(self.ids)) == 0
        """The items that nobody took yet."""
        self.promised = promised
        """How likely those are beforehand, as logarithms [items]; see `promise`."""
        self._names, self._naming = names, np.asarray(names.sum(axis=1)).ravel() > 0
        self._born, self._taken = born, taken
        self._row = {id: row for row, id in enumerate(self.ids)}

    @classmethod
    def fit(
        cls,
        purchases: Purchases,
        items: Sequence[Item],
        served: Blend,
        vectors: Vectors,
        together: Together,
        seed: int = 0,
    ) -> Self:
        """Learn from everything but what will be foretold; the rows of `vectors` are those of `items`."""
        row = {item.id: place for place, item in enumerate(items)}
        taken = purchases.columns(row).of("purchase", "like", "rating")
        order = np.argsort(taken.time, kind="stable")
        rows, times = taken.item[order].astype(np.intp), taken.time[order]
        first = np.full(len(items), np.inf)
        np.minimum.at(first, rows, times)
        born = np.array([_created(item) for item in items], np.float64)
        born = np.where(np.isnan(born), first, born)
        traits = Traits.of(items)
        following = _following(purchases, traits, row, seed)
        promised = promises(traits, vectors, np.bincount(rows, minlength=len(items)))
        return cls(served, vectors, together, following, named_in(items), born, (rows, times), promised)

    def save(self, path: Path) -> None:
        """Write one .npz file, without the recommenders."""
        following = {f"following.{name}": array for name, array in self._following.arrays().items()}
        rows, times = self._taken
        with path.open("wb") as file:
            np.savez(
                file,
                allow_pickle=False,
                texts=self.vectors.texts,
                looks=self.vectors.looks,
                **{f"kin.{name}": getattr(self.vectors.kin, name) for name in _CSR},
                named=np.stack(self._names.nonzero()),
                born=self._born,
                rows=rows,
                times=times,
                promised=self.promised,
                **following,
            )

    @classmethod
    def load(cls, path: Path, served: Blend, together: Together) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        start = "following."
        following = {
            name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)
        }
        size = (len(served.ids), len(served.ids))
        kin = sparse.csr_matrix(tuple(arrays[f"kin.{name}"] for name in _CSR), shape=size)
        vectors, named = Vectors(arrays["texts"], arrays["looks"], kin), arrays["named"]
        ones = np.ones(named.shape[1], np.float32)
        names = sparse.csr_matrix((ones, (named[0], named[1])), shape=size)
        taken, learnt = (arrays["rows"], arrays["times"]), Following.restored(following)
        return cls(served, vectors, together, learnt, names, arrays["born"], taken, arrays["promised"])

    @property
    def until(self) -> float:
        """The time of the last purchase that is known: now, for a shopper who asks."""
        times = self._taken[1]
        return float(times[-1]) if len(times) else 0.0

    def knows(self, history: Sequence[Interaction]) -> bool:
        """Whether a history holds anything that the catalogue has."""
        return any(done.item in self._row for done in history)

    def named(self, item: str) -> frozenset[str]:
        """The items that an item names as what it is made for."""
        return frozenset(self.ids[row] for row in self._names[self._row[item]].indices)

    def moments(self, histories: Histories, times: Sequence[float]) -> Iterator[Said]:
        """What is said of every item at each of many moments, in order; some are computed at a time."""
        step = max(1, _CELLS // max(1, len(self.ids)))
        for start in range(0, len(histories), step):
            part = slice(start, start + step)
            sources = self._by_source(histories[part], times[part])
            for place in range(len(histories[part])):
                yield {name: each[place] for name, each in sources.items()}

    def _by_source(self, histories: Histories, times: Sequence[float]) -> dict[str, FloatArray]:
        """Signals of each source at these moments: [moments, items, the source's number of signals]."""
        tastes = [taste(history) for history in histories]
        now = np.asarray(times, np.float64)
        read = read_histories(histories, now, self._row)
        parts = {part.name: part.batch(tastes) for part, _ in self._served.parts}
        total = np.zeros((len(tastes), len(self.ids)), np.float32)
        for part, weight in self._served.parts:
            total += np.float32(weight) * parts[part.name]
        sources = {name: _on_scales(scores) for name, scores in {"served": total, **parts}.items()}
        for field, lift in self._following.lifts(read):
            sources[f"traits {field}"] = lift[..., None]
        for name, vectors in (("text", self.vectors.texts), ("looks", self.vectors.looks)):
            if vectors.shape[1]:
                near = [unit(np.asarray(part @ vectors)) @ vectors.T for part in read[: len(REACHES)]]
                sources[name] = np.stack(near, axis=-1).astype(np.float32)
        # What an item's nearest in text and picture are to the shopper; it stands in for what an item is
        # itself when nobody took that yet.
        kin = np.asarray((self.vectors.kin @ sources["served"][..., 1].T).T)
        sources["served"][..., self.untaken, 1] = kin[:, self.untaken]
        sources["kin"] = kin[..., None]
        sources["new"] = self._ages(now)
        sources["lately"] = self._lately(now)
        sources["together"] = self._complements(histories, now)[..., None]
        has = np.asarray(((read[2] > 0).astype(np.float32) @ self._names.T).toarray())
        sources["named"] = np.stack([has > 0, (has == 0) & self._naming], axis=-1).astype(np.float32)
        sources["viewed"] = self._viewed(histories, now)[..., None]
        return sources

    def interests(self, histories: Histories) -> tuple[FloatArray, FloatArray]:
        """What each shopper took lately, as unit vectors of text and of pictures [moments, dimensions]."""
        read = read_histories(histories, np.zeros(len(histories)), self._row)[1]
        return (
            unit(np.asarray(read @ self.vectors.texts)),
            unit(np.asarray(read @ self.vectors.looks)),
        )

    def _ages(self, now: Times) -> FloatArray:
        """Logarithm of each item's age, whether it was there, how new it is [moments, items, 3]."""
        days = np.nan_to_num((now[:, None] - self._born[None, :]) / _DAY, posinf=0.0, neginf=0.0)
        there = days > -1
        new = np.where(there, np.exp(-np.maximum(days, 0) / _YOUNG), 0)
        return np.stack([np.log1p(np.maximum(days, 0)), there, new], axis=-1).astype(np.float32)

    def _lately(self, now: Times) -> FloatArray:
        """Takers of each item in each window before, as logarithms [moments, items, windows]."""
        rows, times = self._taken
        counts = np.zeros((len(now), len(self.ids), len(_WINDOWS)), np.float32)
        for place, moment in enumerate(now):
            for column, days in enumerate(_WINDOWS):
                start, end = np.searchsorted(times, [moment - days * _DAY, moment])
                counts[place, :, column] = np.bincount(rows[start:end], minlength=len(self.ids))
        return np.log1p(counts)

    def _complements(self, histories: Histories, now: Times) -> FloatArray:
        """What goes with the last purchases, fading with the days since [moments, items]."""
        strength = np.zeros((len(now), len(self.ids)), np.float32)
        for place, history in enumerate(histories):
            for done in history[-10:]:
                days = (now[place] - done.time) / _DAY
                if done.event in ("view", "dislike") or days > 3 * _FADED:
                    continue
                for other, speaks, _count in self._together.together(done.item):
                    strength[place, self._row[other]] += speaks * np.exp(-max(days, 0.0) / _FADED)
        return np.log1p(20 * strength)

    def _viewed(self, histories: Histories, now: Times) -> FloatArray:
        """What was looked at and not taken, 2 just now, 1 long ago [moments, items]."""
        looked = np.zeros((len(now), len(self.ids)), np.float32)
        for place, history in enumerate(histories):
            for done in history:
                if done.event == "view" and done.item in self._row:
                    looked[place, self._row[done.item]] = 1 + np.exp(-max(now[place] - done.time, 0) / _DAY)
        return looked


def read_histories(histories: Histories, now: Times, row: Mapping[str, int]) -> list[Any]:
    """Histories as CSR [histories, items], once for each way in which the older counts less."""
    known = [
        [(row[item], weight) for item, weight in taste(each).items() if item in row] for each in histories
    ]
    ends = np.cumsum([0, *map(len, known)])
    columns = np.array([place for each in known for place, _ in each], np.intp)
    weights = np.array([weight for each in known for _, weight in each], np.float32)
    newer = np.concatenate([np.empty(0), *(np.arange(len(each))[::-1] for each in known)])
    days = np.concatenate(
        [np.empty(0), *(_days(each, moment, row) for each, moment in zip(histories, now, strict=True))]
    )
    fading = [np.ones(len(newer)) if reach is None else np.exp(-newer / reach) for reach in REACHES]
    fading.append(np.exp(-days / _FRESH))
    shape = (len(histories), len(row))
    return [
        sparse.csr_matrix((weights * fade.astype(np.float32), columns, ends), shape=shape) for fade in fading
    ]


def _days(history: Sequence[Interaction], now: float, row: Mapping[str, int]) -> Times:
    """How many days ago each item of a history was last dealt with, in the order of `taste`."""
    last: dict[str, float] = {}
    for done in history:
        last.pop(done.item, None)
        if done.item in row:
            last[done.item] = done.time
    return np.maximum(now - np.fromiter(last.values(), np.float64, len(last)), 0) / _DAY


def _following(purchases: Purchases, traits: Traits, row: Mapping[str, int], seed: int) -> Following:
    """Learn which traits follow which from the moments of all shoppers, or a random part of them."""
    histories = [[done for done in purchases.of(user) if done.item in row] for user in purchases.users]
    moments = [(owner, place) for owner, rows in enumerate(histories) for place in news(rows)[1:]]
    if len(moments) > _MOMENTS:
        chosen = np.random.default_rng(seed).choice(len(moments), _MOMENTS, replace=False)
        moments = [moments[place] for place in chosen]
    pasts = [before(histories[owner], place) for owner, place in moments]
    now = np.array([histories[owner][place].time for owner, place in moments], np.float64)
    targets = np.array([row[histories[owner][place].item] for owner, place in moments], np.intp)
    return Following.fit(traits, read_histories(pasts, now, row), targets)


def _on_scales(scores: FloatArray) -> FloatArray:
    """A recommender's scores as shares of the shopper's highest, plain and as logarithms [.., .., 2]."""
    peak = np.maximum(scores.max(axis=1, initial=0.0, keepdims=True), 1e-9)
    share = np.maximum(scores / peak, 0)
    return np.stack([scores / peak, np.log(share + 0.01) - np.log(0.01)], axis=-1).astype(np.float32)


def _created(item: Item) -> float:
    """When an item appeared, seconds since 1970; NaN when the catalogue does not say."""
    try:
        when = datetime.fromisoformat(item.created_at)
    except ValueError:
        return float("nan")
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
