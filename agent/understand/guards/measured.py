"""Numbers of conditions: that they are said, of what their field measures, and in which unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tastemaker.agent.rules.language import language
from tastemaker.agent.rules.numbers import READ, around, numbers
from tastemaker.agent.rules.prices import MEASURED
from tastemaker.agent.understand.guards.said import is_said
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.units import convert, dimension, unit_of
from tastemaker.tools.search.limits.conditions import Condition

_ARTICLES = re.compile(
    r"\b(?:an?|ein\w*|une?|un[oa]?|uma?)\b(?! (?:hundred|thousand|grand)\b)", re.IGNORECASE
)
_WITH_UNIT = re.compile(r"(?<![\w.])(\d{1,6}(?:\.\d{1,2})?)[ -]?([A-Za-z]{1,10})\b")
"""A number and the word behind it."""
_BESIDE = re.compile(
    r"[\d一二三四五六七八九十两半百]([个個か]?[月年日天周时時分米克斤岁歳])"
    r"|\d[ -]?([^\W\d_]+)|\b([^\W\d_]{4,})"
)
"""What may name a unit: right behind a number, or a word too long to be another one by chance."""
_UNITS = "g kg mm cm m km ml cl l s min h days weeks W kW mAh Ah".split()
"""Those in which the same amount may be said."""
_SPELLED = 12
"""Up to here a number is often said in words, also in a language whose words are not read."""


def measured(one: Condition, field: Field, told: str) -> Condition | None:
    """A condition on a number that is said, in a unit that its field can be told in; None where it is not.

    What is asked for at all, "a lamp that is dimmable", is kept without a number that nobody said.
    """
    unit = one.unit or field.unit
    if field.kind == "number" and _is_of_else(one, told, unit):
        return at_all(one, told)
    if not numbers_said(one, _counted(told, field), unit):
        return at_all(one, told) if field.kind == "number" else None
    return one if field.kind == "money" else _united(one, field.unit, told)


def numbers_said(one: Condition, words: str, unit: str) -> bool:
    """Whether all numbers of a condition are said, in this unit or another of its kind."""
    there = numbers(words)
    if one.bounds:  # "about 50" is from 37.5 to 62.5
        there |= {end for number in there for end in around(number)}
    values = [value for value in one.values if isinstance(value, int | float)]
    if len(values) < len(one.values):
        return all(is_said(str(value), words) or str(value) in ("yes", "no") for value in one.values)
    if language(words.partition("\n")[0]) not in READ:
        values = [value for value in values if abs(value) > _SPELLED] if re.search(r"\d", words) else []
    scaled = tuple(_scaled(there, unit_of(unit), words))
    return all(any(abs(abs(value) - other) < 1e-6 for other in scaled) for value in values)


def at_all(one: Condition, told: str) -> Condition | None:
    """In place of an amount that nobody said: that a thing has it, "a lamp that is dimmable"."""
    named = one.op in ("=", ">=") and is_said(one.field, told)
    return Condition(one.field, "=", ("yes",)) if named else None


def _counted(told: str, field: Field) -> str:
    """What is said without numbers that a field cannot mean: an article is no amount of money or metres."""
    if field.kind == "money":
        return _ARTICLES.sub(" ", MEASURED.sub(" ", told))
    if not field.dimension:
        return told
    return _ARTICLES.sub(lambda article: article[0] if _is_unit(told[article.end() :]) else " ", told)


def _is_unit(after: str) -> bool:
    """Whether a measure's name comes next: "an hour", "a kilo"."""
    word = re.match(r"\s*([^\W\d_]+)", after)
    return word is not None and bool(dimension(unit_of(word[1])))


def _is_of_else(one: Condition, words: str, unit: str) -> bool:
    """Whether a number is said only with units of something else: 330 mm are no watts."""
    there = (unit_of(word) for number, word in _WITH_UNIT.findall(words) if float(number) in one.values)
    found = [dimension(word) for word in there]
    return bool(found) and "" not in found and dimension(unit_of(unit)) not in found


def _scaled(there: frozenset[float], unit: str, words: str) -> Iterator[float]:
    """What a number is in another unit, or as a year: half a kilo is 500 g, the nineties end before 2000."""
    named = {unit_of(word) for word in re.findall(r"[^\W\d_]+", words)} if words.isascii() else set(_UNITS)
    others = [other for other in _UNITS if unit and other in named and dimension(other) == dimension(unit)]
    scales = [convert(1.0, other, unit) for other in others] if unit else []
    for number in there:
        yield from (number, *(number * scale for scale in scales))
        if number < 100 and number % 10 == 0:
            yield from (1900 + number, 1910 + number, 2000 + number, 2010 + number)


def _united(one: Condition, unit: str, told: str) -> Condition:
    """A condition in a unit that its field can be told in; one that means nothing is left out."""
    meant = unit_of(one.unit) if one.unit else ""
    if not meant or dimension(meant) != dimension(unit):
        meant = _unit_said(told.partition("\n")[0], unit) if numbers(told).issuperset(one.values) else ""
    if meant:
        convert(1.0, meant, unit)
    return replace(one, unit=meant)


def _unit_said(words: str, unit: str) -> str:
    """The one unit of the same kind that is said: "8 mesi" of a term in years; else an empty text."""
    named = (unit_of(word) for groups in _BESIDE.findall(words) for word in groups if word)
    found = {each for each in named if each and dimension(each) == dimension(unit)}
    return found.pop() if len(found) == 1 else ""
