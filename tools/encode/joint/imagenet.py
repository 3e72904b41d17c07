"""What a picture network knows before it sees a catalogue: the kinds of things it was trained to tell apart.

A picture is put where the names of the kinds lie that the network takes it for, each as near as it is sure of
it (Norouzi et al., "Zero-Shot Learning by Convex Combination of Semantic Embeddings", 2014). So words find
pictures, and pictures texts, of things that the catalogue's own pairs do not show.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_LENGTH = 14.0
"""The usual length of a picture's features, which the unit vectors have lost."""
_DOUBT = 1.5
"""Above 1, a picture is less surely of one kind only: products are not what the network was trained on."""


@cache
def imagenet_names() -> tuple[str, ...]:
    """The thousand kinds of ILSVRC 2012 in their order, by the first of their WordNet names."""
    return tuple(json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Kinds:
    """The last layer of a picture network, and where the name of each kind lies in the text space."""

    layer: FloatArray
    """[p, n]; of no columns when the network knows none."""
    bias: FloatArray
    """[n]"""
    names: FloatArray
    """[n, d], without their mean: what all names share would draw all pictures to it."""

    @classmethod
    def of(cls, layer: FloatArray, bias: FloatArray, names: FloatArray) -> Self:
        """The kinds from the vectors of their names as a text encoder gives them."""
        return cls(layer, bias, np.asarray(names - names.mean(axis=0), np.float32))

    @classmethod
    def none(cls, pictures: int, texts: int) -> Self:
        """For a network that knows no kinds by name."""
        return cls(
            np.zeros((pictures, 0), np.float32), np.zeros(0, np.float32), np.zeros((0, texts), np.float32)
        )

    def __bool__(self) -> bool:
        return bool(len(self.bias))

    def picture_to_text(self, pictures: FloatArray) -> FloatArray:
        """Maps unit vectors of pictures [m, p] to unit vectors of the text space [m, d]."""
        if not self:
            return np.zeros((len(pictures), self.names.shape[1]), np.float32)
        logits = (_LENGTH * pictures @ self.layer + self.bias) / _DOUBT
        sure = np.exp(logits - logits.max(axis=1, keepdims=True))
        mapped = sure @ self.names
        lengths = np.linalg.norm(mapped, axis=1, keepdims=True)
        return np.asarray(mapped / np.maximum(lengths, 1e-9), np.float32)
