"""Conditions on what an item's variants differ in: all of them must hold of one and the same variant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.columns import Columns, FloatArray, Numbers
from tastemaker.tools.catalogue.item import Item, Variant
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.reduced import SALES, before
from tastemaker.tools.search.filters import Masks
from tastemaker.tools.search.lexical import tokens
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.judging import Verdict, by_fields
from tastemaker.tools.search.words import Words

IntArray = npt.NDArray[np.int16]


class Variants:
    """The variants of a shop's items that can be had, each as a row of its own, those of an item together."""

    def __init__(self, items: Sequence[Item], schema: Schema, words: Callable[[], Words]) -> None:
        there = [(row, variant) for row, item in enumerate(items) for variant in item.there]
        self._item = np.array([row for row, _ in there], np.intp)
        self._variant = tuple(variant for _, variant in there)
        self._items = len(items)
        self._first = np.flatnonzero(np.diff(self._item, prepend=-1))
        forms = tuple(items[row].sold_as((variant,)) for row, variant in there)
        self._differ = {name for variant in self._variant for name in (*variant.options, *variant.attributes)}
        self._differ |= {"price", *(SALES if any(before(form) is not None for form in forms) else ())}
        # What conditions are judged over, as they are over a shop.
        self.ids = tuple(form.id for form in forms)
        self.schema, self.columns = schema, Columns.build(forms, schema)
        self.masks = Masks(forms, words)

    def refined(self, condition: Condition, verdict: Verdict) -> Verdict:
        """A verdict on all items, those with variants judged by the one that meets the condition best."""
        field = self.schema.get(condition.field)
        if field is None or field.column not in self._differ:
            return verdict
        own = by_fields(self, condition)
        passes, unknown = verdict.passes.copy(), verdict.unknown.copy()
        rows = self._item[self._first]
        passes[rows] = np.logical_or.reduceat(own.passes, self._first)
        unknown[rows] = np.logical_and.reduceat(own.unknown, self._first)
        return Verdict(passes, unknown, own.passes)

    def missed(self, verdicts: Sequence[Verdict]) -> IntArray:
        """How many conditions each item misses; of its variants the best counts."""
        rows = self._item[self._first]
        counts = np.zeros(self._items, np.int16)
        for verdict in verdicts:
            misses = ~verdict.passes
            misses[rows] &= verdict.variants is None
            counts += misses
        counts[rows] += np.minimum.reduceat(self._missed(verdicts), self._first)
        return counts

    def best(self, row: int, verdicts: Sequence[Verdict]) -> npt.NDArray[np.intp]:
        """The variants of an item that miss fewest conditions, and the same; as places among all."""
        first, last = np.searchsorted(self._item, [row, row + 1])
        best = first + int(self._missed(verdicts)[first:last].argmin())
        alike = np.ones(last - first, bool)
        for verdict in verdicts:
            if verdict.variants is not None:
                alike &= verdict.variants[first:last] == verdict.variants[best]
        return np.arange(first, last)[alike]

    def least(self, field: str, verdicts: Sequence[Verdict], high: bool, values: FloatArray) -> FloatArray:
        """What items have in a field, those with variants in the variant that meets conditions and is best.

        `high` says whether little is best; NaN where no variant meets all.
        """
        column = self.columns[field]
        if not isinstance(column, Numbers):
            return values
        own = np.where(self._missed(verdicts) == 0, column.low if high else -column.high, np.inf)
        best = np.minimum.reduceat(np.nan_to_num(own, nan=np.inf), self._first)
        found = np.array(values, np.float64)
        found[self._item[self._first]] = np.where(np.isfinite(best), best if high else -best, np.nan)
        return found

    def fitting(self, row: int, verdicts: Sequence[Verdict], said: str) -> list[Variant]:
        """The variants of an item that miss fewest conditions, and that words name best."""
        fitting = [self._variant[place] for place in self.best(row, verdicts).tolist()]
        most = max(named_in(variant, said) for variant in fitting)
        return [variant for variant in fitting if named_in(variant, said) == most]

    def asked(self, item: Item, row: int, verdicts: Sequence[Verdict], said: str) -> Item:
        """An item as it is in the variants that fit."""
        chosen = self.fitting(row, verdicts, said)
        return item if len(chosen) == len(item.there) else item.sold_as(chosen)

    def _missed(self, verdicts: Sequence[Verdict]) -> IntArray:
        missed = np.zeros(len(self._item), np.int16)
        for verdict in verdicts:
            if verdict.variants is not None:
                missed += ~verdict.variants
        return missed


@dataclass(frozen=True, slots=True)
class SoldOut:
    """That an item cannot be had as it was asked for."""

    item: Item
    asked: str
    """The options that were named: "black, 42"."""
    there: tuple[str, ...]
    """In what of the same it can be had; none where it cannot at all."""


def named_in(variant: Variant, said: str) -> int:
    """How many of a variant's options some words name."""
    return len(_named(variant, said))


def sold_out(item: Item, said: str) -> SoldOut | None:
    """What of an item is sold out, where some words name it and name nothing of it that can be had."""
    most = max((named_in(variant, said) for variant in item.variants), default=0)
    gone = [variant for variant in item.variants if variant.sold_out and named_in(variant, said) == most]
    if not most or not gone or any(named_in(variant, said) == most for variant in item.there):
        return None
    asked = _named(gone[0], said)
    there = (", ".join(variant.options.get(name, "") for name in asked) for variant in item.there)
    return SoldOut(item, ", ".join(asked.values()), tuple(dict.fromkeys(there)))


def _named(variant: Variant, said: str) -> Mapping[str, str]:
    words = set(tokens(said))
    return {name: value for name, value in variant.options.items() if set(tokens(value)) <= words}
