"""The price that words say for certain, in the call that is to keep it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Query
from tastemaker.agent.rules.language import normalise
from tastemaker.agent.rules.limits import limits
from tastemaker.agent.rules.prices import prices
from tastemaker.tools.catalogue.values.currencies import beside_numbers
from tastemaker.tools.search.limits.conditions import Condition, Op, as_number
from tastemaker.tools.shop import Shop

_PEOPLE = 10
"""Below it a bare number is rather so many people, or years, than a price."""


def priced(calls: Sequence[Call], words: str, shop: Shop) -> tuple[Call, ...]:
    """The calls, the one list among them with the price that the words say, whatever a model made of it.

    A bare number is a price where nothing else is: "at least 4" may be people, if a model says so. A price in
    another currency than the shop's is left to the owner's rates.
    """
    lists = [call for call in calls if call.lists or call.tool == "count"]
    foreign = any(shop.schema.foreign("price", word) for word in beside_numbers(words))
    if len(lists) != 1 or foreign or any(isinstance(one, Comparison) for one in _of_price(lists[0])):
        return tuple(calls)
    bounds = tuple(one for one in _bounds(words) if not _is_else(one, lists[0], words))
    return tuple(_kept(call, bounds) if call is lists[0] else call for call in calls)


def in_its_currency(one: Condition, shop: Shop) -> Condition | None:
    """A condition in the currency of its field; None where no rate leads there.

    A currency that some of the items are priced in stays: it is compared with these alone.
    """
    schema, currency = shop.schema, shop.schema.foreign(one.field, one.unit)
    if not currency:
        return replace(one, unit="")
    column = schema[one.field].column
    if any(each.column == column and each.unit == currency for each in schema.values()):
        return replace(one, unit=currency)
    amounts = [as_number(value) for value in one.values]
    own = [None if amount is None else schema.exchanged(amount, currency, one.field) for amount in amounts]
    known = tuple(value for value in own if value is not None)
    return replace(one, values=known, unit="") if len(known) == len(own) else None


def _bounds(words: str) -> Iterator[Condition]:
    read = limits(words)
    ends: tuple[tuple[str, Op], ...] = (("price_min", ">="), ("price_max", "<="))
    for name, op in ends:
        if name in read.certain and name in read.args:
            yield Condition("price", op, (float(read.args[name]),))


def _is_else(bound: Condition, call: Call, words: str) -> bool:
    """Whether a model took the number of a bound for another field, and may be right."""
    (amount,) = bound.values
    taken = any(amount in one.values for one in call.query.conditions if one.field != "price")
    bare = not prices(normalise(words)).money
    return taken and bare and (bound.op == ">=" or isinstance(amount, float) and amount < _PEOPLE)


def _kept(call: Call, bounds: Sequence[Condition]) -> Call:
    """A call under bounds; what it says of the same amounts otherwise goes."""
    said = {value for one in bounds for value in one.values}
    where = tuple(
        one
        for one in call.query.where
        if isinstance(one, Comparison) or not said & set(one.values) or _says(one, bounds)
    )
    held = tuple(one for one in bounds if not any(_says(other, (one,)) for other in where))
    return replace(call, query=replace(call.query, where=where).changed(Query(where=held)))


def _says(one: Condition | Comparison, bounds: Sequence[Condition]) -> bool:
    """Whether a condition is one of these bounds, if with "less than" for "at most"."""
    ends = {"<": "<=", ">": ">="}
    return any(
        isinstance(one, Condition)
        and one.field == bound.field
        and ends.get(one.op, one.op) == bound.op
        and one.values == bound.values
        for bound in bounds
    )


def _of_price(call: Call) -> Iterator[Condition | Comparison]:
    return (one for one in call.query.where if one.field == "price")
