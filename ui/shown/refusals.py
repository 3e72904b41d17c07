"""What may be said against an item, taken from its own fields: each a condition that keeps the like out."""

from collections.abc import Iterator, Mapping
from itertools import islice

from tastemaker.agent.answer.language import CATALOGUE_LANGUAGE, medium, phrase
from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.search.limits.conditions import Condition

_COLOURS = ("colour", "color")
_MOST_FIELDS = 2
_LONGEST = 40


def refusals(
    item: Item, schema: Mapping[str, Field], language: str = CATALOGUE_LANGUAGE
) -> list[tuple[str, Call]]:
    """What is said, and the call that changes the last list by it."""
    return [
        (told, Call("search", Query(where=(condition,)), edits=True))
        for told, condition in _refused(item, schema, language)
    ]


def _refused(item: Item, schema: Mapping[str, Field], language: str) -> Iterator[tuple[str, Condition]]:
    def without(field: str, value: str, told: str = "") -> tuple[str, Condition]:
        said = phrase("in_force_exclude", language, value=told or value)
        return said, Condition(field, "!=", (value,))

    price = schema.get("price")
    if item.price and price is not None and price.unit in ("", item.currency):
        yield phrase("too_dear", language), Condition("price", "<", (item.price,))
    for name, value in islice(_choices(item, schema), _MOST_FIELDS):
        yield without(name, value)
    if item.brand and "brand" in schema:
        yield without("brand", item.brand)
    if item.categories and "category" in schema:
        yield without("category", item.categories[-1])
    if item.media != "product" and "media" in schema:
        yield without("media", item.media, medium(item.media, language))


def _choices(item: Item, schema: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """What an item is of the fields with few values, its colour first, then what most items state."""
    fields = [field for field in schema.values() if field.kind == "choice" and not field.hidden]
    fields.sort(key=lambda field: (field.column not in _COLOURS, -field.share))
    for field in fields:
        values = plain(item.attributes.get(field.column or field.name))
        if len(values) == 1 and len(values[0]) <= _LONGEST:
            yield field.name, values[0]
