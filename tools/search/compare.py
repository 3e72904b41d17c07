"""Comparing an item with another by what the catalogue measures of both: newer, lighter, smaller, shorter."""

import re
from collections.abc import Callable, Mapping, Sequence

from tastemaker.tools.catalogue.item import Item, plain

_SIZES = ("volume", "capacity", "size", "diameter", "length", "height", "width", "screen", "thickness")
_TIMES = ("duration", "duration_minutes", "runtime", "pages", "lessons", "length")
_AGES = ("year", "released", "release_date", "publication_year", "published")
_WAYS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "newer": (_AGES, 1), "older": (_AGES, -1),
    "heavier": (("weight",), 1), "lighter": (("weight",), -1),
    "larger": (_SIZES, 1), "bigger": (_SIZES, 1), "smaller": (_SIZES, -1),
    "longer": (_TIMES, 1), "shorter": (_TIMES, -1),
}  # fmt: skip
_UNITS: Mapping[str, tuple[str, float]] = {
    "mg": ("g", 0.001), "g": ("g", 1), "kg": ("g", 1000), "ml": ("l", 0.001), "cl": ("l", 0.01),
    "dl": ("l", 0.1), "l": ("l", 1), "mm": ("m", 0.001), "cm": ("m", 0.01), "m": ("m", 1), "km": ("m", 1000),
    "s": ("s", 1), "min": ("s", 60), "h": ("s", 3600),
}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_AMOUNT = re.compile(
    rf"({_GROUPED.pattern}(?:\.\d+)?|\d+(?:[.,]\d+)?)(?:\s*-\s*\d\S*)?\s*([a-z]*)", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def compares(word: str) -> bool:
    """Whether a word compares by something that catalogues measure."""
    return word in _WAYS


def comparison(original: Item, word: str) -> Callable[[Item], str | None] | None:
    """What tells of an item how it is "lighter" than the original, or None where it is not.

    None where the original has nothing that it could be compared by.

    >>> book, other = Item("1", "A", attributes={"pages": 90}), Item("2", "B", attributes={"pages": 240})
    >>> comparison(other, "shorter")(book), comparison(book, "lighter")
    ('pages 90, shorter than 240', None)
    """
    names, sign = _WAYS[word]
    measured = [(name, amount) for name in names if (amount := _amount(_value(original, name))) is not None]
    if not measured:
        return None
    name, (unit, least) = measured[0]

    def differs(item: Item) -> str | None:
        value = _value(item, name)
        amount = _amount(value)
        if amount is None or amount[0] != unit or sign * (amount[1] - least) <= 0:
            return None
        return f"{name.replace('_', ' ')} {value}, {word} than {_value(original, name)}"

    return differs


def _value(item: Item, name: str) -> str:
    return next(iter(plain(item.attributes.get(name))), "")


def _amount(value: str) -> tuple[str, float] | None:
    """The first amount in a value, with its unit; "70 x 70 cm" has that of the end."""
    if date := _DATE.match(value):
        return "day", float(date[0].replace("-", ""))
    amounts: Sequence[tuple[str, str]] = _AMOUNT.findall(value)
    if not amounts:
        return None
    unit = next((said.casefold() for _, said in amounts if said.casefold() not in ("", "x")), "")
    base, factor = _UNITS.get(unit, (unit, 1.0))
    number = amounts[0][0]
    number = number.replace(",", "") if _GROUPED.match(number) else number.replace(",", ".")
    return base, float(number) * factor
