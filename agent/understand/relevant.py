"""Which fields of a shop matter to a turn: those of what its words find, and of what is listed.

A shop of many kinds of thing has fields by the dozen, and few of them are of any one thing: a model that is
told of all mistakes a size for a length.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tastemaker.agent.query import Conditions
from tastemaker.agent.understand.told import Before, offered
from tastemaker.tools.catalogue.columns import Column, Numbers
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.reduced import SALES
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

_CORE = frozenset(("media", "price", *SALES, "brand", "colour", "color", "material", "year", "rating"))
"""Fields that are told wherever there are any: they are asked for of everything."""
_BY_WORDS, _BY_MEANING = 16, 24
"""How many items that a text finds speak for fields."""
_LEAST, _MOST = 0.06, 22
"""The share of these items that must state a field, and how many fields are told."""

_CLOSEST, _MOSTLY, _TIMES = 6, 0.2, 2
"""How many items that a need finds say what it is of; the share of them that must state a field which was not
named for it, and how many times the share of the one that was."""
_MEASURED = frozenset(("number", "range", "date"))

Rows = npt.NDArray[np.intp]


def relevant(text: str, before: Before, shop: Shop) -> dict[str, Field]:
    """The fields that a turn's words may mean, in the order of the schema."""
    known = offered(shop.schema)
    rows = np.array(sorted(set(_rows(text, before, shop))), np.intp)
    stated = {name: _share(name, rows, shop) for name in known} if len(rows) else dict.fromkeys(known, 0.0)
    best = sorted(known, key=lambda name: (name not in _CORE, -stated[name]))
    told = [name for name in best if name in _CORE or stated[name] >= _LEAST][:_MOST]
    return {name: field for name, field in known.items() if name in told}


def meant(where: Conditions, what: str, shop: Shop) -> Conditions:
    """Conditions on the fields that they can be of, where what is sought has none of the one that is named.

    Of videos "duration" is told as duration_minutes, of a desk the length as its size: another field of the
    same kind and dimension that more of these items state.
    """
    measured = {one.field for one in where if _is_measured(shop.schema.get(one.field))}
    rows = np.array(sorted(set(_found(what, shop, _CLOSEST, _CLOSEST))) if what and measured else [], np.intp)
    if not len(rows):
        return where
    better = {name: _better(shop.schema[name], rows, shop) for name in measured}
    return tuple(
        replace(one, field=better[one.field]) if isinstance(one, Condition) and one.field in measured else one
        for one in where
    )


def stated(where: Conditions, what: str, shop: Shop) -> Conditions:
    """Conditions without those on fields that nothing near to what is sought has: telescopes fit no phone.

    An amount with its unit is of what is sought, whether that is found or not.
    """
    asks = bool(what) and any(one.field not in _CORE for one in where)
    rows = np.array(sorted(set(_found(what, shop, _CLOSEST, _CLOSEST))) if asks else [], np.intp)
    if not len(rows):
        return where
    return tuple(
        one
        for one in where
        if one.field in _CORE
        or one.field not in shop.schema
        or _share(one.field, rows, shop)
        or (isinstance(one, Condition) and one.unit)
    )


def _is_measured(field: Field | None) -> bool:
    return field is not None and field.kind in _MEASURED


def _better(field: Field, rows: Rows, shop: Shop) -> str:
    """Of the fields that measure the same, the one that these rows are told by."""
    least = max(_MOSTLY, _TIMES * _share(field.name, rows, shop))
    alike = [
        other.name
        for other in offered(shop.schema).values()
        if _is_measured(other) and (other.kind == "date") == (field.kind == "date")
        if other.dimension == field.dimension and other.name != field.name
    ]
    best = max(alike, key=lambda name: _share(name, rows, shop), default="")
    return best if best and _share(best, rows, shop) >= least else field.name


def _share(name: str, rows: Rows, shop: Shop) -> float:
    return float(_states(shop.columns[name], rows).mean())


def _rows(text: str, before: Before, shop: Shop) -> Iterator[int]:
    """The rows that are listed, and those that the words of this turn and of the last need find."""
    yield from before.rows
    for query in filter(None, (text, "" if before.last is None else before.last.query.what)):
        yield from _found(query, shop, _BY_WORDS, _BY_MEANING)


def _found(query: str, shop: Shop, by_words: int, nearest: int) -> Iterator[int]:
    """The rows that words find, by themselves and by their meaning."""
    routes = Routes(shop, ())
    by_meaning = routes.meaning(routes.encoded(query))
    for scores, most in ((routes.words(query), by_words), (by_meaning, nearest)):
        found = np.argsort(-scores, kind="stable")[:most]
        yield from found[scores[found] > 0].tolist()


def _states(column: Column, rows: Rows) -> npt.NDArray[np.bool_]:
    if isinstance(column, Numbers):
        return ~np.isnan(column.low[rows])
    return np.asarray(column.offsets[rows + 1] > column.offsets[rows])
