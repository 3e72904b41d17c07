"""How much an item that nobody took yet may expect to be taken, from what those like it came to."""

import numpy as np
import numpy.typing as npt

from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.traits import Traits
from tastemaker.tools.recommend.recommender import FloatArray

_PENALTY = 10.0


def promises(traits: Traits, vectors: Vectors, takers: npt.NDArray[np.int64]) -> FloatArray:
    """The logarithm of how often each item that nobody took will be, less their mean; 0 for all others.

    By ridge regression on traits, text and picture, learned from the items that were taken.
    """
    taken, promised = takers > 0, np.zeros(len(takers), np.float32)
    if taken.all() or not taken.any():
        return promised
    dense = np.hstack([np.ones((len(takers), 1), np.float32), vectors.texts, vectors.looks])
    has, known = traits.has[taken], dense[taken]
    across = has.T @ known
    gram = np.block([[known.T @ known, across.T], [across, (has.T @ has).toarray()]]).astype(np.float64)
    gram[np.diag_indices_from(gram)] += np.append(0.0, np.full(len(gram) - 1, _PENALTY))
    came = np.log1p(takers[taken])
    weights = np.linalg.solve(gram, np.concatenate([known.T @ came, has.T @ came]))
    split = dense.shape[1]
    expected = dense[~taken] @ weights[:split] + traits.has[~taken] @ weights[split:]
    promised[~taken] = expected - expected.mean()
    return promised
