"""Amounts with a unit and a bound, in any shop: "at least 30 h", "unter 2 kg"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import alpha2digit

from tastemaker.agent.rules.amounts import AMOUNT, amount
from tastemaker.agent.rules.language import language, normalise
from tastemaker.agent.rules.prices import prices
from tastemaker.agent.rules.spelled import in_digits
from tastemaker.prompts import words
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.units import dimension, unit_of
from tastemaker.tools.facts.values import said
from tastemaker.tools.search.lexical import IS_UNSPACED, STOP, tokens
from tastemaker.tools.search.limits.conditions import TEXT, Condition, Op
from tastemaker.tools.search.mentions import SEVERAL

_CLAUSE = re.compile(r"[,;.!?，。；]\s|\b(?:and|but|und|aber|et|mais|y|pero)\b")
_MEASURED = re.compile(
    rf"(?P<amount>{AMOUNT})[\s-]?(?P<unit>[^\W\d_]+(?:[²³]|[23](?!\d))?|[°%\"]\w?)", re.IGNORECASE
)
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(words('numbers')['units'])})\b|{AMOUNT}", re.IGNORECASE)
_NO = (
    r"\b(?:no|not|without|nothing (?:from|by)|kein\w*|nicht|ohne|pas de|sans|sin|ni)\s+"
    r"(?:the\s+|die\s+|les\s+|los\s+)?"
)
_STATED, _TIMES = 0.25, 2
"""The share of what is found that must state a field for a bare unit to mean it; how far ahead it is."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount with a unit and what bounds it, as a text says it."""

    op: Op
    value: float
    unit: str
    said: str
    """The words of the text that say it."""


@lru_cache(maxsize=64)
def bounds(text: str) -> tuple[Bound, ...]:
    """The amounts of a text that have a unit and bound something.

    >>> [(bound.op, bound.value, bound.unit) for bound in bounds("a tent, under 2 kg, at least 3 m²")]
    [('<=', 2.0, 'kg'), ('>=', 3.0, 'm²')]
    """
    if not _NUMBER.search(text):
        return ()
    text = _digits(text)
    found = []
    for match in _MEASURED.finditer(text):
        unit, end = _unit(match)
        if not unit:
            continue
        value = amount(match["amount"])
        # Whatever bounds a price bounds an amount: "at most", "以内", "jusqu'à".
        before, after = _CLAUSE.split(text[: match.start()])[-1], _CLAUSE.split(text[end:])[0]
        alone = f"{_without(before)}{value:g} €{_without(after)}"
        read = prices(alone)
        ops: list[Op] = [
            op  # type: ignore[misc]
            for op, bound, name in (("<=", read.high, "price_max"), (">=", read.low, "price_min"))
            if bound == value and name in read.certain
        ]
        if ops and read.spans:
            start = read.spans[0][0]
            bounded = alone[start : alone.index("€", start)].rpartition(f"{value:g}")[0]
            behind = alone[alone.index("€", start) + 1 : read.spans[0][1]]  # "2 kg or less"
            end += len(behind) if text[end:].startswith(behind) else 0
            found.append(Bound(ops[0], value, unit, bounded + text[match.start() : end]))
    return tuple(found)


def conditions(text: str, found: Sequence[Item], schema: Schema) -> tuple[tuple[Condition, ...], str]:
    """The bounds of a text as conditions on fields, and the text without them.

    The field is the one that is named beside it, else the one that most of what was found states.
    """
    made, rest = [], _digits(text)
    for bound in bounds(text):
        field = _field(bound, rest, found, schema)
        if field is not None:
            made.append(Condition(field.name, bound.op, (bound.value,), bound.unit))
            rest = rest.replace(bound.said, " ")
    return tuple(made), " ".join(rest.split())


def refused(text: str, names: Sequence[str]) -> tuple[tuple[Condition, ...], str]:
    """The names of kinds and makers that a text refuses whole, and the text without them.

    "Not the cups and mugs" is one refusal, where "no cups and no mugs" are two. A name of one kind is one
    only where nothing follows: "no sport shoes" refuses shoes.

    >>> refused("Cheaper, no Cups and mugs please", ["Cups and mugs", "Cups"])
    ((Condition(field='text', op='lacks', values=('Cups and mugs',), unit=''),), 'Cheaper, please')
    """
    found = []
    for name in names:
        if name.casefold() not in text.casefold():
            continue
        end = r"(?!\w)" if SEVERAL.search(name) else r"(?=\s*(?:[,;.!?]|$))"
        said = re.compile(rf"{_NO}{re.escape(name)}{end}", re.IGNORECASE)
        if said.search(text):
            found.append(Condition(TEXT, "lacks", (name,)))
            text = said.sub("", text)
    return tuple(found), " ".join(text.split())


def without(query: str, conditions: Sequence[Condition]) -> str:
    """A query without the amounts that are conditions, which it may hold in other words than the text."""
    for bound in bounds(query):
        query = _digits(query).replace(bound.said, " ")
    numbers = {f"{value:g}" for one in conditions for value in one.values if isinstance(value, float)}
    units = {one.unit for one in conditions}
    kept = [
        word
        for word in query.split()
        if not numbers & set(re.findall(r"\d+(?:\.\d+)?", word)) and unit_of(word) not in units - {""}
    ]
    told = {word for one in conditions for word in tokens(one.field)}
    while kept and (kept[-1].casefold() in STOP or told.issuperset(tokens(kept[-1]))):
        kept.pop()
    return " ".join(kept).strip(" ,;")


def _field(bound: Bound, text: str, found: Sequence[Item], schema: Schema) -> Field | None:
    fields = [
        field
        for field in schema.values()
        if field.kind in ("number", "range") and field.dimension == dimension(bound.unit) and not field.hidden
    ]
    said_words = set(tokens(text))
    named = [field for field in fields if set(tokens(field.column)) <= said_words]
    if named:
        return named[0]
    shares = {
        field.name: sum(bool(said(item, field)) for item in found) / max(len(found), 1) for field in fields
    }
    best = sorted(fields, key=lambda field: -shares[field.name])
    if not best or shares[best[0].name] < _STATED:
        return None
    clear = len(best) == 1 or shares[best[0].name] >= _TIMES * shares[best[1].name]
    return best[0] if clear else None


def _digits(text: str) -> str:
    """A normalised text with the numbers that it spells in digits."""
    text = normalise(text)
    spoken = language(text)
    return alpha2digit(text, "en") if spoken == "en" else in_digits(text, spoken)


def _unit(match: re.Match[str]) -> tuple[str, int]:
    """The unit behind an amount and where it ends; in Chinese it is not parted from what follows."""
    word = match["unit"]
    ends = range(min(len(word), 2), 0, -1) if IS_UNSPACED.match(word) else (len(word),)
    for end in ends:
        if (unit := unit_of(word[:end])) and dimension(unit):
            return unit, match.start("unit") + end
    return "", match.end()


def _without(text: str) -> str:
    """A text without its amounts: only one is looked at at a time."""
    return _MEASURED.sub(" ", text)
