"""What comes next within one visit: counted over real events, with answers known by hand."""

import math

import numpy as np

from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.fusion.transitions import LATEST, Transitions

ROW = {"phone": 0, "case": 1, "cable": 2, "lamp": 3}


def learnt(*events: Interaction) -> Transitions:
    return Transitions.fit(Purchases(events).columns(ROW), len(ROW))


def test_a_step_counts_less_the_further_on_it_is() -> None:
    visit = [Interaction("u", item, 60.0 * n, "view") for n, item in enumerate(ROW)]
    followed = learnt(*visit).weights.toarray()
    np.testing.assert_allclose(followed[0], [0, 1, 1 / 2, 1 / 3])
    np.testing.assert_allclose(followed[2], [0, 0, 0, 1])


def test_neither_an_hour_later_nor_another_shopper_is_a_next_step() -> None:
    transitions = learnt(
        Interaction("u", "phone", 0),
        Interaction("u", "case", 3_600),
        Interaction("u", "lamp", 7_199),
        Interaction("v", "cable", 7_200),
    )
    assert transitions.weights.toarray().tolist() == [[0] * 4, [0, 0, 0, 1], [0] * 4, [0] * 4]


def test_looking_and_then_taking_is_no_step_to_another_item() -> None:
    assert learnt(Interaction("u", "phone", 0, "view"), Interaction("u", "phone", 9)).weights.nnz == 0


def test_each_of_the_last_items_speaks_by_itself() -> None:
    transitions = learnt(
        *(Interaction(f"u{n}", item, place) for n in range(2) for place, item in enumerate(["phone", "case"]))
    )
    said = transitions.after(np.array([[0, -1, -1], [3, 0, -1], [-1, -1, -1]]))
    assert said.shape == (3, len(ROW), LATEST)
    assert said[0, 1].tolist() == [np.float32(math.log(3)), 0, 0]
    assert said[1, 1].tolist() == [0, np.float32(math.log(3)), 0]
    assert not said[2].any()


def test_nothing_happened() -> None:
    assert not Transitions.fit(Purchases(()).columns(ROW), 4).after(np.array([[1, 2, 3]])).any()
