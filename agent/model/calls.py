"""Tools as the model sees them, and its calls: how they are described, spelled, kept in form and read back.

A call is one line, `{"tool":NAME,"args":{...}}`.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from langchain_core.messages import ToolCall
from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from tastemaker.agent.model.grammar.nodes import Character, Node, Repeat, Rule, choice, sequence
from tastemaker.agent.model.grammar.schema import Schema, dumps, value_grammar

ToolLike = Mapping[str, Any] | type | Callable[..., Any] | BaseTool
MOST_CALLS = 4  # in one answer
BEFORE_NAME = '{"tool":"'
"""What every call begins with; the name of the tool follows."""


@dataclass(frozen=True)
class Tool:
    """What a model needs to know of a tool: its name, its description and the schema of its arguments."""

    name: str
    description: str
    parameters: Schema

    @classmethod
    def of(cls, tool: ToolLike) -> Tool:
        """Reads any tool that LangChain knows: a BaseTool, a function, a pydantic class, a dict."""
        found = convert_to_openai_tool(tool)["function"]
        return cls(found["name"], found.get("description", ""), found.get("parameters", {"type": "object"}))

    @property
    def signature(self) -> str:
        """Says name and arguments in one line; a question mark stands after what can be left out."""
        required = set(self.parameters.get("required", ()))
        arguments = (
            f"{name}{'' if name in required else '?'}: {_kind(schema, self.parameters)}"
            for name, schema in self.parameters.get("properties", {}).items()
        )
        return f"{self.name}({', '.join(arguments)})"

    def grammar(self) -> Node:
        """Makes the grammar of one call."""
        parameters = self.parameters
        if not parameters.get("properties") and "$ref" not in parameters:
            parameters = {**parameters, "type": "object", "additionalProperties": False}
        return sequence(f'{{"tool":{dumps(self.name)},"args":', value_grammar(parameters), "}")


def _kind(schema: Any, root: Schema) -> str:
    """Names a schema's type in a word or two, as a programmer would."""
    if not isinstance(schema, Mapping):
        return "any"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found = root.get("$defs", {}).get(name, {})
        return _kind(found, root) if "enum" in found else name
    if "enum" in schema or "const" in schema:
        return "|".join(dumps(value) for value in schema.get("enum", [schema.get("const")]))
    options = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if options:
        names = dict.fromkeys(_kind(each, root) for each in options if each.get("type") != "null")
        return "|".join(names)
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}), root)}]"
    if schema.get("properties"):
        inner = (f"{name}: {_kind(each, root)}" for name, each in schema["properties"].items())
        return f"{{{', '.join(inner)}}}"
    kind = schema.get("type", "any")
    return "|".join(kind) if isinstance(kind, list) else str(kind)


# What a plain answer may not begin with: a call, or a fence, list or tag round one.
_BEGINNING = Character(frozenset(range(0x21, 0x7F)) - frozenset(b"{[<`"), beyond=True)
_ANY = Character(frozenset(range(0x20, 0x7F)) | frozenset(b"\n\t"), beyond=True)
PLAIN = sequence(_BEGINNING, Repeat(_ANY, 0, None))


def reply_grammar(tools: Sequence[Tool], choose: str, several: bool) -> Node | None:
    """Makes the grammar of a whole reply.

    `choose` is "auto" (a call or plain text), "any" (a call), "none" (plain text: no grammar) or a tool's
    name; `several` allows more than one call, one a line.
    """
    if choose == "none" or not tools:
        return None
    chosen = [tool for tool in tools if choose in ("auto", "any", tool.name)]
    if not chosen:
        raise ValueError(f"no tool {choose!r}; there are {', '.join(tool.name for tool in tools)}")
    call = Rule("call", choice(*(tool.grammar() for tool in chosen)))
    calls = sequence(call, Repeat(sequence("\n", call), 0, MOST_CALLS - 1)) if several else call
    return choice(calls, PLAIN) if choose == "auto" else calls


def choice_of(tool_choice: Any) -> str:
    """Reads the spellings of a tool choice that are in use as what `reply_grammar` takes."""
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


def grammar_of(tools: Sequence[Mapping[str, Any]], choose: str, several: bool) -> Node | None:
    """Makes the grammar of a whole reply for tools in OpenAI's form; the last few are kept."""
    return _grammar_of(json.dumps(tools), choose, several and choose in ("auto", "any", "none"))


@lru_cache(maxsize=64)
def _grammar_of(tools: str, choose: str, several: bool) -> Node | None:
    return reply_grammar([Tool.of(tool) for tool in json.loads(tools)], choose, several)


def describe(tools: Sequence[Tool], choose: str = "auto") -> str:
    """Tells the model of its tools in few words: one line a tool, and how to call one."""
    lines = [f"- {tool.signature}: {' '.join(tool.description.split())}".rstrip(": ") for tool in tools]
    otherwise = " Otherwise answer in plain text." if choose == "auto" else ""
    return (
        "You can call these tools:\n" + "\n".join(lines) + "\n"
        'To call one, answer with {"tool":NAME,"args":{...}} and nothing else.' + otherwise
    )


def call_line(call: ToolCall) -> str:
    """Writes a tool call as the grammar spells it."""
    return dumps({"tool": call["name"], "args": call["args"]})


_HEAD = re.compile(r'\{"tool":("(?:[^"\\]|\\.)*"),"args":')


class CallReader:
    """Reads tool calls, one a line, while they are being written."""

    def __init__(self) -> None:
        self._line = ""
        self._sent: int | None = None  # characters of the line told so far; None before the name is known
        self._index = 0

    def feed(self, text: str) -> Iterator[ToolCallChunk]:
        """Yields what `text` adds: the name with the call's id first, then its arguments."""
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                yield from self.end()
                self._line, self._sent = "", None
                self._index += 1
            else:
                self._line += piece
                # The last brace may be the one that closes the call and belongs to no argument.
                yield from self._told(len(self._line) - 1)

    def end(self) -> Iterator[ToolCallChunk]:
        """Yields what was held back, when the call is complete."""
        yield from self._told(len(self._line) - 1)

    def _told(self, until: int) -> Iterator[ToolCallChunk]:
        if self._sent is None:
            head = _HEAD.match(self._line)
            if head is None:
                return
            self._sent = head.end()
            yield tool_call_chunk(
                name=json.loads(head[1]), args="", id=f"call_{uuid.uuid4().hex[:16]}", index=self._index
            )
        if until > self._sent:
            yield tool_call_chunk(args=self._line[self._sent : until], index=self._index)
            self._sent = until
