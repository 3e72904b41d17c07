"""EfficientNet-Lite2 as a graph that runs at the speed of the hardware: features, and places at two depths.

The architecture is that of Tan & Le 2019 (arXiv:1905.11946), Lite: no squeeze, ReLU6 for swish. The graph is
written once from the checked weights; after that neither torch nor onnx is loaded.
"""

from math import ceil, isqrt
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.graph import FLOAT, Graph, Shape

FEATURES = 1280
SIDE = 260
"""Pixels a side of the square that the network was trained on."""

PLACES = {"shallow": (64, 120), "deep": (16, 352)}
"""Places and channels of each depth: 8 x 8 and 4 x 4 overlapping squares of a picture."""

_STEM = 32
# Of each stage: repeats, stride of the first, expansion, channels out. Lite2 is B0 times 1.1 wide, 1.2 deep.
_STAGES = (
    (1, 1, 1, 16),
    (3, 2, 6, 24),
    (3, 2, 6, 48),
    (4, 2, 6, 88),
    (4, 1, 6, 120),
    (5, 2, 6, 208),
    (1, 1, 6, 352),
)
_SHOWN_AFTER = {4: "shallow", 6: "deep"}  # stages


def write_graph(weights: Path, target: Path) -> None:
    """Writes a state dict's network as ONNX: pixels [n, 260, 260, 3] of uint8 in.

    Out come features [n, 1280], shallow [n, 120, 8, 8] and deep [n, 352, 4, 4].
    """
    import torch

    state = torch.load(weights, map_location="cpu", weights_only=True)
    graph = _Layers({name: tensor.numpy() for name, tensor in state.items()})
    graph.add("Cast", "pixels", "floats", to=FLOAT)
    graph.add("Transpose", "floats", "planes", perm=[0, 3, 1, 2])
    graph.add("Sub", ("planes", graph.constant("middle", 127)), "centred")
    graph.add("Div", ("centred", graph.constant("range", 128)), "x")
    x = graph.convolution("x", "_conv_stem", "_bn0", stride=2)
    channels, number = _STEM, 0
    for stage, (repeats, first_stride, expansion, out) in enumerate(_STAGES):
        for stride in [first_stride] + [1] * (repeats - 1):
            at, y = f"_blocks.{number}", x
            if expansion > 1:
                y = graph.convolution(y, f"{at}._expand_conv", f"{at}._bn0")
            y = graph.convolution(
                y, f"{at}._depthwise_conv", f"{at}._bn1", stride, groups=channels * expansion
            )
            y = graph.convolution(y, f"{at}._project_conv", f"{at}._bn2", linear=True)
            x = graph.add("Add", (x, y), f"{at}.sum") if stride == 1 and channels == out else y
            channels, number = out, number + 1
        if stage in _SHOWN_AFTER:
            graph.add("AveragePool", x, _SHOWN_AFTER[stage], kernel_shape=[3, 3], strides=[2, 2])
    x = graph.convolution(x, "_conv_head", "_bn1")
    graph.add("GlobalAveragePool", x, "pooled")
    graph.add("Flatten", "pooled", "features")
    shapes: dict[str, Shape] = {"features": ["n", FEATURES]}
    for name, (places, channels) in PLACES.items():
        shapes[name] = ["n", channels, isqrt(places), isqrt(places)]
    graph.write(target, {"pixels": (np.uint8, ["n", SIDE, SIDE, 3])}, shapes)


def read_last_layer(weights: Path) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Returns what follows the features in the network: weights [1280, 1000] and bias [1000]."""
    import torch

    state = torch.load(weights, map_location="cpu", weights_only=True)
    return state["_fc.weight"].numpy().T.copy(), state["_fc.bias"].numpy()


class _Layers(Graph):
    """A graph of convolutions, and the side of its current square."""

    def __init__(self, state: dict[str, npt.NDArray[Any]]) -> None:
        super().__init__()
        self.state, self.side = state, SIDE
        self.constant("zero", 0)
        self.constant("six", 6)

    def convolution(
        self, x: str, name: str, norm: str, stride: int = 1, groups: int = 1, linear: bool = False
    ) -> str:
        """Adds a convolution padded as TensorFlow does, with its batch norm, then ReLU6 unless linear."""
        gain, bias, mean, variance = (
            self.state[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = gain / np.sqrt(variance + 1e-3)
        weight = self.state[f"{name}.weight"] * scale[:, None, None, None]
        kernel, out = weight.shape[-1], ceil(self.side / stride)
        padding = max((out - 1) * stride + kernel - self.side, 0)
        before, after = padding // 2, padding - padding // 2
        self.side = out
        inputs = (
            x,
            self.constant(f"{name}.weight", weight),
            self.constant(f"{name}.bias", bias - mean * scale),
        )
        pads = [before, before, after, after]
        self.add("Conv", inputs, name, strides=[stride, stride], pads=pads, group=groups)
        return name if linear else self.add("Clip", (name, "zero", "six"), f"{name}.relu6")
