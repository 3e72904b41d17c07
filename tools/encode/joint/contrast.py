"""Two maps into one space, for texts and for pictures, under which what belongs together is near.

Symmetric contrastive learning with in-batch negatives (Radford et al., "Learning Transferable Visual Models
From Natural Language Supervision", 2021), on the catalogue's own pairs, over encoders that stay as they are.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.encoders import FloatArray, unit

IntArray = npt.NDArray[np.int64]

_WIDTH, _SPACE = 256, 128
_BATCH = 512
_MOST_EPOCHS, _PATIENCE = 30, 3
_STEPS = 4000
"""As many steps at most, whatever the number of pairs."""


@dataclass(frozen=True)
class Contrast:
    """W for texts and V for pictures, as arrays; of no columns before anything was learned."""

    text: FloatArray
    """W, [d, k]."""
    first: FloatArray
    """[p, h], the first layer of V, with `bias` [h] and `centre` [p] of the pictures."""
    bias: FloatArray
    second: FloatArray
    """[h, k]"""
    centre: FloatArray

    @classmethod
    def none(cls, pictures: int, texts: int) -> Self:
        """Maps of no columns."""
        zeros = (np.zeros(shape, np.float32) for shape in ((texts, 0), (pictures, 0), 0, (0, 0), pictures))
        return cls(*zeros)

    @classmethod
    def fit(
        cls, texts: FloatArray, pictures: FloatArray, rows: IntArray, judged: IntArray, seed: int = 0
    ) -> tuple[Self, dict[str, Any]]:
        """Learns from the pairs whose place is not among `judged`, and stops when those no longer improve.

        Texts are [n, d], pictures [m, p], the text's row of each picture [m]. Also returns a report: the loss
        before and after, and the number of epochs.
        """
        import torch
        from torch.nn import functional

        torch.manual_seed(seed)
        chance = np.random.default_rng(seed)
        items, rows = np.unique(rows, return_inverse=True)  # of a million texts, only those with a picture
        learned = np.setdiff1d(np.arange(len(rows)), judged)
        centre = pictures[learned].mean(axis=0)
        scale = float(1 / max(np.linalg.norm(pictures[learned] - centre, axis=1).mean(), 1e-9))
        x = torch.from_numpy(np.asarray((pictures - centre) * scale, np.float32))
        y = torch.from_numpy(np.asarray(texts[items], np.float32))
        picture = torch.nn.Sequential(
            torch.nn.Dropout(0.3),
            torch.nn.Linear(x.shape[1], _WIDTH),
            torch.nn.ReLU(),
            torch.nn.Linear(_WIDTH, _SPACE, bias=False),
        )
        text = torch.nn.Linear(y.shape[1], _SPACE, bias=False)
        sharpness = torch.nn.Parameter(torch.tensor(np.log(10.0), dtype=torch.float32))
        parameters = [*picture.parameters(), *text.parameters(), sharpness]
        optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.01)

        def loss(places: IntArray) -> Any:
            own = torch.from_numpy(rows[places])
            seen = functional.normalize(picture(x[torch.from_numpy(places)]), dim=1)
            told = functional.normalize(text(y[own]), dim=1)
            likeness = sharpness.exp().clamp(max=50) * seen @ told.T
            # Two pictures of one item are no negatives of each other's text.
            same = own[:, None] == own[None, :]
            likeness = likeness.masked_fill(same & ~torch.eye(len(own), dtype=torch.bool), -1e4)
            right = torch.arange(len(own))
            return (
                functional.cross_entropy(likeness, right) + functional.cross_entropy(likeness.T, right)
            ) / 2

        def judge() -> float:
            picture.eval()
            with torch.no_grad():
                losses = [float(loss(part)) * len(part) for part in _parts(judged)]
            picture.train()
            return sum(losses) / max(len(judged), 1)

        before = best = judge()
        kept = [parameter.detach().clone() for parameter in parameters]
        epochs = waited = steps = 0
        while epochs < _MOST_EPOCHS and waited < _PATIENCE and steps < _STEPS:
            epochs += 1
            for part in _parts(chance.permutation(learned)):
                if len(part) > 1:
                    optimizer.zero_grad()
                    loss(part).backward()
                    optimizer.step()
                    steps += 1
            now = judge()
            waited += 1
            if now < best:
                best, waited = now, 0
                kept = [parameter.detach().clone() for parameter in parameters]
        first, bias, second, w = (parameter.numpy() for parameter in kept[:4])
        report = {"loss": round(best, 4), "loss_untrained": round(before, 4), "epochs": epochs - waited}
        return cls(
            w.T.copy(),
            np.asarray(first * scale, np.float32).T.copy(),
            bias,
            second.T.copy(),
            np.asarray(centre, np.float32),
        ), report

    def __bool__(self) -> bool:
        return bool(self.text.shape[1])

    def texts(self, vectors: FloatArray) -> FloatArray:
        """Maps texts [n, d] to unit vectors [n, k]."""
        return unit(vectors @ self.text)

    def pictures(self, vectors: FloatArray) -> FloatArray:
        """Maps pictures [m, p] to unit vectors [m, k]."""
        return unit(np.maximum((vectors - self.centre) @ self.first + self.bias, 0) @ self.second)


def _parts(places: IntArray) -> list[IntArray]:
    return [places[start : start + _BATCH] for start in range(0, len(places), _BATCH)]
