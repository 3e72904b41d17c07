"""Collaborative filtering: what a history of items says about every other item.

All models read a history, never a user's number: a mapping of item id to liking (-1 to 1), oldest first,
so that a new purchase counts at once and a stranger is simply an empty history. The score of an item is a
sum over the items of the history, and `explain` gives the terms.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.purchases import Purchases, taste

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
History = Mapping[str, float]

EVERYONE = ""
"""Stands in `explain` for what all shoppers did, where the other entries name an item of this shopper."""


class Recommender(ABC):
    """Scores every item for a history."""

    name: ClassVar[str]

    def __init__(self, recency: float | None = None) -> None:
        self.recency = recency
        """After how many newer items an item of the history counts 1/e; None counts all alike."""
        self.ids: tuple[str, ...] = ()
        self._row: dict[str, int] = {}

    def fit(self, purchases: Purchases, ids: Sequence[str]) -> Self:
        """Learn from all shoppers; items outside `ids` are left aside."""
        self._name_rows(ids)
        self._fit(purchases)
        return self

    def scores(self, history: History) -> FloatArray:
        """A score for each of `ids`; higher is better, an item nobody took has 0."""
        scores: FloatArray = self.batch([history])[0]
        return scores

    @abstractmethod
    def batch(self, histories: Sequence[History]) -> FloatArray:
        """The scores of many histories at once [histories, items]."""

    @abstractmethod
    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        """What each item of the history adds to an item's score, strongest first; they sum to the score."""

    def save(self, path: Path) -> None:
        """Write one .npz file."""
        about = {"name": self.name, "settings": self._settings(), "ids": self.ids}
        written = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, about=written, **self._arrays())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote; scores are the same to the last bit."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(arrays.pop("about").tobytes())
        model = cls(**about["settings"])
        model._name_rows(about["ids"])
        model._restore(arrays)
        return model

    @abstractmethod
    def _fit(self, purchases: Purchases) -> None: ...

    @abstractmethod
    def _arrays(self) -> dict[str, npt.NDArray[Any]]: ...

    @abstractmethod
    def _restore(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None: ...

    def _settings(self) -> dict[str, Any]:
        return {"recency": self.recency}

    def _name_rows(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        self._row = {id: row for row, id in enumerate(self.ids)}

    def _matrix(self, purchases: Purchases) -> Any:
        """Who took what: CSR [users, items] of the likings above zero, a row for each user who has any."""
        liked = [history for user in purchases.users if (history := self._liked(purchases, user))]
        return self._sparse(liked, faded=False)

    def _liked(self, purchases: Purchases, user: str) -> History:
        likings = taste(purchases.of(user))
        return {item: 1.0 for item, liking in likings.items() if liking > 0 and item in self._row}

    def _known(self, history: History, faded: bool = True) -> tuple[list[str], Rows, FloatArray]:
        """The items of a history that the model knows, their rows, and their likings, faded by age."""
        items = [item for item, liking in history.items() if item in self._row and liking]
        likings = np.array([history[item] for item in items], dtype=np.float32)
        if faded and self.recency is not None:
            likings *= np.exp(-np.arange(len(items))[::-1] / self.recency).astype(np.float32)
        return items, np.array([self._row[item] for item in items], dtype=np.intp), likings

    def _sparse(self, histories: Sequence[History], faded: bool = True) -> Any:
        known = [self._known(history, faded)[1:] for history in histories]
        ends = np.cumsum([0, *(len(rows) for rows, _ in known)])
        rows = np.concatenate([np.empty(0, np.intp), *(rows for rows, _ in known)])
        likings = np.concatenate([np.empty(0, np.float32), *(likings for _, likings in known)])
        return sparse.csr_matrix((likings, rows, ends), shape=(len(histories), len(self.ids)))


class Popularity(Recommender):
    """The share of shoppers who took an item, the most popular being 1; the same for everyone."""

    name = "popularity"

    def batch(self, histories: Sequence[History]) -> FloatArray:
        return np.tile(self._share, (len(histories), 1))

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        return [(EVERYONE, float(self._share[self._row[item]]))]

    def _fit(self, purchases: Purchases) -> None:
        counts = np.zeros(len(self.ids), dtype=np.float32)
        for user in purchases.users:
            for item in self._liked(purchases, user):
                counts[self._row[item]] += 1
        self._share = counts / max(1.0, counts.max(initial=0.0))

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"share": self._share}

    def _restore(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._share = arrays["share"]


class ItemToItem(Recommender):
    """A model that is one matrix: how much a liked item (row) speaks for another (column)."""

    _weights: Any  # CSR [items, items]

    def batch(self, histories: Sequence[History]) -> FloatArray:
        scores: FloatArray = (self._sparse(histories) @ self._weights).toarray()
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, likings = self._known(history)
        terms = likings * self._weights[rows][:, [self._row[item]]].toarray().ravel()
        return _strongest_first(items, terms)

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        matrix = self._weights
        return {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr}

    def _restore(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        self._weights = sparse.csr_matrix(parts, shape=(len(self.ids), len(self.ids)))


class ItemKNN(ItemToItem):
    """Items taken by the same shoppers: the nearest neighbours of each (Sarwar et al. 2001)."""

    name = "item-knn"

    def __init__(
        self, weighting: str = "cosine", neighbours: int = 100, recency: float | None = None
    ) -> None:
        super().__init__(recency)
        self.weighting, self.neighbours = weighting, neighbours

    def _settings(self) -> dict[str, Any]:
        return {"weighting": self.weighting, "neighbours": self.neighbours, "recency": self.recency}

    def _fit(self, purchases: Purchases) -> None:
        from implicit.nearest_neighbours import ItemItemRecommender, bm25_weight, tfidf_weight

        matrix = self._matrix(purchases)
        self._weights = sparse.csr_matrix((len(self.ids), len(self.ids)), dtype=np.float32)
        if not matrix.nnz:
            return
        takers = matrix.T.tocsr().astype(np.float64)
        if self.weighting == "bm25":
            takers = bm25_weight(takers, K1=1.2, B=0.75).tocsr()
        else:
            takers = _unit_rows(tfidf_weight(takers).tocsr() if self.weighting == "tfidf" else takers)
        # One more than wanted: the nearest neighbour of an item is the item itself.
        model = ItemItemRecommender(K=self.neighbours + 1, num_threads=1)
        with _quiet():
            model.fit(takers.T.tocsr(), show_progress=False)
        weights = model.similarity.astype(np.float32)
        weights.setdiag(0.0)
        weights.eliminate_zeros()
        weights.sort_indices()
        self._weights = weights


class UserKNN(Recommender):
    """What the shoppers with the most similar histories took (Resnick et al. 1994)."""

    name = "user-knn"

    def __init__(self, neighbours: int = 100, recency: float | None = None) -> None:
        super().__init__(recency)
        self.neighbours = neighbours

    def _settings(self) -> dict[str, Any]:
        return {"neighbours": self.neighbours, "recency": self.recency}

    def _fit(self, purchases: Purchases) -> None:
        matrix = self._matrix(purchases)
        self._shoppers = _unit_rows(matrix)

    def batch(self, histories: Sequence[History]) -> FloatArray:
        scores: FloatArray = (self._closest(self._sparse(histories)) @ self._shoppers).toarray()
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, likings = self._known(history)
        column = self._shoppers[:, [self._row[item]]]
        closest = self._closest(self._sparse([history])).indices
        length = float(np.linalg.norm(likings)) or 1.0
        terms = likings / length * (self._shoppers[closest][:, rows].T @ column[closest]).toarray().ravel()
        return _strongest_first(items, terms)

    def _closest(self, histories: Any) -> Any:
        """The cosine with the nearest shoppers, zero elsewhere [histories, shoppers]."""
        cosine = sparse.csr_matrix(_unit_rows(histories) @ self._shoppers.T)
        for row in range(cosine.shape[0]):
            part = cosine.data[cosine.indptr[row] : cosine.indptr[row + 1]]
            if len(part) > self.neighbours:
                part[np.argsort(-np.abs(part), kind="stable")[self.neighbours :]] = 0
        cosine.eliminate_zeros()
        return cosine

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        matrix = self._shoppers
        return {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr}

    def _restore(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        self._shoppers = sparse.csr_matrix(parts, shape=(len(arrays["indptr"]) - 1, len(self.ids)))


class ALS(Recommender):
    """Matrix factorisation of implicit feedback; a history is folded in by one ridge regression on the item
    factors (Hu, Koren and Volinsky 2008, whose section 5 gives the terms of a score)."""

    name = "als"

    def __init__(
        self,
        factors: int = 64,
        confidence: float = 4.0,
        regularization: float = 0.1,
        iterations: int = 15,
        recency: float | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(recency)
        self.factors, self.confidence, self.regularization = factors, confidence, regularization
        self.iterations, self.seed = iterations, seed

    def _settings(self) -> dict[str, Any]:
        names = ("factors", "confidence", "regularization", "iterations", "recency", "seed")
        return {name: getattr(self, name) for name in names}

    def _fit(self, purchases: Purchases) -> None:
        from implicit.cpu.als import AlternatingLeastSquares

        matrix = self._matrix(purchases)
        if not matrix.nnz:
            self._place(np.zeros((len(self.ids), self.factors), dtype=np.float32))
            return
        matrix.data = 1 + self.confidence * matrix.data
        with _quiet():
            model = AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.regularization,
                iterations=self.iterations,
                random_state=self.seed,
                num_threads=1,
            )
            model.fit(matrix, show_progress=False)
        self._place(np.asarray(model.item_factors, dtype=np.float32))

    def _place(self, item_factors: FloatArray) -> None:
        self._items = item_factors
        self._gram = item_factors.T @ item_factors

    def batch(self, histories: Sequence[History]) -> FloatArray:
        solved = [self._solved(*self._known(history)[1:]).sum(axis=0) for history in histories]
        users = np.stack(solved) if solved else np.empty((0, self.factors), np.float32)
        return users @ self._items.T

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, likings = self._known(history)
        return _strongest_first(items, self._solved(rows, likings) @ self._items[self._row[item]])

    def _solved(self, rows: Rows, likings: FloatArray) -> FloatArray:
        """The part of each item of a history in the shopper's vector [history, factors]: they sum to it."""
        chosen = self._items[rows]
        trust = self.confidence * np.abs(likings)[:, None]
        system = self._gram + chosen.T @ (trust * chosen) + self.regularization * np.eye(self.factors)
        wanted = np.sign(likings)[:, None] * (1 + trust) * chosen
        return np.linalg.solve(system, wanted.T).T.astype(np.float32)

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"items": self._items}

    def _restore(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._place(arrays["items"])


def _unit_rows(matrix: Any) -> Any:
    """Each row at length 1; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = 1 / np.where(lengths > 0, lengths, 1)
    return sparse.csr_matrix(sparse.diags(scale.astype(matrix.dtype)) @ matrix)


def _strongest_first(items: Sequence[str], terms: FloatArray) -> list[tuple[str, float]]:
    named = [(item, float(term)) for item, term in zip(items, terms, strict=True) if term]
    return sorted(named, key=lambda pair: -abs(pair[1]))


@contextmanager
def _quiet() -> Iterator[None]:
    """Give implicit its own threads alone: it is slower, and says so in a warning, when BLAS has many."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
