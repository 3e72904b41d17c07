"""Learns the probe of tools: `python -m tastemaker.agent.evaluate.probe REQUESTS.jsonl …`.

Requests marked `"split": "kept"` are not learned from. The model reads every request once, about a second
each on one core; some that were said before any list was shown it reads once more after one.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.agent.evaluate.requests import request_rows, view_of
from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.open import open_model
from tastemaker.agent.rules.decide import NAMES, before_tool
from tastemaker.agent.rules.probe import FILE, Probe
from tastemaker.agent.settings import load
from tastemaker.prompts import prompt

_PENALTY = 10.0
"""Of the squared weights, over standardised states: chosen by the share of right tools on files left out."""


_ANYWHERE = ("search", "for_you", "history", "remember", "forget", "chat")
"""What may be said with and without a list in front of the shopper."""
_EACH = 60


def after_lists(rows: Sequence[dict[str, Any]], seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yields requests that were written without a list once more, after the list of another request."""
    chance = random.Random(seed)
    lists = [row["shown"] for row in rows if row.get("shown")]
    for tool in _ANYWHERE:
        found = [row for row in rows if row["calls"] == [tool] and not row.get("shown")]
        for row in chance.sample(found, min(_EACH, len(found)) if lists else 0):
            yield {**row, "shown": chance.choice(lists)}


def learned(
    states: npt.NDArray[np.float32], tools: Sequence[str], model: str, names: Sequence[str] = NAMES
) -> Probe:
    """Fit a logistic regression to states (requests, width) and the tool of each."""
    from sklearn.linear_model import LogisticRegression

    middle, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=1 / _PENALTY, max_iter=1000).fit((states - middle) / spread, tools)
    order = [list(fitted.classes_).index(name) for name in names]
    weights = fitted.coef_[order] / spread
    bias = fitted.intercept_[order] - weights @ middle
    return Probe(
        tuple(names), weights.astype(np.float32), bias.astype(np.float32), model, prompt("decide").id
    )


def main(files: Sequence[str]) -> None:
    """Read the requests, learn from them, and write the probe beside the code."""
    model = open_model(load())
    if not isinstance(model, LlamaCpp) or not model.digest:
        sys.exit("a probe is learned for a model of `tastemaker models list`; set TASTEMAKER_MODEL to one.")
    rows = [row for file in files for row in request_rows(Path(file)) if row.get("split") != "kept"]
    rows += after_lists(rows)
    states = []
    for at, row in enumerate(rows):
        states.append(model.hidden(before_tool(row["text"], view_of(row))).state)
        if at % 100 == 99:
            print(f"{at + 1:,} of {len(rows):,} requests read", file=sys.stderr)
    learned(np.array(states), [row["calls"][0] for row in rows], model.digest).write()
    print(f"{FILE}: learned from {len(rows):,} requests")


if __name__ == "__main__":
    main(sys.argv[1:])
