"""Evidence and refusals in words: one presenter, nine languages, from values with names."""

import string

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.evidence import broken, label, said
from tastemaker.agent.answer.language import alternatives, day, money, phrase
from tastemaker.agent.answer.phrases import choice
from tastemaker.agent.answer.told import told
from tastemaker.agent.answer.why import unable
from tastemaker.prompts import words
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.shop import Shop

LANGUAGES = ("en", "zh", "de", "fr", "es", "hi", "ja", "pt", "it")
ONE_FORM = ("zh", "ja")
"""The languages in which a count changes no word."""
PRICE = {"field": "price", "op": "<=", "value": 80.5, "has": 1279.0, "currency": "EUR"}


@pytest.mark.parametrize("key", words("phrases"))
def test_a_phrase_is_in_every_language_and_takes_the_same_values(key: str) -> None:
    by_language = words("phrases")[key]
    assert tuple(by_language) == LANGUAGES
    named = {
        (language, form): {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for language, forms in by_language.items()
        for form, text in (forms.items() if isinstance(forms, dict) else [("other", forms)])
    }
    assert len({frozenset(names) for names in named.values()}) == 1, named
    assert all(by_language[language] for language in LANGUAGES)
    counted = {language for language, forms in by_language.items() if isinstance(forms, dict)}
    assert not counted & set(ONE_FORM)
    assert all(tuple(by_language[language]) == ("one", "other") for language in counted)
    assert not counted or "count" in named["en", "other"]


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("en", "taken by 1 shopper", "taken by 1,200 shoppers"),
        ("zh", "1位顾客买过", "1,200位顾客买过"),
        ("de", "von 1 Kunden genommen", "von 1.200 Kunden genommen"),
        ("fr", "pris par 1 client", "pris par 1\u202f200 clients"),
        ("es", "elegido por 1 cliente", "elegido por 1.200 clientes"),
        ("hi", "1 ग्राहक ने लिया", "1,200 ग्राहकों ने लिया"),
        ("ja", "1人が選んでいます", "1,200人が選んでいます"),
        ("pt", "escolhido por 1 cliente", "escolhido por 1.200 clientes"),
        ("it", "scelto da 1 cliente", "scelto da 1.200 clienti"),
        ("nl", "taken by 1 shopper", "taken by 1,200 shoppers"),
    ],
)
def test_one_is_said_otherwise_than_many(shop: Shop, language: str, one: str, more: str) -> None:
    assert said(shop, Evidence("popular", 0.5, (), {"count": 1}), language) == one
    assert said(shop, Evidence("popular", 0.5, (), {"count": 1200}), language) == more


def test_prices_dates_and_lists_are_as_each_language_writes_them() -> None:
    prices = {language: money(1279.5, "EUR", language) for language in ("ja", "pt", "it", "nl")}
    spaced = {language: told.replace("\xa0", " ") for language, told in prices.items()}
    assert spaced == {"ja": "€1,279.50", "pt": "€ 1.279,50", "it": "1.279,50 €", "nl": "1,279.50 EUR"}
    days = [day("2024-05-01", language) for language in ("ja", "pt", "it")]
    assert days == ["2024/05/01", "1 de mai. de 2024", "1 mag 2024"]
    choices = [alternatives(["A", "B", "C"], language) for language in ("zh", "ja", "pt", "it")]
    assert choices == ["A、B还是C", "A、B、またはC", "A, B ou C", "A, B o C"]


def test_our_own_words_are_the_shoppers_and_the_shops_stay(shop: Shop) -> None:
    dear = Relaxation(Condition("price", "<=", (60.0,)), None, 1)
    book = Relaxation(Condition("media", "=", ("book",)), None, 2)
    wool = Relaxation(Condition("text", "lacks", ("wool",)), None, 3)
    told = [choice(shop, each, "de") for each in (dear, book, wool)]
    assert told == [
        "ohne die Grenze für Preis: 1",
        "ohne die Grenze für Medium: 2",
        "ohne die Grenze für ausgeschlossene Wörter: 3",
    ]
    values = {"field": "media", "op": "=", "value": "book", "has": "product"}
    assert broken(shop, values, "de") == "Medium Produkt, Sie wollten Buch"
    assert broken(shop, values, "ja") == "種類は商品、ご希望は本"
    assert label(shop.schema, "colour", "de") == label(shop.schema, "colour", "en") == "colour"


