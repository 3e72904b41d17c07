"""The conditions in force and those that are offered, as chips; all that comes from outside is escaped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from tastemaker.agent.answer.evidence import label, values_of
from tastemaker.agent.answer.language import medium, number, phrase
from tastemaker.agent.change import Change
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.search.limits.conditions import NAMES, TEXT, Condition
from tastemaker.tools.search.limits.narrow import Narrower, Ways
from tastemaker.tools.search.limits.where import Where
from tastemaker.ui.pictures import icon
from tastemaker.ui.steering.editor import editor
from tastemaker.ui.steering.weights import weights

_Schema = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, or one of the words that a condition refuses."""

    condition: Condition
    told: str
    """In the shopper's language."""
    removal: Change


def chips(in_force: Mapping[str, Any], schema: _Schema, language: str = "en") -> list[Chip]:
    """The chips of the limits in force, in the order in which they are shown."""
    return list(_chips(Where.of(in_force).conditions, schema, language))


def _chips(conditions: Sequence[Condition], schema: _Schema, language: str) -> Iterator[Chip]:
    for one in conditions:
        if one.field == TEXT and one.refuses:
            for word in map(str, one.values):
                refused = phrase("in_force_exclude", language, value=word)
                yield Chip(one, refused, Change("exclude", word=word))
            continue
        named, alone = one.field, [other.field for other in conditions].count(one.field) == 1
        if one.field == "price" and one.bounds:
            named = "price_max" if one.bounds == "high" else "price_min"
        # Of two ends of one field a value tells which is meant.
        which = None if alone or named != one.field else str(one.values[0])
        yield Chip(one, told(one, schema, language), Change(named, word=which))


def told(one: Condition, schema: _Schema, language: str) -> str:
    """A condition in words: "battery: from 30 h", "colour: not blue", "up to 60", "only books"."""
    if one.field in NAMES and one.op == "=" and len(one.values) == 1:
        value = str(one.values[0])
        only = medium(value, language) if one.field == "media" else value
        return phrase("in_force_only", language, value=only)
    said = f"{'/'.join(values_of(one, language))} {one.unit}".strip()
    if one.field == "price" and one.bounds and not one.unit and one.number is not None:
        said = number(one.number, language)
    if one.bounds:
        said = _bound(one, said, language)
    elif one.refuses:
        said = phrase("in_force_exclude", language, value=said)
    bare = one.field == TEXT or (one.field == "price" and one.bounds and not one.unit)
    return said if bare else f"{label(schema, one.field, language)}: {said}"


def limits(
    in_force: Mapping[str, Any],
    schema: _Schema,
    language: str = "en",
    ways: Ways | None = None,
    turn: int = 0,
) -> str:
    """The limits in force as chips that can be removed and, once it is known how, changed; by position."""
    shown, editors = "", ""
    instead = {} if ways is None else ways.instead
    for n, chip in enumerate(chips(in_force, schema, language)):
        opens = ""
        if chip.condition in instead:
            window, named = f"limit-{turn}-{n}", escape(phrase("change_limit", language, limit=chip.told))
            title = _blank(chip.condition, schema, language)
            editors += editor(window, n, title, named, chip.condition, instead[chip.condition], language)
            opens = (
                f'<button type="button" class="change" popovertarget="{window}" title="{named}"'
                f' aria-label="{named}" aria-haspopup="dialog">{icon("unfold")}</button>'
            )
        removes = escape(phrase("remove_limit", language, limit=chip.told))
        shown += (
            f'<li>{escape(chip.told)}{opens}<button type="button" data-do="drop" data-n="{n}"'
            f' title="{removes}" aria-label="{removes}">{icon("remove")}</button></li>'
        )
    named = phrase("limits_in_force", language)
    return f'<ul class="limits" aria-label="{named}">{shown}</ul>{editors}' if shown else ""


def _blank(one: Condition, schema: _Schema, language: str) -> str:
    """What a condition is of, with its value left out: "battery: from … h", "colour"."""
    named, field = label(schema, one.field, language), schema.get(one.field)
    if not one.bounds:
        return named
    unit = one.unit or (field.unit if field else "")
    return f"{named}: {_bound(one, f'… {unit}'.strip(), language)}"


def _bound(one: Condition, value: str, language: str) -> str:
    """A bound with its value in words: "up to 60"."""
    if one.bounds == "high":
        return phrase("in_force_price_max", language, value=value)
    return phrase("in_force_price_min", language, value=value)


def steer(dials: Mapping[str, float], ways: Ways | None, schema: _Schema, language: str = "en") -> str:
    """The row above a list: the dials, and what would narrow it. Its place is kept until that is known."""
    offered = () if ways is None else ways.narrower
    if not dials and not offered:
        return ""
    return f'<div class="steer">{weights(dials, language)}{narrower(offered, schema, language)}</div>'


def narrower(offered: Sequence[Narrower], schema: _Schema, language: str = "en") -> str:
    """What the list may be limited by next, each with the number of items that are left, by position."""
    buttons = "".join(
        f'<li><button type="button" data-do="narrow" data-n="{n}" aria-label="{escape(spoken)}">'
        f"{escape(words)} <small>{number(one.count, language)}</small></button></li>"
        for n, one in enumerate(offered)
        for words in [told(one.condition, schema, language)]
        for spoken in [phrase("narrow_to", language, limit=words, count=one.count)]
    )
    named = phrase("narrow", language)
    return f'<ul class="narrower" aria-label="{named}">{buttons}</ul>' if offered else ""
