"""Simulated shoppers and dialogues of people, measured over the tiny shop."""

import json
import random
from pathlib import Path

import pytest
import tiny

from tastemaker.agent.evaluate.dialogues import evaluate_dialogues
from tastemaker.agent.evaluate.shopper import Shoppers
from tastemaker.agent.evaluate.simulate import evaluate_simulate
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.errors import DataError
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for module in ("agent.agent", "agent.evaluate.indexed", "agent.evaluate.dialogues"):
        monkeypatch.setattr(f"tastemaker.{module}.open_text_encoder", lambda name: tiny.TinyText())
    for module in ("agent.agent", "agent.evaluate.indexed"):
        monkeypatch.setattr(f"tastemaker.{module}.open_picture_encoder", lambda name: tiny.TinyPictures())
    return load(home=tmp_path / "home", model="none")


def test_a_shopper_never_says_the_title_and_demands_what_is_true_of_the_item(shop: Shop) -> None:
    makers = Shoppers(shop)
    for item in shop.catalogue:
        for seed in range(20):
            shopper = makers.shopper(item.id, random.Random(seed))
            said = [shopper.opens()]
            for turn in range(5):
                others = [id for id in shop.ids if id != item.id]
                said.append(shopper.replies(random.Random(turn).sample(others, 5)))
                assert shopper.demands(Where.of(shopper.limits))[shop.row(item.id)] or item.sold_out, said
            assert all(item.title.casefold() not in words.casefold() for words in said)


def test_shoppers_are_drawn_alike_for_a_seed(shop: Shop) -> None:
    makers = Shoppers(shop)
    one, same, other = (makers.shopper("jacket", random.Random(seed)) for seed in (1, 1, 2))
    talks = [[who.opens(), *(who.replies(["phone"]) for _ in range(4))] for who in (one, same, other)]
    assert talks[0] == talks[1] != talks[2]


def test_simulate_counts_what_is_found_beside_its_floors(settings: Settings, tmp_path: Path) -> None:
    folder = tiny.tiny_folder(tmp_path / "folder")
    report = evaluate_simulate(folder, settings, shoppers=12, seed=3)
    assert report["shoppers"] == 12 and report["violations"] == 0 and report["failed"] == 0
    claims = report["claims"]
    assert claims["answers"] >= 12 and claims["checked"] == claims["supported"] + claims["repaired"] > 0
    popular = report["floor"]["popular"]
    assert report["hit@5"] == 1.0  # the tiny shop is soon looked through, by popularity, too: but later
    assert 1 <= report["turns"] <= report["floor"]["words"]["turns"] < popular["turns"]
    assert report["found_by_turn"][0] > popular["found_by_turn"][0]
    assert report["found_by_turn"] == sorted(report["found_by_turn"])
    assert report["found_by_turn"][-1] == report["hit@5"]
    built = list((settings.home / "measured").iterdir())
    assert evaluate_simulate(folder, settings, shoppers=12, seed=3) == report
    assert list((settings.home / "measured").iterdir()) == built  # the index was used again


def dialogue(targets: list[str], *named: str, said: str = "hello") -> dict[str, object]:
    turns = [{"role": "user", "text": said, "items": list(named)}, {"role": "assistant", "text": "that?"}]
    return {"turns": turns, "eval_points": [{"turn": 1, "target_ids": targets}]}


def written(folder: Path, dialogues: list[dict[str, object]]) -> Path:
    tiny.tiny_folder(folder)
    (folder / "conversations.jsonl").write_text("\n".join(map(json.dumps, dialogues)))
    return folder


def test_dialogues_find_what_was_described_and_never_what_was_named(
    settings: Settings, tmp_path: Path
) -> None:
    talks = [
        dialogue(["coffee-audio"], "coffee-book", said="coffee farmers and growers who speak of the harvest"),
        dialogue(["red-shoe"], said="soft red running shoes for long roads"),
        dialogue(["nowhere"], said="not in this catalogue"),
    ]
    report = evaluate_dialogues(written(tmp_path / "folder", talks), settings)
    assert report["points"] == 2 and report["recall@10"] == 1.0
    assert report["recall@1"] > report["floor"]["popular"]["recall@1"] == 0.0
    named = evaluate_dialogues(written(tmp_path / "other", [dialogue(["phone"], "phone")]), settings)
    assert named["recall@50"] == 0.0


def test_a_damaged_dialogue_is_refused_with_its_line(settings: Settings, tmp_path: Path) -> None:
    folder = written(tmp_path / "folder", [dialogue(["phone"]), {"turns": [{"role": "user"}]}])
    with pytest.raises(DataError, match="conversations.jsonl:2"):
        evaluate_dialogues(folder, settings)
    (folder / "conversations.jsonl").unlink()
    with pytest.raises(DataError, match="is missing"):
        evaluate_dialogues(folder, settings)
