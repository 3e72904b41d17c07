"""The demo folder: the generator gives its tables again, and they hold what the examples rely on."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from tastemaker.tools.catalogue.item import MEDIA

DEMO = Path(__file__).parent.parent / "demo"


@pytest.fixture(scope="module")
def make() -> Iterator[ModuleType]:
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(DEMO))
    import make  # type: ignore[import-not-found]

    yield make
    patch.undo()


@pytest.fixture(scope="module")
def items() -> dict[str, dict[str, Any]]:
    lines = (DEMO / "items.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return {record["id"]: record for record in records}


@pytest.fixture(scope="module")
def events() -> list[dict[str, str]]:
    with (DEMO / "interactions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def users() -> dict[str, dict[str, str]]:
    with (DEMO / "users.csv").open(encoding="utf-8", newline="") as file:
        return {row["user_id"]: row for row in csv.DictReader(file)}


def test_same_seed_writes_the_committed_tables(make: ModuleType, tmp_path: Path) -> None:
    make.write_tables(tmp_path, *make.records())
    for name in ("items.jsonl", "interactions.csv", "users.csv", "reviews.jsonl"):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), (
            f"{name}: run python demo/make.py"
        )


def test_media_and_sizes(items: dict[str, dict[str, Any]]) -> None:
    media = Counter(item["media"] for item in items.values())
    assert 600 <= len(items) <= 720
    assert set(media) == set(MEDIA) - {"image"}
    assert media["product"] >= 300
    assert min(media.values()) >= 40
    files = [path for part in ("*", "texts/*", "images/*") for path in DEMO.glob(part) if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 10_000_000


def test_buyers_review_what_they_bought(
    items: dict[str, dict[str, Any]], events: list[dict[str, str]]
) -> None:
    lines = (DEMO / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    reviews = [json.loads(line) for line in lines]
    assert len({review["item_id"] for review in reviews}) >= 250
    assert len({review["text"] for review in reviews}) == len(reviews)
    assert {review["rating"] for review in reviews} == {1, 2, 3, 4, 5}
    assert {review["item_id"] for review in reviews} <= set(items)
    bought = {(event["user_id"], event["item_id"]) for event in events if event["event"] == "purchase"}
    by_buyers = sum((review["user_id"], review["item_id"]) in bought for review in reviews)
    assert by_buyers >= 0.95 * len(reviews)


def test_ids_titles_and_texts_are_unique(items: dict[str, dict[str, Any]]) -> None:
    lines = (DEMO / "items.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(items)
    for text_of in (
        lambda item: item["title"],
        lambda item: item["description"],
        lambda item: item["attributes"]["title_zh"],
    ):
        assert len({text_of(item) for item in items.values()}) == len(items)


def test_every_item_is_told_in_both_languages(items: dict[str, dict[str, Any]]) -> None:
    for item in items.values():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in item["attributes"]["title_zh"]), item["id"]
        assert len(item["description"].split()) >= 8, item["id"]
        assert len(item["categories"]) == 2, item["id"]
        assert item["price"] >= 0
        assert item["price"] > 0 or item["media"] in ("article", "video", "audio"), item["id"]


def test_every_picture_exists_and_no_other(items: dict[str, dict[str, Any]]) -> None:
    named = {item["image"] for item in items.values()}
    assert named == {f"images/{path.name}" for path in (DEMO / "images").iterdir()}
    contents = {(DEMO / name).read_bytes() for name in named}
    assert len(contents) == len(items)


def test_one_picture_of_a_few_kinds_is_drawn_as_committed(make: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    known = {entry.id: entry for entry in make.entries()}
    chosen = [
        known[id] for id in ("shoe-swift-red", "case-kolm6-marble", "book-zero", "vid-neck", "pod-desk")
    ]
    make.write_pictures(tmp_path, chosen)
    for entry in chosen:
        with Image.open(tmp_path / entry.image) as drawn, Image.open(DEMO / entry.image) as committed:
            assert drawn.size == committed.size
            assert (
                drawn.convert("RGB").resize((8, 8)).tobytes()
                == committed.convert("RGB").resize((8, 8)).tobytes()
            )


def test_every_kind_has_a_drawing(make: ModuleType) -> None:
    from pictures import OBJECTS  # type: ignore[import-not-found]

    for entry in make.entries():
        assert (entry.picture if entry.media == "product" else entry.emblem or "book") in OBJECTS, entry.id


def test_the_papers_shopper(items: dict[str, dict[str, Any]], events: list[dict[str, str]]) -> None:
    bought = {row["item_id"] for row in events if row["user_id"] == "u1" and row["event"] == "purchase"}
    assert {"mate40", "wh1000xm4"} <= bought
    assert items["mate40"]["attributes"]["title_zh"] == "华为 Mate 40"
    fitting = [item for item in items.values() if "fits" in item["attributes"]]
    for product in ("HUAWEI Mate 40", "Sony WH-1000XM4"):
        accessories = {item["id"] for item in fitting if product in item["attributes"]["fits"]}
        assert len(accessories) >= 6
        assert not accessories & bought


def test_real_brands_only_for_the_papers_products(items: dict[str, dict[str, Any]]) -> None:
    for item in items.values():
        if item["brand"] in ("HUAWEI", "Sony"):
            assert "Mate 40" in item["title"] or "WH-1000XM4" in item["title"]


def test_examples_of_the_readme_have_answers(items: dict[str, dict[str, Any]]) -> None:
    def where(**wanted: Any) -> list[dict[str, Any]]:
        facts = ({**item, **item["attributes"], "kind": item["categories"][1]} for item in items.values())
        return [item for item in facts if all(item.get(name) == value for name, value in wanted.items())]

    quiet = where(noise_cancelling="yes", kind="Over-ear")
    assert any(item["price"] < 200 for item in quiet) and any(item["price"] > 200 for item in quiet)
    jackets = where(kind="Cycling jackets")
    assert len({item["colour"] for item in jackets}) >= 6
    assert all(40 <= item["price"] <= 180 for item in jackets)
    assert any(item["media"] == "product" for item in where(kind="Running shoes", colour="red"))
    beginner = [
        items[id]
        for id in ("kit-first-pots", "book-first-clay", "vid-pinch-bowl", "pod-wet-hands", "course-handbuild")
    ]
    assert {item["media"] for item in beginner} == {"product", "book", "video", "audio", "course"}
    assert all(item["price"] < 60 for item in beginner)


def test_shoppers_and_their_purchases(
    items: dict[str, dict[str, Any]], users: dict[str, dict[str, str]], events: list[dict[str, str]]
) -> None:
    purchases = [row for row in events if row["event"] == "purchase"]
    assert len(users) >= 900 and len({row["name"] for row in users.values()}) == len(users)
    assert len(purchases) >= 14_000
    assert {"view", "like", "dislike"} <= {row["event"] for row in events}
    assert {row["item_id"] for row in events} <= set(items)
    assert {row["user_id"] for row in events} <= set(users)
    times = [datetime.fromisoformat(row["timestamp"]) for row in events]
    assert times == sorted(times) and 700 < (times[-1] - times[0]).days <= 731
    for row, time in zip(events, times, strict=True):
        assert items[row["item_id"]]["created_at"] <= time.date().isoformat()


def test_a_phone_is_followed_by_its_case(
    items: dict[str, dict[str, Any]], events: list[dict[str, str]]
) -> None:
    bought: defaultdict[str, set[str]] = defaultdict(set)
    for row in events:
        if row["event"] == "purchase":
            bought[row["user_id"]].add(row["item_id"])
    cases = {id for id, item in items.items() if item["attributes"].get("fits") == "HUAWEI Mate 40"
             and item["categories"][1] == "Phone cases"}  # fmt: skip
    owners = [had for had in bought.values() if "mate40" in had]
    assert len(owners) >= 80
    assert sum(1 for had in owners if had & cases) / len(owners) > 0.4
    assert not any(had & cases for had in bought.values() if "mate40" not in had)
