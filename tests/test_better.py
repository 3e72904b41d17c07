"""Which of some items is better in a field, where anybody can say."""

from typing import Any

import pytest

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox


def best(shop: Shop, profiles: Profiles, items: list[str], fields: list[str], **made: Any) -> dict[str, str]:
    """The best items by field, after a list that was made with these arguments."""
    lists = (("search", {"query": "tent", **made}, tuple(items)),) if made else ()
    result = Toolbox(shop, profiles, Situation(made=lists)).compare(items, fields)
    return {fact.field: fact.item.id for fact in result.answers if fact.best}


def test_less_is_better_of_a_price_and_nobody_knows_of_a_weight(outfitter: Shop, profiles: Profiles) -> None:
    assert best(outfitter, profiles, ["duo", "solo"], ["price", "weight", "brand"]) == {"price": "solo"}


@pytest.mark.parametrize(
    ("made", "better"),
    [
        ({"where": [{"field": "weight", "op": "<=", "value": 3, "unit": "kg"}]}, "solo"),
        ({"where": [{"field": "weight", "op": ">=", "value": 1, "unit": "kg"}]}, "duo"),
        ({"order": ["weight", "up"]}, "solo"),
        ({"order": ["weight", "down"]}, "duo"),
    ],
)
def test_what_was_asked_for_is_better(
    outfitter: Shop, profiles: Profiles, made: dict[str, Any], better: str
) -> None:
    assert best(outfitter, profiles, ["duo", "solo"], ["weight"], **made) == {"weight": better}


def test_what_is_between_two_bounds_is_no_better(outfitter: Shop, profiles: Profiles) -> None:
    ends = [
        {"field": "weight", "op": op, "value": kilos, "unit": "kg"} for op, kilos in ((">=", 1), ("<=", 3))
    ]
    assert best(outfitter, profiles, ["duo", "solo"], ["weight"], where=ends) == {}


def test_the_dearest_first_makes_more_better(outfitter: Shop, profiles: Profiles) -> None:
    assert best(outfitter, profiles, ["duo", "solo"], ["price"], order=["price", "down"]) == {"price": "duo"}


def test_one_that_says_nothing_is_not_worse(outfitter: Shop, profiles: Profiles) -> None:
    up = {"order": ["weight", "up"]}
    assert best(outfitter, profiles, ["duo", "tarp"], ["weight"], **up) == {}, "of one nobody can say"
    assert best(outfitter, profiles, ["duo", "solo", "tarp"], ["weight"], **up) == {"weight": "solo"}


def test_the_table_is_told_with_what_is_better(outfitter: Shop, profiles: Profiles) -> None:
    told = Toolbox(outfitter, profiles, Situation()).compare(["duo", "solo"], ["price"]).answers
    assert [fact.as_json().get("best") for fact in told] == [None, True]
    assert isinstance(told[0].item, Item)
