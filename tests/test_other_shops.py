"""Shops that are not like the demo: of another language than English, and of several currencies."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tiny import TinyPictures, TinyText
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer
from tastemaker.agent.settings import load
from tastemaker.tools.build import build

Open = Callable[[list[dict[str, Any]]], Agent]


@pytest.fixture
def opened(tmp_path: Path, tiny_encoders: None, written: dict[str, str]) -> Iterator[Open]:
    """Opens an agent whose calls are `written` over the items given."""
    with ExitStack() as stack:

        def over(items: list[dict[str, Any]]) -> Agent:
            (tmp_path / "folder").mkdir()
            (tmp_path / "folder" / "items.jsonl").write_text("\n".join(map(json.dumps, items)))
            build(tmp_path / "folder", tmp_path / "shop", TinyText(), TinyPictures(), lambda line: None)
            settings = load(home=tmp_path / "shop", model="none")
            return stack.enter_context(Agent(settings, reader=Written(calls=written)))

        yield over


GERMAN = [
    {"id": "jacke", "title": "Gelbe Regenjacke", "categories": ["Kleidung", "Jacken"], "price": 89,
     "currency": "EUR", "description": "Zeig dich im Regen.", "attributes": {"Gewicht": "310 g"}},
    {"id": "dicke", "title": "Graue Regenjacke", "categories": ["Kleidung", "Jacken"], "price": 79,
     "currency": "EUR", "description": "Warm und lang.", "attributes": {"Gewicht": "1,4 kg"}},
    {"id": "teure", "title": "Blaue Regenjacke", "categories": ["Kleidung", "Jacken"], "price": 240,
     "currency": "EUR", "description": "Sehr leicht.", "attributes": {"Gewicht": "0,25 kg"}},
    {"id": "topf", "title": "Kleiner Topf", "categories": ["Küche"], "price": 18, "currency": "EUR"},
]  # fmt: skip
PRICED = [
    {"id": f"{price} {currency}", "title": f"Desk lamp, {currency}", "price": price, "currency": currency}
    for price, currency in ((30, "EUR"), (45, "EUR"), (80, "EUR"), (40, "USD"), (3000, "JPY"))
]


def ids(answer: Answer) -> set[str]:
    return {shown.recommendation.item.id for shown in answer.items}


def test_a_catalogue_in_german_is_asked_in_german(opened: Open, written: dict[str, str]) -> None:
    written.update(
        {
            "eine Regenjacke unter 100 Euro": 'find "Regenjacke" where price <= 100',
            "zeig mir ein Fahrrad": 'find "Fahrrad"',
        }
    )
    agent = opened(GERMAN)
    first = agent.ask("eine Regenjacke unter 100 Euro", session="s")
    assert ids(first) == {"jacke", "dicke"} and first.limits == {"price_max": 100.0}
    assert first.reply.startswith("Das passt") and "„Regenjacke“" in first.reply
    assert ids(agent.ask("unter 500 g", session="s")) == {"jacke"}  # a German name and number
    assert not agent.ask("zeig mir ein Fahrrad", session="t").items


def test_of_several_currencies_each_price_is_told_in_its_own(opened: Open, written: dict[str, str]) -> None:
    written.update(
        {
            "a desk lamp under 50": 'find "desk lamp" where price <= 50',
            "in what do the first two differ?": "compare 1, 2",
            "the cheapest desk lamp": 'find "desk lamp" order price up',
        }
    )
    agent = opened(PRICED)
    first = agent.ask("a desk lamp under 50", session="s")
    assert ids(first) == {"30 EUR", "45 EUR", "40 USD"}  # of no currency, a limit holds for each
    for told in ("30.00 EUR", "45.00 EUR", "40.00 USD"):
        assert f"({told})" in first.reply
    assert agent.ask("in what do the first two differ?", session="s").reply == (
        "They differ in this:\n- price: Desk lamp, EUR 30.00 EUR; Desk lamp, EUR 45.00 EUR"
    )
    tools = {tool.name: tool for tool in agent.tools()}
    result = tools["total"].invoke({"items": ["30 EUR", "45 EUR", "40 USD"]})
    assert "30.00 EUR" in result and "40.00 USD" in result
    cheapest = agent.ask("the cheapest desk lamp", session="t")  # 40 USD are not compared with 45 EUR
    assert [shown.recommendation.item.id for shown in cheapest.items] == ["30 EUR", "45 EUR", "80 EUR"]
