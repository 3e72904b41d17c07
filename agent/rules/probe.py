"""Which tool a request asks for, as the language model knows it: a linear probe on its last layer's state.

A small model often names the wrong tool although its state, just before the name, holds the right one: a
linear classifier of that state, learned from labelled requests, reads it there (Alain and Bengio, 2016,
"Understanding intermediate layers using linear classifier probes", arXiv:1610.01644). It belongs to one model
file and one prompt. `python -m tastemaker.agent.evaluate.probe` learns it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tastemaker.prompts import prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FILE = Path(__file__).with_suffix(".npz")


@dataclass(frozen=True, slots=True)
class Probe:
    """A linear classifier of states, and what it belongs to."""

    tools: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    """(tools, width)"""
    bias: npt.NDArray[np.float32]
    """(tools,)"""
    model: str
    """The digest of the model file."""
    prompt: str
    """The id of the prompt before whose answer the state is taken."""

    def chances(self, state: npt.NDArray[np.float32]) -> dict[str, float]:
        """Gives the probability of every tool, of a state of (width,).

        >>> eye = np.eye(2, dtype=np.float32)
        >>> Probe(("search", "chat"), eye, np.zeros(2), "", "").chances(np.array([2.0, 0.0]))["search"] > 0.8
        True
        """
        scores = (self.weights @ state + self.bias).astype(np.float64)
        chances = np.exp(scores - scores.max())
        return dict(zip(self.tools, (chances / chances.sum()).tolist(), strict=True))

    def write(self, file: Path = FILE) -> None:
        """Write it to a file; half precision is as good here."""
        np.savez_compressed(
            file, tools=np.array(self.tools), weights=self.weights.astype(np.float16), bias=self.bias,
            model=np.array(self.model), prompt=np.array(self.prompt),
        )  # fmt: skip

    @classmethod
    def read(cls, file: Path = FILE) -> Probe:
        """Read one that was written."""
        with np.load(file, allow_pickle=False) as data:
            return cls(
                tuple(data["tools"].tolist()), data["weights"].astype(np.float32), data["bias"],
                str(data["model"]), str(data["prompt"]),
            )  # fmt: skip


def probe_of(model: BaseChatModel) -> Probe | None:
    """The probe that belongs to a model and the deciding prompt as it is; None when there is none."""
    digest = getattr(model, "digest", "")
    return _read(digest, prompt("decide").id) if digest else None


@cache
def _read(model: str, prompt_id: str) -> Probe | None:
    probe = Probe.read()
    return probe if (probe.model, probe.prompt) == (model, prompt_id) else None
