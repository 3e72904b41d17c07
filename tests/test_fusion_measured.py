"""The commands that measure the fusion, and new items and shoppers, on a ring whose answers are known."""

import json
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.evaluate.coldstart import evaluate_coldstart
from tastemaker.tools.evaluate.fusion import evaluate_fusion
from tastemaker.tools.evaluate.queries import Encoders
from tastemaker.tools.recommend.choose import RECOMMENDERS

ITEMS, SHOPPERS, LENGTH = 20, 40, 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty shoppers go round a ring of twenty items; nobody else takes anything."""
    place = tmp_path / "ring"
    place.mkdir()
    rows = [{"id": f"i{n}", "title": f"Item {n}", "description": f"part {n // 5}"} for n in range(ITEMS)]
    (place / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    taken = [
        f"u{user},i{(user + step) % ITEMS},{1_700_000_000 + 86_400 * (user + step)}"
        for user in range(SHOPPERS)
        for step in range(LENGTH)
    ]
    (place / "interactions.csv").write_text("\n".join(["user_id,item_id,timestamp", *taken]))
    return place


def test_every_route_stands_beside_the_fusion(folder: Path, tmp_path: Path) -> None:
    found = evaluate_fusion(
        folder, tmp_path / "home", Encoders(TinyText(), TinyPictures()), lambda line: None
    )
    assert (found["users"], found["items"]) == (SHOPPERS, ITEMS)
    assert {"fused", "fused ranks", "served", "text", *RECOMMENDERS} <= set(found["routes"])
    assert set(found["versus"]) == set(found["routes"]) - {"fused"}
    assert "are needed: ranks are fused" in found["learned"]["note"]
    for name, apart in found["versus"].items():
        delta = found["routes"]["fused"]["ndcg@10"] - found["routes"][name]["ndcg@10"]
        assert apart["delta"] == pytest.approx(delta, abs=1e-4)
        assert apart["low"] <= apart["delta"] <= apart["high"]
    assert found["ms_of_500"] > 0
    assert found["variety"]["popularity"]["distinct"] <= found["variety"]["fused"]["distinct"] <= ITEMS
    assert found["routes"]["next"]["ndcg@10"] > found["routes"]["popularity"]["ndcg@10"]


def test_new_items_are_ranked_among_themselves(folder: Path, tmp_path: Path) -> None:
    found = evaluate_coldstart(
        folder, tmp_path / "home", Encoders(TinyText(), TinyPictures()), 0, lambda line: None
    )
    new = found["new_items"]
    assert new["items"] == 2
    assert 0 < new["users"] <= SHOPPERS
    assert set(new["routes"]) == {"fused", "text", "popularity"}
    assert list(found["new_shoppers"]) == ["0", "1", "2", "3", "5"]
    assert found["new_shoppers"]["0"]["users"] == found["new_shoppers"]["3"]["users"]
    assert (
        found["new_shoppers"]["3"]["routes"]["fused"]["ndcg@10"]
        > found["new_shoppers"]["0"]["routes"]["fused"]["ndcg@10"]
    )
