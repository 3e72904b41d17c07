"""How the fusion is learned from what shoppers took, and how well it then foretells what they took later."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Purchases, taste
from tastemaker.tools.evaluate.metrics import ndcg
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.ranker import Ranker, known_of
from tastemaker.tools.fusion.signals import Signals
from tastemaker.tools.recommend.blend import Blend, Recommenders
from tastemaker.tools.recommend.holdout import Moment, last_moments
from tastemaker.tools.recommend.recommender import Rows
from tastemaker.tools.recommend.together import Together

if TYPE_CHECKING:
    from tastemaker.tools.fusion.network import Examples

_ENOUGH = 150
"""With fewer moments to learn from, the fusion is not learned."""
_MOST = 4_000
"""At most so many moments are learned from."""
_OTHERS = 40
"""Items not taken, drawn alike from all, for each that was taken."""
_JUDGED = 500
"""At most so many moments are ranked among all items to judge the network."""
_FORETOLD = 5
"""So many of each shopper's last purchases, at most, are what is learned from."""


def learn(
    purchases: Purchases,
    items: Sequence[Item],
    recommenders: Recommenders,
    vectors: Vectors,
    seed: int = 0,
) -> tuple[Signals, Ranker]:
    """Learn the fusion from each shopper's last purchases, with recommenders that do not know them yet.

    The signals returned know all purchases.
    """
    ids = [item.id for item in items]
    known, moments = last_moments(purchases, ids, _FORETOLD)
    parts = [(replace(part), weight) for part, weight in recommenders.served.parts]
    served = Blend(parts=parts).fit(known, ids)
    categories = {item.id: item.categories for item in items}
    together = Together.fit(known, ids, categories)
    ranker = _fitted(Signals.fit(known, items, served, vectors, together, seed), moments, seed)
    signals = Signals.fit(purchases, items, recommenders.served, vectors, recommenders.together, seed)
    return signals, ranker


def _fitted(signals: Signals, moments: Sequence[Moment], seed: int) -> Ranker:
    """Learned from moments that nothing in the signals was learned from."""
    moments = _part(moments, _MOST, seed)
    late = {moment.user: place for place, moment in enumerate(moments)}
    held = np.array(sorted(late.values()), np.intp)
    early = np.setdiff1d(np.arange(len(moments)), held)
    if len(early) < _ENOUGH:
        why = f"{len(moments)} purchases to learn the fusion from, {_ENOUGH} are needed: ranks are fused"
        return Ranker((), {}, {"moments": len(moments), "note": why})
    from tastemaker.tools.fusion.network import train

    sources, examples = _examples(signals, moments, seed)
    names = list(dict.fromkeys(sources))
    owner = [names.index(name) for name in sources]
    # It begins with what the served recommender says, and learns what to add to it.
    start = np.zeros(len(sources), np.float32)
    start[sources.index("served") + 1] = 1.0
    items = (signals.vectors.texts, signals.vectors.looks)
    judged = Ranker(names, train(owner, start, items, examples.part(early), seed), {})
    figures = _judged(judged, signals, [moments[place] for place in held], examples.rows[held])
    report = {"moments": len(early), "held_out": len(held), **figures}
    return Ranker(names, train(owner, start, items, examples, seed), report)


def _judged(ranker: Ranker, signals: Signals, moments: Sequence[Moment], rows: Rows) -> dict[str, float]:
    """How well moments are foretold that were not learned from: loss, accuracy, AUC and NDCG."""
    plain, row = Ranker((), {}, {}), {id: place for place, id in enumerate(signals.ids)}
    ranks: dict[str, list[float]] = {"learned": [], "ranks": []}
    chances = []
    histories = [moment.before for moment in moments[:_JUDGED]]
    told = signals.moments(histories, [moment.time for moment in moments[:_JUDGED]])
    for moment, sample, said in zip(moments, rows, told, strict=False):
        seen = [row[item] for item in taste(moment.before) if item in row]
        fused = {
            "learned": ranker.fused(signals, said, moment.before, moment.time).scores,
            "ranks": plain.fused(signals, said, moment.before, moment.time).scores,
        }
        chances.append(fused["learned"][sample])
        for name, scores in fused.items():
            wanted, left = scores[row[moment.item]], np.delete(scores, seen)
            ranks[name].append(float((left > wanted).sum() + ((left == wanted).sum() - 1) / 2))
    taken, other = np.split(np.clip(np.array(chances, np.float64), 1e-9, 1 - 1e-9), [1], axis=1)
    # An item counts as taken from the chance on at which as many would be as were.
    border = np.quantile(chances, 1 - 1 / rows.shape[1])
    figures = {
        "loss": -(np.log(taken).sum() + np.log1p(-other).sum()) / len(chances),
        "accuracy": ((taken >= border).mean() + (other < border).mean()) / 2,
        "auc": (taken > other).mean() + (taken == other).mean() / 2,
        "ndcg@10": ndcg(ranks["learned"]).mean(),
        "ndcg@10 of fused ranks": ndcg(ranks["ranks"]).mean(),
    }
    return {name: round(float(value), 4) for name, value in figures.items()}


def _examples(signals: Signals, moments: Sequence[Moment], seed: int) -> "tuple[list[str], Examples]":
    """The source of each signal, and for each moment what was taken and `_OTHERS` that were not."""
    from tastemaker.tools.fusion.network import Examples

    chance = np.random.default_rng(seed)
    row = {id: place for place, id in enumerate(signals.ids)}
    sources: list[str] = []
    rows, said = [], []
    told = signals.moments([moment.before for moment in moments], [moment.time for moment in moments])
    for moment, by_source in zip(moments, told, strict=True):
        sources = [name for name, each in by_source.items() for _ in range(each.shape[-1])]
        seen = {row[item] for item in taste(moment.before) if item in row} | {row[moment.item]}
        others = _others(len(signals.ids), seen, chance)
        rows.append(np.array([row[moment.item], *others]))
        said.append(np.concatenate([each[rows[-1]] for each in by_source.values()], axis=-1))
    histories = [moment.before for moment in moments]
    return sources, Examples(
        np.stack(rows),
        np.stack(said),
        known_of(histories, [moment.time for moment in moments]),
        signals.interests(histories),
    )


def _others(items: int, seen: set[int], chance: np.random.Generator) -> Rows:
    """Rows that were not taken; of a shopper who took everything, any."""
    open_to = np.setdiff1d(np.arange(items), np.fromiter(seen, np.intp))
    return chance.choice(open_to if len(open_to) else items, _OTHERS)


def _part(moments: Sequence[Moment], most: int, seed: int) -> list[Moment]:
    if len(moments) <= most:
        return list(moments)
    chosen = np.random.default_rng(seed).choice(len(moments), most, replace=False)
    return [moments[place] for place in np.sort(chosen)]
