"""Evidence in words: what is said of an item rests on the purchases and the catalogue."""

import numpy as np
import pytest

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.evidence import said as said_in_words
from tastemaker.tools.facts import explain
from tastemaker.tools.fusion.fuse import Kind, Ranking
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.ranked import Asked, Ranked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        ("together", "goes with your Huawei Mate 40 phone", "Goes with your Huawei Mate 40 phone"),
        ("profile", "you took 3 in Electronics before", "You took 3 in Electronics before"),
    ],
)
def test_what_is_for_a_shopper_is_said_of_what_they_took(
    shop: Shop, kind: Kind, detail: str, said: str
) -> None:
    row = np.array([shop.row("case")])
    ranking = Ranking(row, np.array([0.4], np.float32), {kind: np.array([0.4], np.float32)})
    rows = np.ones(len(shop.ids), bool)
    made = Ranked(ranking, Asked(), Where(), rows, lambda: ranking, rows)
    found = explain.recommendation(shop, Routes(shop, tuple(shop.purchases.of("cho"))), made, 0)
    assert [(part.kind, said_in_words(shop, part, "en")) for part in found.evidence] == [(kind, detail)]
    assert phrases.reason(shop, found, "en") == said
