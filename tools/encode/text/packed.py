"""multilingual-e5-small as one file of four-bit weights, read as data.

The file (magic `E5S1`) holds, little-endian: the sizes of a BERT; the pieces of a unigram tokenizer with
their scores; a table of what becomes of single characters, which is Unicode's NFKC but for the control
characters and spaces below; and named tensors, either floats or blocks of 32 weights that share a scale in
half precision (Q4_0: of the 16 bytes of a block the low halves are its first weights).
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.text.bert import Bert
from tastemaker.tools.errors import MissingWeights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_HEADER = struct.Struct("<4sI7if6iQ")
_TENSOR = struct.Struct("<BIQQ")
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_GONE = r"[\x01-\x08\x0b\x0e-\x1f\x7f\u008f\u009f]"
_SPACES = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"

_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight", "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight", "emb.ln.w": "LayerNorm.weight", "emb.ln.b": "LayerNorm.bias",
}  # fmt: skip
_OF_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
    "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_PARTS = {"w": "weight", "b": "bias"}


def read_packed(path: Path) -> "tuple[Bert, Tokenizer]":
    """Reads the network and its tokenizer; raises MissingWeights where the file is of another kind."""
    content = path.read_bytes()
    if not content.startswith(b"E5S1"):
        raise MissingWeights(f"{path} is no file of four-bit weights; run `tastemaker models pull` again")
    _, _, width, _, heads, wider, *_, epsilon, _, pieces, first, last, _, unknown, size = _HEADER.unpack_from(
        content
    )
    at = _HEADER.size
    bounds = np.frombuffer(content, "<u4", pieces + 1, at)
    scores = np.frombuffer(content, "<f4", pieces, at := at + bounds.nbytes)
    told = content[(at := at + scores.nbytes) : (at := at + size)]
    words = [told[start:end].decode() for start, end in zip(bounds[:-1], bounds[1:], strict=True)]
    _, table = struct.unpack_from("<iI", content, at)
    weights = {_named(name): values for name, values in _tensors(content, at + 8 + table, width, wider)}
    tokenizer = _tokenizer(list(zip(words, scores.tolist(), strict=True)), unknown, (first, last))
    return Bert(heads, epsilon, weights), tokenizer


def _tensors(
    content: bytes, at: int, width: int, wider: int
) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 2 + length
        in_blocks, size, start, _ = _TENSOR.unpack_from(content, at)
        at += _TENSOR.size
        if in_blocks:
            blocks = np.frombuffer(content, _BLOCK, size // 32, start)
            pairs = blocks["pairs"]
            weights = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
            values = weights * blocks["scale"].astype(np.float32)[:, None]
            yield name, values.reshape(-1, wider if ".fo." in name else width)
        else:
            values = np.frombuffer(content, "<f4", size, start)
            yield name, values.reshape(-1, width) if name in ("emb.pos", "emb.type") else values


def _named(name: str) -> str:
    """A tensor's name as `transformers` gives it: `l3.q.w` is the weight of a query."""
    if name in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[name]}"
    layer, what, part = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_OF_LAYER[what]}.{_PARTS[part]}"


def _tokenizer(pieces: list[tuple[str, float]], unknown: int, around: tuple[int, int]) -> "Tokenizer":
    """XLM-R's: a text normalised, its spaces marked, cut into the likeliest pieces."""
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import Unigram
    from tokenizers.normalizers import NFKC, Replace, Sequence
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    tokenizer = Tokenizer(Unigram(pieces, unk_id=unknown))
    steps: list[Any] = [
        Replace(Regex(_GONE), ""),
        Replace(Regex(_SPACES), " "),
        NFKC(),
        Replace(Regex(" {2,}"), " "),
    ]
    tokenizer.normalizer = Sequence(steps)
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    marks = [(pieces[number][0], number) for number in around]
    tokenizer.post_processor = TemplateProcessing(f"{marks[0][0]} $A {marks[1][0]}", None, marks)
    return tokenizer
