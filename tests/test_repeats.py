"""What is bought again, when it is due, and how it comes back into the list."""

from pathlib import Path

import pytest
import tiny

from tastemaker.agent.answer.evidence import said
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.recommend.repeats import Repeats
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Situation, Toolbox

DAY = 86_400.0
IDS = ("coffee", "phone", "tea")


def coffee_drinkers(count: int = 10, every: float = 30) -> list[Interaction]:
    """Each buys a phone once, by two clicks, and coffee three times; tea is bought again by one alone."""
    rows = [Interaction(f"u{n}", "phone", second) for n in range(count) for second in (0.0, 60.0)]
    rows += [Interaction(f"u{n}", "coffee", DAY * every * time) for n in range(count) for time in range(3)]
    return rows + [Interaction("u0", "tea", DAY * time) for time in (0, 9)]


def test_only_what_people_really_buy_again_is_due_and_only_after_a_while() -> None:
    repeats = Repeats.fit(Purchases(coffee_drinkers()), IDS)
    history = [Interaction("v", id, 0.0) for id in IDS]
    assert repeats.due(history, 20 * DAY) == {}
    assert repeats.due(history, 25 * DAY) == {"coffee": (pytest.approx(10 / 15), 25, 30)}
    assert repeats.due([Interaction("v", "coffee", 0.0, "view")], 90 * DAY) == {}
    assert repeats.due([], 90 * DAY) == {}


def test_a_few_buyers_or_none_are_not_enough() -> None:
    for rows in ([], coffee_drinkers(4), [Interaction("u", "coffee", 0.0)]):
        assert len(Repeats.fit(Purchases(rows), IDS)) == 0
    assert len(Repeats.fit(Purchases([]), ())) == 0


def test_it_is_kept(tmp_path: Path) -> None:
    repeats = Repeats.fit(Purchases(coffee_drinkers()), IDS)
    repeats.save(tmp_path / "repeats.json")
    history = [Interaction("v", "coffee", 0.0)]
    assert Repeats.load(tmp_path / "repeats.json").due(history, 25 * DAY) == repeats.due(history, 25 * DAY)


def test_what_is_due_comes_back_into_the_list_and_nothing_else(tmp_path: Path) -> None:
    """The shoppers of the tiny shop, and ten who buy the cable every month and the phone once."""
    folder = tiny.tiny_folder(tmp_path / "folder")
    start = 1_700_000_000
    rows = [f"x{n},phone,{start},purchase,\n" for n in range(10)]
    rows += [f"x{n},cable,{start + 30 * 86_400 * month},purchase,\n" for n in range(10) for month in range(3)]
    rows.append(f"y,cable,{start + 20 * 86_400},purchase,\n")
    rows.append(f"y,phone,{start + 20 * 86_400},purchase,\n")
    with (folder / "interactions.csv").open("a") as file:
        file.writelines(rows)
    text, pictures = tiny.TinyText(), tiny.TinyPictures()
    build(folder, tmp_path / "home", text, pictures, say=lambda line: None)
    with Shop.open(tmp_path / "home", text, pictures) as shop:
        toolbox = Toolbox(shop, Profiles(tmp_path / "profiles.sqlite"), Situation(user="y"))
        found = {each.item.id: each for each in toolbox.for_you().items}
        assert "cable" in found and "phone" not in found
        (reason,) = [part for part in found["cable"].evidence if part.refs == ("cable",)]
        assert reason.values == {"titles": [found["cable"].item.title], "days": 40, "usual": 30}
        assert said(shop, reason, "en") == "you bought it 40 days ago; people buy it again after 30"
        for each in found.values():
            assert sum(part.weight for part in each.evidence) == pytest.approx(each.score, abs=1e-4)
        fresh = Toolbox(shop, Profiles(tmp_path / "profiles.sqlite"), Situation(user="x0"))
        assert "cable" not in {each.item.id for each in fresh.for_you().items}
