"""The cheapest and the dearest of all: read from words, and listed in the order of prices."""

from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer
from tastemaker.agent.ordered import _first
from tastemaker.agent.reading.reader import read
from tastemaker.agent.reading.view import ShownLine, View
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Recommendation

LIST = (ShownLine(1, "Loud lamp", 40.0), ShownLine(2, "Quiet lamp", 20.0), ShownLine(3, "Small lamp", 60.0))
VIEW = View(shown=LIST, need="desk lamp", limits={"price_max": 80.0})


@pytest.fixture
def plain(agent: Agent, tmp_path: Path) -> Agent:
    """The agent without a language model."""
    return Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")


@pytest.mark.parametrize(
    ("text", "query", "order"),
    [
        ("the cheapest you have", "desk lamp", "cheapest"),
        ("what is the most expensive laptop", "laptop", "dearest"),
        ("the cheapest lamp that there is", "desk lamp", "cheapest"),
        ("was ist der günstigste Rucksack?", "backpack", "cheapest"),
        ("la mochila más barata", "backpack", "cheapest"),
        ("le sac à dos le plus cher", "backpack", "dearest"),
        ("最便宜的背包", "backpack 背包", "cheapest"),
    ],
)
def test_of_all_it_is_a_search_in_the_order_of_prices(text: str, query: str, order: str) -> None:
    reading = read(text, VIEW)
    assert (reading.tool, reading.args["query"], reading.args["order"]) == ("search", query, order)


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("the cheapest one", "details"),
        ("the cheapest of these", "details"),
        ("最便宜的那个", "details"),
        ("like the cheapest lamp but in red", "similar"),
        ("compare the cheapest and the most expensive", "compare"),
    ],
)
def test_of_the_list_it_is_one_of_the_list(text: str, tool: str) -> None:
    reading = read(text, VIEW)
    assert reading.tool == tool and "order" not in reading.args


def prices(answer: Answer) -> list[float | None]:
    return [shown.recommendation.item.price for shown in answer.items]


def test_the_list_is_in_the_order_of_prices_and_keeps_its_limits(plain: Agent) -> None:
    answer = plain.ask("the cheapest shoes under 300", session="s")
    assert prices(answer) == [85, 95] and answer.limits == {"price_max": 300}
    limits = [part.detail for part in answer.items[0].recommendation.evidence if part.kind == "limit"]
    assert limits == ["85.00 EUR, not over 300"] and answer.reply.startswith("The cheapest first:")
    assert prices(plain.ask("not red", session="s")) == [95]
    assert "in the order of prices" in plain.ask("why the first one?", session="s").reply
    assert all("Shoes" in shown.recommendation.item.categories for shown in answer.items)
    answer = plain.ask("the most expensive shoes you have", session="s")
    assert prices(answer) == [95] and answer.limits == {"price_max": 300, "exclude": ["red"]}


def test_where_nothing_has_a_price_what_fits_best_is_first(plain: Agent) -> None:
    answer = plain.ask("the cheapest audio about coffee farmers", session="s")
    assert [shown.recommendation.item.id for shown in answer.items] == ["coffee-audio"]
    assert "cheapest first" not in answer.reply


def test_the_list_ends_before_what_it_lacks() -> None:
    listed = tuple(Recommendation(Item(id, id), 0.5, ()) for id in "acd")
    known = {"a": 5.0, "b": 9.0, "c": 3.0, "d": 12.0}
    assert [found.item.id for found in _first(listed, known, 1)] == ["c", "a"]
    assert [found.item.id for found in _first(listed, known, -1)] == ["d"]