def test_the_scores_of_why_are_named_in_the_shoppers_language(quiet: Agent, written: dict[str, str]) -> None:
    written["rote Laufschuhe unter 90 Euro"] = 'find "red running shoes" where price <= 90'
    written["warum die Nummer 1?"] = "why 1"
    quiet.ask("rote Laufschuhe unter 90 Euro", session="scores")
    reply = quiet.ask("warum die Nummer 1?", session="scores").reply
    assert "Bedeutung" in reply and "meaning" not in reply and "words" not in reply


EACH = (
    (Evidence("words", 0.5, ("rain", "jacket")), "has “rain” and “jacket”", "hat „rain“ und „jacket“"),
    (
        Evidence("meaning", 0.5, (), {"query": "rain"}),
        "close in meaning to your request",
        "dem Sinn nach nah an Ihrem Wunsch",
    ),
    (Evidence("meaning", 0.5), "like what you took lately", "ähnlich wie das, was Sie zuletzt nahmen"),
    (Evidence("meaning", -0.1), "is described otherwise than what", "ist anders beschrieben als das"),
    (Evidence("looks", 0.5), "its picture is like those of", "das Bild ähnelt denen"),
    (Evidence("photo", 0.5, (), {"pictured": False}), "fits what your photo shows", "was Ihr Foto zeigt"),
    (Evidence("popular", 0.5, (), {"count": 1200}), "taken by 1,200 shoppers", "von 1.200 Kunden genommen"),
    (Evidence("new", 0.5, (), {"since": "2024-05-01"}), "since May 1, 2024", "seit 01.05.2024 im Katalog"),
    (
        Evidence(
            "profile", 0.5, (), {"category": {"count": 3, "name": "A"}, "brand": {"count": 2, "name": "B"}}
        ),
        "you took 3 in A and 2 by B before",
        "Sie nahmen schon 3 aus A und 2 von B",
    ),
    (
        Evidence("history", 0.5, ("phone",), {"titles": ["Huawei Mate 40 phone"]}),
        "shoppers who took Huawei Mate 40 phone took this too",
        "wer Huawei Mate 40 phone nahm, nahm auch das",
    ),
    (
        Evidence("together", 0.5, ("phone",), {"titles": ["Huawei Mate 40 phone"], "count": 7}),
        "7 shoppers took it soon after Huawei Mate 40 phone",
        "7 Kunden nahmen es bald nach Huawei Mate 40 phone",
    ),
    (Evidence("limit", 0.0, (), PRICE), "1,279.00 EUR, not over 80.5", "1.279,00\xa0€, nicht über 80,5"),
    (
        Evidence("limit", 0.0, (), {"field": "year", "op": ">=", "value": 1990, "has": "1994"}),
        "year 1994, not under 1990",
        "year 1994, nicht unter 1990",
    ),
    (
        Evidence("limit", 0.0, (), {"field": "text", "op": "lacks", "value": "wool", "has": ""}),
        "without wool",
        "ohne wool",
    ),
)


@pytest.mark.parametrize(("part", "english", "german"), EACH, ids=lambda value: getattr(value, "kind", ""))
def test_evidence_is_said_in_every_language(shop: Shop, part: Evidence, english: str, german: str) -> None:
    assert english in said(shop, part, "en") and german in said(shop, part, "de")
    texts = {said(shop, part, language) for language in LANGUAGES}
    assert len(texts) >= 8, "two languages may say it alike, no more"
    assert said(shop, part, "nl") == said(shop, part, "en")


@pytest.mark.parametrize(
    ("thanks", "greeting", "language"),
    [
        ("merci beaucoup", "bonjour", "fr"),
        ("ありがとうございます", "こんにちは", "ja"),
        ("muito obrigada!", "olá, bom dia", "pt"),
        ("grazie mille", "buongiorno!", "it"),
    ],
)
def test_thanks_and_greetings_are_answered_in_kind(
    plain: Agent, thanks: str, greeting: str, language: str
) -> None:
    assert plain.ask(greeting, session=language).reply == phrase("chat", language)
    assert plain.ask(thanks, session=language).reply == phrase("thanks", language)


