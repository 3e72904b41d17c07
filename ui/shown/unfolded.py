"""A turn unfolded: what was asked of the catalogue in words, as written and as data, and what it took."""

import json
from collections.abc import Mapping, Sequence
from html import escape

from tastemaker.agent.answer.evidence import label
from tastemaker.agent.answer.language import listed, number, phrase, row, score
from tastemaker.agent.call import Call
from tastemaker.agent.events import Answer, Called
from tastemaker.agent.understand.spelling import written
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.ui.steering.chips import chips

_LONGEST_RESULT = 4000
_LISTS = ("search", "similar", "for_you", "goes_with")
_TIMES = ("first_list", "first_word", "total")


def found(
    calls: Sequence[Called], answer: Answer | None, schema: Mapping[str, Field], language: str = "en"
) -> str:
    """The tool calls of a turn, what was counted and measured, and what was left out."""
    if not calls and answer is None:
        return ""
    summary = phrase("how_found" if calls else "how_answered", language)
    named = " → ".join(dict.fromkeys(call.tool for call in calls))
    rows = "".join(_call(call, schema, language) for call in calls)
    measured = "".join(f"<p>{escape(line)}</p>" for line in _measured(answer, language)) if answer else ""
    return (
        f'<details class="found"><summary>{summary}<span>{escape(named)}</span></summary>'
        f"{rows}{measured}{_notes(answer, language)}</details>"
    )


def _call(call: Called, schema: Mapping[str, Field], language: str) -> str:
    data = json.dumps({"tool": call.tool, "args": dict(call.args)}, ensure_ascii=False, indent=1, default=str)
    counts = phrase(
        "call_counts", language, count=number(call.found, language), ms=number(round(call.ms), language)
    )
    data_named = phrase("as_data", language)
    text = call.text if len(call.text) <= _LONGEST_RESULT else call.text[:_LONGEST_RESULT] + " …"
    answered = phrase("tool_answer", language)
    told = f'<pre tabindex="0" aria-label="{answered}">{escape(text)}</pre>' if text else ""
    return (
        f'<div class="call"><p>{escape(in_words(call, schema, language))}</p>'
        f"<span>{escape(counts)}</span><code>{escape(_as_written(call))}</code>"
        f'<details><summary>{data_named}</summary><pre tabindex="0" aria-label="{data_named}">'
        f"{escape(data)}</pre></details>{told}</div>"
    )


def in_words(call: Called, schema: Mapping[str, Field], language: str) -> str:
    """What a call does, and with what: "Searching the catalogue: “tent”, up to 200, weight ↑"."""
    args = call.args
    doing = phrase(f"doing_{call.tool if call.tool in _LISTS else 'other'}", language)
    words = [str(args[name]) for name in ("query", "change", "about", "fact") if args.get(name)]
    items = args.get("items") or args.get("item") or ()
    named = [items] if isinstance(items, str) else map(str, items)
    parts = [phrase("quoted", language, words=word) for word in (*words, *named)]
    parts += [label(schema, str(field), language) for field in args.get("fields") or ()]
    limits = {
        name: value
        for name, value in args.items()
        if name in ("price_min", "price_max", "media", "category", "brand", "exclude", "where")
    }
    parts += [chip.told for chip in chips(limits, schema, language)]
    if order := args.get("order"):
        parts.append(f"{label(schema, str(order[0]), language)} {'↓' if 'down' in order[1:] else '↑'}")
    if args.get("take"):
        parts.append(f"× {args['take']}")
    text = f"{doing[:1].upper()}{doing[1:]}"
    return f"{text}: {row(parts, language)}" if parts else text


def _as_written(call: Called) -> str:
    """The call as a model writes it; of a tool that is none of ours by its arguments."""
    try:
        return written([Call.of(call.tool, call.args)])  # type: ignore[arg-type]
    except (StopIteration, ValueError, TypeError):
        given = (f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in call.args.items())
        return f"{call.tool}({', '.join(given)})"


def _measured(answer: Answer, language: str) -> list[str]:
    """What was checked, how long it took, which model it was and what it read."""
    claims, usage, lines = answer.claims, answer.usage, []
    if claims.checked:
        counts = {
            name: number(getattr(claims, name), language) for name in ("checked", "supported", "repaired")
        }
        lines.append(phrase("claims_told", language, **counts))
    times = [
        phrase(f"time_{name}", language, seconds=score(answer.ms[name] / 1000, language))
        for name in _TIMES
        if name in answer.ms
    ]
    if times:
        told = listed(times, language)
        lines.append(phrase("sentence", language, text=told[:1].upper() + told[1:]))
    plain = answer.model in ("", "none")
    lines.append(
        phrase("worded_plain", language) if plain else phrase("worded_by", language, model=answer.model)
    )
    if any(usage.values()):
        read, cached, wrote = (
            number(usage.get(f"{name}_tokens", 0), language) for name in ("prompt", "cached", "completion")
        )
        lines.append(phrase("tokens_told", language, read=read, cached=cached, written=wrote))
    return lines


def _notes(answer: Answer | None, language: str) -> str:
    if answer is None or not answer.notes:
        return ""
    inner = "".join(f"<li>{escape(note)}</li>" for note in answer.notes)
    return f"<p>{phrase('notes_told', language)}</p><ul>{inner}</ul>"
