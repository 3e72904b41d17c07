"""The learned fusion: a shopper's own ranking of items, in which every part of a score is known.

A network (`tools/fusion/network.py`) is trained on what shoppers took beside what they did not, and is
applied here without torch. With too little to learn from, reciprocal ranks are fused instead.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from tastemaker.tools.catalogue.purchases import Interaction
from tastemaker.tools.fusion.fuse import Kind
from tastemaker.tools.fusion.signals import Said, Signals
from tastemaker.tools.recommend.recommender import FloatArray

if TYPE_CHECKING:
    pass

_CONSTANT = 60
"""In reciprocal-rank fusion (Cormack, Clarke and Büttcher 2009)."""
_PLAIN = ("served", "text", "popularity")
"""The sources whose ranks are fused when nothing was learned."""


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
        known = (known_of([history], [now]) - arrays["usual"]) / arrays["range"]
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


def known_of(histories: Sequence[Sequence[Interaction]], times: Sequence[float]) -> FloatArray:
    """How much is known of each shopper, and how many days ago they were here [shoppers, 2]."""
    sizes = [
        [len(history), (now - history[-1].time) / 86_400 if history else 0.0]
        for history, now in zip(histories, times, strict=True)
    ]
    return np.log1p(np.maximum(np.array(sizes, np.float32).reshape(-1, 2), 0))


def _sigmoid(logits: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
