"""A shop of more than 200,000 items: what is like one of them, under conditions."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tiny import TinyText

from tastemaker.tools.bench import seeded
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import unit
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

pytestmark = pytest.mark.bench
_ITEMS = 200_500
_TWINS = (7, 100_007, _ITEMS - 1)
"""Rows that are alike."""


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Shop]:
    ids = [f"item{row}" for row in range(_ITEMS)]
    vectors = unit(np.random.default_rng(0).standard_normal((_ITEMS, 64), np.float32))
    vectors[list(_TWINS)] = vectors[_TWINS[0]] + 0.01 * vectors[list(_TWINS)]
    there = seeded.place(tmp_path)
    index = Index.create(there / "index", ids)
    index.add("text", ids[:100], vectors[:100])
    index.seal(lambda line: None)
    index.close()
    np.save(there / "z.npy", unit(vectors))
    with seeded.open_seeded(tmp_path, ids, TinyText(), vectors[:1], 0) as shop:
        yield shop


def test_what_is_like_an_item_is_found_and_keeps_conditions(large: Shop, tmp_path: Path) -> None:
    tools = Toolbox(large, Profiles(tmp_path / "profiles.sqlite"), Situation())
    first, *others = (large.ids[row] for row in _TWINS)
    assert {found.item.id for found in tools.similar(first).items} == set(others)
    dearer, cheaper = sorted(others, key=lambda id: -(large.catalogue[id].price or 0))
    below = Condition("price", "<", (large.catalogue[dearer].price or 0,))
    result = tools.similar(first, where=(below,))
    assert [found.item.id for found in result.items] == [cheaper]
    assert [near.item.id for near in result.near] == [dearer]
