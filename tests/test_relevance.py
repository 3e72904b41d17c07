"""What answers a request: how much its words count, what leads the list, and when nothing fits."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.fusion.fuse import Recommended, choose
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.relevance import Match
from tastemaker.tools.search.words import Words
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

Search = Callable[..., Result]


@pytest.fixture
def search(tmp_path: Path, profiles: Profiles) -> Iterator[Callable[[list[dict[str, Any]]], Search]]:
    """The search tool over a catalogue of these rows."""
    with ExitStack() as stack:

        def opened(rows: list[dict[str, Any]]) -> Search:
            (tmp_path / "shop").mkdir()
            (tmp_path / "shop" / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
            build(tmp_path / "shop", tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
            shop = stack.enter_context(Shop.open(tmp_path / "home", TinyText(), TinyPictures()))
            return Toolbox(shop, profiles, Situation()).search

        yield opened


def test_an_item_has_a_share_of_a_query() -> None:
    words = Words.build([Item("a", "Oak lamp"), Item("b", "Oak tent"), Item("c", "Pan"), Item("d", "Pot")])
    assert words.covered("the lamp that is oak").tolist() == [1, pytest.approx(0.365, abs=0.001), 0, 0]
    assert words.covered("lamp zebra")[0] == pytest.approx(0.343, abs=0.001)  # nobody has the rarest word
    assert not words.covered("zebra").any() and not words.covered("what is it").any()


def test_in_chinese_what_crosses_two_words_is_no_word() -> None:
    words = Words.build([Item("a", "手机壳"), Item("b", "红色")])
    assert words.covered("红色手机").tolist() == [pytest.approx(0.5), pytest.approx(0.5)]


@pytest.mark.parametrize(("covered", "share"), [(1.0, 0.5), (0.5, 0.25), (0.0, 0.0)])
def test_words_count_by_how_much_of_the_query_the_best_has(covered: float, share: float) -> None:
    nothing, meaning = np.zeros(2, np.float32), np.array([0.4, 0.4], np.float32)
    asked = {"words": np.array([3, 0], np.float32), "meaning": meaning}
    match = Match(asked, asked, np.array([covered, 0], np.float32), nothing, nothing)
    best = match.best(np.array([True, True]))
    assert best.scores.tolist() == pytest.approx([1, 1 - share])
    assert best.shares["words"][0] if share else "words" not in best.shares
    assert sum(part[0] for part in best.shares.values()) == pytest.approx(1)


def test_the_only_known_word_of_three_makes_nothing_relevant() -> None:
    asked = {"words": np.array([3, 0], np.float32), "meaning": np.array([0, 0.4], np.float32)}
    everything, nothing = np.array([True, True]), np.zeros(2, np.float32)
    for covered, relevant in ((1.0, [True, True]), (0.3, [False, True])):
        match = Match(asked, asked, np.array([covered, 0], np.float32), nothing, nothing)
        assert match.relevant(everything).tolist() == relevant


def test_the_medium_that_leads_keeps_its_places_only_with_what_comes_near() -> None:
    def found(id: str, media: str, score: float) -> Recommended:
        return Recommended(Item(id, id, media=media), score)

    books, pans = [found("b1", "book", 0.9), found("b2", "book", 0.3)], [found("p1", "product", 0.8)]
    ranked = [books[0], *pans, found("p2", "product", 0.7), found("p3", "product", 0.6), books[1]]
    assert choose(ranked, 4) == [0, 1, 2, 3]
    assert choose(ranked, 4, medium="product") == [1, 2, 0, 3]


def test_most_of_the_best_matches_say_which_medium_is_meant(search: Any) -> None:
    rows = [{"id": "read", "title": "Phone case", "media": "article"}]
    rows += [{"id": id, "title": f"Phone case {id}", "media": "product"} for id in ("red", "blue", "oak")]
    assert [shown.item.id for shown in search(rows)("phone case").items][-1] == "read"


GIFTS = [
    {"id": "bees", "title": "Gift of bees", "media": "book", "price": 10},
    {"id": "tale", "title": "Gift of stories", "media": "book", "price": 12},
    {"id": "red", "title": "Red lamp with mother of pearl", "price": 40},
    {"id": "blue", "title": "Blue lamp with mother of pearl", "price": 50},
]


def test_what_is_nearest_to_something_vague_is_no_proof_that_nothing_fits(search: Any) -> None:
    found = search(GIFTS)("gift for a mother with exquisite taste", Where.of({"price_min": 30}).conditions)
    assert {shown.item.id for shown in found.items} == {"red", "blue"} and not found.relaxed


def test_what_has_most_of_the_words_is_proof(search: Any) -> None:
    found = search(GIFTS)("stories", Where.of({"price_min": 30}).conditions)
    assert [(change.drop, change.to) for change in found.relaxed] == [("price_min", 12)]


MACHINES = [
    {"id": "leva", "title": "Brunelli Leva espresso machine, red", "price": 400},
    {"id": "sewing", "title": "Stitchwell sewing machine", "price": 200},
    {"id": "beans", "title": "House espresso, 500 g", "price": 16},
    {"id": "book", "title": "Repair a machine", "media": "book", "price": 9},
    {"id": "mate", "title": "HUAWEI Mate 40", "price": 500},
    {"id": "tent", "title": "Tent for two", "categories": ["Tents"], "price": 90},
    {"id": "sleep", "title": "A tent at night", "media": "book", "price": 12},
]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("a quiet espresso machine for home", {"leva"}),
        ("machines", {"leva", "sewing"}),
        ("espresso", {"beans"}),
        ("machine that is red", {"leva", "sewing"}),
        ("red machine Mate 40 红色 Mate 40", set()),
        ("sewing machine 缝纫机 Mate 40", {"sewing"}),
        ("Mate 40", set()),
        ("repair", set()),
        ("for two", set()),
        ("", set()),
    ],
)
def test_products_call_themselves_something(search: Any, query: str, ids: set[str]) -> None:
    shop = search(MACHINES).__self__._shop
    assert {shop.ids[row] for row in np.flatnonzero(shop.masks.called(query))} == ids


def test_beans_are_no_espresso_machine(search: Any) -> None:
    asked = search(MACHINES)
    found = asked("espresso machine", Where.of({"price_max": 50}).conditions)
    assert found.items and [(change.to, change.count) for change in found.relaxed] == [(400, 1)]
    assert not asked("espresso machine", Where.of({"price_max": 500}).conditions).relaxed


def test_a_medium_that_is_named_says_that_the_category_is_the_subject(search: Any) -> None:
    found = search(MACHINES)("tent", Where.of({"media": "book"}).conditions)
    assert [shown.item.id for shown in found.items] == ["sleep"] and not found.relaxed


def test_a_category_that_a_medium_does_not_have_is_what_the_item_is_about(
    search: Callable[[list[dict[str, Any]]], Search],
) -> None:
    tool = search(
        [
            {"id": f"light-{n}", "title": f"Front light {n}", "categories": ["Cycling"], "price": 20 + n}
            for n in range(12)
        ]
        + [
            {"id": "manual", "title": "Wheels by hand", "media": "book", "description": "cycling for years"},
            {"id": "novel", "title": "A quiet house", "media": "book", "description": "three sisters"},
        ]
    )
    assert {shown.item.id[:5] for shown in tool("cycling").items} == {"light"}
    found = tool("cycling", Where.of({"media": "book"}).conditions)
    assert found.items[0].item.id == "manual"
