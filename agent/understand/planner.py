"""The model writes the calls of a turn: what it reads, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tastemaker.agent.call import MOST_CALLS, TOOLS, Call
from tastemaker.agent.model.asking import called, is_local, written
from tastemaker.agent.understand import notation
from tastemaker.agent.understand.grammar import reply_grammar
from tastemaker.agent.understand.offered import tool_schemas
from tastemaker.agent.understand.relevant import relevant
from tastemaker.agent.understand.told import Before, offered, told, turn
from tastemaker.prompts import prompt
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.shop import Shop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_TOKENS = 120
_KINDS = 80
"""Of how many kinds of thing the prompt tells."""

_LIST = "List: 1 Oslo sofa; 2 Bergen sofa"
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
    before: Before,
    shop: Shop,
    model: BaseChatModel,
    seconds: float | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> Plan:
    """Let the model write the calls that answer the shopper's words. Raises ModelFailed.

    Our own model writes lines of `notation` under a grammar made from the schema; another one calls tools.
    """
    taught = is_taught(model)
    fields = relevant(text, before, shop) if taught else offered(shop.schema)
    asked = messages(text, before, shop, fields, taught)
    if not (is_local(model) or getattr(model, "writes_calls", False)):
        schemas = tool_schemas()
        calls, usage = called(model, asked, schemas, max_tokens=_TOKENS, seconds=seconds, cancel=cancel)
        return Plan(tuple(map(_call, calls[:MOST_CALLS])), usage)
    reply, usage = written(
        model, asked, stop=(), until=lambda text: False, max_tokens=_TOKENS, seconds=seconds or 60.0,
        cancel=cancel, grammar=reply_grammar(fields), urgent=True,
    )  # fmt: skip
    try:
        return Plan(notation.read(reply), usage)
    except notation.NotWritten as error:
        raise ModelFailed(f"the model wrote no call: {error}") from error


def messages(
    text: str, before: Before, shop: Shop, fields: Mapping[str, Field], taught: bool
) -> list[BaseMessage]:
    """The prompt: what never changes first, so that it is read once; then the talk and the words.

    A taught model knows the notation; it is told of the fields alone.
    """
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    examples = () if taught else _EXAMPLES
    shots = [made for said, calls in examples for made in (HumanMessage(said), AIMessage(calls))]
    beginning = SystemMessage(told(fields)) if taught else opening(shop)
    return [beginning, *shots, HumanMessage(turn(text, before))]


def opening(shop: Shop) -> BaseMessage:
    """The beginning of the prompt over a shop, for a model that was not taught."""
    from langchain_core.messages import SystemMessage

    category = shop.schema.get("category")
    kinds = "" if category is None else f"kinds: {', '.join(list(category.values)[:_KINDS])}\n"
    return SystemMessage(prompt("calls").render(shop=kinds + told(offered(shop.schema))))


def is_taught(model: BaseChatModel) -> bool:
    """Whether a model was taught to write calls."""
    return getattr(model, "adapter", None) is not None


def _call(made: Mapping[str, Any]) -> Call:
    if made["name"] not in TOOLS:
        raise ModelFailed(f"the model called '{made['name']}', which is no tool")
    try:
        return Call.of(made["name"], made["args"])
    except (ValueError, TypeError) as error:
        raise ModelFailed(f"the model's call cannot be read: {error}") from error
