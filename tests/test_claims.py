"""The checker lets a sentence stand only when the catalogue, the purchases and the scores say so."""

import pytest

from tastemaker.agent.claims import unsupported
from tastemaker.tools.catalogue import Item
from tastemaker.tools.fuse import Evidence, Recommendation

ITEM = Item(
    "h", "Quiet headphones", "Noise cancelling over the ears, thirty hours on a charge. Weighs 250 g.",
    brand="Sony", price=279.0, currency="EUR", attributes={"colour": "black"},
)  # fmt: skip
SEARCHED = Recommendation(ITEM, 0.5, (Evidence("words", "has the words noise", 0.5, ("noise",)),))
TAKEN = Recommendation(
    ITEM, 0.5, (Evidence("history", "shoppers who took Phone took this too", 0.5, ("phone",)),)
)


@pytest.mark.parametrize(
    "sentence",
    [
        "It has noise cancelling and thirty hours on a charge.",
        "Its noise cancelling suits your long flights.",
        "They come in black and weigh 250 g.",
        "It costs 279.",
    ],
)
def test_supported(sentence: str) -> None:
    request = "headphones for long flights"
    assert (
        unsupported(sentence.replace("It costs 279.", "At 279 it fits your request."), SEARCHED, request)
        is None
    )


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("It has forty hours on a charge.", "forty"),
        ("It weighs 200 g.", "200"),
        ("The waterproof case makes it good.", "waterproof"),
        ("You bought it with your phone.", "bought"),
        ("Popular with shoppers for noise cancelling.", "popular"),
        ("It has no noise cancelling.", "no"),
        ("The best headphones.", "best"),
        ("", "nothing"),
    ],
)
def test_unsupported(sentence: str, word: str) -> None:
    assert unsupported(sentence, SEARCHED, "waterproof headphones for long flights") == word


SHOE = Recommendation(
    Item(
        "s", "Swift running shoes, red", "Bright red all over, with a white sole.",
        attributes={"colour": "red", "connection": ["Bluetooth", "USB-C"]},
    ),
    0.5,
    (Evidence("photo", "its picture looks like your photo", 0.5),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It has a red sole.", "red sole"),
        ("Its sole is white and it is bright red.", None),
        ("These are red running shoes with a white sole.", None),
        ("It has Bluetooth and USB-C connections.", None),
        ("It has a white colour.", "white colour"),
    ],
)
def test_words_side_by_side_must_be_so_in_the_catalogue(sentence: str, words: str | None) -> None:
    assert unsupported(sentence, SHOE, "like this photo") == words


def test_purchases_may_be_named_when_they_spoke() -> None:
    assert unsupported("You bought the Phone, so it suits you.", TAKEN, "") is None
