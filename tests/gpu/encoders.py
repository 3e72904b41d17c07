"""How many items a second the encoders read on the card beside the processors, and how far both are apart."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from PIL import Image

from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
from tastemaker.tools.encode.graph import on_processors
from tastemaker.tools.encode.hardware.card import device
from tastemaker.tools.encode.hardware.torch_graph import TorchSession

_ROOM = "tastemaker.tools.encode"
_TEXT = (
    "A waterproof jacket cut for leaning forward: long at the back, short in front, with a pocket for keys. "
)


def measure_texts(small: bool) -> dict[str, Any]:
    """Figures of the encoder of texts; raises MissingWeights where its files are not here."""
    texts = [f"{number} {_TEXT * (1 + number % 3)}" for number in range(16 if small else 2048)]
    return _compared(open_text_encoder, f"{_ROOM}.text.sentence.session", texts)


def measure_pictures(small: bool) -> dict[str, Any]:
    """Figures of the encoder of pictures; raises MissingWeights where its files are not here."""
    pixels = np.random.default_rng(0).integers(0, 256, (4 if small else 256, 260, 260, 3), dtype=np.uint8)
    return _compared(
        open_picture_encoder, f"{_ROOM}.encoders.session", [Image.fromarray(each) for each in pixels]
    )


def _compared(opened: Callable[[], Any], session: str, items: Sequence[Any]) -> dict[str, Any]:
    """The same items by both; what an encoder does the first time is not counted."""
    places: dict[str, Callable[[Path], Any]] = {
        "processors": on_processors, device(): lambda graph: TorchSession(graph, device())
    }  # fmt: skip
    figures: dict[str, Any] = {"items": len(items), "torch_on": device(), "processors": os.cpu_count()}
    vectors = []
    for name, opening in places.items():
        with patch(session, opening):
            encoder = opened()
        encoder.encode(items[:32])
        began = time.perf_counter()
        vectors.append(encoder.encode(items))
        label = "torch" if name == device() else name
        figures[f"{label}_items_per_s"] = round(len(items) / (time.perf_counter() - began), 1)
    figures["largest_difference"] = float(np.abs(vectors[0] - vectors[1]).max())
    return figures
