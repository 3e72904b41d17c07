"""Messages as the text a Qwen model was trained on (ChatML).

The same messages always give the same text, and a longer conversation begins with the text of the shorter
one: that is what lets the model's memory be used again. Markers are kept apart from contents, so that no
content can forge one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from tastemaker.agent.model.calls import call_line


class Mark(Enum):
    """Is a control token of ChatML."""

    START = "<|im_start|>"
    END = "<|im_end|>"


Piece = Mark | str


def _role(message: BaseMessage) -> str:
    match message:
        case SystemMessage():
            return "system"
        case AIMessage():
            return "assistant"
        case HumanMessage() | ToolMessage():
            return "user"
    role = getattr(message, "role", message.type)
    return "user" if role in ("human", "tool", "function") else str(role)


def _content(message: BaseMessage) -> str:
    content = str(message.text)
    if isinstance(message, ToolMessage):
        return f"<tool_response>\n{content}\n</tool_response>"
    if isinstance(message, AIMessage) and message.tool_calls:
        calls = "\n".join(call_line(call) for call in message.tool_calls)
        return f"{content}\n{calls}" if content else calls
    return content


def is_prefill(messages: Sequence[BaseMessage]) -> bool:
    """Tells whether the last message is the beginning of the answer, for the model to go on with."""
    return bool(messages) and isinstance(messages[-1], AIMessage) and not messages[-1].tool_calls


def render(messages: Sequence[BaseMessage], about_tools: str = "", answer: bool = True) -> Iterator[Piece]:
    """Yields the conversation's pieces, and with `answer` the beginning of the model's turn."""
    if about_tools:
        first = messages[0] if messages and isinstance(messages[0], SystemMessage) else None
        told = f"{first.text}\n\n{about_tools}" if first else about_tools
        messages = [SystemMessage(told), *messages[1 if first else 0 :]]
    goes_on = answer and is_prefill(messages)
    for at, message in enumerate(messages):
        follows_result = at > 0 and isinstance(messages[at - 1], ToolMessage)
        if isinstance(message, ToolMessage) and follows_result:
            yield "\n" + _content(message)  # results of one turn stand together
        else:
            yield from (Mark.START, f"{_role(message)}\n", _content(message))
        last = at + 1 == len(messages)
        more_results = (
            not last and isinstance(message, ToolMessage) and isinstance(messages[at + 1], ToolMessage)
        )
        if not more_results and not (goes_on and last):
            yield from (Mark.END, "\n")
    if answer and not goes_on:
        yield from (Mark.START, "assistant\n")
