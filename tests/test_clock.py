"""How new items are and how many took them lately, at moments whose answers are known."""

import numpy as np
import pytest

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.fusion.clock import Clock
from tastemaker.tools.fusion.histories import DAY

ITEMS = [Item("dated", "Dated", created_at="1970-01-11"), Item("taken", "Taken"), Item("never", "Never")]
ROW = {item.id: place for place, item in enumerate(ITEMS)}


@pytest.fixture
def clock() -> Clock:
    taken = [Interaction("u", "taken", 20 * DAY), Interaction("v", "taken", 100 * DAY)]
    return Clock.fit(ITEMS, Purchases(taken).columns(ROW))


def test_an_item_without_a_date_appeared_when_it_was_first_taken(clock: Clock) -> None:
    days = np.expm1(clock.ages(np.array([40 * DAY]))[0, :, 0])
    np.testing.assert_allclose(days, [30, 20, 0], rtol=1e-5)


def test_what_has_not_appeared_is_not_there(clock: Clock) -> None:
    there = clock.ages(np.array([15 * DAY]))[0, :, 1]
    assert there[0] == 1
    assert there[1] == 0


def test_takers_are_counted_back_from_the_moment(clock: Clock) -> None:
    month, year = np.expm1(clock.lately(np.array([110 * DAY]))[0, 1])
    assert (round(month), round(year)) == (1, 2)
    assert not clock.lately(np.array([19 * DAY])).any()


def test_what_was_taken(clock: Clock) -> None:
    assert clock.takings.tolist() == [0, 2, 0]
    assert clock.until == 100 * DAY
    assert Clock.restored(clock.arrays()).ages(np.array([40 * DAY])).tolist() == (
        clock.ages(np.array([40 * DAY])).tolist()
    )
    assert Clock.fit(ITEMS, Purchases(()).columns(ROW)).until == 0
