"""Histories that are next to nothing, or strange: the shop is built, and whoever asks gets a true list."""

import json
import math
from pathlib import Path

import pytest
import tiny

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import Retry
from tastemaker.tools.evaluate.protocol import evaluate_cf
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Situation, Toolbox

IDS = [str(number) for number in range(100, 106)]  # ids that look like numbers
HISTORIES = {
    "no purchase": [],
    "one user, one item, one purchase": ["7,100,1700000000,purchase,"],
    "a user who bought everything": [f"7,{id},{1700000000 + n},purchase," for n, id in enumerate(IDS)],
    "all at one time": [f"{user},{id},1700000000,purchase," for user in (7, 8, 9) for id in IDS[:3]],
    "ratings instead of purchases": [f"{user},{id},1,rating,{user - 4}" for user in (7, 8) for id in IDS],
    "negative and zero values": [
        "7,100,1,rating,-5", "7,101,1,rating,0", "7,102,1,purchase,-1", "7,103,1,view,0",
    ],
    "every item withdrawn": [f"7,gone{n},1700000000,purchase," for n in range(5)],
}  # fmt: skip


@pytest.mark.parametrize("rows", HISTORIES.values(), ids=HISTORIES)
def test_whoever_asks_gets_a_true_list(rows: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    items = [
        {"id": int(id), "title": f"Lamp {n}", "categories": ["Lamps"], "price": n} for n, id in enumerate(IDS)
    ]
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, items)))
    (folder / "interactions.csv").write_text("\n".join(["user_id,item_id,timestamp,event,value", *rows]))
    text, pictures = tiny.TinyText(), tiny.TinyPictures()
    manifest = build(folder, tmp_path / "home", text, pictures, say=lambda line: None)
    returned = sum(row.endswith("purchase,-1") for row in rows)  # of what nobody bought
    assert manifest.interactions + manifest.problems + returned == len(rows)
    with Shop.open(tmp_path / "home", text, pictures) as shop:
        profiles = Profiles(tmp_path / "profiles.sqlite")
        for user in ("7", "8", None):
            toolbox = Toolbox(shop, profiles, Situation(user=user))
            had = {done.item for done in shop.purchases.of(user or "") if done.weight in (-1, 1)}
            found = toolbox.for_you().items
            assert {each.item.id for each in found} == set(IDS) - had
            for each in (*found, *toolbox.search("lamp").items):
                assert math.isfinite(each.score) and 0 <= each.score <= 1.0001
                assert sum(part.weight for part in each.evidence) == pytest.approx(each.score, abs=1e-4)
            assert all(each.item.id != "100" for each in toolbox.goes_with("Lamp 0").items)
        profiles.add("new-1", "withdrawn since", "purchase")
        assert len(Toolbox(shop, profiles, Situation(user="new-1")).for_you().items) == len(IDS)
        with pytest.raises(Retry):
            Toolbox(shop, profiles, Situation(user="new-1")).goes_with("my purchases")
    figures = evaluate_cf(read_folder(folder)).json()["models"]
    assert all(math.isfinite(value) for each in figures.values() for value in each.values())
