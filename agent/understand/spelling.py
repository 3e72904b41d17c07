"""Calls as they are spelled in the notation: what `notation.read` reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Conditions
from tastemaker.agent.understand.notation import VERBS
from tastemaker.tools.search.limits.conditions import Condition, Value


def written(calls: Sequence[Call]) -> str:
    """The text that spells some calls.

    >>> from tastemaker.agent.understand.notation import read
    >>> text = 'also where price < 0.5 * price of 2, colour = "red"|"blue" lift weight order price down'
    >>> written(read(text)) == text
    True
    """
    return "\n".join(map(_line, calls))


def _line(call: Call) -> str:
    verb = "also" if call.edits else next(verb for verb, tool in VERBS.items() if tool == call.tool)
    parts = [verb]
    match call.tool:
        case "details":
            parts += [call.extreme] if call.extreme else []
            asked = [*call.fields, *([_quoted(call.text)] if call.text else [])]
            parts += [", ".join(asked)] if asked else []
            parts += ["of", _told(call.items)] if call.items else []
        case "compare" | "total" | "why" | "why_not":
            parts.append(_told(call.items))
            parts += ["by", ", ".join(call.fields)] if call.fields else []
        case "remember" | "forget":
            parts.append(_quoted(call.text))
        case _:
            parts += [_told(call.items)] if call.items else []
            parts += list(_clauses(call))
    return " ".join(parts)


def _clauses(call: Call) -> Iterator[str]:
    query = call.query
    if query.what or call.tool in ("search", "count") and not call.edits:
        yield _quoted(query.what)
    if query.where:
        yield f"where {conditions(query.where)}"
    if call.lifted:
        yield f"lift {', '.join(call.lifted)}"
    if query.order:
        yield f"order {query.order.field} {query.order.direction}"
    if query.take is not None:
        yield f"take {query.take}"
    if query.budget is not None:
        yield f"budget {query.budget:g}"


def conditions(where: Conditions) -> str:
    """Conditions as they are written."""
    return ", ".join(map(_told_condition, where))


def _told_condition(one: Condition | Comparison) -> str:
    if isinstance(one, Comparison):
        of = one.value.of
        named = of if of.isdecimal() or of == "shown" else _quoted(of)
        return str(replace(one, value=replace(one.value, of=named)))
    values = "|".join(map(_value, one.values))
    return f"{one.field} {one.op} {values}{' ' * bool(one.unit)}{one.unit}"


def _value(value: Value) -> str:
    if isinstance(value, str):
        return value if value in ("yes", "no") else _quoted(value)
    return f"{value:.12g}"


def _told(items: Sequence[str]) -> str:
    return ", ".join(
        item if item.isdecimal() or item in ("bought", "shown") else _quoted(item) for item in items
    )


def _quoted(text: str) -> str:
    return '"' + " ".join(text.replace('"', "”").split()) + '"'
