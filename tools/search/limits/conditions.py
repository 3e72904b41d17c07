"""Conditions: what must hold of an item to be in the list, field by field, over a catalogue's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]
Op = Literal["=", "!=", "<", "<=", ">", ">=", "has", "lacks"]
Value = str | float
OPS: tuple[Op, ...] = get_args(Op)

TEXT = "text"
"""The field that is all that an item says of itself; it takes `has` and `lacks`."""
NAMES = frozenset(("category", "brand", "media"))
"""Fields whose values are names: "Shoes" is not also "Snow shoes"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of one field: `weight <= 3 kg`, `colour = red or blue`, `text lacks leather`.

    An item passes only if its value is known and meets it. A refusal (`!=`, `lacks`) is met by an item of
    which nothing says that it has what is refused.
    """

    field: str
    op: Op
    values: tuple[Value, ...]
    """Any of them will do; a refusal refuses all of them."""
    unit: str = ""

    @property
    def refuses(self) -> bool:
        """Whether it keeps something out instead of asking for something."""
        return self.op in ("!=", "lacks")

    @property
    def bounds(self) -> str:
        """Which end of a field it bounds: "low", "high", or "" where it names values."""
        return "high" if self.op in ("<", "<=") else "low" if self.op in (">", ">=") else ""

    @property
    def number(self) -> float | None:
        """The first value as a number, in the unit in which it was said."""
        return as_number(self.values[0]) if self.values else None

    def as_json(self) -> dict[str, Any]:
        """{field, op, value, unit?}; several values are a list."""
        value = self.values[0] if len(self.values) == 1 else list(self.values)
        return {"field": self.field, "op": self.op, "value": value} | (
            {"unit": self.unit} if self.unit else {}
        )

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Condition:
        """Read what `as_json` wrote; raises ValueError where it is no condition."""
        value, op = stored.get("value"), stored.get("op")
        values = tuple(value) if isinstance(value, list | tuple) else (value,)
        if op not in OPS or not all(isinstance(each, str | int | float) for each in values) or not values:
            raise ValueError(
                f"{dict(stored)} is no condition; it takes field, op (one of {' '.join(OPS)}) and value"
            )
        return cls(str(stored["field"]), op, values, str(stored.get("unit") or ""))

    def __str__(self) -> str:
        values = "|".join(
            f"{value:.12g}" if isinstance(value, int | float) else str(value) for value in self.values
        )
        return f"{self.field} {self.op} {values}{' ' * bool(self.unit)}{self.unit}"


def as_number(value: Value) -> float | None:
    """A value as a number, None when it is none: "1,299" is 1299."""
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value.replace(",", "").strip())
    except ValueError:
        return None
