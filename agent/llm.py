"""The local language model: a LangChain chat model over llama.cpp. Nothing else imports llama_cpp.

A prompt is rendered by chatml, read through kv by llama, answered by decode under a grammar from schema, and
all of that happens on the one thread of line.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict, Field, PrivateAttr

from tastemaker.agent.calls import CallReader, Tool, ToolLike, describe, reply_grammar
from tastemaker.agent.chatml import Mark, Piece, is_prefill, render
from tastemaker.agent.decode import Order, Report, decode
from tastemaker.agent.grammar import Node
from tastemaker.agent.kv import Readings
from tastemaker.agent.line import Line
from tastemaker.agent.llama import Llama, physical_cores, sampled_digest
from tastemaker.tools.errors import MissingExtra, ModelFailed

REMEMBERED = 256  # own replies whose tokens are remembered
Cancel = threading.Event | Callable[[], bool]


@dataclass(frozen=True)
class Identity:
    """Names a model file: its name and a digest."""

    name: str
    digest: str


@dataclass(frozen=True)
class Speed:
    """Is how fast the model has been so far, in tokens a second; zero where nothing was measured."""

    reading: float
    writing: float


@dataclass
class _Loaded:
    """What exists once the file is in memory."""

    engine: Llama
    readings: Readings
    identity: Identity
    line: Line
    replies: dict[str, list[int]] = field(default_factory=dict)  # own texts, and the tokens they were made of
    totals: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("read", "written", "r_ms", "w_ms"), 0.0)
    )

    def tokens(self, pieces: Iterator[Piece]) -> list[int]:
        found: list[int] = []
        for piece in pieces:
            found += [self.engine.marks[piece]] if isinstance(piece, Mark) else self._of_text(piece)
        return found

    def _of_text(self, text: str) -> list[int]:
        # A reply is read back as the tokens it was written in, which need not be those of its text.
        known = max((own for own in self.replies if text.startswith(own)), key=len, default="")
        return self.replies.get(known, []) + self.engine.tokenize(
            text[len(known) :].encode("utf-8", "replace")
        )

    def remember(self, text: str, tokens: list[int]) -> None:
        self.replies.pop(text, None)
        self.replies[text] = tokens
        if len(self.replies) > REMEMBERED:
            del self.replies[next(iter(self.replies))]


class LlamaCpp(BaseChatModel):
    """A chat model in a GGUF file on this machine.

    The file is loaded at first use. Calls are answered one at a time in the order they came, from any
    thread. A call takes, beside LangChain's own arguments: `max_tokens`, `seconds`, `temperature`, `cancel`
    (an event or a function), `until` (a function of the text so far that says when it is enough), `progress`
    (a function of tokens read and tokens to read) and `grammar`. When the last message is an AIMessage
    without calls, the model goes on with its text.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    path: Path
    digest: str = ""
    context: int = Field(default=8192, ge=256)
    threads: int | None = None
    gpu_layers: int | None = None
    kv_type: Literal["f16", "q8_0"] = "f16"
    temperature: float = Field(default=0.0, ge=0)
    seed: int = 0
    max_tokens: int = Field(default=512, ge=1)
    stop: list[str] | None = None
    seconds: float | None = None
    states: Path | None = None

    _loaded: _Loaded | None = PrivateAttr(default=None)
    _lock: Any = PrivateAttr(default_factory=threading.Lock)
    _grammars: dict[str, Node | None] = PrivateAttr(default_factory=dict)

    @property
    def _llm_type(self) -> str:
        return "tastemaker-llama-cpp"

    @property
    def model_name(self) -> str:
        """Is the file's name without its ending."""
        return self.path.stem

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name, "temperature": self.temperature, "max_tokens": self.max_tokens}

    def _ready(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                threads = self.threads or physical_cores()
                engine = Llama(_library(), self.path, self.context, threads, self.gpu_layers, self.kv_type)
                identity = Identity(self.model_name, self.digest or sampled_digest(self.path))
                key = f"{identity.digest} {self.kv_type} {engine.gpu} {engine.version}"
                readings = Readings(engine, self.states, key)
                self._loaded = _Loaded(engine, readings, identity, Line(f"llama {self.model_name}"))
            return self._loaded

    def load(self) -> LlamaCpp:
        """Loads the file now; raises ModelFailed when that is not possible."""
        self._ready()
        return self

    def close(self) -> None:
        """Ends what is being written and frees the memory."""
        with self._lock:
            loaded, self._loaded = self._loaded, None
        if loaded is not None:
            loaded.line.close()
            loaded.engine.close()

    @property
    def identity(self) -> Identity:
        """Names the model file."""
        return self._ready().identity

    @property
    def speed(self) -> Speed:
        """Tells how fast the model read and wrote so far."""
        totals = self._ready().totals
        return Speed(
            *(1000 * totals[tokens] / totals[ms] if totals[ms] else 0.0
              for tokens, ms in (("read", "r_ms"), ("written", "w_ms")))
        )  # fmt: skip

    @property
    def hardware(self) -> dict[str, Any]:
        """Tells what the model runs on: threads, GPU, context and the type of its memory."""
        engine = self._ready().engine
        return {"threads": engine.threads, "gpu": engine.gpu, "context": engine.room, "kv_type": self.kv_type}

    def count_tokens(self, text: str) -> int:
        """Counts the tokens of a text."""
        return len(self.get_token_ids(text))

    def get_token_ids(self, text: str) -> list[int]:
        """Splits a text into tokens."""
        return self._ready().engine.tokenize(text.encode("utf-8", "replace"))

    def warm(self, messages: Sequence[BaseMessage], tools: Sequence[ToolLike] = ()) -> int:
        """Reads the beginning of coming prompts, or fetches it from `states`; tells how many it read."""
        loaded = self._ready()
        about = describe([Tool.of(tool) for tool in tools]) if tools else ""
        tokens = loaded.tokens(render(messages, about, answer=False))

        def read(gone: Callable[[], bool]) -> int:
            return loaded.readings.warm(tokens) if tokens else 0

        return loaded.line.run(read)

    def bind_tools(
        self,
        tools: Sequence[ToolLike],
        *,
        tool_choice: str | dict[str, Any] | bool | None = None,
        parallel_tool_calls: bool = True,
        describe_tools: bool = True,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Lets the model call tools, and it cannot call them wrongly: one grammar holds every reply.

        `tool_choice` is "auto" (also None), "any", "none" or a tool's name. `describe_tools` puts one line a
        tool into the system message; switch it off when the caller's own prompt does that.
        """
        bound = [convert_to_openai_tool(tool) for tool in tools]
        choose = _choice(tool_choice)
        _grammar(bound, choose, parallel_tool_calls)  # an unknown name or schema fails here, not in the turn
        return self.bind(
            tools=bound, tool_choice=choose, parallel_tool_calls=parallel_tool_calls,
            describe_tools=describe_tools, **kwargs,
        )  # fmt: skip

    def _grammar_of(self, tools: Sequence[dict[str, Any]], choose: str, several: bool) -> Node | None:
        key = json.dumps([tools, choose, several])
        if key not in self._grammars:
            if len(self._grammars) >= 64:
                self._grammars.clear()
            self._grammars[key] = _grammar(tools, choose, several)
        return self._grammars[key]

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        tools: Sequence[dict[str, Any]] = (),
        tool_choice: Any = None,
        parallel_tool_calls: bool = True,
        describe_tools: bool = True,
        grammar: Node | None = None,
        cancel: Cancel | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        loaded = self._ready()
        choose = _choice(tool_choice)
        if tools:
            grammar = self._grammar_of(tools, choose, parallel_tool_calls)
        about = describe([Tool.of(tool) for tool in tools], choose) if tools and describe_tools else ""
        begun = str(messages[-1].text).rstrip(" ") if is_prefill(messages) else ""
        if begun:
            messages = [*messages[:-1], AIMessage(begun)]
        prompt = loaded.tokens(render(messages, about))
        room = loaded.engine.room - len(prompt)
        if room < 16:
            raise ModelFailed(
                f"the conversation has {len(prompt)} tokens and the model's context holds {loaded.engine.room}; "
                "start a new one or set a larger context"
            )
        asked = cancel.is_set if isinstance(cancel, threading.Event) else cancel
        report, waited = Report(), time.perf_counter()
        stops = tuple(stop if stop is not None else self.stop or ())

        def work(gone: Callable[[], bool]) -> Iterator[str]:
            order = Order(
                grammar=grammar,
                max_tokens=min(kwargs.get("max_tokens") or self.max_tokens, room - 8),
                seconds=kwargs.get("seconds", self.seconds),
                stop=stops,
                until=kwargs.get("until"),
                progress=kwargs.get("progress"),
                temperature=_first(kwargs.get("temperature"), self.temperature),
                seed=_first(kwargs.get("seed"), self.seed),
                cancelled=gone if asked is None else lambda: gone() or asked(),
            )
            nonlocal waited
            waited = time.perf_counter() - waited
            yield from decode(loaded.engine, loaded.readings, prompt, order, report)

        reader = CallReader() if tools and choose != "none" else None
        calling = None  # not known before the first character
        for text in loaded.line.stream(work):
            if calling is None:
                calling = reader is not None and text.startswith("{")
                if begun and not calling:
                    text = text.lstrip(" ")  # the caller's own text may have ended with this space
            if calling and reader is not None:
                for call in reader.feed(text):
                    yield _chunk(tool_call_chunks=[call])
            elif text:
                yield _chunk(content=text)
        if calling and reader is not None:
            for call in reader.end():
                yield _chunk(tool_call_chunks=[call])
        loaded.remember(begun + report.text, loaded._of_text(begun) + report.tokens) if report.text else None
        self._count(loaded, report)
        yield _chunk(
            chunk_position="last",
            usage_metadata={
                "input_tokens": report.prompt,
                "output_tokens": report.generated + report.forced,
                "total_tokens": report.prompt + report.generated + report.forced,
                "input_token_details": {"cache_read": report.cached},
            },
            response_metadata={
                "model_name": self.model_name,
                "finish_reason": "tool_calls" if calling and report.finish == "stop" else report.finish,
                "timings": {
                    "waited_ms": round(1000 * waited, 1),
                    "prompt_ms": round(report.prompt_ms, 1),
                    "generate_ms": round(report.generate_ms, 1),
                    "prompt_tokens": report.prompt - report.cached,
                    "cached_tokens": report.cached,
                    "generated_tokens": report.generated,
                    "forced_tokens": report.forced,
                },
            },
        )

    @staticmethod
    def _count(loaded: _Loaded, report: Report) -> None:
        read = report.prompt - report.cached
        if read >= 32:  # a short remainder says little of the speed
            loaded.totals["read"] += read
            loaded.totals["r_ms"] += report.prompt_ms
        loaded.totals["written"] += report.generated
        loaded.totals["w_ms"] += report.generate_ms

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        cancel: Cancel | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        gone = threading.Event()
        asked = cancel.is_set if isinstance(cancel, threading.Event) else cancel
        cancelled = gone.is_set if asked is None else lambda: gone.is_set() or asked()
        chunks = self._stream(messages, stop, cancel=cancelled, **kwargs)
        loop, done = asyncio.get_running_loop(), object()
        try:
            while (chunk := await loop.run_in_executor(None, partial(next, chunks, done))) is not done:
                assert isinstance(chunk, ChatGenerationChunk)
                yield chunk
        finally:
            gone.set()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return await agenerate_from_stream(self._astream(messages, stop, **kwargs))


def _library() -> Any:
    try:
        from llama_cpp import llama_cpp
    except ImportError as error:
        raise MissingExtra(
            f"llama-cpp-python is missing: {error}; run `pip install llama-cpp-python`"
        ) from None
    return llama_cpp


def _first(given: Any, otherwise: Any) -> Any:
    return otherwise if given is None else given


def _chunk(content: str = "", **parts: Any) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=AIMessageChunk(content=content, **parts))


def _choice(tool_choice: Any) -> str:
    """Reads the spellings of a tool choice that are in use."""
    match tool_choice:
        case None | False:
            return "auto"
        case True | "required":
            return "any"
        case {"function": {"name": str(name)}} | {"name": str(name)}:
            return name
        case str():
            return tool_choice
    raise ValueError(f"tool_choice {tool_choice!r} is none of 'auto', 'any', 'none' or a tool's name")


def _grammar(tools: Sequence[dict[str, Any]], choose: str, several: bool) -> Node | None:
    found = [Tool.of(tool) for tool in tools]
    named = choose not in ("auto", "any", "none")
    return reply_grammar(found, choose, several and not named)
