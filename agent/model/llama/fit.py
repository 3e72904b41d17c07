"""What of a model goes onto a card, by what is free there: layers, context, and the type of its memory.

This is arithmetic over sizes that files and driver tell; what a card makes of it was not measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

KeptType = Literal["f16", "q8_0"]

PLAIN, AMPLE = 8192, 32768
"""Tokens of context: what conversations need, and what spares reading again where memory is plenty."""
BATCH, CARD_BATCH = 256, 1024
"""Tokens read at once, on processors and on a card: also how long a cancelled prompt is still read."""
WORKING = 800_000_000
"""Bytes that are left for what is computed on a card, and for the encoders."""
_SHARE = 4
"""An ample context may take one part in so many of what is free."""


@dataclass(frozen=True)
class Hardware:
    """What a model is to run on; None where the hardware decides."""

    threads: int
    context: int | None = None
    gpu_layers: int | None = None
    batch: int | None = None
    kv_type: KeptType | None = None
    flash_attention: bool | None = None


@dataclass(frozen=True)
class Extent:
    """How large a model is."""

    bytes: int
    layers: int
    cell: int
    """Bytes that it remembers of a token in half precision."""


def needed(size: int, cell: int, context: int = PLAIN) -> int:
    """The bytes of a card that a whole model takes with a context of so many tokens."""
    return size + cell * context + WORKING


def layers_for(model: Extent, free: int) -> int:
    """How many layers go onto a card with so many free bytes; -1 for all, with what follows the last."""
    if needed(model.bytes, model.cell) <= free:
        return -1
    each = (model.bytes + model.cell * PLAIN) / (model.layers + 1)
    return max(0, int((free - WORKING) / each))


def context_for(cell: int, free: int) -> tuple[int, KeptType]:
    """The tokens of context beside weights that are on the card already, and how they are kept there."""
    room = free - WORKING
    if cell * AMPLE * _SHARE <= room:
        return AMPLE, "f16"
    return PLAIN, "f16" if cell * PLAIN <= room else "q8_0"


def bytes_of(path: Path) -> int:
    """The size of a model's file, with the other parts of one that was split.

    Those are named as its first: model-00001-of-00003.gguf.
    """
    first, parted, count = path.stem.rpartition("-of-")
    if not parted or not first.endswith("-00001"):
        return path.stat().st_size
    parts = path.parent.glob(f"{first.removesuffix('-00001')}-?????-of-{count}{path.suffix}")
    return sum(part.stat().st_size for part in parts)
