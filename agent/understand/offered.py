"""The tools as models of any kind are offered them: name, docstring and signature of each method."""

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, get_type_hints

from langchain_core.tools import StructuredTool, ToolException
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

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


_STRICT = ConfigDict(extra="forbid")
_FAULTS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; leave it out",
    "model_type": "is no object with named values",
    "model_attributes_type": "is no object with named values",
    "dict_type": "is no object with named values",
    "list_type": "is no list",
    "string_type": "is no text",
    "int_type": "is no whole number",
    "int_parsing": "is no whole number",
    "int_from_float": "is no whole number",
    "too_short": "has {actual_length} entries; give at least {min_length}",
    "too_long": "has {actual_length} entries; give at most {max_length}",
}
"""What pydantic finds wrong, in our words."""


class ConditionOf(BaseModel):
    """What must hold of a field of the catalogue."""

    model_config = _STRICT

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
        arguments[parameter.name] = (kind, [] if default == () else default)  # as JSON has it
    return create_model(name, __config__=_STRICT, __doc__=inspect.getdoc(method), **arguments)


@cache
def tool_schemas() -> Sequence[dict[str, Any]]:
    """The tools, and what is done with the talk, in the form in which OpenAI's interface takes them."""
    models = [arguments_of(name) for name in Toolbox.NAMES]
    models += [create_model(name, __doc__=about) for name, about in _TALK.items()]
    return [convert_to_openai_tool(model) for model in models]


def as_tools(toolbox: Callable[[], Toolbox]) -> list[StructuredTool]:
    """The tools for an agent of one's own; each call runs in a toolbox that is made for it.

    A call that is not possible is answered with a sentence for the model, and as a message it is an error.
    """
    return [_tool(name, toolbox) for name in Toolbox.NAMES]


def fault(error: ValidationError) -> str:
    """The first thing that is wrong with arguments, and where: "where.0.op is missing"."""
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    if said := _FAULTS.get(first["type"]):
        return f"{place or 'what is asked'} {said.format(**first.get('ctx', {}))}"
    said = first["msg"].removeprefix("Value error, ")
    return ": ".join(filter(None, [place, f"{said[:1].lower()}{said[1:]}"]))


def _tool(name: str, toolbox: Callable[[], Toolbox]) -> StructuredTool:
    model = arguments_of(name)

    def run(**args: Any) -> str:
        try:
            return toolbox().call(name, model.model_validate(args).model_dump()).text
        except Retry as retry:
            raise ToolException(f"Not possible: {retry}.") from None

    def misspelled(error: Any) -> str:
        return f"Not possible: {fault(error)}."

    return StructuredTool.from_function(
        run,
        name=name,
        description=model.__doc__,
        args_schema=model,
        handle_tool_error=True,
        handle_validation_error=misspelled,
    )
