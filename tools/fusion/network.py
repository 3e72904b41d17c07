"""The network that learns how much each source of signals says: a sum, so that each part of a score is known.

Each source has a small network of its own over its signals (a generalised additive model with neural shapes:
Agarwal et al., "Neural Additive Models", 2021), weighed by a gate that depends on how much is known of the
shopper. Two branches join in: what the shopper took lately against an item's text, and against its picture,
each in a space that is learnt. The sum goes through a sigmoid and is trained by binary cross-entropy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from tastemaker.tools.encode.hardware.card import device
from tastemaker.tools.recommend.recommender import FloatArray, Rows

_HIDDEN = 8
"""Units of each source's own network."""
_RANK = 16
"""Dimensions of the space in which a branch compares."""
_BATCH = 128
_EPOCHS = 8
_RATE = 0.01
_BENT, _BRANCH = 0.01, 0.1
"""What the squares of the weights cost that bend what a source says, and those of a branch."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Moments, for each the item that was taken (first) and some that were not."""

    rows: Rows
    """[moments, items]."""
    signals: FloatArray
    """[moments, items, signals]."""
    known: FloatArray
    """What is known of the shopper [moments, 2]: see `rank`."""
    interests: tuple[FloatArray, FloatArray]
    """In text and in pictures [moments, dimensions]."""

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, chosen: npt.NDArray[np.intp]) -> "Examples":
        """Some of the moments."""
        texts, looks = self.interests
        return Examples(
            self.rows[chosen], self.signals[chosen], self.known[chosen], (texts[chosen], looks[chosen])
        )


class Network(torch.nn.Module):
    """Logits of examples; `owner` names the source of each signal by its number, `start` its weight."""

    def __init__(
        self,
        owner: Sequence[int],
        start: FloatArray,
        items: tuple[FloatArray, FloatArray],
        examples: Examples,
    ) -> None:
        super().__init__()
        self.mean: torch.Tensor
        self.spread: torch.Tensor
        self.usual: torch.Tensor
        self.range: torch.Tensor
        self.own: torch.Tensor
        self.member: torch.Tensor
        sources = max(owner) + 1
        flat = examples.signals.reshape(-1, len(owner))
        self.register_buffer("mean", torch.tensor(flat.mean(axis=0)))
        self.register_buffer("spread", torch.tensor(_spread(flat)))
        self.register_buffer("usual", torch.tensor(examples.known.mean(axis=0)))
        self.register_buffer("range", torch.tensor(_spread(examples.known)))
        units = np.repeat(np.arange(sources), _HIDDEN)
        self.register_buffer("own", torch.tensor(np.array(owner)[:, None] == units[None, :]).float())
        self.register_buffer("member", torch.tensor(np.array(owner)[:, None] == np.arange(sources)).float())
        self.into = torch.nn.Parameter(torch.randn(len(owner), len(units)) * 0.5)
        self.shift = torch.nn.Parameter(torch.zeros(len(units)))
        self.out = torch.nn.Parameter(torch.randn(len(units)) * 0.1)
        self.straight = torch.nn.Parameter(torch.tensor(start))
        self.gates = torch.nn.Parameter(torch.zeros(examples.known.shape[1], sources))
        self.gate = torch.nn.Parameter(torch.zeros(sources))
        self.bias = torch.nn.Parameter(torch.tensor(-4.0))
        for place, vectors in enumerate(items):
            self.register_buffer(f"items{place}", torch.tensor(vectors), persistent=False)
        self.shopper_side = torch.nn.ParameterList(_projection(vectors) for vectors in items)
        self.item_side = torch.nn.ParameterList(_projection(vectors) for vectors in items)

    def cost(self) -> torch.Tensor:
        """Holds back all but the straight weights: few purchases teach little more than those."""
        bent = [self.into * self.own, self.out, self.gates, self.gate]
        branch = [*self.shopper_side, *self.item_side]
        return _BENT * _squares(bent) + _BRANCH * _squares(branch)

    def forward(self, examples: Examples) -> torch.Tensor:
        signals = (self._here(examples.signals) - self.mean) / self.spread
        hidden = torch.relu(signals @ (self.into * self.own) + self.shift) * self.out
        shapes = hidden.reshape(*hidden.shape[:-1], -1, _HIDDEN).sum(dim=-1)
        shapes = shapes + (signals * self.straight) @ self.member
        known = (self._here(examples.known) - self.usual) / self.range
        gates = 2 * torch.sigmoid(known @ self.gates + self.gate)
        logits = self.bias + (shapes * gates[:, None, :]).sum(dim=-1)
        rows = self._here(examples.rows)
        for place, interest in enumerate(examples.interests):
            if interest.shape[1]:
                wanted = self._here(interest) @ self.shopper_side[place]
                offered = (self.get_buffer(f"items{place}") @ self.item_side[place])[rows]
                logits = logits + (offered @ wanted[:, :, None]).squeeze(-1)
        return logits

    def _here(self, array: npt.NDArray[Any]) -> torch.Tensor:
        """An array where the network is: on the processors or on a card."""
        return torch.tensor(array, device=self.bias.device)


def train(
    owner: Sequence[int],
    start: FloatArray,
    items: tuple[FloatArray, FloatArray],
    examples: Examples,
    seed: int,
) -> Mapping[str, FloatArray]:
    """The arrays of a network trained on the examples, named as in `Network`.

    It is trained on the card where torch can use one; what chance decides is drawn on the processors, so that
    both give the same network but for rounding.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # so that the same purchases give the same network
    try:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            network = Network(owner, start, items, examples).to(device())
            _descend(network, examples)
    finally:
        torch.set_num_threads(threads)
    arrays = {
        name: value.detach().cpu().numpy().astype(np.float32) for name, value in network.state_dict().items()
    }
    arrays["into"] *= arrays.pop("own")
    return arrays


def _descend(network: Network, examples: Examples) -> None:
    steps = _EPOCHS * -(-len(examples) // _BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for _ in range(_EPOCHS):
        order = torch.randperm(len(examples)).numpy()
        for start in range(0, len(order), _BATCH):
            batch = examples.part(order[start : start + _BATCH])
            logits = network(batch)
            taken = torch.zeros_like(logits)
            taken[:, 0] = 1
            loss = functional.binary_cross_entropy_with_logits(logits, taken, reduction="sum") / len(batch)
            loss = loss + network.cost()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()


def _spread(values: FloatArray) -> FloatArray:
    """The standard deviation of each column; 1 for one that hardly varies, which would else be blown up."""
    spread = values.std(axis=0)
    return np.where(spread > 1e-3, spread, 1).astype(np.float32)


def _squares(weights: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.stack([(part**2).sum() for part in weights]).sum()


def _projection(vectors: FloatArray) -> torch.nn.Parameter:
    """A random start: small, so that a branch speaks only when it has learnt something."""
    return torch.nn.Parameter(torch.randn(vectors.shape[1], _RANK) * 0.05)
