"""Collaborative filtering: neighbours of items and of shoppers, matrix factorisation."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.recommend.recommender import (
    Arrays,
    FloatArray,
    History,
    ItemToItem,
    Recommender,
    Rows,
    strongest_first,
)


@dataclass(eq=False, kw_only=True)
class ItemKNN(ItemToItem):
    """Items taken by the same shoppers: the nearest neighbours of each (Sarwar et al. 2001)."""

    name = "item-knn"

    weighting: str = "cosine"
    """cosine, tfidf or bm25."""
    neighbours: int = 100

    def _fit(self, purchases: Purchases) -> None:
        from implicit.nearest_neighbours import bm25_weight, tfidf_weight

        matrix = self._taken(purchases)
        self._weights = sparse.csr_matrix((len(self.ids), len(self.ids)), dtype=np.float32)
        if not matrix.nnz:
            return
        takers = matrix.T.tocsr().astype(np.float64)
        if self.weighting == "bm25":
            takers = bm25_weight(takers, K1=1.2, B=0.75).tocsr()
        else:
            takers = _unit_rows(tfidf_weight(takers).tocsr() if self.weighting == "tfidf" else takers)
        weights = self.bare(takers.T.tocsr()).similarity.astype(np.float32)
        weights.data[weights.indices == np.repeat(np.arange(len(self.ids)), np.diff(weights.indptr))] = 0
        weights.eliminate_zeros()
        weights.sort_indices()
        self._weights = weights

    def bare(self, matrix: Any) -> Any:
        """The library's own model, trained on what each taken item counts [shoppers, items]."""
        from implicit.nearest_neighbours import ItemItemRecommender

        # One more than wanted: the nearest neighbour of an item is the item itself.
        model = ItemItemRecommender(K=self.neighbours + 1, num_threads=0)
        with _quiet():
            model.fit(matrix, show_progress=False)
        return model


@dataclass(eq=False, kw_only=True)
class UserKNN(Recommender):
    """What the shoppers with the most similar histories took (Resnick et al. 1994)."""

    name = "user-knn"

    neighbours: int = 100

    def _fit(self, purchases: Purchases) -> None:
        self._place(_unit_rows(self._taken(purchases)))

    def _place(self, shoppers: Any) -> None:
        self._shoppers, self._takers = shoppers, shoppers.T.tocsr()

    def batch(self, histories: Sequence[History]) -> FloatArray:
        scores: FloatArray = (self._closest(self._sparse(histories)) @ self._shoppers).toarray()
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, counts = self._known(history)
        column = self._shoppers[:, [self._row[item]]]
        closest = self._closest(self._sparse([history])).indices
        length = float(np.linalg.norm(counts)) or 1.0
        terms = counts / length * (self._shoppers[closest][:, rows].T @ column[closest]).toarray().ravel()
        return strongest_first(items, terms)

    def _closest(self, histories: Any) -> Any:
        """The cosine with the nearest shoppers, zero elsewhere [histories, shoppers]."""
        cosine = sparse.csr_matrix(_unit_rows(histories) @ self._takers)
        for row in range(cosine.shape[0]):
            part = cosine.data[cosine.indptr[row] : cosine.indptr[row + 1]]
            if len(part) > self.neighbours:
                part[np.argsort(-np.abs(part), kind="stable")[self.neighbours :]] = 0
        cosine.eliminate_zeros()
        return cosine

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        matrix = self._shoppers
        return {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr}

    def _restore(self, arrays: Arrays) -> None:
        parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        self._place(sparse.csr_matrix(parts, shape=(len(arrays["indptr"]) - 1, len(self.ids))))


@dataclass(eq=False, kw_only=True)
class Factorised(Recommender):
    """A model that is one vector an item; a history is folded in by one ridge regression on them (Hu, Koren
    and Volinsky 2008, whose section 5 gives the terms of a score)."""

    factors: int = 64
    confidence: float = 4.0
    """How much more a taken item counts than one that was not."""
    regularization: float = 0.1
    iterations: int = 15
    seed: int = 0

    def _fit(self, purchases: Purchases) -> None:
        matrix = self._taken(purchases)
        factors = np.zeros((len(self.ids), self.factors), np.float32)
        if matrix.nnz:
            factors[:] = self._factors(matrix)
        self._place(factors)

    @abstractmethod
    def _factors(self, matrix: Any) -> FloatArray:
        """Learn from who took what, ones [shoppers, items]."""

    def _place(self, item_factors: FloatArray) -> None:
        self._items = item_factors
        self._gram = item_factors.T @ item_factors

    def batch(self, histories: Sequence[History]) -> FloatArray:
        solved = [self._solved(*self._known(history)[1:]).sum(axis=0) for history in histories]
        users = np.stack(solved) if solved else np.empty((0, self.factors), np.float32)
        return users @ self._items.T

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, counts = self._known(history)
        return strongest_first(items, self._solved(rows, counts) @ self._items[self._row[item]])

    def _solved(self, rows: Rows, counts: FloatArray) -> FloatArray:
        """The part of each item of a history in the shopper's vector [history, factors]: they sum to it."""
        chosen = self._items[rows]
        trust = self.confidence * np.abs(counts)[:, None]
        system = self._gram + chosen.T @ (trust * chosen) + self.regularization * np.eye(self.factors)
        wanted = np.sign(counts)[:, None] * (1 + trust) * chosen
        return np.linalg.solve(system, wanted.T).T.astype(np.float32)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"items": self._items}

    def _restore(self, arrays: Arrays) -> None:
        self._place(arrays["items"])


@dataclass(eq=False, kw_only=True)
class ALS(Factorised):
    """Matrix factorisation of implicit feedback by alternating least squares (Hu, Koren, Volinsky 2008)."""

    name = "als"

    def _factors(self, matrix: Any) -> FloatArray:
        matrix.data += self.confidence
        return np.asarray(self.bare(matrix).item_factors, np.float32)

    def bare(self, matrix: Any) -> Any:
        """The library's own model, trained on confidences [shoppers, items]."""
        from implicit.cpu.als import AlternatingLeastSquares

        with _quiet():
            model = AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.regularization,
                iterations=self.iterations,
                random_state=self.seed,
                num_threads=0,
            )
            model.fit(matrix, show_progress=False)
        return model


@dataclass(eq=False, kw_only=True)
class BPR(Factorised):
    """Matrix factorisation by the order of pairs: taken before not taken (Rendle et al. 2009)."""

    name = "bpr"

    regularization: float = 10.0
    iterations: int = 100
    rate: float = 0.01

    def _factors(self, matrix: Any) -> FloatArray:
        from implicit.cpu.bpr import BayesianPersonalizedRanking

        with _quiet():
            model = BayesianPersonalizedRanking(
                factors=self.factors,
                learning_rate=self.rate,
                iterations=self.iterations,
                random_state=self.seed,
                num_threads=1,  # so that the same purchases give the same model
            )
            model.fit(matrix, show_progress=False)
        # The last factor is how popular an item is by itself, which is not for a history to say.
        factors = np.array(model.item_factors[:, :-1], np.float32)
        factors[np.asarray(matrix.sum(axis=0)).ravel() == 0] = 0
        return factors


def _unit_rows(matrix: Any) -> Any:
    """Each row at length 1; an empty row stays empty."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, matrix.data**2, matrix.shape[0]))
    data = (matrix.data / np.where(lengths > 0, lengths, 1)[rows]).astype(matrix.dtype)
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


@contextmanager
def _quiet() -> Iterator[None]:
    """Give implicit its own threads alone: it is slower, and warns of it, when BLAS has many."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
