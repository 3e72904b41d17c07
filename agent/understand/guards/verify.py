"""Guards on the calls that a model wrote: numbers stand in the words, values are those of the catalogue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from tastemaker.agent.answer.language import CATALOGUE_LANGUAGE
from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison
from tastemaker.agent.rules.language import language
from tastemaker.agent.rules.media import is_hinted
from tastemaker.agent.rules.numbers import READ, around, numbers
from tastemaker.agent.rules.prices import MEASURED
from tastemaker.agent.understand.guards.extent import cheapest, unordered, whole
from tastemaker.agent.understand.guards.named import is_name, of_its_kind, of_its_maker, of_its_model
from tastemaker.agent.understand.guards.priced import in_its_currency, priced
from tastemaker.agent.understand.guards.turned import turned
from tastemaker.agent.understand.relevant import meant
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.reduced import REDUCED
from tastemaker.tools.catalogue.values.units import convert, dimension, unit_of
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.limits.judging import named
from tastemaker.tools.shop import Shop

_OF_ITS_LANGUAGE = 0.7
"""The share of a text's words that a catalogue in its language knows."""
_ROOT = 4
"""Letters that two forms of one word share at least: "gardening", "gardens"."""
_FREE = frozenset(("media", "category"))
"""Fields whose values are seldom said by their name: "something to listen to" is audio."""


_ARTICLES = re.compile(
    r"\b(?:an?|ein\w*|une?|un[oa]?|uma?)\b(?! (?:hundred|thousand|grand)\b)", re.IGNORECASE
)
_WITH_UNIT = re.compile(r"(?<![\w.])(\d{1,6}(?:\.\d{1,2})?)[ -]?([A-Za-z]{1,10})\b")
"""A number and the word behind it."""
_UNITS = "g kg mm cm m km ml cl l s min h days weeks W kW mAh Ah".split()
"""Those in which the same amount may be said."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Calls that hold, and what was left out of them."""

    calls: tuple[Call, ...]
    dropped: tuple[Condition, ...] = ()
    """What the words do not say, and amounts of a currency that nothing here can be compared with."""


def verified(
    calls: tuple[Call, ...], words: str, shop: Shop, earlier: str = "", context: str = "", need: str = ""
) -> Verified:
    """The calls without what nothing in the words supports, and with a price that they leave out.

    A number must be said, in digits or in words, now or `earlier` in the talk. A value must be the
    catalogue's own and, where the words are in its language, said too, there or in the `context`: the list.
    What was said but is no value is looked for as words. An order needs a superlative. A price that is read
    for certain is kept whatever a model makes of it. An amount of another currency is put into the field's
    own by the owner's rates. A maker that is named is a condition, and an amount is of a field that what is
    sought has; `need` is what was sought before.
    """
    dropped: list[Condition] = []
    told = f"{words}\n{earlier}"
    strict = _is_in_its_language(words, shop)
    checked = [_checked(call, told, context, shop, dropped, strict) for call in calls]
    if strict:
        checked = [unordered(call, words) for call in checked]
    checked = [_of_its_fields(of_its_maker(call, words, shop), need, shop) for call in checked]
    checked = [of_its_model(call, words, shop) for call in checked]
    if sum(call.lists for call in checked) == 1:
        checked = [of_its_kind(call, words, shop) if call.lists else call for call in checked]
        checked = [whole(cheapest(call, words), words, shop) for call in checked]
    return Verified(priced(checked, words, shop), tuple(dropped))


def _checked(call: Call, told: str, context: str, shop: Shop, dropped: list[Condition], strict: bool) -> Call:
    kept: list[Condition | Comparison] = []
    soft: list[str] = []
    now = told if call.edits else told.partition("\n")[0]  # a new need is of what is said of it now
    for one in call.query.where:
        if isinstance(one, Comparison):
            kept.append(one)
            continue
        held, rest = _held(one, told, now, context, shop, strict)
        if held is not None:
            kept.append(held)
        soft += rest
        if held is None and not rest:
            dropped.append(one)
    what = " ".join([call.query.what, *(word for word in soft if word not in call.query.what.casefold())])
    lifted = tuple(name for name in call.lifted if name in shop.schema or name in (TEXT, "take", "budget"))
    take = call.query.take if call.query.take in (None, 1) or call.query.take in numbers(told) else None
    budget = call.query.budget if call.query.budget in (None, *numbers(told)) else None
    query = replace(call.query, what=what.strip(), where=tuple(kept), take=take, budget=budget)
    return replace(call, query=query, lifted=lifted)


def _of_its_fields(call: Call, need: str, shop: Shop) -> Call:
    """A list under conditions on fields that what is sought has."""
    if not call.lists and call.tool != "count":
        return call
    what = call.query.what or need
    return replace(call, query=replace(call.query, where=meant(call.query.where, what, shop)))


