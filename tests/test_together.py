from pathlib import Path

import pytest

from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.recommend.together import Together

DAY = 86_400.0
IDS = ("phone", "phone-2", "case", "book")
KINDS = {"phone": ("Phones",), "phone-2": ("Phones",), "case": ("Cases",), "book": ("Books",)}


def shop() -> Purchases:
    """Ten take the phone and the next day a case; ten take both phones; forty take a book."""
    rows = []
    for n in range(10):
        rows += [Interaction(f"a{n}", "phone", 0), Interaction(f"a{n}", "case", DAY)]
        rows += [Interaction(f"b{n}", "phone", 0), Interaction(f"b{n}", "phone-2", DAY)]
    return Purchases([*rows, *(Interaction(f"c{n}", "book", 0) for n in range(40))])


def test_a_case_for_the_phone_and_not_a_second_phone() -> None:
    found = Together.fit(shop(), IDS, KINDS).together("phone")
    assert [(id, count) for id, _, count in found] == [("case", 10), ("phone-2", 10)]
    # 20 of 60 shoppers took the phone, 10 the case: 10 * 20 / 60 by chance.
    assert found[0][1] == pytest.approx((10 - 10 / 3) / 25)
    assert found[1][1] == pytest.approx(found[0][1] / 5)


def test_what_comes_before_does_not_go_with_what_comes_after() -> None:
    assert Together.fit(shop(), IDS, KINDS).together("case") == []


def test_in_one_basket_neither_comes_first() -> None:
    rows = [Interaction(f"u{n}", item, 5.0) for n in range(4) for item in ("phone", "case")]
    rows += [Interaction(f"v{n}", "book") for n in range(4)]
    together = Together.fit(Purchases(rows), IDS)
    assert [id for id, *_ in together.together("phone")] == ["case"]
    assert [id for id, *_ in together.together("case")] == ["phone"]


def test_a_purchase_long_after_is_another_purchase() -> None:
    rows = [
        Interaction(f"u{n}", item, time)
        for n in range(5)
        for item, time in (("phone", 0), ("case", 60 * DAY))
    ]
    assert (
        Together.fit(Purchases([*rows, *(Interaction(f"v{n}", "book") for n in range(5))]), IDS).together(
            "phone"
        )
        == []
    )


def test_chance_is_no_complement() -> None:
    """Everybody takes the book, phone or not."""
    rows = [Interaction(f"u{n}", "book", 1.0) for n in range(20)]
    rows += [Interaction(f"u{n}", "phone", 0.0) for n in range(10)]
    assert Together.fit(Purchases(rows), IDS).together("phone") == []


def test_a_pair_is_counted_once_for_a_shopper_and_one_shopper_is_not_enough() -> None:
    rows = [Interaction("u", item, time) for time, item in enumerate(("phone", "case") * 5)]
    others = [Interaction(f"v{n}", "book") for n in range(9)]
    assert Together.fit(Purchases([*rows, *others]), IDS).together("phone") == []
    assert Together.fit(Purchases([*rows, *others]), IDS, least=1).together("phone")[0][2] == 1


def test_looks_and_dislikes_are_no_purchases() -> None:
    rows = [
        Interaction(f"u{n}", item, time, event)
        for n in range(5)
        for item, time, event in (("phone", 0, "purchase"), ("case", 1, "dislike"), ("phone-2", 2, "view"))
    ]
    assert Together.fit(Purchases([*rows, Interaction("v", "book")]), IDS).together("phone") == []


def test_unknown_items_go_with_nothing_and_the_file_keeps_all(tmp_path: Path) -> None:
    together = Together.fit(shop(), IDS, KINDS)
    assert together.together("withdrawn") == []
    together.save(tmp_path / "together.npz")
    assert Together.load(tmp_path / "together.npz").together("phone") == together.together("phone")
    assert Together.fit(Purchases([]), ()).together("phone") == []
