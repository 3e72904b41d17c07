"""The door to llama_cpp: the library itself, the files that it has loaded, and its own class beside ours."""

import atexit
import threading
import weakref
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.llama.digest import sampled_digest
from tastemaker.agent.model.llama.engine import Llama
from tastemaker.agent.model.llama.fit import Hardware
from tastemaker.agent.model.served import Identity, Served
from tastemaker.tools.encode.hardware.threads import asleep
from tastemaker.tools.errors import MissingExtra


@dataclass(frozen=True)
class Loading:
    """How a file is loaded; what is loaded alike is loaded once."""

    path: Path
    digest: str = field(compare=False)
    """Of the file; where it is empty, parts of the file are hashed."""
    hardware: Hardware
    states: Path | None
    """A folder in which what was read is kept."""
    adapter: Path | None = None
    """What it was taught, if anything."""


_served: weakref.WeakValueDictionary[Loading, Served] = weakref.WeakValueDictionary()
_loading = threading.Lock()


def served(how: Loading) -> Served:
    """The loaded file, shared with all who load it in the same way; raises ModelFailed."""
    with _loading:
        found = _served.get(how)
        if found is None or found.closed:
            found = _served[how] = _loaded(how)
    return found


def _loaded(how: Loading) -> Served:
    engine = Llama(library(), how.path, how.hardware, how.adapter)
    identity = Identity(how.path.stem, how.digest or sampled_digest(how.path))
    taught = "" if how.adapter is None else sampled_digest(how.adapter)
    key = f"{identity.digest} {engine.kv_type} {engine.gpu} {engine.version} {taught}".rstrip()
    return Served(engine, Readings(engine, how.states, key), identity)


def compiled_for_cuda() -> bool:
    """Whether the library was compiled for CUDA, with or without a device to run on."""
    return any((Path(library().__file__).parent / "lib").glob("*ggml-cuda*"))


def bare(path: Path, context: int, threads: int, gpu_layers: int, adapter: Path | None) -> Any:
    """Opens a file by llama-cpp-python's own class, to measure against."""
    library()
    from llama_cpp import Llama as Bare

    return Bare(
        str(path), n_ctx=context, n_threads=threads, n_threads_batch=threads, n_gpu_layers=gpu_layers,
        flash_attn=True, verbose=False, lora_path=None if adapter is None else str(adapter),
    )  # fmt: skip


@cache
def library() -> Any:
    """The library's functions; raises MissingExtra where it is not installed."""
    try:
        with asleep():
            from llama_cpp import _utils, llama_cpp
    except ImportError as error:
        raise MissingExtra(f"{error}; run `pip install llama-cpp-python`") from None
    for opened in (_utils.outnull_file, _utils.errnull_file):  # at its import, to be closed by nobody
        atexit.register(opened.close)
    return llama_cpp
