"""What each way from pictures to texts finds of items that it did not learn from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.encoders import FloatArray, unit
from tastemaker.tools.encode.joint.contrast import Contrast
from tastemaker.tools.encode.joint.imagenet import Kinds
from tastemaker.tools.encode.joint.ridge import STRENGTHS, Ridge

IntArray = npt.NDArray[np.int64]
_JUDGED = 1000  # held-out pictures that are ranked, so that the judging stays quick
_STEPS = 5  # shares are tried in fifths
_STOPPED_BY = 6  # of those learned from, one in so many says when the contrast has learned enough


@dataclass(frozen=True)
class PairExam:
    """What each part, learned without some items, makes of their pictures."""

    items: IntArray
    own: IntArray
    """For each picture, the place of its item among `items`."""
    texts: FloatArray
    regressed: Mapping[float, FloatArray]
    """By strength."""
    kinds: FloatArray
    seen: FloatArray
    """By the contrast's V, and `told` by its W."""
    told: FloatArray

    @classmethod
    def sit(
        cls, texts: FloatArray, pictures: FloatArray, rows: IntArray, held_out: IntArray, kinds: Kinds
    ) -> Self:
        out = np.isin(rows, held_out)
        asked = np.flatnonzero(out)[:_JUDGED]
        items, own = np.unique(rows[asked], return_inverse=True)
        ridge = Ridge(pictures[~out], texts[rows[~out]])
        mapped = {
            strength: unit((pictures[asked] - ridge.centre) @ ridge.matrix(strength))
            for strength in STRENGTHS
        }
        # The contrast stops early by others than those that it is judged by.
        left = np.unique(rows[~out])
        stopping = np.flatnonzero(np.isin(rows[~out], left[::_STOPPED_BY]))
        contrast, _ = Contrast.fit(texts, pictures[~out], rows[~out], stopping)
        return cls(
            items,
            own,
            texts[items],
            mapped,
            kinds.picture_to_text(pictures[asked]),
            contrast.pictures(pictures[asked]),
            contrast.texts(texts[items]),
        )

    def places(self, strength: float, shares: tuple[float, float, float]) -> tuple[IntArray, IntArray]:
        """The place of each picture's text among the texts, and of each text's best picture."""
        ridge, kinds, contrast = shares
        mapped = unit(ridge * self.regressed[strength] + kinds * self.kinds)
        likeness = (1 - contrast) * mapped @ self.texts.T + contrast * self.seen @ self.told.T
        mine = likeness[np.arange(len(self.own)), self.own]
        best = np.full(len(self.items), -np.inf, np.float32)
        np.maximum.at(best, self.own, mine)
        return (likeness > mine[:, None]).sum(axis=1), (likeness > best).sum(axis=0)

    def ranks(self, strength: float, shares: tuple[float, float, float]) -> FloatArray:
        """The reciprocal ranks, both ways."""
        return np.asarray(1 / (1 + np.concatenate(self.places(strength, shares))), np.float32)


def best_shares(exams: list[PairExam], strength: float, kinds: bool) -> tuple[float, float, float]:
    """The shares that find best; of those not clearly worse, the most even ones.

    Not clearly worse is within one standard error of the best (Breiman et al., "Classification and Regression
    Trees", 1984): few items say little, and an even mix is the safer bet.
    """
    found = {}
    for ridge, known in product(range(_STEPS + 1), range(_STEPS + 1 if kinds else 1)):
        if ridge + known <= _STEPS:
            shares = (ridge / _STEPS, known / _STEPS, (_STEPS - ridge - known) / _STEPS)
            found[shares] = np.concatenate([exam.ranks(strength, shares) for exam in exams])
    best = max(found.values(), key=lambda ranks: float(ranks.mean()))
    bar = float(best.mean() - best.std() / len(best) ** 0.5)
    return min(
        (shares for shares, ranks in found.items() if ranks.mean() >= bar),
        key=lambda shares: sum(share**2 for share in shares),
    )


def recalls(
    exams: list[PairExam], strength: float, shares: tuple[float, float, float]
) -> dict[str, dict[str, float]]:
    both = zip(*(exam.places(strength, shares) for exam in exams), strict=True)
    return {
        way: {f"recall@{k}": round(float((np.concatenate(places) < k).mean()), 4) for k in (1, 10)}
        for way, places in zip(("picture_to_text", "text_to_picture"), both, strict=True)
    }


def mean(parts: Iterator[FloatArray]) -> float:
    return float(np.concatenate(list(parts)).mean())
