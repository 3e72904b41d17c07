"""Linear item models in closed form: what was taken together (EASE) and what was taken next (Sequence).

Both learn, by one ridge regression over all shoppers, how much each item speaks for each other one. Only
the `LIMIT` most taken items take part and each keeps its strongest weights, so that memory stays bounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.recommend.recommender import FloatArray, ItemToItem, Rows

LIMIT = 6_000
_FAINT = 0.05


@dataclass(eq=False, kw_only=True)
class EASE(ItemToItem):
    """Rebuilds each history from itself, no item from itself (Steck 2019)."""

    name = "ease"

    regularization: float = 200.0
    neighbours: int = 300
    """How many other items each item speaks for or against."""

    def _fit(self, purchases: Purchases) -> None:
        histories = self._taken(purchases)
        warm = _most_taken(histories)
        histories = histories[:, warm]
        inverse = _ridge_inverse(histories, self.regularization)
        weights = np.asarray(-inverse / np.diag(inverse), np.float32)
        np.fill_diagonal(weights, 0)
        self._weights = _strongest(weights, self.neighbours, warm, len(self.ids))


@dataclass(eq=False, kw_only=True)
class Next(ItemToItem):
    """Foretells what follows from what came before, the nearer the more (SLIT: Choi et al. 2021)."""

    name = "next"

    regularization: float = 100.0
    reach: float = 5.0
    """How many items before and after still count 1/e."""
    neighbours: int = 300

    def _fit(self, purchases: Purchases) -> None:
        taken = self._taken(purchases)
        warm = _most_taken(taken)
        before, after = self._around(taken)
        before, after = before[:, warm], after[:, warm]
        weights = _ridge_inverse(before, self.regularization) @ (before.T @ after).toarray()
        np.fill_diagonal(weights, 0)
        self._weights = _strongest(weights, self.neighbours, warm, len(self.ids))

    def _around(self, taken: Any) -> tuple[Any, Any]:
        """For every moment between two items: those before and those after, fading [moments, items] each."""
        items, owner = taken.indices, np.repeat(np.arange(taken.shape[0]), np.diff(taken.indptr))
        before, after = [], []
        for steps in range(int(-self.reach * np.log(_FAINT)) + 1):
            weight = np.exp(-steps / self.reach)
            # Moment m lies just before item m, and after at least one item of the same shopper.
            moments = np.arange(1 + steps, len(items))
            moments = moments[owner[moments] == owner[moments - 1 - steps]]
            before.append((moments, items[moments - 1 - steps], weight))
            moments = np.arange(1, len(items) - steps)
            begun = owner[moments] == owner[moments - 1]
            moments = moments[begun & (owner[moments] == owner[moments + steps])]
            after.append((moments, items[moments + steps], weight))
        shape = (len(items), len(self.ids))
        return _collected(before, shape), _collected(after, shape)


def _collected(parts: Sequence[tuple[Rows, Rows, float]], shape: tuple[int, int]) -> Any:
    """CSR from (rows, columns, one weight for all of them)."""
    rows = np.concatenate([rows for rows, _, _ in parts])
    columns = np.concatenate([columns for _, columns, _ in parts])
    weights = np.repeat(
        np.array([weight for *_, weight in parts], np.float32), [len(rows) for rows, *_ in parts]
    )
    return sparse.csr_matrix((weights, (rows, columns)), shape=shape)


def _most_taken(histories: Any) -> Rows:
    """The items that were taken at all, at most LIMIT of them."""
    takers = np.asarray(histories.sum(axis=0)).ravel()
    order = np.argsort(-takers, kind="stable")[:LIMIT]
    return np.sort(order[takers[order] > 0])


def _ridge_inverse(matrix: Any, regularization: float) -> FloatArray:
    """(X'X + regularization I)^-1, by Cholesky."""
    from scipy.linalg import lapack

    gram = (matrix.T @ matrix).toarray().astype(np.float32)
    if not len(gram):
        return np.empty((0, 0), np.float32)
    gram[np.diag_indices_from(gram)] += regularization
    factor, _ = lapack.spotrf(gram, lower=1, overwrite_a=1)
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    whole: FloatArray = np.tril(inverse) + np.tril(inverse, -1).T
    return whole


def _strongest(weights: FloatArray, most: int, rows: Rows, items: int) -> Any:
    """The strongest weights of each item, as CSR over the whole catalogue [items, items]."""
    if weights.shape[1] > most:
        sizes = np.abs(weights)
        weakest = np.partition(sizes, -most, axis=1)[:, [-most]]
        weights = np.where(sizes >= weakest, weights, 0)
    kept = sparse.coo_matrix(weights)
    places = (rows[kept.row], rows[kept.col])
    return sparse.csr_matrix((kept.data.astype(np.float32), places), shape=(items, items))
