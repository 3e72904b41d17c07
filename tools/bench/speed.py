"""How fast the recommenders train and recommend as the purchases grow, beside bare `implicit`."""

import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import scipy.sparse as sparse

from tastemaker.tools.build import Say
from tastemaker.tools.catalogue.purchases import Interaction, Purchases, taste
from tastemaker.tools.recommend.blend import Recommenders
from tastemaker.tools.recommend.cf import ALS, ItemKNN
from tastemaker.tools.recommend.recommender import Recommender

SIZES = (10_000, 100_000, 1_000_000)
_SHOPPERS = 20
"""Purchases of each shopper, in the mean: 50,000 shoppers at the largest size."""
_ITEMS = 59
"""Purchases of each item, likewise: 17,000 items."""
_ASKED = 100
"""So many shoppers are recommended to, one at a time."""
_AGAIN = 2
"""So many times training is repeated; the quickest counts."""


def bench_taste(sizes: Sequence[int], say: Say, seed: int = 0) -> dict[str, Any]:
    """Train the same models here and with `implicit` alone, from the same rows; recommend ten items to one.

    Purchases are drawn by a popularity with a long tail. `ingest_s` is all that `ingest` tries and trains.
    Training in seconds of the processor, all threads together, which others on a busy machine do not
    lengthen; recommending in milliseconds (median). The floor numbers shoppers and items and makes the
    matrix too.
    """
    rows = []
    for size in sizes:
        rows.append(_measured(drawn(size, seed), max(10, size // _ITEMS)))
        say(str(rows[-1]))
    return {"sizes": rows}


def drawn(size: int, seed: int) -> tuple[Interaction, ...]:
    """So many purchases: each shopper keeps to one of twenty tastes, nine times of ten."""
    chance = np.random.default_rng(seed)
    shoppers, items = max(5, size // _SHOPPERS), max(10, size // _ITEMS)
    users = np.sort(chance.integers(0, shoppers, size))
    weight = 1 / np.arange(1, items + 1) ** 0.8
    taken = chance.choice(items, size, p=weight / weight.sum())
    taken = np.where(chance.random(size) < 0.9, (taken // 20 * 20 + users % 20) % items, taken)
    pairs = zip(users.tolist(), taken.tolist(), strict=True)
    return tuple(Interaction(f"u{user}", f"i{item}", time) for time, (user, item) in enumerate(pairs))


def _measured(rows: tuple[Interaction, ...], items: int) -> dict[str, Any]:
    ids = tuple(f"i{item}" for item in range(items))
    purchases = Purchases(rows)
    users = purchases.users[:: max(1, len(purchases.users) // _ASKED)]
    histories = {user: taste(purchases.of(user)) for user in users}
    models: dict[str, dict[str, float]] = {}
    for name, make, bare in (("als", ALS, _bare_als), ("item-knn", ItemKNN, _bare_knn)):
        (floor, matrix, numbers), floor_s = _timed(partial(_floor, rows, bare))
        ours, ours_s = _timed(partial(_ours, rows, ids, make))
        for _ in range(_AGAIN):  # by turns, so that neither has the quiet half of a busy machine
            floor_s = min(floor_s, _timed(partial(_floor, rows, bare))[1])
            ours_s = min(ours_s, _timed(partial(_ours, rows, ids, make))[1])
        models[name] = {
            "train_s": round(ours_s, 3),
            "implicit_s": round(floor_s, 3),
            "ms": _each(partial(_ten, ours, histories), users),
            "implicit_ms": _each(partial(_theirs, floor, matrix, numbers), users),
        }
    trained, ingest_s = _timed(partial(Recommenders.fit_all, purchases, ids))
    return {
        "interactions": len(rows),
        "shoppers": len(purchases.users),
        "items": items,
        "models": models,
        "ingest_s": round(ingest_s, 3),
        "served": list(trained.report["served"]),
        "served_ms": _each(partial(_ten, trained.served, histories), users),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _ours(
    rows: tuple[Interaction, ...], ids: tuple[str, ...], make: Callable[[], Recommender]
) -> Recommender:
    return make().fit(Purchases(rows), ids)


def _floor(rows: tuple[Interaction, ...], bare: Callable[[Any], Any]) -> tuple[Any, Any, dict[str, int]]:
    """A model of `implicit` trained on the rows as its users do, its matrix, and the shoppers' numbers."""
    users: dict[str, int] = {}
    items: dict[str, int] = {}
    owners = [users.setdefault(row.user, len(users)) for row in rows]
    columns = [items.setdefault(row.item, len(items)) for row in rows]
    matrix = sparse.csr_matrix((np.ones(len(rows), np.float32), (owners, columns)))
    matrix.data[:] = 1.0  # taken twice is taken
    return bare(matrix), matrix, users


def _bare_als(matrix: Any) -> Any:
    return ALS().bare(matrix * np.float32(1 + ALS.confidence))


def _bare_knn(matrix: Any) -> Any:
    unit = matrix.astype(np.float64)
    unit.data /= np.sqrt(np.asarray(unit.sum(axis=0)).ravel())[unit.indices]  # cosine
    return ItemKNN().bare(unit)


def _ten(model: Recommender, histories: dict[str, Any], user: str) -> Any:
    scores = model.scores(histories[user])
    scores[[int(item[1:]) for item in histories[user]]] = -np.inf  # what was taken, as the floor does
    open_to = np.flatnonzero(scores > 0)
    scores = scores[open_to]
    best = np.argpartition(-scores, 10)[:10] if len(scores) > 10 else np.arange(len(scores))
    return open_to[best[np.argsort(-scores[best])]]


def _theirs(model: Any, matrix: Any, numbers: dict[str, int], user: str) -> Any:
    number = numbers[user]
    return model.recommend(number, matrix[number], recalculate_user=True)


def _timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[Any, float]:
    start = clock()
    return work(), clock() - start


def _each(work: Callable[[str], Any], users: Sequence[str]) -> float:
    """The median of one call, in milliseconds."""
    return round(
        1_000 * float(np.median([_timed(partial(work, user), time.perf_counter)[1] for user in users])), 3
    )
