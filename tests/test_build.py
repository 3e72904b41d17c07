"""The build: atomic, resumable, one at a time, and never in a reader's way."""

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageOps
from tiny import HISTORIES, ITEMS, TinyPictures, TinyText, tiny_folder

from tastemaker.tools.build import build
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.home.manifest import FORMAT, Manifest, Stamp
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

PICTURES = sum("image" in item for item in ITEMS)


def quiet(line: str) -> None: ...


def made(folder: Path, home: Path) -> tuple[Manifest, int, int]:
    """Build, and count the texts and pictures that were embedded for it."""
    text, pictures = TinyText(), TinyPictures()
    return build(folder, home, text, pictures, quiet), text.encoded, pictures.encoded


def change(folder: Path, id: str, **fields: object) -> None:
    rows = [json.loads(line) for line in (folder / "items.jsonl").read_text().splitlines()]
    rows = [row | fields if row["id"] == id else row for row in rows]
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))


def builds(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "builds").iterdir())


def test_the_manifest_tells_what_was_built(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path / "folder")
    said: list[str] = []
    manifest = build(folder, tmp_path / "home", TinyText(), TinyPictures(), said.append)
    assert Manifest.read(tmp_path / "home") == manifest
    assert (manifest.items, manifest.problems, manifest.folder) == (len(ITEMS), 0, str(folder))
    assert manifest.interactions == sum(len(history.split()) for history in HISTORIES.values())
    assert manifest.encoders["text"].name == "tiny-text" and manifest.encoders["picture"].dimensions == 27
    assert said[0] == f"read 15 items and {manifest.interactions} interactions, 0 problems"
    assert any(line.startswith("text: 15 of 15, 30 embedded, ") for line in said)


