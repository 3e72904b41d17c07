"""The need over turns: carried on, narrowed, refused and dropped, over the tiny shop read by rules."""

import json
from pathlib import Path

import pytest
import tiny

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.told import told
from tastemaker.agent.events import Answer
from tastemaker.agent.rules.need import Heard, going_on, heard
from tastemaker.agent.rules.reading.reader import read
from tastemaker.agent.rules.reading.two import two
from tastemaker.agent.rules.reading.view import Reading, ShownLine, View
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Situation, Toolbox


@pytest.fixture
def plain(agent: Agent, tmp_path: Path) -> Agent:
    """The agent without a language model."""
    return Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")


def ids(answer: Answer) -> set[str]:
    return {shown.recommendation.item.id for shown in answer.items}


VIEW = View(
    shown=(ShownLine(1, "Brass lamp", 40.0), ShownLine(2, "Oak lamp", 25.0)), need="desk lamp", limits={},
    brands=("Pawn and Pine",), categories=("Garden",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none of these", Heard("", refuses=True)),
        ("hmm, show me others please", Heard("", refuses=True)),
        ("换一批", Heard("", refuses=True)),
        ("None of these, it should be blue", Heard("blue", refuses=True, goes_on=True)),
        ("I'd like one in green", Heard("in green", goes_on=True)),
        ("made of glass, please", Heard("made of glass, please", goes_on=True)),
        ("cheaper than number 2. it is by Ona", Heard("by Ona", goes_on=True, limits={"price_max": 24.99})),
        ("no wool", Heard("no wool")),
        ("nothing from Pawn and Pine", Heard("", limits={"exclude": ["Pawn and Pine"]})),
        ("no garden. it should be red", Heard("red", goes_on=True, limits={"exclude": ["Garden"]})),
        ("cheaper than number 2", Heard("cheaper than number 2")),
        ("is it waterproof?", Heard("is it waterproof?")),
        ("I'm looking for headphones", Heard("I'm looking for headphones")),
        ("something for my camera", Heard("something for my camera")),
        ("now something completely different, a book", Heard("a book")),
    ],
)
def test_what_words_say_of_what_came_before(text: str, expected: Heard) -> None:
    assert heard(text, VIEW) == expected


def test_without_a_list_nothing_can_be_refused() -> None:
    assert heard("none of these", View()) == Heard("none of these")


def test_a_refused_list_does_not_come_back_while_the_need_lasts(plain: Agent) -> None:
    first = ids(plain.ask("sport", session="s"))
    second = plain.ask("none of these", session="s")
    assert first and not first & ids(second)
    assert second.calls[0].args["query"] == "sport"
    third = plain.ask("not quite. for the rain", session="s")
    assert not ids(third) & (first | ids(second))
    assert "sport" in third.calls[0].args["query"] and "rain" in third.calls[0].args["query"]
    assert ids(plain.ask("I'm looking for running shoes", session="s")) & first


def test_what_was_passed_over_says_so(shop: Shop, profiles: Profiles) -> None:
    before = Situation(
        shown=("blue-shoe",),
        made=(("search", {"query": "shoes"}, ("blue-shoe",)),),
        passed_over=frozenset({"red-shoe"}),
    )
    toolbox = Toolbox(shop, profiles, before)
    result = toolbox.why_not("red-shoe")
    assert "you asked for others" in told(shop, "why_not", result, "en")
    assert "red-shoe" not in {found.item.id for found in toolbox.search("running shoes").items}


def test_words_about_it_go_on_with_the_need_and_its_limits(plain: Agent) -> None:
    plain.ask("shoes under 200", session="s")
    answer = plain.ask("it should be for mud and stones", session="s")
    assert answer.limits == {"price_max": 200}
    assert answer.calls[0].args["query"].startswith("shoes ")
    assert answer.items[0].recommendation.item.id == "blue-shoe"


def test_a_new_subject_drops_need_and_limits(plain: Agent) -> None:
    plain.ask("shoes under 200", session="s")
    answer = plain.ask("I'm looking for a book about coffee", session="s")
    assert "price_max" not in answer.limits and "shoes" not in answer.calls[0].args["query"]


def test_of_two_prices_that_contradict_the_last_one_holds(plain: Agent) -> None:
    plain.ask("shoes under 90", session="s")
    assert plain.ask("over 92", session="s").limits == {"price_min": 92}
    assert plain.ask("under 90", session="s").limits == {"price_max": 90}


