"""Evidence in words: what is said of an item rests on the purchases and the catalogue."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.evidence import said as said_in_words
from tastemaker.tools.catalogue.purchases import Interaction
from tastemaker.tools.facts import explain
from tastemaker.tools.fusion.fuse import Kind, Ranking, Recommendation
from tastemaker.tools.recommend.blend import Blend
from tastemaker.tools.recommend.cf import ALS
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.ranked import Asked, Ranked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop


def made_by(shop: Shop, history: Sequence[Interaction], kind: Kind, id: str) -> Recommendation:
    """An item that one kind of evidence speaks for."""
    row = np.array([shop.row(id)])
    ranking = Ranking(row, np.array([0.4], np.float32), {kind: np.array([0.4], np.float32)})
    rows = np.ones(len(shop.ids), bool)
    made = Ranked(ranking, Asked(), Where(), rows, lambda: ranking, rows)
    return explain.recommendation(shop, Routes(shop, tuple(history)), made, 0)


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
    found = made_by(shop, shop.purchases.of("cho"), kind, "case")
    assert [(part.kind, said_in_words(shop, part, "en")) for part in found.evidence] == [(kind, detail)]
    assert phrases.reason(shop, found, "en") == said


def test_others_took_only_what_somebody_took_beside_the_item(shop: Shop) -> None:
    factors = Blend.of([(ALS().fit(shop.purchases, shop.ids), 1.0)])
    shop.recommenders = replace(shop.recommenders, served=factors)
    history = tuple(Interaction("new", id) for id in ("phone", "red-shoe"))
    found = made_by(shop, history, "history", "running-book")
    assert factors.explain(Routes(shop, history).taste, "running-book")[0][0] == "phone"
    assert found.evidence[0].refs == ("red-shoe",)  # nobody took the phone and the book