def _held(
    one: Condition, told: str, now: str, context: str, shop: Shop, strict: bool
) -> tuple[Condition | None, list[str]]:
    """A condition as far as what was said supports it, and what of it is only to be looked for as words."""
    words = f"{told}\n{context}"
    if one.field == TEXT:
        told_of = [str(value) for value in one.values if not strict or _is_said(str(value), words)]
        names = tuple(value for value in told_of if one.refuses or not strict or is_name(value, told, shop))
        held = replace(one, values=names) if names else None
        return held, [value for value in told_of if value not in names]
    field, one = shop.schema.get(one.field), turned(one, told.partition("\n")[0])
    if field is None:
        return None, []
    if field.kind in ("number", "money", "range", "date") and not field.values:
        unit = one.unit or field.unit
        measured = field.kind == "number" and _is_of_else(one, told, unit)
        if measured or not _numbers_said(one, _of_money(told) if field.kind == "money" else told, unit):
            at_all = _at_all(one, told) if field.kind == "number" else None
            return at_all, []  # an amount that only an item states is no wish
        return (in_its_currency(one, shop) if field.kind == "money" else _united(one, field.unit)), []
    known = tuple(
        value for value in one.values if isinstance(value, str) and named(tuple(field.values), value)
    )
    if strict and one.field == "media" and not any(is_hinted(value, now) for value in known):
        return None, []
    if strict and one.field == REDUCED and not any(_is_said(name, words) for name in _names(field)):
        return None, []  # what is cheap is not reduced
    if field.kind == "flag" or one.field in _FREE:
        return (replace(one, values=known or one.values) if known or field.kind == "flag" else None), []
    if field.dimension and not known:
        return (one if _numbers_said(one, told, one.unit or field.unit) else _at_all(one, told)), []
    said = tuple(value for value in known if not strict or _is_said(str(value), words))
    others = [str(value) for value in one.values if value not in said and _is_said(str(value), words)]
    if one.refuses and others and not said:
        return Condition(TEXT, "lacks", tuple(others)), []
    return (replace(one, values=said) if said else None), [] if one.refuses else others


def _names(field: Field) -> Iterator[str]:
    """What a field is called, in any language."""
    return chain.from_iterable(field.labels.values())


def _of_money(told: str) -> str:
    """What is said without the numbers that are no money: articles, and those of something else."""
    return _ARTICLES.sub(" ", MEASURED.sub(" ", told))


def _at_all(one: Condition, told: str) -> Condition | None:
    """In place of an amount that nobody said: that a thing has it, "a speaker that is waterproof"."""
    return (
        Condition(one.field, "=", ("yes",)) if one.op in ("=", ">=") and one.field in tokens(told) else None
    )


def _numbers_said(one: Condition, words: str, unit: str) -> bool:
    said = numbers(words)
    if one.bounds:  # "about 50" is from 37.5 to 62.5
        said |= {end for number in said for end in around(number)}
    values = [value for value in one.values if isinstance(value, int | float)]
    if len(values) < len(one.values):
        return all(_is_said(str(value), words) or str(value) in ("yes", "no") for value in one.values)
    if language(words.partition("\n")[0]) not in READ:
        return True
    scaled = tuple(_scaled(said, unit_of(unit), words))
    return all(any(abs(abs(value) - other) < 1e-6 for other in scaled) for value in values)


def _is_of_else(one: Condition, words: str, unit: str) -> bool:
    """Whether a number is said only with units of something else: 330 mm are no watts."""
    said = (unit_of(word) for number, word in _WITH_UNIT.findall(words) if float(number) in one.values)
    found = [dimension(word) for word in said]
    return bool(found) and "" not in found and dimension(unit_of(unit)) not in found


def _scaled(said: frozenset[float], unit: str, words: str) -> Iterator[float]:
    """What a number is in another unit, or as a year: half a kilo is 500 g, the nineties end before 2000."""
    named = {unit_of(word) for word in re.findall(r"[^\W\d_]+", words)} if words.isascii() else set(_UNITS)
    others = [other for other in _UNITS if unit and other in named and dimension(other) == dimension(unit)]
    scales = [convert(1.0, other, unit) for other in others] if unit else []
    for number in said:
        yield from (number, *(number * scale for scale in scales))
        if number < 100 and number % 10 == 0:
            yield from (1900 + number, 1910 + number, 2000 + number, 2010 + number)


def _united(one: Condition, unit: str) -> Condition:
    """A condition in a unit that its field can be told in; one that means nothing is left out."""
    meant = unit_of(one.unit) if one.unit else ""
    if not meant or dimension(meant) != dimension(unit):
        return replace(one, unit="")
    convert(1.0, meant, unit)
    return replace(one, unit=meant)


def _is_said(value: str, words: str) -> bool:
    """Whether the words of a value are said, in any form."""
    there = tokens(words)
    return all(any(_same(word, other) for other in there) for word in tokens(value))


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    shorter = min(len(word), len(other))
    return shorter >= _ROOT and word[: max(_ROOT, shorter - 2)] == other[: max(_ROOT, shorter - 2)]


def _is_in_its_language(words: str, shop: Shop) -> bool:
    """Whether a text is in the language of the catalogue, going by the words that both have."""
    said = [word for word in tokens(words) if not word.isdecimal() and len(word) > 1]
    known = sum(word in STOP or shop.words.knows(word) for word in said)
    return language(words) == CATALOGUE_LANGUAGE and known >= _OF_ITS_LANGUAGE * len(said)
