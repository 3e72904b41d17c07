"""The weights of a model file in memory: loaded once, whatever reads with them."""

from __future__ import annotations

import ctypes
import threading
import weakref
from pathlib import Path
from typing import Any

from tastemaker.agent.model.llama.fit import Extent, bytes_of, layers_for
from tastemaker.tools.encode.hardware.card import card
from tastemaker.tools.errors import ModelFailed


class Weights:
    """A loaded file and its vocabulary; freed when the last engine over it lets go."""

    def __init__(self, library: Any, path: Path, gpu_layers: int | None) -> None:
        # llama.cpp writes to stderr unless told otherwise; the callback has to live as long as the library.
        library.llama_log_set(_silent(library), ctypes.c_void_p(0))
        library.llama_backend_init()
        _check_file(path)
        settings = library.llama_model_default_params()
        self.gpu = bool(library.llama_supports_gpu_offload())
        settings.n_gpu_layers = self._by_card(library, path) if gpu_layers is None else gpu_layers
        self.model = library.llama_model_load_from_file(str(path).encode(), settings)
        if not self.model:
            raise ModelFailed(
                f"{path} cannot be loaded: it is damaged or larger than this machine's memory; "
                "run `tastemaker models verify`"
            )
        # At the end of the process nobody frees: a thread may still be writing.
        weakref.finalize(self, library.llama_model_free, self.model).atexit = False
        layers = int(library.llama_model_n_layer(self.model))
        self.layers, asked = layers, settings.n_gpu_layers
        self.gpu_layers = 0 if not self.gpu else layers if asked < 0 else min(asked, layers)
        self.vocabulary = library.llama_model_get_vocab(self.model)
        self.size = int(library.llama_vocab_n_tokens(self.vocabulary))
        self.cell = _cell(library, self.model)

    def _by_card(self, library: Any, path: Path) -> int:
        """How many layers go onto the card; all where the driver does not tell what is free."""
        found = card() if self.gpu else None
        if found is None:
            return -1 if self.gpu else 0
        settings = library.llama_model_default_params()
        settings.vocab_only = True
        model = library.llama_model_load_from_file(str(path).encode(), settings)
        if not model:
            return -1  # it cannot be loaded, which is said where it is loaded
        try:
            extent = Extent(bytes_of(path), _told(library, model, "block_count"), _cell(library, model))
        finally:
            library.llama_model_free(model)
        return layers_for(extent, found.free)


_loaded: weakref.WeakValueDictionary[tuple[Path, int | None], Weights] = weakref.WeakValueDictionary()
_loading = threading.Lock()


def weights_of(library: Any, path: Path, gpu_layers: int | None) -> Weights:
    """The weights of a file, shared with all who read with them; raises ModelFailed."""
    with _loading:
        found = _loaded.get((path, gpu_layers))
        if found is None:
            found = _loaded[path, gpu_layers] = Weights(library, path, gpu_layers)
    return found


_LOG_CALLBACK: list[Any] = []


def _silent(library: Any) -> Any:
    if not _LOG_CALLBACK:
        _LOG_CALLBACK.append(library.llama_log_callback(lambda level, text, data: None))
    return _LOG_CALLBACK[0]


def _cell(library: Any, model: Any) -> int:
    """Bytes that a model remembers of a token in half precision: a key and a value a layer and head."""
    layers, heads = _told(library, model, "block_count"), _told(library, model, "attention.head_count")
    kept = _told(library, model, "attention.head_count_kv") or heads
    width = _told(library, model, "embedding_length") // max(1, heads)
    key = _told(library, model, "attention.key_length") or width
    value = _told(library, model, "attention.value_length") or width
    return 2 * layers * kept * (key + value)


def _told(library: Any, model: Any, name: str) -> int:
    """A number that a model's file tells of its architecture; 0 where it does not."""
    architecture = _text(library, model, "general.architecture")
    told = _text(library, model, f"{architecture}.{name}")
    return int(told) if told.isdecimal() else 0


def _text(library: Any, model: Any, key: str) -> str:
    room = ctypes.create_string_buffer(256)
    length = library.llama_model_meta_val_str(model, key.encode(), room, len(room))
    return room.value.decode(errors="replace") if length > 0 else ""


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begins = file.read(4)
    except FileNotFoundError:
        raise ModelFailed(f"there is no model file {path}; run `tastemaker models pull`") from None
    except OSError as error:
        raise ModelFailed(f"the model file {path} cannot be read: {error.strerror}") from None
    if begins != b"GGUF":
        raise ModelFailed(f"{path} is not a GGUF model, or damaged; run `tastemaker models pull`")
