"""What every recommender must do; a model's test names a subclass and says how to make one."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.recommend.recommender import EVERYONE, Recommender

SIZE = 20


def checkerboard(size: int = SIZE) -> Purchases:
    """Even shoppers take even items, odd take odd, in no special order; each leaves out their own number."""
    return Purchases(
        Interaction(f"u{user}", str(item), time=float((7 * item + 3 * user) % size))
        for user in range(size)
        for item in range(user % 2, size, 2)
        if item != user
    )


IDS = tuple(str(item) for item in range(SIZE))  # ids that look like numbers


class RecommenderContract:
    """Subclass as TestX, and give `make`."""

    personal: ClassVar[bool] = True
    """Whether the scores depend on the history."""

    def make(self) -> Recommender:
        raise NotImplementedError

    @pytest.fixture
    def model(self) -> Recommender:
        return self.make().fit(checkerboard(), IDS)

    def test_knows_the_one_item_that_is_missing(self, model: Recommender) -> None:
        for user in range(SIZE):
            history = {str(item): 1.0 for item in range(user % 2, SIZE, 2) if item != user}
            scores = model.scores(history)
            unseen = [row for row, id in enumerate(model.ids) if id not in history]
            if self.personal:
                assert model.ids[max(unseen, key=lambda row: scores[row])] == str(user)
            else:
                np.testing.assert_array_equal(scores, model.scores({}))

    def test_batch_equals_single(self, model: Recommender) -> None:
        histories = [{"0": 1.0, "2": 0.5}, {}, {"3": 1.0}, {"5": -1.0, "7": 1.0}]
        together = model.batch(histories)
        assert together.shape == (4, SIZE)
        assert together.dtype == np.float32
        for row, history in zip(together, histories, strict=True):
            np.testing.assert_allclose(row, model.scores(history), rtol=1e-5, atol=1e-6)

    def test_no_histories_give_no_rows(self, model: Recommender) -> None:
        assert model.batch([]).shape == (0, SIZE)

    def test_terms_sum_to_the_score(self, model: Recommender) -> None:
        history = {"0": 1.0, "3": 0.4, "4": 0.9, "7": -1.0, "not sold any more": 1.0}
        scores = model.scores(history)
        for row, item in enumerate(model.ids):
            terms = model.explain(history, item)
            assert sum(term for _, term in terms) == pytest.approx(float(scores[row]), abs=1e-5)
            assert {name for name, _ in terms} <= {*history, EVERYONE}
            sizes = [abs(term) for _, term in terms]
            assert sizes == sorted(sizes, reverse=True)

    def test_saves_and_loads_without_pickle(self, model: Recommender, tmp_path: Path) -> None:
        history = {"0": 1.0, "2": -0.5, "5": 1.0}
        path = tmp_path / "model.npz"
        model.save(path)
        again = type(model).load(path)
        assert again.ids == model.ids
        np.testing.assert_array_equal(again.scores(history), model.scores(history))
        assert again.explain(history, "4") == model.explain(history, "4")
        with np.load(path, allow_pickle=False) as file:
            assert all(file[name].dtype != object for name in file.files)

    def test_fits_the_same_twice(self, model: Recommender) -> None:
        history = {"0": 1.0, "2": 1.0}
        again = self.make().fit(checkerboard(), IDS)
        np.testing.assert_array_equal(model.scores(history), again.scores(history))

    def test_a_stranger_is_scored(self, model: Recommender) -> None:
        scores = model.scores({})
        assert np.isfinite(scores).all()
        # Popularity at most, and here all items were taken equally often.
        assert len(set(scores.tolist())) == 1

    def test_an_unknown_item_in_the_history_changes_nothing(self, model: Recommender) -> None:
        np.testing.assert_array_equal(model.scores({"4": 1.0}), model.scores({"withdrawn": 1.0, "4": 1.0}))

    def test_a_history_that_is_withdrawn_altogether_is_a_stranger(self, model: Recommender) -> None:
        np.testing.assert_array_equal(model.scores({}), model.scores({"gone": 1.0, "gone too": -1.0}))

    def test_a_dislike_lowers_what_is_like_it(self, model: Recommender) -> None:
        liked, mixed, disliked = ({"0": 1.0}, {"0": 1.0, "2": -1.0}, {"2": -1.0})
        if not self.personal:
            assert model.scores(mixed)[4] == model.scores(disliked)[4] == model.scores({})[4]
            return
        assert model.scores(mixed)[4] < model.scores(liked)[4]
        assert model.scores(disliked)[4] < model.scores({})[4]

    def test_a_new_item_has_no_score(self) -> None:
        model = self.make().fit(checkerboard(), (*IDS, "new"))
        assert model.scores({"0": 1.0})[SIZE] == pytest.approx(0.0, abs=1e-6)
        assert sum(term for _, term in model.explain({"0": 1.0}, "new")) == pytest.approx(0.0, abs=1e-6)

    def test_an_item_outside_the_catalogue_is_left_aside(self) -> None:
        model = self.make().fit(checkerboard(), IDS[:10])
        assert model.scores({"0": 1.0, "12": 1.0}).shape == (10,)

    @pytest.mark.parametrize(
        ("rows", "ids"),
        [
            ([], ()),
            ([], ("a", "b")),
            ([Interaction("u", "a")], ("a",)),
            ([Interaction("u", "a")], ("a", "b")),
            ([Interaction(f"u{n}", "a", n) for n in range(5)], ("a", "b")),
            ([Interaction("u", item, 7.0) for item in "abcdef"], tuple("abcdef")),
            ([Interaction(user, item, 1.0) for user in "uvw" for item in "abc"], tuple("abc")),
            ([Interaction("u", "a", 1.0, "dislike"), Interaction("v", "b", 1.0, "rating", 0.0)], ("a", "b")),
            ([Interaction("u", item, 1.0, "rating", 2.5) for item in "ab"], ("a", "b")),
        ],
        ids=[
            "nothing", "no purchases", "one of each", "one purchase", "one item", "one user took everything",
            "all took everything at one time", "dislikes only", "no liking either way",
        ],
    )  # fmt: skip
    def test_copes_with_little(self, rows: Sequence[Interaction], ids: Sequence[str]) -> None:
        model = self.make().fit(Purchases(rows), ids)
        for history in ({}, dict.fromkeys(ids, 1.0), dict.fromkeys(ids, -1.0)):
            scores = model.scores(history)
            assert scores.shape == (len(ids),)
            assert np.isfinite(scores).all()
            for row, item in enumerate(ids):
                terms = model.explain(history, item)
                assert sum(term for _, term in terms) == pytest.approx(float(scores[row]), abs=1e-4)
