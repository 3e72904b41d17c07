"""How a field reads the values of its column: as numbers from-to, or as names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.values import amounts, plain, sizes, units
from tastemaker.tools.catalogue.values.amounts import Amount
from tastemaker.tools.catalogue.values.table import Value, texts

Kind = Literal["number", "money", "choice", "list", "range", "flag", "date", "text"]
FloatArray = npt.NDArray[np.float64]
LETTERS = "[letters]"
"""Stands for the dimension of sizes in letters, which pint does not know."""
FLAG = ("no", "yes")
_PARTS = re.compile(r",\s|;|、|，|\|| / ")


@dataclass(frozen=True, slots=True)
class ValueReading:
    """What is read of a column's values, and in which unit it is told."""

    kind: Kind
    unit: str = ""
    """Of numbers and ranges; of money the currency."""
    dimension: str = ""
    bare: str = ""
    """The unit, or the currency, of a number that is told without one."""
    scale: Sequence[str] = field(default_factory=tuple)
    """The sizes in letters whose places a range of them is told in."""

    @property
    def numeric(self) -> bool:
        """Whether `spans` reads it, not `names`."""
        return self.kind in ("number", "money", "range", "date")

    def spans(self, values: Sequence[Value], decimal: str) -> FloatArray:
        """From which to which number each value goes, [2, n], in the field's unit; NaN where it says none."""
        read = {"money": self._money, "date": self._days}.get(self.kind, self._amount)
        unknown = (np.nan, np.nan)
        both = chain.from_iterable(read(value, decimal) or unknown for value in values)
        return np.fromiter(both, np.float64, 2 * len(values)).reshape(-1, 2).T

    def names(self, values: Sequence[Value]) -> list[tuple[str, ...]]:
        """The names in each value; none where a flag says neither yes nor no."""
        if self.kind == "list":
            return [tuple(dict.fromkeys(parts(value))) for value in values]
        if self.kind == "flag":
            said = (plain.yes_or_no(" ".join(texts(value))) for value in values)
            return [() if each is None else (FLAG[each],) for each in said]
        return [(value if isinstance(value, str) else ", ".join(texts(value)),) for value in values]

    def _amount(self, value: Value, decimal: str) -> tuple[float, float] | None:
        if self.scale:
            return self._places(value)
        amount = amount_of(value, decimal)
        if amount is None:
            return None
        unit = amount.unit or self.bare
        if units.dimension(unit) != self.dimension:
            return None
        low, high = (units.convert(end, unit, self.unit) for end in (amount.low, amount.high))
        return low, high

    def _places(self, value: Value) -> tuple[float, float] | None:
        span = letters_of(value)
        if span is None:
            return None
        first = sizes.SCALE.index(self.scale[0])
        low, high = (min(max(place - first, 0), len(self.scale) - 1) for place in span)
        return float(low), float(high)

    def _money(self, value: Value, decimal: str) -> tuple[float, float] | None:
        found = money_of(value, decimal)
        if found is None or (found[1] or self.bare) != self.unit:
            return None
        return found[0], found[0]

    def _days(self, value: Value, decimal: str) -> tuple[float, float] | None:
        return plain.days(" ".join(texts(value)))


def amount_of(value: Value, decimal: str) -> Amount | None:
    """The amount a value begins with; of several texts from the least to the most, if all are amounts."""
    if isinstance(value, float):
        return Amount(value, value)
    if isinstance(value, str):
        return amounts.read(value, decimal)
    found = [amounts.read(text, decimal) for text in texts(value)]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or len({each.unit for each in known}) > 1:
        return None
    return Amount(min(each.low for each in known), max(each.high for each in known), known[0].unit, "span")


def letters_of(value: Value) -> tuple[int, int] | None:
    """The sizes in letters that a value spans, as places in sizes.SCALE."""
    return sizes.read(", ".join(texts(value)))


def money_of(value: Value, decimal: str) -> tuple[float, str] | None:
    """An amount and its currency, which is empty for a bare number."""
    if isinstance(value, tuple) and isinstance(value[0], float):
        return value[0], str(value[1])
    if isinstance(value, float):
        return value, ""
    return plain.money(value, decimal) if isinstance(value, str) else None


def parts(value: Value) -> list[str]:
    """The members of a list: as they are given, or what commas and the like divide."""
    if isinstance(value, tuple):
        return [text for text in texts(value) if text]
    return [member for text in texts(value) for part in _PARTS.split(text) if (member := part.strip())]
