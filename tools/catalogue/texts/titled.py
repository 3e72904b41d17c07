"""What titles state in figures, in a shop that has no column for it: "SSD, 1TB", "Cable, 3 metres"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.values import amounts
from tastemaker.tools.catalogue.values.units import dimension, said_in_name, unit_of

_FIGURE = re.compile(r"(?<![\w.,/-])(\d{1,5}(?:\.\d{1,2})?)[ -]?([A-Za-z]{1,10})(?![\w/])")
_NAMES = {
    "m": "length", "kg": "weight", "l": "volume", "W": "power", "V": "voltage", "GB": "capacity",
    "Hz": "frequency", "mAh": "battery", "MP": "resolution", "lm": "brightness",
}  # fmt: skip
"""What is measured in a unit and those like it, by the name that a shop would give it."""
_SCREEN = "inch"
"""The unit in which sizes are told that are no lengths."""
_NO_UNITS = frozenset(("in", "th", "rpm", "bit", "b"))
_VALUES = 50
"""Values of a column that tell what it measures."""
_LEAST = 0.02
"""The share of the items that must state a figure in their titles for it to become a column."""


def with_figures(items: Iterable[Item], known: Iterable[Item] = ()) -> list[Item]:
    """The items with the first figure of each kind in their titles, of what no column measures.

    What others that are `known` have figures of is a column already.

    >>> cables = [Item("1", "HDMI cable, 3 Metres, 4K"), Item("2", "Cable 5m"), Item("3", "Cable")]
    >>> [dict(item.figures) for item in with_figures(cables)]
    [{'length': '3 m'}, {'length': '5 m'}, {}]
    """
    listed = list(items)
    columns: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in listed:
        for column, value in item.attributes.items():
            if len(values := columns[column]) < _VALUES:
                values.update(dict.fromkeys(plain(value)))
    measured = {name for column, values in columns.items() for name in _measured(column, values)}
    found = [{name: value for name, value in _figures(item.title) if name not in measured} for item in listed]
    counts = Counter(name for figures in found for name in figures)
    kept = {name for name, count in counts.items() if count >= _LEAST * len(listed)}
    kept |= {name for item in known for name in item.figures}
    stated = ({name: value for name, value in figures.items() if name in kept} for figures in found)
    return [replace(item, figures=each) if each else item for item, each in zip(listed, stated, strict=True)]


def _figures(title: str) -> Iterator[tuple[str, str]]:
    """The name and the value of each figure, the first of a name last."""
    for number, word in reversed(_FIGURE.findall(title)):
        unit = "" if word.casefold() in _NO_UNITS else unit_of(word)
        if name := _name(unit):
            yield name, f"{number} {unit}"


@cache
def _name(unit: str) -> str:
    """What is measured in a unit; empty of none, and of what titles tell for another reason."""
    alike = (name for one, name in _NAMES.items() if unit and dimension(one) == dimension(unit))
    return "size" if unit == _SCREEN else next(alike, "")


def _measured(column: str, values: Iterable[str]) -> Iterator[str]:
    """What a column measures by some of its values, and what it is called."""
    unit, name = said_in_name(column)
    yield name
    read = (amounts.read(text) for text in values if len(text) <= amounts.LONGEST)
    yield from map(_name, [unit, *(amount.unit for amount in read if amount)])
