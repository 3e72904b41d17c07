"""One field of a catalogue: what it is called, what it holds, and where it matters."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Self

from tastemaker.tools.catalogue.values.reading import LETTERS, Kind, ValueReading


@dataclass(frozen=True, slots=True)
class Field:
    """One property by which items can be limited, ordered, compared and asked about."""

    name: str
    kind: Kind
    unit: str
    """Of a number or a range the unit it is told in, of money the currency; empty when there is none."""
    dimension: str
    """What the unit measures, as pint writes it: "[mass]"; "[letters]" of sizes in letters; else empty."""
    share: float
    """Of all items, how many state it so that it could be read, 0 to 1."""
    values: Mapping[str, int]
    """Of a choice, list, flag: value → items, the most frequent first. Of sizes in letters: their order.

    Empty for numbers, money, dates and texts.
    """
    low: float | None
    high: float | None
    """The least and the largest finite number; days since 1970-01-01; of letters places in `values`."""
    categories: Mapping[str, float]
    """Category, on any level → share of its items that state the field, where there are any."""
    media: Mapping[str, float]
    """Medium → share of its items that state the field, where there are any."""
    labels: Mapping[str, tuple[str, ...]]
    """Language, empty for any → the label, then synonyms."""
    hidden: bool = False
    column: str = ""
    """The column or attribute that holds the values: that of "battery (mAh)" is "battery"."""
    bare: str = ""
    """The unit, or the currency, that a value without one is told in."""

    @property
    def reading(self) -> ValueReading:
        """How the values of the column are read."""
        scale = tuple(self.values) if self.dimension == LETTERS else ()
        return ValueReading(self.kind, self.unit, self.dimension, self.bare, scale)

    def as_json(self, most: int | None = None) -> dict[str, Any]:
        """The field as JSON, with at most so many values; "more" says how many are left out."""
        told = asdict(self)
        if self.reading.numeric and self.dimension != LETTERS:
            values: Mapping[str, Any] = {"low": self.low, "high": self.high}
        else:
            values = dict(islice(self.values.items(), most))
            told |= {"more": len(self.values) - len(values)} if len(values) < len(self.values) else {}
        del told["low"], told["high"]
        return told | {"values": values}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        values = told["values"]
        numeric = ValueReading(told["kind"]).numeric and told["dimension"] != LETTERS
        low, high = (values["low"], values["high"]) if numeric else (None, None)
        if told["dimension"] == LETTERS:
            low, high = 0.0, len(values) - 1.0
        labels = {language: tuple(names) for language, names in told["labels"].items()}
        return cls(
            **{**told, "values": {} if numeric else values, "low": low, "high": high, "labels": labels}
        )
