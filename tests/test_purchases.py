"""Interactions, their weights and the histories made of them."""

import random
from pathlib import Path

import pytest

from tastemaker.tools.catalogue.purchases import Interaction, Purchases, taste

ROWS = [
    Interaction("ana", "phone", 30.0),
    Interaction("ben", "book", 5.0, "rating", 4.0),
    Interaction("ana", "case", 10.0, "view"),
    Interaction("ana", "case", 20.0, "dislike"),
]


def test_a_history_is_in_order_of_time() -> None:
    purchases = Purchases(ROWS)
    assert len(purchases) == 4 and purchases.users == ("ana", "ben")
    assert purchases.of("ana") == (ROWS[2], ROWS[3], ROWS[0])
    assert purchases.of("ben") == (ROWS[1],)
    assert purchases.of("nobody") == ()


def test_takers_are_shoppers_who_liked_an_item_counted_once() -> None:
    again = [Interaction("ana", "phone", 40.0, "like"), Interaction("ben", "phone", 1.0)]
    assert Purchases([*ROWS, *again]).takers() == {"phone": 2, "book": 1, "case": 0}
    assert Purchases([]).takers() == {}


def test_both_are_shoppers_who_took_each_of_two_items() -> None:
    more = [Interaction("ana", "book", 5.0, "like"), Interaction("cho", "book"), Interaction("cho", "phone")]
    purchases = Purchases([*ROWS, *more])
    assert purchases.both("phone", "book") == purchases.both("book", "phone") == 2
    assert purchases.both("case", "phone") == purchases.both("phone", "nothing") == 0


def test_without_times_a_history_is_in_order_of_the_file() -> None:
    rows = [Interaction("ana", item) for item in "cab"]
    assert Purchases(rows).of("ana") == tuple(rows)


@pytest.mark.parametrize("rows", [ROWS, []])
def test_saved_and_loaded_is_the_same(tmp_path: Path, rows: list[Interaction]) -> None:
    purchases = Purchases(rows)
    purchases.save(tmp_path / "purchases.npz")
    loaded = Purchases.load(tmp_path / "purchases.npz")
    assert loaded.users == purchases.users and len(loaded) == len(rows)
    assert [loaded.of(user) for user in loaded.users] == [purchases.of(user) for user in purchases.users]


@pytest.mark.parametrize(
    ("event", "value", "weight"),
    [
        ("purchase", None, 1.0),
        ("like", None, 1.0),
        ("view", None, 0.2),
        ("dislike", None, -1.0),
        ("rating", 5.0, 1.0),
        ("rating", 4.0, 0.5),
        ("rating", 3.0, 0.0),
        ("rating", 1.0, -1.0),
        ("rating", 100.0, 1.0),
    ],
)
def test_weights_run_from_minus_one_to_one(event: str, value: float | None, weight: float) -> None:
    assert Interaction("u", "i", event=event, value=value).weight == weight


def test_taste_keeps_the_strongest_liking_unless_a_dislike_follows() -> None:
    liked_after_all = [Interaction("u", "b", event="dislike"), Interaction("u", "b")]
    viewed_again = [Interaction("u", "c"), Interaction("u", "c", event="view")]
    assert taste([*ROWS[2:], *liked_after_all, *viewed_again]) == {"case": -1.0, "b": 1.0, "c": 1.0}


def test_all_tastes_at_once_are_those_of_each() -> None:
    chance = random.Random(0)
    rows = [
        Interaction(f"u{chance.randrange(9)}", f"i{chance.randrange(6)}", chance.randrange(30), event, value)
        for event, value in chance.choices(
            [("purchase", None), ("view", None), ("like", None), ("dislike", None)]
            + [("rating", stars) for stars in (0.0, 1.0, 2.5, 3.0, 4.0, 5.0)],
            k=400,
        )
    ]
    purchases, known = Purchases(rows), {f"i{n}": 5 - n for n in range(5)}
    users, items, likings = purchases.tastes(known)
    for number, user in enumerate(purchases.users):
        alone = {item: liking for item, liking in taste(purchases.of(user)).items() if item in known}
        mine = users == number
        assert items[mine].tolist() == [known[item] for item in alone]
        assert likings[mine].tolist() == pytest.approx(list(alone.values()))
    assert [len(column) for column in Purchases([]).tastes(known)] == [0, 0, 0]
    assert [len(column) for column in purchases.tastes({"other": 0})] == [0, 0, 0]
