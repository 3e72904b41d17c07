"""The language of a text, by script and by small words."""

import pytest

from tastemaker.agent.rules.reading.language import language, normalise


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("something warm for the winter", "en"),
        ("headphones", "en"),
        ("table lamp", "en"),
        ("", "en"),
        ("Ich suche eine Lampe", "de"),
        ("Kopfhörer bis 60€", "de"),
        ("je cherche un sac à dos", "fr"),
        ("et en moins cher ?", "fr"),
        ("busco unos auriculares", "es"),
        ("¿cuál es mejor?", "es"),
        ("有没有便宜一点的", "zh"),
        ("华为Mate 40用什么手机壳", "zh"),
        ("what goes with the 华为 Mate 40?", "en"),
        ("मुझे जूते चाहिए", "hi"),
        ("mujhe kuch sasta chahiye", "hi"),
        ("イヤホンが欲しい", "ja"),
        ("ищу лампу", "ru"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code


def test_normalise_folds_width_quotes_dashes_and_spaces() -> None:
    assert normalise("Ｍａｘ　８０ – it’s  “fine”") == 'Max 80 - it\'s "fine"'
