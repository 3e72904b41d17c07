"""How fast the engine is over a model of random weights: reading, writing, many at once, grammar, adapter."""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from gpu.random_model import SHAPES, write_adapter, write_model

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.decode import ReplyOrder, ReplyReport, decode
from tastemaker.agent.model.grammar.nodes import Node
from tastemaker.agent.model.llama.engine import SEQUENCES, Llama, physical_cores
from tastemaker.agent.model.llama.fit import Hardware
from tastemaker.agent.model.llama.library import compiled_for_cuda, library
from tastemaker.agent.understand.grammar import reply_grammar
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.encode.hardware.card import card

Figures = dict[str, Any]


def measure_engine(name: str, place: Path, small: bool) -> Figures:
    """Figures of the shape of a name; files of its size are written to `place` and removed."""
    read, written = (64, 8) if small else (2048, 64)
    shape, model, adapter = SHAPES[name], place / f"{name}.gguf", place / f"{name}-adapter.gguf"
    began = time.perf_counter()
    write_model(shape, model)
    write_adapter(shape, model, adapter)
    made, free = time.perf_counter() - began, _free()
    try:
        hardware = Hardware(physical_cores())
        began = time.perf_counter()
        plain = Llama(library(), model, hardware)
        figures: Figures = {
            "bytes": model.stat().st_size, "seconds_to_write": round(made, 1),
            "seconds_to_load": round(time.perf_counter() - began, 1),
            "cuda": compiled_for_cuda(), "layers": plain.layers, "layers_on_card": plain.gpu_layers,
            "context": plain.room, "kv_type": plain.kv_type, "batch": plain.batch, "threads": plain.threads,
        }  # fmt: skip
        figures |= {f"{key}_1": value for key, value in one(plain, shape.vocabulary, read, written).items()}
        figures |= {
            f"{key}_{SEQUENCES}": value
            for key, value in many(plain, shape.vocabulary, read // SEQUENCES, written).items()
        }
        figures["loop_tokens_per_s"] = replies(plain, None, written)
        figures["grammar_tokens_per_s"] = replies(plain, reply_grammar(_FIELDS), written)
        taken = None if free is None else free - (_free() or 0)
        figures |= {
            "card_bytes": taken,
            "process_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        plain.close()
        taught = Llama(library(), model, replace(hardware, context=plain.room), adapter)
        figures |= {
            f"adapter_{key}_1": each for key, each in one(taught, shape.vocabulary, read, written).items()
        }
        taught.close()
    finally:
        model.unlink(missing_ok=True)
        adapter.unlink(missing_ok=True)
    return figures


def one(engine: Llama, vocabulary: int, read: int, written: int) -> Figures:
    """Tokens a second of one text that is read and gone on with, each in its own batch."""
    _read(engine, vocabulary, engine.batch)  # what is computed for the first time is set up
    began = time.perf_counter()
    _read(engine, vocabulary, read)
    reading = time.perf_counter() - began
    began = time.perf_counter()
    for place in range(read, read + written):
        engine.evaluate(0, place, [int(engine.logits().argmax())], True)
    writing = time.perf_counter() - began
    engine.forget(0, 0)
    return {"prompt_tokens_per_s": _rate(read, reading), "written_tokens_per_s": _rate(written, writing)}


def many(engine: Llama, vocabulary: int, read: int, written: int) -> Figures:
    """Tokens a second of as many texts as the engine keeps; a batch has the next of each."""
    texts = _tokens(vocabulary, read * SEQUENCES).reshape(SEQUENCES, read)
    began = time.perf_counter()
    for sequence, text in enumerate(texts):
        for start in range(0, read, engine.batch):
            engine.evaluate(sequence, start, text[start : start + engine.batch].tolist(), True)
    engine.logits()  # waits for the card
    reading = time.perf_counter() - began
    api, batch = engine._library, engine._library.llama_batch_init(SEQUENCES, 0, 1)
    batch.n_tokens = SEQUENCES
    chosen = texts[:, -1].tolist()
    began = time.perf_counter()
    for place in range(read, read + written):
        for sequence, token in enumerate(chosen):
            batch.token[sequence], batch.pos[sequence] = token, place
            batch.n_seq_id[sequence], batch.seq_id[sequence][0], batch.logits[sequence] = 1, sequence, 1
        if api.llama_decode(engine._context, batch):
            raise RuntimeError(f"the context has no room for {SEQUENCES} texts of {place} tokens")
        scores = [api.llama_get_logits_ith(engine._context, at) for at in range(SEQUENCES)]
        chosen = [int(np.ctypeslib.as_array(row, shape=(vocabulary,)).argmax()) for row in scores]
    writing = time.perf_counter() - began
    api.llama_batch_free(batch)
    for sequence in range(SEQUENCES):
        engine.forget(sequence, 0)
    return {
        "prompt_tokens_per_s": _rate(read * SEQUENCES, reading),
        "written_tokens_per_s": _rate(written * SEQUENCES, writing),
    }


def replies(engine: Llama, grammar: Node | None, written: int) -> float:
    """Tokens a second of our own loop over replies, bound by a grammar or not.

    Random weights like nothing that a grammar allows, so that this is what a grammar costs at the worst.
    """
    count = milliseconds = 0.0
    readings = Readings(engine)
    for prompt in _prompts(written):
        report = ReplyReport()
        order = ReplyOrder(grammar=grammar, max_tokens=written)
        for _ in decode(engine, readings, prompt, order, report):
            pass
        count, milliseconds = count + report.generated, milliseconds + report.generate_ms
    readings.clear()
    return _rate(count, milliseconds / 1000)


_FIELDS = {
    "price": Field("price", "money", "EUR", "", 1.0, {}, 0.0, 900.0, {}, {}, {}),
    "weight": Field("weight", "number", "g", "[mass]", 0.5, {}, 90.0, 9000.0, {}, {}, {}),
    "colour": Field("colour", "choice", "", "", 0.7, {"red": 9, "blue": 5}, None, None, {}, {}, {}),
}


def _prompts(written: int) -> Iterator[list[int]]:
    """A few prompts of bytes, which are the first tokens of every vocabulary here."""
    for number in range(2 if written < 32 else 6):
        yield list(f"{number}: a lamp for the desk, not green, at most forty".encode())


def _read(engine: Llama, vocabulary: int, count: int) -> None:
    engine.forget(0, 0)
    tokens = _tokens(vocabulary, count).tolist()
    for start in range(0, count, engine.batch):
        engine.evaluate(0, start, tokens[start : start + engine.batch], True)
    engine.logits()  # waits for the card


def _tokens(vocabulary: int, count: int) -> Any:
    return np.random.default_rng(count).integers(0, vocabulary - 3, count)


def _free() -> int | None:
    found = card()
    return None if found is None else found.free


def _rate(count: float, seconds: float) -> float:
    return round(count / seconds, 1) if seconds else 0.0
