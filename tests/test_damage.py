"""What is damaged is named with its cure; what can be computed again is; nothing comes as a traceback."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from tiny import TinyPictures, TinyText, tiny_folder
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import load
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import NotBuilt, NotKept
from tastemaker.tools.home import manifest as manifests
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.shop import Shop
from tastemaker.ui.cli import main

Harm = Callable[[bytes], bytes | None]
MODEL = ["--model", "none"]
GARBAGE = b"garbage" * 999


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def flipped(whole: bytes) -> bytes:
    """Twenty bytes in the middle are others."""
    start = max(0, len(whole) // 2 - 10)
    return whole[:start] + bytes(byte ^ 0xFF for byte in whole[start : start + 20]) + whole[start + 20 :]


def gone(whole: bytes) -> None: ...


def harm(path: Path, how: Harm) -> None:
    if (left := how(path.read_bytes())) is None:
        path.unlink()
    else:
        path.write_bytes(left)


def place(home: Path) -> Path:
    return home / "builds" / Manifest.read(home).build


@pytest.fixture
def home(tiny_home: Path, tmp_path: Path, tiny_encoders: None) -> Path:
    """A copy of the tiny home that a test may harm."""
    return Path(shutil.copytree(tiny_home, tmp_path / "home"))


def files(home: Path) -> Iterator[Path]:
    return (path for path in sorted(place(home).rglob("*")) if path.is_file() and path.stat().st_size)


@pytest.mark.parametrize("how", [half, flipped, gone])
def test_every_damaged_file_of_a_build_is_named(home: Path, tmp_path: Path, how: Harm) -> None:
    there = place(home)
    folder = Manifest.read(home).folder
    names = [path.relative_to(there).as_posix() for path in files(home)]
    assert len(names) > 25 and set(Manifest.read(home).files) >= set(names)
    for name in names:
        whole = (there / name).read_bytes()
        harm(there / name, how)
        if how is flipped and name == "index/chroma/chroma.sqlite3":  # changes in use; doctor looks into it
            Shop.open(home).close()
        else:
            with pytest.raises(NotBuilt) as caught:
                Shop.open(home)
            assert str(caught.value) == f"{name} of the index is damaged; run `tastemaker ingest {folder}`"
        (there / name).write_bytes(whole)
    Shop.open(home).close()


def test_damage_is_one_sentence_of_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harm(place(home) / "items.jsonl", half)
    harm(place(home) / "z.npy", gone)
    assert main(["ask", "shoes", *MODEL, "--home", str(home)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("tastemaker: items.jsonl and 1 more files of the index are damaged; run")
    assert len(told.splitlines()) == 1


def test_what_only_shows_in_use_is_named_then(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large file the bytes are not looked at when it is opened."""
    monkeypatch.setattr(manifests, "_SMALL", 0)
    for name in (
        "users.json",
        "purchases.npz",
        "words/words.json",
        "recommenders/served.npz",
        "index/index.json",
    ):
        path = place(home) / name
        whole = path.read_bytes()
        path.write_bytes(b"\0" * len(whole))
        told = f"{name} of the index is damaged; run `tastemaker ingest"
        with Shop.open(home, TinyText(), TinyPictures()) as shop, pytest.raises(NotBuilt, match=told):
            getattr(shop, name.partition("/")[0].partition(".")[0])
        path.write_bytes(whole)


