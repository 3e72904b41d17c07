"""What a price of before says of an item: that it is reduced, and by how much."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import floor

import yaml

from tastemaker.tools.catalogue.cells.sales import WAS
from tastemaker.tools.catalogue.item import Item

REDUCED, DISCOUNT = SALES = ("reduced", "discount")
"""The columns that are made of the price and the one of before."""


def before(item: Item) -> float | None:
    """What an item cost before; None where that is not told in a number."""
    told = item.attributes.get(WAS)
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else None


def reduction(item: Item) -> dict[str, str]:
    """Whether an item is reduced, and by how many whole percent; nothing where it has no price.

    >>> lamp = Item("1", "Lamp", price=22, attributes={"was": 40})
    >>> reduction(lamp), reduction(Item("2", "Lamp", price=22))
    ({'reduced': 'yes', 'discount': '45 %'}, {'reduced': 'no'})
    """
    if item.price is None:
        return {}
    usual = before(item)
    if usual is None or usual <= item.price:
        return {REDUCED: "no"}
    # Never more than it is: "30 % off" holds for what costs at most 70 of 100.
    return {REDUCED: "yes", DISCOUNT: f"{floor(100 * (usual - item.price) / usual + 1e-9)} %"}


@cache
def labels(column: str) -> Mapping[str, tuple[str, ...]]:
    """What a column of a sale is called in each language, the label first; nothing of another column."""
    said = yaml.safe_load(files(__package__).joinpath("reduced.yaml").read_text(encoding="utf-8"))
    return {language: tuple(names) for language, names in said.get(column, {}).items()}
