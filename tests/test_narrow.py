"""What a list may be limited by next, over the shop whose items state fields of every kind."""

from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.narrow import Counted, Scale, Ways
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

PRODUCTS = Condition("media", "=", ("product",))


def ways(shop: Shop, profiles: Profiles, *where: Condition) -> Ways:
    return Toolbox(shop, profiles, Situation()).search("", where).ways()


def test_what_splits_a_list_is_offered_with_what_is_left_of_it(outfitter: Shop, profiles: Profiles) -> None:
    found = ways(outfitter, profiles, PRODUCTS).narrower
    assert 1 < len(found) <= 6
    for one in found:
        left = Where((PRODUCTS, one.condition)).mask(outfitter)
        assert one.count == left.sum() > 1, str(one.condition)
    fields = [one.condition.field for one in found]
    assert max(map(fields.count, fields)) <= 3
    assert not {"media", "currency"} & {*fields}, "what is limited is not offered again"
    assert any(one.condition == Condition("price", "<=", (100.0,)) and one.count == 4 for one in found)


def test_a_list_that_is_shown_whole_needs_no_narrowing(outfitter: Shop, profiles: Profiles) -> None:
    assert ways(outfitter, profiles, Condition("category", "=", ("Tents",))).narrower == ()


def test_what_stands_in_the_place_of_a_bound_is_a_scale(outfitter: Shop, profiles: Profiles) -> None:
    light = Condition("weight", "<=", (3.0,), "kg")
    tents = Condition("category", "=", ("Tents",))
    cheap = Condition("price", "<=", (500.0,))
    found = ways(outfitter, profiles, tents, light, cheap).instead
    scale = found[light]
    assert isinstance(scale, Scale) and scale.step == 0.1
    assert (scale.low, scale.high) == pytest.approx((0.9, 9.0)), "in the unit in which it was said, of tents"
    assert found[cheap] == Scale(145.0, 500.0, 5.0), "of what is light enough, and as far as it was said"


def test_what_stands_in_the_place_of_a_value_is_counted(outfitter: Shop, profiles: Profiles) -> None:
    green = Condition("colour", "=", ("green",))
    found = ways(outfitter, profiles, PRODUCTS, green).instead
    assert found[green] == Counted(
        tuple(
            {"green": 2, "blue": 2, "orange": 1, "brown": 1, "yellow": 1, "red": 1, "black": 1}.items()
        )
    ) or {value: count for value, count in found[green].values} == {  # type: ignore[union-attr]
        "green": 2, "blue": 2, "orange": 1, "brown": 1, "yellow": 1, "red, black": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [
        Condition("colour", "!=", ("green",)),
        Condition("text", "lacks", ("wool",)),
        Condition("released", ">=", ("2020",)),
        Condition("price", "<=", (90.0,), "GBP"),
    ],
    ids=str,
)
def test_what_cannot_be_set_in_a_window_is_not_offered(
    outfitter: Shop, profiles: Profiles, one: Condition
) -> None:
    assert one not in ways(outfitter, profiles, one).instead


def test_what_was_said_is_not_offered_again(tmp_path: Path, profiles: Profiles) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    rows = ["id,title,category,colour"]
    rows += [f"i{n},Cap number {n},Caps,{'red' if n < 4 else 'blue'}" for n in range(9)]
    (folder / "items.csv").write_text("\n".join(rows))
    build(folder, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        found = ways(shop, profiles).narrower
        assert {str(one.condition): one.count for one in found} == {"colour = red": 4, "colour = blue": 5}
        said = Toolbox(shop, profiles, Situation()).search("cap in blue").ways().narrower
        assert [str(one.condition) for one in said] == ["colour = red"]
