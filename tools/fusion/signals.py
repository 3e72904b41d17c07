"""What speaks for each item when a shopper asks: recommenders, catalogue and clock.

A signal is a number for each item, on the scale of its own source; `tools/fusion/ranker.py` learns how much
each says.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import scipy.sparse as sparse

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases, Taste, taste
from tastemaker.tools.encode.encoders import unit
from tastemaker.tools.fusion.clock import Clock
from tastemaker.tools.fusion.expected import promises
from tastemaker.tools.fusion.fading import complements, viewed
from tastemaker.tools.fusion.histories import REACHES, Histories, read_histories
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.traits import Following, Traits, named_in
from tastemaker.tools.fusion.transitions import LATEST, Transitions
from tastemaker.tools.recommend.blend import Blend
from tastemaker.tools.recommend.cf import ItemKNN
from tastemaker.tools.recommend.holdout import before, news
from tastemaker.tools.recommend.recommender import Arrays, FloatArray, Rows
from tastemaker.tools.recommend.together import Together

_DOUBT = 5.0
"""So many likings of the usual strength are added to each item's."""
_MOMENTS = 5_000
"""At most so many moments teach which traits follow which."""
_CSR = ("data", "indices", "indptr")
_CELLS = 500_000
"""At most so many numbers of one signal at a time."""
Said = Mapping[str, FloatArray]
"""The signals of each source at a moment [items, the source's number of signals]."""


class Signals:
    """The signals over one catalogue; what is learnt elsewhere is given, the rest is learnt by `fit`."""

    def __init__(
        self,
        served: Blend,
        together: Together,
        vectors: Vectors,
        following: Following,
        transitions: Transitions,
        liking: ItemKNN,
        clock: Clock,
        names: Any,
        esteem: FloatArray,
        promised: FloatArray,
    ) -> None:
        self.ids = served.ids
        self.vectors, self.clock = vectors, clock
        self._served, self._together, self._liking = served, together, liking
        self._following, self._transitions = following, transitions
        self.untaken = clock.takings == 0
        """The items that nobody took yet."""
        self._esteem, self.promised = esteem, promised
        """How likely those are beforehand, as logarithms [items]; see `promise`."""
        self._names, self._naming = names, np.asarray(names.sum(axis=1)).ravel() > 0
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
        events, traits = purchases.columns(row), Traits.of(items)
        clock = Clock.fit(items, events.of("purchase", "like", "rating"))
        return cls(
            served,
            together,
            vectors,
            _following(purchases, traits, row, seed),
            Transitions.fit(events, len(items)),
            ItemKNN().fit(purchases, served.ids),
            clock,
            named_in(items),
            _esteem(purchases, row),
            promises(traits, vectors, clock.takings),
        )

    def save(self, path: Path) -> None:
        """Write one .npz file, without the recommenders that are given."""
        parts: dict[str, Arrays] = {
            "following": self._following.arrays(),
            "liking": self._liking.arrays(),
            "clock": self.clock.arrays(),
            "kin": {name: getattr(self.vectors.kin, name) for name in _CSR},
            "transitions": {name: getattr(self._transitions.weights, name) for name in _CSR},
        }
        flat = {f"{part}.{name}": array for part, arrays in parts.items() for name, array in arrays.items()}
        with path.open("wb") as file:
            np.savez(
                file,
                allow_pickle=False,
                texts=self.vectors.texts,
                looks=self.vectors.looks,
                named=np.stack(self._names.nonzero()),
                esteem=self._esteem,
                promised=self.promised,
                **flat,
            )

    @classmethod
    def load(cls, path: Path, served: Blend, together: Together) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}

        def of(part: str) -> Arrays:
            start = f"{part}."
            return {
                name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)
            }

        size, named = (len(served.ids), len(served.ids)), arrays["named"]
        kin, followed = (
            sparse.csr_matrix(tuple(of(part)[name] for name in _CSR), shape=size)
            for part in ("kin", "transitions")
        )
        names = sparse.csr_matrix((np.ones(named.shape[1], np.float32), tuple(named)), shape=size)
        return cls(
            served,
            together,
            Vectors(arrays["texts"], arrays["looks"], kin),
            Following.restored(of("following")),
            Transitions(followed),
            ItemKNN.restored(ItemKNN().settings(), served.ids, of("liking")),
            Clock.restored(of("clock")),
            names,
            arrays["esteem"],
            arrays["promised"],
        )

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
        # What the served blend may leave out: likings as they are, and all of a history alike.
        said = {"served": total, **parts, "liking": self._liking.batch(tastes)}
        sources = {name: _on_scales(scores) for name, scores in said.items()}
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
        sources["new"] = self.clock.ages(now)
        sources["lately"] = self.clock.lately(now)
        sources["esteem"] = np.broadcast_to(self._esteem[:, None], (len(tastes), len(self.ids), 1))
        sources["next step"] = self._transitions.after(self._latest(tastes))
        sources["together"] = complements(self._together, histories, now, self._row)[..., None]
        has = np.asarray(((read[2] > 0).astype(np.float32) @ self._names.T).toarray())
        sources["named"] = np.stack([has > 0, (has == 0) & self._naming], axis=-1).astype(np.float32)
        sources["viewed"] = viewed(histories, now, self._row)[..., None]
        return sources

    def interests(self, histories: Histories) -> tuple[FloatArray, FloatArray]:
        """What each shopper took lately, as unit vectors of text and of pictures [moments, dimensions]."""
        read = read_histories(histories, np.zeros(len(histories)), self._row)[1]
        return (
            unit(np.asarray(read @ self.vectors.texts)),
            unit(np.asarray(read @ self.vectors.looks)),
        )

    def _latest(self, tastes: Sequence[Taste]) -> Rows:
        """The rows of each shopper's last items, the last first, -1 for none [moments, LATEST]."""
        latest = np.full((len(tastes), LATEST), -1, np.intp)
        for place, history in enumerate(tastes):
            rows = [self._row[item] for item in reversed(history) if item in self._row]
            latest[place, : len(rows)] = rows[:LATEST]
        return latest


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


def _esteem(purchases: Purchases, row: Mapping[str, int]) -> FloatArray:
    """What those who took each item think of it, in the mean and drawn towards that of all [items]."""
    _, rows, likings = purchases.tastes(row)
    usual = float(likings.mean()) if len(likings) else 0.0
    count, liked = np.bincount(rows, minlength=len(row)), np.bincount(rows, likings, len(row))
    return ((liked + _DOUBT * usual) / (count + _DOUBT)).astype(np.float32)


def _on_scales(scores: FloatArray) -> FloatArray:
    """A recommender's scores as shares of the shopper's largest, plain and as logarithms [.., .., 2]."""
    # By the size, for one who has only disliked: there the highest may be nothing.
    peak = np.maximum(np.abs(scores).max(axis=1, initial=0.0, keepdims=True), 1e-9)
    share = np.maximum(scores / peak, 0)
    return np.stack([scores / peak, np.log(share + 0.01) - np.log(0.01)], axis=-1).astype(np.float32)
