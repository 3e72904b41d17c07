"""A model file in memory, over llama.cpp's C functions: tokens, logits and the memory of what was read."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.agent.model.chatml import Mark
from tastemaker.agent.model.llama.adapter import apply
from tastemaker.agent.model.llama.fit import BATCH, CARD_BATCH, PLAIN, Hardware, KeptType, context_for
from tastemaker.agent.model.llama.weights import Weights, weights_of
from tastemaker.tools.encode.hardware.card import card
from tastemaker.tools.errors import ModelFailed

SEQUENCES = 16  # texts kept side by side


def physical_cores() -> int:
    """Counts the cores this process may use, two threads of one core once."""
    allowed = (
        sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    siblings = set()
    for cpu in allowed:
        file = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        try:
            siblings.add(file.read_text())
        except OSError:
            return len(allowed)
    # Two virtual processors are often threads of one core on paper, and still twice as fast as one.
    return max(len(siblings), min(2, len(allowed)))


class Llama:
    """A context of several sequences over the weights of a file. For one thread at a time."""

    def __init__(self, library: Any, path: Path, hardware: Hardware, adapter: Path | None = None) -> None:
        self._library = library
        self._weights: Weights | None = weights_of(library, path, hardware.gpu_layers)
        self.gpu, self.layers = self._weights.gpu, self._weights.layers
        self.gpu_layers = self._weights.gpu_layers
        self._vocabulary, self._size = self._weights.vocabulary, self._weights.size
        self.threads, self.sequences = hardware.threads, SEQUENCES
        self.batch = hardware.batch or (CARD_BATCH if self.gpu_layers else BATCH)
        context, self.kv_type = self._memory(hardware)
        options = library.llama_context_default_params()
        options.n_ctx = context
        options.n_batch = options.n_ubatch = self.batch
        options.n_seq_max = SEQUENCES
        options.n_outputs_max = SEQUENCES
        options.kv_unified = True
        options.n_threads = options.n_threads_batch = hardware.threads
        options.type_k = options.type_v = {"f16": library.GGML_TYPE_F16, "q8_0": library.GGML_TYPE_Q8_0}[
            self.kv_type
        ]
        options.flash_attn_type = self._flash_attention(hardware)
        options.no_perf = True
        self._context = library.llama_init_from_model(self._weights.model, options)
        if not self._context:
            raise ModelFailed(
                f"there is not enough memory for a context of {context} tokens; set a smaller one"
            )
        if adapter is not None:
            apply(library, self._weights.model, self._context, adapter, path)
        self._cells = library.llama_get_memory(self._context)
        self._input = library.llama_batch_init(self.batch, 0, 1)
        self._pieces: dict[int, bytes] = {}
        self.room = int(library.llama_n_ctx(self._context))
        self.version = library.llama_version().decode() if hasattr(library, "llama_version") else ""
        self.ends = frozenset(
            token for token in range(self._size) if library.llama_vocab_is_eog(self._vocabulary, token)
        )
        self.marks = {mark: self._mark(mark) for mark in Mark}

    def close(self) -> None:
        """Frees the memory."""
        if self._context:
            self._library.llama_batch_free(self._input)
            self._library.llama_free(self._context)
            self._context = self._weights = None

    def _memory(self, hardware: Hardware) -> tuple[int, KeptType]:
        """How many tokens of context, and how they are kept."""
        assert self._weights is not None
        found = card() if self.gpu_layers else None
        there = self._weights.cell * self.gpu_layers // self.layers  # the rest is kept with the other layers
        context, kept = context_for(there, found.free) if found else (PLAIN, None)
        return hardware.context or context, hardware.kv_type or kept or "f16"

    def _flash_attention(self, hardware: Hardware) -> int:
        """Passes over the cells of other sequences instead of multiplying them by zero.

        Of a card llama.cpp knows whether it can.
        """
        library, wanted = self._library, hardware.flash_attention
        if wanted is None and self.gpu_layers:
            return int(library.LLAMA_FLASH_ATTN_TYPE_AUTO)
        return int(
            library.LLAMA_FLASH_ATTN_TYPE_DISABLED
            if wanted is False
            else library.LLAMA_FLASH_ATTN_TYPE_ENABLED
        )

    def _mark(self, mark: Mark) -> int:
        found = self.tokenize(mark.value.encode(), special=True)
        if len(found) != 1:
            raise ModelFailed("the model does not know the ChatML format; use a Qwen or another ChatML model")
        return found[0]

    def tokenize(self, text: bytes, special: bool = False) -> list[int]:
        """Splits text into tokens; control tokens are recognised only if `special`."""
        room = len(text) + 8
        tokens = (ctypes.c_int32 * room)()
        count = self._library.llama_tokenize(self._vocabulary, text, len(text), tokens, room, False, special)
        return list(tokens[:count])

    def piece(self, token: int) -> bytes:
        """Gives the bytes of a token; none for a control token."""
        found = self._pieces.get(token)
        if found is None:
            room = ctypes.create_string_buffer(256)
            length = self._library.llama_token_to_piece(self._vocabulary, token, room, len(room), 0, False)
            found = self._pieces[token] = room.raw[: max(0, length)]
        return found

    def logits(self) -> npt.NDArray[np.float32]:
        """Shows the scores of all tokens after the last one read, until the next is read."""
        return np.ctypeslib.as_array(
            self._library.llama_get_logits_ith(self._context, -1), shape=(self._size,)
        )

    def evaluate(self, sequence: int, start: int, tokens: Sequence[int], answer: bool) -> bool:
        """Reads tokens into a sequence; False when the context has no room left."""
        batch = self._input
        batch.n_tokens = len(tokens)
        for at, token in enumerate(tokens):
            batch.token[at] = token
            batch.pos[at] = start + at
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = sequence
            batch.logits[at] = 0
        batch.logits[len(tokens) - 1] = answer
        result = self._library.llama_decode(self._context, batch)
        if result not in (0, 1):
            self.forget(sequence, start)
            raise ModelFailed(f"llama.cpp failed with code {result}; run `tastemaker doctor`")
        return bool(result == 0)

    def forget(self, sequence: int, start: int) -> None:
        """Drops a sequence from position `start` on."""
        self._library.llama_memory_seq_rm(self._cells, sequence, start, -1)

    def share(self, source: int, target: int, length: int) -> None:
        """Lets one sequence begin with the cells of another."""
        self._library.llama_memory_seq_cp(self._cells, source, target, 0, length)

    def state(self, sequence: int) -> bytes:
        """Copies out the keys and values of a sequence."""
        size = self._library.llama_state_seq_get_size(self._context, sequence)
        data = (ctypes.c_uint8 * size)()
        written = self._library.llama_state_seq_get_data(self._context, data, size, sequence)
        return bytes(memoryview(data)[:written])

    def restore(self, sequence: int, data: bytes) -> bool:
        """Puts keys and values back into an empty sequence; False when they do not fit this context."""
        source = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        return bool(self._library.llama_state_seq_set_data(self._context, source, len(data), sequence) > 0)
