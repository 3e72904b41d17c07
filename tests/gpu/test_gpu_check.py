"""The check of a card, on the processors and in tiny shapes; and the parts that it is handed in."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from gguf import GGUFReader
from gpu import check, parts
from gpu.engine import measure_engine
from gpu.random_model import SHAPES, write_model
from gpu.turn import measure_turns
from tiny import TinyPictures, TinyText, tiny_folder

from tastemaker.tools.encode.models import models

HERE = Path(__file__).parent
ALIKE = 1e-4


def test_a_random_model_has_the_parts_and_the_size_of_the_real_one(tmp_path: Path) -> None:
    file = tmp_path / "tiny.gguf"
    write_model(SHAPES["tiny"], file)
    read = GGUFReader(file)
    sizes = {tensor.name: tensor.shape.tolist() for tensor in read.tensors}
    assert len(sizes) == 2 * 12 + 3 and sizes["blk.1.attn_k.weight"] == [256, 128]
    assert sizes["output.weight"] == [256, 2000] == sizes["token_embd.weight"]
    assert SHAPES["tiny"].bytes <= file.stat().st_size < SHAPES["tiny"].bytes + 100_000
    # What is missing of a real file is its vocabulary, some megabytes.
    for name, real in (("1.5B", "qwen2.5-coder-1.5b"), ("7B", "qwen2.5-7b"), ("14B", "qwen2.5-14b")):
        assert 0 < models()[real].bytes - SHAPES[name].bytes < 12_000_000


def test_every_figure_of_the_engine_is_there(tmp_path: Path) -> None:
    figures = measure_engine("tiny", tmp_path, small=True)
    rates = {name: rate for name, rate in figures.items() if name.endswith(("_1", "_16", "_per_s"))}
    assert len(rates) == 8 and all(rate > 0 for rate in rates.values())
    assert figures["layers"] == 2 and figures["context"] == 8192
    assert not list(tmp_path.iterdir())


@pytest.mark.real
def test_the_whole_check_in_its_small_form(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "check.py", "--small", "--out", tmp_path], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "gpu-check.json").read_text())
    assert list(report["steps"]) == list(check.SMALL)
    assert not any("not_measured" in figures for figures in report["steps"].values())
    for name in ("texts", "pictures", "fusion"):
        assert report["steps"][name]["largest_difference"] < ALIKE
    table = (tmp_path / "gpu-check.md").read_text()
    assert table == done.stdout.rstrip("\n") + "\n" and "tiny shapes, whose figures mean nothing" in table
    assert all(f"| {name} |" in table for name in check.SMALL)


def test_turns_of_a_whole_conversation(
    tmp_path: Path, tiny_encoders: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpu.turn.open_text_encoder", TinyText)
    monkeypatch.setattr("gpu.turn.open_picture_encoder", TinyPictures)
    monkeypatch.setenv("TASTEMAKER_MODELS", str(tmp_path / "none"))
    figures = measure_turns(tiny_folder(tmp_path / "demo"), tmp_path)
    assert (figures["model"], figures["turns"], figures["items"]) == ("none", 5, 15)
    assert 0 < figures["first_list_ms"] <= figures["total_ms"]


def test_what_breaks_or_lasts_too_long_takes_nothing_else_down(tmp_path: Path) -> None:
    def run(name: str, seconds: float) -> str:
        return str(check.run(name, tmp_path, ["--small"], dict(os.environ), seconds)["not_measured"])

    assert run("engine unknown", 100) == "KeyError: 'unknown'"
    assert run("engine unknown", 0.01) == "it took longer than 0 seconds"
    assert run("engine 7B", 1) == "no time was left"
    assert not list(tmp_path.iterdir())


def test_parts_are_cut_joined_and_told_when_one_is_missing(tmp_path: Path) -> None:
    demo = tmp_path / "from" / "demo"
    demo.mkdir(parents=True)
    (demo / "items.jsonl").write_bytes(bytes(range(256)) * 700)
    whole = parts.archive({"demo": demo}, tmp_path / "from" / "demo.tar")
    out = tmp_path / "parts"
    out.mkdir()
    held = parts.pack([whole], out, most=100_000)
    assert list(held)[0] == "part-01" and {"check.py", "step.py"} <= {path.name for path in held["part-01"]}
    assert not any(path.name.startswith("test_") for path in held["part-01"])
    for files in held.values():
        assert sum(file.stat().st_size for file in files) <= 100_000
    assert sorted(path.name for files in held.values() for path in files if "cut" in path.name) == [
        "demo.tar.cut-01-of-02", "demo.tar.cut-02-of-02"
    ]  # fmt: skip
    there = tmp_path / "there"
    there.mkdir()
    assert check.unpack(out, there) == ["wheels: none"]
    assert (there / "demo" / "items.jsonl").read_bytes() == (demo / "items.jsonl").read_bytes()
    next(out.rglob("*cut-02*")).unlink()
    shutil.rmtree(there)
    there.mkdir()
    assert check.unpack(out, there) == ["demo.tar: 1 of 2 pieces", "wheels: none"]


def test_an_archive_writes_nowhere_else(tmp_path: Path) -> None:
    held, there = tmp_path / "held", tmp_path / "there"
    held.mkdir()
    there.mkdir()
    (tmp_path / "file").write_text("out")
    with tarfile.open(held / "bad.tar", "w") as archive:
        archive.add(tmp_path / "file", "../outside")
    with pytest.raises(tarfile.OutsideDestinationError):
        check.unpack(held, there)


def test_what_is_needed_is_pinned_and_leaves_out_what_the_machine_has() -> None:
    needed = parts.needed()
    assert {"numpy", "gguf", "onnxruntime", "chromadb", "pydantic-core"} <= needed.keys()
    assert not {"torch", "gradio", "transformers", "llama-cpp-python", "pytest"} & needed.keys()
