"""An ONNX graph of ours on a card, through torch: what onnxruntime computes, within rounding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.errors import DataError

if TYPE_CHECKING:
    import torch

Attributes = Mapping[str, Any]
Operation = Callable[[Sequence["torch.Tensor"], Attributes], "torch.Tensor"]


@dataclass(frozen=True, slots=True)
class _Step:
    kind: str
    inputs: Sequence[str]
    output: str
    attributes: Attributes
    done: Sequence[str]
    """What no later step asks for: a card's memory is small."""


@dataclass(frozen=True, slots=True)
class GraphOutput:
    """An output of a graph, told as onnxruntime tells it."""

    name: str
    shape: Sequence[str | int]


class TorchSession:
    """Answers as onnxruntime's session does, for the operations that our graphs are made of.

    Raises DataError for a graph with another one.
    """

    def __init__(self, graph: Path, device: str) -> None:
        import onnx
        import torch
        from onnx import helper, numpy_helper

        self._device = device
        read = onnx.load(graph).graph
        if unknown := {node.op_type for node in read.node} - OPERATIONS.keys():
            raise DataError(f"{graph.name} cannot run on a card ({', '.join(sorted(unknown))}); remove it")
        self._constants = {
            each.name: torch.from_numpy(numpy_helper.to_array(each).copy()).to(device)
            for each in read.initializer
        }
        self._outputs = [
            GraphOutput(
                each.name, [side.dim_param or side.dim_value for side in each.type.tensor_type.shape.dim]
            )
            for each in read.output
        ]
        kept = {each.name for each in self._outputs} | self._constants.keys()
        last = {name: place for place, node in enumerate(read.node) for name in node.input}
        self._steps = [
            _Step(
                node.op_type, list(node.input), node.output[0],
                {each.name: helper.get_attribute_value(each) for each in node.attribute},
                [name for name in dict.fromkeys(node.input) if last[name] == place and name not in kept],
            )
            for place, node in enumerate(read.node)
        ]  # fmt: skip

    def get_outputs(self) -> Sequence[GraphOutput]:
        """What the graph gives."""
        return self._outputs

    def run(self, names: Sequence[str] | None, feeds: Mapping[str, npt.NDArray[Any]]) -> list[Any]:
        """Computes the named outputs, or all."""
        import torch

        wanted = [each.name for each in self._outputs] if names is None else names
        # In whole single precision, so that vectors of a card compare with those of the processors.
        with torch.inference_mode(), torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
            values = dict(self._constants)
            for name, array in feeds.items():
                values[name] = torch.from_numpy(np.ascontiguousarray(array)).to(self._device)
            for step in self._steps:
                inputs = [values[name] for name in step.inputs]
                values[step.output] = OPERATIONS[step.kind](inputs, step.attributes)
                for name in step.done:
                    del values[name]
            return [values[name].cpu().numpy() for name in wanted]


def _sides(output: Any) -> list[str | int]:
    """The sides of an output, by name where their size is open."""
    return [side.dim_param or side.dim_value for side in output.type.tensor_type.shape.dim]


def _attention(inputs: Sequence[torch.Tensor], attributes: Attributes) -> torch.Tensor:
    """Onnxruntime's fused attention: what stands behind a text's length is not looked at."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    x, weights, bias, lengths = inputs
    heads = attributes["num_heads"]
    parts = (x @ weights + bias).reshape(*x.shape[:2], 3, heads, -1).permute(2, 0, 3, 1, 4)
    there = torch.arange(x.shape[1], device=x.device) < lengths[:, None]
    seen = scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=there[:, None, None])
    return seen.transpose(1, 2).reshape(x.shape)


def _convolution(inputs: Sequence[torch.Tensor], attributes: Attributes) -> torch.Tensor:
    from torch.nn.functional import conv2d, pad

    x, weight, bias = inputs
    top, left, bottom, right = attributes["pads"]
    x = pad(x, (left, right, top, bottom))
    return conv2d(x, weight, bias, attributes["strides"], groups=attributes["group"])


def _normalised(x: torch.Tensor, gain: torch.Tensor, bias: torch.Tensor, at: Attributes) -> torch.Tensor:
    from torch.nn.functional import layer_norm

    return layer_norm(x, gain.shape, gain, bias, at["epsilon"])


def _pooled(inputs: Sequence[torch.Tensor], attributes: Attributes) -> torch.Tensor:
    from torch.nn.functional import avg_pool2d

    return avg_pool2d(inputs[0], attributes["kernel_shape"], attributes["strides"])


def _rectified(inputs: Sequence[torch.Tensor], attributes: Attributes) -> torch.Tensor:
    from torch.nn.functional import gelu

    return gelu(inputs[0] + inputs[1])


def _size(inputs: Sequence[torch.Tensor], attributes: Attributes) -> torch.Tensor:
    import torch

    return torch.tensor(inputs[0].shape[attributes["start"] : attributes["end"]])


OPERATIONS: Mapping[str, Operation] = {
    "Add": lambda inputs, at: inputs[0] + inputs[1],
    "Attention": _attention,
    "AveragePool": _pooled,
    "BiasGelu": _rectified,
    "Cast": lambda inputs, at: inputs[0].float(),  # no graph of ours casts to anything else
    "Clip": lambda inputs, at: inputs[0].clamp(inputs[1], inputs[2]),
    "Conv": _convolution,
    "Div": lambda inputs, at: inputs[0] / inputs[1],
    "Flatten": lambda inputs, at: inputs[0].flatten(1),
    "Gather": lambda inputs, at: inputs[0][inputs[1]],
    "GlobalAveragePool": lambda inputs, at: inputs[0].mean((2, 3), keepdim=True),
    "Identity": lambda inputs, at: inputs[0],
    "LayerNormalization": lambda inputs, at: _normalised(inputs[0], inputs[1], inputs[2], at),
    "MatMul": lambda inputs, at: inputs[0] @ inputs[1],
    "Shape": _size,
    "SkipLayerNormalization": lambda inputs, at: _normalised(
        inputs[0] + inputs[4] + inputs[1], inputs[2], inputs[3], at
    ),
    "Slice": lambda inputs, at: inputs[0][int(inputs[1]) : int(inputs[2])],  # rows: all that our graphs cut
    "Sub": lambda inputs, at: inputs[0] - inputs[1],
    "Transpose": lambda inputs, at: inputs[0].permute(at["perm"]),
}
