"""What a build holds, each part read when it is first used: what all tools stand on."""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.cells.problems import Problem
from tastemaker.tools.catalogue.columns import Columns
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.names import Names
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder
from tastemaker.tools.encode.joint.space import Representation
from tastemaker.tools.encode.picture_parts import Parts, Records
from tastemaker.tools.facts.reviews.opinions import Opinions
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.home.opened import Given, OpenBuild
from tastemaker.tools.home.pictures.links import file_of, is_link
from tastemaker.tools.search.filters import Masks
from tastemaker.tools.search.lexical import tokens
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.judging import Verdict, judged
from tastemaker.tools.search.limits.variants import Variants
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.search.words import Words

if TYPE_CHECKING:
    from tastemaker.tools.fusion.ranker import Ranker
    from tastemaker.tools.fusion.signals import Signals
    from tastemaker.tools.recommend.blend import Recommenders

FloatArray = npt.NDArray[np.float32]
_KEPT_VERDICTS = 64
"""As many masks as three turns of a long list of conditions need."""


class Shop(OpenBuild):
    """The build in force when it was opened; an array over its items is in the order of `ids`."""

    def __init__(
        self,
        manifest: Manifest,
        place: Path,
        held: int,
        text: Given[TextEncoder],
        picture: Given[PictureEncoder],
    ) -> None:
        super().__init__(manifest, place, held, text, picture)
        self.catalogue = self._read("items.jsonl", Catalogue.load)
        self.ids = tuple(item.id for item in self.catalogue)
        self._judged: dict[Condition, Verdict] = {}
        self._judging = threading.Lock()
        self._row = {id: row for row, id in enumerate(self.ids)}

    def close(self) -> None:
        """Let go of the build, which may then be removed."""
        if "index" in self.__dict__:
            self.index.close()
        super().close()

    def row(self, id: str) -> int:
        """The row of an item; raises KeyError when there is none."""
        return self._row[id]

    @cached_property
    def purchases(self) -> Purchases:
        """Everybody's interactions."""
        return self._read("purchases.npz", Purchases.load)

    @cached_property
    def users(self) -> dict[str, dict[str, Any]]:
        """What the folder says of its shoppers."""
        return self._read("users.json", lambda path: dict(json.loads(path.read_text(encoding="utf-8"))))

    @cached_property
    def problems(self) -> list[Problem]:
        """What could not be used when the folder was read."""

        def load(path: Path) -> list[Problem]:
            with path.open(encoding="utf-8") as file:
                return [Problem(**json.loads(line)) for line in file]

        return self._read("problems.jsonl", load)

    @cached_property
    def columns(self) -> Columns:
        """The value of every field of every item, as arrays in the order of `ids`."""
        return self._read("columns", Columns.load)

    def judged(self, condition: Condition) -> Verdict:
        """What a condition says of every row; the last few are kept."""
        verdict = self._judged.get(condition)
        if verdict is None:
            verdict = judged(self, condition)
            if self.variants is not None:
                verdict = self.variants.refined(condition, verdict)
            with self._judging:
                while len(self._judged) >= _KEPT_VERDICTS:
                    del self._judged[next(iter(self._judged))]
                self._judged[condition] = verdict
        return verdict

    @cached_property
    def variants(self) -> Variants | None:
        """The variants of the items; None where nothing is sold in several."""
        items = tuple(self.catalogue)
        return Variants(items, self.schema, lambda: self.words) if any(item.there for item in items) else None

    @property
    def schema(self) -> Schema:
        """The fields of the catalogue."""
        return self.columns.schema

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Every category of the catalogue, on any level, the most frequent first."""
        return _by_count(name for item in self.catalogue for name in item.categories)

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """Every brand of the catalogue, the most frequent first."""
        return _by_count(item.brand for item in self.catalogue if item.brand)

    def brands_in(self, text: str) -> list[str]:
        """The brands all of whose words a text has, the most frequent first."""
        said = set(tokens(text))
        found = {place for word in said for place in self._brands_by_word.get(word, ())}
        return [self.brands[place] for place in sorted(found) if said.issuperset(tokens(self.brands[place]))]

    @cached_property
    def _brands_by_word(self) -> dict[str, list[int]]:
        """The places among the brands by the first word of each."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, brand in enumerate(self.brands):
            if words := tokens(brand):
                places[words[0]].append(place)
        return dict(places)

    @cached_property
    def currency(self) -> str:
        """The currency in which limits are said: that of the first item with one."""
        return next((item.currency for item in self.catalogue if item.currency), "")

    @cached_property
    def names(self) -> Names:
        """What the items are called, for finding the one that is meant."""
        return Names(self.catalogue)

    @cached_property
    def takers(self) -> dict[str, int]:
        """How many shoppers took each item, by id."""
        return self.purchases.takers()

    @cached_property
    def popular(self) -> FloatArray:
        """How much an item is taken by everybody, on a logarithmic scale."""
        counts = np.fromiter((self.takers.get(id, 0) for id in self.ids), np.float32, len(self.ids))
        return np.log1p(counts)

    @cached_property
    def words(self) -> Words:
        """The lexical index."""
        return self._read("words", Words.load)

    @cached_property
    def opinions(self) -> Opinions | None:
        """What buyers say of the items; None where nobody wrote a review."""
        if not any(Path(name).is_relative_to("reviews") for name in self.manifest.files):
            return None
        return self._read("reviews", lambda path: Opinions.load(path, self.index, len(self.ids)))

    @cached_property
    def masks(self) -> Masks:
        """Which items limits let through."""
        return Masks(tuple(self.catalogue), lambda: self.words)

    @cached_property
    def index(self) -> Index:
        """The vector index: kinds "text", "picture" (mapped into the text space), "looks" (as encoded), and
        "reviews" (of each statement)."""
        return self._read("index", Index.open)

    @cached_property
    def parts(self) -> Parts | None:
        """The parts of all pictures, in the order of the vectors "looks"; None if the encoder shows none."""
        record = self.picture_encoder.record
        return self._read("parts", lambda path: Parts.open(path, record))

    def views(self, stored: bytes) -> Records | None:
        """The views of a photo from their bytes; None when another encoder made them."""
        record = self.picture_encoder.record
        return None if len(stored) % record.itemsize else np.frombuffer(stored, record)

    @cached_property
    def representation(self) -> Representation:
        """What maps pictures into the text space."""
        return self._read("representation.npz", Representation.load)

    @cached_property
    def recommenders(self) -> "Recommenders":
        """What was learned from the purchases."""
        from tastemaker.tools.recommend.blend import Recommenders

        return self._read("recommenders", Recommenders.load)

    @cached_property
    def ranker(self) -> "Ranker":
        """The learned fusion."""
        from tastemaker.tools.fusion.ranker import Ranker

        return self._read("ranker.npz", Ranker.load)

    @cached_property
    def signals(self) -> "Signals":
        """What the learned fusion reads."""
        from tastemaker.tools.fusion.signals import Signals

        served, together = self.recommenders.served, self.recommenders.together
        return self._read("signals.npz", lambda path: Signals.load(path, served, together))

    @cached_property
    def z(self) -> FloatArray:
        """One vector an item for text and pictures, [n, d], unit length, memory-mapped."""
        return self._read("z.npy", lambda path: np.load(path, mmap_mode="r", allow_pickle=False))

    def picture_path(self, item: Item) -> Path | None:
        """The file of the item's first picture, if it is there: in the catalogue's folder, or in the home."""
        for image in item.images[:1]:
            path = file_of(image, self.folder, self._home).resolve()
            if path.is_file() and (is_link(image) or path.is_relative_to(self.folder.resolve())):
                return path
        return None


def _by_count(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(names).most_common())
