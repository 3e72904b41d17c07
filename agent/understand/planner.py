"""The model writes the calls of a turn: what it reads, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tastemaker.agent.call import MOST_CALLS, TOOLS, Call
from tastemaker.agent.model.asking import called, is_local, written
from tastemaker.agent.talks.talk import Standing
from tastemaker.agent.understand import notation, spelling
from tastemaker.agent.understand.grammar import reply_grammar
from tastemaker.agent.understand.offered import tool_schemas
from tastemaker.prompts import prompt
from tastemaker.tools.catalogue.schema import Field, Schema
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.shop import Shop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_TOKENS = 120
_FIELDS, _VALUES, _KINDS = 60, 12, 80
"""How much of a schema the prompt tells: fields, values of each, kinds of thing."""
_LEAST_SHARE = 0.002
_TITLE, _SAID = 50, 1200

_LIST = "List: 1 Oslo sofa, 2 Bergen sofa"
# Of no shop: what they show holds in any.
_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Shopper: a sofa for three, at most two metres wide, not grey",
     'find "sofa" where seats >= 3, width <= 2 m, colour != "grey"'),
    (f'Last: find "sofa" where seats >= 3, width <= 2 m\n{_LIST}\n'
     "Shopper: I'd rather stay below 900, it may be wider", "also where price < 900 lift width"),
    (f'Last: find "sofa"\n{_LIST}\nShopper: how deep is the Bergen?', "ask depth of 2"),
    ("Shopper: 最便宜的红色椅子", 'find "chair" where colour = "red" order price up take 1'),
    (f'Last: find "sofa"\n{_LIST}\nShopper: which of them is the softest?', "ask most softness"),
    (f'Last: find "sofa"\n{_LIST}\nShopper: wie das zweite, aber billiger',
     "like 2 where price < price of 2"),
    (f'Last: find "sofa"\n{_LIST}\nShopper: fine. now a lamp, and something to read about interiors',
     'find "lamp"\nfind "interior design" where media = "book"'),
    ('Last: find "lamp"\nList: 1 Halo lamp\nShopper: can it be dimmed?', 'ask "dimming" of 1'),
    ('Last: find "lamp"\nList: 1 Halo lamp\nShopper: merci, ce sera tout', "talk"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls of a turn as a model wrote them, and what that cost in tokens."""

    calls: tuple[Call, ...]
    usage: Mapping[str, int]


def plan(
    text: str,
    standing: Standing,
    shop: Shop,
    model: BaseChatModel,
    seconds: float | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> Plan:
    """Let the model write the calls that answer the shopper's words. Raises ModelFailed.

    Our own model writes lines of `notation` under a grammar made from the schema; another one calls tools.
    """
    asked = messages(text, standing, shop)
    if not is_local(model):
        schemas = tool_schemas()
        calls, usage = called(model, asked, schemas, max_tokens=_TOKENS, seconds=seconds, cancel=cancel)
        return Plan(tuple(map(_call, calls[:MOST_CALLS])), usage)
    reply, usage = written(
        model, asked, stop=(), until=lambda text: False, max_tokens=_TOKENS, seconds=seconds or 60.0,
        cancel=cancel, grammar=_grammar(shop), urgent=True,
    )  # fmt: skip
    try:
        return Plan(notation.read(reply), usage)
    except notation.NotWritten as error:
        raise ModelFailed(f"the model wrote no call: {error}") from error


def messages(text: str, standing: Standing, shop: Shop) -> list[BaseMessage]:
    """The prompt: what never changes first, so that it is read once; then the talk and the words."""
    from langchain_core.messages import AIMessage, HumanMessage

    shots = [made for asked, told in _EXAMPLES for made in (HumanMessage(asked), AIMessage(told))]
    return [opening(shop), *shots, HumanMessage(_talk(text, standing, shop))]


def opening(shop: Shop) -> BaseMessage:
    """The beginning of the prompt over a shop."""
    from langchain_core.messages import SystemMessage

    return SystemMessage(prompt("calls").render(shop=described(shop.schema)))


def _talk(text: str, standing: Standing, shop: Shop) -> str:
    lines = []
    if standing.call is not None:
        lines.append(f"Last: {spelling.written([standing.call])}")
    if standing.shown:
        titles = (shop.catalogue[id].title[:_TITLE] for id in standing.shown if id in shop.catalogue)
        lines.append("List: " + ", ".join(f"{n} {title}" for n, title in enumerate(titles, 1)))
    return "\n".join([*lines, f"Shopper: {' '.join(text.split())[:_SAID]}"])


def described(schema: Schema) -> str:
    """The fields of a shop as the model reads them: kinds of thing, then each field with unit or values."""
    told = []
    if (category := schema.get("category")) is not None:
        told.append(f"kinds: {', '.join(list(category.values)[:_KINDS])}")
    if (media := schema.get("media")) is not None:
        told.append(f"media = {'|'.join(media.values)}")
    fields = [field for field in offered(schema).values() if field.name not in ("category", "media")]
    told.append(", ".join(_described(field) for field in fields))
    return "\n".join(told)


def _described(field: Field) -> str:
    if field.kind == "flag":
        return f"{field.name} = yes|no"
    if field.kind in ("choice", "list") and field.values and field.name != "brand":
        few = list(field.values)[:_VALUES]
        return f"{field.name} = {'|'.join(few)}{'|…' if len(field.values) > len(few) else ''}"
    return f"{field.name} {field.unit}".strip()


def offered(schema: Schema) -> Mapping[str, Field]:
    """The fields that a model may use, those that matter most."""
    hidden = ("currency", "created_at", "in_stock")
    fields = [
        field
        for field in schema.values()
        if not field.hidden and field.kind != "text" and field.share >= _LEAST_SHARE
        if field.name not in hidden and field.name == field.column
    ]
    fields.sort(key=lambda field: -field.share)
    return {field.name: field for field in fields[:_FIELDS]}


def _grammar(shop: Shop) -> Any:
    return reply_grammar(offered(shop.schema))


def _call(made: Mapping[str, Any]) -> Call:
    if made["name"] not in TOOLS:
        raise ModelFailed(f"the model called '{made['name']}', which is no tool")
    try:
        return Call.of(made["name"], made["args"])
    except (ValueError, TypeError) as error:
        raise ModelFailed(f"the model's call cannot be read: {error}") from error
