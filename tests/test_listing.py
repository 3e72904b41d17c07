"""From a ranking to the list: in which order, how many, and what nearly fits."""

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.listing import LIST_LENGTH
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

TENTS = Condition("category", "=", ("Tents",))
PRODUCTS = Condition("media", "=", ("product",))
LIGHT = Condition("weight", "<=", (1.0,), "kg")


@pytest.fixture
def tools(outfitter: Shop, profiles: Profiles) -> Toolbox:
    return Toolbox(outfitter, profiles, Situation())


def ids(result: Result) -> list[str]:
    return [found.item.id for found in result.items]


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        (("weight", "up"), "solo duo family"),
        (("weight", "down"), "family duo solo"),
        (("weight",), "solo duo family"),
        (("released", "up"), "family duo solo"),
        (("released", "down"), "solo duo family"),
        (("packed", "down"), "family duo solo"),
        (("colour", "down"), "duo solo family"),
        (("price", "up"), "tarp solo duo family"),
    ],
)
def test_by_any_field_and_only_what_states_it(tools: Toolbox, order: tuple[str, ...], listed: str) -> None:
    result = tools.search("", [TENTS], order=order)
    if order[0] == "colour":  # among equals the better match is first
        assert ids(result)[0] == "duo" and set(ids(result)) == set(listed.split())
    else:
        assert ids(result) == listed.split()
    assert result.order == (order[0], "down" if "down" in order else "up")


def test_a_name_is_put_in_order_by_its_letters(tools: Toolbox, outfitter: Shop) -> None:
    brands = [found.item.brand for found in tools.search("", [TENTS], order=("brand", "up")).items]
    assert brands == ["Drift", "Lee", "Ridge", "Ridge"]
    brands = [found.item.brand for found in tools.search("", [TENTS], order=("brand", "down")).items]
    assert brands == ["Ridge", "Ridge", "Lee", "Drift"]


def test_the_order_holds_conditions_and_evidence(tools: Toolbox) -> None:
    result = tools.search("", [PRODUCTS, LIGHT], order=("weight", "down"))
    assert ids(result) == ["solo", "sneaker", "jacket", "shirt"]
    for found in result.items:
        assert sum(part.weight for part in found.evidence) == pytest.approx(found.score, abs=1e-4)


def test_a_field_that_the_catalogue_lacks_says_which_it_has(tools: Toolbox) -> None:
    with pytest.raises(Retry, match="no field 'thread_pitch'; it has category, brand"):
        tools.search("", order=("thread_pitch", "up"))


def test_as_many_as_are_wanted(tools: Toolbox) -> None:
    assert len(tools.search("", [PRODUCTS]).items) == LIST_LENGTH
    assert ids(tools.search("", [PRODUCTS], order=("price", "down"), take=2)) == ["family", "duo"]
    assert len(tools.search("", [PRODUCTS], take=1).items) == 1
    assert len(tools.search("", [PRODUCTS], take=100).items) == 9  # the sandals are sold out
    assert len(tools.search("", [TENTS], take=24).items) == 4


def test_what_nearly_fits_says_what_it_misses(tools: Toolbox) -> None:
    result = tools.search("tent", [TENTS, LIGHT])
    assert ids(result) == ["solo"]
    assert {
        near.item.id: [(str(miss.condition), miss.has) for miss in near.misses] for near in result.near
    } == {
        "duo": [("weight <= 1 kg", "2.3 kg")],
        "family": [("weight <= 1 kg", "9 kg")],
        "tarp": [("weight <= 1 kg", "")],
    }
    assert {str(one): count for one, count in result.unknown.items()} == {"weight <= 1 kg": 1}
    duo = next(near for near in result.near if near.item.id == "duo")
    assert duo.as_json()["misses"] == [
        {"field": "weight", "op": "<=", "value": 1.0, "unit": "kg", "has": "2.3 kg"}
    ]


def test_of_what_nearly_fits_only_what_misses_fewest(tools: Toolbox) -> None:
    green = Condition("colour", "=", ("green",))
    result = tools.search("tent", [TENTS, LIGHT, green, Condition("persons", ">=", (2,))])
    assert ids(result) == []
    assert {near.item.id: [str(miss.condition) for miss in near.misses] for near in result.near} == {
        "solo": ["persons >= 2"],
        "family": ["weight <= 1 kg"],
    }


def test_where_the_list_is_full_or_nothing_is_asked_nothing_is_near(tools: Toolbox) -> None:
    assert tools.search("", [PRODUCTS]).near == ()
    assert tools.search("tent").near == ()
    assert tools.search("tent", [TENTS, LIGHT], take=1).near == ()
    assert tools.search("tent", [TENTS, LIGHT], take=3).near


