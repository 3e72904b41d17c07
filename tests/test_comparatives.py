"""How what is found is to differ from an item that it is like: each word becomes a condition that holds."""

import json
from collections.abc import Iterator

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.agent.answer.evidence import said
from tastemaker.agent.call import Call, arguments
from tastemaker.agent.understand.comparatives import compared
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

THINGS: list[tuple[str, str, dict[str, object]]] = [
    ("a", "product", {"weight": "1.2 kg", "year": 2021, "volume": "1 l", "pages": 240}),
    ("b", "product", {"weight": "290 g", "year": 2024, "volume": "650 ml", "pages": 90}),
    ("c", "product", {"weight": "1,200 g", "year": 2021, "volume": "1000 ml", "pages": 240}),
    ("d", "product", {"weight": "2.5 kg", "year": 2019, "volume": "2 l", "pages": 500}),
    ("e", "product", {}),
    ("f", "book", {}),
]


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    place = tmp_path_factory.mktemp("things")
    (place / "folder").mkdir()
    rows = [
        {"id": id, "title": f"Oak chair {id}", "media": media, "attributes": attributes}
        for id, media, attributes in THINGS
    ]
    (place / "folder" / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(place / "folder", place / "home", TinyText(), TinyPictures(), say=lambda line: None)
    with Shop.open(place / "home", TinyText(), TinyPictures()) as opened:
        yield opened


def alike(shop: Shop, profiles: Profiles, item: str, change: str) -> Result:
    """What is listed for "like this one, but …", as the turn does it."""
    toolbox = Toolbox(shop, profiles, Situation())
    call = Call.of("similar", {"item": item, "change": change})
    return toolbox.call("similar", arguments(compared(call, toolbox.find(item), shop)))


def ids(result: Result) -> list[str]:
    return [found.item.id for found in result.items]


@pytest.mark.parametrize(
    ("change", "original", "others"),
    [
        ("lighter", "a", "b"),
        ("lighter, please", "d", "abc"),
        ("lighter", "b", ""),
        ("heavier", "a", "d"),
        ("newer", "a", "b"),
        ("older", "a", "d"),
        ("smaller", "a", "b"),
        ("larger", "a", "d"),
        ("shorter", "a", "b"),
        ("longer", "a", "d"),
        ("lighter and older", "d", ""),
        ("lighter and newer", "d", "abc"),
    ],
)
def test_only_what_the_catalogue_measures_so_is_listed(
    things: Shop, profiles: Profiles, change: str, original: str, others: str
) -> None:
    assert sorted(ids(alike(things, profiles, original, change))) == list(others)


def test_what_is_listed_says_by_how_much_it_differs(things: Shop, profiles: Profiles) -> None:
    (found,) = alike(things, profiles, "a", "lighter").items
    (limit,) = [part for part in found.evidence if part.kind == "limit"]
    assert limit.values == {"field": "weight", "op": "<", "value": "1.2 kg", "has": "290 g"}
    assert said(things, limit, "en") == "weight 290 g, not over 1.2 kg"
    assert said(things, limit, "zh") == "weight 290 g，不超过1.2 kg"


def test_what_is_not_measured_is_no_condition(things: Shop) -> None:
    call = Call.of("similar", {"item": "e", "change": "lighter and softer"})
    query = compared(call, things.catalogue["e"], things).query
    assert (query.what, query.where) == ("lighter softer", ())


def test_a_colour(shop: Shop, profiles: Profiles) -> None:
    assert ids(alike(shop, profiles, "red-shoe", "in blue"))[0] == "blue-shoe"
    assert ids(alike(shop, profiles, "old-jacket", "in yellow")) == ["jacket"]
    assert ids(alike(shop, profiles, "red-shoe", "in white")) == []


@pytest.mark.parametrize("change", ["from Drift", "but by drift please", "Drift"])
def test_another_maker(shop: Shop, profiles: Profiles, change: str) -> None:
    assert ids(alike(shop, profiles, "red-shoe", change)) == ["blue-shoe"]


def test_another_medium(things: Shop, profiles: Profiles) -> None:
    assert ids(alike(things, profiles, "a", "but as a book")) == ["f"]


def test_cheaper_and_dearer_are_by_a_cent_and_more(shop: Shop, profiles: Profiles) -> None:
    cheaper = alike(shop, profiles, "blue-shoe", "cheaper")
    assert cheaper.where.conditions == (Condition("price", "<=", (94.99,)),)
    assert "red-shoe" in ids(cheaper) and "blue-shoe" not in ids(cheaper)
    assert all(one.item.price is not None and one.item.price < 95 for one in cheaper.items)
    dearer = alike(shop, profiles, "red-shoe", "more expensive")
    assert ids(dearer) and all((one.item.price or 0) > 85 for one in dearer.items)


@pytest.mark.parametrize(
    ("item", "said"),
    [("coffee-audio", "has no price to compare with"), ("coffee-article", "is free already")],
)
def test_cheaper_than_nothing_says_so(shop: Shop, profiles: Profiles, item: str, said: str) -> None:
    with pytest.raises(Retry, match=said):
        alike(shop, profiles, item, "cheaper")


def test_what_was_in_force_stays_beside_the_change(shop: Shop) -> None:
    call = Call.of("similar", {"item": "jacket", "change": "cheaper", "exclude": ["wool"], "price_max": 500})
    conditions = compared(call, shop.catalogue["jacket"], shop).query.where
    assert set(map(str, conditions)) == {"price <= 119.99", "text lacks wool"}
