"""Conditions over the columns of every kind of field: which items meet them, and of which it is not known."""

import json
from pathlib import Path

import gear
import numpy as np
import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.judging import judged
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

ALL = {item["id"] for item in gear.ITEMS}
SAY_NO_WEIGHT = {"tarp", "hat", "guide", "free", "talk"}


def condition(said: str) -> Condition:
    """A condition as it is told: "weight <= 2.3 kg"; values that are numbers may have a unit."""
    field, op, *rest = said.split(" ")
    field = field.replace("_of_", " ")
    if rest[0][0].isdigit() and len(rest) == 2:
        return Condition(field, op, (float(rest[0]),), rest[1])  # type: ignore[arg-type]
    values = " ".join(rest).split("|")
    told = tuple(float(value) if value.replace(".", "").isdecimal() else value for value in values)
    return Condition(field, op, told)  # type: ignore[arg-type]


def passing(shop: Shop, one: Condition) -> set[str]:
    return {id for id, passes in zip(shop.ids, judged(shop, one).passes.tolist(), strict=True) if passes}


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        # a number, in its own unit, in another one and in none
        ("weight < 900 g", "sneaker sandal shirt jacket"),
        ("weight <= 900 g", "solo sneaker sandal shirt jacket"),
        ("weight <= 0.9 kg", "solo sneaker sandal shirt jacket"),
        ("weight <= 500", "sneaker sandal shirt jacket"),
        ("weight > 2300 g", "family"),
        ("weight >= 2.3 kg", "duo family"),
        ("weight >= 5 lb", "duo family"),
        ("weight = 2.3 kg", "duo"),
        ("weight = 300|350", "sandal jacket"),
        ("weight = 3 kg", ""),
        ("persons >= 2", "duo family tarp"),
        ("persons = 2", "duo tarp"),
        ("water_column >= 3 m", "solo duo jacket"),
        # money
        ("price < 25", "guide free"),
        ("price <= 25", "sandal guide free"),
        ("price > 199", "family"),
        ("price >= 199 EUR", "duo family"),
        ("price = 199", "duo"),
        ("price <= 0", "free"),
        ("price < 500 USD", ""),
        # a choice, whose words are those of its values
        ("colour = green", "solo family"),
        ("colour = green|blue", "solo family sneaker shirt"),
        ("colour = red", "hat"),
        ("colour has Blue", "sneaker shirt"),
        ("colour = pink", ""),
        ("brand = ridge", "solo duo boot shirt"),
        ("category = Tents", "solo duo family tarp"),
        ("media = book|audio", "guide talk"),
        # a list
        ("material has wool", "boot shirt hat"),
        ("material = cotton", "family sneaker"),
        ("material has organic cotton", "sneaker"),
        ("material = steel|aluminium", "solo duo"),
        # a range in numbers, its sibling in letters, and one size for all
        ("size = 42", "boot sneaker"),
        ("size = 38", "boot sandal"),
        ("size >= 44", "boot"),
        ("size <= 39", "boot sandal"),
        ("size = M", "shirt jacket hat"),
        ("size = XXL", "jacket hat"),
        ("size = XS", "shirt hat"),
        ("size = 42|XS", "boot sneaker shirt hat"),
        ("size_of_(letters) = XXL", "jacket hat"),
        ("size = 50", ""),
        # yes or no, also of a field that states a figure
        ("washable = yes", "solo sneaker shirt jacket"),
        ("washable = true", "solo sneaker shirt jacket"),
        ("washable = no", "duo boot"),
        ("water_column = yes", "solo duo family jacket"),
        # a date, of which a year or a month is all its days
        ("released = 2023", "duo shirt jacket"),
        ("released >= 2023", "solo duo sneaker shirt jacket"),
        ("released > 2023", "solo sneaker"),
        ("released < 2022", "family guide"),
        ("released <= 2022", "family boot guide"),
        ("released = 2024-03", "solo"),
        ("released >= 2024-03-09", "solo"),
        # sides: "at most" must hold for the longest
        ("packed <= 50 cm", "solo duo"),
        ("packed <= 0.4 m", "solo"),
        ("packed > 1 m", "family"),
        ("packed = 18 cm", "duo"),
        # all that an item says
        ("text has friends", "duo"),
        ("text has rock|smell", "boot shirt"),
        ("text has organic", "sneaker"),
    ],
)  # fmt: skip
def test_only_what_is_known_to_meet_it_passes(outfitter: Shop, said: str, ids: str) -> None:
    assert passing(outfitter, condition(said)) == set(ids.split())


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("weight != 2.3 kg", "duo"),
        ("price != 70|120", "shirt jacket"),
        ("colour != blue", "sneaker shirt"),
        ("colour != green|blue", "solo family sneaker shirt"),
        ("colour lacks red", "hat"),
        ("brand != Lee", "tarp sandal hat"),
        ("material lacks leather", "boot sandal"),
        ("size != 42", "boot sneaker"),
        ("size != M", "shirt jacket hat"),
        ("washable != no", "duo boot"),
        ("water_column != yes", "solo duo family jacket"),
        ("released != 2023", "duo shirt jacket"),
        ("text lacks friends", "duo"),
        ("text lacks friends|smell", "duo shirt"),
        ("text != rock", "boot"),
        ("colour != pink", ""),
    ],
)
def test_a_refusal_keeps_out_only_what_has_it(outfitter: Shop, said: str, ids: str) -> None:
    assert ALL - passing(outfitter, condition(said)) == set(ids.split())


