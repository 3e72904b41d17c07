"""Lexical search."""

from pathlib import Path

import numpy as np
import pytest
from tiny import ITEMS

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.lexical import stem, tokens
from tastemaker.tools.search.mentions import mentions
from tastemaker.tools.search.mentions import shared as found
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.search.words import Words
from tastemaker.tools.shop import Shop

TINY = [
    Item(
        row["id"],
        row["title"],
        row["description"],
        tuple(row["categories"]),
        row.get("brand", ""),
        attributes=row.get("attributes", {}),
    )
    for row in ITEMS
]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.build(TINY)


def best(words: Words, query: str) -> str:
    scores = words.scores(query)
    return TINY[int(scores.argmax())].id if scores.any() else ""


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("mate 40 case", "case"),
        ("Cases for a MATE40", "case"),
        ("sony headphone", "headphones"),
        ("wh1000xm4 headphones", "headphones"),
        ("WH 1000 XM4 cable", "cable"),
        ("华为手机壳", "case"),
        ("降噪耳机", "headphones"),
        ("ｒｅｄ　ｓｈｏｅ", "red-shoe"),
        ("crème éspresso", "coffee-article"),
        ("something by Ines Falk", "running-book"),
        ("zzz", ""),
        ("what would i like", ""),
        ("", ""),
    ],
)
def test_finds_what_is_meant(words: Words, query: str, id: str) -> None:
    assert best(words, query) == id


@pytest.mark.parametrize("query", ["WH-1000XM4", "wh1000xm4", "wh 1000 xm4", "WH‐1000 XM4"])
def test_a_model_number_is_found_however_it_is_written(words: Words, query: str) -> None:
    found = {TINY[row].id for row in np.argsort(-words.scores(query))[:2]}
    assert found == {"headphones", "cable"}


def test_the_title_counts_more_than_the_description() -> None:
    words = Words.build([Item("a", "Lamp", "a tent"), Item("b", "Tent", "a lamp"), Item("c", "Pan")])
    assert words.scores("lamp").argmax() == 0 and words.scores("tent").argmax() == 1


def test_of_a_querys_numbers_an_item_holds_a_share() -> None:
    words = Words.build([Item("a", "TV 50 inch, 4 ports"), Item("b", "TV 50in"), Item("c", "TV")])
    assert words.numbers("tv 50 inches 4 ports").tolist() == [1, 0.5, 0]
    assert not words.numbers("tv with ports").any() and not words.numbers("7").any()


def test_saved_and_loaded_scores_the_same(words: Words, tmp_path: Path) -> None:
    words.save(tmp_path / "words")
    loaded = Words.load(tmp_path / "words")
    for query in ("mate 40 case", "手机", "zzz"):
        assert np.array_equal(loaded.scores(query), words.scores(query))
    assert np.array_equal(loaded.rows_with("mate 40"), words.rows_with("mate 40"))


def test_an_index_of_items_without_words_answers(tmp_path: Path) -> None:
    words = Words.build([Item("a", "!!!"), Item("b", "???")])
    assert words.scores("anything").tolist() == [0, 0]


def test_rows_with_a_phrase_hold_all_its_words(words: Words) -> None:
    assert [TINY[row].id for row in np.flatnonzero(words.rows_with("rain jackets"))] == [
        "jacket",
        "old-jacket",
    ]
    assert not words.rows_with("rain zzz").any() and not words.rows_with("").any()


@pytest.mark.parametrize(
    ("query", "shared"),
    [
        ("a Sony headphone for flights", ("Sony", "headphone")),
        ("wh 1000xm4", ("wh", "1000xm4")),
        ("索尼的耳机壳", ("索尼", "耳机")),
        ("running shoes", ()),
    ],
)
def test_names_the_words_that_match(query: str, shared: tuple[str, ...]) -> None:
    assert found(query, TINY[3]) == shared


@pytest.mark.parametrize(
    ("phrase", "there"),
    [
        ("noise cancelling", True),
        ("cancelling noise", False),
        ("Sony", True),
        ("son", False),
        ("blacks", True),
        ("耳机", True),
        ("机耳", False),
        ("wh-1000xm4", True),
        ("WH1000XM4", True),
        ("wh 1000 xm 4", True),
        ("4", False),
        ("!", False),
    ],
)
def test_an_item_mentions_whole_words_in_their_order(phrase: str, there: bool) -> None:
    assert mentions(TINY[3], phrase) is there


@pytest.mark.parametrize(
    ("title", "phrase", "there"),
    [
        ("Nut-free chocolate", "nuts", False),
        ("Gluten Free Pasta", "gluten", False),
        ("Cookies made without nuts", "nuts", False),
        ("Soap free of any perfume", "perfume", False),
        ("无糖饼干", "糖", False),
        ("不含坚果的巧克力", "坚果", False),
        ("Nut-free bar, packed with peanuts", "peanuts", True),
        ("Dairy-free nut bar", "nut", True),
        ("Nuts, free delivery", "nuts", True),
        ("Cashew nuts free of charge", "nuts", True),
        ("Gluten-free bread", "gluten-free", True),
        ("Nut-free bar. May contain nuts", "nuts", True),
        ("Bar. Contains no peanuts", "peanuts", False),
        ("Müsli ohne Nüsse", "Nüsse", False),
        ("Leche sin lactosa", "lactosa", False),
        ("Pain sans gluten", "gluten", False),
        ("Jam with no added sugar", "sugar", False),
        ("無香料の石けん", "香料", False),
        ("No nuts? Here are nuts", "nuts", True),
    ],
)
def test_what_an_item_is_free_of_it_does_not_hold(title: str, phrase: str, there: bool) -> None:
    item = Item("a", title)
    assert mentions(item, phrase) is there