def told(answer: Answer) -> list[float | None]:
    return [shown.recommendation.item.price for shown in answer.items]


@pytest.mark.parametrize(
    ("text", "calls", "direction"),
    [
        ("the cheapest shoes you have", 'find "shoes" order price up', "up"),
        ("what are the most expensive shoes", 'find "shoes" order price down', "down"),
        ("die günstigsten Schuhe", 'find "Schuhe" order price up', "up"),
        ("最便宜的鞋", 'find "鞋" order price up', "up"),
    ],
)
def test_of_all_it_is_a_search_in_the_order_of_prices(
    quiet: Agent, written: dict[str, str], text: str, calls: str, direction: str
) -> None:
    written[text] = calls
    (call,) = quiet.ask(text, session="s").calls
    assert (call.tool, call.args["order"]) == ("search", ["price", direction])


@pytest.mark.parametrize(
    ("text", "calls", "tool"),
    [
        ("the cheapest of these", "ask least price", "details"),
        ("最便宜的那个", "ask least price", "details"),
        ("like the cheapest but in blue", 'like 1 where colour = "blue"', "similar"),
    ],
)
def test_of_the_list_it_is_one_of_the_list(
    quiet: Agent, written: dict[str, str], text: str, calls: str, tool: str
) -> None:
    written.update({"running shoes": 'find "running shoes"', text: calls})
    assert told(quiet.ask("running shoes", session="s")) == [85, 95]
    answer = quiet.ask(text, session="s")
    (call,) = answer.calls
    assert call.tool == tool and "order" not in call.args
    assert "Red running shoes" in answer.reply


def test_in_a_talk_the_order_and_the_limits_stay(quiet: Agent, written: dict[str, str]) -> None:
    written.update(
        {
            "the cheapest shoes under 300": 'find "shoes" where price <= 300 order price up',
            "not red": 'also where colour != "red"',
            "why the first one?": "why 1",
            "now the most expensive first": "also order price down",
        }
    )
    answer = quiet.ask("the cheapest shoes under 300", session="s")
    assert told(answer) == [85, 95] and answer.limits == {"price_max": 300}
    limits = [part["detail"] for part in answer.as_json()["items"][0]["evidence"] if part["kind"] == "limit"]
    assert limits == ["85.00 EUR, not over 300"] and answer.reply.startswith("The cheapest first:")
    assert told(quiet.ask("not red", session="s")) == [95]
    assert "in the order of prices" in quiet.ask("why the first one?", session="s").reply
    assert all("Shoes" in shown.recommendation.item.categories for shown in answer.items)
    answer = quiet.ask("now the most expensive first", session="s")
    not_red = {"field": "colour", "op": "!=", "value": "red"}
    assert told(answer) == [95] and answer.limits == {"price_max": 300, "where": [not_red]}
    assert answer.calls[-1].args["order"] == ["price", "down"]


def test_the_first_of_an_order_has_all_words_where_any_has(tools: Toolbox) -> None:
    assert ids(tools.search("tent with three rooms", order=["price", "up"], take=1)) == ["family"]
    assert ids(tools.search("tent with a chimney", order=["price", "up"], take=1)) == ["tarp"]


@pytest.mark.parametrize(
    ("words", "calls", "shown"),
    [
        ("show me just the cheaper one", "ask least price", [85]),
        ("which is cheaper?", "ask least price", []),
        ("show me 2 beside 1 alone", "compare 2, 1", [95, 85]),
        ("what is the difference between the two", "compare 2, 1", []),
    ],
)
def test_what_is_chosen_is_the_list_from_now_on(
    quiet: Agent, written: dict[str, str], words: str, calls: str, shown: list[int]
) -> None:
    written.update(
        {"running shoes": 'find "running shoes"', words: calls, "and in blue?": 'also where colour = "blue"'}
    )
    quiet.ask("running shoes", session="s")
    answer = quiet.ask(words, session="s")
    assert told(answer) == shown and answer.reply
    written["why the first?"] = "why 1"
    first = {85: "Red running shoes", 95: "Blue trail shoes"}[(shown or [85])[0]]
    assert first in quiet.ask("why the first?", session="s").reply
    assert quiet.ask("and in blue?", session="s").items[0].recommendation.item.id == "blue-shoe"


def test_of_two_media_that_are_asked_for_either_fits(tools: Toolbox) -> None:
    result = tools.search("tent", [Condition("media", "=", ("book", "article"))])
    assert {found.item.media for found in result.items} == {"book", "article"}
    assert result.relaxed == ()
