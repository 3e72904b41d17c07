"""Language models by one string: `llama-cpp:<name or path>`, `openai:<base url>`, `none`.

What a turn asks of a model it asks here, within a time limit; whatever goes wrong is a ModelFailed.
"""

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, SystemMessage
from langchain_core.utils.json import parse_partial_json

from tastemaker.agent.local.grammar import matches
from tastemaker.agent.local.schema import dumps, value_grammar
from tastemaker.agent.settings import Settings
from tastemaker.prompts import prompt
from tastemaker.tools.errors import DataError, ModelFailed
from tastemaker.tools.weights import digest_of, models, path_of

T = TypeVar("T")


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


def _local(name: str, settings: Settings) -> BaseChatModel:
    from tastemaker.agent.llm import LlamaCpp

    named = name in models()
    return LlamaCpp(
        path=path_of(name) if named else Path(name).expanduser(),
        digest=digest_of(name) if named else "",
        context=settings.context,
        threads=settings.threads or None,
        gpu_layers=None if settings.gpu_layers < 0 else settings.gpu_layers,
        kv_type=settings.kv_type,
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
    """The system messages with which every deciding and every answering prompt begins."""
    return [SystemMessage(prompt(name).render()) for name in ("decide", "reason")]


def read_ahead(model: BaseChatModel | None) -> int:
    """Reads the openings, or fetches them from disk, before a turn needs them; tells how many it read."""
    from tastemaker.agent.llm import LlamaCpp

    if not isinstance(model, LlamaCpp):
        return 0
    return sum(model.warm([opening]) for opening in openings())


Usage = dict[str, int]


def called(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    tools: Sequence[Mapping[str, Any]],
    *,
    max_tokens: int,
    seconds: float | None,
    cancel: Callable[[], bool],
) -> tuple[list[dict[str, Any]], Usage]:
    """The calls {name, args} of a reply that is to call a tool, and its usage. Raises ModelFailed.

    Our own model reads of the tools in the prompt, in fewer tokens than their schemas take, and cannot answer
    otherwise. Of a server's reply a call that came as text is read too, and an argument of a wrong type is
    dropped.
    """
    if is_local(model):
        options: dict[str, Any] = {"parallel_tool_calls": False, "describe_tools": False}
        options |= {"max_tokens": max_tokens, "seconds": seconds, "cancel": cancel}
        reply = _safely(lambda: model.bind_tools(tools, tool_choice="any", **options).invoke(list(messages)))
    else:
        reply = _called_elsewhere(model, messages, tools)
    calls = [{"name": call["name"], "args": call["args"]} for call in reply.tool_calls]
    calls = calls or _calls_in(str(reply.text))
    return [{**call, "args": _fitting(call, tools)} for call in calls], _usage(reply)


def _called_elsewhere(
    model: BaseChatModel, messages: Sequence[BaseMessage], tools: Sequence[Any]
) -> AIMessage:
    try:
        return _safely(lambda: model.bind_tools(tools, tool_choice="any").invoke(list(messages)))
    except ModelFailed as error:
        if getattr(error.__cause__, "status_code", None) is None:
            raise
        # Not every server can be told that a tool has to be called.
        return _safely(lambda: model.bind_tools(tools).invoke(list(messages)))


def written(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    stop: Sequence[str],
    until: Callable[[str], bool],
    max_tokens: int,
    seconds: float,
    cancel: Callable[[], bool],
) -> tuple[str, Usage]:
    """A short text by the model, and its usage; ends where `until` says so, or when cancelled.

    Only our own model can ask `until` after every token; others end by `stop` or by themselves. Raises
    ModelFailed.
    """
    local: dict[str, Any] = {}
    if is_local(model):
        # Somebody's list, which is being decided, goes before another's prose.
        local = {"seconds": seconds, "cancel": cancel, "until": until, "urgent": False}
    text, usage = "", _usage(None)
    chunks = model.stream(list(messages), stop=list(stop), max_tokens=max_tokens, **local)
    while (chunk := _safely(lambda: next(chunks, None))) is not None:
        text += chunk.text
        usage = {name: usage[name] + count for name, count in _usage(chunk).items()}
        if cancel():
            break
    return text, usage


def is_local(model: BaseChatModel) -> bool:
    """Whether it is our own model, which takes more options than others."""
    return bool(model._llm_type == "tastemaker-llama-cpp")


def _safely(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except ModelFailed:
        raise
    except Exception as error:  # whatever a client library raises, the turn goes on without the model
        raise ModelFailed(f"the language model failed ({type(error).__name__}: {error})") from error


def _usage(message: Any) -> Usage:
    spent = getattr(message, "usage_metadata", None) or {}
    return {
        "prompt_tokens": int(spent.get("input_tokens", 0)),
        "cached_tokens": int((spent.get("input_token_details") or {}).get("cache_read", 0)),
        "completion_tokens": int(spent.get("output_tokens", 0)),
    }


def _calls_in(text: str) -> list[dict[str, Any]]:
    """The call in a text like `<tool_call>{"name": …, "arguments": {…}}`; its last braces may be missing."""
    begins = re.search(r"\{\s*\"", text)
    try:
        found = parse_partial_json(text[begins.start() :].partition("</")[0]) if begins else None
    except json.JSONDecodeError:
        return []
    if not isinstance(found, dict):
        return []
    name, args = found.get("name", found.get("tool")), found.get("arguments", found.get("args"))
    return [{"name": name, "args": args if isinstance(args, dict) else {}}] if isinstance(name, str) else []


def _fitting(call: Mapping[str, Any], tools: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A call's arguments without those that their schema does not allow."""
    schemas = {tool["function"]["name"]: tool["function"]["parameters"]["properties"] for tool in tools}
    known = schemas.get(call["name"], {})
    return {
        name: value
        for name, value in call["args"].items()
        if name not in known or matches(value_grammar(known[name]), dumps(value))
    }
