"""The measurements of growth run small, and their figures mean what they say."""

from typing import Any

import numpy as np
import pytest
import tiny

from tastemaker.tools.bench import growth
from tastemaker.tools.bench.growth import bench_search, clustered, sizes
from tastemaker.tools.bench.ingesting import bench_ingest
from tastemaker.tools.bench.speed import bench_taste, drawn
from tastemaker.tools.errors import DataError
from tastemaker.tools.evaluate.queries import Encoders


@pytest.fixture(autouse=True)
def few_questions(monkeypatch: Any) -> None:
    monkeypatch.setattr(growth, "_ASKED", 4)


def quiet(line: str) -> None: ...


def test_search_is_measured_beside_exact_search() -> None:
    report = bench_search(tiny.TinyText(), [300, 600], quiet)
    assert [row["items"] for row in report["sizes"]] == [300, 600]
    for row in report["sizes"]:
        assert row["recall@10"] >= 0.98 and 0 < row["p50_ms"] <= row["p95_ms"] and row["floor_p50_ms"] > 0
    assert report["limits"]["items"] == 600
    assert all(row["recall@10"] >= 0.98 for row in report["limits"]["shares"])
    assert [row["share"] for row in report["limits"]["shares"]][-1] == "far"
    assert [row["share"] for row in report["limits"]["tool"]][:2] == ["no limit", 1.0]
    three = report["limits"]["tool"][-1]
    # Four fifths may weigh as little, nine tenths are of another colour, four fifths cost as little.
    assert three["share"] == "three conditions" and three["let_through"] == pytest.approx(0.576, abs=0.08)
    assert all(0 < row["p50_ms"] <= row["p95_ms"] for row in report["limits"]["tool"])


def test_vectors_come_in_clusters_and_by_seed() -> None:
    vectors, questions = clustered(2000, 32, seed=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(clustered(2000, 32, seed=0)[0], vectors)
    cosines = np.sort(questions @ vectors.T, axis=1)
    assert cosines[:, -10].mean() > 0.5 > cosines[:, -1000].mean()  # some hundred are near, the rest is not


def test_ingest_is_measured_beside_the_bare_encoders() -> None:
    report = bench_ingest(Encoders(tiny.TinyText(), tiny.TinyPictures()), 40, quiet)
    assert report["items"] == 40 and report["items_per_s"] > 0 and report["raw_items_per_s"] > 0
    assert report["embedded_again"] == 0


def test_taste_is_measured_beside_bare_implicit() -> None:
    report = bench_taste([60, 600], quiet)
    assert [row["interactions"] for row in report["sizes"]] == [60, 600]
    for row in report["sizes"]:
        assert set(row["models"]) == {"als", "item-knn"}
        for figures in row["models"].values():
            assert set(figures) == {"train_s", "implicit_s", "ms", "implicit_ms"}
            assert figures["ms"] > 0 and figures["implicit_ms"] > 0
        assert row["ingest_s"] > 0 and row["peak_mb"] > 0 and "popularity" in row["served"]


def test_the_same_seed_draws_the_same_purchases() -> None:
    assert drawn(200, seed=1) == drawn(200, seed=1) != drawn(200, seed=2)


@pytest.mark.parametrize("sizes", [[50]])
def test_a_small_size_is_no_trouble(sizes: list[int]) -> None:
    assert bench_search(tiny.TinyText(), sizes, quiet)["limits"]["items"] == 50


def test_sizes_are_read_or_refused() -> None:
    assert sizes("1000,20") == [1000, 20] and list(sizes(None))[-1] == 1_000_000
    for wrong in ("many", "10", "1e3"):
        with pytest.raises(DataError, match="is not a list such as 1000,10000"):
            sizes(wrong)
