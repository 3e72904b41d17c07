"""Items that are sold in several forms: found, priced and answered for in the form that is asked for."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.agent.answer.claims import unsupported
from tastemaker.agent.answer.told import beside, told
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Catalogue
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.search.limits.conditions import Condition, Op, Value
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

DRESS: dict[str, Any] = {
    "id": "dress",
    "title": "Linen dress",
    "attributes": {"material": "linen"},
    "variants": [
        {"options": {"colour": "black", "size": "40"}, "price": 60, "id": "d1"},
        {"options": {"colour": "black", "size": "42"}, "price": 60, "in_stock": "sold out", "id": "d2"},
        {"options": {"colour": "red", "size": "42"}, "price": 45, "was": 80, "id": "d3"},
        {"options": {"colour": "red", "size": "44"}, "price": 70, "id": "d4"},
    ],
}
COAT = {"id": "coat", "title": "Wool coat", "price": 55, "attributes": {"colour": "black", "size": "42"}}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    place = tmp_path_factory.mktemp("variants")
    (place / "shop").mkdir()
    rows = "\n".join(map(json.dumps, (DRESS, COAT)))
    (place / "shop" / "items.jsonl").write_text(rows, encoding="utf-8")
    build(place / "shop", place / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(place / "home", TinyText(), TinyPictures()) as opened:
        yield opened


def condition(field: str, op: Op, *values: Value) -> Condition:
    return Condition(field, op, values)


@pytest.fixture
def ask(shop: Shop, profiles: Profiles) -> Any:
    def asked(query: str, *where: Condition, said: str = "") -> Result:
        return Toolbox(shop, profiles, Situation(said=said)).search(query, where)

    return asked


def forms(result: Result) -> dict[str, tuple[float | None, Any, Any]]:
    items = (found.item for found in result.items)
    return {item.id: (item.price, item.attributes["colour"], item.attributes["size"]) for item in items}


def test_an_item_has_the_options_that_can_be_had_at_the_lowest_price(shop: Shop) -> None:
    dress = shop.catalogue["dress"]
    assert (dress.price, dress.attributes["colour"], dress.attributes["size"]) == (
        45, ["black", "red"], ["40", "42", "44"],
    )  # fmt: skip
    assert (dress.attributes["was"], dress.attributes["material"]) == (80, "linen")


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ([], (45, ["black", "red"], ["40", "42", "44"])),
        ([condition("colour", "=", "black")], (60, "black", "40")),
        ([condition("size", "=", 42)], (45, "red", "42")),
        ([condition("price", ">=", 65)], (70, "red", "44")),
        ([condition("price", "<=", 60), condition("colour", "=", "red")], (45, "red", "42")),
        ([condition("colour", "!=", "red")], (60, "black", "40")),
        ([condition("colour", "=", "black"), condition("size", "=", 42)], None),
        ([condition("colour", "=", "black"), condition("price", "<", 50)], None),
        ([condition("colour", "=", "black"), condition("size", "=", 44)], None),
    ],
)
def test_conditions_hold_of_one_variant(
    ask: Any, where: list[Condition], form: tuple[float, Any, Any] | None
) -> None:
    assert forms(ask("dress", *where)).get("dress") == form


def test_words_choose_among_the_variants_that_fit(ask: Any) -> None:
    assert forms(ask("dress size 44"))["dress"] == (70, "red", "44")
    assert forms(ask("black dress"))["dress"] == (60, "black", "40")


def test_what_misses_only_as_one_variant_is_near_with_what_it_misses(ask: Any) -> None:
    result = ask("dress", condition("colour", "=", "black"), condition("size", "=", 44))
    dress = next(near for near in result.near if near.item.id == "dress")
    assert [(miss.condition.field, miss.has) for miss in dress.misses] == [("size", "40")]


def test_a_limit_moves_to_the_price_of_the_variant_that_is_asked_for(ask: Any) -> None:
    result = ask("linen dress", condition("size", "=", 44), condition("price", "<", 50))
    assert not forms(result)
    assert ("price_max", 70, 1) in [(change.drop, change.to, change.count) for change in result.relaxed]


def test_what_is_sold_out_as_asked_is_said_and_what_there_is(shop: Shop, ask: Any) -> None:
    result = ask("dress", condition("colour", "=", "black"), condition("size", "=", 42))
    assert beside(shop, result, "en").startswith(
        "Linen dress: black, 42 is sold out; there is black, 40, red, 42, and red, 44."
    )
    assert "sold_out" not in ask("dress", condition("colour", "=", "black")).facts


def test_a_question_is_answered_for_the_form_that_is_shown(shop: Shop, profiles: Profiles) -> None:
    made = ("search", {"query": "dress", "where": [condition("size", "=", 44).as_json()]}, ("dress",))
    now = Situation(said="do you have it in black, 42?", shown=("dress",), made=(made,))
    tools = Toolbox(shop, profiles, now)
    assert [fact.value for fact in tools.details("1", ["price"]).answers] == ["70.00"]
    assert tools.total(["1"]).facts["total"] == {"": 70}
    answer = told(shop, "details", tools.details("1", ["colour"]), "en")
    assert "black, 42 is sold out; there is black, 40" in answer


def test_nothing_is_claimed_of_a_form_that_is_not_shown(shop: Shop, ask: Any) -> None:
    (red,) = (each for each in ask("dress", condition("size", "=", 44)).items if each.item.id == "dress")
    told = replace(red, item=replace(red.item, description="A dress in red or black."))
    assert unsupported("It is a red dress.", told, "") is None
    assert unsupported("It is a black dress.", told, "") == "black"


def test_variants_survive_their_file(shop: Shop, tmp_path: Path) -> None:
    shop.catalogue.save(tmp_path / "items.jsonl")
    assert Catalogue.load(tmp_path / "items.jsonl")["dress"] == shop.catalogue["dress"]


@pytest.mark.parametrize(
    "told", [[3], {"options": {"size": "42"}}, [{"options": "42"}], [{"options": {}, "price": "x"}]]
)
def test_variants_that_are_none_are_refused(tmp_path: Path, told: Any) -> None:
    rows = [COAT, {"id": "a", "title": "A", "variants": told}]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [problem.line for problem in read_folder(tmp_path).problems] == [2]


def test_rows_of_a_group_are_variants_of_one_item(tmp_path: Path) -> None:
    rows = [
        "id,title,price,item_group_id,size,finish,in_stock",
        "a1,Oak table 120,200,T,120,oiled,yes",
        "b,Stool,30,,,,",
        "a2,Oak table 140,260,T,140,raw,sold out",
        "c,Bench,90,B,,,",
    ]
    (tmp_path / "items.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "interactions.csv").write_text("user_id,item_id\nu,a2\nu,T\n", encoding="utf-8")
    read = read_folder(tmp_path)
    table = read.catalogue["T"]
    assert (table.title, table.price, table.attributes) == (
        "Oak table",
        200,
        {"size": "120", "finish": "oiled"},
    )
    assert [(each.id, each.named, each.sold_out) for each in table.variants] == [
        ("a1", "120, oiled", False), ("a2", "140, raw", True),
    ]  # fmt: skip
    assert [item.id for item in read.catalogue] == ["b", "T", "B"] and not read.catalogue["B"].variants
    assert [row.item for row in read.interactions] == ["T", "T"]


def test_neighbours_that_differ_in_options_alone_are_one_item(tmp_path: Path) -> None:
    heel = {"title": "Jade heels", "description": "Green.", "price": 80, "attributes": {"colour": "green"}}
    rows = [{**heel, "id": f"h{size}", "attributes": {"colour": "green", "size": size}} for size in (6, 7, 8)]
    others = [
        {**heel, "id": "other", "description": "Dark."},
        {**heel, "id": "same"},
        {**heel, "id": "again"},
    ]
    lines = "\n".join(map(json.dumps, (*rows, *others)))
    (tmp_path / "items.jsonl").write_text(lines, encoding="utf-8")
    catalogue = read_folder(tmp_path).catalogue
    assert [item.id for item in catalogue] == ["h6", "other", "same", "again"]
    assert catalogue["h6"].attributes == {"colour": "green", "size": ["6", "7", "8"]}


def test_a_bad_row_takes_no_other_variant_along(tmp_path: Path) -> None:
    rows = [
        "id,title,price,size,in_stock",
        "h1,Heels,80,6,yes",
        "h2,Heels,2 for 30,7,yes",
        "h3,Heels,85,8,perhaps",
    ]
    (tmp_path / "items.csv").write_text("\n".join(rows), encoding="utf-8")
    read = read_folder(tmp_path)
    assert [variant.id for variant in read.catalogue["h1"].variants] == ["h1", "h3"]
    assert [str(problem) for problem in read.problems] == [
        "items.csv:3: price '2 for 30' is not a number",
        "items.csv:2: in_stock 'perhaps' is not understood; it is taken as in stock",
    ]
