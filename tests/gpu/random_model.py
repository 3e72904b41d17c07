"""Model files of random weights in the true shapes: as large and as slow as the real ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt
from gguf import GGMLQuantizationType, GGUFWriter, TokenType

from tastemaker.agent.model.llama.adapter import BASE
from tastemaker.agent.model.llama.digest import sampled_digest

Q4, Q6, F32, F16 = (
    GGMLQuantizationType.Q4_K,
    GGMLQuantizationType.Q6_K,
    GGMLQuantizationType.F32,
    GGMLQuantizationType.F16,
)
_BLOCK = 256  # weights that are packed together
_BYTES = {Q4: 144, Q6: 210}  # of a block
_POOL = 50_000  # different blocks; a larger tensor repeats them
_RANK = 8  # of the adapter that reads shoppers
_CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@dataclass(frozen=True)
class Shape:
    """What says how fast a model is: the sizes of its parts."""

    layers: int
    width: int
    inner: int
    """Between the two maps of a layer that do not look at other tokens."""
    heads: int
    kept: int
    """Heads of keys and values."""
    vocabulary: int

    def maps(self) -> dict[str, tuple[int, int]]:
        """The linear maps of a layer, each with what goes in and what comes out."""
        side = self.width // self.heads * self.kept
        return {
            "attn_q": (self.width, self.width), "attn_k": (self.width, side), "attn_v": (self.width, side),
            "attn_output": (self.width, self.width), "ffn_gate": (self.width, self.inner),
            "ffn_up": (self.width, self.inner), "ffn_down": (self.inner, self.width),
        }  # fmt: skip

    @property
    def bytes(self) -> int:
        """About the size of the file."""
        return sum(rows * width // _BLOCK * _BYTES[kind] for _, rows, width, kind in self.matrices())

    def matrices(self) -> Iterator[tuple[str, int, int, GGMLQuantizationType]]:
        """Every packed matrix: name, rows, width, and how it is packed in files that are called Q4_K_M."""
        yield "token_embd.weight", self.vocabulary, self.width, Q4
        for layer in range(self.layers):
            eighth = self.layers // 8
            finer = layer < eighth or layer >= 7 * self.layers // 8 or (layer - eighth) % 3 == 2
            for name, (width, rows) in self.maps().items():
                yield (
                    f"blk.{layer}.{name}.weight", rows, width,
                    Q6 if finer and name in ("attn_v", "ffn_down") else Q4,
                )  # fmt: skip
        yield "output.weight", self.vocabulary, self.width, Q6

    def vectors(self) -> Iterator[tuple[str, int, float]]:
        """Every vector of floats: its name, its length, and its value."""
        for layer in range(self.layers):
            for name in ("attn_norm", "ffn_norm"):
                yield f"blk.{layer}.{name}.weight", self.width, 1.0
            for name in ("attn_q", "attn_k", "attn_v"):
                yield f"blk.{layer}.{name}.bias", self.maps()[name][1], 0.0
        yield "output_norm.weight", self.width, 1.0


SHAPES = {
    "tiny": Shape(layers=2, width=256, inner=512, heads=4, kept=2, vocabulary=2_000),
    "1.5B": Shape(layers=28, width=1536, inner=8960, heads=12, kept=2, vocabulary=151_936),
    "7B": Shape(layers=28, width=3584, inner=18944, heads=28, kept=4, vocabulary=152_064),
    "14B": Shape(layers=48, width=5120, inner=13824, heads=40, kept=8, vocabulary=152_064),
}
"""Those of Qwen2.5 by their names, and one for machines without a card."""


def write_model(shape: Shape, to: Path, seed: int = 0) -> None:
    """Write a model of a shape, with a vocabulary of its size that is bytes and made-up words."""
    chance = np.random.default_rng(seed)
    pools = {kind: _blocks(kind, shape.width, chance) for kind in _BYTES}
    file = GGUFWriter(to, "qwen2")
    file.add_block_count(shape.layers)
    file.add_context_length(32_768)
    file.add_embedding_length(shape.width)
    file.add_feed_forward_length(shape.inner)
    file.add_head_count(shape.heads)
    file.add_head_count_kv(shape.kept)
    file.add_rope_freq_base(1e6)
    file.add_layer_norm_rms_eps(1e-6)
    words = [*islice(_words(), shape.vocabulary - len(_CONTROL)), *_CONTROL]
    file.add_tokenizer_model("gpt2")
    file.add_tokenizer_pre("qwen2")
    file.add_token_list(words)
    kinds = [TokenType.NORMAL] * (len(words) - len(_CONTROL)) + [TokenType.CONTROL] * len(_CONTROL)
    file.add_token_types(kinds)
    file.add_token_merges(["a a"])
    file.add_eos_token_id(len(words) - 1)
    file.add_add_bos_token(False)
    for name, rows, width, kind in shape.matrices():
        row = width // _BLOCK * _BYTES[kind]
        file.add_tensor_info(name, (rows, row), np.dtype(np.uint8), rows * row, raw_dtype=kind)
    for name, length, _ in shape.vectors():
        file.add_tensor_info(name, (length,), np.dtype(np.float32), 4 * length)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_ti_data_to_file()
    for _, rows, width, kind in shape.matrices():
        blocks = rows * width // _BLOCK
        file.write_tensor_data(np.resize(pools[kind], (blocks, _BYTES[kind])))
    for _, length, value in shape.vectors():
        file.write_tensor_data(np.full(length, value, np.float32))
    file.close()


def write_adapter(shape: Shape, base: Path, to: Path, seed: int = 1) -> None:
    """Write an adapter over a model's file, of the rank and over the maps of the one that reads shoppers."""
    chance = np.random.default_rng(seed)
    file = GGUFWriter(to, "qwen2")
    file.add_type("adapter")
    file.add_string("adapter.type", "lora")
    file.add_float32("adapter.lora.alpha", 16.0)
    file.add_string(BASE, sampled_digest(base))
    for layer in range(shape.layers):
        for name, (width, rows) in shape.maps().items():
            for half, size in (("a", (_RANK, width)), ("b", (rows, _RANK))):
                numbers = (0.01 * chance.standard_normal(size)).astype(np.float16)
                file.add_tensor(f"blk.{layer}.{name}.weight.lora_{half}", numbers, raw_dtype=F16)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


def _blocks(kind: GGMLQuantizationType, width: int, chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Blocks of random weights about zero, as large as a trained map has them: 1 over the root of its width.

    A block of Q4_K is scale and offset, then 140 bytes; one of Q6_K 208 bytes, then its scale.
    """
    blocks = chance.integers(0, 256, (_POOL, _BYTES[kind]), dtype=np.uint8)
    if kind is Q4:
        step = 1 / (200 * np.sqrt(width))  # a weight is near 200 steps
        blocks[:, :4] = np.array([step, 7.5 * step], np.float16).view(np.uint8)
    else:
        blocks[:, 208:] = np.array([1 / (1400 * np.sqrt(width))], np.float16).view(np.uint8)
    return blocks


def _words() -> Iterator[str]:
    """The bytes as GPT-2 spells them, then words of letters, every other one after a space."""
    printed = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    beyond = count(0x100)
    yield from (chr(byte if byte in printed else next(beyond)) for byte in range(256))
    for length in count(2):
        for letters in product(ascii_lowercase, repeat=length):
            word = "".join(letters)
            yield word
            yield f"Ġ{word}"
