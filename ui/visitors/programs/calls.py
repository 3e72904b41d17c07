"""What a program may call: the tools, whose answers are words, and the catalogue, whose answers are data.

Nothing is kept between two calls and none is of a shopper: no program can come into another's conversation.
"""

import json
import traceback
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, TextContent, Tool, ToolAnnotations
from pydantic import BaseModel, ValidationError, create_model
from pydantic.json_schema import GenerateJsonSchema

from tastemaker.agent.understand.offered import arguments_of, fault
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.visitors.programs.catalog import Response, UniversalCatalog, refused
from tastemaker.ui.visitors.programs.requests import LookupRequest, ProductRequest, SearchRequest

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_LONGEST = 16_000
"""Characters of all arguments of a call together."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


class _Untitled(GenerateJsonSchema):
    """Schemas without a title for each field, which would only say its name again."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


class Calls:
    """The calls that an agent's shop answers, by the names of their tools."""

    def __init__(self, agent: "Agent") -> None:
        catalog = UniversalCatalog(lambda: agent.shop)
        self._tools = {tool.name: tool for tool in agent.tools()}
        self._catalog: Mapping[str, tuple[str, type[BaseModel], Callable[[Any], Response]]] = {
            "search_catalog": ("search", SearchRequest, catalog.search_catalog),
            "lookup_catalog": ("lookup", LookupRequest, catalog.lookup_catalog),
            "get_product": ("lookup", ProductRequest, catalog.get_product),
        }

    @cached_property
    def listed(self) -> list[Tool]:
        """What there is to call, each with what it does and the schema of its arguments."""
        told = [
            (name, str(run.__doc__), create_model(name, meta=(dict[str, Any], {}), catalog=(request, ...)))
            for name, (_, request, run) in self._catalog.items()
        ]
        told += [(name, tool.description, arguments_of(name)) for name, tool in self._tools.items()]
        return [
            Tool(
                name=name,
                description=" ".join(about.split()),
                input_schema=model.model_json_schema(schema_generator=_Untitled),
                annotations=_READS,
            )
            for name, about, model in told
        ]

    def call(self, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
        """The answer to a call; what cannot be done is said in one sentence.

        Raises MCPError where the protocol itself wants one: for an unknown tool, and for too many ids.
        """
        if name not in self._tools and name not in self._catalog:
            known = ", ".join([*self._catalog, *self._tools])
            raise MCPError(INVALID_PARAMS, f"There is no tool '{name[:100]}'; there are {known}.")
        try:
            length = len(json.dumps(arguments, ensure_ascii=False))
            if length > _LONGEST:
                said = f"The arguments of {name} have {length:,} characters; say it in at most {_LONGEST:,}."
                return sentence(said)
            given = _sound(dict(arguments))
            return self._in_words(name, given) if name in self._tools else self._as_data(name, given)
        except TastemakerError as error:
            return sentence(str(error))
        except MCPError:
            raise
        except Exception:  # a bug: the traceback is for the terminal, and nothing of it for the program
            traceback.print_exc()
            return sentence(f"{name} broke off; try it with other arguments, and tell the owner of the shop.")

    def _in_words(self, name: str, arguments: dict[str, Any]) -> CallToolResult:
        said = self._tools[name].invoke({"type": "tool_call", "name": name, "args": arguments, "id": name})
        return sentence(said.content, wrong=said.status == "error")

    def _as_data(self, name: str, arguments: dict[str, Any]) -> CallToolResult:
        capability, request, run = self._catalog[name]
        # Over HTTP without MCP the protocol sends what is in `catalog` by itself.
        asked = arguments.get("catalog", {key: value for key, value in arguments.items() if key != "meta"})
        try:
            told = run(request.model_validate(asked))
        except ValidationError as error:
            if error.errors()[0]["type"] == "too_long":
                raise MCPError(INVALID_PARAMS, f"{name}: {fault(error)}.") from None
            told = refused(capability, "invalid_request", f"{name}: {fault(error)}.")
        return CallToolResult(
            content=[TextContent(text=json.dumps(told, ensure_ascii=False))],
            structured_content=told,
            is_error=told["ucp"].get("status") == "error",
        )


def sentence(said: str, wrong: bool = True) -> CallToolResult:
    """An answer in words."""
    return CallToolResult(content=[TextContent(text=said)], is_error=wrong)


def _sound(value: Any) -> Any:
    """A value of JSON in which all texts are sound."""
    match value:
        case str():
            return sound(value)
        case dict():
            return {sound(name): _sound(one) for name, one in value.items()}
        case list():
            return [_sound(one) for one in value]
    return value
