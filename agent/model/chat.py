"""The local language model: a LangChain chat model over llama.cpp.

A conversation is rendered by chatml, read through cache by engine, and answered by decode under a grammar of
calls; library keeps the loaded files, and this module is what LangChain sees.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict, Field, PrivateAttr

from tastemaker.agent.model.calls import Tool, ToolLike, choice_of, describe, grammar_of
from tastemaker.agent.model.chatml import is_prefill, render
from tastemaker.agent.model.chunks import chunks
from tastemaker.agent.model.decode import ReplyOrder, ReplyReport
from tastemaker.agent.model.grammar.nodes import Node
from tastemaker.agent.model.llama import library
from tastemaker.agent.model.llama.engine import physical_cores
from tastemaker.agent.model.llama.fit import Hardware, KeptType
from tastemaker.agent.model.llama.library import Loading
from tastemaker.agent.model.served import Served, Speed

Cancel = threading.Event | Callable[[], bool]


class LlamaCpp(BaseChatModel):
    """A chat model in a GGUF file on this machine.

    The file is loaded at first use; what is not said of context, layers and their like the hardware decides.
    Calls are answered one at a time in the order they came, from any thread. A call takes, beside LangChain's
    own arguments: `max_tokens`, `seconds`, `cancel` (an event or a function), `until` (a function of the text
    so far that says when it is enough), `urgent` (False lets others go first) and `grammar`. It always says
    what is likeliest. When the last message is an AIMessage without calls, the model goes on with its text.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    path: Path
    digest: str = ""
    context: int | None = Field(default=None, ge=256)
    threads: int | None = None
    gpu_layers: int | None = None
    batch_tokens: int | None = Field(default=None, ge=1)
    kv_type: KeptType | None = None
    flash_attention: bool | None = None
    max_tokens: int = Field(default=512, ge=1)
    stop: list[str] | None = None
    seconds: float | None = None
    states: Path | None = None
    adapter: Path | None = None

    _served: Served | None = PrivateAttr(default=None)

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
            hardware = Hardware(
                self.threads or physical_cores(), self.context, self.gpu_layers, self.batch_tokens,
                self.kv_type, self.flash_attention,
            )  # fmt: skip
            self._served = library.served(
                Loading(self.path, self.digest, hardware, self.states, self.adapter)
            )
        return self._served

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
            "cuda": library.compiled_for_cuda(),
            "threads": engine.threads, "gpu": engine.gpu, "gpu_layers": engine.gpu_layers,
            "layers": engine.layers, "context": engine.room, "kv_type": engine.kv_type,
            "batch": engine.batch,
        }  # fmt: skip

    def bare(self, context: int) -> Any:
        """Opens the same file, threads and layers by llama-cpp-python's own class, to measure against."""
        engine = self.served.engine
        layers = -1 if engine.gpu_layers == engine.layers else engine.gpu_layers
        return library.bare(self.path, context, engine.threads, layers, self.adapter)

    def get_token_ids(self, text: str) -> list[int]:
        """Splits a text into tokens."""
        return self.served.engine.tokenize(text.encode("utf-8", "replace"))

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
        choose = choice_of(tool_choice)
        grammar_of(bound, choose, parallel_tool_calls)  # a wrong name or schema fails here, not in the turn
        return self.bind(
            tools=bound, tool_choice=choose, parallel_tool_calls=parallel_tool_calls,
            describe_tools=describe_tools, **kwargs,
        )  # fmt: skip

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
        choose = choice_of(tool_choice)
        if tools:
            grammar = grammar_of(tools, choose, parallel_tool_calls)
        about = describe([Tool.of(tool) for tool in tools], choose) if tools and describe_tools else ""
        begun = str(messages[-1].text).rstrip(" ") if is_prefill(messages) else ""
        if begun:
            messages = [*messages[:-1], AIMessage(begun)]
        order = ReplyOrder(
            grammar=grammar,
            max_tokens=_given(max_tokens, self.max_tokens),
            seconds=_given(seconds, self.seconds),
            stop=tuple(_given(stop, self.stop) or ()),
            until=until,
            cancelled=_asker(cancel),
            urgent=urgent,
        )
        report = ReplyReport()
        texts = served.answer(list(render(messages, about)), order, report)
        yield from chunks(texts, report, self.model_name, bool(tools) and choose != "none", begun)

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


def _given(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _asker(cancel: Cancel | None) -> Callable[[], bool]:
    if cancel is None:
        return lambda: False
    return cancel.is_set if isinstance(cancel, threading.Event) else cancel