@pytest.mark.parametrize("said", ["weight <= 3 kg", "weight > 3 kg", "weight = 3 kg", "weight != 3 kg"])
def test_of_which_items_it_is_not_known(outfitter: Shop, said: str) -> None:
    unknown = judged(outfitter, condition(said)).unknown
    assert {id for id, each in zip(outfitter.ids, unknown.tolist(), strict=True) if each} == SAY_NO_WEIGHT


@pytest.mark.parametrize(
    "said", ["weight <= 3 h", "price <= 3 kg", "weight <= heavy", "thread_pitch <= 1.5 mm"]
)
def test_what_cannot_be_compared_is_known_of_no_item(outfitter: Shop, said: str) -> None:
    one = condition(said)
    assert passing(outfitter, one) == set() and judged(outfitter, one).unknown.all()


def test_what_the_catalogue_lacks_can_be_refused(outfitter: Shop) -> None:
    assert passing(outfitter, condition("thread_pitch != 2 mm")) == ALL


def test_a_size_in_letters_is_known_of_what_states_one_in_either_way(outfitter: Shop) -> None:
    unknown = judged(outfitter, Condition("size", "=", (42.0, "M"))).unknown
    says = {id for id, each in zip(outfitter.ids, unknown.tolist(), strict=True) if not each}
    assert says == {"boot", "sneaker", "sandal", "shirt", "jacket", "hat"}


def test_twenty_conditions_hold_at_once(outfitter: Shop) -> None:
    shirt = [
        "price <= 80", "price >= 60", "weight <= 200 g", "weight > 100 g", "weight != 150 g",
        "colour = blue", "colour != green", "colour lacks red", "material has wool", "material lacks leather",
        "size = M", "size = XS", "washable = yes", "released = 2023", "released > 2022", "brand = Ridge",
        "brand != Lee", "category = Clothing", "media = product", "text lacks rock",
    ]  # fmt: skip
    where = Where(tuple(map(condition, shirt)))
    assert len(where.conditions) == 20
    assert np.flatnonzero(where.mask(outfitter)).tolist() == [outfitter.ids.index("shirt")]
    assert not Where((*where.conditions, condition("text has rock"))).mask(outfitter).any()


@pytest.mark.parametrize(("field", "bound"), [("price", 100.0), ("weight", 500.0), ("released", 2022.0)])
def test_contradictory_conditions_let_nothing_through(outfitter: Shop, field: str, bound: float) -> None:
    two = Condition(field, "<", (bound,)), Condition(field, ">", (bound,))
    assert all(passing(outfitter, one) for one in two)
    assert not Where(two).mask(outfitter).any()


@pytest.mark.parametrize("text", ["5e999", "nan", "-3", "9" * 400, "", "1/0", "\ud800"])
@pytest.mark.parametrize("field", ["price", "weight", "size", "released", "colour", "washable", "text"])
@pytest.mark.parametrize("op", ["<=", "="])
def test_odd_values_are_met_by_nothing_and_stop_nothing(
    outfitter: Shop, field: str, op: str, text: str
) -> None:
    found = passing(outfitter, Condition(field, op, (text,)))  # type: ignore[arg-type]
    huge = op == "<=" and text[:1] in ("5", "9")
    assert found == set() or huge or field == "text"


def test_json_both_ways() -> None:
    for told in (
        {"field": "weight", "op": "<=", "value": 3.0, "unit": "kg"},
        {"field": "colour", "op": "=", "value": ["red", "blue"]},
        {"field": "text", "op": "lacks", "value": "leather"},
    ):
        assert Condition.of_json(told).as_json() == told


@pytest.mark.parametrize(
    "told",
    [
        {"field": "weight", "op": "~", "value": 3},
        {"field": "weight", "op": "<="},
        {"field": "weight", "op": "<=", "value": []},
        {"field": "weight", "op": "<=", "value": {"least": 1}},
    ],
)
def test_what_is_no_condition_says_what_one_takes(told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="it takes field, op"):
        Condition.of_json(told)


def test_who_refuses_a_material_is_shown_nothing_that_says_it_has_some(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": "Cotton shirt", "description": "The collar is of wool.",
         "attributes": {"material": "cotton"}},
        {"id": "b", "title": "Linen shirt", "description": "Contains no wool.",
         "attributes": {"material": "linen, steel"}},
        {"id": "c", "title": "Shirt", "attributes": {"material": ["cotton", "wool"]}},
        {"id": "d", "title": "Boot XM4", "description": "The sole is soft; 5 sizes."},
    ]  # fmt: skip
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(tmp_path, tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home") as shop:
        passes = shop.judged(Condition("material", "!=", ("wool",))).passes
        assert [shop.ids[row] for row in np.flatnonzero(passes)] == ["b", "d"]
        held = shop.judged(Condition("text", "has", ("soft sole",))).passes
        assert [shop.ids[row] for row in np.flatnonzero(held)] == ["d"]
        assert not shop.judged(Condition("text", "has", ("soft price",))).passes.any()
        assert not shop.judged(Condition("text", "has", ("XM5",))).passes.any()