def test_what_a_shopper_never_wants_is_left_out_until_forgotten(plain: Agent) -> None:
    plain.ask("remember that I hate the colour red", user="fay", session="s")
    for request in ("running shoes", "what would I like?"):
        answer = plain.ask(request, user="fay", session=request)
        assert answer.limits == {"exclude": ["red"]}
        assert answer.items and "red-shoe" not in ids(answer)
    assert "red-shoe" in ids(plain.ask("running shoes", user="gus", session="other"))
    plain.profiles.forget_fact("fay", "red")
    assert "red-shoe" in ids(plain.ask("running shoes", user="fay", session="later"))


def test_a_limit_by_itself_narrows_the_list_whatever_made_it(plain: Agent) -> None:
    list(plain.turn("what would I like?", user="ana", session="s"))
    answer = plain.ask("under 20", user="ana", session="s")
    assert answer.calls[0].tool == "for_you" and answer.limits == {"price_max": 20}
    assert answer.items and all((shown.recommendation.item.price or 0) <= 20 for shown in answer.items)


def test_a_stranger_who_prefers_something_goes_on(plain: Agent) -> None:
    plain.ask("coffee", session="s")
    answer = plain.ask("I prefer a book", session="s")
    assert answer.calls[0].tool == "search" and answer.items[0].recommendation.item.id == "coffee-book"
    assert plain.ask("remember that I hate tea", session="s").items == ()


def test_a_brand_said_alone_is_left_out_of_the_same_list(plain: Agent) -> None:
    plain.ask("shoes", session="s")
    answer = plain.ask("nothing from Ridge", session="s")
    assert answer.limits == {"exclude": ["Ridge"]} and answer.calls[0].args["query"] == "shoes"
    assert "blue-shoe" in ids(answer) and "red-shoe" not in ids(answer)


def test_a_category_that_sounds_like_a_medium_is_no_medium(plain: Agent, tmp_path: Path) -> None:
    films = [
        {"id": str(n), "title": f"Life {n}", "media": "video", "categories": ["biography"]} for n in range(13)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, films)))
    build(tmp_path, tmp_path / "home", tiny.TinyText(), tiny.TinyPictures(), lambda line: None)
    cinema = Agent(plain.settings.model_copy(update={"home": tmp_path / "home"}), memory=tmp_path / "cinema")
    assert len(cinema.ask("a biography of somebody", session="s").items) == 6
    assert cinema.ask("a novel", session="s").limits == {"media": "book"}  # an honest no


def test_what_is_left_out_by_name_holds_whatever_tool_the_rest_asks_for() -> None:
    view = View(
        shown=(ShownLine(1, "Alarm Clock", 20.0), ShownLine(2, "Desk Lamp", 30.0)),
        need="present",
        categories=("Clocks", "Lamps"),
    )
    said = heard("None of these. without Clocks. like the second one but quieter", view, [])
    reading = going_on(read(said.words, view), said, view)
    assert reading.tool == "similar" and reading.args["exclude"] == ["Clocks"]


def test_who_refuses_the_list_goes_on_with_the_need_whatever_a_guess_says() -> None:
    view = View(shown=(ShownLine(1, "Alarm Clock", 20.0),), need="present", categories=("Clocks",))
    said = heard("None of these. without Clocks. it should be quiet", view, [])
    guessed = going_on(Reading("chat"), said, view)
    assert guessed.tool == "search" and guessed.args["exclude"] == ["Clocks"]
    assert guessed.args["query"].startswith("present")
    assert going_on(Reading("chat", certain=frozenset({"tool"})), said, view).tool == "chat"


