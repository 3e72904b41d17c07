"""What reasons are worth, measured over the tiny shop with labels whose figures are known."""

import json
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
import tiny
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from written import Written

from tastemaker.agent.evaluate.explanations import Reasons, evaluate_explanations
from tastemaker.agent.evaluate.statements import Ledger
from tastemaker.agent.events import Shown
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.errors import DataError
from tastemaker.tools.fusion.fuse import Evidence, Recommendation

JACKET = {"need": "a jacket for rain on a ride", "because": {"jacket": "Keeps the rain out"}}
BOOK = {"need": "run far", "lang": "en", "because": {"running-book": "How to run far without haste."}}
ELSEWHERE = {"shop": "tools", "items": [{"id": "jacket"}], "needs": []}
OF_ANOTHER_SHOP = {"need": "a saw", "because": {"saw": "Cuts."}}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for module in ("agent.agent", "agent.evaluate.indexed"):
        monkeypatch.setattr(f"tastemaker.{module}.open_text_encoder", lambda name: tiny.TinyText())
        monkeypatch.setattr(f"tastemaker.{module}.open_picture_encoder", lambda name: tiny.TinyPictures())
    return load(home=tmp_path / "home", model="none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.tiny_folder(tmp_path / "shop")


def written(path: Path, rows: Sequence[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_reasons_are_measured_beside_their_floors(settings: Settings, folder: Path, tmp_path: Path) -> None:
    labels = written(tmp_path / "labels.jsonl", [JACKET, BOOK, ELSEWHERE, OF_ANOTHER_SHOP])
    report = evaluate_explanations(folder, settings, labels)
    assert report["answers"] == 2 and report["labelled"] == 2 and report["model"] == "none"
    assert report["relevance"] == report["exact"] == report["precision"] == 1.0
    assert report["statements"] >= report["reasons"] >= 2 and report["alike"] == 0
    assert report["repaired"] == 0 and report["checked"] > 0
    assert report["floor"].keys() == {"first", "random"}
    assert report["floor"]["first"]["relevance"] == 1.0  # of one sentence it is the first
    assert report["by_lang"].keys() == {"en"}
    assert (settings.home / "measured").is_dir()
    assert evaluate_explanations(folder, settings, labels) == report


def test_what_a_model_says_is_measured_as_told_and_as_it_was_before_the_check(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = {JACKET["need"]: 'find "jacket for rain"'}
    model = GenericFakeChatModel(messages=repeat(AIMessage("It keeps the snow out.")))
    monkeypatch.setattr("tastemaker.agent.agent.open_model", lambda settings: model)
    monkeypatch.setattr("tastemaker.agent.agent.open_reader", lambda settings: Written(calls=calls))
    written(folder / "needs.jsonl", [JACKET])
    report = evaluate_explanations(folder, settings.model_copy(update={"model": "scripted"}))
    assert report["model"] == "scripted" and report["checked"] == report["repaired"] > 0
    assert report["precision"] == report["relevance"] == 1.0
    unchecked = report["floor"]["unchecked"]
    assert unchecked["precision"] == 0.0 and unchecked["statements"] == report["repaired"]


def test_the_index_of_the_home_is_used_where_it_is_of_this_folder(settings: Settings, folder: Path) -> None:
    build(folder, settings.home, tiny.TinyText(), tiny.TinyPictures(), print)
    written(folder / "needs.jsonl", [BOOK])
    assert evaluate_explanations(folder, settings)["answers"] == 1
    assert not (settings.home / "measured").exists()


def test_labels_beside_the_folder_are_found(settings: Settings, folder: Path) -> None:
    written(folder.parent / "training" / "needs" / "one.jsonl", [JACKET])
    written(folder.parent / "training" / "needs" / "two.jsonl", [BOOK])
    assert evaluate_explanations(folder, settings)["answers"] == 2


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (None, "name a file of needs with --needs"),
        ([OF_ANOTHER_SHOP], "No need of"),
        (["words"], r"needs.jsonl:1: not a need"),
        ([{"because": {"jacket": "rain"}}], r"needs.jsonl:1: not a need"),
    ],
)
def test_labels_that_cannot_be_used_are_told(
    settings: Settings, folder: Path, rows: list[Any] | None, says: str
) -> None:
    if rows is not None:
        written(folder / "needs.jsonl", rows)
    with pytest.raises(DataError, match=says):
        evaluate_explanations(folder, settings)


def test_a_reason_is_relevant_by_one_word_and_exact_by_most_and_alike_by_nearly_all() -> None:
    way = Reasons()
    for reason, because in (
        ("“Keeps the rain out on a ride.”", "keeps the rain out"),
        ("“Rain is wet.”", "keeps the rain out of the sleeves"),
        ("It keeps the rain out on the ride", None),
        ("Taken by 3 shoppers", "keeps the rain out"),
    ):
        way.add(reason, because)
    way.begin()
    way.add("“Rain is wet.”", None)
    assert way.json() == {
        "reasons": 5, "labelled": 3, "relevance": 0.6667, "exact": 0.3333, "alike": 0.2,
    }  # fmt: skip


@pytest.fixture
def read(folder: Path) -> Folder:
    written(
        folder / "reviews.jsonl",
        [
            {"user_id": "fay", "item_id": "jacket", "rating": 5, "text": "Dry after an hour. Light, too."},
            {"user_id": "gus", "item_id": "jacket", "rating": 2, "text": "The zip jams."},
        ],
    )
    return read_folder(folder)


def opinion(**changed: Any) -> dict[str, Any]:
    said = {"aspect": "", "buyers": 1, "praise": 0, "blame": 0, "good": "Dry after an hour.", "bad": ""}
    return {**said, **changed}


@pytest.mark.parametrize(
    ("part", "holds"),
    [
        (Evidence("words", 0.5, ("rain", "ride")), True),
        (Evidence("words", 0.5, ("rain", "wool")), False),
        (Evidence("meaning", 0.5, (), {"query": "rain"}), True),
        (Evidence("popular", 0.5, (), {"count": 2}), True),
        (Evidence("popular", 0.5, (), {"count": 3}), False),
        (Evidence("history", 0.5, ("running-book",), {"titles": ["The patient runner"]}), True),
        (Evidence("history", 0.5, ("phone",), {"titles": ["Huawei Mate 40 phone"]}), False),
        (Evidence("together", 0.5, ("red-shoe",), {"titles": ["Red running shoes"]}), True),
        (Evidence("together", 0.5, ("phone",), {"titles": ["Huawei Mate 40 phone"]}), False),
        (Evidence("together", 0.5, ("running-book",), {"count": 2}), True),
        (Evidence("together", 0.5, ("running-book",), {"count": 3}), False),
        (Evidence("profile", 0.5, (), {"category": {"count": 4, "name": "Sport"}}), True),
        (Evidence("profile", 0.5, (), {"brand": {"count": 1, "name": "Ridge"}}), False),
        (Evidence("review", 0.5, (), opinion()), True),
        (Evidence("review", 0.5, (), opinion(good="The zip is superb.")), False),
        (Evidence("review", 0.5, (), opinion(buyers=3, praise=3)), False),
    ],
)
def test_what_evidence_says_is_counted_anew(read: Folder, part: Evidence, holds: bool) -> None:
    assert Ledger(read).holds(read.catalogue["jacket"], part, "fay") is holds


def test_each_statement_of_a_reason_is_held_against_what_is_known(read: Folder) -> None:
    item = read.catalogue["jacket"]
    popular = Evidence("popular", 0.2, (), {"count": 9})

    def held(reason: str, quote: str) -> list[bool]:
        shown = Shown(1, Recommendation(item, 0.2, (popular,), quote), reason, 1, ("taken by 9 shoppers",))
        return Ledger(read).held(shown, reason, None, "a jacket")

    kept = "Keeps the rain out on a run or a ride."
    assert held(f"“{kept}”; taken by 9 shoppers.", kept) == [True, False]
    assert held("“Keeps the snow out.”", "Keeps the snow out.") == [False]
    assert held("It keeps the rain out.", kept) == [True]  # the model's own words
    assert held("It keeps the snow out.", kept) == [False]
