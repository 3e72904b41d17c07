"""Encoders give comparable vectors."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from contracts_encoders import EncoderContract
from PIL import Image, ImageDraw

from tastemaker.tools.encode.encoders import (
    ClipPictureEncoder,
    EfficientNetEncoder,
    PictureEncoder,
    SentenceEncoder,
    TextEncoder,
    open_picture_encoder,
    open_text_encoder,
    unit,
)
from tastemaker.tools.encode.graph import on_processors
from tastemaker.tools.encode.hardware.torch_graph import TorchSession
from tastemaker.tools.encode.weights import digest_of, path_of
from tastemaker.tools.errors import DataError

TEXTS = [
    "a red running shoe",
    "noise cancelling headphones",
    "",
    "配件",
    "\ud800 a lone surrogate",
    "long " * 20_000,
]


def drawn() -> list[Image.Image]:
    disc, stripes = Image.new("RGB", (300, 200), "white"), Image.new("RGB", (90, 120), "navy")
    ImageDraw.Draw(disc).ellipse((90, 40, 210, 160), fill="red")
    for x in range(0, 90, 20):
        ImageDraw.Draw(stripes).rectangle((x, 0, x + 8, 120), fill="yellow")
    return [disc, stripes, Image.radial_gradient("L")]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentenceTransformer folder with a tiny CLIP of random weights, made on the spot."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Transformer
    from transformers import (
        CLIPConfig,
        CLIPImageProcessorPil,
        CLIPModel,
        CLIPProcessor,
        CLIPTextConfig,
        CLIPTokenizer,
        CLIPVisionConfig,
    )

    folder = tmp_path_factory.mktemp("clip")
    letters = [chr(code) for code in range(33, 127)]
    words = letters + [letter + "</w>" for letter in letters] + ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: number for number, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    small: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 37,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    torch.manual_seed(0)
    model = CLIPModel(
        CLIPConfig(
            text_config=CLIPTextConfig(
                vocab_size=len(words), bos_token_id=len(words) - 2, eos_token_id=len(words) - 1, **small
            ).to_dict(),
            vision_config=CLIPVisionConfig(image_size=32, patch_size=8, **small).to_dict(),
            projection_dim=16,
        )
    )
    model.save_pretrained(folder / "model")
    pictures = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    CLIPProcessor(pictures, tokenizer).save_pretrained(folder / "model")
    SentenceTransformer(modules=[Transformer(str(folder / "model"))]).save(str(folder / "whole"))
    return folder / "whole"


class TestClipTexts(EncoderContract):
    @pytest.fixture
    def encoder(self, clip: Path) -> TextEncoder:
        return SentenceEncoder("clip-vit-b-32", "0", clip)

    @pytest.fixture
    def inputs(self) -> Sequence[str]:
        return ["red shoe", "blue hat", "a much longer line of words"]


class TestClipPictures(EncoderContract):
    @pytest.fixture
    def encoder(self, clip: Path) -> PictureEncoder:
        return ClipPictureEncoder("clip-vit-b-32", "0", clip)

    @pytest.fixture
    def inputs(self) -> Sequence[Image.Image]:
        return drawn()

    def test_texts_lie_in_the_same_space(self, encoder: PictureEncoder, clip: Path) -> None:
        assert SentenceEncoder("clip-vit-b-32", "0", clip).dimensions == encoder.dimensions == 16


@pytest.mark.real
class TestMiniLM(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls) -> TextEncoder:
        return open_text_encoder("all-minilm-l6-v2")

    @pytest.fixture
    def inputs(self) -> Sequence[str]:
        return TEXTS

    def test_it_is_the_reference_model(self, encoder: TextEncoder) -> None:
        assert encoder.dimensions == 384
        np.testing.assert_allclose(
            encoder.encode(["a red shoe"])[0, :5],
            [-0.07831, -0.01228, -0.05403, 0.02823, -0.01042],
            atol=1e-4,
        )

    def test_near_in_meaning_is_near_in_space(self, encoder: TextEncoder) -> None:
        shoe, sneaker, novel = encoder.encode(["a red shoe", "crimson sneakers", "a crime novel set in Oslo"])
        assert shoe @ sneaker > shoe @ novel + 0.3


@pytest.mark.real
class TestEfficientNet(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls) -> PictureEncoder:
        return open_picture_encoder()

    @pytest.fixture
    def inputs(self) -> Sequence[Image.Image]:
        return drawn()

    def test_it_is_the_network_that_torch_computes(self, encoder: EfficientNetEncoder) -> None:
        pixels = np.random.default_rng(0).integers(0, 256, (2, 260, 260, 3), dtype=np.uint8)
        pictures = [Image.fromarray(one) for one in pixels]
        features, *maps = _in_torch(pixels, _state())
        np.testing.assert_allclose(encoder.encode(pictures), unit(features), atol=1e-5)
        looked = encoder.look(pictures)
        np.testing.assert_array_equal(looked["whole"], encoder.encode(pictures))
        for number, (depth, of) in enumerate(zip(("shallow", "deep"), maps, strict=True)):
            kept = looked["parts"][depth] * looked["parts"]["steps"][:, number, None, None]
            np.testing.assert_allclose(kept, of, atol=np.abs(of).max() / 200)

    def test_torch_computes_the_same_as_it_would_on_a_card(self, encoder: EfficientNetEncoder) -> None:
        graph = path_of("efficientnet-lite2").with_name(f"looks-{digest_of('efficientnet-lite2')[:16]}.onnx")
        pixels = np.random.default_rng(0).integers(0, 256, (2, 260, 260, 3), dtype=np.uint8)
        for theirs, ours in zip(
            TorchSession(graph, "cpu").run(None, {"pixels": pixels}),
            on_processors(graph).run(None, {"pixels": pixels}),
            strict=True,
        ):
            np.testing.assert_allclose(theirs, ours, atol=1e-4)

    @pytest.mark.bench
    def test_it_is_at_least_twice_as_fast_as_torch(self, encoder: EfficientNetEncoder) -> None:
        pixels, state = np.zeros((8, 260, 260, 3), np.uint8), _state()
        pictures = [Image.fromarray(one) for one in pixels]

        def seconds(do: Callable[[], object]) -> float:
            started = time.perf_counter()
            do()
            return time.perf_counter() - started

        pairs = [
            (seconds(lambda: _in_torch(pixels, state)), seconds(lambda: encoder.encode(pictures)))
            for _ in range(6)
        ]
        torchs, ours = np.median(pairs[1:], axis=0)  # the first warms up
        print(f"torch {1000 * torchs / 8:.1f} ms a picture, ours {1000 * ours / 8:.1f}")
        assert torchs >= 2 * ours

    def test_it_sees_what_it_was_trained_on(self, encoder: PictureEncoder) -> None:
        disc, stripes, _ = drawn()
        small, turned, other = encoder.encode(
            [disc.resize((150, 100)), disc.rotate(20, fillcolor="white"), stripes]
        )
        assert encoder.encode([disc])[0] @ small > 0.9
        assert small @ turned > small @ other + 0.2


def _state() -> dict[str, Any]:
    import torch

    state: dict[str, Any] = torch.load(path_of("efficientnet-lite2"), weights_only=True)
    return state


def _in_torch(pixels: np.ndarray[Any, Any], state: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
    """The same network written down plainly: batch norm by itself, padding worked out at run time.

    Features, then the places after the fifth and after the last stage [n, places, channels].
    """
    import torch
    from torch.nn import functional

    def convolution(x: torch.Tensor, name: str, norm: str, stride: int = 1, groups: int = 1) -> torch.Tensor:
        weight = state[f"{name}.weight"]
        missing = max((-(-x.shape[-1] // stride) - 1) * stride + weight.shape[-1] - x.shape[-1], 0)
        x = functional.pad(x, (missing // 2, missing - missing // 2) * 2)
        x = functional.conv2d(x, weight, None, stride, groups=groups)
        mean, variance, gain, bias = (
            state[f"{norm}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
        )
        return functional.batch_norm(x, mean, variance, gain, bias, eps=1e-3)

    places: list[np.ndarray[Any, Any]] = []
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).float().sub(127).div(128)
    x = functional.relu6(convolution(x, "_conv_stem", "_bn0", 2))
    for number in range(21):
        at, before, stride = f"_blocks.{number}", x, 2 if number in (1, 4, 7, 15) else 1
        if number:
            x = functional.relu6(convolution(x, f"{at}._expand_conv", f"{at}._bn0"))
        x = functional.relu6(convolution(x, f"{at}._depthwise_conv", f"{at}._bn1", stride, x.shape[1]))
        x = convolution(x, f"{at}._project_conv", f"{at}._bn2")
        x = x + before if x.shape == before.shape else x
        if number in (14, 20):
            places.append(functional.avg_pool2d(x, 3, 2).flatten(2).permute(0, 2, 1).numpy())
    return [functional.relu6(convolution(x, "_conv_head", "_bn1")).mean((2, 3)).numpy(), *places]


@pytest.mark.parametrize("opened", [open_text_encoder, open_picture_encoder])
def test_an_unknown_encoder_names_those_there_are(opened: Any) -> None:
    with pytest.raises(
        DataError, match=r"there is no (text|picture) encoder 'x'; take one of .*clip-vit-b-32"
    ):
        opened("x")


def test_unit_leaves_zeros_alone() -> None:
    np.testing.assert_allclose(unit([[3, 4], [0, 0]]), [[0.6, 0.8], [0, 0]])


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    import subprocess
    import sys

    heavy = {"torch", "onnx", "onnxruntime", "transformers"}
    code = f"import sys, tastemaker.tools.encode.encoders; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
