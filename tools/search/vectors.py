"""Nearest vectors, however strict the limits: Chroma over all, exact search over the few that pass.

A metadata filter costs Chroma 20 to 70 times the bare query. So limits come as a mask, and the query is
planned by how much passes it: few, then an exact search over just those, in a memory-mapped copy of the
vectors; many, then Chroma unfiltered and deeper, cut by the mask; exact again when that found too little.
"""

import json
import logging
import weakref
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.errors import DataError
from tastemaker.tools.search.edits import copied, edit, hand_over

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

_FEW = 4000
"""As many vectors as exact search goes through in the time of one query to Chroma, about 2 ms."""
_PER_RESULT = 60
"""As many as it goes through while Chroma hands out one more result."""


WRITTEN_TO = "chroma/chroma.sqlite3"
"""The one file that changes in use: Chroma notes there that it was opened."""


class Index:
    """Vectors by kind ("text", "picture", "looks", "reviews") and item; one may have several of a kind."""

    def __init__(
        self, folder: Path, ids: Sequence[str], dimensions: dict[str, int], edits: dict[str, int]
    ) -> None:
        self._folder = folder
        self._ids = tuple(ids)
        self._dimensions = dimensions
        self.edits = edits
        """How many vectors of a kind Chroma was told otherwise since it was handed all of them."""
        self._collections: dict[str, Any] = {}
        self._highest: dict[str, int] = {}
        # A mapping made anew for each search would have to fault its pages in again: ten times the time.
        self._maps: dict[Path, npt.NDArray[Any]] = {}

    @classmethod
    def create(cls, folder: Path, ids: Sequence[str]) -> Self:
        """An empty index; a mask over its items is in the order of `ids`."""
        folder.mkdir(parents=True)
        return cls(folder, ids, {}, {})

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read an index that was sealed."""
        stored = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        return cls(folder, stored["ids"], stored["dimensions"], stored.get("edits", {}))

    @property
    def ids(self) -> tuple[str, ...]:
        """The items."""
        return self._ids

    @property
    def kinds(self) -> dict[str, int]:
        """The kinds of which there are vectors, and how long these are."""
        return dict(self._dimensions)

    def add(self, kind: str, ids: Sequence[str], vectors: FloatArray) -> None:
        """Add vectors of unit length, one an id; an id that comes again has one more. `seal` when all are in.

        Raises DataError for vectors that are not numbers.
        """
        if not len(ids):
            return
        if not np.isfinite(vectors).all():
            raise DataError(f"a {kind} vector holds values that are not numbers; check the encoder")
        self._dimensions[kind] = vectors.shape[1]
        rows = np.array([self._row[id] for id in ids], np.int64)
        self._maps.clear()
        with self._file(kind, "rows").open("ab") as file:
            file.write(rows.tobytes())
        with self._file(kind, "vectors").open("ab") as file:
            file.write(np.ascontiguousarray(vectors, np.float32).tobytes())

    def seal(self, say: Callable[[str], None], before: Self | None = None) -> None:
        """Hand everything to Chroma, or what is not as in the index `before`; write what `open` reads."""
        edits = [edit(self, kind, before) for kind in self._dimensions]
        if before is not None and any(each.before is not None for each in edits):
            copied(before._folder / "chroma", self._folder / "chroma")
        there = {collection.name for collection in self._client.list_collections()}
        for kind in there - {each.kind for each in edits if each.before is not None}:
            self._client.delete_collection(kind)
        for each in edits:
            vectors, step = self.vectors(each.kind), self._client.get_max_batch_size()
            for done in hand_over(each, vectors, self._collection(each.kind), step):
                say(f"{each.kind} index: {done:,} of {len(each.places):,}")
        self.edits = {each.kind: each.edits for each in edits}
        stored = {"ids": self._ids, "dimensions": self._dimensions, "edits": self.edits}
        (self._folder / "index.json").write_text(json.dumps(stored), encoding="utf-8")

    def close(self) -> None:
        """Let go of Chroma."""
        if "_client" in self.__dict__:
            self._closing()
            self._collections.clear()
            del self._client

    def vectors(self, kind: str) -> FloatArray:
        """All vectors of a kind, memory-mapped [n, d], in the order in which they were added."""
        if kind not in self._dimensions:
            return np.zeros((0, 0), np.float32)
        return self._mapped(kind, "vectors", np.float32).reshape(-1, self._dimensions[kind])

    def owners(self, kind: str) -> npt.NDArray[np.int64]:
        """For each vector of a kind, the row of the item it belongs to."""
        if kind not in self._dimensions:
            return np.zeros(0, np.int64)
        return self._mapped(kind, "rows", np.int64)

    def by_item(self, kind: str) -> FloatArray:
        """The vectors of a kind as rows of the items, [n, d]: zeros for an item that has none."""
        vectors, owners = self.vectors(kind), self.owners(kind)
        if len(owners) == len(self._ids) and (owners == np.arange(len(owners))).all():
            return vectors
        rows = np.zeros((len(self._ids), vectors.shape[1]), np.float32)
        rows[owners] = vectors
        return rows

    def search(
        self, kind: str, vector: FloatArray, k: int, allowed: BoolArray | None = None
    ) -> list[tuple[str, float]]:
        """The k nearest items that are allowed, each with its nearest vector's cosine, best first."""
        owners = self.owners(kind)
        if not len(owners) or k < 1:
            return []
        passes = None if allowed is None else allowed[owners]
        passing = len(owners) if passes is None else int(np.count_nonzero(passes))
        if not passing:
            return []
        depth = k * self._most(kind)
        if passes is not None:
            depth = int(1.5 * depth * len(owners) / passing) + 1
            if passing <= _FEW + _PER_RESULT * depth:
                return self._exact(kind, vector, k, np.flatnonzero(passes))
        found = self._nearest(kind, vector, min(depth, len(owners)), allowed)
        if found is None or (passes is not None and len(found) < k):  # the limits keep out just what is near
            rows = np.arange(len(owners)) if passes is None else np.flatnonzero(passes)
            return self._exact(kind, vector, k, rows)
        return found[:k]

    def cosines(self, kind: str, vector: FloatArray, rows: Rows) -> FloatArray:
        """The cosine of each item's first vector, by rows of the items; 0 for an item that has none."""
        owners = self.owners(kind)
        found = np.zeros(len(rows), np.float32)
        if len(owners):
            places = np.minimum(np.searchsorted(owners, rows), len(owners) - 1)  # items come in their order
            there = owners[places] == rows
            found[there] = self.vectors(kind)[places[there]] @ vector
        return found

    def places(self, kind: str, rows: Rows) -> tuple[Rows, Rows]:
        """The places of items' vectors among those of a kind, and where in these each item's begin."""
        owners = self.owners(kind)
        first, end = np.searchsorted(owners, rows), np.searchsorted(owners, rows, "right")
        starts = np.cumsum(end - first) - (end - first)
        return np.concatenate([np.arange(*span) for span in zip(first, end, strict=True)]), starts

    def _nearest(
        self, kind: str, vector: FloatArray, depth: int, allowed: BoolArray | None
    ) -> list[tuple[str, float]] | None:
        """What Chroma finds; None when it cannot, as when its files are damaged or the disk is full."""
        try:
            answer = self._collection(kind).query(
                query_embeddings=[vector], n_results=depth, include=["distances"]
            )
        except Exception:  # it raises whatever its parts do
            return None
        best: dict[str, float] = {}
        for key, distance in zip(answer["ids"][0], answer["distances"][0], strict=True):
            id = key.partition(":")[2]
            if id not in best and (allowed is None or allowed[self._row[id]]):
                best[id] = 1.0 - distance
        return list(best.items())

    def _exact(self, kind: str, vector: FloatArray, k: int, rows: Rows) -> list[tuple[str, float]]:
        vectors, owners = self.vectors(kind), self.owners(kind)
        # Picking rows out costs more than multiplying all when it is most of them.
        cosines = vectors[rows] @ vector if len(rows) < len(owners) / 4 else (vectors @ vector)[rows]
        depth = min(k * self._most(kind), len(rows))
        top = np.argpartition(-cosines, depth - 1)[:depth]
        best: dict[str, float] = {}
        for place in top[np.argsort(-cosines[top], kind="stable")]:
            best.setdefault(self._ids[owners[rows[place]]], float(cosines[place]))
        return list(best.items())[:k]

    def _most(self, kind: str) -> int:
        """How many vectors of a kind one item has at most."""
        if kind not in self._highest:
            self._highest[kind] = int(np.bincount(self.owners(kind)).max())
        return self._highest[kind]

    def _mapped(self, kind: str, what: str, of: type[np.generic]) -> npt.NDArray[Any]:
        path = self._file(kind, what)
        if path not in self._maps:
            # As a plain array: the subclass takes longer to index.
            self._maps[path] = np.asarray(np.memmap(path, of, "r"))
        return self._maps[path]

    def _file(self, kind: str, what: str) -> Path:
        return self._folder / f"{kind}.{what}"

    @cached_property
    def _row(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self._ids)}

    @cached_property
    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        logging.getLogger("chromadb").setLevel(logging.ERROR)
        settings = Settings(anonymized_telemetry=False)
        client: Any = chromadb.PersistentClient(self._folder / "chroma", settings)
        self._closing = weakref.finalize(self, client.close)
        return client

    def _collection(self, kind: str) -> Any:
        if kind not in self._collections:
            self._collections[kind] = self._client.get_or_create_collection(
                kind,
                # Written to disk with every batch: what is not would be written again whenever it is opened.
                configuration={"hnsw": {"space": "cosine", "sync_threshold": 1}},
                embedding_function=None,
            )
        return self._collections[kind]
