"""An adapter: what a model was taught, applied to its file at run time."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

from tastemaker.agent.model.llama.digest import sampled_digest
from tastemaker.tools.errors import ModelFailed

BASE, FORMAT = "tastemaker.base", "tastemaker.format"
"""What an adapter's file says of itself: the sampled digest of the file it was learned over, and the version
of what is told to it and written by it."""


def apply(library: Any, model: Any, context: Any, adapter: Path, base: Path) -> None:
    """Apply an adapter to a loaded file; raises ModelFailed where it was learned over another file."""
    loaded = library.llama_adapter_lora_init(model, str(adapter).encode())
    if not loaded:
        raise ModelFailed(f"the adapter {adapter.name} is damaged, or not for {base.name}; install it anew")
    if stated(library, loaded, BASE) != sampled_digest(base):
        raise ModelFailed(f"the adapter {adapter.name} was learned over another file than {base.name}")
    adapters, scales = (library.llama_adapter_lora_p_ctypes * 1)(loaded), (ctypes.c_float * 1)(1.0)
    if library.llama_set_adapters_lora(context, adapters, 1, scales):
        raise ModelFailed(f"the adapter {adapter.name} does not fit {base.name}")


def stated(library: Any, loaded: Any, key: str) -> str:
    """What a loaded adapter's file says under a key; empty where it says nothing."""
    room = ctypes.create_string_buffer(256)
    length = library.llama_adapter_meta_val_str(loaded, key.encode(), room, len(room))
    return room.value.decode() if length > 0 else ""
