import numpy as np
import pytest

from tastemaker.tools.evaluate.metrics import (
    coverage,
    distance,
    graded_ndcg,
    hit,
    ndcg,
    novelty,
    paired_bootstrap,
    recall,
)


def test_ndcg_and_hit_of_one_wanted_item() -> None:
    assert ndcg([0, 1, 2, 9, 10]).tolist() == pytest.approx([1, 1 / np.log2(3), 0.5, 1 / np.log2(11), 0])
    assert hit([0, 9, 9.5, 10]).tolist() == [1, 1, 1, 0]
    assert ndcg([3], k=3).tolist() == [0]


def test_graded_ndcg() -> None:
    relevant = {"a": 3.0, "b": 1.0}
    assert graded_ndcg(["a", "b", "x"], relevant) == 1
    assert graded_ndcg(["b", "a"], relevant) == pytest.approx((1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3)))
    assert graded_ndcg(["x", "y"], relevant) == 0
    assert graded_ndcg(["x"], {}) == 0


def test_recall_counts_only_what_is_relevant() -> None:
    assert recall(["a", "x", "b"], {"a": 1.0, "b": 1.0, "c": 1.0, "x": 0.0}, k=2) == pytest.approx(1 / 3)
    assert recall(["a"], {}) == 0


def test_coverage_and_novelty() -> None:
    lists = [[0, 1], [1, 2]]
    assert coverage(lists, 6) == 0.5
    # 8 shoppers took item 0, 4 item 1, nobody item 2: bits 0, 1, 1, 3 of 8 shoppers.
    assert novelty(lists, np.array([8.0, 4.0, 0.0]), users=8) == pytest.approx((0 + 1 + 1 + 3) / 4)
    assert coverage([], 6) == 0
    assert novelty([], np.array([]), users=0) == 0


def test_bootstrap_sees_a_steady_difference_and_doubts_noise() -> None:
    generator = np.random.default_rng(1)
    theirs = generator.random(400)
    steady = paired_bootstrap(theirs + 0.1, theirs)
    assert steady.low == pytest.approx(0.1) and steady.high == pytest.approx(0.1)
    noise = paired_bootstrap(generator.permutation(theirs), theirs)
    assert noise.low < 0 < noise.high
    assert noise.delta == pytest.approx(0, abs=1e-12)
    assert paired_bootstrap(np.array([]), np.array([])).delta == 0


def test_bootstrap_interval_is_as_wide_as_theory_says() -> None:
    apart = np.random.default_rng(0).normal(0.5, 1, 1000)
    found = paired_bootstrap(apart, np.zeros(1000))
    assert found.high - found.low == pytest.approx(2 * 1.96 / np.sqrt(1000), rel=0.1)


def test_distance_between_the_members_of_a_list() -> None:
    east, north = [1.0, 0.0], [0.0, 1.0]
    assert distance(np.array([east, east, north], np.float32)) == pytest.approx(2 / 3)
    assert distance(np.array([east], np.float32)) == 0.0
