"""An item is newer, lighter, smaller than another only by what the catalogue measures of both."""

import pytest

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.compare import comparison


def item(**attributes: object) -> Item:
    return Item("i", "Thing", attributes=attributes)


@pytest.mark.parametrize(
    ("word", "original", "other", "told"),
    [
        ("lighter", {"weight": "1.2 kg"}, {"weight": "290 g"}, "weight 290 g, lighter than 1.2 kg"),
        ("lighter", {"weight": "290 g"}, {"weight": "1.2 kg"}, None),
        ("lighter", {"weight": "290 g"}, {"weight": "290 g"}, None),
        ("heavier", {"weight": "290 g"}, {"weight": "1,200 g"}, "weight 1,200 g, heavier than 290 g"),
        ("newer", {"year": 2021}, {"year": 2024}, "year 2024, newer than 2021"),
        ("newer", {"released": "2020-10-30"}, {"released": "2020-08-06"}, None),
        ("older", {"year": 2021}, {"year": None}, None),
        ("smaller", {"volume": "1 l"}, {"volume": "650 ml"}, "volume 650 ml, smaller than 1 l"),
        ("larger", {"size": "70 x 70 cm"}, {"size": "1.2 m"}, "size 1.2 m, larger than 70 x 70 cm"),
        ("smaller", {"volume": "1 l"}, {"diameter": "1 cm"}, None),
        ("shorter", {"pages": 240}, {"pages": 90}, "pages 90, shorter than 240"),
        ("longer", {"duration": "45 min"}, {"duration": "2 h"}, "duration 2 h, longer than 45 min"),
    ],
)
def test_comparison(
    word: str, original: dict[str, object], other: dict[str, object], told: str | None
) -> None:
    differs = comparison(item(**original), word)
    assert differs is not None
    assert differs(item(**other)) == told


def test_what_is_not_measured_cannot_be_compared() -> None:
    assert comparison(item(colour="red"), "lighter") is None
    assert comparison(item(weight="light"), "lighter") is None
