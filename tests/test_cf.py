import numpy as np
import pytest
import scipy.sparse as sparse
from recommender_contract import IDS, RecommenderContract, checkerboard

from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.recommend.attention import Attention
from tastemaker.tools.recommend.cf import ALS, BPR, ItemKNN, UserKNN
from tastemaker.tools.recommend.linear import EASE, Next
from tastemaker.tools.recommend.nearby import Nearby
from tastemaker.tools.recommend.popularity import Popularity
from tastemaker.tools.recommend.recommender import EVERYONE, HistoryReading, Recommender


class TestPopularity(RecommenderContract):
    personal = False

    def make(self) -> Recommender:
        return Popularity()


class TestItemKNN(RecommenderContract):
    def make(self) -> Recommender:
        return ItemKNN(neighbours=10)


class TestItemKNNWithTFIDF(RecommenderContract):
    def make(self) -> Recommender:
        return ItemKNN(weighting="tfidf", reading=HistoryReading(recency=5))


class TestItemKNNWithBM25(RecommenderContract):
    def make(self) -> Recommender:
        return ItemKNN(weighting="bm25", reading=HistoryReading(recency=20, leniency=2))


class TestUserKNN(RecommenderContract):
    def make(self) -> Recommender:
        return UserKNN(neighbours=10)


class TestALS(RecommenderContract):
    def make(self) -> Recommender:
        return ALS(factors=4)


class TestEASE(RecommenderContract):
    def make(self) -> Recommender:
        return EASE(regularization=2)


class TestNext(RecommenderContract):
    def make(self) -> Recommender:
        return Next(regularization=2)


class TestAttention(RecommenderContract):
    def make(self) -> Recommender:
        return Attention(factors=3, epochs=40, dropout=0.3, decay=0.01)


class TestBPR(RecommenderContract):
    def make(self) -> Recommender:
        return BPR(factors=4)


class TestNearby(RecommenderContract):
    def make(self) -> Recommender:
        return Nearby(neighbours=10)


def test_nearby_counts_what_came_after_most() -> None:
    rows = [Interaction("u", item, time) for time, item in enumerate("abcd")]
    model = Nearby(reach=1.0, before=0.5).fit(Purchases(rows), tuple("abcd"))
    scores = model.scores({"b": 1.0})
    assert scores[2] / scores[3] == pytest.approx(np.e, rel=1e-4)
    assert scores[2] / scores[0] == pytest.approx(2.0, rel=1e-4)


def test_popularity_counts_shoppers_not_purchases() -> None:
    rows = [Interaction("u", "a"), Interaction("u", "a"), Interaction("u", "b"), Interaction("v", "b")]
    model = Popularity().fit(Purchases(rows), ("a", "b", "c"))
    assert model.scores({}).tolist() == [0.5, 1.0, 0.0]
    assert model.explain({}, "a") == [(EVERYONE, 0.5)]


def test_item_knn_is_the_cosine_between_columns() -> None:
    rows = [Interaction("u", "a"), Interaction("u", "b"), Interaction("v", "b")]
    model = ItemKNN(neighbours=5).fit(Purchases(rows), ("a", "b"))
    assert model.scores({"a": 1.0}).tolist() == pytest.approx([0.0, 1 / np.sqrt(2)])


def test_recency_fades_the_older_items() -> None:
    model = ItemKNN(reading=HistoryReading(recency=1.0)).fit(checkerboard(), IDS)
    terms = dict(model.explain({"0": 1.0, "2": 1.0, "4": 1.0}, "6"))
    assert terms["2"] / terms["4"] == pytest.approx(np.exp(-1), rel=1e-5)
    assert terms["0"] / terms["4"] == pytest.approx(np.exp(-2), rel=1e-5)


def test_als_folds_in_as_the_library_does() -> None:
    from implicit.cpu.als import AlternatingLeastSquares

    purchases = checkerboard()
    ours = ALS(factors=4, confidence=3.0).fit(purchases, IDS)
    theirs = AlternatingLeastSquares(factors=4, regularization=0.1)
    theirs.item_factors = ours._items
    history = sparse.csr_matrix(([4.0, 4.0], ([0, 0], [0, 2])), shape=(1, len(IDS)), dtype=np.float32)
    theirs.user_factors = np.zeros((1, 4), dtype=np.float32)
    user = theirs.recalculate_user(0, history)
    np.testing.assert_allclose(ours.scores({"0": 1.0, "2": 1.0}), ours._items @ user, rtol=1e-3, atol=1e-4)
