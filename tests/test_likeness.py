"""Likeness with a difference: which item is meant, and what is to be different, in several languages."""

import pytest

from tastemaker.agent.rules.conversation import goes_on
from tastemaker.agent.rules.joining import filled
from tastemaker.agent.rules.need import missing
from tastemaker.agent.rules.reading.reader import read
from tastemaker.agent.rules.reading.view import ShownLine, View

SHOES = View(
    shown=(
        ShownLine(1, "Fleetfoot Swift running shoes, red", 99.0, "Fleetfoot"),
        ShownLine(2, "Fleetfoot Swift running shoes, blue", 99.0, "Fleetfoot"),
        ShownLine(3, "Pavo Hop children's running shoes, purple", 45.0, "Pavo"),
        ShownLine(4, "When are running shoes worn out?", 0.0, media="article"),
        ShownLine(5, "Pavo First running shoes, yellow", 59.0, "Pavo"),
        ShownLine(6, "Hillock Moss trail shoes, green", 129.0, "Hillock"),
    ),
    need="running shoes",
    limits={"exclude": ["black"]},
    brands=("Fleetfoot", "Pavo", "Hillock"),
)


@pytest.mark.parametrize(
    ("text", "item", "change"),
    [
        ("like the first but in blue", "1", "blue"),
        ("like #1 but in blue", "1", "blue"),
        ("same as the second, in red", "2", "red"),
        ("the same as number 3 in green", "3", "green"),
        ("can I have the first one in black?", "1", "black"),
        ("I'd like the third one but in pink", "3", "pink"),
        ("like number 3 but smaller", "3", "smaller"),
        ("the second but quieter", "2", "quieter"),
        ("similar to 6 but lighter and cheaper", "6", "cheaper, lighter"),
        ("like 1 but with a white sole", "1", "white sole"),
        ("like the last one, but from Pavo", "6", "from Pavo"),
        ("like that one but a book", "1", "book"),
        ("any podcast like the first one?", "1", "audio"),
        ("the blue one but in red", "2", "red"),
        ("like the yellow ones but in red", "5", "red"),
        ("like the yellow one but for children", "5", "children"),
        ("the same but in blue", "1", "blue"),
        ("do you have that in green?", "1", "green"),
        ("第一个，但是要蓝色的", "1", "blue"),
        ("跟第二个一样，但是要红色的", "2", "red"),
        ("和第一个差不多，但是要书", "1", "book"),
        ("蓝色那双，但是要红色的", "2", "red"),
        ("第三个有大一点的吗", "3", "larger"),
        ("wie das erste, aber in blau", "1", "blue"),
        ("das zweite in rot bitte", "2", "red"),
        ("die blauen aber in gelb", "2", "yellow"),
        ("wie das letzte, aber ein Buch", "6", "book"),
        ("so wie Nummer 3, nur kleiner", "3", "smaller"),
        ("comme le premier mais en bleu", "1", "blue"),
        ("como el primero pero en azul", "1", "blue"),
    ],
)
def test_like_one_of_the_list_with_a_difference(text: str, item: str, change: str) -> None:
    reading = read(text, SHOES)
    assert (reading.tool, reading.args["item"], reading.args.get("change")) == ("similar", item, change)


def test_what_the_item_is_called_is_no_difference() -> None:
    assert read("like the red Swift shoes but cheaper", SHOES).args["change"] == "cheaper"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("in blue", {"blue", "running", "shoes"}),
        ("blue", {"blue", "running", "shoes"}),
        ("a tent in green", {"tent", "green"}),
        ("running shoes in red", {"running", "shoes", "red"}),
    ],
)
def test_a_colour_in_a_title_does_not_name_the_item(text: str, query: set[str]) -> None:
    reading = read(text, SHOES)
    assert reading.tool == "search"
    assert query <= set(reading.args["query"].split())


@pytest.mark.parametrize(
    ("text", "with_list", "without"),
    [
        ("tell me more about number 7", "7", "7"),
        ("why #9?", "9", "9"),
        ("第七个怎么样", "7", "7"),
        ("erzähl mir mehr über Nummer 8", "8", "8"),
        ("like the ninth but cheaper", "9", None),
        ("tell me more about number 3", None, "3"),
        ("show me number 8", "8", "8"),
        ("#4 bath sponge", None, None),
        ("running shoes under 90", None, None),
        ("does it work with 12 V?", None, None),
    ],
)
def test_a_number_that_is_in_no_list(text: str, with_list: str | None, without: str | None) -> None:
    assert missing(text, SHOES) == with_list
    assert missing(text, View()) == without


@pytest.mark.parametrize(
    ("text", "tool", "item"),
    [
        ("show me number 3", "details", "3"),
        ("the yellow one", "details", "5"),
        ("why not number 2?", "why_not", "2"),
        ("a red tent", "search", None),
        ("a board game", "search", None),
    ],
)
def test_an_item_of_the_list_or_any_of_a_kind(text: str, tool: str, item: str | None) -> None:
    reading = read(text, SHOES)
    assert (reading.tool, reading.args.get("item")) == (tool, item)


def test_a_critique_that_the_model_searches_for_goes_on_with_the_need() -> None:
    text = "cheaper, with pockets"
    ruled = read(text, SHOES)
    assert (ruled.tool, "all" in ruled.certain) == ("similar", False)
    reading = filled(ruled, {"name": "search", "args": {"query": "shoes with pockets"}}, text, SHOES)
    assert goes_on(reading, SHOES) and "pockets" in reading.args["query"]
