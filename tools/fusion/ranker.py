"""The learned fusion: a shopper's own ranking of items, in which every part of a score is known.

A network (`tools/fusion/network.py`) is trained on what shoppers took beside what they did not, and is
applied here without torch. With too little to learn from, reciprocal ranks are fused instead.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases, taste
from tastemaker.tools.evaluate.metrics import ndcg
from tastemaker.tools.fusion.fuse import Kind
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.signals import Said, Signals
from tastemaker.tools.recommend.blend import Blend, Recommenders
from tastemaker.tools.recommend.holdout import Moment, last_moments
from tastemaker.tools.recommend.recommender import FloatArray, Rows
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
_CONSTANT = 60
"""In reciprocal-rank fusion (Cormack, Clarke and Büttcher 2009)."""
_PLAIN = ("served", "text", "popularity")
"""The sources whose ranks are fused when nothing was learned."""
_FORETOLD = 5
"""So many of each shopper's last purchases, at most, are what is learned from."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A score for each item, between 0 and 1, and what each kind of evidence adds to it."""

    scores: FloatArray
    shares: Mapping[Kind, FloatArray]
    """They sum to the scores."""


class Ranker:
    """Ranks all items for a shopper by what the signals say together."""

    def __init__(
        self, sources: Sequence[str], arrays: Mapping[str, FloatArray], report: Mapping[str, Any]
    ) -> None:
        self.sources, self._arrays, self.report = tuple(sources), dict(arrays), report
        """`report`: what was learned from, and how well it foretells a later time than that."""

    @classmethod
    def fit(cls, signals: Signals, moments: Sequence[Moment], seed: int = 0) -> Self:
        """Learn from moments that nothing in the signals was learned from."""
        moments = _part(moments, _MOST, seed)
        late = {moment.user: place for place, moment in enumerate(moments)}
        held = np.array(sorted(late.values()), np.intp)
        early = np.setdiff1d(np.arange(len(moments)), held)
        if len(early) < _ENOUGH:
            why = f"{len(moments)} purchases to learn the fusion from, {_ENOUGH} are needed: ranks are fused"
            return cls((), {}, {"moments": len(moments), "note": why})
        from tastemaker.tools.fusion.network import train

        sources, examples = _examples(signals, moments, seed)
        names = list(dict.fromkeys(sources))
        owner = [names.index(name) for name in sources]
        # It begins with what the served recommender says, and learns what to add to it.
        start = np.zeros(len(sources), np.float32)
        start[sources.index("served") + 1] = 1.0
        items = (signals.vectors.texts, signals.vectors.looks)
        judged = cls(names, train(owner, start, items, examples.part(early), seed), {})
        figures = judged._judge(signals, [moments[place] for place in held], examples.rows[held])
        report = {"moments": len(early), "held_out": len(held), **figures}
        return cls(names, train(owner, start, items, examples, seed), report)

    @property
    def learned(self) -> bool:
        """Whether there was enough to learn from."""
        return bool(self.sources)

    @property
    def summary(self) -> str:
        """What was learned, in a line; or why nothing was."""
        if note := self.report.get("note"):
            return str(note)
        return (
            "learned the fusion from {moments:,} purchases; of {held_out:,} later ones NDCG@10 {ndcg@10:.3f}"
            " (fused ranks {ndcg@10 of fused ranks:.3f}), AUC {auc:.3f}".format(**self.report)
        )

    def fuse(self, signals: Signals, history: Sequence[Interaction], now: float) -> Fused:
        """The scores of all items for a shopper at a time."""
        (said,) = signals.moments([history], [now])
        return self.fused(signals, said, history, now)

    def fused(self, signals: Signals, said: Said, history: Sequence[Interaction], now: float) -> Fused:
        """The scores of the items of which the signals are given; popularity for a stranger."""
        if not signals.knows(history):  # from strangers, nothing is learned
            popular = np.clip(said["popularity"][:, 0], 0, 1)
            return Fused(popular, {"popular": popular})
        if not self.learned:
            return reciprocal_ranks({name: said[name][:, 0] for name in _PLAIN if name in said})
        base, parts = self._parts(signals, said, history, now)
        total = base + sum(parts.values(), np.zeros(len(signals.ids), np.float32))
        chance = _sigmoid(total)
        # On the straight way from an item of which nothing is said to this one, each part grows alike: the
        # integrated gradients (Sundararajan, Taly and Yan 2017) are here known in closed form.
        away = np.where(np.abs(total - base) > 1e-6, total - base, 1.0)
        slope = np.where(np.abs(total - base) > 1e-6, (chance - _sigmoid(base)) / away, chance * (1 - chance))
        shares: dict[Kind, FloatArray] = {"popular": np.full(len(total), _sigmoid(base), np.float32)}
        for name, part in parts.items():
            kind = kind_of(name)
            shares[kind] = np.asarray(shares.get(kind, 0) + part * slope, np.float32)
        if "kin" in parts:  # of an item that nobody took, its kin are what puts it into its place
            kin = (parts["kin"] + parts["served"]) * slope
            fresh = np.where(signals.untaken, kin, 0).astype(np.float32)
            shares["history"], shares["new"] = shares["history"] - fresh, shares["new"] + fresh
        return Fused(sum(shares.values(), np.zeros(len(total), np.float32)), shares)

    def _parts(
        self, signals: Signals, said: Said, history: Sequence[Interaction], now: float
    ) -> tuple[np.float32, dict[str, FloatArray]]:
        """The logit of an item of which no source says anything, and what each source adds to each item's."""
        arrays = self._arrays
        member = arrays["member"].astype(bool)
        known = (_known([history], [now]) - arrays["usual"]) / arrays["range"]
        gates = 2 * _sigmoid(known @ arrays["gates"] + arrays["gate"])[0]
        hidden = arrays["into"].shape[1] // len(self.sources)
        base: np.float32 = np.float32(arrays["bias"])
        parts: dict[str, FloatArray] = {}
        for place, name in enumerate(self.sources):
            own, units = member[:, place], slice(place * hidden, (place + 1) * hidden)
            silent = np.zeros((1, int(own.sum())), np.float32)
            x = (np.concatenate([silent, said[name]]) - arrays["mean"][own]) / arrays["spread"][own]
            shape = (
                np.maximum(x @ arrays["into"][own, units] + arrays["shift"][units], 0) @ arrays["out"][units]
            )
            shape = gates[place] * (shape + x @ arrays["straight"][own])
            base = np.float32(base + shape[0])
            parts[name] = (shape[1:] - shape[0]).astype(np.float32)
        vectors = (signals.vectors.texts, signals.vectors.looks)
        for place, interest in enumerate(signals.interests([history])):
            name = ("text", "looks")[place]
            if name in parts:
                wanted = interest[0] @ arrays[f"shopper_side.{place}"]
                parts[name] = parts[name] + vectors[place] @ (arrays[f"item_side.{place}"] @ wanted)
        parts["new promise"] = signals.promised
        return base, parts

    def _judge(self, signals: Signals, moments: Sequence[Moment], rows: Rows) -> dict[str, float]:
        """How well moments are foretold that were not learned from: loss, accuracy, AUC and NDCG."""
        plain, row = type(self)((), {}, {}), {id: place for place, id in enumerate(signals.ids)}
        ranks: dict[str, list[float]] = {"learned": [], "ranks": []}
        chances = []
        histories = [moment.before for moment in moments[:_JUDGED]]
        told = signals.moments(histories, [moment.time for moment in moments[:_JUDGED]])
        for moment, sample, said in zip(moments, rows, told, strict=False):
            seen = [row[item] for item in taste(moment.before) if item in row]
            fused = {
                "learned": self.fused(signals, said, moment.before, moment.time).scores,
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

    def save(self, path: Path) -> None:
        """Write one .npz file."""
        about = json.dumps({"sources": self.sources, "report": dict(self.report)}).encode()
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, about=np.frombuffer(about, np.uint8), **self._arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(arrays.pop("about").tobytes())
        return cls(about["sources"], arrays, about["report"])


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
    ranker = Ranker.fit(Signals.fit(known, items, served, vectors, together, seed), moments, seed)
    signals = Signals.fit(purchases, items, recommenders.served, vectors, recommenders.together, seed)
    return signals, ranker


def kind_of(source: str) -> Kind:
    """The kind of evidence that a source of signals gives."""
    match source.split()[0]:
        case "text":
            return "meaning"
        case "traits":
            return "profile"
        case "popularity" | "lately" | "esteem":
            return "popular"
        case "named":
            return "together"
        case "looks" | "new" | "together" as kind:
            return kind
        case _:
            return "history"


def reciprocal_ranks(said: Mapping[str, FloatArray]) -> Fused:
    """Each kind of evidence adds 1 / (60 + rank), the best rank being 0; of several sources the mean.

    A source that says nothing of an item adds nothing. Scores are divided so that first by all would be 1.
    """
    kinds = [kind_of(name) for name in said]
    shares: dict[Kind, FloatArray] = {}
    for scores, kind in zip(said.values(), kinds, strict=True):
        order = np.argsort(-scores, kind="stable")
        ranks = np.empty(len(scores), np.float32)
        ranks[order] = np.arange(len(scores))
        share = np.where(scores > 0, _CONSTANT / (_CONSTANT + ranks), 0) / kinds.count(kind) / len(set(kinds))
        shares[kind] = np.asarray(shares.get(kind, 0) + share, np.float32)
    first = next(iter(said.values()))
    return Fused(sum(shares.values(), np.zeros(len(first), np.float32)), shares)


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
        _known(histories, [moment.time for moment in moments]),
        signals.interests(histories),
    )


def _others(items: int, seen: set[int], chance: np.random.Generator) -> Rows:
    """Rows that were not taken; of a shopper who took everything, any."""
    open_to = np.setdiff1d(np.arange(items), np.fromiter(seen, np.intp))
    return chance.choice(open_to if len(open_to) else items, _OTHERS)


def _known(histories: Sequence[Sequence[Interaction]], times: Sequence[float]) -> FloatArray:
    """How much is known of each shopper, and how many days ago they were here [shoppers, 2]."""
    sizes = [
        [len(history), (now - history[-1].time) / 86_400 if history else 0.0]
        for history, now in zip(histories, times, strict=True)
    ]
    return np.log1p(np.maximum(np.array(sizes, np.float32).reshape(-1, 2), 0))


def _part(moments: Sequence[Moment], most: int, seed: int) -> list[Moment]:
    if len(moments) <= most:
        return list(moments)
    chosen = np.random.default_rng(seed).choice(len(moments), most, replace=False)
    return [moments[place] for place in np.sort(chosen)]


def _sigmoid(logits: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
