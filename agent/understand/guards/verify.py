"""Guards on the calls that a model wrote: numbers stand in the words, values are those of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison
from tastemaker.agent.rules.language import language
from tastemaker.agent.rules.media import is_hinted
from tastemaker.agent.rules.numbers import numbers
from tastemaker.agent.understand.guards.extent import cheapest, unordered, whole
from tastemaker.agent.understand.guards.measured import at_all, measured, numbers_said
from tastemaker.agent.understand.guards.named import is_name, of_its_kind, of_its_maker, of_its_model
from tastemaker.agent.understand.guards.priced import in_its_currency, priced
from tastemaker.agent.understand.guards.refused import refused
from tastemaker.agent.understand.guards.said import is_said
from tastemaker.agent.understand.guards.turned import turned
from tastemaker.agent.understand.relevant import meant, stated
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.reduced import REDUCED
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.limits.judging import named
from tastemaker.tools.shop import Shop

_OF_ITS_LANGUAGE = 0.7
"""The share of a text's words that a catalogue in its language knows."""
_FREE = frozenset(("media", "category"))
"""Fields whose values are seldom said by their name: "something to listen to" is audio."""


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
    meant_so = [refused(call, words, earlier) for call in calls]
    for call, left in zip(calls, meant_so, strict=True):  # whoever did mean to refuse it is told
        dropped += [one for one in call.query.conditions if one.refuses and one not in left.query.where]
    checked = [_checked(call, told, context, shop, dropped, strict) for call in meant_so]
    if strict:
        checked = [unordered(call, words) for call in checked]
    checked = [_of_its_fields(of_its_maker(call, words, shop), need, shop, strict) for call in checked]
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


def _of_its_fields(call: Call, need: str, shop: Shop, strict: bool) -> Call:
    """A list under conditions on fields that what is sought has: a slip where the words cannot tell of it."""
    if not call.lists and call.tool != "count":
        return call
    what = call.query.what or need
    where = meant(call.query.where, what, shop)
    return replace(call, query=replace(call.query, where=where if strict else stated(where, what, shop)))


def _held(
    one: Condition, told: str, now: str, context: str, shop: Shop, strict: bool
) -> tuple[Condition | None, list[str]]:
    """A condition as far as what was said supports it, and what of it is only to be looked for as words."""
    words = f"{told}\n{context}"
    if one.field == TEXT:
        told_of = [str(value) for value in one.values if not strict or is_said(str(value), words)]
        names = tuple(value for value in told_of if one.refuses or not strict or is_name(value, told, shop))
        held = replace(one, values=names) if names else None
        return held, [value for value in told_of if value not in names]
    field, one = shop.schema.get(one.field), turned(one, told.partition("\n")[0])
    if field is None:
        return None, []
    if field.kind in ("number", "money", "range", "date") and not field.values:
        is_in_force = field.kind == "money" or one.field in told.rpartition("\n")[2].split()
        # An amount that only an item states is no wish, nor one that was said of something else.
        held = measured(one, field, told if is_in_force else now)
        return (in_its_currency(held, shop) if held is not None and field.kind == "money" else held), []
    known = tuple(
        value for value in one.values if isinstance(value, str) and named(tuple(field.values), value)
    )
    if strict and one.field == "media" and not any(is_hinted(value, now) for value in known):
        return None, []
    if strict and one.field == REDUCED and not any(is_said(name, words) for name in _names(field)):
        return None, []  # what is cheap is not reduced
    if field.kind == "flag" or one.field in _FREE:
        return (replace(one, values=known or one.values) if known or field.kind == "flag" else None), []
    if field.dimension and not known:
        return (one if numbers_said(one, told, one.unit or field.unit) else at_all(one, told)), []
    there = tuple(value for value in known if not strict or is_said(str(value), words))
    others = [str(value) for value in one.values if value not in there and is_said(str(value), words)]
    if one.refuses and others and not there:
        return Condition(TEXT, "lacks", tuple(others)), []
    return (replace(one, values=there) if there else None), [] if one.refuses else others


def _names(field: Field) -> Iterator[str]:
    """What a field is called, in any language."""
    return chain.from_iterable(field.labels.values())


def _is_in_its_language(words: str, shop: Shop) -> bool:
    """Whether a text is in the language of the catalogue, going by the words that both have."""
    told = [word for word in tokens(words) if not word.isdecimal() and len(word) > 1]
    known = sum(word in STOP or shop.words.knows(word) for word in told)
    return shop.words.mostly(language(words)) and known >= _OF_ITS_LANGUAGE * len(told)
