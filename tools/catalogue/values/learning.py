"""Which kind of field a column is: learned from what it says."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from tastemaker.tools.catalogue.values import plain, sizes
from tastemaker.tools.catalogue.values.reading import (
    LETTERS,
    Kind,
    ValueReading,
    amount_of,
    letters_of,
    money_of,
    parts,
)
from tastemaker.tools.catalogue.values.table import Cells, Value, texts
from tastemaker.tools.catalogue.values.units import dimension as dimension_of
from tastemaker.tools.catalogue.values.units import said_in_name

ENOUGH = 0.8
"""Of its values a kind must read so many. Of four fifths an occasional "none" or "IP67" takes nothing away; a
column that is a number in half of its rows is not one: a limit on it would drop the other half unseen."""
_RANGES = 0.1
"""Above this share of from-to values a field is a range; below they are a few odd numbers."""
_LOOKED_AT = 20_000
"""How many different values are looked at to learn the kind."""
_LONG_TEXT = 60
"""Characters; a value that is longer on average is a sentence, not a name to choose."""
_MANY = 500
"""So many different values, most of which stand once, are codes or remarks, not a choice."""
_FIXED: Mapping[str, Kind] = {
    "category": "list",
    "brand": "choice",
    "media": "choice",
    "price": "money",
    "was": "money",
    "currency": "choice",
    "created_at": "date",
}

Weighed = list[tuple[Value, int]]
"""Values, each with how many items state it."""


def readings(
    column: str, cells: Cells, decimal: str, kind: Kind | None, unit: str
) -> dict[str, ValueReading]:
    """The fields of a column by name: one, or one for each dimension that its values are told in.

    `kind` and `unit` are what the owner says; None and empty leave it to the values.
    """
    weighed = _some(cells)
    bare = unit or said_in_name(column)[0]
    learned = kind or _FIXED.get(column) or _kind(weighed, decimal, bare)
    if learned in ("number", "range"):
        return _by_dimension(column, weighed, decimal, bare, unit, kind)
    if learned == "money":
        return _by_currency(column, weighed, decimal, unit)
    return {column: ValueReading(learned)}


def _some(cells: Cells) -> Weighed:
    values, counts = cells.values, cells.counts
    chosen: Iterable[int] = range(len(values))
    if len(values) > _LOOKED_AT:
        chosen = np.linspace(0, len(values) - 1, _LOOKED_AT).astype(int)
    return [(values[place], int(counts[place])) for place in chosen]


def _share(weighed: Weighed, reads: Callable[[Value], object]) -> float:
    return sum(count for value, count in weighed if reads(value)) / sum(count for _, count in weighed)


def _kind(weighed: Weighed, decimal: str, unit_in_name: str) -> Kind:
    def text(value: Value) -> str:
        return " ".join(texts(value))

    if _share(weighed, lambda value: plain.yes_or_no(text(value)) is not None) >= ENOUGH:
        return "flag"
    if not unit_in_name and _share(weighed, lambda value: plain.days(text(value))) >= ENOUGH:
        years = [value for value, _ in weighed if plain.is_year(text(value))]
        # A few lone numbers around 2000 may count anything.
        if len(years) >= 3 or len(years) <= len(weighed) / 2:
            return "date"
    if _share(weighed, lambda value: isinstance(value, str) and plain.money(value, decimal)) >= ENOUGH:
        return "money"
    if _share(weighed, lambda value: amount_of(value, decimal) or letters_of(value)) >= ENOUGH:
        return "number"
    return _of_words(weighed)


def _of_words(weighed: Weighed) -> Kind:
    members: Counter[str] = Counter()
    several: list[tuple[list[str], int]] = []
    length = total = 0
    for value, count in weighed:
        found = parts(value)
        members.update(dict.fromkeys(found, count))
        total += count
        length += count * sum(map(len, texts(value)))
        if len(found) > 1:
            several.append((found, count))
    long = length / total > _LONG_TEXT
    inside = [part for found, _ in several for part in found]
    recurring = sum(members[part] > 1 for part in inside) >= len(inside) / 2
    nearly_all = sum(count for _, count in several) / total >= ENOUGH
    given_as_lists = any(isinstance(value, tuple) for value, _ in weighed)
    if several and (given_as_lists or ((recurring or nearly_all) and not long)):
        return "list"
    return "text" if long or (len(weighed) > _MANY and total / len(weighed) < 2) else "choice"


def _by_dimension(
    column: str, weighed: Weighed, decimal: str, bare: str, unit: str, kind: Kind | None
) -> dict[str, ValueReading]:
    """A field for each dimension, the most frequent (or that of the owner's unit) under the column's name."""
    units: dict[str, Counter[str]] = {}
    spans: Counter[str] = Counter()
    letters = []
    for value, count in weighed:
        if amount := amount_of(value, decimal):
            told = amount.unit or bare
            dimension = dimension_of(told)
            spans[dimension] += count * (amount.shape == "span")
        elif span := letters_of(value):
            told, dimension = "letters", LETTERS
            letters.append(span)
        else:
            continue
        units.setdefault(dimension, Counter())[told] += count
    asked = dimension_of(unit) if unit else None
    found: dict[str, ValueReading] = {}
    for dimension in sorted(units, key=lambda each: (each != asked, -units[each].total())):
        told = unit if dimension == asked else units[dimension].most_common(1)[0][0]
        name = f"{column} ({told or 'number'})" if found else column
        if dimension == LETTERS:
            found[name] = ValueReading("range", dimension=LETTERS, scale=sizes.known(letters))
            continue
        ranges = spans[dimension] >= _RANGES * units[dimension].total()
        same = bare if dimension_of(bare) == dimension else ""
        found[name] = ValueReading(kind or ("range" if ranges else "number"), told, dimension, same)
    return found


def _by_currency(column: str, weighed: Weighed, decimal: str, unit: str) -> dict[str, ValueReading]:
    """A field for each currency: 90 EUR are not less than 100 CNY."""
    currencies: Counter[str] = Counter()
    for value, count in weighed:
        if found := money_of(value, decimal):
            currencies[found[1]] += count
    bare = currencies.pop("", 0)
    order = sorted(currencies, key=lambda each: (each != unit, -currencies[each]))
    if not order:
        return {column: ValueReading("money", unit, bare=unit)} if bare else {}
    others = {f"{column} ({each})": ValueReading("money", each) for each in order[1:]}
    return {column: ValueReading("money", order[0], bare=order[0]), **others}