BOUND = View(
    shown=(ShownLine(1, "Brass lamp", 40.0, "Ona"), ShownLine(2, "Oak lamp", 25.0, "Tide")), need="desk lamp",
    limits={"price_max": 50.0, "exclude": ["black", "wool"]}, brands=("Ona", "Tide"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lifted"),
    [
        ("the price doesn't matter", {"price_max"}),
        ("ok, ignore the price", {"price_max"}),
        ("no limit on price", {"price_max"}),
        ("价格无所谓", {"price_max"}),
        ("egal was es kostet", {"price_max"}),
        ("black is fine too", {"black"}),
        ("remove the not black limit", {"black"}),
        ("黑色也可以", {"black"}),
        ("forget all limits", {"price_max", "exclude"}),
        ("is the price ok?", set()),
        ("red is fine", set()),
        ("under 30", set()),
    ],
)
def test_limits_hold_until_they_are_lifted(text: str, lifted: set[str]) -> None:
    said = heard(text, BOUND)
    assert said.lifted == lifted
    assert bool(said.words) == (not lifted)


def test_what_is_said_beside_a_lifted_limit_is_read() -> None:
    said = heard("Price is no object. It should be blue", BOUND)
    assert (said.words, said.goes_on, said.lifted) == ("blue", True, {"price_max"})


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("I don't like the first one", (1,)),
        ("not number 2", (2,)),
        ("不要第二个", (2,)),
        ("ich mag das erste nicht", (1,)),
        ("I don't like wool", ()),
        ("not the first but the second", ()),
        ("why not the second?", ()),
    ],
)
def test_one_of_the_list_can_be_refused(text: str, refused: tuple[int, ...]) -> None:
    assert heard(text, BOUND).refused == refused


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("not this brand", "Ona"),
        ("another brand please", "Ona"),
        ("换个牌子", "Ona"),
        ("not this colour", None),
    ],
)
def test_this_brand_is_that_of_what_was_talked_of(text: str, brand: str | None) -> None:
    assert heard(text, BOUND).limits.get("exclude") == (brand and [brand])


def test_a_lifted_limit_is_gone_and_the_others_hold(plain: Agent) -> None:
    assert plain.ask("shoes under 90, not blue", session="s").limits == {"price_max": 90, "exclude": ["blue"]}
    assert plain.ask("the price doesn't matter", session="s").limits == {"exclude": ["blue"]}
    answer = plain.ask("blue is fine too", session="s")
    assert not answer.limits and "blue-shoe" in ids(answer)


def test_what_was_refused_alone_is_gone_and_the_rest_stays(plain: Agent) -> None:
    before = plain.ask("shoes", session="s")
    first = before.items[0].recommendation.item.id
    after = plain.ask("I don't like the first one", session="s")
    assert first not in ids(after) and ids(before) - {first} <= ids(after)


def test_something_altogether_different_leaves_the_need(plain: Agent) -> None:
    shown = ids(plain.ask("shoes under 200", session="s"))
    answer = plain.ask("show me something completely different", session="s")
    assert answer.calls[0].tool == "for_you" and not answer.limits
    assert answer.items and not ids(answer) & shown


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("no, in blue", "running shoes blue"),
        ("what about green?", "green running shoes"),
        ("要蓝色的", "blue 蓝色 running shoes"),
        ("for kids", "running shoes red kids"),
        ("or in blue?", "or in blue running shoes red"),
    ],
)
def test_a_colour_takes_the_place_of_the_one_before(text: str, need: str) -> None:
    view = View(shown=(ShownLine(1, "Lamp", 40.0),), need="running shoes red")
    said = heard(text, view)
    assert going_on(read(said.words, view), said, view).args == {"query": need}


@pytest.mark.parametrize(
    "text", ["in green instead", "rather in green", "and in green?", "green ones please"]
)
def test_words_after_a_photo_go_on_with_it(text: str) -> None:
    view = View(shown=(ShownLine(1, "Lamp", 40.0),), by_photo=True)
    said = heard(text, view)
    reading = going_on(read(said.words, view), said, view)
    assert reading.tool == "search" and reading.args["use_photo"]
    assert str(reading.args["query"]).split()[-1] == "green"


def test_a_new_subject_leaves_the_photo() -> None:
    view = View(shown=(ShownLine(1, "Lamp", 40.0),), by_photo=True)
    said = heard("now a tent for two", view)
    reading = going_on(read(said.words, view), said, view)
    assert reading.args["query"].endswith("tent for two") and "use_photo" not in reading.args


def test_what_is_praised_is_what_that_means(plain: Agent) -> None:
    answer = plain.ask("shoes", session="s")
    assert plain.ask("the second one looks good", session="s").calls == ()
    asked = plain.ask("more like that", session="s").calls[0]
    assert asked.tool == "similar" and asked.args["item"] == "2" and len(answer.items) > 1


def test_free_is_a_limit(plain: Agent) -> None:
    plain.ask("espresso", session="s")
    answer = plain.ask("for free", session="s")
    assert answer.limits == {"price_max": 0.0} and ids(answer) == {"coffee-article"}


