"""The map from pictures to texts is found where there is one, and not claimed where there is none."""

from pathlib import Path

import numpy as np
import pytest

from tastemaker.tools.encode.encoders import FloatArray, unit
from tastemaker.tools.encode.joint.imagenet import Kinds
from tastemaker.tools.encode.joint.space import IntArray, Representation
from tastemaker.tools.errors import NotBuilt


def pairs(items: int, seed: int = 0, each: int = 1) -> tuple[FloatArray, FloatArray, IntArray]:
    """Texts [n, 8] and pictures [n * each, 30] that are a fixed linear image of them plus a little noise."""
    chance = np.random.default_rng(seed)
    texts = unit(chance.normal(size=(items, 8)))
    rows = np.repeat(np.arange(items), each)
    eye = np.random.default_rng(99).normal(size=(8, 30))
    noise = 0.02 * chance.normal(size=(len(rows), 30))
    return texts, np.asarray(texts[rows] @ eye + 3 + noise, np.float32), rows


def test_a_linear_relation_is_found_and_holds_for_unseen_pictures() -> None:
    representation = Representation.fit(*pairs(100))
    assert representation.report["pairs"] == 100
    assert representation.report["held_out"] == 100  # each once, in one of five parts
    assert representation.report["picture_to_text"] == {"recall@1": 1.0, "recall@10": 1.0}
    assert representation.report["text_to_picture"]["recall@1"] == 1.0
    texts, pictures, _ = pairs(50, seed=1)
    likeness = representation.picture_to_text(pictures) @ texts.T
    assert (likeness.argmax(axis=1) == np.arange(50)).mean() > 0.9


def test_no_relation_gives_no_recall() -> None:
    texts, pictures, rows = pairs(200)
    report = Representation.fit(texts, np.random.default_rng(5).permutation(pictures), rows).report
    assert report["picture_to_text"]["recall@1"] < 0.2
    assert report["text_to_picture"]["recall@1"] < 0.2


def test_pictures_of_one_item_are_never_on_both_sides() -> None:
    """Pictures that only repeat an item's own mark say nothing about other items."""
    texts, _, rows = pairs(100, each=4)
    marks = np.asarray(np.eye(100)[rows], np.float32)
    assert Representation.fit(texts, marks, rows).report["picture_to_text"]["recall@1"] < 0.3


@pytest.mark.parametrize("items", [25, 60])
def test_fewer_pairs_than_features_and_more_solve_the_same_equations(items: int) -> None:
    texts, pictures, rows = pairs(items)
    representation = Representation.fit(texts, pictures, rows)
    x, y = pictures - pictures.mean(axis=0), texts - texts.mean(axis=0)
    penalty = representation.report["strength"] * (x**2).sum() / items
    expected = np.linalg.solve(x.T @ x + penalty * np.eye(30), x.T @ y)
    np.testing.assert_allclose(representation.matrix, expected, atol=1e-4)


def test_z_is_the_text_tinted_by_its_pictures() -> None:
    texts, pictures, rows = pairs(60, each=2)
    representation = Representation.fit(texts, pictures, rows)
    shown = rows < 30
    z = representation.items(texts, pictures[shown], rows[shown])
    told, seen = representation.texts(texts), representation.pictures(pictures)
    np.testing.assert_allclose(np.linalg.norm(z, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(z[30:], told[30:], atol=1e-6)
    looks = unit(seen[:60].reshape(30, 2, -1).sum(axis=1))
    np.testing.assert_allclose(z[:30], unit(0.7 * told[:30] + 0.3 * looks), atol=1e-5)


def test_the_joint_space_weighs_the_text_space_and_the_learned_one() -> None:
    texts, pictures, rows = pairs(60)
    learned = Representation.fit(texts, pictures, rows)
    share = learned.shares[2]
    likeness = learned.texts(texts) @ learned.pictures(pictures).T
    in_text_space = texts @ learned.picture_to_text(pictures).T
    of_its_own = learned.contrast.texts(texts) @ learned.contrast.pictures(pictures).T
    np.testing.assert_allclose(likeness, (1 - share) * in_text_space + share * of_its_own, atol=1e-5)
    assert sum(learned.shares) == pytest.approx(1) and learned.shares[1] == 0  # nothing known by name
    assert learned.report["loss"] < learned.report["loss_untrained"]


def known(texts: FloatArray, sure: bool = True) -> Kinds:
    """A network that knows each of eight directions of the texts by name, or mixes them up."""
    eye = np.random.default_rng(99).normal(size=(8, 30))
    layer = np.linalg.pinv(eye).astype(np.float32)
    names = np.eye(8, dtype=np.float32)
    return Kinds.of(layer, np.zeros(8, np.float32), names if sure else np.roll(names, 3, axis=0))


def test_what_the_network_knows_by_name_serves_without_any_pair() -> None:
    texts, pictures, rows = pairs(50)
    flat = unit(pictures - 3)
    learned = Representation.fit(texts, flat[:5], rows[:5], known(texts))
    assert "kinds that the network knows" in learned.report["note"] and learned
    likeness = learned.pictures(flat) @ learned.texts(texts).T
    assert (likeness.argmax(axis=1) == np.arange(50)).mean() > 0.3  # by chance 0.02
    assert not Representation.fit(texts, flat[:5], rows[:5])


def test_names_that_mislead_get_no_share() -> None:
    texts, pictures, rows = pairs(100)
    flat = unit(pictures - 3)
    assert Representation.fit(texts, flat, rows, known(texts, sure=False)).shares[1] <= 0.2


@pytest.mark.parametrize("items", [0, 1, 19])
def test_too_few_pictures_map_nothing_and_say_so(items: int) -> None:
    texts, pictures, rows = pairs(50)
    representation = Representation.fit(texts, pictures[:items], rows[:items])
    assert f"{items} items have a picture, 20 are needed" in representation.report["note"]
    np.testing.assert_array_equal(representation.picture_to_text(pictures[:3]), np.zeros((3, 8)))
    np.testing.assert_allclose(representation.items(texts, pictures, rows), texts, atol=1e-6)


def test_twenty_equal_pictures_do_no_harm() -> None:
    texts, _, rows = pairs(40)
    representation = Representation.fit(texts, np.ones((40, 30), np.float32), rows)
    z = representation.items(texts, np.ones((40, 30), np.float32), rows)
    assert np.isfinite(z).all()
    np.testing.assert_allclose(z, texts, atol=1e-5)


@pytest.mark.parametrize("items", [5, 60])
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, items: int) -> None:
    texts, pictures, rows = pairs(items)
    representation = Representation.fit(texts, pictures, rows)
    representation.save(tmp_path / "z.npz")
    loaded = Representation.load(tmp_path / "z.npz")
    np.testing.assert_array_equal(loaded.picture_to_text(pictures), representation.picture_to_text(pictures))
    np.testing.assert_array_equal(loaded.texts(texts), representation.texts(texts))
    assert loaded.report == representation.report and loaded.shares == representation.shares


@pytest.mark.parametrize("content", [b"", b"PK broken", b"\x93NUMPY"])
def test_a_damaged_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "z.npz").write_bytes(content)
    with pytest.raises(NotBuilt, match="cannot be read; run `tastemaker ingest FOLDER` again"):
        Representation.load(tmp_path / "z.npz")
