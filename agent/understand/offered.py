"""The tools as models of any kind are offered them: name, docstring and signature of each method."""

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, get_type_hints

from langchain_core.tools import StructuredTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ConfigDict, Field, create_model

from tastemaker.agent.call import Tool
from tastemaker.tools.errors import Retry
from tastemaker.tools.lists import Conditions
from tastemaker.tools.toolbox import Toolbox

_TALK: dict[Tool, str] = {
    "more": "Others of what was asked for last.",
    "undo": "Take the last turn back.",
    "start_over": "Begin the conversation anew.",
    "chat": "No wish: greeting, thanks, feelings, general questions, orders to the system.",
}
"""What is done with the talk itself."""


class ConditionOf(BaseModel):
    """What must hold of a field of the catalogue."""

    model_config = ConfigDict(extra="forbid")

    field: str = Field(description='A field of the shop, or "text" for all that an item says.')
    op: Literal["=", "!=", "<", "<=", ">", ">=", "has", "lacks"]
    value: str | float | list[str] = Field(description="In the catalogue's words; several: any of them.")
    unit: str = ""


@cache
def arguments_of(name: str) -> type[BaseModel]:
    """The arguments of a tool, from its method's annotations; conditions are objects."""
    method = getattr(Toolbox, name)
    hints = get_type_hints(method)
    arguments: dict[str, Any] = {}
    for parameter in list(inspect.signature(method).parameters.values())[1:]:
        annotation = hints[parameter.name]
        kind = list[ConditionOf] if annotation == Conditions else annotation
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        arguments[parameter.name] = (kind, default)
    return create_model(name, __doc__=inspect.getdoc(method), **arguments)


@cache
def tool_schemas() -> Sequence[dict[str, Any]]:
    """The tools, and what is done with the talk, in the form in which OpenAI's interface takes them."""
    models = [arguments_of(name) for name in Toolbox.NAMES]
    models += [create_model(name, __doc__=about) for name, about in _TALK.items()]
    return [convert_to_openai_tool(model) for model in models]


def as_tools(toolbox: Callable[[], Toolbox]) -> list[StructuredTool]:
    """The tools for an agent of one's own; each call runs in a toolbox that is made for it."""
    return [_tool(name, toolbox) for name in Toolbox.NAMES]


def _tool(name: str, toolbox: Callable[[], Toolbox]) -> StructuredTool:
    model = arguments_of(name)

    def run(**args: Any) -> str:
        try:
            return toolbox().call(name, model.model_validate(args).model_dump()).text
        except Retry as retry:
            return f"Not possible: {retry}."

    return StructuredTool.from_function(run, name=name, description=model.__doc__, args_schema=model)
