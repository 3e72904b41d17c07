"""Encoders of texts that are a BERT: the mean of its tokens' vectors, of unit length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tastemaker.tools.encode.graph import once, session
from tastemaker.tools.encode.text.bert import Bert
from tastemaker.tools.encode.text.neutral import FloatArray, Neutral, unit
from tastemaker.tools.encode.text.packed import read_packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BATCH = 32
_CHARACTERS = 4000  # several times what the encoders read of a text
PACKED = "e5-small-q4.bin"


@dataclass(frozen=True)
class Manner:
    """How a network wants to be used."""

    longest: int
    """In tokens; what follows is not read."""
    query: str = ""
    """What stands before a text that asks."""
    passage: str = ""
    """What stands before any other text."""
    english: bool = False
    """Whether it knows English alone."""
    neutral: Callable[[], Neutral] | None = None
    """What takes away what its vectors owe to their language."""


E5 = Manner(512, query="query: ", passage="passage: ")
"""Of Wang et al. 2024, "Multilingual E5 Text Embeddings"."""


class BertEncoder:
    """A BERT as text encoder through onnxruntime, without torch: twice as fast, open in a second."""

    def __init__(self, name: str, digest: str, folder: Path, manner: Manner) -> None:
        self.name, self.english, self._manner = name, manner.english, manner
        self._neutral = manner.neutral() if manner.neutral else None
        self.digest = f"{digest}:{self._neutral.digest}" if self._neutral else digest
        graph, self._tokenizer = _made(folder, digest)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manner.longest)
        self._session = session(graph)
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])

    def encode(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        vectors = self.plain(texts, query)
        return self._neutral.of(vectors, query) if self._neutral else vectors

    def knows(self, word: str) -> bool:
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def plain(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        """The vectors as the network makes them."""
        before = self._manner.query if query else self._manner.passage
        tokens = [
            found.ids for found in self._tokenizer.encode_batch([before + sound(text) for text in texts])
        ]
        lengths = np.array([len(some) for some in tokens], np.int32)
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        order = np.argsort(lengths, kind="stable")  # so that little is padded
        for start in range(0, len(texts), _BATCH):
            rows = order[start : start + _BATCH]
            there = np.arange(lengths[rows].max()) < lengths[rows, None]
            padded = np.zeros(there.shape, np.int64)
            padded[there] = np.concatenate([tokens[row] for row in rows])
            (hidden,) = self._session.run(None, {"tokens": padded, "lengths": lengths[rows]})
            vectors[rows] = (there[:, None].astype(np.float32) @ hidden)[:, 0]
        return unit(vectors)


def _made(folder: Path, digest: str) -> "tuple[Path, Tokenizer]":
    """The graph and the tokenizer of a model's folder; the first call writes what is not there yet."""
    from tokenizers import Tokenizer

    graph, packed = folder / f"hidden-{digest[:16]}.onnx", folder / PACKED
    if not packed.exists():
        once(graph, lambda target: Bert.read(folder).write(target))
        return graph, Tokenizer.from_file(str(folder / "tokenizer.json"))
    words = folder / f"tokenizer-{digest[:16]}.json"
    if not (graph.exists() and words.exists()):
        bert, tokenizer = read_packed(packed)
        once(words, lambda target: tokenizer.save(str(target)))
        once(graph, bert.write)
    return graph, Tokenizer.from_file(str(words))


def sound(text: str) -> str:
    """A text as a tokenizer can take it: not endless, and without a lone surrogate, which JSON can hold."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode()
