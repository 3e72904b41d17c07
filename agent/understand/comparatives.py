"""How an item is to differ from one that it is like, in words: "cheaper", "lighter", "in blue", "a book"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.tools.catalogue.columns import Choices, Numbers
from tastemaker.tools.catalogue.item import MEDIA, Item
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.values import said
from tastemaker.tools.search.lexical import STOP
from tastemaker.tools.search.limits.conditions import Condition, Op
from tastemaker.tools.search.limits.judging import named
from tastemaker.tools.shop import Shop

_SIZES = ("volume", "capacity", "size", "diameter", "length", "height", "width", "screen", "thickness")
_TIMES = ("duration", "duration_minutes", "runtime", "pages", "lessons", "length")
_AGES = ("year", "released", "release_date", "publication_year", "published")
_WAYS: dict[str, tuple[tuple[str, ...], Op]] = {
    "cheaper": (("price",), "<"), "less": (("price",), "<"), "lower": (("price",), "<"),
    "dearer": (("price",), ">"), "pricier": (("price",), ">"), "expensive": (("price",), ">"),
    "better": (("price",), ">"), "premium": (("price",), ">"),
    "newer": (_AGES, ">"), "older": (_AGES, "<"),
    "heavier": (("weight",), ">"), "lighter": (("weight",), "<"),
    "larger": (_SIZES, ">"), "bigger": (_SIZES, ">"), "smaller": (_SIZES, "<"),
    "longer": (_TIMES, ">"), "shorter": (_TIMES, "<"),
}  # fmt: skip
_JOINING = STOP | frozenset("but more one with same as not so by".split())
"""Words that say nothing of any item."""


def compared(call: Call, original: Item, shop: Shop) -> Call:
    """A call for what is like an item, the comparisons among its words as conditions; raises `Retry`."""
    found, wish = [], []
    change = call.query.what
    for brand in shop.brands_in(change):
        pattern = rf"\b(?:from|by) (?i:{re.escape(brand)})(?!\w)|(?<!\w){re.escape(brand)}(?!\w)"
        if match := re.search(pattern, change):
            found.append(Condition("brand", "=", (brand,)))
            change = change.replace(match[0], " ")
            break
    for word in re.findall(r"[\w-]+", change.casefold()):
        if conditions := list(_meant(word, original, shop)):
            found += conditions
        elif word not in _JOINING or word in _WAYS:
            wish.append(word)
    edit = replace(call.query, what=" ".join(wish), where=tuple(found))
    query = replace(call.query, what="").changed(edit)
    return replace(call, query=query)


def valued(query: Query, shop: Shop) -> Query:
    """A query with the words that are values of a choice as conditions: "headphones red" in a colour.

    What is put in order is to be of that value; by score alone it may as well be near to it.
    """
    words = query.what.split()
    found = {word: field for word in words if (field := _field_of_value(word.casefold(), shop))}
    rest = " ".join(word for word in words if word not in found)
    if not rest:
        return query
    where = tuple(Condition(field.name, "=", (word,)) for word, field in found.items())
    return replace(query, what=rest, where=(*query.where, *where))


def _meant(word: str, original: Item, shop: Shop) -> Iterator[Condition]:
    """The condition that a word is, measured by the original."""
    if word.rstrip("s") in MEDIA:
        yield Condition("media", "=", (word.rstrip("s"),))
    elif word in _WAYS:
        names, op = _WAYS[word]
        if names == ("price",):
            yield _priced(original, op)
            return
        for field in (shop.schema[name] for name in names if name in shop.schema):
            if value := said(original, field):
                column, row = shop.columns[field.name], shop.row(original.id)
                if isinstance(column, Numbers) and column.low[row] == column.low[row]:
                    yield Condition(field.name, op, (_first_amount(value),), "")
                    return
    elif (chosen := _field_of_value(word, shop)) is not None:
        yield Condition(chosen.name, "=", (word,))


def _priced(original: Item, op: Op) -> Condition:
    if original.price is None:
        raise Retry(f"{original.title} has no price to compare with", "no_price", title=original.title)
    if original.price == 0 and op == "<":
        raise Retry(f"{original.title} is free already", "free_already")
    step = -0.01 if op == "<" else 0.01
    return Condition("price", "<=" if op == "<" else ">=", (round(original.price + step, 2),))


def _first_amount(value: str) -> str:
    return re.split(r",\s", value)[0]


def _field_of_value(word: str, shop: Shop) -> Field | None:
    """The choice that knows a word as a value, the one of most items: "blue" is a colour."""
    fields = [
        field
        for field in shop.schema.values()
        if field.kind == "choice" and field.name not in ("brand", "media", "currency")
    ]
    having = []
    for field in fields:
        column = shop.columns[field.name]
        if isinstance(column, Choices) and named(column.names, word):
            having.append(field)
    return max(having, key=lambda field: field.share, default=None)
