"""How well the learned fusion foretells the last item that each shopper took, beside each route alone."""

import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from tastemaker.tools.build import Say, build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Catalogue
from tastemaker.tools.catalogue.purchases import Purchases, taste
from tastemaker.tools.evaluate.metrics import Values, distance, ndcg, paired_bootstrap
from tastemaker.tools.evaluate.protocol import candidates
from tastemaker.tools.evaluate.queries import Encoders
from tastemaker.tools.fusion.ranker import Ranker
from tastemaker.tools.recommend.choose import MEASURED, RECOMMENDERS, kinds
from tastemaker.tools.recommend.holdout import Moment, last_moments
from tastemaker.tools.recommend.recommender import FloatArray, Rows
from tastemaker.tools.shop import Shop

Lists = dict[str, list[Rows]]

_SHOWN = ("fused", "served", "item-knn", "popularity")
_HELD = 5
"""So many of each shopper's last liked items are foretold, at most."""
_SHOPPERS = 1_000
"""So many shoppers' lists are compared for variety."""


def evaluate_fusion(folder: Path, home: Path, encoders: Encoders, say: Say) -> dict[str, Any]:
    """Build the folder without the last liked items of each shopper and rank each among all not yet seen.

    Up to five are held back, at most a quarter of a shopper's; each is foretold from what came before it,
    and a shopper's figure is the mean of theirs. Variety is that of the lists before the very last.

    A route is one source of signals: each recommender, the served blend of them, likeness of text and picture
    to what was taken, a trait, age and so on; of a source with several signals the best one counts.
    `ms_of_500` is what the network takes for 500 candidates, by the median of all items.
    """
    read = read_folder(folder)
    ids = candidates(read)
    known, moments = last_moments(Purchases(read.interactions), ids, _HELD)
    items = Catalogue(item for item in read.catalogue if item.id in set(ids))
    rows = tuple(row for user in known.users for row in known.of(user))
    place = home / "measured" / f"{folder.resolve().name}-fusion"
    build(replace(read, catalogue=items, interactions=rows), place, encoders.text, encoders.picture, say)
    with Shop.open(place) as shop:
        values, lists, spent = _values(shop, known, moments)
        variety = {name: _variety(shown[:_SHOPPERS], shop.z) for name, shown in lists.items()}
        report = shop.ranker.report
    return {
        "users": len({moment.user for moment in moments}),
        "moments": len(moments),
        "items": len(ids),
        "learned": dict(report),
        "routes": {name: {"ndcg@10": round(float(each.mean()), 4)} for name, each in values.items()},
        "variety": variety,
        "ms_of_500": round(1_000 * float(np.median(spent)) * 500 / max(1, len(ids)), 3) if spent else 0.0,
        "versus": {
            name: asdict(paired_bootstrap(values["fused"], each))
            for name, each in values.items()
            if name != "fused"
        },
    }


def _values(
    shop: Shop, known: Purchases, moments: list[Moment]
) -> tuple[Mapping[str, Values], Lists, list[float]]:
    """NDCG@10 of each shopper by route, the best first; the last ten shown by some; seconds of fusing."""
    row = {id: place for place, id in enumerate(shop.ids)}
    served = {part.name for part, _ in shop.recommenders.served.parts}
    tried = MEASURED.union(kinds(len(known.takers().keys() & row.keys()))) - served
    others = {name: RECOMMENDERS[name][0]().fit(known, shop.ids) for name in RECOMMENDERS if name in tried}
    plain = Ranker((), {}, {})
    ranks: dict[str, list[float]] = {}
    spent: list[float] = []
    lists: Lists = {name: [] for name in _SHOWN}
    told = shop.signals.moments([moment.before for moment in moments], [moment.time for moment in moments])
    shopper = np.unique([moment.user for moment in moments], return_inverse=True)[1]
    for moment, said, last in zip(moments, told, np.diff(shopper, append=-1) != 0, strict=True):
        liked = taste(moment.before)
        scores: dict[str, FloatArray] = {
            f"{name} {n}": each[:, n] for name, each in said.items() for n in range(each.shape[1])
        }
        scores |= {f"{name} 0": model.scores(liked) for name, model in others.items()}
        begun = time.perf_counter()
        shop.ranker.fused(shop.signals, said, moment.before, moment.time)
        spent.append(time.perf_counter() - begun)
        for name, ranker in (("fused", shop.ranker), ("fused ranks", plain)):
            scores[f"{name} 0"] = ranker.fused(shop.signals, said, moment.before, moment.time).scores
        seen = [row[item] for item in liked if item in row]
        for name in _SHOWN if last else ():
            open_to = scores[f"{name} 0"].copy()
            open_to[seen] = -np.inf
            lists[name].append(np.argsort(-open_to, kind="stable")[:10])
        for name, each in scores.items():
            wanted, left = each[row[moment.item]], np.delete(each, seen)
            ranks.setdefault(name, []).append(float((left > wanted).sum() + ((left == wanted).sum() - 1) / 2))
    best: dict[str, Values] = {}
    for name, found in ranks.items():
        route, gained = name.rpartition(" ")[0], np.bincount(shopper, ndcg(found)) / np.bincount(shopper)
        if route not in best or gained.mean() > best[route].mean():
            best[route] = gained
    return dict(sorted(best.items(), key=lambda pair: -float(pair[1].mean()))), lists, spent


def _variety(shown: list[Rows], z: FloatArray) -> dict[str, float]:
    """How many items the lists hold together, and how far apart those of one list are in the mean."""
    apart = float(np.mean([distance(z[rows]) for rows in shown])) if shown else 0.0
    return {"distinct": len({int(row) for rows in shown for row in rows}), "distance": round(apart, 4)}
