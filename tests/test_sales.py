"""What is on sale: the price of today, the one of before, and both as conditions."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_evidence import LANGUAGES
from tiny import TinyPictures, TinyText

from tastemaker.agent.answer.evidence import label
from tastemaker.agent.call import Call
from tastemaker.agent.understand.guards.lifted import lifted
from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.spelling import written
from tastemaker.agent.understand.told import offered, told
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.reduced import labels
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.facts.values import said
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

SHOP = [
    {"id": "oak", "title": "Oak lamp", "price": "22,00 €", "sale_price": ""},
    {"id": "tin", "title": "Tin lamp", "price": "40,00 €", "sale_price": "22,00 €"},
    {"id": "old", "title": "Old lamp", "price": "40,00 €", "sale_price": "22,00 €", "sale_end": "31.01.2020"},
    {"id": "any", "title": "Any lamp", "price": "30,00 €", "compare at price": "31,00 €"},
    {"id": "two", "title": "Two lamps", "variants": [
        {"options": {"colour": "red"}, "price": 50},
        {"options": {"colour": "blue"}, "price": 60, "was": 80},
    ]},
    {"id": "bare", "title": "Bare lamp"},
]  # fmt: skip


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    place = tmp_path_factory.mktemp("sales")
    (place / "shop").mkdir()
    rows = ({"description": "A lamp to read by when the evenings are long.", **row} for row in SHOP)
    (place / "shop" / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    build(place / "shop", place / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(place / "home", TinyText(), TinyPictures()) as opened:
        yield opened


def found(shop: Shop, profiles: Profiles, calls: str) -> dict[str, float | None]:
    (call,) = read(calls)
    result = Toolbox(shop, profiles, Situation()).search(call.query.what, call.query.conditions)
    return {shown.item.id: shown.item.price for shown in result.items}


def test_a_price_for_sales_counts_within_its_days(lamps: Shop) -> None:
    assert [(item.id, item.price, item.attributes.get("was")) for item in lamps.catalogue] == [
        ("oak", 22, None), ("tin", 22, 40), ("old", 40, None), ("any", 30, 31), ("two", 50, None),
        ("bare", None, None),
    ]  # fmt: skip
    assert not {"sale_price", "sale_end"} & {name for item in lamps.catalogue for name in item.attributes}


def test_reduced_is_a_condition(lamps: Shop, profiles: Profiles) -> None:
    assert found(lamps, profiles, 'find "lamp" where reduced = yes') == {"tin": 22, "any": 30, "two": 60}
    assert found(lamps, profiles, 'find "lamp" where reduced = no') == {"oak": 22, "old": 40, "two": 50}
    assert found(lamps, profiles, 'find "lamp" where discount >= 20 %') == {"tin": 22, "two": 60}
    assert found(lamps, profiles, 'find "lamp" where discount = yes') == {"tin": 22, "any": 30, "two": 60}
    assert found(lamps, profiles, 'find "lamp" where was > 35') == {"tin": 22, "two": 60}


def test_fields_of_a_sale_are_told_with_their_kind(lamps: Shop) -> None:
    reduced, discount, was = (lamps.schema[name] for name in ("reduced", "discount", "was"))
    assert (reduced.kind, reduced.values) == ("flag", {"no": 3, "yes": 2})
    assert (discount.kind, discount.unit, discount.high) == ("number", "%", 45)
    assert (was.kind, was.unit) == ("money", "EUR")
    assert [said(lamps.catalogue["tin"], each) for each in (reduced, discount, was)] == [
        "yes",
        "45 %",
        "40.00 EUR",
    ]
    assert "reduced = yes|no" in told(offered(lamps.schema))


def test_where_nothing_has_a_price_of_before_there_is_no_such_field() -> None:
    plain = Schema.learn([Item("a", "A", price=3.0)], {"reduced": {"label": "cut"}})
    assert not {"was", "reduced", "discount"} & set(plain)
    own = Schema.learn([Item("a", "A", price=3.0, attributes={"was": 4, "reduced": "in May"})])
    assert own["reduced"].kind == "choice" and own["discount"].kind == "number"


def test_a_price_alone_is_that_of_today(tmp_path: Path) -> None:
    head = "id,title,Regular price,Sale price,Sale price effective date\n"
    rows = "a,A,40,22,2020-01-01/2999-01-01\nb,B,40,22,2020-01-01/2020-02-01\nc,C,40,twenty,\nd,D,9,12,\n"
    (tmp_path / "items.csv").write_text(head + rows, encoding="utf-8")
    items = {item.id: (item.price, dict(item.attributes)) for item in read_folder(tmp_path).catalogue}
    assert items == {
        "a": (22, {"was": 40}), "b": (40, {}), "c": (40, {"sale_price": "twenty"}), "d": (9, {}),
    }  # fmt: skip


def test_rows_of_a_group_are_each_reduced_alone(tmp_path: Path) -> None:
    rows = "id,title,item_group_id,size,price,was\na,Cap,c,S,10,\nb,Cap,c,M,12,15\n"
    (tmp_path / "items.csv").write_text(rows, encoding="utf-8")
    (cap,) = read_folder(tmp_path).catalogue
    assert (cap.price, cap.attributes) == (10, {"size": ["S", "M"]})
    assert [dict(each.attributes) for each in cap.variants] == [{}, {"was": 15}]


@pytest.mark.parametrize("column", ["was", "reduced", "discount"])
def test_it_is_called_something_in_every_language(lamps: Shop, column: str) -> None:
    assert tuple(labels(column)) == LANGUAGES
    assert all(label(lamps.schema, column, language) == labels(column)[language][0] for language in LANGUAGES)


def test_what_is_cheap_is_not_reduced(lamps: Shop) -> None:
    def held(words: str) -> str:
        return written(verified(read('find "lamp" where reduced = yes'), words, lamps).calls)

    assert held("any lamps on sale?") == held("is a lamp marked down") == 'find "lamp" where reduced = yes'
    assert held("a lamp of tin") == 'find "lamp"'


def test_that_it_is_reduced_can_be_taken_back(lamps: Shop) -> None:
    (last,) = (call.query for call in read('find "lamp" where reduced = yes'))
    assert lifted(Call("search", edits=True), "never mind the sale", last, lamps).lifted == ("reduced",)
