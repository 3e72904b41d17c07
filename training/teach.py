"""Teach a small model to write calls: a low-rank adapter, learned from the dialogues of training/.

    python training/teach.py [--base NAME] [--epochs N] [--rank R] [--to FILE] FILE…

Goes on where it was stopped, and ends with an adapter as llama.cpp reads it. Low-rank
adaptation is from Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021). Rows of one shop
share its description: a pack is one sequence in which each row sees that beginning and itself, and no other.
"""

import argparse
import hashlib
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parents[1]))

from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.chatml import render
from tastemaker.tools.encode.weights import digest_of, path_of
from training.adapter import write
from training.base import dense
from training.pairs import Row, described, packs, rows

RATE, WARM = 3e-4, 20
"""The greatest learning rate, and the steps until it is reached."""
KEPT_EVERY, TOLD_EVERY, HELD_EVERY = 50, 10, 200
_STEP = 128
"""Packs are filled up to a multiple of it: kernels are made for each length, and kept."""
_HELD_OUT = 25
"""One dialogue in so many is held out."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows that share a beginning, as one sequence."""

    tokens: Tensor
    positions: Tensor
    seen: Tensor
    """(length, length), whether a token sees another."""
    answers: Tensor
    """Where the tokens stand that are to be written."""


class Tokens:
    """The tokens of llama.cpp for messages."""

    def __init__(self, base: str) -> None:
        self._served = LlamaCpp(path=path_of(base), digest=digest_of(base), context=512).served

    def __call__(self, *messages: object) -> list[int]:
        return list(self._served.tokens(list(render(messages, answer=False))))  # type: ignore[arg-type]

    def asking(self, text: str) -> list[int]:
        """The words of a turn, up to where the answer begins."""
        return list(self._served.tokens(list(render([HumanMessage(text)]))))

    def pack(self, group: Sequence[Row], chance: random.Random) -> Pack:
        """Rows of one shop as one sequence."""
        beginning = self(SystemMessage(described(group[0].shop, group, chance)))
        tokens, positions, branch = list(beginning), list(range(len(beginning))), [0] * len(beginning)
        answers: list[int] = []
        for n, row in enumerate(group, 1):
            asked = self.asking(row.asked)
            whole = self(HumanMessage(row.asked), AIMessage(row.calls))[:-1]  # without the last new line
            assert whole[: len(asked)] == asked, "an answer changes how its question is read"
            answers += range(len(tokens) + len(asked), len(tokens) + len(whole))
            positions += range(len(beginning), len(beginning) + len(whole))
            branch += [n] * len(whole)
            tokens += whole
        pad = -len(tokens) % _STEP
        positions, branch, tokens = positions + [0] * pad, branch + [-1] * pad, tokens + [0] * pad
        part, place = torch.tensor(branch), torch.arange(len(tokens))
        seen = (part[:, None] == part) | ((part == 0) & (part[:, None] > 0))
        seen &= place[:, None] >= place
        return Pack(torch.tensor(tokens), torch.tensor(positions), seen, torch.tensor(answers))


def loss_of(model: PeftModel, pack: Pack) -> Tensor:
    """The mean negative log-likelihood of the tokens that are to be written."""
    inner = model.base_model.model
    hidden = inner.model(
        input_ids=pack.tokens[None],
        position_ids=pack.positions[None],
        attention_mask=pack.seen[None, None],
        use_cache=False,
    ).last_hidden_state
    scores = inner.lm_head(hidden[0, pack.answers - 1]).float()
    return torch.nn.functional.cross_entropy(scores, pack.tokens[pack.answers])


def split(found: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """What is learned from, and what is held out: whole hands' dialogues by the words of their rows."""
    held = [row for row in found if int(hashlib.sha256(row.said.encode()).hexdigest(), 16) % _HELD_OUT == 0]
    out = {id(row) for row in held}
    return [row for row in found if id(row) not in out], held


def taught(
    base: str, found: Sequence[Row], epochs: float, rank: int, kept: Path, earlier: Path | None
) -> PeftModel:
    """The model with its adapter, learned from rows; `kept` is a file in which it can go on.

    `earlier` is such a file of another run, whose adapter is taught more.
    """
    model = get_peft_model(
        dense(path_of(base), torch.bfloat16),
        LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear"),
    )
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.0)
    tokens, (rows_in, rows_out) = Tokens(base), split(found)
    held = [tokens.pack(group, random.Random(0)) for group in packs(rows_out, random.Random(0))]
    order: list[list[Row]] = []
    for epoch in range(math.ceil(epochs)):
        order += packs(rows_in, random.Random(epoch))
    order = order[: round(len(order) * epochs / math.ceil(epochs))]
    begun = 0
    if earlier is not None:
        model.load_state_dict(torch.load(earlier, weights_only=True)["adapter"], strict=False)
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        begun = state["step"]
        model.load_state_dict(state["adapter"], strict=False)
        optimiser.load_state_dict(state["optimiser"])
    print(f"{len(rows_in)} rows, {len(rows_out)} held out; {len(order)} steps, from {begun}", flush=True)
    started, read, losses = time.monotonic(), 0, list[float]()
    for step, group in enumerate(order):
        if step < begun:
            continue
        pack = tokens.pack(group, random.Random(step))
        for options in optimiser.param_groups:
            options["lr"] = RATE * min(1, (step + 1) / WARM) * _cooled(step / len(order))
        loss = loss_of(model, pack)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        read += len(pack.tokens)
        if (step + 1) % TOLD_EVERY == 0:
            spent = time.monotonic() - started
            left = spent / (step + 1 - begun) * (len(order) - step - 1)
            recent, pace = sum(losses[-TOLD_EVERY:]) / TOLD_EVERY, read / spent
            print(
                f"{step + 1}/{len(order)}  loss {recent:.3f}  {pace:.0f} tokens/s  {left / 60:.0f} min",
                flush=True,
            )
        if (step + 1) % KEPT_EVERY == 0 or step + 1 == len(order):
            adapter = {name: value for name, value in model.state_dict().items() if "lora_" in name}
            state = {"step": step + 1, "adapter": adapter, "optimiser": optimiser.state_dict()}
            torch.save(state, kept.with_suffix(".new"))
            kept.with_suffix(".new").replace(kept)
        if (step + 1) % HELD_EVERY == 0 or step + 1 == len(order):
            with torch.no_grad():
                print(
                    f"held out: {sum(loss_of(model, each).item() for each in held) / len(held):.3f}",
                    flush=True,
                )
    return model


def _cooled(done: float) -> float:
    return 0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2


def main() -> None:
    """Teach and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="dialogues; all of training/ by default")
    parser.add_argument("--base", default="qwen2.5-coder-1.5b")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--earlier", type=Path, help="the state of a run that is taught more")
    parser.add_argument("--to", type=Path, default=Path("build/teach/adapter.gguf"))
    given = parser.parse_args()
    files = given.files or sorted((Path(__file__).parent / "dialogues").glob("*.txt"))
    found = [row for file in files for row in rows(file)]
    given.to.parent.mkdir(parents=True, exist_ok=True)
    model = taught(given.base, found, given.epochs, given.rank, given.to.with_suffix(".state"), given.earlier)
    write(model, path_of(given.base), given.to)
    print(f"{given.to}: {given.to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
