from pathlib import Path

import numpy as np
import pytest

from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.evaluate.protocol import evaluate_cf
from tastemaker.tools.recommend.choose import RECOMMENDERS
from tastemaker.tools.recommend.holdout import leave_last_out

ROWS = [
    Interaction("ana", "a", 1),
    Interaction("ana", "b", 2, "view"),
    Interaction("ana", "c", 3),
    Interaction("ana", "b", 4),
    Interaction("ana", "a", 5),
    Interaction("ben", "a", 1, "rating", 5),
    Interaction("ben", "b", 2, "rating", 4),
    Interaction("ben", "c", 3, "rating", 1),
    Interaction("cho", "c", 1),
    Interaction("dev", "a", 1),
    Interaction("dev", "gone", 2),
]


def test_the_last_new_item_is_held_out_with_all_that_follows_and_looks_at_it() -> None:
    held = leave_last_out(Purchases(ROWS), ("a", "b", "c"))
    assert held.targets == {"ana": "b", "ben": "c"}
    assert [row.item for row in held.train.of("ana")] == ["a", "c"]
    assert [row.item for row in held.train.of("ben")] == ["a", "b"]
    assert [row.item for row in held.train.of("cho")] == ["c"]


def test_the_last_liked_item() -> None:
    held = leave_last_out(Purchases(ROWS), ("a", "b", "c"), "liked")
    assert held.targets == {"ana": "b", "ben": "b"}
    assert [row.item for row in held.train.of("ben")] == ["a"]


def test_ranks_leave_out_what_was_seen_and_share_ties() -> None:
    exam = leave_last_out(Purchases(ROWS), ("a", "b", "c")).exam(("a", "b", "c", "d"))
    scores = np.array([[9, 2, 8, 3], [1, 1, 5, 0]], np.float32)
    assert exam.ranks(scores).tolist() == [1, 0]
    assert exam.ranks(np.zeros((2, 4), np.float32)).tolist() == [0.5, 0.5]
    assert exam.first(scores, 2).tolist() == [[3, 1], [2, 3]]


def test_an_exam_is_a_seeded_part_when_there_are_too_many() -> None:
    rows = [Interaction(f"u{user}", item, time) for user in range(50) for time, item in enumerate("abc")]
    held = leave_last_out(Purchases(rows), ("a", "b", "c"))
    some = held.exam(("a", "b", "c"), seed=1, cells=30)
    assert len(some) == 10
    assert some.users == held.exam(("a", "b", "c"), seed=1, cells=30).users


def folder(described: bool = True) -> Folder:
    """Sixty shoppers go round a ring of twelve; item 12 was never taken, item 11 has no description."""
    items = [Item(f"i{n}", f"Item {n}", "words" if described and n != 11 else "") for n in range(13)]
    rows = [
        Interaction(f"u{user}", f"i{(user + step) % 12}", step) for user in range(60) for step in range(6)
    ]
    return Folder(catalogue=Catalogue(items), interactions=tuple(rows), users={}, problems=[], path=Path())


def test_the_figures_stand_beside_their_floors() -> None:
    found = evaluate_cf(folder()).json()
    assert set(found) == {"protocol", "users", "items", "models", "versus"}
    assert (found["users"], found["items"]) == (60, 11)
    assert {*RECOMMENDERS, "served", "floor popularity", "floor item-knn", "floor ease", "floor als"} == set(
        found["models"]
    )
    assert set(found["versus"]) == set(found["models"]) - {"served"}
    for figures in found["models"].values():
        assert set(figures) == {"ndcg@10", "recall@10", "hit@10", "coverage@10", "novelty@10", "distinct"}
    models = found["models"]
    assert models["served"]["ndcg@10"] > models["floor popularity"]["ndcg@10"]


def test_the_values_of_each_shopper_average_to_the_figure() -> None:
    found = evaluate_cf(folder(described=False))
    assert found.items == 12
    for name, values in found.ndcg.items():
        assert values.shape == (len(found.users),)
        assert values.mean() == pytest.approx(found.models[name]["ndcg@10"])


def test_an_empty_folder_has_empty_figures() -> None:
    nothing = Folder(catalogue=Catalogue([]), interactions=(), users={}, problems=[], path=Path())
    assert evaluate_cf(nothing).json()["users"] == 0
