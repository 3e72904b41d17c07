"""Language models by one string: `llama-cpp:<name or path>`, `openai:<base url>`, `none`."""

import os
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, SystemMessage

from tastemaker.agent.model.llama.fit import PLAIN, needed
from tastemaker.agent.settings import Settings
from tastemaker.prompts import prompt
from tastemaker.tools.encode.models import model_named, models
from tastemaker.tools.encode.weights import digest_of, path_of
from tastemaker.tools.errors import DataError, ModelFailed

READER = "qwen2.5-coder-1.5b"
"""The model that is taught to write calls; where it writes the prose, too, its weights are loaded once."""
ADAPTER = Path(__file__).with_name("taught") / f"{READER}.gguf"
"""What it is taught (training/)."""


def open_model(settings: Settings) -> BaseChatModel | None:
    """The chat model that the settings name; None for `none`. Raises TastemakerError."""
    scheme, _, rest = settings.model.partition(":")
    match scheme:
        case "none":
            return None
        case "llama-cpp":
            return _local(rest, settings)
        case "openai":
            return _remote(rest, settings)
    raise DataError(
        f"'{settings.model}' is no model; use llama-cpp:<name or path>, openai:<base url> or none."
    )


def open_reader(settings: Settings) -> BaseChatModel | None:
    """The model that was taught to write calls, beside one of ours that writes prose; else None.

    Any other model writes the calls itself. Raises TastemakerError.
    """
    return _local(READER, settings, ADAPTER) if READER in names(settings) else None


def names(settings: Settings) -> tuple[str, ...]:
    """Which of the known models the settings use: the one that writes prose, and the one that reads."""
    scheme, _, name = settings.model.partition(":")
    if scheme != "llama-cpp" or name not in models():
        return ()
    return tuple(dict.fromkeys((name, READER) if ADAPTER.exists() else (name,)))


def fitting(memory: int) -> str:
    """The largest known model that a card of so many bytes holds whole, with the reader beside it.

    Where none does it is the reader itself, which runs on the processors, too.
    """
    reader = model_named(READER)
    beside = reader.bytes + reader.cell * PLAIN
    held = [
        model
        for model in models().values()
        if model.cell and model.bytes > reader.bytes and needed(model.bytes, model.cell) + beside <= memory
    ]
    return max(held, key=lambda model: model.bytes, default=reader).name


def _local(name: str, settings: Settings, adapter: Path | None = None) -> BaseChatModel:
    from tastemaker.agent.model.chat import LlamaCpp

    named = name in models()
    return LlamaCpp(
        adapter=adapter,
        path=path_of(name) if named else Path(name).expanduser(),
        digest=digest_of(name) if named else "",
        context=settings.context or None,
        threads=settings.threads or None,
        gpu_layers=None if settings.gpu_layers < 0 else settings.gpu_layers,
        batch_tokens=settings.batch or None,
        kv_type=None if settings.kv_type == "auto" else settings.kv_type,
        flash_attention=None if settings.flash_attention == "auto" else settings.flash_attention == "on",
        states=settings.home / "states",
    ).load()


def _remote(url: str, settings: Settings) -> BaseChatModel:
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    key = os.environ.get("OPENAI_API_KEY", "none")
    try:
        served = openai.OpenAI(base_url=url, api_key=key, timeout=10, max_retries=0).models.list().data
    except openai.OpenAIError as error:
        raise ModelFailed(
            f"no language model answers at {url} ({error}); start the server or use --model none."
        ) from error
    return ChatOpenAI(
        base_url=url,
        api_key=SecretStr(key),
        model=served[0].id if served else "default",
        temperature=0,
        timeout=settings.time_limit,
        max_retries=0,
    )


def openings() -> list[BaseMessage]:
    """The system messages with which the prompts for a reason and for a translation begin."""
    return [SystemMessage(prompt(name).render()) for name in ("reason", "english")]


def read_ahead(model: BaseChatModel | None) -> int:
    """Reads the openings, or fetches them from disk, before a turn needs them; tells how many it read."""
    from tastemaker.agent.model.chat import LlamaCpp

    if not isinstance(model, LlamaCpp):
        return 0
    return sum(model.warm([opening]) for opening in openings())
