"""The local language model: a LangChain chat model over llama.cpp. Nothing else imports llama_cpp.

A conversation is rendered by chatml, read through kv by llama, and answered by decode under a grammar of
calls; served keeps the loaded file, and this module is what LangChain sees.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import cache, partial
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

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.calls import CallReader, Tool, ToolLike, describe, reply_grammar
from tastemaker.agent.model.chatml import is_prefill, render
from tastemaker.agent.model.decode import Order, Report
from tastemaker.agent.model.engine import Llama, physical_cores, sampled_digest
from tastemaker.agent.model.grammar.nodes import Node
from tastemaker.agent.model.served import Hidden, Identity, Served, Speed
from tastemaker.tools.encode.threads import asleep
from tastemaker.tools.errors import MissingExtra

Cancel = threading.Event | Callable[[], bool]
# Two models of one file and the same settings share its memory.
_SERVED: weakref.WeakValueDictionary[tuple[Any, ...], Served] = weakref.WeakValueDictionary()
_LOADING = threading.Lock()


class LlamaCpp(BaseChatModel):
    """A chat model in a GGUF file on this machine.

    The file is loaded at first use. Calls are answered one at a time in the order they came, from any
    thread. A call takes, beside LangChain's own arguments: `max_tokens`, `seconds`, `cancel` (an event
    or a function), `until` (a function of the text so far that says when it is enough), `urgent` (False lets
    others go first) and `grammar`. It always says what is likeliest. When the last message is an AIMessage
    without calls, the model goes on with its text.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    path: Path
    digest: str = ""
    context: int = Field(default=8192, ge=256)
    threads: int | None = None
    gpu_layers: int | None = None
    kv_type: Literal["f16", "q8_0"] = "f16"
    max_tokens: int = Field(default=512, ge=1)
    stop: list[str] | None = None
    seconds: float | None = None
    states: Path | None = None

    _served: Served | None = PrivateAttr(default=None)
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
        return {"model_name": self.model_name, "max_tokens": self.max_tokens}

    @property
    def served(self) -> Served:
        """The loaded file, which is loaded first where it is not; raises ModelFailed."""
        if self._served is None or self._served.closed:
            settings = (self.path, self.context, self.threads, self.gpu_layers, self.kv_type, self.states)
            with _LOADING:
                served = _SERVED.get(settings)
                if served is None or served.closed:
                    served = _SERVED[settings] = self._serve()
            self._served = served
        return self._served

    def _serve(self) -> Served:
        threads = self.threads or physical_cores()
        engine = Llama(_library(), self.path, self.context, threads, self.gpu_layers, self.kv_type)
        identity = Identity(self.model_name, self.digest or sampled_digest(self.path))
        key = f"{identity.digest} {self.kv_type} {engine.gpu} {engine.version}"
        return Served(engine, Readings(engine, self.states, key), identity)

    def load(self) -> LlamaCpp:
        """Loads the file now; raises ModelFailed when that is not possible."""
        _ = self.served
        return self

    def close(self) -> None:
        """Ends what is being written and frees the memory; the next call loads the file again."""
        if self._served is not None:
            self._served.close()
            self._served = None

    @property
    def identity(self) -> Identity:
        """Names the model file."""
        return self.served.identity

    @property
    def speed(self) -> Speed:
        """Tells how fast the model read and wrote so far."""
        return self.served.speed

    @property
    def hardware(self) -> dict[str, Any]:
        """Tells what the model runs on: threads, layers on a GPU, context and the type of its memory.

        `cuda` says whether the engine was compiled for CUDA, `gpu` whether it also finds a device.
        """
        engine = self.served.engine
        return {
            "cuda": any((Path(_library().__file__).parent / "lib").glob("*ggml-cuda*")),
            "threads": engine.threads, "gpu": engine.gpu, "gpu_layers": engine.gpu_layers,
            "layers": engine.layers, "context": engine.room, "kv_type": self.kv_type,
        }  # fmt: skip

    def bare(self, context: int) -> Any:
        """Opens the same file, threads and layers by llama-cpp-python's own class, to measure against."""
        _library()
        from llama_cpp import Llama as Bare

        return Bare(
            str(self.path), n_ctx=context, n_threads=self.served.engine.threads, verbose=False,
            n_threads_batch=self.served.engine.threads, n_gpu_layers=self.gpu_layers or 0, flash_attn=True,
        )  # fmt: skip

    def count_tokens(self, text: str) -> int:
        """Counts the tokens of a text."""
        return len(self.get_token_ids(text))

    def get_token_ids(self, text: str) -> list[int]:
        """Splits a text into tokens."""
        return self.served.engine.tokenize(text.encode("utf-8", "replace"))

    def hidden(
        self, messages: Sequence[BaseMessage], seconds: float | None = None, cancel: Cancel | None = None
    ) -> Hidden:
        """Gives the last layer's state at the end of a prompt: what the model is about to say.

        When the last message is an AIMessage, it is the beginning of the answer. Raises ModelFailed.
        """
        return self.served.hidden(list(render(messages)), Order(seconds=seconds, cancelled=_asker(cancel)))

    def warm(self, messages: Sequence[BaseMessage], tools: Sequence[ToolLike] = ()) -> int:
        """Reads the beginning of coming prompts, or fetches it from `states`; tells how many it read."""
        about = describe([Tool.of(tool) for tool in tools]) if tools else ""
        return self.served.warm(list(render(messages, about, answer=False)))

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
        self._grammar_of(
            bound, choose, parallel_tool_calls
        )  # an unknown name or schema fails here, not in the turn
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
        max_tokens: int | None = None,
        seconds: float | None = None,
        cancel: Cancel | None = None,
        until: Callable[[str], bool] | None = None,
        urgent: bool = True,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        served = self.served
        choose = _choice(tool_choice)
        if tools:
            grammar = self._grammar_of(tools, choose, parallel_tool_calls)
        about = describe([Tool.of(tool) for tool in tools], choose) if tools and describe_tools else ""
        begun = str(messages[-1].text).rstrip(" ") if is_prefill(messages) else ""
        if begun:
            messages = [*messages[:-1], AIMessage(begun)]
        order = Order(
            grammar=grammar,
            max_tokens=_given(max_tokens, self.max_tokens),
            seconds=_given(seconds, self.seconds),
            stop=tuple(_given(stop, self.stop) or ()),
            until=until,
            cancelled=_asker(cancel),
            urgent=urgent,
        )
        report = Report()
        reader = CallReader() if tools and choose != "none" else None
        calling: bool | None = None  # not known before the first character
        for text in served.answer(list(render(messages, about)), order, report):
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
        yield self._last(report, bool(calling))

    def _last(self, report: Report, calling: bool) -> ChatGenerationChunk:
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
                "model_name": self.model_name,
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

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        cancel: Cancel | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        gone, asked = threading.Event(), _asker(cancel)
        chunks = self._stream(messages, stop, cancel=lambda: gone.is_set() or asked(), **kwargs)
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


@cache
def _library() -> Any:
    try:
        with asleep():
            from llama_cpp import _utils, llama_cpp
    except ImportError as error:
        raise MissingExtra(f"{error}; run `pip install llama-cpp-python`") from None
    for opened in (_utils.outnull_file, _utils.errnull_file):  # at its import, to be closed by nobody
        atexit.register(opened.close)
    return llama_cpp


def _given(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _asker(cancel: Cancel | None) -> Callable[[], bool]:
    if cancel is None:
        return lambda: False
    return cancel.is_set if isinstance(cancel, threading.Event) else cancel


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