def test_an_error_of_a_sound_build_keeps_its_traceback(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tastemaker.tools.catalogue.purchases.Purchases.load", lambda path: 1 / 0)
    with Shop.open(home) as shop, pytest.raises(ZeroDivisionError):
        _ = shop.purchases


def test_use_changes_no_file_that_has_a_digest(home: Path) -> None:
    for _ in range(2):
        with Shop.open(home, TinyText(), TinyPictures()) as shop:
            shop.index.search("text", TinyText().encode(["shoes"])[0], 3)
            shop.index.search("looks", np.ones(27, np.float32), 3)
    assert Manifest.read(home).damaged(place(home), thorough=True) == []


def test_without_chroma_the_search_goes_on(home: Path) -> None:
    query = TinyText().encode(["red running shoes"])[0]
    with Shop.open(home) as shop:
        found = shop.index.search("text", query, 4)
    chroma = place(home) / "index" / "chroma" / "chroma.sqlite3"
    chroma.write_bytes(b"\0" * chroma.stat().st_size)
    with Shop.open(home) as shop:
        exact = shop.index.search("text", query, 4)
    assert [id for id, _ in exact] == [id for id, _ in found] and exact[0][0] == "red-shoe"


def test_make_chat_builds_a_damaged_index_anew(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_text_encoder", lambda name: TinyText())
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_picture_encoder", lambda name: TinyPictures())
    harm(place(home) / "items.jsonl", half)
    command = ["ingest", str(tiny_folder(tmp_path / "folder")), "--if-missing", "--home", str(home)]
    assert main(command) == 0 and "items.jsonl of the index is damaged" in capsys.readouterr().err
    Shop.open(home).close()
    assert main(command) == 0 and not capsys.readouterr().err


@pytest.mark.parametrize("how", [half, flipped, lambda whole: GARBAGE])
def test_a_damaged_cache_of_vectors_is_begun_anew(tmp_path: Path, how: Harm) -> None:
    folder, home, said = tiny_folder(tmp_path / "folder"), tmp_path / "home", list[str]()
    first = build(folder, home, TinyText(), TinyPictures(), said.append)
    with Shop.open(home) as shop:
        z = np.array(shop.z)
    harm(home / "vectors.sqlite", how)
    for attempt in range(2):
        second = build(folder, home, text := TinyText(), TinyPictures(), said.append)
        assert bool(text.encoded) == (attempt == 0) and second.items == first.items
    if how is not flipped:  # then it is a vector that is damaged, and only that is computed again
        assert f"{home / 'vectors.sqlite'} is damaged and begun anew: what it held is computed again" in said
    with Shop.open(home) as shop:
        assert np.array_equal(shop.z, z)


def test_a_vector_with_a_turned_bit_is_computed_again(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    build(folder, home, TinyText(), TinyPictures(), lambda line: None)
    with sqlite3.connect(home / "vectors.sqlite") as database:
        (content, vector), *_ = database.execute("SELECT content, vector FROM vectors").fetchall()
        turned = bytes([vector[0] ^ 1]) + vector[1:]
        database.execute("UPDATE vectors SET vector = ? WHERE content = ?", (turned, content))
    database.close()
    text, pictures = TinyText(), TinyPictures()
    build(folder, home, text, pictures, lambda line: None)
    assert text.encoded + pictures.encoded == 1


def complaints(home: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What doctor is not content with; the weights and the disk of this machine are not looked at."""
    capsys.readouterr()
    code = main(["doctor", *MODEL, "--home", str(home)])
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("NO ")]
    assert code == (1 if told else 0)
    return [line for line in told if not line.startswith(("NO  machine", "NO  disk", "NO  weights"))]


@pytest.fixture
def tiny_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASTEMAKER_TEXT_ENCODER", "tiny-text")
    monkeypatch.setenv("TASTEMAKER_PICTURE_ENCODER", "tiny-pictures")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("items.jsonl", half),
        ("index/text.vectors", flipped),
        ("words/data.csc.index.npy", flipped),
        ("index/chroma/chroma.sqlite3", lambda whole: bytes(len(whole))),
        ("recommenders/served.npz", gone),
    ],
)
def test_doctor_names_damaged_files_of_the_index(
    home: Path,
    tiny_settings: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    how: Harm,
) -> None:
    monkeypatch.setattr(manifests, "_SMALL", 0)
    assert complaints(home, capsys) == []
    harm(place(home) / name, how)
    (told,) = complaints(home, capsys)
    assert f"; damaged: {name}; run `tastemaker ingest " in told


@pytest.mark.parametrize("name", ["profiles.sqlite", "sessions.sqlite", "vectors.sqlite", "facts.sqlite"])
def test_doctor_names_damaged_databases_and_leaves_them_alone(
    home: Path, tiny_settings: None, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (home / name).write_bytes(GARBAGE)
    (told,) = complaints(home, capsys)
    assert told.startswith(f"NO  {name}: damaged; ")
    assert (home / name).read_bytes() == GARBAGE


@pytest.mark.parametrize("how", [half, flipped, lambda whole: GARBAGE])
def test_a_damaged_profile_is_set_aside_and_the_shop_answers(
    tiny_home: Path, tmp_path: Path, tiny_encoders: None, how: Harm
) -> None:
    path = tmp_path / "profiles.sqlite"
    profiles = Profiles(path)
    for n in range(400):  # so many that a page of facts begins in the middle of the file
        profiles.remember("ana", f"I have {n} cats", "I have cats")
    harm(path, how)
    damaged = path.read_bytes()
    agent = Agent(load(home=tiny_home, model="none"), memory=tmp_path)
    first = agent.ask("running shoes", user="ana", session="s")
    assert first.items and "profiles.sqlite was damaged: it is set aside as" in first.notes[0]
    (aside,) = tmp_path.glob("profiles.sqlite.damaged-*")
    assert aside.read_bytes() == damaged
    agent.feedback("ana", "red-shoe", "like")
    second = agent.ask("running shoes", user="ana", session="s")
    assert second.items and second.notes == ()
    assert [event.item for event in agent.profiles.interactions("ana")] == ["red-shoe"]


def test_who_is_forgotten_is_not_in_a_file_that_was_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "profiles.sqlite"
    Profiles(path).remember("ana", "I have a cat", "I have a cat")
    path.write_bytes(path.read_bytes()[100:])
    profiles = Profiles(path)
    assert len(list(tmp_path.iterdir())) == 2
    assert profiles.forget("ana") == 0
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_kept_is_said(tiny_home: Path, tmp_path: Path, tiny_encoders: None) -> None:
    reader = Written(
        calls={
            "running shoes under 90": 'find "running shoes" where price <= 90',
            "remember that I never wear wool": 'remember "I never wear wool"',
            "running shoes": 'find "running shoes"',
        }
    )
    agent = Agent(load(home=tiny_home, model="none"), memory=tmp_path, reader=reader)
    (tmp_path / "profiles.sqlite").unlink()
    (tmp_path / "profiles.sqlite").mkdir()  # so that nobody can write it, root included
    assert agent.ask("running shoes under 90", user="ana", session="s").items
    told = agent.ask("remember that I never wear wool", user="ana", session="s").reply
    assert "profiles.sqlite cannot be used (unable to open database file), so nothing is kept in it" in told
    with pytest.raises(NotKept, match="so nothing is kept in it"):
        agent.feedback("ana", "red-shoe", "like")
    assert agent.ask("running shoes", user="ana", session="s").items


def test_a_full_disk_is_one_sentence_of_any_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "home/lock")
    monkeypatch.setattr("tastemaker.agent.settings.load", Mock(side_effect=full))
    assert main(["config"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("tastemaker: the disk is full (") and "'home/lock'" in told
    assert len(told.splitlines()) == 1
