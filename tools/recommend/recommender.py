"""What a recommender is: a history of likings goes in, a score for every item comes out, with its terms.

All models read a history, never a user's number: a mapping of item id to liking (-1 to 1), oldest first,
so that a new purchase counts at once and a stranger is simply an empty history.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.tools.catalogue.purchases import Purchases

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
Arrays = Mapping[str, npt.NDArray[Any]]
History = Mapping[str, float]

EVERYONE = ""
"""Stands in `explain` for what all shoppers did, where the other entries name an item of this shopper."""


@dataclass(frozen=True, slots=True)
class HistoryReading:
    """How a history is read before a model sees it."""

    recency: float | None = None
    """After how many newer items an item counts 1/e; None counts all alike."""
    leniency: float = 1.0
    """1 reads a liking as it is; the higher, the more it counts that an item was taken at all, whatever was
    thought of it afterwards. A plain dislike (-1) stays one."""

    def of(self, likings: FloatArray) -> FloatArray:
        """What each liking of a history counts, oldest first."""
        counts = 1 - 2 * ((1 - likings) / 2) ** self.leniency
        if self.recency is not None:
            counts *= np.exp(-np.arange(len(counts))[::-1] / self.recency)
        return counts.astype(np.float32)


@dataclass(eq=False, kw_only=True)
class Recommender(ABC):
    """Scores every item for a history; the fields of a model are its settings."""

    reading: HistoryReading = HistoryReading()

    name: ClassVar[str]

    def fit(self, purchases: Purchases, ids: Sequence[str]) -> Self:
        """Learn from all shoppers; items outside `ids` are left aside."""
        self._name_rows(ids)
        self._fit(purchases)
        return self

    def scores(self, history: History) -> FloatArray:
        """A score for each of `ids`; higher is better, an item nobody took has 0."""
        scores: FloatArray = self.batch([history])[0]
        return scores

    @abstractmethod
    def batch(self, histories: Sequence[History]) -> FloatArray:
        """The scores of many histories at once [histories, items]."""

    @abstractmethod
    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        """What each item of the history adds to an item's score, strongest first; they sum to the score."""

    def save(self, path: Path) -> None:
        """Write one .npz file."""
        about = {"settings": self.settings(), "ids": self.ids}
        written = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, about=written, **self.arrays())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote; scores are the same to the last bit."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(arrays.pop("about").tobytes())
        return cls.restored(about["settings"], about["ids"], arrays)

    @classmethod
    def restored(cls, settings: Mapping[str, Any], ids: Sequence[str], arrays: Arrays) -> Self:
        """The fitted model of which these are the settings and arrays."""
        model = cls(**{**settings, "reading": HistoryReading(**settings["reading"])})
        model._name_rows(ids)
        model._restore(arrays)
        return model

    def settings(self) -> dict[str, Any]:
        """The fields by name, as JSON can hold them."""
        return {
            **{field.name: getattr(self, field.name) for field in fields(self)},
            "reading": asdict(self.reading),
        }

    @abstractmethod
    def _fit(self, purchases: Purchases) -> None: ...

    @abstractmethod
    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What `restored` needs beside the settings."""

    @abstractmethod
    def _restore(self, arrays: Arrays) -> None: ...

    def _name_rows(self, ids: Sequence[str]) -> None:
        self.ids: tuple[str, ...] = tuple(ids)
        self._row = {id: row for row, id in enumerate(self.ids)}

    def _taken(self, purchases: Purchases) -> Any:
        """Ones for what each shopper who took anything took and did not dislike: CSR [shoppers, items].

        The items of a shopper are stored oldest first.
        """
        users, rows, likings = purchases.tastes(self._row)
        took = HistoryReading(leniency=self.reading.leniency).of(likings) > 0
        users, rows = users[took], rows[took]
        ends = np.append(np.flatnonzero(np.diff(users, prepend=-1)), len(rows))
        ones = np.ones(len(rows), np.float32)
        return sparse.csr_matrix((ones, rows, ends), shape=(len(ends) - 1, len(self.ids)))

    def _known(self, history: History) -> tuple[list[str], Rows, FloatArray]:
        """The items of a history that are in the catalogue, their rows, and what each counts."""
        items = [item for item in history if item in self._row]
        counts = self.reading.of(np.array([history[item] for item in items], dtype=np.float32))
        rows = np.array([self._row[item] for item in items], dtype=np.intp)
        return items, rows, counts

    def _sparse(self, histories: Sequence[History]) -> Any:
        """Histories as CSR [histories, items]."""
        known = [self._known(history) for history in histories]
        columns = np.concatenate([np.empty(0, np.intp), *(rows for _, rows, _ in known)])
        data = np.concatenate([np.empty(0, np.float32), *(counts for _, _, counts in known)])
        ends = np.cumsum([0, *(len(rows) for _, rows, _ in known)])
        return sparse.csr_matrix((data, columns, ends), shape=(len(known), len(self.ids)))


def strongest_first(items: Sequence[str], terms: FloatArray) -> list[tuple[str, float]]:
    """The terms that are not zero, by size."""
    named = [(item, float(term)) for item, term in zip(items, terms, strict=True) if term]
    return sorted(named, key=lambda pair: -abs(pair[1]))


@dataclass(eq=False, kw_only=True)
class ItemToItem(Recommender):
    """A model that is one sparse matrix: how much a taken item (row) speaks for another (column)."""

    def scores(self, history: History) -> FloatArray:
        _, rows, counts = self._known(history)
        starts, ends = self._weights.indptr[rows], self._weights.indptr[rows + 1]
        columns = [np.empty(0, np.intp)]
        terms = [np.empty(0, np.float32)]
        for start, end, count in zip(starts.tolist(), ends.tolist(), counts, strict=True):
            columns.append(self._weights.indices[start:end])
            terms.append(self._weights.data[start:end] * count)
        summed = np.bincount(np.concatenate(columns), np.concatenate(terms), len(self.ids))
        return summed.astype(np.float32)

    def batch(self, histories: Sequence[History]) -> FloatArray:
        scores: FloatArray = (self._sparse(histories) @ self._weights).toarray()
        return scores

    def explain(self, history: History, item: str) -> list[tuple[str, float]]:
        items, rows, counts = self._known(history)
        column = np.asarray(self._weights[rows, np.full(len(rows), self._row[item])]).ravel()
        return strongest_first(items, counts * column)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {name: getattr(self._weights, name) for name in ("data", "indices", "indptr")}

    def _restore(self, arrays: Arrays) -> None:
        parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        self._weights: Any = sparse.csr_matrix(parts, shape=(len(self.ids), len(self.ids)))
