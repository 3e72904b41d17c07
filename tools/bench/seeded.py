"""A shop of seeded texts over vectors that are there already, to measure the search tool at any size."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.columns import Columns
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.table import Table
from tastemaker.tools.encode.encoders import TextEncoder
from tastemaker.tools.encode.joint.space import Representation
from tastemaker.tools.home.manifest import Encoding, Manifest
from tastemaker.tools.search.words import Words
from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]

BUILD = "seeded"
_VOCABULARY = 5000
_SPELT = "abcdefghij"
COLOURS = ("black", "white", "red", "blue", "green", "grey", "brown", "pink", "yellow", "orange")


class Answering:
    """Takes the time of a text encoder for each text, and gives those that it knows their vectors."""

    def __init__(self, encoder: TextEncoder, known: Mapping[str, FloatArray]) -> None:
        self._encoder, self._known = encoder, known
        self.name, self.digest, self.dimensions = encoder.name, encoder.digest, encoder.dimensions
        self.english = encoder.english

    def knows(self, word: str) -> bool:
        return True

    def encode(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        own = self._encoder.encode(texts, query)
        return np.stack([self._known.get(text, vector) for text, vector in zip(texts, own, strict=True)])


def place(home: Path) -> Path:
    """The folder of the build, for its index."""
    return home / "builds" / BUILD


def open_seeded(home: Path, ids: Sequence[str], encoder: TextEncoder, asked: FloatArray, seed: int) -> Shop:
    """Write what a shop needs beside its index, and open it.

    Prices lie evenly between 0 and 100, weights up to 5 kg; each item has one of ten colours. Each vector of
    `asked` [n, d] is that of the text `query(row, seed)`.
    """
    chance = np.random.default_rng(seed)
    prices = chance.random(len(ids)) * 100
    # Of a chance of their own, so that texts and prices are what they were without them.
    own = np.random.default_rng([seed, len(ids)])
    weights, colours = own.random(len(ids)) * 5000, own.integers(0, len(COLOURS), len(ids))
    items = [
        Item(
            id, query(row, seed), " ".join(_words(chance, 10)), price=float(prices[row]), currency="EUR",
            attributes={"weight": f"{weights[row]:.0f} g", "colour": COLOURS[colours[row]]},
        )
        for row, id in enumerate(ids)
    ]  # fmt: skip
    there = place(home)
    Catalogue(items).save(there / "items.jsonl")
    table = Table.of(items)
    Columns.build(table, Schema.learn(table)).save(there / "columns")
    Words.build(items).save(there / "words")
    Purchases(()).save(there / "purchases.npz")
    nothing = np.zeros((0, 1), np.float32)
    texts = np.zeros((0, encoder.dimensions), np.float32)
    Representation.fit(texts, nothing, np.zeros(0, np.int64)).save(there / "representation.npz")
    (there / "readers").touch()
    encoding = Encoding(encoder.name, encoder.digest, encoder.dimensions)
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    encoders = {"text": encoding, "picture": encoding}
    Manifest(BUILD, str(home), built_at, len(items), 0, 0, encoders, files={}).write(home)
    known = {query(row, seed): vector for row, vector in enumerate(asked)}
    return Shop.open(home, Answering(encoder, known))


def query(row: int, seed: int) -> str:
    """Six words, the same for the same row; also the title of the item of that row."""
    return " ".join(_words(np.random.default_rng([seed, row]), 6))


def _words(chance: np.random.Generator, count: int) -> list[str]:
    """Words as unevenly spread as those of a language."""
    ranks = np.minimum(chance.zipf(1.2, count), _VOCABULARY)
    return ["".join(_SPELT[int(digit)] for digit in str(rank)) for rank in ranks.tolist()]
