"""How well the recommenders foretell: the last item of each shopper, ranked among the whole catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.evaluate.metrics import Values, coverage, hit, ndcg, novelty, paired_bootstrap
from tastemaker.tools.recommend.blend import Blend
from tastemaker.tools.recommend.cf import ALS, ItemKNN
from tastemaker.tools.recommend.choose import MEASURED, RECOMMENDERS, choose
from tastemaker.tools.recommend.holdout import Counts, Exam, leave_last_out
from tastemaker.tools.recommend.linear import EASE
from tastemaker.tools.recommend.popularity import Popularity
from tastemaker.tools.recommend.recommender import History, Recommender

Lists = npt.NDArray[np.intp]

_CHUNK = 200
_SHOPPERS = 1_000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of each model, and the values of each shopper that they are the means of."""

    protocol: str
    users: tuple[str, ...]
    items: int
    models: Mapping[str, Mapping[str, float]]
    ndcg: Mapping[str, Values]
    """NDCG@10 of each shopper by model: what a paired bootstrap compares."""
    chosen: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        """What `tastemaker eval cf --json` prints."""
        models = {name: dict(figures) for name, figures in self.models.items()}
        versus = {
            name: asdict(paired_bootstrap(self.ndcg["served"], values))
            for name, values in self.ndcg.items()
            if name != "served"
        }
        return {
            "protocol": self.protocol,
            "users": len(self.users),
            "items": self.items,
            "models": models,
            "versus": versus,
        }


def evaluate_cf(folder: Folder, counts: Counts = "all", seed: int = 0) -> Evaluation:
    """Hold back each shopper's last item, learn from the rest, and rank it among all items not yet seen.

    Beside our models stand the floors, which take every event for a purchase and leave the settings alone.
    The settings of our models and the blend are chosen on the items before the last ones; kinds that are
    only measured come as they are.
    """
    ids = candidates(folder)
    held = leave_last_out(Purchases(folder.interactions), ids, counts)
    choice = choose(leave_last_out(held.train, ids, counts), ids, seed)
    reading = replace(choice.models["item-knn"].reading, recency=None)
    others = {name: RECOMMENDERS[name][0]() for name in sorted(MEASURED)}
    for model in others.values():
        model.reading = reading
    models = {
        name: replace(model).fit(held.train, ids) for name, model in {**choice.models, **others}.items()
    }
    served = Blend.of([(models[name], weight) for name, weight in choice.weights.items()])
    exam = held.exam(ids)
    plain = Purchases(_plain(held.train, counts))
    histories = [dict.fromkeys((row.item for row in plain.of(user)), 1.0) for user in exam.users]
    floors = {name: floor.fit(plain, ids) for name, floor in _floors(len(ids)).items()}
    measured = {
        **{
            name: _measure(model, exam, exam.histories)
            for name, model in {"served": served, **models}.items()
        },
        **{name: _measure(floor, exam, histories) for name, floor in floors.items()},
    }
    takers = _takers(held.train, ids)
    figures = {name: _figures(*each, takers, len(held.train.users)) for name, each in measured.items()}
    values = {name: ndcg(ranks) for name, (ranks, _) in measured.items()}
    what = (
        "item (every rating counts)" if counts == "all" else "liked item (of ratings, those above the middle)"
    )
    protocol = f"last {what} of each shopper held out; all described items that anybody took, less those seen"
    return Evaluation(protocol, exam.users, len(ids), figures, values, choice.report())


def candidates(folder: Folder) -> tuple[str, ...]:
    """The items that somebody took; where the catalogue has descriptions, those that have one."""
    taken = {row.item for row in folder.interactions}
    items = [item for item in folder.catalogue if item.id in taken]
    described = [item for item in items if item.description]
    return tuple(item.id for item in described or items)


def _floors(items: int) -> dict[str, Recommender]:
    """The known methods as they come, without order, likings or tuning."""
    return {
        "floor popularity": Popularity(),
        "floor item-knn": ItemKNN(neighbours=20),
        "floor als": ALS(factors=100, confidence=0.0, regularization=0.01),
        "floor ease": EASE(regularization=100.0, neighbours=items),
    }


def _plain(purchases: Purchases, counts: Counts) -> Iterator[Interaction]:
    for user in purchases.users:
        for row in purchases.of(user):
            if counts == "all" or row.weight > 0:
                yield Interaction(user, row.item, row.time)


def _measure(model: Recommender, exam: Exam, histories: Sequence[History]) -> tuple[Values, Lists]:
    """Each target's rank and each shopper's first ten."""
    ranks, lists = [np.empty(0)], [np.empty((0, min(10, len(exam.ids))), np.intp)]
    for start in range(0, len(exam), _CHUNK):
        places = slice(start, start + _CHUNK)
        part, scores = exam.part(places), model.batch(histories[places])
        ranks.append(part.ranks(scores))
        lists.append(part.first(scores))
    return np.concatenate(ranks), np.concatenate(lists)


def _takers(purchases: Purchases, ids: Sequence[str]) -> Values:
    row = {id: place for place, id in enumerate(ids)}
    counts = np.zeros(len(ids))
    for user in purchases.users:
        counts[[row[item] for item in {done.item for done in purchases.of(user)}]] += 1
    return counts


def _figures(ranks: Values, lists: Lists, takers: Values, users: int) -> dict[str, float]:
    """`distinct`: how many items the first ten of at most `_SHOPPERS` shoppers hold together."""
    hits = float(hit(ranks).mean()) if len(ranks) else 0.0
    return {
        "ndcg@10": float(ndcg(ranks).mean()) if len(ranks) else 0.0,
        "recall@10": hits,  # there is one item to find
        "hit@10": hits,
        "coverage@10": coverage(lists, len(takers)),
        "novelty@10": novelty(lists, takers, users),
        "distinct": len(np.unique(lists[:_SHOPPERS])),
    }
