"""The card of a machine, and what of a model goes onto it; a script stands in for the driver's tool."""

import math
import os
from pathlib import Path

import pytest
from gpu.random_model import SHAPES, write_model

from tastemaker.agent.model.llama.engine import Llama
from tastemaker.agent.model.llama.fit import (
    AMPLE,
    BATCH,
    CARD_BATCH,
    PLAIN,
    WORKING,
    Extent,
    Hardware,
    bytes_of,
    context_for,
    layers_for,
    needed,
)
from tastemaker.agent.model.llama.library import library
from tastemaker.agent.model.open import READER, fitting
from tastemaker.agent.settings import load
from tastemaker.tools.encode.graph import Graph
from tastemaker.tools.encode.hardware import card as hardware
from tastemaker.tools.encode.hardware.card import Card, card
from tastemaker.tools.encode.hardware.torch_graph import TorchSession
from tastemaker.tools.encode.models import models
from tastemaker.tools.errors import DataError
from tastemaker.ui.commands.doctor import examine

GB = 1_000_000_000
SEVEN = Extent(4_683_000_000, 28, 57_344)


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path: `told` is what the driver's tool prints, `asked` what it was asked."""
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat {tmp_path}/told\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return tmp_path


def test_the_card_with_most_room_is_taken(driver: Path) -> None:
    (driver / "told").write_text(
        "NVIDIA A10, 23028, 100, 8.6\nNVIDIA L4, 23034, 22000, 8.9\nlost, [N/A], [N/A], [N/A]\n"
    )
    found = card()
    assert found is not None
    assert (found.name, found.memory, found.free) == ("NVIDIA L4", 23034 * 2**20, 22000 * 2**20)
    assert found.architecture == "8.9"


def test_only_the_cards_that_may_be_used_are_asked_for(driver: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (driver / "told").write_text("NVIDIA L4, 23034, 22000, 8.9\n")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert card() is not None and "--id=1" in (driver / "asked").read_text()
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert card() is None


@pytest.mark.parametrize("told", ["", "Failed to initialize NVML: driver mismatch\n", "a,b\n"])
def test_a_driver_that_tells_no_card(driver: Path, told: str) -> None:
    (driver / "told").write_text(told)
    assert card() is None


def test_torch_stays_on_the_processors_where_it_sees_no_card(
    driver: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    (driver / "told").write_text("NVIDIA L4, 23034, 22000, 8.9\n")
    for sees, place in ((False, "cpu"), (True, "cuda")):
        monkeypatch.setattr(torch.cuda, "is_available", lambda sees=sees: sees)
        hardware.device.cache_clear()
        assert hardware.device() == place
    hardware.device.cache_clear()


def test_layers_by_what_is_free() -> None:
    whole = needed(SEVEN.bytes, SEVEN.cell)
    assert whole == 4_683_000_000 + 57_344 * PLAIN + WORKING
    assert layers_for(SEVEN, whole) == -1
    each = (SEVEN.bytes + SEVEN.cell * PLAIN) / 29
    assert layers_for(SEVEN, WORKING + math.ceil(10 * each)) == 10
    assert layers_for(SEVEN, WORKING // 2) == 0


def test_context_by_what_is_free_beside_the_weights() -> None:
    assert context_for(SEVEN.cell, WORKING + 4 * SEVEN.cell * AMPLE) == (AMPLE, "f16")
    assert context_for(SEVEN.cell, WORKING + SEVEN.cell * PLAIN) == (PLAIN, "f16")
    assert context_for(SEVEN.cell, WORKING) == (PLAIN, "q8_0")


def test_a_file_in_parts_is_as_large_as_all_of_them(tmp_path: Path) -> None:
    for part, size in enumerate((5, 7, 11), 1):
        (tmp_path / f"m-0000{part}-of-00003.gguf").write_bytes(bytes(size))
    (tmp_path / "m.gguf").write_bytes(bytes(3))
    assert bytes_of(tmp_path / "m-00001-of-00003.gguf") == 23
    assert bytes_of(tmp_path / "m.gguf") == 3


@pytest.mark.parametrize(
    ("memory", "name"),
    [
        (0, READER),
        (4, READER),
        (6.4, "qwen3-4b"),
        (8.6, "qwen2.5-7b"),
        (16, "qwen2.5-14b"),
        (80, "qwen2.5-14b"),
    ],
)
def test_the_model_that_a_card_holds_with_the_reader_beside_it(memory: float, name: str) -> None:
    assert fitting(int(memory * GB)) == name


def test_doctor_names_it_and_how_to_get_it(driver: Path) -> None:
    def told(**settings: object) -> str:
        found = next(each for each in examine(load(**settings)) if each.what == "card")
        assert found.ok
        return f"{found.found}; {found.cure}"

    (driver / "told").write_text("NVIDIA L4, 23034, 22000, 8.9\n")
    assert "NVIDIA L4 with 24 GB; the largest model that it holds is qwen2.5-14b" in told(model="none")
    assert "`tastemaker models pull qwen2.5-14b`, then --model llama-cpp:qwen2.5-14b" in told(model="none")
    assert "models pull" not in told(model="llama-cpp:qwen2.5-14b")
    (driver / "told").write_text("")
    assert told(model="none").startswith(f"none answers; the model for the processors is {READER}")


def test_the_files_for_a_card_are_pinned_at_their_first_download() -> None:
    for name in ("qwen3-4b", "qwen2.5-7b", "qwen2.5-14b"):
        model = models()[name]
        assert not model.files and "pinned at its first download" in model.about
        assert model.licence == "Apache-2.0" and model.bytes > 2 * GB


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of random weights: two layers, 1.4 MB, and 1 KB a token that is remembered."""
    file = tmp_path_factory.mktemp("model") / "tiny.gguf"
    write_model(SHAPES["tiny"], file)
    return file


@pytest.mark.parametrize(
    ("free", "layers", "context", "kept"),
    [
        (200_000_000, 2, AMPLE, "f16"),
        (12_000_000, 2, PLAIN, "f16"),
        (5_000_000, 1, PLAIN, "f16"),
        (0, 0, PLAIN, "f16"),
    ],
)
def test_the_engine_takes_what_fits_unless_it_is_told(
    free: int, layers: int, context: int, kept: str, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library(), "llama_supports_gpu_offload", lambda: True)
    found = Card("a card", 0, WORKING + free, "9.0")
    for module in ("engine", "weights"):
        monkeypatch.setattr(f"tastemaker.agent.model.llama.{module}.card", lambda: found)
    engine = Llama(library(), tiny_model, Hardware(threads=1))
    assert (engine.gpu_layers, engine.room, engine.kv_type) == (layers, context, kept)
    assert engine.batch == (CARD_BATCH if layers else BATCH)
    assert engine._weights is not None and engine._weights.cell == 1024
    engine.close()
    told = Llama(library(), tiny_model, Hardware(1, 512, 2, 64, "f16", flash_attention=False))
    assert (told.gpu_layers, told.room, told.batch, told.kv_type) == (2, 512, 64, "f16")
    assert told.evaluate(0, 0, [1, 2, 3], True) and told.logits().shape == (2000,)
    told.close()


def test_a_graph_that_a_card_cannot_run_is_one_sentence(tmp_path: Path) -> None:
    graph = Graph()
    graph.add("Tanh", "x", "y")
    graph.write(tmp_path / "odd.onnx", {"x": ("float32", ["n"])}, {"y": ["n"]})
    with pytest.raises(DataError, match=r"odd.onnx cannot run on a card \(Tanh\); remove it"):
        TorchSession(tmp_path / "odd.onnx", "cpu")
