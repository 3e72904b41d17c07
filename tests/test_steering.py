"""Chips, windows and dials as HTML, and what a click on them asks for."""

import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_agent import EVIL
from test_cards import ATTRIBUTES, TAGS, Seen, shown

from tastemaker.agent.agent import Agent
from tastemaker.agent.change import Change
from tastemaker.agent.settings import load
from tastemaker.agent.talks.talk import Record
from tastemaker.agent.turns.dials import STOPS
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.narrow import Counted, Narrower, Scale, Ways
from tastemaker.tools.shop import Shop
from tastemaker.ui.chat import Chat
from tastemaker.ui.steering.chips import chips, limits, steer
from tastemaker.ui.steering.weights import moved, stops, weights
from tastemaker.ui.talks.conversation import Conversation

CHEAP = Condition("price", "<=", (80.0,))
EITHER = Condition("colour", "=", ("red", "blue"))
WAYS = Ways(
    (Narrower(Condition("colour", "=", ("red",)), 12), Narrower(CHEAP, 1)),
    {CHEAP: Scale(5.0, 1200.5, 0.5), EITHER: Counted((("red", 3), ("green", 2), ("Blue", 1200)))},
)


def test_limits_in_force_are_chips() -> None:
    html = limits(
        {"price_max": 1200.0, "price_min": None, "exclude": ("leather", "wool"), "media": "book"}, {}
    )
    assert re.findall(r"<li>(.*?)<button", html) == ["only book", "up to 1,200", "not leather", "not wool"]
    assert re.findall(r'data-do="drop" data-n="(.)"', html) == ["0", "1", "2", "3"]
    assert 'aria-label="Remove the limit: not wool"' in html
    assert "up to 1,234,567.89<" in limits({"price_max": 1234567.89}, {})
    assert limits({"price_max": None, "exclude": ()}, {}) == ""
    deep = {"field": "water_column", "op": ">=", "value": 3.0, "unit": "m"}
    either = {"field": "colour", "op": "=", "value": ["red", "<blue>"]}
    html = limits({"where": [deep, either]}, {})
    assert "<li>water column: from 3 m<" in html and "<li>colour: red/&lt;blue&gt;<" in html
    assert html.count("data-n=") == 2
    assert ">80以内<" in limits({"price_max": 80.0}, {}, "zh")
    assert "nicht rot<" in limits({"exclude": ["rot"]}, {}, "de")
    kind = {"field": "media", "op": "!=", "value": "book"}
    cheap = {"field": "price", "op": "=", "value": [10, 20]}
    html = limits({"where": [kind, cheap], "media": "video"}, {}, "de")
    assert re.findall(r"<li>(.*?)<button", html) == ["nur Video", "Medium: nicht Buch", "Preis: 10/20"]
    assert 'aria-label="Grenze entfernen: nur Video"' in html


def test_each_chip_removes_its_own_condition_alone() -> None:
    both = [
        {"field": "weight", "op": op, "value": value, "unit": "kg"}
        for op, value in ((">=", 1.0), ("<=", 3.0))
    ]
    found = chips({"price_max": 80, "exclude": ["wool"], "brand": "Ridge", "where": both}, {})
    in_force = [chip.condition for chip in found]
    for chip in found:
        assert [*chip.removal.of(in_force)] == [one for one in in_force if one != chip.condition], chip.told
    assert found[-1].removal == Change("weight", word="3.0")


def test_a_number_opens_a_scale_and_a_choice_its_values_with_counts() -> None:
    told = {"price_max": 80.0, "where": [EITHER.as_json()], "exclude": ["wool"]}
    html = limits(told, {}, ways=WAYS, turn=7)
    assert re.findall(r'popovertarget="([^"]+)"', html) == ["limit-7-0", "limit-7-2"]
    assert re.findall(r'<form popover class="editor" id="([^"]+)" data-n="(.)"', html) == [
        ("limit-7-0", "0"),
        ("limit-7-2", "2"),
    ]
    assert 'type="range" min="5" max="1200.5" step="0.5" value="80"' in html
    assert 'type="number" step="any" required value="80"' in html
    boxes = re.findall(r'value="(\d)"( checked)?><span>(\w+)</span><small>([\d,]+)<', html)
    assert boxes == [
        ("0", " checked", "red", "3"),
        ("1", "", "green", "2"),
        ("2", " checked", "Blue", "1,200"),
    ]
    assert html.count('aria-label="Change the limit: up to 80"') == 2, "the button and its window"
    assert "popover" not in limits(told, {}), "not before it is known what may be chosen"


