"""Looks at hardware, engine, weights and index, and says what to do about what is missing."""

import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage

from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.open import fitting, open_model
from tastemaker.agent.settings import Settings
from tastemaker.tools.encode import weights
from tastemaker.tools.encode.hardware.card import card
from tastemaker.tools.encode.models import models
from tastemaker.tools.encode.text.spoken import ENGLISH
from tastemaker.tools.errors import MissingWeights, NotBuilt, TastemakerError
from tastemaker.tools.home.damage import free, is_sound
from tastemaker.tools.home.manifest import Manifest

_LEAST_MEMORY_GB = 4
_LEAST_DISK_GB = 3
_TEXT = "Describe a good pair of walking shoes in a few sentences. " * 20
_NO_GPU = (
    "the engine sees no GPU, so all of it runs on the processors; set gpu_layers to 0, or with a GPU run "
    "`GPU=1 make chat`, which compiles the engine for CUDA"
)
_SET_ASIDE = "put a copy of it back; without one it is set aside at the next start, and a new one begun"
_BEGUN_ANEW = "the next `tastemaker ingest FOLDER` begins it anew by itself"
_DATABASES = {
    "profiles.sqlite": _SET_ASIDE,
    "sessions.sqlite": _SET_ASIDE,
    "vectors.sqlite": _BEGUN_ANEW,
    "facts.sqlite": _BEGUN_ANEW,
}
_MODEL = "--model llama-cpp:"
_NAMED = 5
"""How many damaged files are named one by one."""
_NO_DEVICE = "the engine is compiled for CUDA but finds no device or driver, so it runs on the processors"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    found: str
    cure: str = ""
    """What to do, empty when all is well."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Look at everything a conversation needs, in the order in which it is needed."""
    return [
        _machine(),
        _card(settings),
        _disk(settings.home),
        _engine(settings),
        *_weights(settings),
        _index(settings),
        *_databases(settings.home),
        _model(settings),
    ]


def _machine() -> Finding:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    found = f"{os.cpu_count()} processors, {memory:.0f} GB of memory"
    enough = memory >= _LEAST_MEMORY_GB
    return Finding(
        "machine", enough, found, "" if enough else "use the model qwen2.5-coder-0.5b, or --model none"
    )


def _card(settings: Settings) -> Finding:
    """The card, and the model that fits it; where none answers, the one for the processors."""
    found = card()
    if found is None:
        return Finding("card", True, f"none answers; the model for the processors is {fitting(0)}")
    name = fitting(found.memory)
    told = f"{found.name} with {found.memory / 1e9:.0f} GB; the largest model that it holds is {name}"
    taken = settings.model == f"llama-cpp:{name}"
    return Finding(
        "card", True, told, "" if taken else f"`tastemaker models pull {name}`, then {_MODEL}{name}"
    )


def _disk(home: Path) -> Finding:
    there = free(home) / 1e9
    enough = there >= _LEAST_DISK_GB
    return Finding(
        "disk", enough, f"{there:.0f} GB free for {home}", "" if enough else "free some space, or set --home"
    )


def _engine(settings: Settings) -> Finding:
    if not settings.model.startswith("llama-cpp:"):
        return Finding("engine", True, f"not needed for {settings.model}")
    if find_spec("llama_cpp") is None:
        return Finding(
            "engine", False, "llama-cpp-python is not installed", "run `make chat`, which compiles it"
        )
    return Finding("engine", True, f"llama-cpp-python {version('llama-cpp-python')}")


def _weights(settings: Settings) -> list[Finding]:
    encoder = settings.text_encoder or ENGLISH
    with suppress(NotBuilt):
        encoder = settings.text_encoder or Manifest.read(settings.home).encoders["text"].name
    wanted = (settings.model.partition(":")[2], encoder, settings.picture_encoder)
    findings = []
    for name in wanted:
        if name not in models():
            continue
        try:
            findings.append(Finding(f"weights of {name}", True, str(weights.path_of(name))))
        except MissingWeights as error:
            findings.append(Finding(f"weights of {name}", False, "not here", str(error)))
    return findings


def _index(settings: Settings) -> Finding:
    try:
        manifest = Manifest.read(settings.home)
    except TastemakerError as error:
        return Finding("index", False, str(error), "run `tastemaker ingest FOLDER`")
    counts = f"{manifest.items} items and {manifest.interactions} interactions"
    found = f"{counts} of {manifest.folder}, {manifest.built_at}"
    names = {kind: encoder.name for kind, encoder in manifest.encoders.items()}
    if names != {"text": settings.text_encoder or names["text"], "picture": settings.picture_encoder}:
        return Finding(
            "index",
            False,
            f"{found}, by {names}",
            f"run `tastemaker ingest {manifest.folder}` for the encoders that are set",
        )
    if damaged := manifest.damaged(settings.home / "builds" / manifest.build, thorough=True):
        more = " and others" if len(damaged) > _NAMED else ""
        found += f"; damaged: {', '.join(damaged[:_NAMED])}{more}"
        return Finding("index", False, found, f"run `tastemaker ingest {manifest.folder}`")
    problems = f"{manifest.problems} rows were reported" if manifest.problems else "no row was reported"
    return Finding("index", True, f"{found}; {problems}")


def _databases(home: Path) -> list[Finding]:
    """What is damaged of the databases; where they are sound, or not there, nothing needs to be said."""
    return [
        Finding(name, False, "damaged", cure)
        for name, cure in _DATABASES.items()
        if not is_sound(home / name)
    ]


def _model(settings: Settings) -> Finding:
    try:
        model = open_model(settings)
    except TastemakerError as error:
        return Finding("language model", False, str(error), "until then words are searched for as they are")
    if model is None:
        return Finding("language model", True, "none is wanted: words are searched for as they are")
    if not settings.model.startswith("llama-cpp:"):
        return Finding("language model", True, f"{settings.model} answers")
    assert isinstance(model, LlamaCpp)
    # Enough to read that its time is not that of the first token.
    model.invoke([HumanMessage(_TEXT)], max_tokens=32)
    speed, hardware = model.speed, model.hardware
    found = (
        f"{model.model_name} reads {speed.reading:.0f} tokens/s and writes {speed.writing:.0f}, with "
        f"{hardware['threads']} threads, {hardware['gpu_layers']} of {hardware['layers']} layers on a GPU, "
        f"{hardware['context']} tokens of context and a {hardware['kv_type']} KV cache"
    )
    if hardware["cuda"] and not hardware["gpu"]:
        found += "; " + _NO_DEVICE
    if settings.gpu_layers > 0 and not hardware["gpu"]:
        return Finding("language model", False, found, _NO_GPU)
    return Finding("language model", True, found)
