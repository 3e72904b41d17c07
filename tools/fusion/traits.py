"""What items are, and what kind of thing follows which: brand, categories, attributes, dear or cheap.

Purchases say which item follows which only for items that were taken often; that a case follows a phone, or
that somebody keeps to a maker or a colour, they say of all items at once, new ones included.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.recommend.recommender import FloatArray, Rows

_LONG = 60
"""Characters from which a value is a text rather than a trait."""
_COVERED = 0.1
"""The share of the items that must have a field, with a value they share with another, for it to count."""
_MOST = 700
"""At most so many traits, the most frequent, so that what follows what stays quick to learn."""
_PENALTY = 3.0
_DOUBT = 0.02


class Traits:
    """Which traits each item has, field by field."""

    def __init__(self, has: Any, fields: Sequence[str], ends: Sequence[int]) -> None:
        self.has = has
        """CSR of ones [items, traits]."""
        self.fields = tuple(fields)
        self.ends = tuple(ends)
        """The first trait of each field and the number of all."""

    @classmethod
    def of(cls, items: Sequence[Item]) -> Self:
        """Collect what at least two items share."""
        rows: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for row, item in enumerate(items):
            for field, value in _described(item):
                rows[field][value].add(row)
        for row, dear in _dear(items).items():
            rows["price"]["dear" if dear else "cheap"].add(row)
        least = _least([len(members) for values in rows.values() for members in values.values()])
        kept: dict[str, list[set[int]]] = {}
        for field, values in sorted(rows.items()):
            shared = [members for members in values.values() if len(members) >= least]
            if len(shared) > 1 and len(set().union(*shared)) >= _COVERED * len(items):
                kept[field] = shared
        traits = [members for shared in kept.values() for members in shared]
        owners = [row for members in traits for row in members]
        columns = np.repeat(np.arange(len(traits)), [len(members) for members in traits])
        has = sparse.csr_matrix(
            (np.ones(len(owners), np.float32), (owners, columns)), shape=(len(items), len(traits))
        )
        ends = np.cumsum([0, *(len(shared) for shared in kept.values())])
        return cls(has, tuple(kept), ends.tolist())


class Following:
    """Foretells the traits of the next item from those of what was taken before, by ridge regression."""

    def __init__(self, traits: Traits, weights: FloatArray, usual: FloatArray) -> None:
        self._traits, self._weights, self._usual = traits, weights, usual

    @classmethod
    def fit(cls, traits: Traits, histories: Sequence[Any], targets: Rows) -> Self:
        """Learn from moments: histories by reach, CSR [moments, items] each, and the row that was taken."""
        before, after = _profiles(traits, histories).toarray(), traits.has[targets]
        gram = (before.T @ before).astype(np.float64)
        gram[np.diag_indices_from(gram)] += _PENALTY
        weights = np.linalg.solve(gram, (after.T @ before).T).astype(np.float32)
        usual = (
            np.asarray(after.mean(axis=0), np.float32).ravel()
            if len(targets)
            else np.zeros(traits.has.shape[1], np.float32)
        )
        return cls(traits, weights, usual)

    def lifts(self, histories: Sequence[Any]) -> Iterator[tuple[str, FloatArray]]:
        """By field: how many times likelier than usual the shopper makes an item's traits, as a logarithm.

        Histories as for `fit`; [histories, items], 0 for an item that has no trait of the field.
        """
        expected = np.asarray(_profiles(self._traits, histories) @ self._weights)
        doubt = _DOUBT * self._usual + 0.2 / max(1, self._traits.has.shape[0])
        lift = np.log((np.maximum(expected, 0) + doubt) / (self._usual + doubt)).astype(np.float32)
        for place, field in enumerate(self._traits.fields):
            part = slice(self._traits.ends[place], self._traits.ends[place + 1])
            has = self._traits.has[:, part]
            count = np.sqrt(np.maximum(np.asarray(has.sum(axis=1)).ravel(), 1))
            yield field, np.asarray((has @ lift[:, part].T).T / count, np.float32)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What `restored` needs."""
        has = self._traits.has
        return {
            "fields": np.array(self._traits.fields, dtype=np.str_),
            "ends": np.array(self._traits.ends, np.int64),
            "columns": has.indices,
            "starts": has.indptr,
            "weights": self._weights,
            "usual": self._usual,
        }

    @classmethod
    def restored(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """The fitted model of which these are the arrays."""
        columns, starts, ends = arrays["columns"], arrays["starts"], arrays["ends"].tolist()
        ones = np.ones(len(columns), np.float32)
        has = sparse.csr_matrix((ones, columns, starts), shape=(len(starts) - 1, ends[-1]))
        return cls(Traits(has, arrays["fields"].tolist(), ends), arrays["weights"], arrays["usual"])


def named_in(items: Sequence[Item]) -> Any:
    """Which other items the attributes of each name by title, as "fits" does: CSR of ones [items, items]."""
    titles = {item.title.casefold(): row for row, item in enumerate(items)}
    found = {
        (row, titles[part])
        for row, item in enumerate(items)
        for name, value in item.described
        for text in plain(value)
        for part in (text.casefold(), *map(str.strip, text.casefold().split(",")))
        if titles.get(part, row) != row
    }
    places = np.array(sorted(found), np.intp).reshape(-1, 2)
    ones = np.ones(len(places), np.float32)
    return sparse.csr_matrix((ones, (places[:, 0], places[:, 1])), shape=(len(items), len(items)))


def _described(item: Item) -> Iterator[tuple[str, str]]:
    """Field and value of everything about an item that others may share."""
    if item.brand:
        yield "brand", item.brand
    for name in item.categories:
        yield "category", name
    if item.categories:
        yield "kind", " > ".join(item.categories)
    yield "media", item.media
    for name, value in item.described:
        if not name.startswith("title_"):
            for text in plain(value):
                if len(text) < _LONG:
                    yield f"attribute {name}", text


def _dear(items: Sequence[Item]) -> dict[int, bool]:
    """Whether each item that has a price is dearer than the middle of its own kind."""
    groups: defaultdict[tuple[str, ...], list[tuple[int, float]]] = defaultdict(list)
    for row, item in enumerate(items):
        if item.price is not None:
            groups[item.categories].append((row, item.price))
    middles = {kind: float(np.median([price for _, price in group])) for kind, group in groups.items()}
    return {row: price > middles[kind] for kind, group in groups.items() for row, price in group}


def _least(sizes: Sequence[int]) -> int:
    """How many items must share a value, so that no more than `_MOST` are left."""
    largest = sorted(sizes, reverse=True)
    return max(2, largest[_MOST] + 1) if len(largest) > _MOST else 2


def _profiles(traits: Traits, histories: Sequence[Any]) -> Any:
    """How much of each history has each trait, for each reach, and a constant: CSR [histories, columns]."""
    parts = []
    for history in histories:
        size = np.asarray(abs(history).sum(axis=1)).ravel() + 0.5
        parts.append(sparse.diags((1 / size).astype(np.float32)) @ (history @ traits.has))
    constant = sparse.csr_matrix(np.ones((histories[0].shape[0], 1), np.float32))
    return sparse.hstack([*parts, constant]).tocsr()
