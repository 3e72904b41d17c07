"""What a turn costs beside what llama.cpp alone needs for the same tokens, over one conversation."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer
from tastemaker.agent.model.cache import common
from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.chatml import render
from tastemaker.agent.model.decode import ReplyReport
from tastemaker.agent.model.open import open_model, open_reader, openings, read_ahead
from tastemaker.agent.settings import Settings
from tastemaker.tools.errors import DataError

CONVERSATION = (
    "my ears hurt from the noise on the train",
    "under 150 please",
    "why the first one?",
    "my neighbour gave me tomato plants and I have no idea what to do",
    "cheaper than the second",
    "ich suche ein Geschenk für meine Schwester, sie töpfert gern",
    "hmm, rather something for two people",
    "thanks, you are kind",
)
"""Four or more of these turns need the model to be read, seven have reasons or a reply that it words."""
_CONTEXT = 2048  # tokens that the longest prompt of a turn stays below


@dataclass
class Heard:
    """What the model was given and what came of it, call by call; `known` tokens of a prompt were not new."""

    beginnings: list[list[int]]
    calls: list[tuple[list[int], int, ReplyReport]] = field(default_factory=list)

    def __call__(self, prompt: list[int], report: ReplyReport) -> None:
        earlier = [*self.beginnings, *([*prompt, *report.tokens] for prompt, _, report in self.calls)]
        known = max((common(text, prompt) for text in earlier), default=0)
        self.calls.append((prompt, min(known, len(prompt) - 1), report))


def bench_turn(settings: Settings) -> dict[str, Any]:
    """Hold a conversation of eight turns over the index and count tokens and time.

    `prompt_new` are the prompt tokens that no earlier text of the run began with, `prompt_evaluated` those
    that were read. `total_over_floor` is the time of the eight turns, from the shopper's words to the end of
    the answer, search and checks included, over the time of the floor: for every call of the model, right
    after the turn, bare llama_cpp with the same file, threads and flash attention, which holds the known
    beginning already, reads the new tokens and generates greedily as many as the model chose. The text that a
    grammar fixes costs the floor nothing. `restart_read` are the tokens of the system prompt that are read
    when the file is opened once more. Raises DataError for a model that is not local.
    """
    if not settings.model.startswith("llama-cpp:"):
        raise DataError("a turn can be held against its floor only with a local model: --model llama-cpp:…")
    with tempfile.TemporaryDirectory() as memory, Agent(settings, memory=Path(memory)) as agent:
        for model in _opened(settings)[0]:
            model.close()
        models, restart_read = _opened(settings)
        agent.load()
        agent.shop.text_encoder.encode(["warm"])
        sides, answers = [_Side(model) for model in models], list[Answer]()
        for text in CONVERSATION:
            answers.append(agent.ask(text, session="bench"))
            for side in sides:  # at once, so that whatever else the machine does slows both
                side.follow()
        for side in sides:
            side.close()
    heard = [call for side in sides for call in side.heard.calls]
    floor = sum(side.floor for side in sides)
    total = sum(answer.ms["total"] for answer in answers)
    return {
        "turns": len(answers),
        "model_calls": len(heard),
        "prompt_new": sum(len(prompt) - known for prompt, known, _ in heard),
        "prompt_evaluated": sum(report.prompt - report.cached for _, _, report in heard),
        "completion": sum(report.generated + report.forced for _, _, report in heard),
        "generated": sum(report.generated for _, _, report in heard),
        "total_ms": round(total),
        "floor_ms": round(floor),
        "total_over_floor": round(total / floor, 3),
        "first_list_ms": _median(answers, "first_list"),
        "first_word_ms": _median(answers, "first_word"),
        "restart_read": restart_read,
        "threads": models[-1].hardware["threads"],
        "model": settings.model,
    }


def _opened(settings: Settings) -> tuple[list[LlamaCpp], int]:
    """The models of a turn, the one that writes prose last, and how much was read when they were opened."""
    opened = [open_reader(settings), open_model(settings)]
    models = [model for model in opened if isinstance(model, LlamaCpp)]
    return models, read_ahead(models[-1])


class _Side:
    """One model of a turn, what it was given, and its floor: bare llama_cpp over the same file."""

    def __init__(self, model: LlamaCpp) -> None:
        self._served = model.served
        known = [self._served.tokens(list(render([opening], answer=False))) for opening in openings()]
        self._served.heard = self.heard = Heard(known)
        self._bare, self._followed, self.floor = _Floor(model, known), 0, 0.0

    def follow(self) -> None:
        """Adds to the floor what was heard since."""
        for prompt, known, report in self.heard.calls[self._followed :]:
            self.floor += self._bare.ms(prompt, known, report.generated)
        self._followed = len(self.heard.calls)

    def close(self) -> None:
        """Ends listening."""
        self._served.heard = None
        self._bare.close()


def _median(answers: Sequence[Answer], name: str) -> float:
    return round(statistics.median(answer.ms[name] for answer in answers if name in answer.ms), 1)


class _Floor:
    """Bare llama_cpp over the same file; one context a system prompt, because each holds one text."""

    def __init__(self, model: LlamaCpp, beginnings: Sequence[list[int]]) -> None:
        self._contexts = [model.bare(_CONTEXT) for _ in beginnings]
        for context, beginning in zip(self._contexts, beginnings, strict=True):
            context.eval(beginning)

    def ms(self, prompt: list[int], known: int, generated: int) -> float:
        """Milliseconds for the new tokens of a prompt and as many generated ones."""
        held = [common(context.input_ids[: context.n_tokens].tolist(), prompt) for context in self._contexts]
        context = self._contexts[held.index(max(held))]
        context.n_tokens = min(max(held), known)
        context.eval(prompt[context.n_tokens : known])  # not new, so it is held before the clock starts
        began = time.perf_counter()
        for _ in islice(context.generate(prompt, top_k=1, temp=0.0), max(1, generated)):
            pass
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        for context in self._contexts:
            context.close()
