"""One space for texts and pictures, z = W x + V y.

Three maps share in it, each as much as it finds on held-out items: ridge regression of the texts from the
pictures, the kinds that the picture network knows by name, and a pair of maps learned by contrast. The first
two lead into the space of the text encoder, the third into one of its own; z holds both, side by side.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from tastemaker.tools.encode.encoders import FloatArray, unit
from tastemaker.tools.encode.joint.contrast import Contrast
from tastemaker.tools.encode.joint.exam import IntArray, PairExam, best_shares, mean, recalls
from tastemaker.tools.encode.joint.imagenet import Kinds
from tastemaker.tools.encode.joint.ridge import STRENGTHS, Ridge
from tastemaker.tools.errors import NotBuilt

_FEWEST = 20  # items with a picture; below that the held-out part says nothing
_MOST = 50_000  # pairs that are learned from; more take time and change little
_FOLDS, _IN_FOLDS = 5, 300  # so few items are held out in turn, of more a fifth once
_PICTURE = 0.3  # a picture tints the meaning of an item, it does not replace it
_PARTS = ("ridge", "kinds", "contrast")


@dataclass(frozen=True)
class Representation:
    """Maps texts and pictures into one space and gives items their vector."""

    centre: FloatArray
    """The mean picture, [p]."""
    matrix: FloatArray
    """The regression, [p, d]; of no rows when there was too little to learn from."""
    kinds: Kinds
    contrast: Contrast
    shares: tuple[float, float, float]
    """Of the regression, the kinds and the contrast; together 1, or 0 where words do not find pictures."""
    report: Mapping[str, Any]
    """Pairs learned from, loss, and recall both ways on held-out items; or why nothing was learned."""

    @classmethod
    def fit(
        cls, texts: FloatArray, pictures: FloatArray, rows_of_pictures: IntArray, kinds: Kinds | None = None
    ) -> Self:
        """Learns from texts [n, d], pictures [m, p] and the text's row of each picture [m]."""
        rows = np.asarray(rows_of_pictures, np.int64)
        kinds = kinds or Kinds.none(pictures.shape[1], texts.shape[1])
        items = np.unique(rows)
        if len(items) < _FEWEST:
            return cls._unlearned(kinds, len(items), pictures.shape[1], texts.shape[1])
        chance = np.random.default_rng(0)
        if len(rows) > _MOST:
            kept = np.sort(chance.choice(len(rows), _MOST, replace=False))
            pictures, rows = pictures[kept], rows[kept]
            items = np.unique(rows)
        folds = np.array_split(chance.permutation(items), _FOLDS)
        exams = [
            PairExam.sit(texts, pictures, rows, held_out, kinds)
            for held_out in (folds if len(items) <= _IN_FOLDS else folds[:1])
        ]
        strength = max(
            STRENGTHS, key=lambda strength: mean(exam.ranks(strength, (1, 0, 0)) for exam in exams)
        )
        shares = best_shares(exams, strength, bool(kinds))
        judged = np.flatnonzero(np.isin(rows, folds[0]))
        contrast, learning = Contrast.fit(texts, pictures, rows, judged)
        whole = Ridge(pictures, texts[rows])
        report = {
            "pairs": len(rows),
            "items": len(items),
            "held_out": sum(len(exam.items) for exam in exams),
            "strength": strength,
            "shares": dict(zip(_PARTS, shares, strict=True)),
            **learning,
            **recalls(exams, strength, shares),
        }
        return cls(whole.centre, whole.matrix(strength), kinds, contrast, shares, report)

    @classmethod
    def _unlearned(cls, kinds: Kinds, items: int, pictures: int, texts: int) -> Self:
        note = f"{items} items have a picture, {_FEWEST} are needed: " + (
            "words find only pictures of kinds that the network knows"
            if kinds
            else "words do not find pictures"
        )
        shares = (0.0, float(bool(kinds)), 0.0)
        nothing = np.zeros(pictures, np.float32), np.zeros((0, texts), np.float32)
        return cls(*nothing, kinds, Contrast.none(pictures, texts), shares, {"pairs": 0, "note": note})

    def __bool__(self) -> bool:
        """Whether words find pictures at all."""
        return sum(self.shares) > 0

    def picture_to_text(self, pictures: FloatArray) -> FloatArray:
        """Maps pictures [m, p] to unit vectors [m, d] of the text encoder's space; to zeros if it cannot."""
        ridge, kinds, contrast = self.shares
        if not ridge + kinds:  # then the regression has to do, if there is one
            ridge = 1.0
        regressed = unit((pictures - self.centre) @ self.matrix) if len(self.matrix) else 0.0
        return unit(ridge * regressed + kinds * self.kinds.picture_to_text(pictures))

    def pictures(self, pictures: FloatArray) -> FloatArray:
        """V: pictures [m, p] as unit vectors of the joint space [m, k]; zeros if nothing is known."""
        contrast = self.shares[2]
        return _beside(self.picture_to_text(pictures), self.contrast.pictures(pictures), contrast)

    def texts(self, texts: FloatArray) -> FloatArray:
        """W: texts [n, d] as unit vectors of the joint space [n, k]."""
        return _beside(texts, self.contrast.texts(texts), self.shares[2])

    def items(self, texts: FloatArray, pictures: FloatArray, rows_of_pictures: IntArray) -> FloatArray:
        """Returns z of each text, [n, k] of unit length; several pictures of an item are averaged."""
        told = self.texts(texts)
        looks = np.zeros_like(told)
        if len(pictures) and self:
            np.add.at(looks, np.asarray(rows_of_pictures, np.int64), self.pictures(pictures))
        return unit((1 - _PICTURE) * told + _PICTURE * unit(looks))

    def save(self, path: Path) -> None:
        arrays = {f"kinds.{name}": value for name, value in vars(self.kinds).items()}
        arrays |= {f"contrast.{name}": value for name, value in vars(self.contrast).items()}
        report = np.array(json.dumps(dict(self.report)))
        with path.open("wb") as file:
            np.savez(
                file, centre=self.centre, matrix=self.matrix, shares=self.shares, report=report, **arrays
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote; raises NotBuilt when it cannot be read."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                parts: dict[str, dict[str, FloatArray]] = {"kinds": {}, "contrast": {}}
                for name in kept.files:
                    part, _, field = name.partition(".")
                    if field:
                        parts[part][field] = kept[name]
                shares = kept["shares"].tolist()
                return cls(
                    kept["centre"],
                    kept["matrix"],
                    Kinds(**parts["kinds"]),
                    Contrast(**parts["contrast"]),
                    (shares[0], shares[1], shares[2]),
                    json.loads(str(kept["report"])),
                )
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise NotBuilt(f"{path} cannot be read; run `tastemaker ingest FOLDER` again") from error


def _beside(one: FloatArray, other: FloatArray, share: float) -> FloatArray:
    """Vectors whose products are the weighted mean of those of both."""
    if not share:
        return np.asarray(one, np.float32)
    return np.concatenate([(1 - share) ** 0.5 * one, share**0.5 * other], axis=1)
