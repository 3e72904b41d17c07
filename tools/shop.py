"""A build opened for reading: what all tools stand on."""

import json
import os
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.columns import Columns
from tastemaker.tools.catalogue.folder import Problem
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.names import Names
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder
from tastemaker.tools.encode.joint.space import Representation
from tastemaker.tools.encode.picture_parts import Parts, Records
from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.home.builds import hold
from tastemaker.tools.home.manifest import Encoding, Manifest
from tastemaker.tools.search.conditions import Condition
from tastemaker.tools.search.filters import Masks
from tastemaker.tools.search.judging import Verdict, judged
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.search.words import Words

if TYPE_CHECKING:
    from tastemaker.tools.fusion.ranker import Ranker
    from tastemaker.tools.fusion.signals import Signals
    from tastemaker.tools.recommend.blend import Recommenders

FloatArray = npt.NDArray[np.float32]
T = TypeVar("T")
_KEPT_VERDICTS = 64
"""As many masks as three turns of a long list of conditions need."""


class Shop:
    """The build in force when it was opened; it stays readable when another takes its place.

    An array over items is in the order of `ids`. Parts are read when first used.
    """

    def __init__(
        self,
        manifest: Manifest,
        place: Path,
        held: int,
        text: TextEncoder | Callable[[], TextEncoder] | None,
        picture: PictureEncoder | Callable[[], PictureEncoder] | None,
    ) -> None:
        self.manifest = manifest
        self.folder = Path(manifest.folder)
        self._place = place
        # A shop that is dropped while a newer one is opened lets go of its build without being closed.
        self._held = weakref.finalize(self, os.close, held)
        self._text = text
        self._picture = picture
        if damaged := manifest.damaged(place):
            self.close()
            raise NotBuilt(manifest.cure(damaged))
        self.catalogue = self._read("items.jsonl", Catalogue.load)
        self.ids = tuple(item.id for item in self.catalogue)
        self._judged: dict[Condition, Verdict] = {}
        self._judging = threading.Lock()
        self._row = {id: row for row, id in enumerate(self.ids)}

    @classmethod
    def open(
        cls,
        home: Path,
        text: TextEncoder | Callable[[], TextEncoder] | None = None,
        picture: PictureEncoder | Callable[[], PictureEncoder] | None = None,
    ) -> Self:
        """Open the build in force; an encoder may be given as a function that is called when it is needed.

        Raises NotBuilt when there is no build, one that is damaged, or one that was made with other encoders.
        Damage is looked for in the sizes of all files and the bytes of the small ones; `tastemaker doctor`
        reads all of them.
        """
        for _ in range(3):
            manifest = Manifest.read(home)
            try:
                held = hold(home, manifest.build)
            except FileNotFoundError:
                continue  # a newer build has just taken its place
            shop = cls(manifest, home / "builds" / manifest.build, held, text, picture)
            try:
                for kind, encoder in (("text", text), ("picture", picture)):
                    if not callable(encoder) and encoder is not None:
                        shop._checked(kind, encoder)
            except NotBuilt:
                shop.close()
                raise
            return shop
        raise NotBuilt(f"the index in {home} is incomplete; run `tastemaker ingest FOLDER`")

    def close(self) -> None:
        """Let go of the build, which may then be removed."""
        if "index" in self.__dict__:
            self.index.close()
        self._held()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def row(self, id: str) -> int:
        """The row of an item; raises KeyError when there is none."""
        return self._row[id]

    @cached_property
    def text_encoder(self) -> TextEncoder:
        """The encoder that made the text vectors; raises NotBuilt when it is another one."""
        encoder: TextEncoder = self._checked("text", self._text() if callable(self._text) else self._text)
        return encoder

    @cached_property
    def picture_encoder(self) -> PictureEncoder:
        """The encoder that made the picture vectors; raises NotBuilt when it is another one."""
        given = self._picture() if callable(self._picture) else self._picture
        encoder: PictureEncoder = self._checked("picture", given)
        return encoder

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
            with self._judging:
                while len(self._judged) >= _KEPT_VERDICTS:
                    del self._judged[next(iter(self._judged))]
                self._judged[condition] = verdict
        return verdict

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
    def masks(self) -> Masks:
        """Which items limits let through."""
        return Masks(tuple(self.catalogue), lambda: self.words)

    @cached_property
    def index(self) -> Index:
        """The vector index: kinds "text", "picture" (mapped into the text space) and "looks" (as encoded)."""
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
        """The file of the item's first picture, if it is there and inside the catalogue's folder."""
        for image in item.images[:1]:
            path = (self.folder / image).resolve()
            if path.is_relative_to(self.folder.resolve()) and path.is_file():
                return path
        return None

    def _read(self, part: str, load: Callable[[Path], T]) -> T:
        """A part of the build; raises NotBuilt when that fails because it is no longer what was built."""
        try:
            return load(self._place / part)
        except Exception as error:
            if damaged := self.manifest.damaged(self._place, part, thorough=True):
                raise NotBuilt(self.manifest.cure(damaged)) from error
            raise

    def _checked(self, kind: str, encoder: Any) -> Any:
        if encoder is None:
            raise NotBuilt(f"this shop was opened without a {kind} encoder; give one to Shop.open")
        built: Encoding = self.manifest.encoders[kind]
        if encoder.digest != built.digest or encoder.dimensions != built.dimensions:
            other = "another version of it" if encoder.name == built.name else encoder.name
            raise NotBuilt(
                f"this index was built with the {kind} encoder {built.name} and cannot be searched"
                f" with {other}; run `tastemaker ingest FOLDER` again"
            )
        return encoder


def _by_count(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(names).most_common())
