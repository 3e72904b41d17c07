"""What descriptions state line by line becomes attributes, and prose does not."""

import json
from pathlib import Path

import pytest

from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.inspection.inspect import Inspection
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.texts.stated import with_stated
from tastemaker.tools.search import lexical
from tastemaker.ui.commands.inspection import as_text


def stated(*texts: str, **attributes: object) -> list[dict[str, object]]:
    items, _ = with_stated(Item(str(n), "A", text, attributes=attributes) for n, text in enumerate(texts))
    return [dict(item.attributes) for item in items]


def twice(line: str) -> dict[str, object]:
    """What a line states that two items have."""
    first, second = stated(f"A kettle.\n{line}", f"A pot.\n{line}")
    assert first == second
    return first


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Battery: 38 h", "battery", "38 h"),
        ("• Battery life: up to 38 h", "battery life", "up to 38 h"),
        ("- Max. load: 30 kg", None, None),
        ("Weight (with battery): 250 g.", "weight (with battery)", "250 g"),
        ("Poids : 250 g", "poids", "250 g"),
        ("Gewicht:250 g", "gewicht", "250 g"),
        ("重量：250克", "重量", "250克"),
        ("Aspect ratio: 16:9", "aspect ratio", "16:9"),
        ("Material: 80 % wool, 20 % silk", "material", "80 % wool, 20 % silk"),
        ("Load: approx. 30 kg", "load", "approx. 30 kg"),
        ("Opening: 9:00", None, None),
        ("Daily at 9:00 sharp", None, None),
        ("Made for one thing: you will sleep well tonight and every night from now on", None, None),
        ("It does what it says: quiet", None, None),
        ("Note: not for children", None, None),
        ("See: https://shop.example/a", None, None),
        ("https://shop.example/a", None, None),
        ("Ask: help@shop.example", None, None),
        ("Battery: 38 h. Weight: 250 g", None, None),
        ("Our promise: It lasts. We mend it.", None, None),
        ("Well, think: what would you need?", None, None),
        ("Step 1: fill the kettle", None, None),
        ("Price: 20 EUR", None, None),
        ("In stock: 5", None, None),
        ("“Great: I love it”", None, None),
    ],
)
def test_a_line_of_a_name_and_a_value(line: str, name: str | None, value: str | None) -> None:
    assert twice(line) == ({name: value} if name else {})


def test_a_name_must_come_again() -> None:
    assert stated("Battery: 38 h", "Quiet.") == [{}, {}]
    assert stated("Battery: 38 h\nWeight: 250 g", "Quiet.") == [{}, {}]
    assert stated("Battery: 38 h\nWeight: 250 g\nColour: red", "Quiet.")[0].keys() == {
        "battery", "weight", "colour",
    }  # fmt: skip
    many = [f"Battery: {n} h" if n < 2 else "Quiet." for n in range(10_000)]
    assert stated(*many)[0] == {}


def test_a_name_that_says_two_things_says_none() -> None:
    assert twice("Mara: hello\nTom: hello\nMara: goodbye") == {"tom": "hello"}


def test_what_an_item_says_itself_stands() -> None:
    assert twice("Battery life: 38 h") == {"battery life": "38 h"}
    found = stated("Battery life: 38 h", "Battery life: 12 h", battery_life="40 h")
    assert found == [{"battery_life": "40 h"}] * 2


def test_a_text_speaks_of_a_column_that_others_have() -> None:
    items = [Item("a", "A", "Battery Life: 38 h"), Item("b", "B", attributes={"battery_life": "9 h"})]
    items += [Item("c", "C", "battery life: 7 h")]
    found, count = with_stated(items)
    assert [item.attributes["battery_life"] for item in found] == ["38 h", "9 h", "7 h"] and count == 2


def test_it_is_no_word_twice_and_takes_no_figure_from_a_title() -> None:
    lamp = Item("a", "Lamp, 5 W", "A lamp.\nPower: 7 W\nBase：E27", figures={"power": "5 W"})
    found, _ = with_stated([lamp, lamp])
    assert found[0].attributes == {"base": "E27"} and found[0].facts.count("E27") == 1
    assert list(lexical.texts(found[0])).count("E27") == 0
    other = Item("b", "Lamp", "A lamp: bright.", attributes={"base": "E27"})
    assert other.facts.endswith("base: E27")


def test_tables_and_lists_of_terms_are_such_lines() -> None:
    table = "<tr><th>Battery</th><td>38 h</td></tr><tr><td>Weight:</td><td><p>250</p><p>g</p></td></tr>"
    assert words(f"<table>{table}</table>") == "Battery: 38 h\nWeight: 250 g"
    assert words("<dl><dt>Battery</dt><dd>38 h</dd><dt>Ports<dd>USB-C<dd>HDMI</dl>After") == (
        "Battery: 38 h\nPorts: USB-C, HDMI\nAfter"
    )
    assert words("<tr><td>EU</td><td>36</td><td>37</td></tr>") == "EU, 36, 37"
    assert words("<b>Battery:</b> 38&nbsp;h<br>Light") == "Battery: 38 h\nLight"


def test_a_shop_of_texts_alone_has_fields(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(n),
            "title": f"Lamp {n}",
            "description": f"<p>A lamp.</p><table><tr><td>Power<td>{n} W</table>",
        }
        for n in range(1, 5)
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read = read_folder(tmp_path)
    assert read.catalogue["2"].description == "A lamp.\nPower: 2 W"
    power = Schema.learn(read.catalogue)["power"]
    assert (power.kind, power.unit, power.high) == ("number", "W", 4)
    assert "4 attributes read from their texts" in as_text(Inspection.of(read))
