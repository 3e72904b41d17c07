"""Histories of shoppers as matrices, in which what is older counts less."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import Interaction, taste

DAY = 86_400.0
REACHES = (1.5, 5.0, None)
"""After how many newer items an item of a history counts 1/e; None counts all alike."""
_FRESH = 10.0
"""Days after which a purchase counts 1/e for what belongs to it."""

Histories = Sequence[Sequence[Interaction]]
Times = npt.NDArray[np.float64]


def read_histories(histories: Histories, now: Times, row: Mapping[str, int]) -> list[Any]:
    """Histories as CSR [histories, items]: once for each of `REACHES`, and once fading by days."""
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
    return np.maximum(now - np.fromiter(last.values(), np.float64, len(last)), 0) / DAY
