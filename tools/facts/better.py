"""Of items side by side, which is better in a field: where less or more is known to be, or was asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.listing import keys
from tastemaker.tools.shop import Shop

_LESS = frozenset(("price", "noise", "consumption"))
_MORE = frozenset(("rating", "ratings", "stars", "battery", "warranty", "guarantee"))

_MEASURED = ("number", "money", "date")

Better = Literal["", "less", "more"]


def marked(
    shop: Shop, told: Sequence[Fact], made: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]]
) -> tuple[Fact, ...]:
    """The same facts, those `best` that are better than the others in their field.

    `made` is how the lists came about that the items are from: what was asked for there is better.
    """
    best = {
        name: _best(shop, [fact for fact in told if fact.field == name], made)
        for name in dict.fromkeys(fact.field for fact in told)
    }
    return tuple(replace(fact, best=fact.item.id in best[fact.field]) for fact in told)


def better(field: Field, made: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]]) -> Better:
    """Whether less or more of a field is better; empty where nobody can say.

    What was put in order is meant so; else what everybody knows holds, else the bounds that were asked for.
    """
    for _, args, _ in made:
        order = args.get("order") or ("", "")
        if order[0] == field.name:
            return "less" if order[1] == "up" else "more"
    words = set(re.findall(r"[a-z]+", field.column.casefold()))
    if words & _LESS:
        return "less"
    if words & _MORE:
        return "more"
    bounds = {
        one.bounds for _, args, _ in made for one in Where.of(args).conditions if one.field == field.name
    }
    return {frozenset({"high"}): "less", frozenset({"low"}): "more"}.get(frozenset(bounds - {""}), "")  # type: ignore[return-value]


def _best(
    shop: Shop, told: Sequence[Fact], made: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]]
) -> frozenset[str]:
    """The ids of the items that are better than the others in a field; none where all are alike."""
    field = shop.schema.get(told[0].field)
    if field is None or field.kind not in _MEASURED or not (way := better(field, made)):
        return frozenset()
    known = [fact for fact in told if fact.value]
    values = _values(shop, field, known) * (1 if way == "less" else -1)
    if len(known) < 2 or not np.isfinite(values).all() or values.min() == values.max():
        return frozenset()
    return frozenset(fact.item.id for fact, value in zip(known, values, strict=True) if value == values.min())


def _values(shop: Shop, field: Field, told: Sequence[Fact]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What some items have in a field as numbers, NaN where that is not sure.

    The price is the item's own, which may be that of one variant; what else tells variants apart is not sure.
    """
    items = [fact.item for fact in told]
    if field.name == "price":
        alike = len({item.currency for item in items}) == 1
        return np.array([item.price if alike and item.price is not None else np.nan for item in items])
    column = keys(shop, field, "up")
    differs = (
        any(field.column in {**form.options, **form.attributes} for form in item.variants) for item in items
    )
    return np.array(
        [np.nan if unsure else column[shop.row(item.id)] for item, unsure in zip(items, differs, strict=True)]
    )
