"""What `tastemaker doctor` finds, and what it says to do."""

import re
from pathlib import Path

import pytest

from tastemaker.agent.settings import load
from tastemaker.tools.encode.weights import path_of
from tastemaker.ui.cli import main
from tastemaker.ui.commands.doctor import Finding, examine

HARDWARE = {"threads": 2, "gpu_layers": 0, "layers": 24, "context": 2048, "kv_type": "f16"}


def finding(what: str, **settings: object) -> Finding:
    return next(found for found in examine(load(**settings)) if found.what == what)


def test_without_a_model_the_rules_read() -> None:
    assert finding("language model", model="none").ok


def test_a_damaged_model_is_named_and_what_takes_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "half.gguf").write_bytes(b"GGUF")
    found = finding("language model", model=f"llama-cpp:{tmp_path / 'half.gguf'}")
    assert not found.ok and "half.gguf cannot be loaded" in found.found
    assert found.cure == "until then words are searched for as they are"
    assert main(["doctor", "--model", f"llama-cpp:{tmp_path / 'none.gguf'}"]) == 1
    told = capsys.readouterr().out
    assert "run `tastemaker models pull`; until then words are searched for as they are" in told


@pytest.mark.real
def test_hardware_and_speed_of_the_model() -> None:
    model = f"llama-cpp:{path_of('qwen2.5-coder-0.5b')}"
    found = finding("language model", model=model, context=2048, threads=1, kv_type="q8_0")
    assert found.ok and re.search(r"reads [1-9]\d* tokens/s and writes [1-9]\d*, with 1 threads", found.found)
    assert "of 24 layers on a GPU, 2048 tokens of context and a q8_0 KV cache" in found.found


@pytest.mark.real
def test_layers_for_a_gpu_that_is_not_there() -> None:
    model = f"llama-cpp:{path_of('qwen2.5-coder-0.5b')}"
    found = finding("language model", model=model, context=2048, gpu_layers=8)
    if found.ok:
        assert "8 of 24 layers on a GPU" in found.found
    else:
        assert "0 of 24 layers on a GPU" in found.found and "the engine sees no GPU" in found.cure


@pytest.mark.real
def test_an_engine_for_cuda_without_a_device_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tastemaker.agent.model.chat.LlamaCpp.hardware",
        property(lambda model: {**HARDWARE, "cuda": True, "gpu": False}),
    )
    found = finding("language model", model=f"llama-cpp:{path_of('qwen2.5-coder-0.5b')}", context=2048)
    assert found.ok and "compiled for CUDA but finds no device" in found.found
