"""A whole conversation over the demo, with the language model whose weights are here, if any are."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from tastemaker.agent import open_agent
from tastemaker.agent.model.open import READER
from tastemaker.tools.build import build
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
from tastemaker.tools.encode.weights import path_of
from tastemaker.tools.errors import MissingWeights

SAID = (
    "noise cancelling headphones",
    "under 200 please",
    "not black",
    "why the first one?",
    "what goes with it?",
)


def measure_turns(demo: Path, place: Path) -> dict[str, Any]:
    """Figures of a few turns over the demo's folder; raises MissingWeights without those of the encoders."""
    text, picture = open_text_encoder(), open_picture_encoder()
    began = time.perf_counter()
    build(demo, place / "home", text, picture, say=lambda line: None)
    built, model = time.perf_counter() - began, _model()
    with open_agent(place / "home", model) as agent:
        agent.load()
        answers = [agent.ask(said, session="gpu") for said in SAID]
        items = len(agent.shop.ids)
    figures: dict[str, Any] = {
        "items": items, "seconds_to_ingest": round(built, 1), "model": model, "turns": len(answers)
    }  # fmt: skip
    for name in ("first_list", "first_word", "total"):
        if told := [answer.ms[name] for answer in answers if name in answer.ms]:
            figures[f"{name}_ms"] = round(median(told), 1)
    return figures


def _model() -> str:
    """The reader, which is taught, where it is here; else the small model, which is not; else none."""
    for name in (READER, "qwen2.5-coder-0.5b"):
        try:
            path = path_of(name)
        except MissingWeights:
            continue
        return f"llama-cpp:{name if name == READER else path}"
    return "none"