def test_what_narrows_says_how_much_is_left() -> None:
    html = steer({}, WAYS, {})
    assert re.findall(r'data-n="(.)" aria-label="([^"]+)">([^<]+) <small>(\d+)<', html) == [
        ("0", "colour: red: 12 items", "colour: red", "12"),
        ("1", "up to 80: 1 item", "up to 80", "1"),
    ]
    assert steer({}, Ways(), {}) == steer({}, None, {}) == ""


def test_dials_are_drawn_alike_wherever_they_stand() -> None:
    html = weights({"words": 4.0, "variety": 1.0})
    assert html == weights({"words": 0.0, "variety": 0.5})
    assert re.findall(r'data-dial="(\w+)" aria-label="[^"]+" aria-valuetext="as usual"', html) == [
        "words",
        "variety",
    ]
    assert 'data-words="not at all|less|as usual|more|much more"' in html
    assert stops({"words": 4.0, "looks": 0.0, "new": 1.0}) == {"words": 4, "looks": 0, "new": 2}
    assert weights({}) == ""


@pytest.mark.parametrize(
    ("was", "said"),
    [
        (5, "moved up.*up from 5.*>3<"),
        (1, "moved down.*down from 1.*>1<"),
        (0, "moved new.*new in the list"),
        (2, '"moved"></'),
    ],
)
def test_an_arrow_says_what_rose_and_fell(was: int, said: str) -> None:
    one = shown(Item("a", "A"), 2)
    assert re.search(said, moved(replace(one, was=was)))
    assert moved(one) == ""


def test_what_the_catalogue_says_never_becomes_markup() -> None:
    one = Condition(EVIL, "=", (EVIL,), EVIL)
    brand = Condition("brand", "=", (EVIL,))
    ways = Ways(
        (Narrower(one, 3), Narrower(brand, 2)),
        {one: Counted(((EVIL, 1),)), brand: Counted(((EVIL, 1),))},
    )
    told = {"exclude": [EVIL], "brand": EVIL, "where": [one.as_json()], EVIL: EVIL}
    seen = Seen()
    seen.feed(limits(told, {}, "en", ways) + steer({"words": 1.0}, ways, {}))
    assert seen.tags <= TAGS | {"details", "form", "input", "label", "output", "summary"}
    own = "autofocus checked for id max min name required step type value popover popovertarget"
    assert seen.attributes <= ATTRIBUTES | set(own.split()) | {
        "aria-haspopup", "aria-valuetext", "data-dial", "data-words",
    }  # fmt: skip


@pytest.fixture
def outfitted(gear_home: Path, outfitter: Shop, tmp_path: Path, tiny_encoders: None) -> Agent:
    """The agent over the shop whose items state fields of every kind, without a language model."""
    return Agent(load(home=gear_home, model="none"), memory=tmp_path / "memory", shop=outfitter)


def clicked(chat: Chat, conversation: Conversation, **action: Any) -> list[Record]:
    list(chat.act(conversation, action))
    return list(chat._agent.talk(conversation.session).records)


