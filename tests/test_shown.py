"""What cards, rows, tables and menus say of items, from known ones."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from test_cards import ATTRIBUTES, TAGS, Seen, frame, shown

from tastemaker.agent.events import Answer, Answered, Called, Found, Shown, Thinking
from tastemaker.tools.catalogue.item import Item, Variant
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.listing import Miss, Near
from tastemaker.ui.shown import cards, facts
from tastemaker.ui.shown.clicks import clicked
from tastemaker.ui.shown.compared import table
from tastemaker.ui.shown.evidence import evidence
from tastemaker.ui.shown.frame import Frame
from tastemaker.ui.shown.near import nearly
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.shown.refusals import refusals

EVIL = "\"><script>alert(1)</script>'"


def field(name: str, kind: Any = "choice", unit: str = "", share: float = 1.0) -> Field:
    return Field(name, kind, unit, "", share, {}, None, None, {}, {}, {}, column=name)


def text(html: str) -> str:
    """What a person sees of it."""
    seen = re.sub(r'<span class="unseen">.*?</span>', "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


def test_a_price_tells_what_it_was_only_where_that_is_sure_and_more() -> None:
    def told(**given: Any) -> str:
        item = Item("a", "A", price=45.0, currency="EUR", attributes=given)
        return text(facts.cost(shown(item), frame()))

    assert told(was=80) == told(was="80.00") == told(was="80 EUR") == "45.00 EUR 80.00 EUR"
    assert told() == told(was=45) == told(was=30) == told(was="soon") == told(was="80 USD") == "45.00 EUR"
    item = Item("a", "A", price=60.0, currency="EUR", attributes={"was": 80})
    assert ">reduced -25%<" in facts.badges(shown(item), frame())
    assert "before: 80.00 EUR" in facts.cost(shown(item), frame())


def test_a_price_says_that_it_keeps_to_the_limit() -> None:
    kept = Evidence("limit", 0.0, (), Condition("price", "<=", (50.0,)).as_json() | {"has": 45.0})
    listed = Shown(1, Recommendation(Item("a", "A", price=45.0), 0.0, (kept,)), "", details=("",))
    assert "fits your budget" in facts.cost(listed, frame())
    assert "fits your budget" not in facts.cost(shown(Item("a", "A", price=45.0)), frame())


def test_badges_say_what_is_new_and_what_was_had() -> None:
    lately, long_ago = ((date.today() - timedelta(days)).isoformat() for days in (20, 200))
    assert ">new<" in facts.badges(shown(Item("a", "A", created_at=f"{lately}T10:00:00")), frame())
    for created in (long_ago, "", "last year"):
        assert ">new<" not in facts.badges(shown(Item("a", "A", created_at=created)), frame())
    due = Evidence("history", 0.5, ("a",), {"days": 30, "usual": 28})
    again = Shown(1, Recommendation(Item("a", "A"), 0.5, (due,)), "", details=("",))
    assert '<li class="had">you have this<' in facts.badges(again, frame())
    assert '<li class="had once">' in facts.badges(shown(Item("a", "A")), frame()), "until it is marked so"


def test_options_are_told_with_what_is_sold_out() -> None:
    boot = Item(
        "boot",
        "Boot",
        attributes={"size": ["41"], "colour": "brown"},
        variants=(
            Variant({"size": "41", "colour": "brown"}),
            Variant({"size": "42", "colour": "brown"}, sold_out=True),
            Variant({"size": "43", "colour": "brown"}),
        ),
    )
    html = facts.options(boot, frame())
    assert text(html) == "size 41 42 43", "what is the same of all is no option"
    assert "<b>41</b>" in html and "<i>43</i>" in html
    assert '<s title="42, sold out">' in html
    many = tuple(Variant({"size": str(size)}) for size in range(30, 45))
    assert text(facts.options(Item("b", "B", variants=many), frame())).endswith("37 +7")
    assert facts.options(Item("c", "C"), frame()) == ""


def test_each_medium_says_who_made_it_and_how_long_it_is() -> None:
    minutes = Field(
        "minutes", "number", "min", "[time]", 1, {}, 1, 90, {}, {}, {}, column="duration_minutes", bare="min"
    )
    shop = frame(duration_minutes=minutes)
    course = Item(
        "c",
        "C",
        media="course",
        brand="Night School",
        attributes={"author": "Ada Quill", "duration_minutes": 45, "lessons": 8, "level": "beginner"},
    )
    assert facts.made(course, shop) == "Ada Quill · 45 min · 8 lessons · beginner"
    assert facts.made(Item("p", "P", brand="Velm", attributes={"length": "2 m"}), shop) == "Velm"
    assert facts.made(Item("b", "B", media="book", attributes={"pages": 320}), shop) == "320 pages"


def test_an_item_without_a_picture_has_a_cover_of_its_own() -> None:
    def cover(item: Item) -> str:
        (drawn,) = re.findall(r'<div class="cover.*?</div>', cards.card(shown(item), frame()))
        return str(drawn)

    book = Item("b1", "Tides & Moons", media="book")
    assert cover(book) == cover(book) and "Tides &amp; Moons" in cover(book)
    assert 'class="cover book"' in cover(book) and 'aria-hidden="true"' in cover(book)
    assert cover(book) != cover(Item("b2", "Tides & Moons", media="book")), "its colour is its own"
    assert 'class="cover product"' in cover(Item("b", "B", media='x" onclick="alert(1)'))


def test_a_title_of_300_characters_is_cut_and_whole_to_read() -> None:
    long = "word " * 60
    html = cards.card(shown(Item("a", long)), frame())
    assert f'title="{long}"' in html
    assert max(map(len, re.findall(r'aria-label="([^"]+)"', html))) < 200


def test_what_nearly_fits_says_what_it_misses() -> None:
    tent = Item("t", "Ridge tent", price=82.0, currency="EUR")
    misses = (
        Miss(Condition("price", "<=", (80.0,)), "82.00 EUR"),
        Miss(Condition("colour", "=", ("red",)), ""),
    )
    html = nearly([Near(tent, misses)], frame(colour=field("colour")))
    assert text(html).startswith("Nearly fits") and "Ridge tent 82.00 EUR 82.00 EUR, over your 80" in text(
        html
    )
    assert html.count("<li>") == 3 and 'class="card"' not in html
    assert nearly([], frame()) == ""


def item(id: str, price: float | None = 10.0) -> Item:
    return Item(id, id.capitalize(), price=price, currency="EUR")


def test_several_needs_are_several_rows_and_a_sum() -> None:
    calls = [Called("search", {"query": "tent <b>"}, 1, 2, ""), Called("goes_with", {"item": "1"}, 1, 1, "")]
    listed = [
        Shown(n, Recommendation(one, 0.0, ()), "", need)
        for n, (one, need) in enumerate([(item("tent"), 1), (item("tarp"), 1), (item("lamp", 5.5), 2)], 1)
    ]
    html = cards.lists(listed, {}, calls, frame())
    assert re.findall(r'class="need"><h3 dir="auto">(.*?)</h3>', html) == ["Tent &lt;b&gt;", "Goes with it"]
    assert "The first of each together: 15.50 EUR" in html
    assert html.count('data-do="refuse"') == 0, "a shop without fields knows no reasons"
    single = cards.lists(listed[:2], {}, calls, frame())
    assert single == cards.cards(listed[:2], frame()), "one list needs no title"
    unpriced = [listed[0], Shown(3, Recommendation(item("lamp", None), 0.0, ()), "", 2)]
    assert "together: 10.00 EUR" in cards.lists(unpriced, {}, calls, frame())


def test_only_the_last_list_of_a_turn_can_be_changed_by_a_reason() -> None:
    listed = [Shown(n, Recommendation(item(f"i{n}"), 0.0, ()), "", n) for n in (1, 2)]
    html = cards.lists(listed, {}, (), frame(price=field("price", "money", "EUR")))
    assert re.findall(r'data-do="refuse" data-id="(\w+)"', html) == ["i2"]


def test_reasons_against_an_item_are_conditions_on_its_own_fields() -> None:
    schema = {
        name: field(name, kind, unit, share)
        for name, kind, unit, share in (
            ("material", "choice", "", 0.9), ("colour", "choice", "", 0.2), ("price", "money", "EUR", 1.0),
            ("brand", "choice", "", 1.0), ("category", "list", "", 1.0), ("weight", "number", "g", 0.5),
        )
    }  # fmt: skip
    boot = Item(
        "b", "Boot", brand="Ridge", price=90.0, currency="EUR", categories=("Shoes", "Boots"),
        attributes={"material": "leather", "colour": "red", "weight": "900 g"},
    )  # fmt: skip
    found = refusals(boot, schema)
    assert [told for told, _ in found] == ["Too dear", "not red", "not leather", "not Ridge", "not Boots"]
    assert [str(one) for _, call in found for one in call.query.where] == [
        "price < 90", "colour != red", "material != leather", "brand != Ridge", "category != Boots"
    ]  # fmt: skip
    assert all(call.edits for _, call in found)
    assert refusals(boot, {}) == []
    dollars = {"price": field("price", "money", "USD")}
    assert refusals(boot, dollars) == [], "a price in another currency cannot be compared"


class _Things:
    """A shop of some items."""

    def __init__(self, *items: Item, schema: Mapping[str, Field] | None = None) -> None:
        self.catalogue = {one.id: one for one in items}
        self.schema = schema or {}


def test_a_click_is_a_call_for_what_is_there() -> None:
    shop: Any = _Things(item("tent"), item("7"), schema={"price": field("price", "money", "EUR")})
    last = Turn(0, "", items=(Shown(1, Recommendation(item("tent"), 0.0, ()), ""),))
    assert clicked({"do": "more", "id": "tent"}, last, shop)[1].items == ("tent",)  # type: ignore[index]
    assert clicked({"do": "more", "id": "gone"}, last, shop) is None
    said, call = clicked({"do": "refuse", "id": "tent", "n": "0"}, last, shop)  # type: ignore[misc]
    assert (said, call.query.conditions) == ("Tent: Too dear", (Condition("price", "<", (10.0,)),))
    for wrong in ({"id": "7", "n": "0"}, {"id": "tent", "n": "9"}, {"id": "tent"}):
        assert clicked({"do": "refuse", **wrong}, last, shop) is None
    compared = clicked({"do": "compare", "ids": ["tent", "gone", "7", "tent"]}, last, shop)
    assert compared is not None and compared[0] == "Compare Tent and 7"
    assert compared[1].items == ("tent", "7"), "an id that could be a number of the list is told by its title"
    for few in (["tent"], ["tent", "gone"], "tent", None, [{"a": 1}]):
        assert clicked({"do": "compare", "ids": few}, last, shop) is None


def test_a_table_has_a_row_for_each_field_and_marks_what_is_better() -> None:
    tent, tarp = item("tent", 90.0), item("tarp", 40.0)
    told = [
        Fact(tent, "price", "90.00 EUR"), Fact(tent, "weight", "2 kg", best=True),
        Fact(tent, "colour", "red"),
        Fact(tarp, "price", "40.00 EUR", best=True), Fact(tarp, "weight", ""), Fact(tarp, "colour", "<i>"),
    ]  # fmt: skip
    html = table(told, frame())
    rows = [text(row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert rows[1:] == ["price 90.00 EUR 40.00 EUR", "weight 2 kg –", "colour red &lt;i&gt;"]
    assert re.findall(r'class="best"><svg.*?</svg>([^<]+)', html) == ["40.00 EUR", "2 kg"]
    assert html.count('scope="col"') == 2 and html.count('scope="row"') == 3
    assert table(told[:3], frame()) == table([], frame()) == ""
    assert len(table([Fact(tent, "a", "x" * 999), Fact(tarp, "a", "y")], frame())) < 3000


def test_the_shoppers_photo_stands_beside_what_it_matched(tmp_path: Path) -> None:
    for name in ("mine", "its"):
        Image.new("RGB", (300, 300), "red").save(tmp_path / f"{name}.png")
    photo = Evidence("photo", 0.6, (), {"pictured": True})
    listed = Shown(1, Recommendation(item("lamp"), 0.6, (photo,)), "", details=("like it",))
    shop = frame(picture=tmp_path / "its.png").shop
    html = evidence(listed, Frame(shop, photo=tmp_path / "mine.png"))
    assert re.findall(r'<img [^>]*alt="([^"]+)"', html) == ["Your photo", "Picture of Lamp"]
    for without in (
        Frame(shop),
        Frame(shop, photo=tmp_path / "gone.png"),
        Frame(frame().shop, photo=tmp_path),
    ):
        assert "<img" not in evidence(listed, without)
    assert "<img" not in evidence(shown(item("lamp")), Frame(shop, photo=tmp_path / "mine.png"))


def parts_of(turn: Turn) -> dict[str, str]:
    return turn.parts(frame().shop)


def test_a_turn_holds_the_place_of_a_list_until_it_is_known_what_it_does() -> None:
    turn = Turn(0, "")
    turn.take(Thinking("reading"))
    assert 'class="blank"' in parts_of(turn)["working"] and parts_of(turn)["cards"] == ""
    turn.take(Called("why", {"item": "1"}, 1.0, 1, ""))
    assert "blank" not in parts_of(turn)["working"]


def test_near_items_come_with_the_list_and_once() -> None:
    near = (Near(item("tent"), (Miss(Condition("price", "<=", (5.0,)), "10.00 EUR"),)),)
    turn = Turn(0, "")
    turn.take(Called("search", {"query": "tent"}, 1.0, 0, ""))
    assert parts_of(turn)["cards"] == ""
    turn.take(Found((), "en", {}, near))
    assert parts_of(turn)["cards"].count("Nearly fits</h3>") == 1
    turn.take(Answered(Answer("tent", None, "s", near=near)))
    assert parts_of(turn)["cards"].count("Nearly fits</h3>") == 1
    again = Turn(0, "", answer=Answer("tent", None, "s", near=near))
    assert parts_of(again)["cards"].count("Nearly fits</h3>") == 1, "a turn that is told again"


def test_a_comparison_is_a_table_and_one_sentence() -> None:
    told = (Fact(item("tent"), "price", "10.00 EUR"), Fact(item("tarp", 5.0), "price", "5.00 EUR", best=True))
    call = Called("compare", {"items": ["1", "2"]}, 1.0, 2, "", told)
    turn = Turn(0, "")
    turn.take(call)
    assert "<table>" in parts_of(turn)["cards"], "before the prose"
    reply = "They differ in this:\n- price: Tent 10.00 EUR; Tarp 5.00 EUR\n\nOne thing more."
    turn.take(Answered(Answer("compare", None, "s", (call,), reply=reply, answers=told)))
    assert parts_of(turn)["prose"] == "<p>Tarp is better in price.</p><p>One thing more.</p>"
    again = Turn(0, "", calls=[Called("compare", {}, 1.0, 2, "")], prose=reply)
    again.answer = Answer("compare", None, "s", tuple(again.calls), answers=told)
    assert "<table>" in parts_of(again)["cards"], "a turn that is told again"


@pytest.mark.parametrize("language", ["en", "zh", "de", "fr", "es", "hi", "ja", "pt", "it"])
def test_what_the_catalogue_says_never_becomes_markup_in_any_part(language: str) -> None:
    variants = (Variant({EVIL: EVIL}), Variant({EVIL: f"{EVIL}2"}, sold_out=True))
    attributes = {"was": 9, "author": EVIL, "level": EVIL, "colour": EVIL, f"title_{language}": EVIL}
    evil = Item(EVIL, EVIL, brand=EVIL, price=5.0, media=EVIL, attributes=attributes, variants=variants)
    evil_media = Item(f"{EVIL}2", EVIL, media="book", categories=(EVIL,), price=6.0)
    schema = {"colour": field("colour"), "brand": field("brand"), "category": field("category", "list")}
    surroundings = frame(language, **schema)
    near = Near(
        evil, (Miss(Condition(EVIL, "=", (EVIL,)), EVIL), Miss(Condition("text", "has", (EVIL,)), EVIL))
    )
    told = [Fact(one, EVIL, f"{EVIL}{one.media}", EVIL, best=True) for one in (evil, evil_media)]
    listed = [
        Shown(n, Recommendation(one, 0.5, (Evidence("words", 0.5, (EVIL,)),)), EVIL, n, details=(EVIL,))
        for n, one in enumerate((evil, evil_media), 1)
    ]
    calls = [Called("search", {"query": EVIL}, 1, 1, EVIL), Called(EVIL, {}, 1, 1, EVIL)]
    seen = Seen()
    seen.feed(
        cards.lists(listed, {1: [near]}, calls, surroundings) + table(told, surroundings) + cards.blank()
    )
    assert seen.tags <= TAGS | {"s", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert seen.attributes <= ATTRIBUTES | {"scope", "lang"}
