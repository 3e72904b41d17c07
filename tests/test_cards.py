"""What a turn looks like, from known events."""

import base64
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fake_agent import ITEMS, FakeAgent
from PIL import Image

from tastemaker.agent.events import Answer, Called, Claims, Shown
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.ui.pictures import picture
from tastemaker.ui.shown import cards, parts, unfolded
from tastemaker.ui.shown.evidence import evidence
from tastemaker.ui.shown.frame import Frame

EVIDENCE = (
    Evidence("words", 0.5, ("rain", "jacket")),
    Evidence("history", 0.25, ("drift",)),
    Evidence("profile", -0.05),
)
DETAILS = ("has “rain”", "shoppers who took <Drift> took this too", "is of a kind that you take less")


TAGS = set(
    "b button code details div h2 h3 i img li ol p path pre small span strong summary svg ul".split()  # noqa: SIM905
)
ATTRIBUTES = set(
    "alt class d role src style tabindex title type viewbox"  # noqa: SIM905
    " aria-hidden aria-label aria-pressed data-do data-id data-n data-pick data-compare data-one data-clear"
    " dir id popover popovertarget popovertargetaction".split()
)


class Seen(HTMLParser):
    """The names of all tags and attributes of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.attributes = set[str](), set[str]()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)


def shown(item: Item, n: int = 1) -> Shown:
    return Shown(n, Recommendation(item, 0.7, EVIDENCE), "Because of rain.", details=DETAILS)


def frame(language: str = "en", picture: Path | None = None, **schema: Field) -> Frame:
    """A list in a shop whose items all have the same picture, or none."""
    shop: Any = SimpleNamespace(picture_path=lambda item: picture, schema=schema)
    return Frame(shop, language)


def test_a_card_holds_number_title_price_medium_and_reason() -> None:
    item = Item("j1", "Ridge jacket", brand="Velm", price=1299.5, currency="EUR", media="product")
    html = cards.card(shown(item, 3), frame())
    for text in (
        '<span class="number">3<',
        ">Ridge jacket<",
        ">1,299.50 EUR<",
        ">product<",
        ">Because of rain.<",
    ):
        assert text in html


def test_what_the_catalogue_says_never_becomes_markup() -> None:
    evil = "\"><script>alert(1)</script>'"
    item = Item(evil, evil, brand=evil, currency=evil, price=1.0, media=evil, url="javascript:alert(1)")
    found = Recommendation(item, 1.0, (Evidence("words", 1.0, (evil,)),))
    listed = cards.cards([Shown(1, found, evil, details=(evil,))], frame())
    call = Called(evil, {evil: evil}, 1.0, 1, evil)
    foot = parts.choices([evil], "relax", "what") + unfolded.found(
        [call], Answer(evil, None, "s", model=evil), {}
    )
    others = (
        parts.asked(evil) + parts.prose(evil) + parts.failed(evil) + parts.working(evil) + parts.note(evil)
    )
    welcome = parts.welcome([(evil, None)]) + parts.model(evil, True, True)
    seen = Seen()
    seen.feed(listed + foot + others + welcome)
    assert seen.tags <= TAGS and seen.attributes <= ATTRIBUTES
    assert "javascript:" not in listed


def test_only_web_addresses_become_links() -> None:
    web = cards.card(shown(Item("a", "A", url="https://example.org/a?b=1&c=2")), frame())
    assert 'href="https://example.org/a?b=1&amp;c=2"' in web
    assert "href" not in cards.card(shown(Item("a", "A", url="data:text/html,x")), frame())


def test_evidence_shows_each_weight_and_their_sum() -> None:
    html = evidence(shown(ITEMS[0]), frame())
    assert re.findall(r"<span>([+−][\d.]+)</span>", html) == ["+0.50", "+0.25", "−0.05"]
    assert re.findall(r"width:(\d+)%", html) == ["100", "50", "10"]
    assert re.findall(r'<b class="([\w-]+)" style="width:([\d.]+)%"', html) == [
        ("of-words", "62.5"),
        ("of-history", "31.2"),
        ("against", "6.2"),
    ], "one line of what the score is made of"
    assert 'aria-label="What the score of 0.70 is made of: your words +0.50, ' in html
    assert html.count('<li class="against"') == 1
    assert "adds up to 0.70" in html


def test_every_button_names_its_item() -> None:
    html = cards.card(shown(Item("j1", "Ridge jacket")), frame())
    done = re.findall(r'data-do="(\w+)" data-id="j1"[^>]*>', html)
    assert done == ["like", "dislike", "save", "more", "purchase"]
    named = re.findall(r'aria-label="([^"]+)Ridge jacket"', html)
    assert named == ["Like: ", "Not this: ", "Save: ", "Compare: ", "More: "]
    menus = re.findall(r'popovertarget="([\w-]+)" aria-label', html)
    assert menus == re.findall(r'id="([\w-]+)" class="menu" popover', html) == ["not-0-1", "more-0-1"]


@pytest.mark.parametrize(
    ("count", "columns"),
    [(1, "1 1 1 1"), (4, "4 4 4 2"), (5, "5 5 3 3"), (6, "6 3 3 3"), (7, "4 4 4 3"), (12, "6 4 4 3")],
)
def test_rows_are_even_whatever_fits(count: int, columns: str) -> None:
    html = cards.cards([shown(ITEMS[0], n) for n in range(count)], frame())
    assert re.findall(r"--[6543]:(\d)", html) == columns.split()


def test_a_title_is_in_the_shoppers_language_where_the_catalogue_has_it() -> None:
    phone = Item("p", "Mate 40 phone", attributes={"title_zh": "华为 Mate 40 <手机>"})
    html = cards.card(shown(phone), frame("zh"))
    assert '<h3 dir="auto" lang="zh">华为 Mate 40 &lt;手机&gt;</h3>' in html
    assert 'aria-label="喜欢: 华为 Mate 40 &lt;手机&gt;"' in html
    assert '<h3 dir="auto">Mate 40 phone</h3>' in cards.card(shown(phone), frame("de"))


def test_what_would_fit_can_be_clicked() -> None:
    html = parts.choices(["up to 85: 9 items", "without the limit on medium: 1 item"], "relax", "What")
    assert '<button type="button" data-do="relax" data-n="1">without the limit on medium' in html
    assert parts.choices([], "relax", "What") == ""


def test_an_empty_list_shows_nothing() -> None:
    assert cards.cards([], frame()) == ""


def test_an_item_without_a_price_shows_none() -> None:
    assert '<p class="price"></p>' in cards.card(shown(Item("a", "A", price=None)), frame())
    assert ">free</p>" in cards.card(shown(Item("a", "A", price=0.0)), frame())


def test_what_a_turn_shows_is_in_the_shoppers_language() -> None:
    html = cards.cards([shown(Item("b", "Ohr", media="book"))], frame("de"))
    for text in (
        ">Buch<",
        ">Warum das<",
        "Ihre Worte",
        "Ihre Käufe",
        "zusammen 0,70",
        "−0,05",
        ">Ähnliches<",
    ):
        assert text in html
    assert not re.search(r"Why|Your|adds up|Like:|Similar|Picture|Recommendations", html)


def test_the_calls_of_a_turn_unfold_with_what_was_measured() -> None:
    call = Called("search", {"query": "雨衣", "price_max": 80.0}, 41.3, 7, "1. Ridge jacket")
    answer = Answer(
        "雨衣", None, "s", (call,), claims=Claims(3, 2, 1), ms={"first_list": 180.0}, model="tiny"
    )
    html = unfolded.found([call], answer, {})
    assert "<p>Searching the catalogue: “雨衣”, up to 80</p>" in html
    assert "<code>find &quot;雨衣&quot; where price &lt;= 80</code>" in html
    assert "&quot;price_max&quot;: 80.0" in html
    assert "7 found in 41 ms" in html and "1. Ridge jacket" in html
    assert "3 sentences checked against the evidence: 2 held, 1 repaired." in html
    assert "List after 0.18 s." in html and "Language model: tiny." in html


def test_prose_keeps_its_paragraphs() -> None:
    assert parts.prose("One & two.\nThree.\n\n\nFour.") == "<p>One &amp; two.<br>Three.</p><p>Four.</p>"


def test_titles_stand_in_bold_also_while_they_are_written() -> None:
    assert parts.prose("1. **A & B** (free)") == "<p>1. <strong>A &amp; B</strong> (free)</p>"
    assert parts.prose("1. **A <i>") == "<p>1. <strong>A &lt;i&gt;</strong></p>"


def test_a_long_question_is_shown_short() -> None:
    assert len(parts.asked("x" * 20_000)) < 1000


def test_a_picture_becomes_a_small_copy(tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    Image.new("RGBA", (1500, 900), (200, 0, 0, 0)).save(path)
    header, data = picture(path).split(",")
    small = Image.open(BytesIO(base64.b64decode(data)))
    assert header == "data:image/webp;base64"
    assert max(small.size) == 480
    assert min(small.convert("RGB").getpixel((5, 5))) > 250, "transparency lies on white"


def test_a_changed_picture_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (9, 9), "red").save(path)
    before = picture(path)
    Image.new("RGB", (9, 9), "blue").save(path)
    assert picture(path) != before


def test_a_broken_or_missing_picture_gives_way_to_the_sign_of_its_medium(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_text("no picture")
    for path in (broken, tmp_path / "missing.png", None):
        html = cards.card(shown(Item("a", "A", media="course")), frame(picture=path))
        assert "<img" not in html and "<svg" in html


def test_a_photo_that_is_none_is_shown_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture")
    assert "notes.png" in parts.asked("", tmp_path / "notes.png")


def test_six_cards_stay_small_enough_to_send(tmp_path: Path) -> None:
    agent = FakeAgent(tmp_path)
    html = cards.cards([shown(item) for item in ITEMS], Frame(agent.shop))
    assert len(html) < 100_000


@pytest.mark.parametrize(
    ("name", "ready", "here", "said"),
    [
        ("llama-cpp:tiny", False, False, "is loading; answers are plain until then"),
        ("llama-cpp:tiny", True, True, "Answers by tiny."),
        ("llama-cpp:tiny", True, False, "could not be loaded"),
        ("none", True, False, "word by word"),
    ],
)
def test_the_page_says_which_model_answers(name: str, ready: bool, here: bool, said: str) -> None:
    assert said in parts.model(name, ready, here)
