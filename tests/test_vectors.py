"""The cache of vectors."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tastemaker.tools.encode.vector_cache import Recipe, VectorCache
from tastemaker.tools.errors import DataError


class Lengths:
    digest, record = "lengths", np.dtype((np.float32, (2,)))

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, contents: Sequence[str]) -> npt.NDArray[np.float32]:
        if "odd" in contents or "broken" in self.asked:
            raise ValueError("height and width must be > 0")
        self.asked += contents
        return np.array(
            [[len(text), 1 / len(text) if text != "nan" else np.nan] for text in contents], np.float32
        )


def recipe(encoder: Lengths) -> Recipe:
    return Recipe(encoder.digest, encoder.record, encoder.encode)


def load(text: str) -> str:
    if text == "bad":
        raise DataError("bad is bad")
    return text


def name(text: str) -> bytes:
    if text == "gone":
        raise FileNotFoundError(2, "No such file or directory")
    return text.encode()


def ask(path: Path, encoder: Lengths, *texts: str) -> list[list[float] | str]:
    with closing(VectorCache(path, lambda line: None)) as cache:
        found = cache.vectors(recipe(encoder), texts, name, load)
    return [vector if isinstance(vector, str) else vector.tolist() for vector in found]


def test_computes_once_and_keeps(tmp_path: Path) -> None:
    encoder = Lengths()
    assert ask(tmp_path / "v", encoder, "a", "bb", "a") == [[1, 1], [2, 0.5], [1, 1]]
    assert ask(tmp_path / "v", encoder, "bb", "dddd") == [[2, 0.5], [4, 0.25]]
    assert encoder.asked == ["a", "bb", "dddd"]


def test_another_encoder_is_another_vector(tmp_path: Path) -> None:
    ask(tmp_path / "v", Lengths(), "a")
    other = Lengths()
    other.digest = "other"
    ask(tmp_path / "v", other, "a")
    assert other.asked == ["a"]


def test_what_nobody_asks_for_any_more_is_pruned(tmp_path: Path) -> None:
    encoder, other = Lengths(), Lengths()
    other.digest = "other"
    ask(tmp_path / "v", encoder, "a", "bb", "ccc")
    ask(tmp_path / "v", other, "a")
    with closing(VectorCache(tmp_path / "v", lambda line: None)) as cache:
        cache.vectors(recipe(encoder), ["a", "bb"], name, load)
        assert cache.prune() == 2  # "ccc", and what the other encoder made of "a"
    ask(tmp_path / "v", encoder, "a", "bb")
    assert encoder.asked == ["a", "bb", "ccc"]
    ask(tmp_path / "v", encoder, "ccc")
    assert encoder.asked == ["a", "bb", "ccc", "ccc"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("bad", "bad is bad"),
        ("gone", "cannot be read: No such file or directory"),
        ("nan", "the encoder makes no finite vector of it"),
        ("odd", "the encoder cannot take it (height and width must be > 0)"),
    ],
)
def test_says_why_there_is_no_vector(tmp_path: Path, text: str, reason: str) -> None:
    assert ask(tmp_path / "v", Lengths(), "a", text, text) == [[1, 1], reason, reason]


def test_an_encoder_that_takes_nothing_is_broken(tmp_path: Path) -> None:
    encoder = Lengths()
    encoder.asked = ["broken"]
    with pytest.raises(ValueError, match="height and width"):
        ask(tmp_path / "v", encoder, "a", "bb")