def test_something_to_read_keeps_need_and_limits(plain: Agent) -> None:
    plain.ask("coffee under 30", session="s")
    answer = plain.ask("I want something to read", session="s")
    assert answer.limits["price_max"] == 30 and "coffee" in answer.calls[0].args["query"]


def test_what_goes_with_an_item_keeps_refusals_and_no_price(plain: Agent) -> None:
    plain.ask("Mate 40 phone under 700, not blue", session="s")
    answer = plain.ask("what goes with number 1?", session="s")
    assert answer.calls[0].tool == "goes_with" and answer.limits == {"exclude": ["blue"]}
    assert ids(answer) and "case" not in ids(answer)
    answer = plain.ask("what goes with the Mate 40 phone under 20?", session="s")
    assert answer.limits == {"price_max": 20, "exclude": ["blue"]}


@pytest.mark.parametrize("text", ["back to the shoes", "zurück zu den Schuhen", "回到鞋"])
def test_back_to_an_earlier_need_is_back_to_its_limits(plain: Agent, text: str) -> None:
    shown = ids(plain.ask("shoes under 90", session="s"))
    plain.ask("what goes with number 1?", session="s")
    plain.ask("coffee", session="s")
    answer = plain.ask(text, session="s")
    assert answer.limits == {"price_max": 90} and ids(answer) == shown


def test_back_to_what_was_never_spoken_of_is_a_request(plain: Agent) -> None:
    plain.ask("shoes under 90", session="s")
    assert plain.ask("back to coffee", session="s").calls[0].args["query"] == "back to coffee"


def test_one_of_the_list_is_talked_of_and_not_searched_for(plain: Agent) -> None:
    last = len(plain.ask("shoes under 100", session="s").items)
    for text, number in (("the first one", 1), ("the next one", 2), ("the last one", last)):
        call = plain.ask(text, session="s").calls[0]
        assert (call.tool, call.args) == ("details", {"item": str(number)})
    assert f"no number {last + 1}" in plain.ask("the next one", session="s").reply


def test_the_next_one_of_a_fresh_list_is_another(plain: Agent) -> None:
    shown = ids(plain.ask("shoes", session="s"))
    answer = plain.ask("next one", session="s")
    assert answer.calls[0].tool == "search" and not ids(answer) & shown


def test_of_two_requests_the_first_is_served_and_the_other_waits(plain: Agent) -> None:
    answer = plain.ask("I need a phone under 700 and a book about coffee", session="s")
    assert answer.calls[0].args["query"] == "phone" and answer.waiting == "a book about coffee"
    assert "“a book about coffee”" in answer.reply and answer.as_json()["waiting"] == answer.waiting
    assert plain.ask("not blue", session="s").waiting == "a book about coffee"
    answer = plain.ask("and the book?", session="s")
    assert answer.waiting == "" and answer.limits == {"media": "book"} and ids(answer) == {"coffee-book"}
    assert plain.ask("back to the phone", session="s").waiting == ""
    plain.ask("undo that", session="s")
    assert plain.ask("undo that", session="s").waiting == "a book about coffee"
    assert plain.ask("headphones", session="s").waiting == ""


@pytest.mark.parametrize(
    "text",
    [
        "a novel with dragons and a grumpy heroine",
        "a black and a white shirt",
        "a book about cats and a dog",
        "what goes with a tent and a sleeping bag?",
        "I have a cat and a dog",
        "a tent, a mat and a stove",
    ],
)
def test_what_belongs_together_is_one_request(text: str) -> None:
    assert two(text) == (text, "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ich brauche eine Jacke und ein Buch über Reis", ("ich brauche eine Jacke", "ein Buch über Reis")),
        ("busco una mochila y un libro", ("busco una mochila", "un libro")),
        ("我想要一件雨衣和一本关于骑行的书", ("我想要一件雨衣", "一本关于骑行的书")),
        ("I need a jacket. I also need a tent", ("I need a jacket", "a tent")),
        ("a case and a charger for my Mate 40", ("a case for my Mate 40", "a charger for my Mate 40")),
        (
            "I'm looking for a jacket for cycling and a book about rice, not green",
            ("I'm looking for a jacket for cycling, not green", "a book about rice, not green"),
        ),
        ("a tent under 200 and a book under 20", ("a tent under 200", "a book under 20")),
    ],
)
def test_two_requests_are_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert two(text) == parts


