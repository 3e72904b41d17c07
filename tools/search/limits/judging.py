"""What a condition says of every row of a catalogue, over its columns."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from tastemaker.tools.catalogue.columns import Choices, Columns, Numbers
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values import plain
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.units import unit_of
from tastemaker.tools.search.filters import Masks
from tastemaker.tools.search.lexical import stem, tokens
from tastemaker.tools.search.limits.conditions import NAMES, TEXT, BoolArray, Condition, as_number
from tastemaker.tools.search.mentions import NUTS

_IS_PHRASE = re.compile(r"[^\W\d]+(?: [^\W\d]+)+")
"""Plain words, which may stand apart; those of a name or a number may not."""
_SHORTEST_PART = 4
_NEAR_ENOUGH = 1e-6
_CONVERTED = 1e-3
"""What two measures may differ by, of their size: 16.9 fl oz are half a litre."""


class Searched(Protocol):
    """What conditions are judged over: a shop."""

    ids: tuple[str, ...]

    @property
    def schema(self) -> Schema: ...
    @property
    def columns(self) -> Columns: ...
    @property
    def masks(self) -> Masks: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rows meet a condition, and of which the catalogue does not say."""

    passes: BoolArray
    unknown: BoolArray
    variants: BoolArray | None = None
    """Which of the shop's variants meet it, where it is of what they differ in."""


def judged(shop: Searched, condition: Condition) -> Verdict:
    """What a condition says of every row of the shop.

    A field that the catalogue does not have is known of no item, and so is a unit that cannot be converted.
    """
    if condition.field == TEXT:
        held = np.zeros(len(shop.ids), bool)
        nuts = condition.refuses and any(stem(str(value)) == "nut" for value in condition.values)
        for value in (*condition.values, *(NUTS if nuts else ())):
            there = shop.masks.mentioning(str(value))
            if condition.op == "has" and not there.any() and _IS_PHRASE.fullmatch(str(value)):
                there = shop.masks.with_words(str(value))  # nobody says "soft sole": "the sole is soft"
            held |= there
        return Verdict(~held if condition.op in ("lacks", "!=") else held, np.zeros_like(held))
    verdict, field = by_fields(shop, condition), shop.schema.get(condition.field)
    passes = verdict.passes
    if condition.refuses and field is not None and field.kind == "list" and condition.field not in NAMES:
        for value in condition.values:  # what is of cotton may have a collar of wool
            passes = passes & ~shop.masks.mentioning(str(value))
    return Verdict(passes, verdict.unknown)


def by_fields(shop: Searched, condition: Condition) -> Verdict:
    """What a condition says by the values of its field alone."""
    found = [verdict for field in _fields(shop, condition) if (verdict := _of_field(shop, field, condition))]
    if not found:
        nothing = np.zeros(len(shop.ids), bool)
        return Verdict(nothing | condition.refuses, ~nothing)
    together = np.logical_and if condition.refuses else np.logical_or
    passes = together.reduce([verdict.passes for verdict in found])
    return Verdict(passes, np.logical_and.reduce([verdict.unknown for verdict in found]))


def _fields(shop: Searched, condition: Condition) -> list[Field]:
    """The field of a condition and its siblings: one column may hold sizes in letters and in numbers."""
    named = shop.schema.get(condition.field)
    return [] if named is None else [each for each in shop.schema.values() if each.column == named.column]


def _of_field(shop: Searched, field: Field, condition: Condition) -> Verdict | None:
    """What a condition says by one field; None where the field cannot hold such a value."""
    column = shop.columns[field.name]
    if isinstance(column, Numbers):
        return _stated(shop, field, condition) or _of_numbers(column, field, condition)
    return _of_choices(column, field, condition)


def bounds(condition: Condition, field: Field) -> list[tuple[float, float]]:
    """Each value in the field's own unit, as the first and last number that it means: a year is all its days.

    Those that mean none, or a unit that measures something else, are left out.
    """
    texts = [f"{value:.12g}" if isinstance(value, int | float) else value for value in condition.values]
    found: list[tuple[float, float]] = []
    if field.kind == "money" and condition.unit in ("", field.unit):
        numbers = map(as_number, condition.values)
        return [(number, number) for number in numbers if number is not None and np.isfinite(number)]
    # A word that is no unit is what is counted: "2 people".
    counted = field.kind != "money" and not unit_of(condition.unit)
    units = ["", field.unit] if counted else [condition.unit]
    for text in texts:
        for unit in units:
            low, high = field.reading.spans([f"{text} {unit}".strip()], ".")
            if not np.isnan(low[0]):
                found.append((float(low[0]), float(high[0])))
                break
    return found


