"""The tools on the tiny shop: what they find, what they refuse, what they say."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.agent.answer.told import told
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import views_of
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.fusion.fuse import Recommended, choose
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

Open = Callable[..., Toolbox]


@pytest.fixture
def toolbox(shop: Shop, profiles: Profiles) -> Open:
    def open(**situation: object) -> Toolbox:
        return Toolbox(shop, profiles, replace(Situation(), **situation))  # type: ignore[arg-type]

    return open


def limited(**limits: object) -> tuple[Condition, ...]:
    """Conditions by the names that some of them have outside."""
    return Where.of(limits).conditions


def listed(shown: list[str], tool: str, **args: object) -> dict[str, object]:
    """The situation in which a tool made the list in front of the shopper."""
    return {"shown": tuple(shown), "made": ((tool, args, tuple(shown)),)}


def ids(result: Result) -> list[str]:
    return [found.item.id for found in result.items]


def test_search_finds_by_words_and_keeps_limits(toolbox: Open) -> None:
    result = toolbox().search("running shoes", limited(price_max=90))
    assert ids(result)[0] == "red-shoe"
    assert all(found.item.price is not None and found.item.price <= 90 for found in result.items)
    assert result.where == Where((Condition("price", "<=", (90.0,)),))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "case"),
        (" ", "case"),
        ("?!", None),
        ("Кроссовки для бега", None),
        ("नीला shoes", "red-shoe"),
        ("\ud800", None),
        ("shoes " * 20_000, "red-shoe"),
    ],
    ids=["empty", "blank", "signs", "Russian", "Hindi and English", "no character", "very long"],
)
def test_whatever_is_asked_gives_what_it_names_or_says_that_nothing_fits(
    toolbox: Open, query: str, first: str | None
) -> None:
    result = toolbox().search(query, limited(price_max=100))
    assert next(iter(ids(result)), None) == first
    assert all(found.item.price is not None and found.item.price <= 100 for found in result.items)
    assert (result.text == "Nothing fits.") == (first is None)


def test_a_named_maker_and_a_named_number_tell_like_things_apart(tmp_path: Path, profiles: Profiles) -> None:
    rows = [{"id": f"{brand} {size}", "title": f"Lamp, {size} watt", "brand": brand, "description": "A lamp."}
            for brand in ("Lumen", "Ridge") for size in (20, 40)]  # fmt: skip
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(tmp_path / "folder", tmp_path / "home", TinyText(), TinyPictures(), say=lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        for wanted in ("Lumen 40", "Ridge 20"):
            best, *_ = Toolbox(shop, profiles, Situation()).search(f"lamp {wanted} watts").items
            assert best.item.id == wanted
            assert sum(part.weight for part in best.evidence) == pytest.approx(best.score, abs=1e-4)
            assert set(wanted.split()) <= set(best.evidence[0].refs) and best.evidence[0].kind == "words"


def test_evidence_adds_up_to_the_score(toolbox: Open) -> None:
    for result in (toolbox(user="ana").search("case for the phone"), toolbox(user="ana").for_you()):
        assert result.items
        for found in result.items:
            assert sum(part.weight for part in found.evidence) == pytest.approx(found.score, abs=1e-4)
            assert 0 < found.score <= 1.0001


def test_sold_out_item_is_never_shown(toolbox: Open) -> None:
    assert "old-jacket" not in ids(toolbox().search("green rain jacket"))


def test_excluded_word_is_a_hard_limit(toolbox: Open) -> None:
    shown = ids(toolbox().search("shoes", limited(exclude=["blue"])))
    assert "red-shoe" in shown
    assert "blue-shoe" not in shown


def test_nothing_fits_and_the_relaxations_are_counted(toolbox: Open) -> None:
    result = toolbox().search("rain jacket", limited(price_max=50))
    assert "jacket" not in ids(result)
    (relaxation,) = [change for change in result.relaxed if change.drop == "price_max"]
    assert relaxation.to == 120
    assert relaxation.count == 1


def test_limits_in_force_hold_for_similar(toolbox: Open) -> None:
    tools = toolbox(shown=("red-shoe",))
    assert ids(tools.similar("1", where=limited(price_max=100)))[0] == "blue-shoe"
    below = tools.similar("1", where=limited(price_max=90))
    assert below.items and "blue-shoe" not in ids(below)
    assert [near.item.id for near in below.near][:1] == ["blue-shoe"]


def test_goes_with_gives_complements_not_a_second_phone(toolbox: Open) -> None:
    assert set(ids(toolbox().goes_with("Mate 40 phone"))) >= {"case", "charger"}


def test_goes_with_several_items_at_once(toolbox: Open) -> None:
    shown = ids(toolbox().goes_with("Huawei Mate 40 phone and Sony WH-1000XM4 headphones"))
    assert "case" in shown
    assert "cable" in shown


def test_goes_with_what_was_bought(toolbox: Open) -> None:
    result = toolbox(user="ana").goes_with("my purchases")
    assert result.items
    assert {item.id for item in result.originals} >= {"phone"}


def test_goes_with_of_a_stranger_names_no_item(toolbox: Open) -> None:
    with pytest.raises(Retry, match="no item called"):
        toolbox().goes_with("my purchases")


def test_for_you_leaves_out_what_is_taken_and_refused(toolbox: Open, profiles: Profiles) -> None:
    before = ids(toolbox(user="ana").for_you())
    assert "phone" not in before
    profiles.add("ana", before[0], "dislike")
    assert before[0] not in ids(toolbox(user="ana").for_you())


def test_disliked_item_is_not_found_again_and_why_not_says_so(toolbox: Open, profiles: Profiles) -> None:
    profiles.add("new-1", "red-shoe", "dislike")
    result = toolbox(user="new-1").search("red running shoes")
    assert "red-shoe" not in ids(result)
    later = toolbox(user="new-1", **listed(ids(result), "search", query="red running shoes"))
    assert later.why_not("red running shoes").facts["stage"] == "profile"


def test_a_like_changes_the_next_answer(toolbox: Open, profiles: Profiles) -> None:
    profiles.add("new-1", "coffee-book", "like")
    result = toolbox(user="new-1").for_you()
    assert any(part.kind == "history" and "coffee-book" in part.refs for part in result.items[0].evidence)


def test_stranger_gets_what_is_popular(toolbox: Open) -> None:
    result = toolbox().for_you()
    assert {part.kind for found in result.items for part in found.evidence if part.weight} == {"popular"}


def test_why_gives_the_evidence_of_the_list(toolbox: Open) -> None:
    result = toolbox().search("running shoes")
    later = toolbox(**listed(ids(result), "search", query="running shoes"))
    reasons = later.why("1").facts["reasons"]
    assert reasons == result.items[0]


@pytest.mark.parametrize(
    ("reference", "limits", "stage", "said"),
    [
        ("yellow rain jacket", {"price_max": 100}, "limit", "120.00 EUR, over your 100"),
        ("green rain jacket", {}, "stock", "sold out"),
        ("submarine", {}, "catalogue", "not in this catalogue"),
        ("blue trail shoes", {"exclude": ["blue"]}, "limit", "you did not want blue"),
        ("red running shoes", {}, "shown", "number 1 of the list"),
    ],
)
def test_why_not_names_stage_and_number(
    shop: Shop, toolbox: Open, reference: str, limits: dict[str, object], stage: str, said: str
) -> None:
    query = "running shoes"
    later = toolbox(**listed(["red-shoe"], "search", query=query, where=limited(**limits)))
    result = later.why_not(reference)
    assert result.facts["stage"] == stage
    assert said in told(shop, "why_not", result, "en")


def test_number_outside_the_list_says_so(toolbox: Open) -> None:
    with pytest.raises(Retry, match="the list has 1 items; there is no number 4"):
        toolbox(shown=("case",)).details("4")


@pytest.mark.parametrize("reference", ["", "  ", "Pellwood", "!?"])
def test_what_means_no_item_is_told_to_the_model(toolbox: Open, reference: str) -> None:
    with pytest.raises(Retry, match="no item called"):
        toolbox().details(reference)


def test_details_and_compare_come_from_the_catalogue(toolbox: Open) -> None:
    assert "279.00 EUR" in toolbox().details("wh1000xm4").text
    lines = toolbox().compare(["red running shoes", "blue trail shoes"]).text.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Red running shoes", "Blue trail shoes"]
    with pytest.raises(Retry, match="two different items"):
        toolbox().compare(["red running shoes", "the red running shoes"])


def test_what_is_chosen_is_listed_as_it_was_recommended(toolbox: Open) -> None:
    before = listed(["red-shoe", "blue-shoe", "case"], "search", query="running shoes")
    result = toolbox(**before).compare(["blue-shoe", "red-shoe"], show=True)
    (_, red), made = result.items, toolbox().search("running shoes").items
    assert ids(result) == ["blue-shoe", "red-shoe"] and red == made[0] and red.score > 0
    assert ids(toolbox(**before).details(fields=["price"], extreme="least", show=True)) == ["case"]
    assert ids(toolbox(**before).compare(["blue-shoe", "red-shoe"])) == []
    assert ids(toolbox().compare(["blue-shoe", "red-shoe"], show=True)) == ["blue-shoe", "red-shoe"]


def test_remember_and_forget(toolbox: Open, profiles: Profiles) -> None:
    toolbox(user="ana", said="I never wear wool").remember("never wool")
    assert [(fact.fact, fact.said) for fact in profiles.facts("ana")] == [("never wool", "I never wear wool")]
    assert toolbox(user="ana").forget("wool").facts["forgotten"] == ()
    assert toolbox(user="ana", said="forget the wool").forget("wool").facts["forgotten"] == ("never wool",)
    with pytest.raises(Retry, match="stranger"):
        toolbox().remember("anything")


def test_unknown_tool_names_the_known(toolbox: Open) -> None:
    with pytest.raises(Retry, match="no tool 'fly'; use one of search"):
        toolbox().call("fly", {})


def test_a_call_without_what_it_needs_is_told_to_the_model(toolbox: Open) -> None:
    with pytest.raises(Retry, match="forget: missing a required argument: 'fact'"):
        toolbox(user="ana").call("forget", {})
    with pytest.raises(Retry, match="why: got an unexpected keyword argument 'place'"):
        toolbox(user="ana").call("why", {"item": "phone", "place": 1})


def test_a_photo_counts_as_much_as_is_set(toolbox: Open, shop: Shop) -> None:
    photo = views_of(shop.picture_encoder, open_picture(shop.folder / "images/red-shoe.png"))
    first, shares = {}, {}
    for weight in (0.0, 0.5, 1.0):
        found = toolbox(photo=photo, photo_weight=weight).search("blue shoes", use_photo=True).items
        red = next(shown for shown in found if shown.item.id == "red-shoe")
        parts = {part.kind: part.weight for part in red.evidence}
        first[weight], shares[weight] = found[0].item.id, parts.get("photo", 0.0)
        assert sum(parts.values()) == pytest.approx(red.score, abs=1e-4)
    assert (first[0.0], first[1.0]) == ("blue-shoe", "red-shoe")
    assert shares[0.0] == 0 < shares[0.5] < shares[1.0]


def test_words_photo_and_history_each_speak_for_an_item(toolbox: Open, shop: Shop) -> None:
    photo = views_of(shop.picture_encoder, open_picture(shop.folder / "images/red-shoe.png"))
    found = toolbox(user="fay", photo=photo).search("trail shoes", limited(price_max=100), use_photo=True)
    spoken = {part.kind for shown in found.items for part in shown.evidence if part.weight}
    assert {"words", "meaning", "photo", "history"} <= spoken
    assert all((shown.item.price or 0) <= 100 for shown in found.items)


def test_the_photo_is_the_item_that_looks_most_like_it(toolbox: Open, shop: Shop) -> None:
    photo = views_of(shop.picture_encoder, open_picture(shop.folder / "images/red-shoe.png"))
    pictured = toolbox(photo=photo)
    assert pictured.find("the photo").id == "red-shoe"
    with_it = pictured.goes_with("the photo")
    assert [item.id for item in with_it.originals] == ["red-shoe"]
    assert {"running-course", "running-book"} <= {found.item.id for found in with_it.items}
    with pytest.raises(Retry, match="no item called 'the photo'"):
        toolbox().find("the photo")


def test_what_was_asked_for_by_its_kind_and_is_kept_out_is_said(tmp_path: Path, profiles: Profiles) -> None:
    """A lantern for the tent is no tent: it is listed, and beside it what it would take to get one."""
    rows = [
        {"id": "big", "title": "Tent for four", "categories": ["Tents"], "price": 300},
        {"id": "small", "title": "Tent for one", "categories": ["Tents"], "price": 200},
        {"id": "lantern", "title": "Tent lantern", "categories": ["Lights"], "price": 20},
    ]
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "items.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    build(folder, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        found = Toolbox(shop, profiles, Situation()).search("tent", limited(price_max=100))
        assert [shown.item.id for shown in found.items] == ["lantern"]
        assert {near.item.id for near in found.near} == {"small", "big"}
        assert [(change.drop, change.to, change.count) for change in found.relaxed] == [("price_max", 300, 2)]
        assert not Toolbox(shop, profiles, Situation()).search("tent", limited(price_max=250)).relaxed


@pytest.mark.parametrize(("litres", "listed", "changes"), [(40, "roomy", 0), (70, "cover", 1)])
def test_what_is_shelved_with_the_kind_asked_for_is_no_stopgap(
    tmp_path: Path, profiles: Profiles, litres: int, listed: str, changes: int
) -> None:
    """Of two of one category one calls itself a rucksack; the other is one all the same, a cover is not."""
    rows = [
        {"id": "small", "title": "City rucksack", "categories": ["Bags", "Packs"], "volume": "20 l"},
        {"id": "roomy", "title": "Trail pack", "description": "A rucksack for weeks.", "volume": "60 l",
         "categories": ["Bags", "Packs"]},
        {"id": "cover", "title": "Rucksack rain cover", "categories": ["Bags", "Covers"], "volume": "90 l"},
    ]  # fmt: skip
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(tmp_path, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        where = [Condition("volume", ">=", (float(litres),), "l")]
        found = Toolbox(shop, profiles, Situation()).search("rucksack", where)
        assert listed in {shown.item.id for shown in found.items} and len(found.relaxed) == changes


def test_who_names_a_price_means_something_that_has_one(toolbox: Open) -> None:
    assert toolbox().search("coffee", limited(price_min=10)).items[0].item.media != "article"


def test_as_many_alike_as_wanted(toolbox: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = [Recommended(Item(str(n), "Coat", brand="Ridge"), 0.9) for n in range(4)]
    ranked.append(Recommended(Item("9", "Coat", brand="Drift"), 0.8))
    assert [len({0, 1, 2, 3} & set(choose(ranked, 3, most))) for most in (1, 2, 3)] == [2, 2, 3]
    assert choose(ranked, 3, 1)[:2] == [0, 4]
    told = []
    monkeypatch.setattr("tastemaker.tools.search.listing.choose", lambda *given: told.append(given) or [])
    toolbox(most_alike=5).search("shoes")
    assert told[0][2] == 5
