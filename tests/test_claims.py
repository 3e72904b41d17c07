"""The checker lets a sentence stand only when the catalogue, the purchases and the scores say so."""

import pytest

from tastemaker.agent.answer.claims import says_little, unsupported
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Evidence, Recommendation

ITEM = Item(
    "h", "Quiet headphones", "Noise cancelling over the ears, thirty hours on a charge. Weighs 250 g.",
    brand="Sony", price=279.0, currency="EUR", attributes={"colour": "black"},
)  # fmt: skip
SEARCHED = Recommendation(ITEM, 0.5, (Evidence("words", 0.5, ("noise",)),))
TAKEN = Recommendation(ITEM, 0.5, (Evidence("history", 0.5, ("phone",), {"titles": ["Phone"]}),))


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
    (Evidence("photo", 0.5, (), {"pictured": True}),),
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


FILM = Recommendation(
    Item(
        "f", "The Long Wall (1994)", "Two imprisoned men bond over a number of years and find solace.",
        categories=("drama", "romance", "biography"), media="video", price=0.0,
        attributes={
            "year": 1994, "director": ["Ann Lee"], "cast": ["Tim Ross", "Mia King"],
            "writer": ["Steve King", "Ann Lee"],
        },
    ),
    0.5,
    (Evidence("popular", 0.5, (), {"count": 12}),),
)  # fmt: skip
ASKED = Recommendation(
    Item("a", "Nord lamp", "A warm light, the cheapest way to warm evenings.", price=20.0),
    0.9,
    (
        Evidence("meaning", 0.4, (), {"query": "waterproof lamp"}),
        Evidence("together", 0.3, ("chain",), {"titles": ["Steel chain"]}),
        Evidence("words", 0.2, ("lamp",)),
    ),
)
LAMP = Recommendation(
    Item(
        "l", "Nord lamp, grey", "Ideal for ironing. Made without lead, and the cable is nut-free.",
        price=20.0,
        attributes={
            "colour": "grey", "volume": "24 l", "dimmable": False, "wireless": True, "host": "Mia King",
        },
    ),
    0.5,
    (
        Evidence("words", 0.5),
        Evidence("limit", 0.0, (), {"field": "text", "op": "lacks", "value": ["green", "blue"], "has": ""}),
        Evidence("limit", 0.0, (), {"field": "price", "op": "<=", "value": 100, "has": 20.0}),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "holds", "does_not", "word"),
    [
        (ASKED, "It is a lamp with a warm light.", "It is a waterproof lamp.", "waterproof"),
        (ASKED, "A warm light for your film.", "A warm light for a film.", "film"),
        (ASKED, "The cheapest way to warm evenings.", "It is the cheapest.", "cheapest"),
        (ASKED, "It goes with your steel chain.", "It has a steel chain.", "steel"),
        (FILM, "It is directed by Ann Lee.", "It is directed by Tim Ross.", "directed"),
        (FILM, "Ann Lee directed it.", "Mia King directed it.", "mia"),
        (FILM, "It was written by Steve King and Ann Lee.", "It was written by Ann Lee and Tim Ross.", "tim"),
        (FILM, "It is directed by Ann Lee and stars Mia King.", "It stars Ann Lee.", "stars"),
        (FILM, "A drama with Tim Ross.", "A drama with Ann Lee.", "ann"),
        (FILM, "It has Mia King in it.", "It has Steve King in it.", "steve"),
        (FILM, "It is by Ann Lee.", "It is by Tim Ross.", "tim"),
        (FILM, "It is Ann Lee's film.", "It is Tim Ross's film.", "tim"),
        (FILM, "The director is Ann Lee.", "The director is Steve King.", "director"),
        (FILM, "It came out in 1994.", "It is set in 1994.", "set"),
        (FILM, "It was released in 1994.", "It was released in 1995.", "released"),
        (FILM, "It is a 1994 film.", "It is a 1995 film.", "1995"),
        (FILM, "It is a romantic drama.", "It is a romantic comedy.", "romance"),
        (FILM, "It is a biographical film.", "It is a historical film.", "historical"),
        (FILM, "A film about two imprisoned men.", "A film about Mia King.", "about"),
        (FILM, "A film about solace.", "A film about a war.", "about"),
        (FILM, "It is free.", "It is free of men.", "free"),
        (FILM, "It is a video.", "It is a book.", "book"),
        (FILM, "It is a 1994 film about imprisoned men.", "It is a wall about men.", "wall"),
        (FILM, "It's a romance with Mia King.", "It's a long wall.", "long"),
        (FILM, "It is a drama and a video.", "It is a video drama.", "video drama"),
        (FILM, "It has two imprisoned men.", "It has a romance.", "romance"),
        (LAMP, "It is a lamp.", "It is a film.", "film"),
        (LAMP, "It is a grey lamp.", "It is a cable.", "cable"),
        (LAMP, "It is about a lamp.", "It is about ironing.", "about"),
        (LAMP, "It has a gray color.", "It is green.", "green"),
        (LAMP, "It has a volume of 24 liters.", "It has a volume of 24 grams.", "grams"),
        (LAMP, "It is wireless.", "It is dimmable.", "dimmable"),
        (LAMP, "It is not dimmable.", "It is not wireless.", "not"),
        (LAMP, "It is not green or blue.", "It is not grey.", "not"),
        (LAMP, "It has no lead.", "It has no cable.", "no"),
        (LAMP, "It is nut-free.", "It is lead-free.", "free"),
        (LAMP, "It is a lamp, not over 100.", "It is free.", "free"),
        (LAMP, "It costs less than 45.", "It costs less than 15.", "costs"),
        (LAMP, "It is a lamp for under 100.", "It is a lamp for under 45.", "under"),
        (LAMP, "It costs at least 20 euros.", "It costs more than 20 euros.", "costs"),
        (LAMP, "It costs 20.", "It costs 100.", "costs"),
        (LAMP, "It is cheaper than 45 euros.", "It weighs less than 45 grams.", "weighs"),
        (FILM, "It is a biography of two imprisoned men.", "It is a biography of The Long Wall.", "long"),
        (FILM, "It is a film of solace.", "It is a film about The Long Wall.", "about"),
    ],
)  # fmt: skip
def test_each_kind_of_claim_stands_only_where_it_is_true(
    found: Recommendation, holds: str, does_not: str, word: str
) -> None:
    assert unsupported(holds, found, "a film or a lamp") is None
    assert unsupported(does_not, found, "a film or a lamp") == word


@pytest.mark.parametrize(
    ("found", "sentence", "little"),
    [
        (FILM, "It is a drama.", True),
        (FILM, "It's a film, a romance and a video.", True),
        (FILM, "It is a drama by Ann Lee.", False),
        (FILM, "It is about solace.", False),
        (LAMP, "It is not green.", True),
        (LAMP, "It is a lamp, not green or blue.", True),
        (LAMP, "It is a grey Nord lamp.", True),
        (LAMP, "It is wireless.", False),
        (LAMP, "It is not dimmable.", False),
        (LAMP, "It costs less than 100.", True),
    ],
)
def test_title_kind_and_what_the_limits_say_already_say_little(
    found: Recommendation, sentence: str, little: bool
) -> None:
    assert unsupported(sentence, found, "") is None
    assert says_little(sentence, found) == little
