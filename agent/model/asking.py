"""What a turn asks of a language model, ours or a server's: a call of a tool, or a short text.

Every question has a time limit and can be cancelled; whatever goes wrong is a ModelFailed.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.utils.json import parse_partial_json

from tastemaker.agent.model.grammar.schema import dumps, value_grammar
from tastemaker.agent.model.grammar.walk import matches
from tastemaker.tools.errors import ModelFailed

T = TypeVar("T")
Usage = dict[str, int]


def called(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    tools: Sequence[dict[str, Any]],
    tool: str = "any",
    *,
    max_tokens: int,
    seconds: float | None,
    cancel: Callable[[], bool],
) -> tuple[list[dict[str, Any]], Usage]:
    """The calls {name, args} of a reply that is to call any tool or this one, and its usage.

    Our own model reads of the tools in the prompt, in fewer tokens than their schemas take, and cannot answer
    otherwise. Of a server's reply a call that came as text is read too, and an argument of a wrong type is
    dropped. Raises ModelFailed.
    """
    if is_local(model):
        options: dict[str, Any] = {"parallel_tool_calls": False, "describe_tools": False}
        options |= {"max_tokens": max_tokens, "seconds": seconds, "cancel": cancel}
        reply = _safely(lambda: model.bind_tools(tools, tool_choice=tool, **options).invoke(list(messages)))
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
    **others: Any,
) -> tuple[str, Usage]:
    """A short text by the model, and its usage; ends where `until` says so, or when cancelled.

    Only our own model can ask `until` after every token; others end by `stop` or by themselves. Raises
    ModelFailed.
    """
    local: dict[str, Any] = {}
    if is_local(model):
        # Somebody's list, which is being decided, goes before another's prose.
        local = {"seconds": seconds, "cancel": cancel, "until": until, "urgent": False, **others}
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
