"""Which item is meant."""

import pytest

from tastemaker.tools.catalogue.names import Names
from tastemaker.tools.shop import Shop


@pytest.mark.parametrize(
    ("reference", "id"),
    [
        ("Huawei Mate 40 phone", "phone"),
        ("mate40 case", "case"),
        ("华为Mate40手机壳", "case"),
        ("the sony", "headphones"),
        ("WH1000XM4 headphones", "headphones"),
        ("red ones", "red-shoe"),
        ("the patient runner", "running-book"),
    ],
)
def test_title_or_part_of_it(shop: Shop, reference: str, id: str) -> None:
    found = Names(shop.catalogue).find(reference)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("reference", ["", "   ", "!?", "submarine", "a the of"])
def test_nothing_is_meant(shop: Shop, reference: str) -> None:
    assert Names(shop.catalogue).find(reference) is None


def test_what_is_shown_comes_first(shop: Shop) -> None:
    names = Names(shop.catalogue)
    assert names.find("rain jacket", first=["old-jacket"]).id == "old-jacket"  # type: ignore[union-attr]
    assert names.find("rain jacket", first=["jacket"]).id == "jacket"  # type: ignore[union-attr]
