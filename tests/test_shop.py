"""The opened build: what hard limits let through, and what cannot be opened."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny import ITEMS, TinyPictures, TinyText, tiny_shop

from tastemaker.tools.build import build
from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

IN_STOCK = {item["id"] for item in ITEMS} - {"old-jacket"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop")
    tiny_shop(path).close()
    return path / "home"


@pytest.fixture(scope="module")
def shop(home: Path) -> Iterator[Shop]:
    with Shop.open(home, TinyText, TinyPictures) as shop:
        yield shop


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ({}, IN_STOCK),
        ({"media": "book"}, {"running-book", "coffee-book"}),
        ({"media": "toy"}, set()),
        ({"category": "shoes"}, {"red-shoe", "blue-shoe"}),
        ({"category": "Shoe"}, {"red-shoe", "blue-shoe"}),
        ({"category": "sport > jackets"}, {"jacket"}),
        ({"category": "Phone Case"}, {"case"}),
        ({"category": "phone"}, {"phone"}),
        ({"category": "Hats"}, set()),
        ({"category": "???"}, set()),
        ({"brand": "RIDGE"}, {"red-shoe", "jacket"}),
        ({"brand": "Rid"}, set()),
        ({"brand": "!"}, set()),
        ({"price_max": 15}, {"case", "cable", "coffee-article", "coffee-video"}),
        ({"price_min": 279}, {"phone", "headphones"}),
        ({"price_min": 0, "media": "audio"}, set()),
        ({"media": "product", "exclude": ["blue", "black"]}, {"charger", "red-shoe", "jacket"}),
        ({"category": "Electronics", "exclude": ["Mate 40"]}, {"headphones", "cable"}),
        (
            {"category": "Electronics", "exclude": ["40 Mate"]},
            {"phone", "case", "charger", "headphones", "cable"},
        ),
        ({"category": "Electronics", "exclude": ["手机"]}, {"charger", "headphones", "cable"}),
        ({"category": "Electronics", "exclude": ["wh1000xm4"]}, {"phone", "case", "charger"}),
        ({"category": "Electronics", "exclude": ["4"]}, {"phone", "case", "charger", "headphones", "cable"}),
        ({"brand": "Ridge", "exclude": ["re", ""]}, {"red-shoe", "jacket"}),
        ({"category": "Headphones", "exclude": ["noise-cancelling"]}, set()),
        ({"category": "Headphones", "exclude": ["wh 1000 xm4"]}, set()),
        ({"category": "Headphones", "exclude": ["cancelling over", "Mate"]}, set()),
        ({"category": "Headphones", "exclude": ["over cancelling", "noises off"]}, {"headphones"}),
        ({"media": "book", "exclude": ["Ines Falk"]}, {"coffee-book"}),
    ],
)
def test_limits_let_through_just_what_meets_them(shop: Shop, limits: dict[str, Any], ids: set[str]) -> None:
    passing = Where.of(limits).mask(shop)
    assert passing.dtype == bool and {shop.ids[row] for row in np.flatnonzero(passing)} == ids


def test_what_says_that_it_is_free_of_something_is_not_excluded(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    titles = [
        "Nut-free chocolate",
        "Chocolate with nuts",
        "Nut-free bar, may contain nuts",
        "Plain chocolate",
    ]
    rows = [json.dumps({"id": title, "title": title}) for title in titles]
    (folder / "items.jsonl").write_text("\n".join(rows), "utf-8")
    build(folder, tmp_path / "home", TinyText(), TinyPictures(), say=lambda line: None)
    with Shop.open(tmp_path / "home", TinyText, TinyPictures) as shop:
        passing = {shop.ids[row] for row in np.flatnonzero(Where.of({"exclude": ["nuts"]}).mask(shop))}
    assert passing == {"Nut-free chocolate", "Plain chocolate"}


def test_a_mask_can_be_changed_without_changing_the_next(shop: Shop) -> None:
    Where().mask(shop)[:] = False
    assert Where().mask(shop).sum() == len(IN_STOCK)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("a ridge jacket", {"red-shoe", "jacket", "old-jacket"}),
        ("SONY or Geekria, black", {"headphones", "cable"}),
        ("red jacket", set()),
        ("", set()),
    ],
)
def test_a_brand_in_a_query_is_known(shop: Shop, query: str, ids: set[str]) -> None:
    assert {shop.ids[row] for row in np.flatnonzero(shop.masks.by_named_maker(query))} == ids


def test_without_brands_titles_begin_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "items.jsonl").write_text('{"id": "1", "title": "Sony TV"}\n{"id": "2", "title": "The TV"}')
    build(folder, tmp_path / "home", TinyText(), TinyPictures(), say=lambda line: None)
    with Shop.open(tmp_path / "home", TinyText, TinyPictures) as shop:
        assert shop.masks.by_named_maker("the sony tv").tolist() == [True, False]


def test_everything_of_the_folder_is_there(shop: Shop) -> None:
    assert shop.ids == tuple(item["id"] for item in ITEMS) and shop.ids[shop.row("case")] == "case"
    assert shop.catalogue["old-jacket"].sold_out
    assert [row.item for row in shop.purchases.of("ana")] == ["phone", "case", "charger"]
    assert shop.users["kim"] == {"name": "Kim"} and shop.problems == []
    assert shop.z.shape == (len(ITEMS), 64)
    assert np.linalg.norm(shop.z, axis=1) == pytest.approx(np.ones(len(ITEMS)), abs=1e-4)


def test_pictures_are_found_by_their_looks(shop: Shop) -> None:
    path = shop.picture_path(shop.catalogue["red-shoe"])
    assert path is not None and path == shop.folder / "images" / "red-shoe.png"
    assert shop.picture_path(shop.catalogue["coffee-book"]) is None
    from PIL import Image

    with Image.open(path) as picture:
        vector = shop.picture_encoder.encode([picture])[0]
    assert shop.index.search("looks", vector, 1)[0] == ("red-shoe", pytest.approx(1, abs=1e-4))


def test_a_picture_outside_the_folder_is_not_served(shop: Shop, tmp_path: Path) -> None:
    from dataclasses import replace

    outside = shop.folder.parent / "outside.png"
    outside.write_bytes((shop.folder / "images" / "case.png").read_bytes())
    case = shop.catalogue["case"]
    for image in ("../outside.png", str(outside), "images/gone.png", "images"):
        assert shop.picture_path(replace(case, images=(image,))) is None


def test_without_a_build_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="no index in"):
        Shop.open(tmp_path)


class OtherText(TinyText):
    name, digest = "other-text", "0" * 64


class NewerText(TinyText):
    digest = "0" * 64


@pytest.mark.parametrize(
    ("encoder", "other"), [(OtherText, "other-text"), (NewerText, "another version of it")]
)
def test_another_encoder_is_one_clear_error(home: Path, encoder: type[TinyText], other: str) -> None:
    sentence = (
        f"built with the text encoder tiny-text and cannot be searched with {other}; run `tastemaker ingest"
    )
    with pytest.raises(NotBuilt, match=sentence):
        Shop.open(home, encoder())
    with Shop.open(home, encoder) as shop, pytest.raises(NotBuilt, match=sentence):
        _ = shop.text_encoder


def test_an_encoder_is_opened_when_it_is_needed(home: Path) -> None:
    opened: list[TinyText] = []

    def opening() -> TinyText:
        opened.append(TinyText())
        return opened[-1]

    with Shop.open(home, opening) as shop:
        assert not opened
        assert shop.text_encoder is shop.text_encoder is opened[0]
        with pytest.raises(NotBuilt, match="without a picture encoder"):
            _ = shop.picture_encoder


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("light running shoes", {"red-shoe", "blue-shoe"}),
        ("Shoe for the Mate 40 phone", {"red-shoe", "blue-shoe"}),
        ("phone cases in blue", {"case"}),
        ("shoes red", set()),
        ("for jackets", set()),
        ("red shoes 红 鞋", {"red-shoe", "blue-shoe"}),
        ("", set()),
    ],
)
def test_what_a_phrase_is_about_names_its_category(shop: Shop, query: str, ids: set[str]) -> None:
    assert {shop.ids[row] for row in np.flatnonzero(shop.masks.of_head(query))} == ids


def test_a_category_may_name_several_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    rows = [("bag", "Camera bags and straps"), ("tent", "Tents & shelters"), ("mug", "Cups")]
    lines = [json.dumps({"id": id, "title": id, "categories": [name]}) for id, name in rows]
    (folder / "items.jsonl").write_text("\n".join(lines))
    build(folder, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        for query, id in (("a strap for my camera", "bag"), ("dry shelter", "tent"), ("cups", "mug")):
            assert [shop.ids[row] for row in np.flatnonzero(shop.masks.of_head(query))] == [id]


def test_brands_are_found_in_words_the_most_frequent_first(shop: Shop) -> None:
    assert shop.brands_in("the case by nillkin, or a RIDGE jacket") == ["Ridge", "Nillkin"]
    assert shop.brands_in("a ridged case of Sonys") == ["Sony"]  # the plural of a name is the name
    assert shop.brands_in("") == []
