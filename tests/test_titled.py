"""What titles state in figures, where a catalogue has no column for it."""

import json
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.catalogue.texts.titled import with_figures
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox


def figures(*items: Item) -> list[dict[str, str]]:
    return [dict(item.figures) for item in with_figures(items)]


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("Lumo External SSD 1TB, 550 MB/s", {"capacity": "1 TB"}),
        ("Ridge monitor, 27 inch, 144 Hz", {"size": "27 inch", "frequency": "144 Hz"}),
        ("Memory 64GB Kit (2 x 32GB)", {"capacity": "64 GB"}),
        ("Cable, 2 in 1, 4K, 3 Metres", {"length": "3 m"}),
        ("Case with 3 fans, 900 rpm, 24 bit", {}),
        ("USB 3.2 hub, 5G, Series 7", {}),
    ],
)
def test_a_figure_with_a_unit_is_stated(title: str, stated: dict[str, str]) -> None:
    assert figures(Item("a", title)) == [stated]


def test_what_a_column_measures_or_few_titles_state_is_left_to_it() -> None:
    assert figures(Item("a", "Cable 3 m"), Item("b", "Cable", attributes={"reach": "2 m"})) == [{}, {}]
    assert figures(Item("a", "Cable 3 m"), Item("b", "Cable", attributes={"length": "long"})) == [{}, {}]
    assert figures(Item("a", "Cable 3 m"), *(Item(str(n), "Cable") for n in range(60)))[0] == {}


def test_such_a_figure_limits_orders_and_answers(tmp_path: Path, profiles: Profiles) -> None:
    lengths = ("1.5 m", "3 Metres", "5m")
    rows = [{"id": length, "title": f"HDMI cable, {length}", "price": 9} for length in lengths]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(tmp_path, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        tools = Toolbox(shop, profiles, Situation())
        longer = tools.search("HDMI cable", [Condition("length", ">", (3,), "m")])
        assert [found.item.id for found in longer.items] == ["5m"]
        longest = tools.search("HDMI cable", order=["length", "down"])
        assert [found.item.id for found in longest.items] == ["5m", "3 Metres", "1.5 m"]
        assert [fact.value for fact in tools.details("HDMI cable, 3 Metres", ["length"]).answers] == ["3 m"]
        assert "length" not in shop.catalogue["5m"].facts
