"""A reply of the engine as the chunks that LangChain streams."""

from collections.abc import Iterable, Iterator
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from tastemaker.agent.model.calls import CallReader
from tastemaker.agent.model.decode import ReplyReport


def chunks(
    texts: Iterable[str], report: ReplyReport, name: str, calls: bool, begun: str
) -> Iterator[ChatGenerationChunk]:
    """Yields text or calls as they are made, and last what `report` then holds.

    `calls` says that a text that begins with a brace is a call; `begun` is what the caller wrote of it.
    """
    reader = CallReader() if calls else None
    calling: bool | None = None  # not known before the first character
    for text in texts:
        if calling is None:
            calling = reader is not None and text.startswith("{")
            # The caller's own text may have ended with the space that the model begins with.
            text = text if calling or not begun else text.lstrip(" ")
        if calling and reader is not None:
            for call in reader.feed(text):
                yield _chunk(tool_call_chunks=[call])
        elif text:
            yield _chunk(content=text)
    if calling and reader is not None:
        for call in reader.end():
            yield _chunk(tool_call_chunks=[call])
    yield _last(report, name, bool(calling))


def _last(report: ReplyReport, name: str, calling: bool) -> ChatGenerationChunk:
    made = report.generated + report.forced
    return _chunk(
        chunk_position="last",
        usage_metadata={
            "input_tokens": report.prompt,
            "output_tokens": made,
            "total_tokens": report.prompt + made,
            "input_token_details": {"cache_read": report.cached},
        },
        response_metadata={
            "model_name": name,
            "finish_reason": "tool_calls" if calling and report.finish == "stop" else report.finish,
            "timings": {
                "waited_ms": round(report.waited_ms, 1),
                "prompt_ms": round(report.prompt_ms, 1),
                "generate_ms": round(report.generate_ms, 1),
                "prompt_tokens": report.prompt - report.cached,
                "cached_tokens": report.cached,
                "generated_tokens": report.generated,
                "forced_tokens": report.forced,
            },
        },
    )


def _chunk(content: str = "", **parts: Any) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=AIMessageChunk(content=content, **parts))
