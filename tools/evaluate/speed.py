"""How fast the recommenders train and recommend as the purchases grow, beside bare `implicit`."""

import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import scipy.sparse as sparse

from tastemaker.tools.build import Say
from tastemaker.tools.cf import ALS
from tastemaker.tools.purchases import Interaction, Purchases, taste
from tastemaker.tools.taste.blend import Recommenders

SIZES = ((10_000, 1_000, 1_000), (100_000, 5_000, 3_500), (1_000_000, 50_000, 17_000))
"""Interactions, shoppers, items."""
_ASKED = 100
"""So many shoppers are recommended to, one at a time."""


def bench_cf(interactions: Sequence[int], say: Say, seed: int = 0) -> dict[str, Any]:
    """Train the same ALS here and with `implicit` alone, and all that `ingest` tries; recommend ten to one.

    Purchases are drawn by a popularity with a long tail; times in seconds, of recommending in milliseconds.
    """
    rows = []
    for size, shoppers, items in SIZES:
        if size in interactions:
            rows.append(_measured(*drawn(size, shoppers, items, seed)))
            say(str(rows[-1]))
    return {"sizes": rows}


def drawn(size: int, shoppers: int, items: int, seed: int) -> tuple[Purchases, tuple[str, ...]]:
    """So many purchases: each shopper keeps to one of twenty tastes, nine times of ten."""
    chance = np.random.default_rng(seed)
    users = np.sort(chance.integers(0, shoppers, size))
    weight = 1 / np.arange(1, items + 1) ** 0.8
    taken = chance.choice(items, size, p=weight / weight.sum())
    own = chance.random(size) < 0.9
    taken = np.where(own, (taken // 20 * 20 + users % 20) % items, taken)
    pairs = zip(users.tolist(), taken.tolist(), strict=True)
    purchases = Purchases(
        Interaction(f"u{user}", f"i{item}", time) for time, (user, item) in enumerate(pairs)
    )
    return purchases, tuple(f"i{item}" for item in range(items))


def _measured(purchases: Purchases, ids: tuple[str, ...]) -> dict[str, Any]:
    users = purchases.users
    histories = [taste(purchases.of(user)) for user in users]
    row = {id: place for place, id in enumerate(ids)}
    ends = np.cumsum([0, *map(len, histories)])
    columns = np.array([row[item] for history in histories for item in history])
    trust = np.full(len(columns), 1 + ALS.confidence, np.float32)
    matrix = sparse.csr_matrix((trust, columns, ends), shape=(len(users), len(ids)))
    floor, floor_s = _timed(lambda: ALS().bare(matrix))
    ours, ours_s = _timed(lambda: ALS().fit(purchases, ids))
    trained, all_s = _timed(lambda: Recommenders.fit_all(purchases, ids))
    asked = range(0, len(users), max(1, len(users) // _ASKED))
    return {
        "interactions": len(purchases),
        "shoppers": len(users),
        "items": len(ids),
        "als_s": round(ours_s, 2),
        "implicit_als_s": round(floor_s, 2),
        "ingest_s": round(all_s, 2),
        "served": list(trained.report["served"]),
        "als_ms": _each(lambda user: np.argpartition(-ours.scores(histories[user]), 10)[:10], asked),
        "served_ms": _each(
            lambda user: np.argpartition(-trained.served.scores(histories[user]), 10)[:10], asked
        ),
        "implicit_ms": _each(lambda user: floor.recommend(user, matrix[user], recalculate_user=True), asked),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _each(work: Callable[[int], Any], asked: Sequence[int]) -> float:
    """The median of one call, in milliseconds."""
    return round(1_000 * float(np.median([_timed(partial(work, user))[1] for user in asked])), 3)