def test_an_attribute_that_is_true_is_a_word() -> None:
    coat = Item("a", "Coat", attributes={"water_proof": True, "lined": False, "in_stock": True})
    assert mentions(coat, "water proof") and not mentions(coat, "lined") and not mentions(coat, "stock")


def test_tokens_of_other_scripts() -> None:
    assert tokens("Ёлка in Straße") == ["елка", "in", "strasse"]
    assert tokens("ガンダム") == ["ガ", "ン", "ダ", "ム", "ガン", "ンダ", "ダム"]
    assert tokens("한국") == ["한", "국", "한국"]


SHELVES = [
    Item("hindi", "हिंदी किताब"), Item("knitting", "कता बुनाई"), Item("headphones", "हेडफ़ोन"),
    Item("thai", "หูฟังไร้สาย"), Item("cook", "كِتاب الطبخ"), Item("league", "الدوري"),
    Item("hebrew", "סֵפֶר בישול"),
    Item("banana", "東京バナナ"), Item("crisps", "東京 ポテチ"), Item("office", "東京特許許可局"),
    Item("clinic", "日健クリニック"), Item("hospital", "日見中央病院"), Item("vegan", "ヴィーガンバーガー"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("किताब", "hindi"),
        ("हेडफोन", "headphones"),
        ("หูฟัง", "thai"),
        ("كتاب", "cook"),
        ("الدورى", "league"),
        ("ספר", "hebrew"),
        ("東京", "banana crisps office"),
        ("健", "clinic"),
        ("ヴィーガン", "vegan"),
        ("ビーガン", "vegan"),
        ("ﾊﾞﾅﾅ", "banana"),
    ],
)
def test_a_word_of_any_script_is_found_however_it_is_written(query: str, found: str) -> None:
    held = Words.build(SHELVES).rows_with(query)
    assert {SHELVES[row].id for row in np.flatnonzero(held)} == set(found.split())


def test_digits_of_other_scripts_are_numbers() -> None:
    assert tokens("٥٠٠ ريال") == tokens("500 ريال") and tokens("१२ इंच") == tokens("12 इंच")


GADGETS = [
    Item(str(n), title)
    for n, title in enumerate(
        ("MacBook Pro 13", "Samsung Galaxy A25", "Red headphones", "Wireless mouse", "iPhone 12", "RTX 4070",
         "Dracula 2000")
    )
]  # fmt: skip
KNOWN = {"canoe", "wired", "mouse", "blue"}


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("macbok pro", "macbook pro"),
        ("samsing galaxy", "samsung galaxy"),
        ("hedphones, wirless", "headphone, wireless"),
        ("Dracula 2001", "Dracula 2001"),
        ("iPhone 11", "iPhone 11"),
        ("RTX 4060", "RTX 4060"),
        ("a blue canoe", "a blue canoe"),
        ("wired mouse", "wired mouse"),
        ("rad", "rad"),
    ],
)
def test_what_is_misspelt_is_read_as_the_nearest_word_and_no_number_is(query: str, read: str) -> None:
    assert Words.build(GADGETS).respelt(query, KNOWN.__contains__) == read


def test_the_misspelt_is_found(shop: Shop) -> None:
    routes = Routes(shop, ())
    np.testing.assert_array_equal(routes.words("hedphones"), routes.words("headphones"))
    np.testing.assert_array_equal(routes.encoded("hedphones"), routes.encoded("headphone"))


LEATHER = [
    Item("jacket", "Eine rote Lederjacke für den Winter und den Herbst"),
    Item("shoes", "Die Wanderschuhe aus Wolle, für Berge und Wege"),
    Item("clubs", "Drei Jonglierkeulen für den Garten und das Zimmer"),
    Item("shelf", "Ein Regal aus Holz für das Zimmer und den Flur"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [("Leder", "jacket"), ("Jacken", "jacket"), ("Schuh", "shoes"), ("Keulen", "clubs"), ("Wege", "shoes"),
     ("Regal", "shelf"), ("Garten", "clubs"), ("Eder", "")],
)  # fmt: skip
def test_a_part_of_a_german_compound_is_found(query: str, found: str) -> None:
    held = Words.build(LEATHER).rows_with(query)
    assert {LEATHER[row].id for row in np.flatnonzero(held)} == set(found.split())


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("De belles montres anciennes pour hommes et femmes, avec un bracelet noir", "montre ancienne"),
        ("Zapatillas rojas para correr en la montaña y en la ciudad", "zapatilla roja"),
        ("Тёплые зимние куртки для мужчин и женщин, с капюшоном", "зимняя куртка"),
        ("Ein Buch für das Kind, das gern über die wilden Tiere liest", "Bücher Kinder"),
    ],
)
def test_a_word_is_found_whatever_its_ending(text: str, query: str) -> None:
    assert Words.build([Item("a", text)]).rows_with(query).all()


def test_english_words_are_no_compounds(words: Words) -> None:
    assert Words.build([Item("a", "A horseshoe for luck")]).rows_with("shoe").sum() == 0


@pytest.mark.parametrize("word", ["bus", "glass", "iris", "gas", "s", "1990s"])
def test_what_is_no_plural_stays(word: str) -> None:
    assert stem(word) == (word if word != "1990s" else "1990")
