"""Cases of public reports about searches: units as limits, and what is to be left out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.agent.rules import plain
from tastemaker.agent.talks.talk import Standing
from tastemaker.agent.understand.notation import read
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

MEASURED = {
    "cable": ("length", ("1.5 m", "3 m", "3 Metre", "5m", "10 ft")),
    "bottle": ("volume", ("100ml", "0.5 L", "16.9 fl oz", "6.7 fl oz", "5000 ml")),
    "monitor": ("screen", ('23.8"', "27″", "32 in")),
    "box": ("size", ("20 x 30 x 25 cm", "40 x 20 x 20 cm")),
}
FOODS = {
    "plain oats": "Whole grain. Contains gluten.", "free oats": "Gluten-free oats.",
    "nutty oats": "Gluten-free oats with nuts.", "bar": "Contains no peanuts.", "butter": "Peanut butter.",
    "warned": "Chocolate that may contain traces of nuts.", "allergy": "Not suitable for nut allergy.",
    "müsli": "Müsli ohne Nüsse.", "leche": "Leche sin lactosa.", "spread": "Spread of hazelnuts.",
}  # fmt: skip
ROWS = [
    {"id": f"{kind} {value}", "title": f"Plain {kind}", "categories": [kind], "attributes": {field: value}}
    for kind, (field, values) in MEASURED.items()
    for value in values
] + [{"id": name, "title": name, "categories": ["Food"], "description": text} for name, text in FOODS.items()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reported")
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    build(folder, folder / "home", TinyText(), TinyPictures(), lambda line: None)
    return folder / "home"


@pytest.fixture
def reported(home: Path) -> Iterator[Shop]:
    with Shop.open(home, TinyText(), TinyPictures()) as opened:
        yield opened


def fitting(shop: Shop, profiles: Profiles, call: str) -> set[str]:
    """What a search finds, all of it."""
    query = read(call)[0].query
    found = Toolbox(shop, profiles, Situation(most_alike=24)).search(query.what, query.conditions, take=24)
    return {shown.item.id for shown in found.items}


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('find "cable" where length > 3 m', {"cable 5m", "cable 10 ft"}),
        ('find "cable" where length = 3 m', {"cable 3 m", "cable 3 Metre"}),
        ('find "cable" where length >= 10 ft', {"cable 5m", "cable 10 ft"}),
        ('find "bottle" where volume = 0.5 l', {"bottle 0.5 L", "bottle 16.9 fl oz"}),
        ('find "bottle" where volume = 6.76 fl oz', set[str]()),
        ('find "bottle" where volume > 1 l', {"bottle 5000 ml"}),
        ('find "monitor" where screen >= 27 inch', {"monitor 27″", "monitor 32 in"}),
        ('find "monitor" where screen < 65 cm', {'monitor 23.8"'}),
        ('find "box" where size <= 30 cm', {"box 20 x 30 x 25 cm"}),
        ('find "" where category = "Food", text lacks "nuts"',
         {"plain oats", "free oats", "bar", "müsli", "leche"}),
        ('find "" where category = "Food", text lacks "lactosa", text lacks "gluten"',
         {*FOODS} - {"plain oats"}),
    ],
)  # fmt: skip
def test_a_limit_is_one_in_whatever_unit_it_is_told_and_what_is_refused_is_kept_out(
    reported: Shop, profiles: Profiles, call: str, found: set[str]
) -> None:
    assert fitting(reported, profiles, call) == found


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("a monitor of at least 27 inches", "screen >= 27 inch"),
        ("oats without nuts", "text lacks nuts"),
        ("anything but oats", "text lacks oats"),
    ],
)
def test_without_a_model_such_limits_are_read_plainly(reported: Shop, words: str, limit: str) -> None:
    (call,) = plain.calls(words, Standing(), reported)
    assert limit in [str(one) for one in call.query.where]
