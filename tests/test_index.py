"""The vector index: the same answers whatever the limits."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tastemaker.tools.errors import DataError
from tastemaker.tools.search import vectors as module
from tastemaker.tools.search.vectors import Index

IDS = [f"item {row}: ü/{row % 7}" for row in range(600)]


def quiet(line: str) -> None: ...


def unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> npt.NDArray[np.float32]:
    return unit(np.random.default_rng(0).standard_normal((600, 16)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vectors: npt.NDArray[np.float32]) -> Path:
    folder = tmp_path_factory.mktemp("index") / "index"
    index = Index.create(folder, IDS)
    index.add("text", IDS[:256], vectors[:256])
    index.add("text", IDS[256:], vectors[256:])
    # Of every third item two pictures: the vector of its own text, and that of the next item's.
    pictured = [row for row in range(0, 600, 3) for _ in range(2)]
    index.add("looks", [IDS[row] for row in pictured], vectors[[r + i % 2 for i, r in enumerate(pictured)]])
    index.seal(quiet)
    index.close()
    return folder


@pytest.fixture
def index(folder: Path) -> "Index":
    return Index.open(folder)


@pytest.mark.parametrize("share", [None, 1.0, 0.5, 0.05, 0.002])
@pytest.mark.parametrize("few", [0, 8000])
def test_finds_the_nearest_that_are_allowed(
    index: Index,
    vectors: npt.NDArray[np.float32],
    share: float | None,
    few: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    monkeypatch.setattr(module, "_PER_RESULT", 0)
    rng = np.random.default_rng(1)
    for query in unit(rng.standard_normal((5, 16))):
        allowed = None if share is None else rng.random(600) < share
        cosines = vectors @ query
        if allowed is not None:
            cosines[~allowed] = -2
        expected = [row for row in np.argsort(-cosines)[:10] if cosines[row] > -2]
        found = index.search("text", query, 10, allowed)
        assert [id for id, _ in found] == [IDS[row] for row in expected]
        assert [cosine for _, cosine in found] == pytest.approx(cosines[expected], abs=1e-5)
    index.close()


@pytest.mark.parametrize("allowed", [None, np.arange(600) < 300])
def test_an_item_counts_once_with_its_nearest_picture(
    index: Index, vectors: npt.NDArray[np.float32], allowed: npt.NDArray[np.bool_] | None
) -> None:
    found = index.search("looks", vectors[31], 5, allowed)
    assert found[0] == (IDS[30], pytest.approx(1, abs=1e-5)) and len({id for id, _ in found}) == 5
    index.close()


def test_a_strict_limit_does_not_wake_chroma(index: Index, vectors: npt.NDArray[np.float32]) -> None:
    assert index.search("text", vectors[3], 2, np.arange(600) == 3) == [(IDS[3], pytest.approx(1, abs=1e-5))]
    assert "_client" not in index.__dict__


def test_limits_that_keep_out_all_that_is_near_still_leave_a_list(
    index: Index, vectors: npt.NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    monkeypatch.setattr(module, "_PER_RESULT", 0)
    far = vectors @ vectors[0] < np.median(vectors @ vectors[0])
    assert len(index.search("text", vectors[0], 10, far)) == 10
    index.close()


def test_nothing_is_found_where_nothing_is(index: Index, vectors: npt.NDArray[np.float32]) -> None:
    assert index.search("sound", vectors[0], 5) == []
    assert index.search("text", vectors[0], 0) == []
    assert index.search("text", vectors[0], 5, np.zeros(600, bool)) == []
    assert index.search("looks", vectors[0], 5, np.arange(600) % 3 == 1) == []


def test_more_than_there_is_gives_all(index: Index, vectors: npt.NDArray[np.float32]) -> None:
    assert len(index.search("text", vectors[0], 10_000)) == 600
    assert len(index.search("looks", vectors[0], 10_000, np.arange(600) < 90)) == 30
    index.close()


def test_vectors_are_kept_as_they_were(index: Index, vectors: npt.NDArray[np.float32]) -> None:
    assert np.array_equal(index.vectors("text"), vectors)
    assert index.owners("looks").tolist()[:4] == [0, 0, 3, 3]
    assert index.vectors("sound").shape == (0, 0) and not len(index.owners("sound"))


def test_refuses_what_is_no_number(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "index", ["a"])
    with pytest.raises(DataError, match="not numbers; check the encoder"):
        index.add("text", ["a"], np.array([[1, np.nan]], np.float32))


def renewed(
    path: Path, before: Index, ids: list[str], vectors: npt.NDArray[np.float32], kind: str = "text"
) -> tuple[Index, list[str]]:
    """An index of these vectors that goes on from another, and what was said of it."""
    said: list[str] = []
    index = Index.create(path, ids)
    index.add(kind, ids, vectors)
    index.seal(said.append, before)
    index.close()
    return Index.open(path), said


def test_chroma_is_handed_what_is_not_as_before(
    index: Index, vectors: npt.NDArray[np.float32], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    monkeypatch.setattr(module, "_PER_RESULT", 0)
    ids = [*IDS[7:], "new 1", "new 2"]
    changed = np.concatenate([vectors[7:], -vectors[:2]])
    changed[3] = -vectors[10]
    now, said = renewed(tmp_path / "now", index, ids, changed)
    assert said == ["text index: 3 of 3"] and now.edits == {"text": 10}
    for place in (0, 3, len(ids) - 1):
        ((id, cosine),) = now.search("text", changed[place], 1)
        assert id == ids[place] and cosine == pytest.approx(1, abs=1e-5)
    assert not {*IDS[:7]} & {id for id, _ in now.search("text", vectors[0], 600)}
    assert now.search("looks", vectors[0], 5) == []
    again, said = renewed(tmp_path / "again", now, ids, changed)
    assert said == [] and again.edits == now.edits
    assert index.search("text", vectors[3], 1)[0][0] == IDS[3]  # the one before stays as it was


def test_where_much_is_not_as_before_all_is_handed_over_anew(
    index: Index, vectors: npt.NDArray[np.float32], tmp_path: Path
) -> None:
    now, said = renewed(tmp_path / "now", index, IDS, np.roll(vectors, 1, axis=0))
    assert said == ["text index: 600 of 600"] and now.edits == {"text": 0}
    assert now.search("text", vectors[4], 1)[0][0] == IDS[5]
    other, said = renewed(tmp_path / "other", now, IDS, unit(vectors[:, :8].astype(float)))
    assert said == ["text index: 600 of 600"]
    assert other.search("text", other.vectors("text")[9], 1)[0][0] == IDS[9]
