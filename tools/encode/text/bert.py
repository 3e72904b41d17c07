"""BERT as a graph: token numbers in, a vector for each token out.

The architecture is that of Devlin et al. 2019 (arXiv:1810.04805). The graph's fused nodes are those of
onnxruntime; the table of words is kept in half precision, which halves what a vocabulary of 250,000 takes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from tastemaker.tools.encode.graph import FLOAT, Graph
from tastemaker.tools.errors import MissingWeights

_FUSED = "com.microsoft"


@dataclass(frozen=True)
class Bert:
    """The weights of a network, by the names that `transformers` gives them."""

    heads: int
    epsilon: float
    """What keeps a normalised layer from dividing by zero."""
    weights: Mapping[str, npt.NDArray[Any]]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """From a model's folder; raises MissingWeights where another architecture is in it."""
        from safetensors.numpy import load_file

        config = json.loads((folder / "config.json").read_text("utf-8"))
        if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
            raise MissingWeights(f"{folder} holds no BERT; remove it and run `tastemaker models pull`")
        weights = load_file(folder / "model.safetensors")
        return cls(config["num_attention_heads"], config["layer_norm_eps"], weights)

    def write(self, target: Path) -> None:
        """Writes the graph: `tokens` [n, l] and `lengths` [n] in, `hidden` [n, l, width] out."""
        graph = Graph(**{_FUSED: 1})
        x = self._embedded(graph)
        layers = 1 + max(
            int(name.split(".")[2]) for name in self.weights if name.startswith("encoder.layer.")
        )
        for layer in range(layers):
            x = self._layer(graph, f"encoder.layer.{layer}", x)
        graph.add("Identity", x, "hidden")
        width = len(self.weights["embeddings.LayerNorm.weight"])
        inputs = {"tokens": (np.int64, ["n", "l"]), "lengths": (np.int32, ["n"])}
        graph.write(target, inputs, {"hidden": ["n", "l", width]})

    def _embedded(self, graph: Graph) -> str:
        at = "embeddings"
        words = graph.constant("words", self.weights[f"{at}.word_embeddings.weight"], np.float16)
        graph.add("Cast", graph.add("Gather", (words, "tokens"), "half"), "word", to=FLOAT)
        places = (
            self.weights[f"{at}.position_embeddings.weight"]
            + self.weights[f"{at}.token_type_embeddings.weight"][0]
        )
        length = graph.add("Shape", "tokens", "length", start=1, end=2)
        zero = graph.constant("zero", [0], np.int64)
        place = graph.add("Slice", (graph.constant("places", places), zero, length, zero), "place")
        x = graph.add("Add", ("word", place), "placed")
        return graph.add(
            "LayerNormalization", (x, *self._norm(graph, f"{at}.LayerNorm")), at, epsilon=self.epsilon
        )

    def _layer(self, graph: Graph, at: str, x: str) -> str:
        heads = [f"{at}.attention.self.{name}" for name in ("query", "key", "value")]
        together = np.concatenate([self.weights[f"{name}.weight"] for name in heads]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in heads])
        inputs = (x, graph.constant(f"{at}.heads", together), graph.constant(f"{at}.bias", bias), "lengths")
        y = graph.add("Attention", inputs, f"{at}.seen", domain=_FUSED, num_heads=self.heads)
        x = self._added(graph, f"{at}.attention.output", y, x)
        y = self._times(graph, f"{at}.intermediate.dense", x)
        y = graph.add(
            "BiasGelu", (y, self._bias(graph, f"{at}.intermediate.dense")), f"{at}.y", domain=_FUSED
        )
        return self._added(graph, f"{at}.output", y, x)

    def _added(self, graph: Graph, at: str, y: str, x: str) -> str:
        """A dense layer's result added to what went in before, normalised."""
        y = self._times(graph, f"{at}.dense", y)
        inputs = (y, x, *self._norm(graph, f"{at}.LayerNorm"), self._bias(graph, f"{at}.dense"))
        return graph.add("SkipLayerNormalization", inputs, at, domain=_FUSED, epsilon=self.epsilon)

    def _times(self, graph: Graph, at: str, x: str) -> str:
        weight = graph.constant(f"{at}.weight", self.weights[f"{at}.weight"].T)
        return graph.add("MatMul", (x, weight), f"{at}.product")

    def _bias(self, graph: Graph, at: str) -> str:
        return graph.constant(f"{at}.bias", self.weights[f"{at}.bias"])

    def _norm(self, graph: Graph, at: str) -> tuple[str, str]:
        gain = graph.constant(f"{at}.weight", self.weights[f"{at}.weight"])
        return gain, self._bias(graph, at)
