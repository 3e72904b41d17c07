"""Networks as ONNX graphs: written once beside the checked weights, run at the speed of the hardware."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.hardware.card import device

Shape = Sequence[str | int]
FLOAT = 1
"""What ONNX calls single precision."""


class Graph:
    """The nodes and constants of an ONNX graph under construction."""

    def __init__(self, **domains: int) -> None:
        self._domains = domains
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, name: str, value: npt.ArrayLike, kind: npt.DTypeLike = np.float32) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value, kind), name))
        return name

    def add(self, kind: str, inputs: str | Sequence[str], output: str, **attributes: Any) -> str:
        """Adds a node, of another domain where `domain=` says so; returns its output."""
        from onnx import helper

        named = [inputs] if isinstance(inputs, str) else list(inputs)
        self._nodes.append(helper.make_node(kind, named, [output], **attributes))
        return output

    def write(
        self, target: Path, inputs: Mapping[str, tuple[npt.DTypeLike, Shape]], outputs: Mapping[str, Shape]
    ) -> None:
        """Writes the graph; inputs by type and shape, outputs of floats by shape, sizes left open by name."""
        from onnx import helper

        given = [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), shape)
            for name, (kind, shape) in inputs.items()
        ]
        made = [helper.make_tensor_value_info(name, FLOAT, shape) for name, shape in outputs.items()]
        graph = helper.make_graph(self._nodes, target.stem, given, made, self._constants)
        versions = [helper.make_opsetid(name, version) for name, version in {"": 17, **self._domains}.items()]
        model = helper.make_model(graph, opset_imports=versions, ir_version=9)
        target.write_bytes(model.SerializeToString())


def once(target: Path, write: Callable[[Path], None]) -> Path:
    """Returns a file that is made from checked weights; the first call makes it, whole or not at all."""
    if not target.exists():
        temporary = target.with_suffix(f".{os.getpid()}.tmp")
        write(temporary)
        os.replace(temporary, target)
    return target


def session(graph: Path) -> Any:
    """Opens a graph on the card where torch can use one, else on the processors."""
    if (place := device()) != "cpu":
        from tastemaker.tools.encode.hardware.torch_graph import TorchSession

        return TorchSession(graph, place)
    return on_processors(graph)


def on_processors(graph: Path) -> Any:
    """Opens a graph on the processors."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Waiting threads sleep instead of spinning: the language model needs the processor in the same turn.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
