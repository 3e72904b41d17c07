"""A folder of changes on top of what a home holds: rows come and change, and none goes."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tiny import ITEMS, TinyPictures, TinyText, tiny_folder

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.purchases import Interaction
from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.home.updated import standing, updated
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop
from tastemaker.ui.cli import main


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build(tiny_folder(tmp_path / "folder"), tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    return tmp_path / "home"


def delta(path: Path, *rows: dict[str, Any], **files: str) -> Path:
    path.mkdir(exist_ok=True)
    if rows:
        (path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return path


def run(folder: Path, home: Path) -> tuple[list[str], TinyText]:
    said: list[str] = []
    text = TinyText()
    build(updated(folder, home), home, text, TinyPictures(), said.append, goes_on=True)
    return said, text


def test_what_stands_is_what_was_read(home: Path) -> None:
    stands = standing(home)
    assert stands.path.name == "folder" and len(stands.catalogue) == len(ITEMS)
    assert stands.users["ana"] == {"name": "Ana"}
    assert Interaction("ida", "coffee-video", 1_702_246_400.0, "like") in stands.interactions


def test_rows_are_added_and_changed_and_none_is_withdrawn(home: Path, tmp_path: Path) -> None:
    case = next(item for item in ITEMS if item["id"] == "case")
    rows = [
        {**case, "price": 11, "image": ""},
        {"id": "lamp", "title": "Blue reading lamp", "price": 30},
        {"id": "cable", "title": "Audio cable for WH-1000XM4", "price": "a lot"},
    ]
    said, text = run(delta(tmp_path / "delta", *rows), home)
    assert text.encoded == 1  # of the lamp alone: what the case says of itself is as before
    assert "text index: 1 of 1" in said
    manifest = Manifest.read(home)
    assert (manifest.items, manifest.problems, Path(manifest.folder).name) == (len(ITEMS) + 1, 1, "folder")
    with Shop.open(home, TinyText(), TinyPictures()) as shop:
        assert [item.id for item in shop.catalogue][-2:] == ["coffee-video", "lamp"]
        assert shop.catalogue["case"].price == 11 and shop.catalogue["case"].images == ()
        assert shop.catalogue["cable"].price == 12  # its new row cannot be used
        assert shop.catalogue["phone"].images == ("images/phone.png",)
        assert dict(shop.index.search("text", TinyText().encode(["Blue reading lamp"])[0], 1)).keys() == {
            "lamp"
        }
        assert shop.words.scores("reading lamp").argmax() == shop.row("lamp")
        assert shop.recommenders.served.ids == shop.ids
        assert Where().mask(shop)[shop.row("lamp")]


def test_what_was_done_is_added_once(home: Path, tmp_path: Path) -> None:
    before = len(standing(home).interactions)
    lines = "user_id,item_id,timestamp,event\nann,phone,1710000000,purchase\nana,case,1710000001,return\n"
    folder = delta(tmp_path / "delta", interactions_csv=lines, users_csv="user_id,name\nann,Ann\n")
    for _ in range(2):
        said, _ = run(folder, home)
        after = standing(home)
        assert len(after.interactions) == before  # one more, and one that was taken back
        assert [done.item for done in after.interactions if done.user == "ann"] == ["phone"]
        assert not any(done.user == "ana" and done.item == "case" for done in after.interactions)
        assert (after.users["ann"], after.users["ana"]) == ({"name": "Ann"}, {"name": "Ana"})
    assert any(line.startswith("recommends as before") for line in said)


def test_pictures_of_changes_lie_in_the_home(home: Path, tmp_path: Path) -> None:
    folder = delta(tmp_path / "delta", {"id": "lamp", "title": "Lamp", "image": "lamp.png"})
    Image.new("RGB", (40, 40), "teal").save(folder / "lamp.png")
    run(folder, home)
    (folder / "lamp.png").unlink()
    with Shop.open(home, TinyText(), TinyPictures()) as shop:
        path = shop.picture_path(shop.catalogue["lamp"])
        assert path is not None and path.parent == home.resolve() / "pictures"
        assert shop.index.owners("looks").tolist().count(shop.row("lamp")) == 1
    run(delta(tmp_path / "other", {"id": "mug", "title": "Mug"}), home)
    assert path.is_file()
    run(delta(tmp_path / "other", {"id": "lamp", "title": "Lamp"}), home)
    assert not path.exists()


def test_all_is_learned_anew_where_much_came(home: Path, tmp_path: Path) -> None:
    many = [{"id": f"mug {n}", "title": f"Mug {n}"} for n in range(20)]
    assert Manifest.read(home).learned == len(ITEMS) + Manifest.read(home).interactions
    said, _ = run(delta(tmp_path / "delta", *many), home)
    assert any(line.startswith("learning what texts and pictures") for line in said)
    assert Manifest.read(home).learned == len(ITEMS) + 20 + Manifest.read(home).interactions


def test_there_must_be_something_to_add_to_and_to_add(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="no index in"):
        updated(delta(tmp_path / "delta", {"id": "a", "title": "A"}), tmp_path / "nowhere")
    with pytest.raises(DataError, match="holds no items.jsonl"):
        updated(delta(tmp_path / "empty"), home)


def test_the_command_updates(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_text_encoder", lambda name: TinyText())
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_picture_encoder", lambda name: TinyPictures())
    folder = delta(tmp_path / "delta", {"id": "lamp", "title": "Lamp"})
    assert main(["ingest", "--update", str(folder), "--home", str(home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["items"] == len(ITEMS) + 1
