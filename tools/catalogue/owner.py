"""What the owner of a catalogue says about its fields, and of money: schema.yaml.

weight:
  label: {en: weight, de: Gewicht}     or one text
  synonyms: [mass]                     or by language
  unit: g                              in which it is told, and of numbers without a unit
  kind: number
  order: [small, large]                of values
  hidden: true
rates: {USD: 0.92}                    one of it in the shop's currency
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any, get_args

import yaml

from tastemaker.tools.catalogue.cells.sales import WAS
from tastemaker.tools.catalogue.values import units
from tastemaker.tools.catalogue.values.currencies import currency_of, is_currency
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.reading import Kind
from tastemaker.tools.catalogue.values.reduced import SALES
from tastemaker.tools.errors import DataError

FILE = "schema.yaml"
RATES = "rates"
_SAYS = ("label", "synonyms", "unit", "kind", "order", "hidden")


def read_owner(folder: Path) -> Mapping[str, Any]:
    """What schema.yaml in the folder says, unchecked; nothing when there is none."""
    try:
        said = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{FILE} is not YAML that can be read: {' '.join(str(error).split())}") from None
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise DataError(f"{FILE} is not a list of fields; write `weight: {{unit: g}}`")
    return said


def currency_said(said: Mapping[str, Any]) -> str:
    """The currency of prices that name none, by what schema.yaml says of the price; else empty."""
    price = said.get("price")
    unit = str(price.get("unit") or "").strip() if isinstance(price, Mapping) else ""
    return currency_of(unit) if unit else ""


class Owner:
    """The owner's word on each field, checked; raises DataError where it cannot be followed."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = {str(name): _checked(str(name), each) for name, each in said.items() if name != RATES}
        self.rates = _rates(said.get(RATES, {}))
        """What one of each currency is worth in the shop's own."""

    def kind(self, column: str) -> Kind | None:
        """The kind of a column, None when it is to be learned."""
        kind: Kind | None = self._of(column).get("kind")
        return kind

    def unit(self, column: str) -> str:
        """The unit of a column, as units.yaml tells it, or a currency; empty when it is to be learned."""
        unit = str(self._of(column).get("unit", ""))
        return units.unit_of(unit) or unit

    def applied(self, field: Field) -> Field:
        """The field with the owner's labels, synonyms and order of values."""
        said = self._of(field.name)
        labels = dict(field.labels)
        for language, label in _by_language(said.get("label")).items():
            labels[language] = tuple(dict.fromkeys([*label, *labels.get(language, ())]))
        for language, synonyms in _by_language(said.get("synonyms")).items():
            labels[language] = tuple(dict.fromkeys([*labels.get(language, ()), *synonyms]))
        order = {str(value): place for place, value in enumerate(said.get("order", ()))}
        values = dict(sorted(field.values.items(), key=lambda pair: order.get(pair[0], len(order))))
        return replace(field, labels=labels, values=values, hidden=said.get("hidden", False))

    def check(self, columns: Collection[str], fields: Collection[Field]) -> None:
        """Raise DataError when a field was named that there is not, or a kind that its values have not."""
        names = {each.name for each in fields}
        for name in self._said:
            if name in (WAS, *SALES):  # on some days nothing is on sale
                continue
            if name not in names and name not in columns:
                near = get_close_matches(name, names, 1)
                which = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(names))}."
                raise DataError(f"{FILE}: no item has a field {name!r}; {which}")
            if name in columns and not any(each.column == name for each in fields):
                raise DataError(
                    f"{FILE}: no value of {name!r} can be read as {self.kind(name)}; leave kind out"
                )

    def _of(self, name: str) -> Mapping[str, Any]:
        return self._said.get(name, {})


def _checked(name: str, said: Any) -> Mapping[str, Any]:
    def wrong(what: str) -> DataError:
        return DataError(f"{FILE}: {name}: {what}")

    if not isinstance(said, Mapping):
        raise wrong(f"say {', '.join(_SAYS)} of it, as in `{name}: {{hidden: true}}`")
    if unknown := [str(key) for key in said if key not in _SAYS]:
        raise wrong(f"{unknown[0]!r} is none of {', '.join(_SAYS)}")
    if said.get("kind", "text") not in get_args(Kind):
        raise wrong(f"kind {said['kind']!r} is none of {', '.join(get_args(Kind))}")
    currency = name == "price" or said.get("kind") == "money"
    if "unit" in said and not currency and not units.unit_of(str(said["unit"])):
        raise wrong(f"unit {said['unit']!r} is not known; write one like kg, cm, h or W")
    if not isinstance(said.get("hidden", False), bool):
        raise wrong("hidden is true or false")
    if not isinstance(said.get("order", []), list):
        raise wrong("order is a list of values")
    for key in ("label", "synonyms"):
        if not isinstance(said.get(key, ""), str | list | Mapping):
            raise wrong(f"{key} is a text, a list of texts, or one of these by language")
    return said


def _rates(said: Any) -> Mapping[str, float]:
    if not isinstance(said, Mapping):
        raise DataError(
            f"{FILE}: {RATES}: say what one of each currency is worth, as in `rates: {{USD: 0.92}}`"
        )
    for code, worth in said.items():
        if not is_currency(str(code)):
            raise DataError(f"{FILE}: {RATES}: {code!r} is no currency; write a code like USD or JPY")
        if isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 < worth < inf:
            raise DataError(f"{FILE}: {RATES}: {code}: {worth!r} is not a number above 0")
    return {str(code): float(worth) for code, worth in said.items()}


def _by_language(said: Any) -> dict[str, list[str]]:
    by_language = said if isinstance(said, Mapping) else {"": said or []}
    return {
        str(language): [str(each) for each in (names if isinstance(names, list) else [names])]
        for language, names in by_language.items()
    }
