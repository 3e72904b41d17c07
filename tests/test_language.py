"""The language of a text, by script and by small words."""

import pytest

from tastemaker.agent.rules.language import language, normalise

SENTENCES = {
    "en": (
        "I am looking for a gift for my mother",
        "which is the cheapest?",
        "what goes with number 2?",
        "no leather please",
        "do you have a waterproof backpack?",
        "a table lamp for the office",
        "no more than a day",
        "come on",
    ),
    "zh": (
        "想给妈妈买个礼物",
        "100元以下的耳机",
        "哪个最便宜？",
        "2号配什么好？",
        "不要皮的",
        "有没有轻一点的",
        "有防水背包吗",
        "推荐一本书",
    ),
    "de": (
        "ich suche ein Geschenk für meine Mutter",
        "Kopfhörer unter 100 Euro bitte",
        "welches ist am günstigsten?",
        "was passt zu Nummer 2?",
        "nichts aus Leder",
        "zeig mir etwas Leichteres",
        "haben Sie einen wasserdichten Rucksack?",
        "eine Tischlampe für das Büro",
    ),
    "fr": (
        "je cherche un cadeau pour ma mère",
        "je voudrais un casque à moins de 100 euros",
        "quel est le moins cher ?",
        "qu'est-ce qui va avec le numéro 2 ?",
        "je ne veux rien en cuir",
        "montre-moi quelque chose de plus léger",
        "avez-vous un sac à dos imperméable ?",
        "une lampe de table pour le bureau",
    ),
    "es": (
        "busco un regalo para mi madre",
        "quiero unos auriculares de menos de 100 euros",
        "¿cuál es el más barato?",
        "¿qué va bien con el número 2?",
        "no quiero nada de cuero",
        "muéstrame algo más ligero",
        "¿tienen una mochila impermeable?",
        "una lámpara de mesa para el estudio",
    ),
    "hi": (
        "मुझे माँ के लिए तोहफ़ा चाहिए",
        "100 रुपये से कम के हेडफ़ोन",
        "सबसे सस्ता कौन सा है?",
        "नंबर 2 के साथ क्या अच्छा रहेगा?",
        "चमड़ा नहीं चाहिए",
        "kuch halka dikhao",
        "mujhe ek kitab chahiye",
        "क्या वाटरप्रूफ़ बैग है?",
    ),
    "ja": (
        "母へのプレゼントを探しています",
        "1万円以下のイヤホンが欲しい",
        "一番安いのはどれですか",
        "2番に合うものは？",
        "革のものは要りません",
        "もっと軽いものを見せて",
        "防水のリュックはありますか",
        "おすすめの本を教えてください",
    ),
    "pt": (
        "procuro um presente para a minha mãe",
        "qual é o mais barato?",
        "o que combina com o número 2?",
        "não quero nada de couro",
        "tem mochila à prova d'água?",
        "Estou procurando um livro de receitas",
        "bom dia, vocês têm tênis de corrida?",
        "sapatilhas de corrida em azul",
    ),
    "it": (
        "cerco un regalo per mia madre",
        "qual è il più economico?",
        "che cosa va bene con il numero 2?",
        "non voglio niente in pelle",
        "avete uno zaino impermeabile?",
        "una lampada da tavolo per lo studio",
        "buongiorno, mi serve una giacca",
        "scarpe da corsa blu",
    ),
}
"""What shoppers say, by language: those that share small words are told apart."""


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts]
)
def test_what_shoppers_say_is_told_apart(code: str, text: str) -> None:
    assert language(text) == code


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
