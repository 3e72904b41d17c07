"""What a turn asks of a server: calls in any spelling, servers that cannot be forced or are too slow."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
import openai
import pytest
from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import Runnable, RunnableLambda

from tastemaker.agent.model.asking import called
from tastemaker.agent.understand.offered import tool_schemas
from tastemaker.tools.errors import ModelFailed


class Elsewhere(FakeListChatModel):
    """A server that answers the next of `replies`, however the tools are bound; an error is raised."""

    replies: list[Any]
    responses: list[str] = []
    asked: list[Any] = []

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: Any = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        def answer(messages: Any) -> AIMessage:
            self.asked.append(tool_choice)
            reply = self.replies.pop(0)
            if isinstance(reply, Exception):
                raise reply
            return AIMessage(reply) if isinstance(reply, str) else AIMessage("", tool_calls=[reply])

        return RunnableLambda(answer)


def calls(*replies: Any) -> tuple[list[dict[str, Any]], list[Any]]:
    model = Elsewhere(replies=list(replies), asked=[])
    found, _ = called(
        model, [HumanMessage("boots")], tool_schemas(), max_tokens=9, seconds=1, cancel=lambda: False
    )
    return found, model.asked


@pytest.mark.parametrize(
    "text",
    [
        '{"tool": "search", "args": {"query": "boots"}}',
        '<tool_call>\n{"name": "search", "arguments": {"query": "boots"}}\n</tool_call>',
        '```json\n{"name": "search", "arguments": {"query": "boots"}',
    ],
)
def test_a_call_that_comes_as_text_is_read(text: str) -> None:
    assert calls(text) == ([{"name": "search", "args": {"query": "boots"}}], ["any"])


@pytest.mark.parametrize("text", ["", "Boots are nice.", "{", '{"name": 3}', '["search"]', '{"a": "b"'])
def test_what_is_no_call_is_none(text: str) -> None:
    assert calls(text)[0] == []


def test_an_argument_of_a_wrong_type_is_dropped() -> None:
    call = {"name": "compare", "args": {"items": "1 and 2"}, "id": "x"}
    assert calls(call)[0] == [{"name": "compare", "args": {}}]
    call = {"name": "search", "args": {"query": ["boots"], "price_max": 9}, "id": "x"}
    assert calls(call)[0] == [{"name": "search", "args": {"price_max": 9}}]


def refused(make: Callable[..., Exception], status: int) -> Exception:
    request = httpx.Request("POST", "http://127.0.0.1/v1/chat/completions")
    return make("no", response=httpx.Response(status, request=request), body=None)


def test_a_server_that_cannot_be_forced_is_asked_without() -> None:
    call = {"name": "history", "args": {}, "id": "x"}
    found, asked = calls(refused(openai.BadRequestError, 400), call)
    assert found == [{"name": "history", "args": {}}] and asked == ["any", None]


def test_a_server_that_is_too_slow_is_not_asked_again() -> None:
    slow = openai.APITimeoutError(request=httpx.Request("POST", "http://127.0.0.1"))
    with pytest.raises(ModelFailed, match="APITimeoutError"):
        calls(slow, "never asked")
