"""What is said in another language, as a reader is told it that was taught English alone."""

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from tastemaker.agent.agent import Agent
from tastemaker.agent.rules.language import language
from tastemaker.agent.understand import reader
from tastemaker.agent.understand.english import in_english
from tastemaker.tools.shop import Shop


@pytest.mark.parametrize(
    ("said", "english", "heard"),
    [
        ("eine Lampe unter dreißig Euro", "a lamp under 30 euros", "a lamp under 30 euros"),
        ("eine Lampe unter dreißig Euro", "a lamp under 13 euros", "eine Lampe unter dreißig Euro"),
        ("三千以内的帐篷", "a tent within 3,000", "a tent within 3,000"),
        ("普洱是哪年的", "Pu'er tea is from 1953", "普洱是哪年的"),
        ("лампу до трёх тысяч", "a lamp up to 3000", "a lamp up to 3000"),
        ("una lámpara", " ", "una lámpara"),
        ("Ein Zelt in Grün, unter 300 Euro", "a tent in green", "Ein Zelt in Grün, unter 300 Euro"),
        ("Ein Zelt, nicht unter 200", "a tent, under 200", "Ein Zelt, nicht unter 200"),
        ("Ein Zelt, nicht unter 200", "a tent, not under 200", "a tent, not under 200"),
    ],
)
def test_a_translation_in_which_a_number_came_went_or_turned_is_not_used(
    said: str, english: str, heard: str
) -> None:
    model = FakeListChatModel(responses=[english])
    told, _ = in_english(said, language(said), model, 1, lambda: False)
    assert told == heard


def test_the_language_of_a_shop_is_that_of_most_of_its_items(shop: Shop) -> None:
    assert shop.words.mostly("en")


def test_a_need_keeps_the_shoppers_own_words_that_the_catalogue_has(
    quiet: Agent, written: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    english = {"想要降噪耳机，不要红色的": "headphones, not red", "耳机和跑鞋": "headphones and shoes"}
    monkeypatch.setattr(reader, "heard", lambda said, *_: (english[said], {}))
    written["headphones, not red"] = 'find "headphones" where colour != "red"'
    written["headphones and shoes"] = 'find "headphones"\nfind "shoes"'
    (call,) = quiet.ask("想要降噪耳机，不要红色的", session="s").calls
    assert call.args["query"] == "headphones 降噪耳机"
    assert [call.args["query"] for call in quiet.ask("耳机和跑鞋", session="t").calls] == [
        "headphones",
        "shoes",
    ]
