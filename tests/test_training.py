"""What the reading model is taught from: dialogues become rows, rows become packs."""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Item

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from training.pairs import Misspelt, described, packs, rows  # noqa: E402

DIALOGUES = """
shop tents-en
media = product|book
brand, price EUR, weight g, persons, sizes range, colour = red|blue|…, waterproof = yes|no, released date

# tents-en | en | somebody in a hurry
> need a tent, 2 people, about 3 kilos
find "tent" where persons >= 2, weight ~ 3 kg
= Lee 2, green; Feather 1; Ridge 3

> ouch. under 200, can be heavier then
also where price < 200 lift weight
= Lee 2, green; Feather 1
> the lightest?
ask least weight
> like the first but cheaper, and how heavy is it
like 1 where price < price of 1
ask weight of 1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hand.txt"
    path.write_text(DIALOGUES, encoding="utf-8")
    return path


def test_each_turn_is_told_what_stood_before_it(file: Path) -> None:
    first, second, third, fourth = rows(file)
    assert first.asked == "Shopper: need a tent, 2 people, about 3 kilos"
    assert first.calls == 'find "tent" where persons >= 2, weight ~ 3 kg'
    assert second.asked.splitlines()[:2] == [
        'Last: find "tent" where persons >= 2, weight >= 2.25 kg, weight <= 3.75 kg',
        "List: 1 Lee 2, green; 2 Feather 1; 3 Ridge 3",
    ]
    assert third.asked.startswith(
        'Last: find "tent" where persons >= 2, price < 200\nList: 1 Lee 2, green; 2'
    )
    assert fourth.calls == "like 1 where price < price of 1\nask weight of 1"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("ask price of 4", "no number 4"),
        ("ask height of 1", "no field 'height'"),
        ("order 1", "is none of"),
    ],
)
def test_a_call_that_cannot_be_made_is_refused_with_its_line(file: Path, line: str, wrong: str) -> None:
    file.write_text(DIALOGUES.replace("ask least weight", line), encoding="utf-8")
    with pytest.raises(Misspelt, match=rf"hand.txt, line \d+: .*{wrong}"):
        list(rows(file))


def test_a_shop_is_told_otherwise_each_time_but_never_without_what_its_rows_use(file: Path) -> None:
    found = list(rows(file))
    told = {described(found[0].shop, found, random.Random(seed)) for seed in range(20)}
    assert len(told) > 10
    assert all(line in text for text in told for line in ("weight g", "price EUR", "persons"))
    assert any("waterproof = yes|no" in text for text in told)
    assert any("waterproof" not in text for text in told)


def test_packs_hold_each_row_once_and_one_shop(file: Path) -> None:
    found = list(rows(file)) * 9
    grouped = packs(found, random.Random(0))
    assert sorted(map(id, found)) == sorted(id(row) for group in grouped for row in group)
    assert max(map(len, grouped)) == 10


def bare(said: str) -> str:
    """The letters and digits of what is said."""
    return re.sub(r"[\W_]+", "", said.casefold())


def runs(said: str) -> set[tuple[str, ...]]:
    """Each four words of what is said that follow one another."""
    words = re.findall(r"[^\W\d_]+|\d+", said.casefold())
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


@pytest.fixture(scope="module")
def examined() -> list[str]:
    """What is said in the exams."""
    exams = sorted((ROOT.parent / "shared").glob("shoppers/*.yaml"))
    exams += sorted((ROOT.parent / "shared").glob("data/shop_*/dialogues.yaml"))
    if not exams:
        pytest.skip("the exams are not here")
    talks = [talk for exam in exams for talk in yaml.safe_load(exam.read_text(encoding="utf-8"))]
    return [turn["says"] for talk in talks for turn in talk["turns"]]


def needs() -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Each need, and what the items of its shop say by their ids."""
    demo = {item.id: item.facts for item in read_folder(ROOT / "demo").catalogue}
    for path in sorted((ROOT / "training" / "needs").glob("*.jsonl")):
        shop = demo
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if "items" in row:
                items = (
                    Item(each["id"], each["title"], each["description"], attributes=each.get("facts", {}))
                    for each in row["items"]
                )
                shop = {item.id: item.facts for item in items}
            else:
                yield row, shop


def test_what_answers_a_need_says_so() -> None:
    assert sum(len(need["labels"]) for need, _ in needs()) > 3000
    for need, shop in needs():
        assert need["labels"].keys() <= shop.keys() and 2 in need["labels"].values(), need["need"]
        for id, words in need["because"].items():
            assert need["labels"][id] == 2 and words in shop[id], (need["need"], id)


def taught(folder: str) -> list[str]:
    """What is said in the dialogues, or the needs, of a folder."""
    if folder == "needs":
        return [f"> {need['need']}" for need, _ in needs()]
    files = (ROOT / "training" / folder).glob("*.txt")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.startswith(">")]


@pytest.mark.parametrize("folder", ["dialogues", "parallel", "needs"])
def test_no_sentence_of_an_exam_is_taught(folder: str, examined: list[str]) -> None:
    """Of more than fifteen letters: "why the first one?" is said by everybody."""
    both = set(map(bare, taught(folder))) & set(map(bare, examined))
    assert len(taught(folder)) > 400
    assert {said for said in both if len(said) > 15} == set()


@pytest.mark.parametrize("folder", ["dialogues", "parallel", "needs"])
def test_nothing_near_a_sentence_of_an_exam_is_taught(folder: str, examined: list[str]) -> None:
    """Near is what shares half of the runs of the shorter, five at least."""
    exam = [(said, runs(said)) for said in examined]
    by_run = defaultdict(set)
    for number, (_, parts) in enumerate(exam):
        for part in parts:
            by_run[part].add(number)
    for said in taught(folder):
        own = runs(said)
        for number, shared in Counter(number for part in own for number in by_run.get(part, ())).items():
            shorter = min(len(own), len(exam[number][1]))
            assert shared < max(5, shorter / 2), (said, exam[number][0])
