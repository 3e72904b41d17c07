"""A second look at pictures: what is alike as a whole is told apart by its parts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from tiny import FloatArray, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.encode.encoders import unit, views_of
from tastemaker.tools.encode.picture_parts import Parts, Records, append, only_whole, pack, record_of
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

PLACES = {"shallow": (4, 2), "deep": (4, 3)}
RECORD = record_of(2, PLACES)


def records(seed: int, count: int = 12) -> Records:
    chance = np.random.default_rng(seed)
    made = np.zeros(count, RECORD)
    pack(
        {
            depth: chance.standard_normal((count, *shape)).astype(np.float32)
            for depth, shape in PLACES.items()
        },
        made["parts"],
    )
    return made


def opened(folder: Path, made: Records) -> Parts:
    append(folder / "parts", made[:5])
    append(folder / "parts", made[5:])
    parts = Parts.open(folder / "parts", RECORD)
    assert parts is not None
    return parts


def test_a_picture_is_found_again_wherever_its_parts_are(tmp_path: Path) -> None:
    made = records(0)
    parts = opened(tmp_path, made)
    elsewhere = made[7:8].copy()
    for depth in PLACES:
        elsewhere["parts"][depth] = elsewhere["parts"][depth][:, ::-1]
    found = parts.likeness(elsewhere, np.arange(12))
    assert found.argmax() == 7
    assert found[7] == pytest.approx(1, abs=1e-5)
    assert np.delete(found, 7).max() < 0.95


def test_two_views_find_what_either_shows(tmp_path: Path) -> None:
    made = records(1)
    found = opened(tmp_path, made).likeness(made[[2, 9]], np.array([2, 9, 4]))
    np.testing.assert_allclose(found[:2], 1, atol=1e-5)
    assert found[2] < 0.95


def test_ground_that_all_pictures_share_does_not_count(tmp_path: Path) -> None:
    """Of four places three are the ground of all: a photo of the thing on another ground finds it."""
    ground, things = np.array([5.0, 1, -3]), np.eye(3)[[0, 1, 2, 0, 1, 2]] * 9
    made = np.zeros(6, RECORD)
    deep = np.concatenate([np.repeat(ground[None, None], 6, 0).repeat(3, 1), things[:, None]], axis=1)
    shallow = np.zeros((6, 4, 2))
    pack({"shallow": shallow.astype(np.float32), "deep": deep.astype(np.float32)}, made["parts"])
    photo = made[1:2].copy()
    photo["parts"]["deep"][0, :3] = [[-90, 20, 100], [70, -60, 0], [1, 1, 1]]
    found = opened(tmp_path, made).likeness(photo, np.arange(6))
    assert set(np.argsort(-found)[:2]) == {1, 4}
    assert found[1] > found[0] + 0.04


def test_values_are_kept_to_a_hundredth_of_the_largest() -> None:
    maps = {depth: np.linspace(-3, 8, 2 * 4 * n).reshape(2, 4, n) for depth, (_, n) in PLACES.items()}
    made = np.zeros(2, RECORD)["parts"]
    pack(maps, made)
    for number, depth in enumerate(PLACES):
        kept = made[depth] * made["steps"][:, number, None, None]
        assert np.abs(kept - maps[depth]).max() < 0.08


def test_an_empty_picture_has_parts_of_nothing(tmp_path: Path) -> None:
    made = np.zeros(6, RECORD)
    pack({depth: np.zeros((6, *shape), np.float32) for depth, shape in PLACES.items()}, made["parts"])
    assert opened(tmp_path, made).likeness(made[:1], np.arange(6)).tolist() == [0] * 6


def test_a_network_without_parts_leaves_no_file(tmp_path: Path) -> None:
    whole = only_whole(np.ones((3, 2), np.float32))
    append(tmp_path / "parts", whole)
    assert Parts.open(tmp_path / "parts", whole.dtype) is None


class Mosaic:
    """Sees the mean colour of a picture, and each quarter's when it looks closer."""

    name, digest, dimensions, last_layer = "mosaic", "mosaic", 3, None
    record = record_of(3, {"shallow": (4, 3), "deep": (4, 3)})

    def encode(self, pictures: Sequence[Image.Image]) -> FloatArray:
        return unit(self._quarters(pictures).mean(axis=1))

    def look(self, pictures: Sequence[Image.Image]) -> Records:
        found = np.zeros(len(pictures), self.record)
        if pictures:
            quarters = self._quarters(pictures)
            found["whole"] = unit(quarters.mean(axis=1))
            pack({"shallow": quarters, "deep": quarters}, found["parts"])
        return found

    def _quarters(self, pictures: Sequence[Image.Image]) -> npt.NDArray[np.float32]:
        small = [np.asarray(picture.resize((2, 2), Image.Resampling.BOX), np.float32) for picture in pictures]
        return np.array(small, np.float32).reshape(len(pictures), 4, 3)