def test_a_click_sets_a_condition_changes_it_and_drops_it(outfitted: Agent) -> None:
    chat, conversation = Chat(outfitted), Conversation()
    list(chat.ask(conversation, "up to 200"))
    ways = conversation.turns[-1].ways
    assert ways is not None and conversation.turns[-1].limits == {"price_max": 200.0}
    n, first = next((n, one) for n, one in enumerate(ways.narrower) if one.condition.field == "brand")
    *_, record = clicked(chat, conversation, do="narrow", n=str(n))
    brand = first.condition.values[0]
    assert record.standing.limits == {"price_max": 200.0, "brand": brand}
    assert f"only {brand}<" in conversation.turns[-1].asked and record.change is not None
    assert len(conversation.turns[-1].items) == first.count
    *_, record = clicked(chat, conversation, do="limit", n="1", to="100")
    assert record.standing.limits == {"price_max": 100.0, "brand": brand}
    assert "up to 100<" in conversation.turns[-1].asked
    now = conversation.turns[-1].ways
    assert now is not None and isinstance(values := now.instead[first.condition], Counted)
    *_, record = clicked(
        chat, conversation, do="limit", n="0", places=[str(n) for n in range(len(values.values))]
    )
    assert record.standing.limits["where"] == [
        {"field": "brand", "op": "=", "value": [name for name, _ in values.values]}
    ]
    records = clicked(chat, conversation, do="limit", n="1", places=[])
    assert records[-1].standing.limits == {"price_max": 100.0}, "no value is no limit"
    clicked(chat, conversation, do="undo")
    assert "where" in conversation.turns[-1].limits


@pytest.mark.parametrize(
    "action",
    [
        {"do": "narrow", "n": "99"},
        {"do": "narrow"},
        {"do": "limit", "n": "0"},
        {"do": "limit", "n": "0", "to": "200"},
        {"do": "limit", "n": "0", "to": "nan"},
        {"do": "limit", "n": "0", "to": "1e99"},
        {"do": "limit", "n": "0", "to": {"a": "b"}},
        {"do": "limit", "n": "7", "to": "3"},
        {"do": "weigh", "dial": "words", "stop": "9"},
        {"do": "weigh", "dial": EVIL, "stop": "1"},
        {"do": "weigh", "dial": "photo", "stop": "1"},
        {"do": "drop", "n": "-1"},
    ],
    ids=str,
)
def test_what_a_browser_makes_up_does_nothing(outfitted: Agent, action: dict[str, Any]) -> None:
    chat, conversation = Chat(outfitted), Conversation()
    list(chat.ask(conversation, "up to 200"))
    assert list(chat.act(conversation, action)) == []
    assert len(conversation.turns) == 1 and list(chat.act(Conversation(), action)) == []


def test_a_moved_dial_puts_the_list_in_its_place(plain: Agent) -> None:
    chat, conversation = Chat(plain), Conversation()
    list(chat.ask(conversation, "running shoes"))
    before = conversation.turns[-1]
    ((page, _),) = chat.act(conversation, {"do": "weigh", "dial": "words", "stop": "0"})
    ((page, _),) = chat.act(conversation, {"do": "weigh", "dial": "meaning", "stop": "0"})
    dials = {"words": 0, "meaning": 0, "popular": 2, "variety": 2}
    after = conversation.turns[-1]
    assert len(conversation.turns) == 1 and after.number == before.number and after.asked == before.asked
    assert page["dials"] == dials
    assert after.dials["words"] == STOPS[0] and {*page["turns"]} == {"0"}
    assert 'class="moved' in page["turns"]["0"]["cards"]
    assert page["turns"]["0"]["steer"] == before.parts(plain.shop)["steer"], "no dial is drawn anew"
    ((page, _),) = chat.act(conversation, {"do": "reset"})
    assert {*page["dials"].values()} == {2}
    again = conversation.turns[-1].items
    assert [one.recommendation for one in again] == [one.recommendation for one in before.items]


def test_a_dial_does_not_wait_for_prose_that_it_makes_old(plain: Agent) -> None:
    chat, conversation = Chat(plain), Conversation()
    pages = chat.ask(conversation, "running shoes")
    while not conversation.turns or not conversation.turns[-1].items:
        next(pages)
    listener = threading.Thread(target=lambda: list(pages))
    listener.start()
    ((page, _),) = chat.act(conversation, {"do": "weigh", "dial": "words", "stop": "0"})
    listener.join(10)
    assert page["dials"]["words"] == 0 and not conversation.busy and len(conversation.turns) == 1
