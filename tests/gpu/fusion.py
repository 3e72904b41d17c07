"""How long the fusion is trained on the card beside the processors, and how far both networks are apart."""

import time
from typing import Any
from unittest.mock import patch

import numpy as np

from tastemaker.tools.encode.hardware.card import device
from tastemaker.tools.fusion.network import Examples, train

_SIGNALS, _TEXT, _PICTURE = 24, 384, 1280


def measure_fusion(small: bool) -> dict[str, Any]:
    """Figures of one training over random moments."""
    moments, items, shop = (64, 10, 100) if small else (4_000, 50, 5_000)
    chance = np.random.default_rng(0)

    def random(*size: int) -> Any:
        return chance.standard_normal(size).astype(np.float32)

    examples = Examples(
        chance.integers(0, shop, (moments, items)),
        random(moments, items, _SIGNALS),
        random(moments, 2),
        (random(moments, _TEXT), random(moments, _PICTURE)),
    )
    owner = [signal // 2 for signal in range(_SIGNALS)]
    vectors = (random(shop, _TEXT), random(shop, _PICTURE))
    figures: dict[str, Any] = {"moments": moments, "items": items, "torch_on": device()}
    networks = []
    for label, place in (("processors", "cpu"), ("torch", device())):
        with patch("tastemaker.tools.fusion.network.device", lambda place=place: place):
            began = time.perf_counter()
            networks.append(train(owner, np.zeros(_SIGNALS, np.float32), vectors, examples, seed=0))
            figures[f"{label}_seconds"] = round(time.perf_counter() - began, 2)
    figures["largest_difference"] = max(
        float(np.abs(networks[0][name] - networks[1][name]).max()) for name in networks[0]
    )
    return figures
