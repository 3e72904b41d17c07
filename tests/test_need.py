"""The need over turns, with the calls written: carried on, narrowed, refused and dropped in the tiny shop."""

import json
from pathlib import Path

import pytest
import tiny

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.told import told
from tastemaker.agent.events import Answer
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Situation, Toolbox


def ids(answer: Answer) -> set[str]:
    return {shown.recommendation.item.id for shown in answer.items}


def test_a_refused_list_does_not_come_back_while_the_need_lasts(
    quiet: Agent, written: dict[str, str]
) -> None:
    written["sport"] = 'find "sport"'
    written["not quite. for the rain"] = 'also "for the rain"'
    written["I'm looking for running shoes"] = 'find "running shoes"'
    first = ids(quiet.ask("sport", session="s"))
    second = quiet.ask("none of these", session="s")
    assert first and not first & ids(second)
    assert second.calls[0].args["query"] == "sport"
    third = quiet.ask("not quite. for the rain", session="s")
    assert not ids(third) & (first | ids(second))
    assert "sport" in third.calls[0].args["query"] and "rain" in third.calls[0].args["query"]
    assert ids(quiet.ask("I'm looking for running shoes", session="s")) & first


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


def test_words_about_it_go_on_with_the_need_and_its_limits(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 200"] = 'find "shoes" where price <= 200'
    written["it should be for mud and stones"] = 'also "for mud and stones"'
    quiet.ask("shoes under 200", session="s")
    answer = quiet.ask("it should be for mud and stones", session="s")
    assert answer.limits == {"price_max": 200}
    assert answer.calls[0].args["query"].startswith("shoes ")
    assert answer.items[0].recommendation.item.id == "blue-shoe"


def test_a_new_subject_drops_need_and_limits(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 200"] = 'find "shoes" where price <= 200'
    written["I'm looking for a book about coffee"] = 'find "coffee" where media = "book"'
    quiet.ask("shoes under 200", session="s")
    answer = quiet.ask("I'm looking for a book about coffee", session="s")
    assert "price_max" not in answer.limits and "shoes" not in answer.calls[0].args["query"]


def test_of_two_prices_that_contradict_the_last_one_holds(plain: Agent) -> None:
    plain.ask("shoes under 90", session="s")
    assert plain.ask("over 92", session="s").limits == {"price_min": 92}
    assert plain.ask("under 90", session="s").limits == {"price_max": 90}


def test_what_a_shopper_never_wants_is_left_out_until_forgotten(
    quiet: Agent, written: dict[str, str]
) -> None:
    written["remember that I hate the colour red"] = 'remember "I hate the colour red"'
    written["running shoes"] = 'find "running shoes"'
    written["what would I like?"] = "for_me"
    quiet.ask("remember that I hate the colour red", user="fay", session="s")
    for request in ("running shoes", "what would I like?"):
        answer = quiet.ask(request, user="fay", session=request)
        assert answer.limits == {"exclude": ["red"]}
        assert answer.items and "red-shoe" not in ids(answer)
    assert "red-shoe" in ids(quiet.ask("running shoes", user="gus", session="other"))
    quiet.profiles.forget_fact("fay", "red")
    assert "red-shoe" in ids(quiet.ask("running shoes", user="fay", session="later"))


def test_a_limit_by_itself_narrows_the_list_whatever_made_it(quiet: Agent, written: dict[str, str]) -> None:
    written["what would I like?"] = "for_me"
    list(quiet.turn("what would I like?", user="ana", session="s"))
    answer = quiet.ask("under 20", user="ana", session="s")
    assert answer.calls[0].tool == "for_you" and answer.limits == {"price_max": 20}
    assert answer.items and all((shown.recommendation.item.price or 0) <= 20 for shown in answer.items)


def test_a_stranger_who_prefers_something_goes_on(quiet: Agent, written: dict[str, str]) -> None:
    written["coffee"] = 'find "coffee"'
    written["I prefer a book"] = 'also where media = "book"'
    quiet.ask("coffee", session="s")
    answer = quiet.ask("I prefer a book", session="s")
    assert answer.calls[0].tool == "search" and answer.items[0].recommendation.item.id == "coffee-book"


def test_what_a_stranger_tells_holds_in_this_talk_alone(quiet: Agent, written: dict[str, str]) -> None:
    written["remember that I hate espresso"] = 'remember "I hate espresso"'
    written["coffee"] = 'find "coffee"'
    told = quiet.ask("remember that I hate espresso", session="s")
    assert told.items == () and told.reply == "For this conversation I keep in mind: I hate espresso"
    assert quiet.ask("coffee", session="s").limits == {"exclude": ["espresso"]}
    assert "I hate espresso" in quiet.ask("what do you know about me?", session="s").reply
    assert "espresso" not in quiet.ask("what do you know about me?", session="other").reply
    assert quiet.ask("coffee", session="other").limits == {}


def test_what_a_stranger_told_is_forgotten(quiet: Agent, written: dict[str, str]) -> None:
    written["remember that I hate espresso"] = 'remember "I hate espresso"'
    written["coffee"] = 'find "coffee"'
    written["forget the espresso"] = 'forget "espresso"'
    quiet.ask("remember that I hate espresso", session="s")
    quiet.ask("coffee", session="s")
    assert "I hate espresso" in quiet.ask("forget the espresso", session="s").reply
    assert quiet.ask("coffee", session="s").limits == {}
    assert quiet.ask("what do you know about me?", session="s").reply == "Nothing is remembered about you."
    assert quiet.ask("forget the espresso", session="s").reply == "Nothing is remembered about you."


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


def test_a_lifted_limit_is_gone_and_the_others_hold(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 90, not blue"] = 'find "shoes" where price <= 90, text lacks "blue"'
    written["the price doesn't matter"] = "also lift price"
    written["blue is fine too"] = "also lift text"
    assert quiet.ask("shoes under 90, not blue", session="s").limits == {"price_max": 90, "exclude": ["blue"]}
    assert quiet.ask("the price doesn't matter", session="s").limits == {"exclude": ["blue"]}
    answer = quiet.ask("blue is fine too", session="s")
    assert not answer.limits and "blue-shoe" in ids(answer)


def test_an_open_wish_leaves_the_need_and_its_limits(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 200"] = 'find "shoes" where price <= 200'
    written["just surprise me"] = "for_me"
    quiet.ask("shoes under 200", session="s")
    answer = quiet.ask("just surprise me", session="s")
    assert answer.calls[0].tool == "for_you" and not answer.limits
    assert "phone" in ids(answer)


def test_free_is_a_limit(plain: Agent) -> None:
    plain.ask("espresso", session="s")
    answer = plain.ask("for free", session="s")
    assert answer.limits == {"price_max": 0.0} and ids(answer) == {"coffee-article"}


def test_something_to_read_keeps_need_and_limits(quiet: Agent, written: dict[str, str]) -> None:
    written["coffee under 30"] = 'find "coffee" where price <= 30'
    written["I want something to read"] = 'also where media = "book"|"article"'
    quiet.ask("coffee under 30", session="s")
    answer = quiet.ask("I want something to read", session="s")
    assert answer.limits["price_max"] == 30 and "coffee" in answer.calls[0].args["query"]
    assert answer.items and {shown.recommendation.item.media for shown in answer.items} <= {"book", "article"}


def test_what_goes_with_an_item_keeps_the_refusal_that_is_written_again_and_no_price(
    quiet: Agent, written: dict[str, str]
) -> None:
    written["Mate 40 phone under 700, not blue"] = (
        'find "Mate 40 phone" where price <= 700, text lacks "blue"'
    )
    written["what goes with the first?"] = 'goes_with 1 where text lacks "blue"'
    quiet.ask("Mate 40 phone under 700, not blue", session="s")
    answer = quiet.ask("what goes with the first?", session="s")
    assert answer.calls[0].tool == "goes_with" and answer.limits == {"exclude": ["blue"]}
    assert ids(answer) and "case" not in ids(answer)
    answer = quiet.ask("under 20", session="s")
    assert answer.calls[0].tool == "goes_with" and answer.limits == {"exclude": ["blue"], "price_max": 20}


def test_one_of_the_list_is_talked_of_and_not_searched_for(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 100"] = 'find "shoes" where price <= 100'
    last = len(quiet.ask("shoes under 100", session="s").items)
    written["the last one"] = f"ask of {last}"
    written["the next one"] = f"ask of {last + 1}"
    for text, number in (("number 1", 1), ("2", 2), ("the last one", last)):
        call = quiet.ask(text, session="s").calls[0]
        assert (call.tool, call.args) == ("details", {"item": str(number)})
    assert f"no number {last + 1}" in quiet.ask("the next one", session="s").reply


def test_the_next_one_of_a_fresh_list_is_another(plain: Agent) -> None:
    shown = ids(plain.ask("shoes", session="s"))
    answer = plain.ask("next one", session="s")
    assert answer.calls[0].tool == "search" and not ids(answer) & shown


@pytest.mark.parametrize("text", ["I hate blue", "I don't like the blue ones", "no me gustan las azules"])
def test_what_a_stranger_dislikes_holds_here_and_now(
    quiet: Agent, written: dict[str, str], text: str
) -> None:
    written["shoes under 200"] = 'find "shoes" where price <= 200'
    written[text] = 'also where text lacks "blue"'
    quiet.ask("shoes under 200", session="s")
    answer = quiet.ask(text, session="s")
    assert answer.limits["price_max"] == 200 and "blue" in answer.limits["exclude"]
    assert answer.items and "blue-shoe" not in ids(answer)


def test_what_a_known_shopper_dislikes_is_kept(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 200"] = 'find "shoes" where price <= 200'
    written["I hate blue"] = 'remember "I hate blue"'
    quiet.ask("shoes under 200", session="s", user="eve")
    assert quiet.ask("I hate blue", session="s", user="eve").calls[0].tool == "remember"


def test_a_medium_alone_narrows_the_list_whatever_made_it(quiet: Agent, written: dict[str, str]) -> None:
    written["what would I like?"] = "for_me"
    written["only books"] = 'also where media = "book"'
    quiet.ask("what would I like?", session="s", user="eve")
    answer = quiet.ask("only books", session="s", user="eve")
    assert (answer.calls[0].tool, answer.limits) == ("for_you", {"media": "book"})


def test_a_question_about_it_is_no_search(quiet: Agent, written: dict[str, str]) -> None:
    written["跑鞋"] = 'find "running shoes"'
    written["第二个怎么样"] = "ask of 2"
    written["它是什么颜色的"] = "ask colour"
    written["和第一个比呢"] = "compare 2, 1"
    shown = quiet.ask("跑鞋", session="s").items
    quiet.ask("第二个怎么样", session="s")
    answer = quiet.ask("它是什么颜色的", session="s")
    assert (answer.calls[0].tool, answer.calls[0].args) == ("details", {"item": "2", "fields": ["colour"]})
    assert [fact.item for fact in answer.answers] == [shown[1].recommendation.item]
    call = quiet.ask("和第一个比呢", session="s").calls[0]
    assert (call.tool, call.args) == ("compare", {"items": ["2", "1"]})


def test_the_facts_of_an_item_name_it_in_the_shoppers_language(quiet: Agent, written: dict[str, str]) -> None:
    written["耳机"] = 'find "headphones"'
    written["第一个怎么样"] = "ask of 1"
    quiet.ask("耳机", session="s")
    assert "索尼 WH-1000XM4 降噪耳机" in quiet.ask("第一个怎么样", session="s").reply


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
def test_small_talk_is_answered_as_what_it_is(
    quiet: Agent, written: dict[str, str], text: str, said: str
) -> None:
    written["what's the weather like?"] = written["I'll take the first one"] = "talk"
    answer = quiet.ask(text, session="s")
    assert said in answer.reply and not answer.calls


def test_a_change_that_nothing_fits_leaves_the_list(quiet: Agent, written: dict[str, str]) -> None:
    written["shoes under 90"] = 'find "shoes" where price <= 90'
    written["like the first one but under 1"] = "like 1 where price <= 1"
    first = quiet.ask("shoes under 90", session="s").items[0].recommendation.item
    assert not quiet.ask("like the first one but under 1", session="s").items
    assert quiet.ask("1", session="s").reply.startswith(first.title)
    answer = quiet.ask("under 100", session="s")
    assert answer.calls[0].tool == "similar" and answer.limits == {"price_max": 100} and answer.items


def test_more_by_the_same_is_a_search_for_who_made_it(quiet: Agent, written: dict[str, str]) -> None:
    written["a book for the patient runner"] = 'find "patient runner" where media = "book"'
    written["mehr von ihm"] = 'find "" where author = author of 1'
    assert ids(quiet.ask("a book for the patient runner", session="s")) == {"running-book"}
    answer = quiet.ask("mehr von ihm", session="s")
    assert answer.calls[0].tool == "search" and ids(answer) == {"running-book"}
    assert answer.limits == {"where": [{"field": "author", "op": "=", "value": "Ines Falk"}]}


def test_others_of_the_brand_go_on_with_the_need_and_its_limits(
    quiet: Agent, written: dict[str, str]
) -> None:
    written["shoes under 100"] = 'find "shoes" where price <= 100'
    written["others from the same brand"] = "also where brand = brand of 1"
    first = quiet.ask("shoes under 100", session="s").items[0].recommendation.item
    answer = quiet.ask("others from the same brand", session="s")
    assert answer.limits == {"price_max": 100, "brand": first.brand}
    assert answer.calls[0].args["query"] == "shoes"
    assert {shown.recommendation.item.brand for shown in answer.items} == {first.brand}
