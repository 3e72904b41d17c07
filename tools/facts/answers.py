"""Answers to questions about items, from their fields and texts; what is not known is said to be unknown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.heard import asks_buyers, heard
from tastemaker.tools.facts.quotes import sentences
from tastemaker.tools.facts.reviews.aspects import ALL
from tastemaker.tools.facts.reviews.opinions import Opinion
from tastemaker.tools.facts.values import said
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.listing import keys
from tastemaker.tools.shop import Shop

_NEAR = 0.4
"""Cosine from which a sentence of a text is about a question."""
_HALF = 0.5
_FEW = 3
"""Of how many items at most the texts are searched for what no field says, and more is told than one line."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What an item, or who bought it, says to a question: a value or a sentence; empty where it is silent."""

    item: Item
    field: str
    """Empty where a sentence answers."""
    value: str
    unit: str = ""
    best: bool = False
    """Whether it is better than what the items beside it say."""
    heard: Opinion | None = None
    """Where it is its buyers who say it; the value is what one of them says."""

    def as_json(self) -> dict[str, Any]:
        """{item, field, value, unit, best?, reviews?}; the value is None where it is not known.

        `reviews` is {aspect, buyers, praise, blame} where buyers say it.
        """
        value = self.value or None
        told: dict[str, Any] = {
            "item": self.item.id, "field": self.field, "value": value, "unit": self.unit,
        }  # fmt: skip
        told |= {"best": True} if self.best else {}
        if self.heard is None:
            return told
        names = ("aspect", "buyers", "praise", "blame")
        return told | {"reviews": {name: getattr(self.heard, name) for name in names}}


def facts(
    shop: Shop, items: Sequence[Item], fields: Sequence[Field], topics: Sequence[str], question: str = ""
) -> tuple[Fact, ...]:
    """What each item says in each field, and to a topic the sentence of its text about it.

    A topic may be put in several ways: the one that finds most counts. A field that it names is told, too.
    Of few items one that states no field may say it in another, or in its text: the field that the question
    names, or the only one that measures the same, and its sentence about the question are told.
    What buyers say to a topic is told as theirs, beside it or in its place; alone where they are asked.
    """
    found = [_fact(shop, item, field) for item in items for field in fields]
    if topics:
        named = [field for field in _named(shop, topics) if field not in fields]
        of_fields = [_fact(shop, item, field) for item in items for field in named]
        words = {word for field in named for word in _label(field)}
        rest = [" ".join(word for word in topic.split() if word.casefold() not in words) for topic in topics]
        asks_more = any(set(tokens(topic)) - STOP for topic in rest) or not named
        found += [fact for fact in of_fields if fact.value or not asks_more]
        found += [Fact(item, "", sentence(shop, item, rest)) for item in items if asks_more]
    elif question and len(items) <= _FEW:
        silent = [item for item in items if not any(fact.value for fact in found if fact.item is item)]
        found += [
            _fact(shop, item, field) for item in silent for field in _instead(shop, item, fields, question)
        ]
        found += [Fact(item, "", said) for item in silent if (said := sentence(shop, item, [question]))]
    asked = asks_buyers(shop, (*topics, question))
    if shop.opinions is None or not (topics or asked):
        return tuple(found)
    put = topics or [" ".join(field.name for field in fields), question]
    most = None if len(items) <= _FEW else 1
    return tuple(fact for item in items for fact in _with_buyers(shop, item, found, put, asked, most))


def _with_buyers(
    shop: Shop, item: Item, found: Sequence[Fact], topics: Sequence[str], asked: bool, most: int | None
) -> Iterator[Fact]:
    """What is found of an item, and what its buyers say; that alone where they are asked."""
    own = [fact for fact in found if fact.item is item and (fact.field or not asked)]
    told = heard(shop, item, topics)[:most]
    known = [fact for fact in own if fact.value]
    if known and not asked:  # what is only near to a question is told where nothing else is
        told = [one for one in told if one.aspect]
    yield from known if told or asked else own
    if asked and not told:
        told = [Opinion(ALL, 0, 0, 0, "")]
    yield from (Fact(item, "", one.good or one.bad, heard=one) for one in told)