def test_what_is_unchanged_is_not_embedded_again(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    assert made(folder, home)[1:] == (2 * len(ITEMS), PICTURES)
    assert made(folder, home)[1:] == (0, 0)
    change(folder, "case", price=16)
    change(folder, "phone", title="Huawei Mate 40 Pro phone")
    Image.new("RGB", (48, 48), "teal").save(folder / "images" / "case.png")
    assert made(folder, home)[1:] == (2, 1)
    with Shop.open(home) as shop:
        assert shop.catalogue["case"].price == 16


def test_an_item_that_is_gone_is_not_found(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    made(folder, home)
    lines = (folder / "items.jsonl").read_text().splitlines()
    (folder / "items.jsonl").write_text("\n".join(line for line in lines if '"id": "cable"' not in line))
    manifest, *_ = made(folder, home)
    assert manifest.items == len(ITEMS) - 1 and manifest.problems == HISTORIES_WITH_CABLE
    with Shop.open(home) as shop:
        vector = TinyText().encode(["Audio cable for WH-1000XM4"])[0]
        assert "cable" not in dict(shop.index.search("text", vector, 20))


def test_what_is_sold_out_by_the_next_run_is_kept_for_histories_and_never_let_through(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    made(folder, home)
    change(folder, "case", attributes={"in_stock": False})
    made(folder, home)
    with Shop.open(home) as shop:
        assert not Where().mask(shop)[shop.row("case")] and "case" in shop.catalogue
        assert any(done.item == "case" for done in shop.purchases.of("ana"))


def test_vectors_of_what_is_withdrawn_are_forgotten(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    made(folder, home)
    change(folder, "phone", title="Huawei Mate 50 phone")
    said: list[str] = []
    build(folder, home, TinyText(), TinyPictures(), said.append)
    assert "forgot 2 vectors of what is no longer there" in said  # of the old title, and of the old facts
    assert made(folder, home)[1:] == (0, 0)


def test_nothing_goes_on_from_what_is_damaged(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    made(folder, home)
    said: list[str] = []
    build(folder, home, TinyText(), TinyPictures(), said.append)
    assert not any("text index" in line for line in said)
    (damaged,) = (home / "builds" / Manifest.read(home).build / "index").glob("text.vectors")
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    build(folder, home, TinyText(), TinyPictures(), said.append)
    assert "text index: 15 of 15" in said


HISTORIES_WITH_CABLE = sum("cable" in history.split() for history in HISTORIES.values())


def test_a_reader_keeps_its_build_and_the_next_run_sweeps_it(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    first, *_ = made(folder, home)
    query = TinyText().encode(["running shoes"])[0]
    with Shop.open(home) as reader:
        change(folder, "red-shoe", title="Crimson trainers")
        second, *_ = made(folder, home)
        assert builds(home) == sorted([first.build, second.build])
        assert reader.manifest == first
        assert reader.catalogue["red-shoe"].title == "Red running shoes"
        assert reader.index.search("text", query, 1)[0][0] == "red-shoe"
        assert reader.words.scores("running shoes").argmax() == reader.row("red-shoe")
        assert reader.purchases.of("ana")
    third, *_ = made(folder, home)
    assert builds(home) == [third.build]


# What the killed process does: embeds 600 items after the tiny ones, and dies at a chosen moment.
KILLED = """
import os, signal, sys
from pathlib import Path
from tiny import TinyPictures, TinyText
from tastemaker.tools.build import build

folder, home, moment = sys.argv[1:]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)

class Dying(TinyText):
    def encode(self, texts):
        if moment == "encode" and self.encoded:
            die()
        return super().encode(texts)

build(Path(folder), Path(home), Dying(), TinyPictures(), lambda line: line.startswith(moment) and die())
"""


@pytest.mark.parametrize(("moment", "left"), [("encode", 600 - 256), ("text index", 0), ("learning from", 0)])
def test_killed_at_any_moment_the_old_index_answers_and_the_next_run_completes(
    tmp_path: Path, moment: str, left: int
) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    old, *_ = made(folder, home)
    items = "\n".join(json.dumps({"id": f"n{n}", "title": f"Lamp number {n}"}) for n in range(600))
    (folder / "items.jsonl").write_text(items)
    (folder / "interactions.csv").unlink()

    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths).rstrip(os.pathsep)}
    arguments = [sys.executable, "-W", "error", "-c", KILLED, str(folder), str(home), moment]
    died = subprocess.run(arguments, env=environment, capture_output=True, text=True)
    assert died.returncode == -signal.SIGKILL, died.stderr

    assert len(builds(home)) == 2
    with Shop.open(home) as shop:
        assert shop.manifest == old
        assert shop.index.search("text", TinyText().encode(["running shoes"])[0], 1)[0][0] == "red-shoe"
    new, texts, _ = made(folder, home)
    assert (new.items, texts) == (600, left)
    assert builds(home) == [new.build]


def test_two_processes_on_one_home_get_one_sentence(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    manifest, *_ = made(folder, home)
    with (home / "lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DataError, match="another ingest is writing to .*; wait until it has ended"):
            made(folder, home)
        with Shop.open(home) as shop:  # reading goes on
            assert shop.manifest == manifest


def test_a_full_disk_is_one_sentence_and_leaves_the_old_index_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of a real disk is among the faults; here only what libraries then raise is raised."""
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    manifest, *_ = made(folder, home)
    for error in (OSError(errno.ENOSPC, "No space left on device"), ValueError("database or disk is full")):
        for broken in ("search.words.Words.save", "home.manifest.Manifest.write"):
            with monkeypatch.context() as patched:
                patched.setattr(f"tastemaker.tools.{broken}", Mock(side_effect=error))
                patched.setattr("tastemaker.tools.build.free", lambda place: 7_200_000)
                with pytest.raises(DataError, match="the disk is full: the index needs more than the 7 MB"):
                    made(folder, home)
            assert Manifest.read(home) == manifest and builds(home) == [manifest.build]
    items = "\n".join(json.dumps({"id": f"n{n}", "title": f"Lamp number {n}"}) for n in range(60))
    (folder / "items.jsonl").write_text(items)
    larger = replace(manifest, files={"all": Stamp(5_000_000, "")})  # 4 of them for its 15 items
    larger.write(home)
    monkeypatch.setattr("tastemaker.tools.build.free", lambda place: 7_200_000)
    monkeypatch.setattr("tastemaker.tools.search.words.Words.save", Mock(side_effect=error))
    told = f"needs about 17 MB and 7 MB are free in {home}; free some space or set --home, and run"
    with pytest.raises(DataError, match=told):
        made(folder, home)


def test_an_interrupted_build_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    monkeypatch.setattr("tastemaker.tools.search.words.Words.save", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        made(folder, home)
    assert builds(home) == []


def test_a_bad_folder_leaves_the_old_index_in_force(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    manifest, *_ = made(folder, home)
    (folder / "items.jsonl").write_text("")
    with pytest.raises(DataError, match="it is empty"):
        made(folder, home)
    assert Manifest.read(home) == manifest and builds(home) == [manifest.build]


def test_a_picture_that_breaks_when_decoded_is_reported(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(folder / "images" / "case.png")
    whole = (folder / "images" / "case.png").read_bytes()
    (folder / "images" / "case.png").write_bytes(whole[: len(whole) // 2])
    assert made(folder, home)[2] == PICTURES - 1
    with Shop.open(home) as shop:
        (problem,) = shop.problems
        assert problem.file == "item 'case'" and "case.png" in problem.reason
        assert "case" not in dict(shop.index.search("looks", np.ones(27, np.float32), 20))


class Squares(TinyPictures):
    """Prepares pictures as the real encoder does."""

    def encode(self, pictures: Sequence[Image.Image]) -> npt.NDArray[np.float32]:
        return super().encode([ImageOps.pad(picture, (260, 260)) for picture in pictures])


@pytest.mark.parametrize("size", [(1, 700), (2, 2000), (1, 40_000)])
def test_a_picture_too_thin_to_show_anything_is_reported(tmp_path: Path, size: tuple[int, int]) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    Image.new("RGB", size, "red").save(folder / "images" / "case.png")
    said: list[str] = []
    assert build(folder, home, TinyText(), Squares(), said.append).problems == 1
    sentence = f"  item 'case': case.png is {size[0]} x {size[1]} pixels, too thin to show anything"
    assert any(line.startswith(sentence) for line in said)
    with Shop.open(home) as shop:
        found = dict(shop.index.search("looks", np.ones(27, np.float32), 20))
        assert "case" not in found and len(found) == PICTURES - 1


def test_a_picture_that_the_encoder_stumbles_over_is_reported(tmp_path: Path) -> None:
    class Stumbling(TinyPictures):
        def encode(self, pictures: Sequence[Image.Image]) -> npt.NDArray[np.float32]:
            if any(picture.size == (47, 47) for picture in pictures):
                raise RuntimeError("no")
            return super().encode(pictures)

    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    Image.new("RGB", (47, 47), "teal").save(folder / "images" / "case.png")
    build(folder, home, TinyText(), Stumbling(), quiet)
    with Shop.open(home) as shop:
        (problem,) = shop.problems
        assert str(problem) == "item 'case': case.png: the encoder cannot take it (no)"
        assert len(shop.index.owners("looks")) == PICTURES - 1


def test_problems_are_told_and_kept(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    with (folder / "interactions.csv").open("a") as file:
        file.writelines(f"ana,gone{n},,,\n" for n in range(25))
    said: list[str] = []
    manifest = build(folder, home, TinyText(), TinyPictures(), said.append)
    told = [line for line in said if line.startswith("  ")]
    lines = manifest.interactions + 2
    assert told[0] == (
        f"  interactions.csv:{lines}: item 'gone0' is not in the catalogue "
        f"(and 24 more like it; lines {lines + 1}, {lines + 2} …)"
    )
    assert len(told) == 2 and told[1].startswith("  one by one they are in ")
    with Shop.open(home) as shop:
        assert len(shop.problems) == manifest.problems == 25


def test_a_shop_that_is_dropped_lets_go_of_its_build(tmp_path: Path) -> None:
    folder, home = tiny_folder(tmp_path / "folder"), tmp_path / "home"
    made(folder, home)
    shop = Shop.open(home)
    assert shop.index.search("text", TinyText().encode(["running shoes"])[0], 1)
    del shop
    manifest, *_ = made(folder, home)
    assert builds(home) == [manifest.build]


def test_a_catalogue_without_pictures_or_purchases_is_built(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("id,title\n1,Lamp\n2,Chair\n")
    made(tmp_path, tmp_path / "home")
    with Shop.open(tmp_path / "home") as shop:
        assert shop.index.search("picture", TinyText().encode(["lamp"])[0], 5) == []
        assert shop.index.search("text", TinyText().encode(["lamp"])[0], 1)[0][0] == "1"
        assert shop.z.shape == (2, 64) and len(shop.purchases) == 0 and shop.users == {}
        assert shop.recommenders is not None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no index in .*; run `tastemaker ingest FOLDER`"),
        ("{", "is damaged; run `tastemaker ingest FOLDER`"),
        ("[]", "is damaged; run `tastemaker ingest FOLDER`"),
        ('{"format": 0}', "was built by another version; run `tastemaker ingest FOLDER` again"),
        (f'{{"format": {FORMAT}}}', "is damaged; run `tastemaker ingest FOLDER`"),
    ],
)
def test_says_what_to_do_without_a_readable_manifest(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(NotBuilt, match=told):
        Manifest.read(tmp_path)


@pytest.mark.parametrize("field", ["build", "folder", "items", "encoders", "files"])
def test_a_manifest_with_an_empty_field_is_damaged(tiny_home: Path, tmp_path: Path, field: str) -> None:
    stored = json.loads((tiny_home / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**stored, field: None}))
    with pytest.raises(NotBuilt, match="is damaged; run `tastemaker ingest FOLDER`"):
        Manifest.read(tmp_path)


@pytest.mark.real
def test_a_catalogue_of_texts_alone_is_built_with_the_real_encoders(tmp_path: Path) -> None:
    """These know kinds of pictures by themselves, of which there is none here."""
    (tmp_path / "items.jsonl").write_text('{"id": "a", "title": "Brass lamp"}\n{"id": "b", "title": "Tent"}')
    text, picture = open_text_encoder("all-minilm-l6-v2"), open_picture_encoder("efficientnet-lite2")
    build(tmp_path, tmp_path / "home", text, picture, quiet)
    with Shop.open(tmp_path / "home", text, picture) as shop:
        assert np.allclose(np.linalg.norm(shop.z, axis=1), 1, atol=1e-3)
