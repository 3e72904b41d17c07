"""Amounts in another currency than the shop's: put into it by the owner's rates, or left out and said."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.agent.understand.guards.verify import Verified, verified
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.spelling import conditions
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.values.currencies import currency_of
from tastemaker.tools.shop import Shop


@pytest.fixture(scope="module")
def rated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny shop, in euros, whose owner says what dollars and yen are worth."""
    place = tmp_path_factory.mktemp("rated")
    folder = tiny.tiny_folder(place / "folder")
    (folder / "schema.yaml").write_text("rates: {USD: 0.92, JPY: 0.0061}")
    build(folder, place / "home", tiny.TinyText(), tiny.TinyPictures(), say=lambda line: None)
    return place / "home"


@pytest.fixture
def rated(rated_home: Path) -> Iterator[Shop]:
    with Shop.open(rated_home) as opened:
        yield opened


def asked(shop: Shop, where: str, words: str) -> tuple[str, list[str]]:
    """The conditions that hold of what a model wrote, and those that were left out."""
    found: Verified = verified(read(f'find "shoes" where {where}'), words, shop)
    return conditions(found.calls[0].query.where), [str(one) for one in found.dropped]


@pytest.mark.parametrize(
    ("word", "own", "code"),
    [
        ("JPY", "EUR", "JPY"), ("jpy", "EUR", "JPY"), ("€", "USD", "EUR"), ("$", "EUR", "USD"),
        ("$", "CAD", "CAD"), ("US$", "CAD", "USD"), ("rupees", "EUR", "INR"), ("rupees", "NPR", "NPR"),
        ("元", "EUR", "CNY"), ("¥", "JPY", "JPY"), ("Yen", "EUR", "JPY"), ("kr", "SEK", "SEK"),
        ("kr", "EUR", "kr"), ("kr.", "DKK", "DKK"), ("people", "EUR", ""), ("kg", "EUR", ""),
    ],
)  # fmt: skip
def test_a_word_means_a_currency_where_that_is_clear(word: str, own: str, code: str) -> None:
    assert currency_of(word, own) == code


@pytest.mark.parametrize(
    ("where", "words", "held"),
    [
        ("price <= 5000 JPY", "shoes under 5000 yen", "price <= 30.5"),
        ("price <= 5000 円", "5000円以下の靴", "price <= 30.5"),
        ("price >= 20 USD, price < 100 $", "between $20 and $100", "price >= 18.4, price < 92"),
        ("price ~ 100 dollars", "around 100 dollars", "price >= 69, price <= 115"),
        ("price <= 90 EUR", "for at most 90 euros", "price <= 90"),
        ("price <= 90 €", "bis 90 €", "price <= 90"),
        ("price <= 90", "at most 90", "price <= 90"),
    ],
)
def test_the_owners_rates_put_an_amount_into_the_shops_currency(
    rated: Shop, where: str, words: str, held: str
) -> None:
    assert asked(rated, where, words) == (held, [])


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("price <= 70 GBP", "at most 70 pounds"),
        ("price <= 300 元", "300元以下的鞋"),
        ("price <= 900 kr", "max 900 kr"),
        ("price <= 7000 JPY", "under 5000 yen"),  # what was not said is not converted
    ],
)
def test_without_a_rate_or_unsaid_an_amount_is_left_out(rated: Shop, where: str, words: str) -> None:
    assert asked(rated, where, words) == ("", [where])


def test_a_limit_that_a_model_leaves_out_is_not_taken_for_one_in_the_shops_currency(rated: Shop) -> None:
    def held(words: str) -> str:
        return conditions(verified(read('find "shoes"'), words, rated).calls[0].query.where)

    assert held("shoes under 90 euros") == "price <= 90"
    assert held("shoes under 5000 yen") == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("shoes under 5000 yen", "Prices are in EUR; 5000 JPY is not used."),
        ("Schuhe unter 5000 Yen", "Die Preise sind in EUR; 5000 JPY habe ich nicht verwendet."),
        ("5000日元以下的鞋", "价格以EUR标示；5000 JPY没有用上。"),
    ],
)
def test_what_is_left_out_is_said_in_one_sentence(
    agent: Agent, model: ScriptedModel, said: str, told: str
) -> None:
    limit = {"field": "price", "op": "<=", "value": 5000, "unit": "JPY"}
    model.expect([{"tool": "search", "args": {"query": "shoes", "where": [limit]}}])
    answer = agent.ask(said, session="s")
    assert answer.notes == (told,) and answer.items and not answer.limits


def test_a_currency_of_some_items_is_compared_with_these_alone(tmp_path: Path) -> None:
    priced = ((30, "EUR"), (45, "EUR"), (40, "USD"), (60, "USD"), (3000, "JPY"))
    rows = [{"id": f"{n} {code}", "title": "Lamp", "price": n, "currency": code} for n, code in priced]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(tmp_path, tmp_path / "home", tiny.TinyText(), tiny.TinyPictures(), say=lambda line: None)
    with Shop.open(tmp_path / "home") as shop:
        (call,) = verified(read('find "lamp" where price <= 50 dollars'), "under 50 dollars", shop).calls
        (limit,) = call.query.conditions
        passing = [id for id, passes in zip(shop.ids, shop.judged(limit).passes, strict=True) if passes]
        assert (str(limit), passing) == ("price <= 50 USD", ["40 USD"])