def _named(shop: Shop, topics: Sequence[str]) -> Iterator[Field]:
    """The fields whose names stand in a topic: "how the handle feels, and its length" and length."""
    words = {word for topic in topics for word in tokens(topic)} - STOP
    fields = (field for field in shop.schema.values() if not field.hidden and field.kind != "text")
    names = ((field, set(tokens(field.column.replace("_", " ")))) for field in fields)
    return (field for field, name in names if name and name <= words)


def _instead(shop: Shop, item: Item, fields: Sequence[Field], question: str) -> list[Field]:
    """The fields of an item that a question names, else the only one that measures what was asked for."""
    named = [field for field in _named(shop, [question]) if said(item, field)]
    asked = {field.dimension for field in fields} - {""}
    alike = [field for field in shop.schema.values() if field.dimension in asked and said(item, field)]
    return named or (alike if len(alike) == 1 else [])


def _fact(shop: Shop, item: Item, field: Field) -> Fact:
    """What an item says in a field, or in another that measures the same under a like name."""
    alike = [
        other
        for other in shop.schema.values()
        if field.dimension and other.dimension == field.dimension and _label(other) & _label(field)
    ]
    told = next((each for each in (field, *alike) if said(item, each)), field)
    return Fact(item, field.name, said(item, told), told.unit)


def _label(field: Field) -> set[str]:
    return set(re.findall(r"[^\W_]+", field.column.casefold()))


def sentence(shop: Shop, item: Item, topics: Sequence[str]) -> str:
    """The sentence of an item's text that is about a topic, empty where none is.

    One that has most of its words; else the one that is nearest in meaning, if it is near.
    """
    parts = sentences(item.description)
    if not parts:
        return ""
    sought = [{word for word in tokens(topic) if word not in STOP} for topic in topics]
    shared = [max(len(some & set(tokens(part))) / max(len(some), 1) for some in sought) for part in parts]
    encoder = shop.text_encoder
    near = (encoder.encode(parts) @ encoder.encode(topics, query=True).T).max(axis=1)
    best = int(np.argmax(near + np.array(shared)))
    return parts[best] if near[best] >= _NEAR or shared[best] > _HALF else ""


def extreme(
    shop: Shop, items: Sequence[Item], field: Field, most: Literal["least", "most"]
) -> tuple[Item, ...]:
    """Those of some items that have the least or most of a field; none where no item states it."""
    values = keys(shop, field, "up" if most == "least" else "down")[[shop.row(item.id) for item in items]]
    if not np.isfinite(values).any():
        return ()
    best = np.nanmin(values)
    return tuple(item for item, value in zip(items, values.tolist(), strict=True) if value == best)


_OF_THE_SHOP = frozenset(("created_at", "currency", "in_stock"))
"""Columns about the catalogue's own affairs, which tell nobody which of two to take."""


def differing(shop: Shop, items: Sequence[Item]) -> tuple[Field, ...]:
    """The fields in which some items differ, those first that all of them state."""
    # What a column says is told once, in however many units or currencies it is.
    columns: dict[str, Field] = {}
    for field in shop.schema.values():
        columns.setdefault(field.column or field.name, field)
    shown = [field for name, field in columns.items() if not field.hidden and name not in _OF_THE_SHOP]
    stated = {field.name: [said(item, field) for item in items] for field in shown}
    fields = [field for field in shown if len(set(stated[field.name])) > 1]
    return tuple(sorted(fields, key=lambda field: stated[field.name].count("")))


def total(items: Sequence[Item]) -> tuple[dict[str, float], tuple[Item, ...]]:
    """The sum of prices by currency, and the items without a price, which are not in it."""
    sums: dict[str, float] = {}
    for item in items:
        if item.price is not None:
            sums[item.currency] = round(sums.get(item.currency, 0.0) + item.price, 2)
    return sums, tuple(item for item in items if item.price is None)


def text(facts: Sequence[Fact]) -> str:
    """The answers as a model reads them."""
    return "\n".join(f"{fact.item.title}: {_named_in_text(fact)} {fact.value or 'unknown'}" for fact in facts)


def _named_in_text(fact: Fact) -> str:
    one = fact.heard
    if one is None:
        return fact.field.replace("_", " ")
    return f"{one.praise} of {one.buyers} buyers praise {one.aspect}, {one.blame} find fault:"