def squares(*colours: str) -> Image.Image:
    """A picture of four squares."""
    picture = Image.new("RGB", (40, 40))
    for number, colour in enumerate(colours):
        picture.paste(
            colour, (number % 2 * 20, number // 2 * 20, number % 2 * 20 + 20, number // 2 * 20 + 20)
        )
    return picture


RED_AND_BLUE, PURPLE = ("#f00000", "#0000f0", "#f00000", "#0000f0"), ("#780078",) * 4


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A striped and a plain flag of the same mean colour, an item with a picture of each, and green ones."""
    folder = tmp_path / "folder"
    folder.mkdir()
    named = {"striped": RED_AND_BLUE, "plain": PURPLE, "green": ("#10c010",) * 4}
    for name, colours in named.items():
        squares(*colours).save(folder / f"{name}.png")
    rows = [f'{{"id": "{name}", "title": "Flag {name}", "image": "{name}.png"}}' for name in named]
    rows.append('{"id": "both", "title": "Two flags", "image": "green.png", "images": ["striped.png"]}')
    rows.append('{"id": "bare", "title": "Flagpole"}')
    (folder / "items.jsonl").write_text("\n".join(rows))
    build(folder, tmp_path / "home", TinyText(), Mosaic(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), Mosaic()) as shop:
        yield shop


@pytest.mark.parametrize(("photo", "first"), [(RED_AND_BLUE[::-1], "striped"), (PURPLE, "plain")])
def test_parts_decide_between_pictures_of_one_mean_colour(
    shop: Shop, photo: tuple[str, ...], first: str
) -> None:
    views = views_of(shop.picture_encoder, squares(*photo))
    looks = shop.index.search("looks", unit(views["whole"].sum(axis=0)), 3)
    assert looks[0][1] == pytest.approx(looks[1][1], abs=0.02)  # as wholes they are the same
    scores = Routes(shop, ()).photo(views)
    assert shop.ids[int(scores.argmax())] == first
    other = {"striped": "plain", "plain": "striped"}[first]
    assert scores[shop.row(first)] > scores[shop.row(other)] + 0.01
    assert scores[shop.row("bare")] < scores[shop.row("green")]


def test_an_item_is_as_like_as_its_likest_picture(shop: Shop) -> None:
    scores = Routes(shop, ()).photo(views_of(shop.picture_encoder, squares(*RED_AND_BLUE)))
    assert scores[shop.row("both")] == pytest.approx(scores[shop.row("striped")], abs=1e-4)


def test_a_limit_keeps_the_order_of_what_is_left(shop: Shop) -> None:
    views = views_of(shop.picture_encoder, squares(*RED_AND_BLUE))
    allowed = np.array([id != "striped" for id in shop.ids])
    scores = Routes(shop, ()).photo(views, allowed)
    assert scores[shop.row("striped")] == 0
    assert shop.ids[int(scores.argmax())] == "both"