@pytest.mark.parametrize("text", ["I hate blue", "I don't like the blue ones", "no me gustan las azules"])
def test_what_a_stranger_dislikes_holds_here_and_now(plain: Agent, text: str) -> None:
    plain.ask("shoes under 200", session="s")
    answer = plain.ask(text, session="s")
    assert answer.limits["price_max"] == 200 and "blue" in answer.limits["exclude"]
    assert answer.items and "blue-shoe" not in ids(answer)


def test_what_a_known_shopper_dislikes_is_kept(plain: Agent) -> None:
    plain.ask("shoes under 200", session="s", user="eve")
    assert plain.ask("I hate blue", session="s", user="eve").calls[0].tool == "remember"


def test_a_medium_alone_narrows_the_list_whatever_made_it(plain: Agent) -> None:
    plain.ask("what would I like?", session="s", user="eve")
    answer = plain.ask("only books", session="s", user="eve")
    assert (answer.calls[0].tool, answer.limits) == ("for_you", {"media": "book"})


def test_a_question_about_it_is_no_search(plain: Agent) -> None:
    plain.ask("跑鞋", session="s")
    plain.ask("第二个怎么样", session="s")
    call = plain.ask("它是什么颜色的", session="s").calls[0]
    assert (call.tool, call.args) == ("details", {"item": "2"})
    call = plain.ask("和第一个比呢", session="s").calls[0]
    assert (call.tool, call.args) == ("compare", {"items": ["2", "1"]})


def test_the_facts_of_an_item_name_it_in_the_shoppers_language(plain: Agent) -> None:
    plain.ask("耳机", session="s")
    assert "索尼 WH-1000XM4 降噪耳机" in plain.ask("第一个怎么样", session="s").reply


def test_undo_of_a_list_is_no_way_back_to_a_need(plain: Agent) -> None:
    shown = ids(plain.ask("shoes", session="s"))
    plain.ask("not blue", session="s")
    answer = plain.ask("回到刚才的列表", session="s")
    assert ids(answer) == shown and answer.limits == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "Hello!"),
        ("谢谢", "不客气"),
        ("I'll take the first one", "what goes with it"),
        ("what's the weather like?", "this catalogue"),
    ],
)
def test_small_talk_is_answered_as_what_it_is(plain: Agent, text: str, said: str) -> None:
    answer = plain.ask(text, session="s")
    assert said in answer.reply and not answer.calls


def test_a_change_that_nothing_fits_is_no_need(plain: Agent) -> None:
    plain.ask("shoes under 90", session="s")
    assert not plain.ask("like the first one but under 1", session="s").items
    assert plain.ask("something to read about it", session="s").calls[0].args["query"] == "shoes"


@pytest.mark.parametrize(
    "text", ["more by him", "another one by the same author", "mehr von ihm", "más de él", "这个作者的其他书"]
)
def test_more_by_the_same_is_a_search_for_who_made_it(plain: Agent, text: str) -> None:
    assert ids(plain.ask("a book for the patient runner", session="s")) == {"running-book"}
    call = plain.ask(text, session="s").calls[0]
    assert (call.tool, call.args["query"]) == ("search", "Ines Falk")


def test_others_of_the_brand_go_on_with_the_need_and_its_limits(plain: Agent) -> None:
    plain.ask("shoes under 100", session="s")
    plain.ask("the first one", session="s")
    answer = plain.ask("others from the same brand", session="s")
    brand = answer.limits["brand"]
    assert answer.limits == {"price_max": 100, "brand": brand} and answer.calls[0].args["query"] == "shoes"
    assert {shown.recommendation.item.brand for shown in answer.items} == {brand}


def test_the_next_one_of_the_list_is_not_the_wish_that_waits(plain: Agent) -> None:
    plain.ask("I need shoes and a book about coffee", session="s")
    plain.ask("the first one", session="s")
    assert plain.ask("the next one", session="s").calls[0].args == {"item": "2"}
    assert ids(plain.ask("next", session="s")) == {"coffee-book"}


def test_a_limit_beside_a_word_that_compares_is_no_comparison() -> None:
    said = heard("cheaper than number 2. I remember compare, often and underlined", VIEW)
    reading = going_on(read(said.words, VIEW), said, VIEW)
    assert (reading.tool, reading.args["price_max"]) == ("search", 24.99)
    assert going_on(read("compare them", VIEW), heard("compare them", VIEW), VIEW).tool == "compare"
