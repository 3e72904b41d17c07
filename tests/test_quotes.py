"""The sentence that is quoted of an item: the nearest to the need, and none twice in a list."""

import pytest

from tastemaker.agent.answer.phrases import reasons
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.answers import sentence
from tastemaker.tools.facts.quotes import quoting
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.ranked import Asked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

LAMP = Item("l", "Lamp", "Brass foot. Lights a desk at night. The cord is 2.5 m long.")


def quotes(shop: Shop, query: str, *items: Item) -> list[str]:
    found = [Recommendation(item, 0.5, (Evidence("words", 0.5, ("night",)),)) for item in items]
    return [each.quote for each in quoting(shop, Routes(shop, ()), found, Asked(query))]


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("a light for my desk at night", "Lights a desk at night."),
        ("long cord", "The cord is 2.5 m long."),
        ("", "Brass foot."),
    ],
)
def test_the_sentence_that_is_nearest_to_the_need_is_quoted(shop: Shop, query: str, quote: str) -> None:
    assert quotes(shop, query, LAMP) == [quote]


def test_no_sentence_is_quoted_twice_in_a_list_nor_one_that_is_almost_the_same(shop: Shop) -> None:
    same = Item("m", "Lamp, red", "Lights a desk at night! Steel foot.")
    bare = Item("n", "Lamp, blue", "It lights a desk at night.")
    told = quotes(shop, "lights a desk at night", LAMP, same, bare, Item("o", "Lamp, grey"))
    assert told == ["Lights a desk at night.", "Steel foot.", "", ""]


def test_of_a_long_text_what_has_words_of_the_need_is_held_against_it(shop: Shop) -> None:
    padding = " ".join(f"Made of part number {n}." for n in range(30))
    long = Item("p", "Lamp", f"{'Very long ' * 30}. {padding} Lights a desk at night.")
    before = shop.text_encoder.encoded  # type: ignore[attr-defined]
    assert quotes(shop, "night desk", long) == ["Lights a desk at night."]
    assert shop.text_encoder.encoded - before <= 9  # type: ignore[attr-defined]  # eight, and the need


def test_without_a_need_nothing_is_encoded(shop: Shop) -> None:
    before = shop.text_encoder.encoded  # type: ignore[attr-defined]
    quotes(shop, "", LAMP, LAMP)
    assert shop.text_encoder.encoded == before  # type: ignore[attr-defined]


def test_a_reason_that_another_has_tells_what_else_speaks_for_the_item(shop: Shop) -> None:
    close = Evidence("meaning", 0.5, (), {"query": "light"})
    found = [
        Recommendation(LAMP, 0.55, (close, Evidence("popular", 0.05, (), {"count": count})))
        for count in (3, 7)
    ]
    first, second = reasons(shop, found, "de")
    assert first != second and second.startswith(first) and "7" in second
    alone = Recommendation(LAMP, 0.5, (close,))
    assert len(set(reasons(shop, [alone, alone], "de"))) == 1


def test_a_decimal_point_ends_no_sentence_of_an_answer(shop: Shop) -> None:
    assert sentence(shop, LAMP, ["how long is the cord"]) == "The cord is 2.5 m long."
