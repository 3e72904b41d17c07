"""A sequence model: the latest item asks those before it, by order and time, what the shopper wants next.

One layer of self-attention over the latest items (Kang and McAuley, "Self-Attentive Sequential
Recommendation", 2018) that knows places and intervals (Li, Wang and McAuley, "Time Interval Aware
Self-Attention", 2020). Nothing bends after the attention: a score is a sum over the items of a history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.purchases import Purchases, taste
from tastemaker.tools.recommend.recommender import (
    Arrays,
    FloatArray,
    History,
    Recommender,
    Rows,
    strongest_first,
)

if TYPE_CHECKING:
    import torch

_DAY = 86_400.0
_BATCH = 256
_STEPS = 1_500
"""At most so many batches are learned from, however many purchases there are."""
_VECTORS = ("key", "query", "value", "out")


@dataclass(eq=False, kw_only=True)
class Attention(Recommender):
    """Attention of the latest item over those before it, trained with torch to foretell the next."""

    name = "attention"

    factors: int = 48
    latest: int = 30
    """So many of the last items of a history are looked at."""
    epochs: int = 6
    rate: float = 0.01
    dropout: float = 0.5
    decay: float = 0.1
    seed: int = 0

    def batch(self, histories: Sequence[History]) -> FloatArray:
        spoken = [self._spoken(history)[1].sum(axis=0) for history in histories]
        shoppers = np.stack(spoken) if spoken else np.empty((0, self.factors), np.float32)
        scores: FloatArray = shoppers @ self._weights["out"].T
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, spoken = self._spoken(history)
        return strongest_first(items, spoken @ self._weights["out"][self._row[item]])

    def _spoken(self, history: History) -> tuple[list[str], FloatArray]:
        """The latest items, and what each adds to the shopper's vector [items, factors]."""
        items, rows, counts = self._known(history)
        items, rows, counts = items[-self.latest :], rows[-self.latest :], counts[-self.latest :]
        if not items:
            return [], np.zeros((0, self.factors), np.float32)
        weights = self._weights
        logits = weights["key"][rows] @ weights["query"][rows[-1]] + weights["bias"][rows]
        logits += weights["place"][-len(rows) :] + weights["time"] * _ago(_times(history, items))
        attention = np.exp(logits - logits.max())
        attention *= counts / attention.sum()
        return items, np.asarray(attention[:, None] * weights["value"][rows], np.float32)

    def _fit(self, purchases: Purchases) -> None:
        found = []
        for user in purchases.users:
            history = taste(purchases.of(user))
            items, rows, counts = self._known(history)
            found.append(_moments(rows[counts > 0], _times(history, items)[counts > 0], self.latest))
        found.append(_moments(np.empty(0, np.intp), np.empty(0), self.latest))
        windows, ago, targets = zip(*found, strict=True)
        self._learn(np.concatenate(windows), np.concatenate(ago), np.concatenate(targets))

    def _learn(self, windows: Rows, ago: FloatArray, targets: Rows) -> None:
        """From rows [moments, latest], -1 where there is none, how long ago, and the row that followed."""
        warm = np.unique(np.concatenate([windows.ravel(), targets, [-1]]).astype(np.intp))[1:]
        column = np.full(len(self.ids) + 1, -1)
        column[warm] = np.arange(len(warm))
        sizes = {**{name: (self.factors,) for name in _VECTORS}, "bias": ()}
        self._weights = {name: np.zeros((len(self.ids), *size), np.float32) for name, size in sizes.items()}
        self._weights |= {"place": np.zeros(self.latest, np.float32), "time": np.zeros(1, np.float32)}
        if len(targets):
            learned = _trained(self, len(warm), column[windows], ago, column[targets])
            for name, values in learned.items():
                if name in sizes:
                    self._weights[name][warm] = values
                else:
                    self._weights[name] = values

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return self._weights

    def _restore(self, arrays: Arrays) -> None:
        self._weights = dict(arrays)


def _times(history: History, items: Sequence[str]) -> npt.NDArray[np.float64]:
    """When each item was last dealt with; all at once where that is not known."""
    times = getattr(history, "times", {})
    return np.array([times.get(item, 0.0) for item in items], np.float64)


def _ago(times: npt.NDArray[np.float64]) -> FloatArray:
    """Days before the last of these, as a logarithm."""
    return np.log1p(np.maximum(times[..., -1:] - times, 0) / _DAY).astype(np.float32)


def _moments(rows: Rows, times: npt.NDArray[np.float64], latest: int) -> tuple[Rows, FloatArray, Rows]:
    """For each item of a history but the first: the rows before it, how long before, and its own row."""
    places = np.arange(1, len(rows))[:, None] - np.arange(latest, 0, -1)
    there = places >= 0
    windows = np.where(there, rows[places * there], -1) if len(places) else np.empty((0, latest), np.intp)
    ago = _ago(times[places * there]) if len(places) else np.empty((0, latest), np.float32)
    return windows, ago, rows[1:]


def _trained(
    model: Attention, items: int, windows: Rows, ago: FloatArray, targets: Rows
) -> Mapping[str, Any]:
    """The weights that best foretell the targets (columns of the items that were taken)."""
    import torch
    from torch.nn import functional

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # so that the same purchases give the same model
    try:
        with torch.random.fork_rng():
            torch.manual_seed(model.seed)
            weights = {name: torch.randn(items, model.factors) * 0.1 for name in _VECTORS}
            weights |= {
                "bias": torch.zeros(items),
                "place": torch.zeros(model.latest),
                "time": torch.zeros(1),
            }
            weights = {name: torch.nn.Parameter(start) for name, start in weights.items()}
            steps = min(_STEPS, model.epochs * -(-len(targets) // _BATCH))
            descent = torch.optim.AdamW(weights.values(), model.rate, weight_decay=model.decay)
            schedule = torch.optim.lr_scheduler.OneCycleLR(descent, model.rate, total_steps=steps)
            order = torch.empty(0, dtype=torch.long)
            for _ in range(steps):
                order = order if len(order) else torch.randperm(len(targets))
                batch, order = order[:_BATCH].numpy(), order[_BATCH:]
                wanted = _wanted(weights, torch.tensor(windows[batch]), torch.tensor(ago[batch]))
                scores = functional.dropout(wanted, model.dropout) @ weights["out"].T
                descent.zero_grad()
                loss = functional.cross_entropy(scores, torch.tensor(targets[batch]))
                loss.backward()  # type: ignore[no-untyped-call]
                descent.step()
                schedule.step()
    finally:
        torch.set_num_threads(threads)
    return {name: weight.detach().numpy() for name, weight in weights.items()}


def _wanted(weights: "Mapping[str, torch.Tensor]", windows: "torch.Tensor", ago: "torch.Tensor") -> Any:
    """The shoppers' vectors at these moments [moments, factors]."""
    seen, there = windows.clamp(min=0), windows >= 0
    logits = (weights["key"][seen] @ weights["query"][seen[:, -1]][..., None]).squeeze(-1)
    logits = logits + weights["bias"][seen] + weights["place"] + weights["time"] * ago
    attention = logits.masked_fill(~there, -1e9).softmax(dim=1)
    return (attention[..., None] * weights["value"][seen]).sum(dim=1)
