"""The figures of photos: known answers over the tiny shop, with and without further pictures."""

import json
from pathlib import Path

import pytest
import tiny
from PIL import Image

from tastemaker.tools.errors import DataError
from tastemaker.tools.evaluate.photos import evaluate_photos
from tastemaker.tools.evaluate.queries import Encoders


def quiet(line: str) -> None: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tiny.tiny_folder(tmp_path / "folder")
    rows = []
    for item in ("red-shoe", "jacket"):
        for side in (40, 60):
            Image.open(folder / "images" / f"{item}.png").resize((side, side)).save(
                folder / f"{item}-{side}.png"
            )
            rows.append({"id": f"{item}{side}", "query_image": f"{item}-{side}.png", "relevant": {item: 1}})
    (folder / "image_queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def test_photos_of_the_pictures_find_them(folder: Path, tmp_path: Path) -> None:
    report = evaluate_photos(folder, tmp_path / "home", Encoders(tiny.TinyText(), tiny.TinyPictures()), quiet)
    assert report["queries"] == 4 and report["further"]["queries"] == 2
    for part in (report, report["further"]):
        assert part["routes"].keys() == {"photo", "text", "fused"}
        assert part["floor"].keys() == {"random", "colours", "features"}
        assert part["routes"]["fused"]["recall@1"] == 1 > part["floor"]["random"]["recall@1"]


def test_a_photo_outside_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    rows = json.dumps({"id": "1", "query_image": "../secret.png", "relevant": {"red-shoe": 1}})
    (folder / "image_queries.jsonl").write_text(rows)
    with pytest.raises(DataError, match="is outside the folder"):
        evaluate_photos(folder, tmp_path / "home", Encoders(tiny.TinyText(), tiny.TinyPictures()), quiet)
