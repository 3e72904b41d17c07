"""The blend, what chooses it, and the folder it is kept in."""

import random
from pathlib import Path

import numpy as np
import pytest
from recommender_contract import IDS, RecommenderContract, checkerboard

from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.recommend.blend import Blend, Recommenders
from tastemaker.tools.recommend.cf import ALS, ItemKNN
from tastemaker.tools.recommend.choose import MEASURED, RECOMMENDERS, kinds
from tastemaker.tools.recommend.linear import EASE
from tastemaker.tools.recommend.popularity import Popularity
from tastemaker.tools.recommend.recommender import EVERYONE, HistoryReading, Recommender


class TestBlend(RecommenderContract):
    def make(self) -> Recommender:
        knn = ItemKNN(reading=HistoryReading(recency=5, leniency=2))
        return Blend(
            parts=[(knn, 0.7), (ALS(factors=4), 2.0), (EASE(regularization=2), 0.5), (Popularity(), 0.01)]
        )


def in_a_ring(shoppers: int = 60, items: int = 12, length: int = 6) -> Purchases:
    """Everybody starts somewhere and takes the items in order, round and round: the next one is certain."""
    return Purchases(
        Interaction(f"u{user}", f"i{(user + step) % items}", time=step)
        for user in range(shoppers)
        for step in range(length)
    )


RING = tuple(f"i{item}" for item in range(12))


def test_what_follows_is_chosen_where_order_tells_all() -> None:
    trained = Recommenders.fit_all(in_a_ring(), RING)
    figures = trained.report["validation"]["ndcg@10"]
    assert set(figures) == {*kinds(len(RING)), "served"}
    assert figures["next"] > figures["popularity"]
    assert figures["served"] >= max(figures[name] for name in kinds(len(RING))) - 1e-9
    history = {"i3": 1.0, "i4": 1.0, "i5": 1.0}
    scores = trained.served.scores(history)
    unseen = [row for row, id in enumerate(RING) if id not in history]
    assert RING[max(unseen, key=lambda row: scores[row])] == "i6"


def test_a_large_catalogue_is_spared_the_matrices_of_items_by_items() -> None:
    assert set(kinds(9_000)) == set(RECOMMENDERS) - MEASURED
    assert set(kinds(9_000)) - set(kinds(17_000)) == {"ease", "next"}


def test_a_stranger_gets_what_is_popular() -> None:
    trained = Recommenders.fit_all(checkerboard(), IDS)
    extra = Purchases([*(row for user in checkerboard().users for row in checkerboard().of(user)),
                       *(Interaction(f"v{n}", "6") for n in range(9))])  # fmt: skip
    trained = Recommenders.fit_all(extra, IDS)
    assert IDS[int(np.argmax(trained.served.scores({})))] == "6"
    assert {name for name, _ in trained.served.explain({}, "6")} == {EVERYONE}


def test_few_shoppers_are_served_without_choosing() -> None:
    trained = Recommenders.fit_all(checkerboard(), IDS)
    assert trained.report["validation"] == {"users": 20, "ndcg@10": {}}
    assert set(trained.report["served"]) == {"item-knn", "popularity"}


@pytest.mark.parametrize("rows", [[], [Interaction("u", "a")]], ids=["nobody", "one purchase"])
def test_next_to_nothing_still_trains(rows: list[Interaction], tmp_path: Path) -> None:
    Recommenders.fit_all(Purchases(rows), ("a", "b")).save(tmp_path)
    trained = Recommenders.load(tmp_path)
    assert np.isfinite(trained.served.scores({"a": 1.0})).all()
    assert trained.together.together("a") == []


def test_the_folder_holds_all_of_it(tmp_path: Path) -> None:
    trained = Recommenders.fit_all(in_a_ring(), RING)
    trained.save(tmp_path)
    again = Recommenders.load(tmp_path)
    history = {"i3": 1.0, "i4": -0.5}
    np.testing.assert_array_equal(again.served.scores(history), trained.served.scores(history))
    np.testing.assert_array_equal(again.popularity.scores({}), trained.popularity.scores({}))
    assert again.together.together("i3") == trained.together.together("i3")
    assert again.report == trained.report


def test_the_same_purchases_give_the_same_choice() -> None:
    assert Recommenders.fit_all(in_a_ring(), RING).report == Recommenders.fit_all(in_a_ring(), RING).report


def test_leniency_is_chosen_where_low_ratings_still_foretell() -> None:
    """Two camps, and what somebody took tells their camp however they rated it."""
    generator = random.Random(0)
    rows = []
    for user in range(80):
        camp = [f"{'ab'[user % 2]}{n}" for n in range(10)]
        rows += [
            Interaction(f"u{user}", item, time=time, event="rating", value=generator.choice([1.5, 2.0, 5.0]))
            for time, item in enumerate(generator.sample(camp, 6))
        ]
    ids = tuple(f"{camp}{n}" for camp in "ab" for n in range(10))
    report = Recommenders.fit_all(Purchases(rows), ids, counts="all").report
    assert {part["reading"]["leniency"] for part in report["served"].values()} == {8.0}