def test_a_title_is_in_the_shoppers_language_where_the_catalogue_has_it(shop: Shop) -> None:
    part = Evidence("history", 0.5, ("phone",), {"titles": ["Huawei Mate 40 phone"]})
    assert "华为" in said(shop, part, "zh")


@pytest.mark.parametrize(
    ("values", "english"),
    [
        (PRICE, "1,279.00 EUR, over your 80.5"),
        ({"field": "weight", "op": "<=", "value": 3, "unit": "kg", "has": ""}, "you said at most 3 kg"),
        ({"field": "text", "op": "has", "value": "wool", "has": ""}, "nothing in it says wool"),
        ({"field": "text", "op": "lacks", "value": "wool", "has": ""}, "you did not want wool"),
        (
            {"field": "media", "op": "=", "value": "book", "has": "product"},
            "medium product, you asked for book",
        ),
        ({"field": "brand", "op": "=", "value": "Velm", "has": ""}, "brand unknown, you asked for Velm"),
    ],
)
def test_a_broken_limit_is_said_in_every_language(
    shop: Shop, values: dict[str, object], english: str
) -> None:
    assert english in broken(shop, values, "en")
    assert len({broken(shop, values, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("retry", "key", "values"),
    [
        (Retry("…", "no_number", count=6, n=9), "no_number", {"count": 6, "n": 9}),
        (Retry("…", "no_number", count=0, n=1), "no_list", {"n": 1}),
        (Retry("…", "unknown_item", name="x"), "unknown_item", {}),
        (Retry("the list has 6 items; there is no number 9"), "not_understood", {}),
    ],
)
def test_a_refusal_is_said_from_its_kind_not_from_its_words(
    retry: Retry, key: str, values: dict[str, object]
) -> None:
    assert [unable(retry, language) for language in LANGUAGES] == [
        phrase(key, language, **values) for language in LANGUAGES
    ]


STAGES = (
    {"stage": "catalogue", "name": "x"}, {"stage": "none"}, {"stage": "shown", "place": 2},
    {"stage": "stock"},
    {"stage": "passed_over"}, {"stage": "profile"}, {"stage": "limit", "misses": [PRICE]},
    {"stage": "history"},
    {"stage": "relevance"}, {"stage": "variety", "place": 9, "count": 2, "brand": "Velm"},
    {"stage": "rank", "place": 9, "count": 80, "score": 0.123, "listed": 6, "last": 0.4},
)  # fmt: skip


@pytest.mark.parametrize("facts", STAGES, ids=lambda facts: str(facts["stage"]))
def test_why_not_is_said_in_every_language(shop: Shop, facts: dict[str, object]) -> None:
    about = () if facts["stage"] == "catalogue" else (shop.catalogue["phone"],)
    texts = [told(shop, "why_not", Result("", about=about, facts=facts), language) for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES)
    if facts["stage"] == "rank":
        assert "with a score of 0.12; the list ended at 6 with 0.40" in texts[0] and "0,12" in texts[2]


def test_a_shopper_reads_evidence_and_refusals_in_their_language(
    quiet: Agent, written: dict[str, str]
) -> None:
    written["rote Laufschuhe unter 90 Euro"] = 'find "red running shoes" where price <= 90'
    written["mehr über die Nummer 1"] = "ask of 1"
    written["warum die Nummer 9?"] = "why 9"
    answer = quiet.ask("rote Laufschuhe unter 90 Euro", session="de")
    details = [part["detail"] for item in answer.as_json()["items"] for part in item["evidence"]]
    assert any(detail.endswith("€, nicht über 90") for detail in details)
    assert not any(" has " in detail or "shoppers" in detail for detail in details)
    assert "85,00\xa0€" in answer.reply
    assert "85,00\xa0€, Produkt" in quiet.ask("mehr über die Nummer 1", session="de").reply
    assert "eine Nummer 9 gibt es nicht" in quiet.ask("warum die Nummer 9?", session="de").reply