def _stated(shop: Searched, field: Field, condition: Condition) -> Verdict | None:
    """What a yes or no says of a field of numbers: what states a figure has it, "waterproof" in mm."""
    said = None if condition.bounds else plain.yes_or_no(str(condition.values[0]))
    if said is None:
        return None
    has = shop.masks.stating(field.column)
    return Verdict(has if said is not condition.refuses else ~has, ~has)


def _of_numbers(column: Numbers, field: Field, condition: Condition) -> Verdict | None:
    low, high = column.low, column.high
    unknown = np.isnan(low)
    sought = bounds(condition, field)
    if not sought:
        return None
    # Any size of a range will do ("36-47" has a 42, and something up to 38); of sides all must.
    least = low if field.kind == "range" else high
    first, last = sought[0]
    with np.errstate(invalid="ignore"):
        match condition.op:
            case "<":
                passes = least < first
            case "<=":
                passes = least <= last + _slack(last)
            case ">":
                passes = high > last
            case ">=":
                passes = high >= first - _slack(first)
            case _:
                equal = np.zeros(len(low), bool)
                for first, last in sought:
                    slack = _CONVERTED * abs(first) if field.dimension else _slack(first)
                    within = (low <= last + slack) & (high >= first - slack)
                    ends = (np.abs(low - first) <= slack) | (np.abs(high - last) <= slack)
                    equal |= within if field.kind in ("range", "date") else ends
                passes = ~equal if condition.refuses else equal
    return Verdict(passes & ~unknown | (unknown & condition.refuses), unknown)


def _of_choices(column: Choices, field: Field, condition: Condition) -> Verdict:
    counts = np.diff(column.offsets)
    unknown = counts == 0
    codes: set[int] = set()
    for value in condition.values:
        said = plain.yes_or_no(str(value)) if field.kind == "flag" else None
        name = str(value) if said is None else ("no", "yes")[said]
        codes |= named(column.names, name, field.name in NAMES)
        codes |= _within(column.names, name) if condition.refuses and field.name not in NAMES else set()
    chosen = np.zeros(len(column.names) + 1, bool)
    chosen[list(codes)] = True
    held = np.zeros(len(counts), bool)
    rows = np.repeat(np.arange(len(counts)), counts)
    held[rows[chosen[column.codes]]] = True
    return Verdict(~held if condition.refuses else held, unknown)


def named(names: tuple[str, ...], value: str, whole: bool = False) -> set[int]:
    """Which of a field's values are meant: those that hold all its words.

    Where `whole` names are given, one that has no other words is meant alone.

    >>> names = ("cotton", "merino wool", "organic cotton")
    >>> [sorted(named(names, value)) for value in ("cotton", "silk")], named(names, "cotton", whole=True)
    ([[0, 2], []], {0})
    """
    known, sought = _known(names), set(tokens(value))
    holding = set.intersection(*(known.by_word.get(word, set()) for word in sought)) if sought else set[int]()
    same = known.by_name.get(value.casefold(), set()) | {
        code for code in holding if len(known.words[code]) == len(sought)
    }
    return same if whole and same else same | holding


def _within(names: tuple[str, ...], value: str) -> set[int]:
    """The values in a word of which a refused one is: who wants no wool wants no lambswool."""
    parts = [word for word in tokens(value) if len(word) >= _SHORTEST_PART]
    by_word = _known(names).by_word
    return {code for word, codes in by_word.items() if any(part in word for part in parts) for code in codes}


@dataclass(frozen=True, slots=True)
class _Known:
    """The values of a field, to be found without looking at each of them."""

    words: tuple[frozenset[str], ...]
    by_word: dict[str, set[int]]
    by_name: dict[str, set[int]]


@lru_cache(maxsize=256)
def _known(names: tuple[str, ...]) -> _Known:
    words = tuple(frozenset(tokens(name)) for name in names)
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    by_name: defaultdict[str, set[int]] = defaultdict(set)
    for code, name in enumerate(names):
        by_name[name.casefold()].add(code)
        for word in words[code]:
            by_word[word].add(code)
    return _Known(words, dict(by_word), dict(by_name))


def _slack(value: float) -> float:
    """What two numbers may differ by and still be the same: 2.3 kg and 2,300 g."""
    return _NEAR_ENOUGH * max(1.0, abs(value))
