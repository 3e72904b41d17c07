"""Encoders: texts and pictures become vectors of unit length."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from tastemaker.tools.encode.efficientnet import FEATURES, PLACES, SIDE, read_last_layer, write_graph
from tastemaker.tools.encode.graph import once, session
from tastemaker.tools.encode.hardware.threads import asleep
from tastemaker.tools.encode.joint.imagenet import imagenet_names
from tastemaker.tools.encode.picture_parts import Records, only_whole, pack, record_of
from tastemaker.tools.encode.text.neutral import FloatArray as FloatArray
from tastemaker.tools.encode.text.neutral import neutral
from tastemaker.tools.encode.text.neutral import unit as unit
from tastemaker.tools.encode.text.sentence import E5, BertEncoder, Manner, sound
from tastemaker.tools.encode.weights import digest_of, path_of
from tastemaker.tools.errors import DataError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

T = TypeVar("T")

_BATCH = 32
_RECIPE = "pad-260-parts"  # what is done to a picture before the network; a change makes other vectors
_MIDDLE = 0.7  # of the shorter side


class TextEncoder(Protocol):
    """Turns texts into vectors; `digest` names weights and recipe: where it is equal, vectors compare."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def english(self) -> bool:
        """Whether it knows English alone."""

    def encode(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        """Returns [n, dimensions], each row of unit length; `query` says that the texts ask for others."""

    def knows(self, word: str) -> bool:
        """Whether it reads a word as one, not piece by piece as a misspelt one."""


class LastLayer(NamedTuple):
    """What tells kinds of things apart in a picture network: pictures @ weights + bias are its logits."""

    weights: FloatArray
    """[p, n]"""
    bias: FloatArray
    names: tuple[str, ...]
    """Of the kinds, in English."""


class PictureEncoder(Protocol):
    """Turns RGB pictures into vectors; `digest` as for texts."""

    @property
    def last_layer(self) -> LastLayer | None:
        """What the network knows by name, if it does."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def record(self) -> "np.dtype[np.void]":
        """What `look` returns of a picture."""

    def encode(self, pictures: Sequence[Image.Image]) -> FloatArray:
        """Returns [n, dimensions], each row of unit length."""

    def look(self, pictures: Sequence[Image.Image]) -> Records:
        """Returns [n] records: `whole` is what `encode` returns, `parts` are there if the network has any."""


def open_text_encoder(name: str = "all-minilm-l6-v2") -> TextEncoder:
    """Opens a text encoder by name; raises MissingWeights when its files are not here."""
    return _opened(TEXT_ENCODERS, "text", name)


def open_picture_encoder(name: str = "efficientnet-lite2") -> PictureEncoder:
    """Opens a picture encoder by name; raises MissingWeights when its files are not here."""
    return _opened(PICTURE_ENCODERS, "picture", name)


def views_of(encoder: PictureEncoder, photo: Image.Image) -> Records:
    """What the encoder makes of a photo that asks: of all of it and of its middle, where the thing is.

    Raises DataError when it can make nothing of it.
    """
    side = max(1, round(_MIDDLE * min(photo.size)))
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    middle = photo.crop((left, top, left + side, top + side))
    try:
        return encoder.look([photo, middle])
    except Exception as error:  # of one odd photo; the next one is answered
        raise DataError(f"nothing can be seen in this photo ({error}); send another one") from error


class SentenceEncoder:
    """A SentenceTransformer folder as text encoder."""

    english = True

    def __init__(self, name: str, digest: str, folder: Path) -> None:
        self.name, self.digest = name, digest
        self._model = _sentence_transformer(folder)
        self.dimensions = _width(self._model)

    def encode(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        return _encode(self._model, [sound(text) for text in texts], self.dimensions)

    def knows(self, word: str) -> bool:
        return True  # its pieces tell nothing


class ClipPictureEncoder:
    """A SentenceTransformer folder that holds CLIP as picture encoder; its texts lie in the same space."""

    last_layer = None

    def __init__(self, name: str, digest: str, folder: Path) -> None:
        self.name, self.digest = name, digest
        self._model = _sentence_transformer(folder)
        self.dimensions = _width(self._model)
        self.record = record_of(self.dimensions)

    def encode(self, pictures: Sequence[Image.Image]) -> FloatArray:
        return _encode(self._model, list(pictures), self.dimensions)

    def look(self, pictures: Sequence[Image.Image]) -> Records:
        return only_whole(self.encode(pictures))


class EfficientNetEncoder:
    """EfficientNet-Lite2 through onnxruntime, three times as fast as torch on a processor."""

    dimensions, record = FEATURES, record_of(FEATURES, PLACES)

    def __init__(self, name: str, digest: str, weights: Path) -> None:
        self.name, self.digest = name, f"{digest}:{_RECIPE}"
        self._weights = weights
        graph = weights.with_name(f"looks-{digest[:16]}.onnx")
        self._session = session(once(graph, partial(write_graph, weights)))

    @cached_property
    def last_layer(self) -> LastLayer:
        """The thousand kinds of ImageNet."""
        return LastLayer(*read_last_layer(self._weights), imagenet_names())

    def encode(self, pictures: Sequence[Image.Image]) -> FloatArray:
        return np.ascontiguousarray(self.look(pictures)["whole"])

    def look(self, pictures: Sequence[Image.Image]) -> Records:
        found = np.empty(len(pictures), self.record)
        for start in range(0, len(pictures), _BATCH):
            some = found[start : start + _BATCH]
            pixels = np.stack([_square(picture) for picture in pictures[start : start + _BATCH]])
            features, *maps = self._session.run(["features", *PLACES], {"pixels": pixels})
            some["whole"] = unit(features)
            maps = [of.reshape(*of.shape[:2], -1).transpose(0, 2, 1) for of in maps]
            pack(dict(zip(PLACES, maps, strict=True)), some["parts"])
        return found


TEXT_ENCODERS: dict[str, Callable[[str, str, Path], TextEncoder]] = {
    "multilingual-e5-small": partial(BertEncoder, manner=replace(E5, neutral=neutral)),
    "all-minilm-l6-v2": partial(BertEncoder, manner=Manner(256, english=True)),
    "clip-vit-b-32": SentenceEncoder,
}
PICTURE_ENCODERS: dict[str, Callable[[str, str, Path], PictureEncoder]] = {
    "efficientnet-lite2": EfficientNetEncoder,
    "clip-vit-b-32": ClipPictureEncoder,
}


def _opened(encoders: dict[str, Callable[[str, str, Path], T]], kind: str, name: str) -> T:
    if name not in encoders:
        raise DataError(f"there is no {kind} encoder {name!r}; take one of {', '.join(encoders)}")
    path = path_of(name)
    return encoders[name](name, digest_of(name), path)


@cache
def _sentence_transformer(folder: Path) -> "tuple[SentenceTransformer, Lock]":
    """Loads a folder once; its tokenizer serves one thread at a time."""
    with asleep():
        from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # what it shows takes a second
    return SentenceTransformer(str(folder), local_files_only=True), Lock()


def _width(model: "tuple[SentenceTransformer, Lock]") -> int:
    return len(_encode(model, [""], 0)[0])


def _encode(model: "tuple[SentenceTransformer, Lock]", inputs: list[Any], dimensions: int) -> FloatArray:
    if not inputs:
        return np.empty((0, dimensions), np.float32)
    transformer, lock = model
    with lock:
        return unit(transformer.encode(inputs, batch_size=_BATCH, show_progress_bar=False))


def _square(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """Returns a picture as the network's square, [260, 260, 3], with white where it is not square."""
    return np.asarray(ImageOps.pad(picture.convert("RGB"), (SIDE, SIDE), Image.Resampling.BICUBIC, "white"))
