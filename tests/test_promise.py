"""What items that nobody took yet may expect."""

import numpy as np
import pytest

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.expected import promises
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.traits import Traits

LOVED, UNLOVED = range(0, 20), range(20, 40)
ITEMS = [Item(f"i{n}", f"Item {n}", brand="loved" if n in LOVED else "unloved") for n in range(40)]


def vectors(texts: np.ndarray) -> Vectors:
    nothing = np.zeros((0, 5), np.float32)
    return Vectors.of(texts.astype(np.float32), nothing, np.zeros(0, np.int64), np.ones(len(texts), np.int64))


def takers(*untaken: int) -> np.ndarray:
    counts = np.array([30 if n in LOVED else 2 for n in range(40)])
    counts[list(untaken)] = 0
    return counts


def test_an_item_promises_what_those_of_its_maker_came_to() -> None:
    promised = promises(Traits.of(ITEMS), vectors(np.zeros((40, 3))), takers(4, 30))
    assert promised[4] == pytest.approx(-promised[30])
    assert promised[4] > 0.5
    assert not np.delete(promised, [4, 30]).any()


def test_an_item_promises_what_those_with_its_words_came_to() -> None:
    plain = [Item(item.id, item.title) for item in ITEMS]
    texts = np.where(np.arange(40)[:, None] < 20, [[1.0, 0.0]], [[0.0, 1.0]])
    promised = promises(Traits.of(plain), vectors(texts), takers(4, 30))
    assert promised[4] > 0.5 > -0.5 > promised[30]


@pytest.mark.parametrize("counts", [np.zeros(40, int), takers()], ids=["nothing taken", "all taken"])
def test_there_is_no_promise_without_both_kinds_of_item(counts: np.ndarray) -> None:
    assert not promises(Traits.of(ITEMS), vectors(np.eye(40)), counts).any()
