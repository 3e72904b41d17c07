"""The values of the fields as arrays over the items."""

from pathlib import Path
from time import process_time

import numpy as np
import pytest
import tiny

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.columns import Choices, Columns, Numbers, Texts
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.errors import DataError
from tastemaker.tools.shop import Shop

ATTRIBUTES = [
    {
        "weight": "2 kg",
        "sizes": "S-L",
        "ports": "USB-C, USB-A",
        "wireless": True,
        "year": "2023",
        "age": "3+",
    },
    {"weight": "500 g", "sizes": "one size", "ports": "USB-C", "wireless": False, "age": "6-18 months"},
    {},
    {"weight": "30 g", "sizes": "M", "ports": "USB-A", "year": "2024-02-01", "age": "4-8"},
    {"weight": "light", "sizes": "L-XL", "size": "70 x 30 cm", "year": "2021", "size_note": "x" * 70},
    {"weight": "1.5 kg", "weight_old": "2 lb", "year": "2022"},
    {"weight": "10 g", "battery": "4200 mAh"},
    {"battery": "48 h", "weight": "20 g"},
    {"battery": "0.5 days", "weight": "20 g"},
]
ITEMS = [Item(str(n), f"Item {n}", brand="AB"[n % 2], attributes=each) for n, each in enumerate(ATTRIBUTES)]


@pytest.fixture(params=["built", "loaded"])
def columns(request: pytest.FixtureRequest, tmp_path: Path) -> Columns:
    built = Columns.build(ITEMS, Schema.learn(ITEMS))
    if request.param == "built":
        return built
    built.save(tmp_path / "columns")
    return Columns.load(tmp_path / "columns")


def numbers(columns: Columns, name: str) -> Numbers:
    column = columns[name]
    assert isinstance(column, Numbers)
    return column


def choices(columns: Columns, name: str) -> list[tuple[str, ...]]:
    column = columns[name]
    assert isinstance(column, Choices)
    return [column.of(row) for row in range(len(ITEMS))]


def test_numbers_are_in_the_unit_of_the_field_and_unknown_is_nan(columns: Columns) -> None:
    weight = numbers(columns, "weight")
    np.testing.assert_array_equal(weight.low, [2000, 500, np.nan, 30, np.nan, 1500, 10, 20, 20])
    assert weight.low is weight.high


def test_ranges_go_from_to_without_end_where_they_are_open(columns: Columns) -> None:
    age = numbers(columns, "age")
    assert columns.schema["age"].unit == "years"
    np.testing.assert_allclose(age.low[[0, 1, 3]], [3, 0.5, 4])
    np.testing.assert_allclose(age.high[[0, 1, 3]], [np.inf, 1.5, 8])


def test_sides_go_from_the_shortest_to_the_longest(columns: Columns) -> None:
    size = numbers(columns, "size")
    assert columns.schema["size"].kind == "number"
    assert (size.low[4], size.high[4]) == (30, 70)


def test_sizes_in_letters_are_places_in_the_scale_and_one_size_is_all_of_it(columns: Columns) -> None:
    sizes, scale = numbers(columns, "sizes"), list(columns.schema["sizes"].values)
    assert scale == ["S", "M", "L", "XL"]
    fitting = (sizes.low <= scale.index("M")) & (sizes.high >= scale.index("M"))
    assert np.flatnonzero(fitting).tolist() == [0, 1, 3]


def test_years_are_all_their_days(columns: Columns) -> None:
    year = numbers(columns, "year")
    assert (year.low[0], year.high[0]) == (19358, 19722)
    assert year.low[3] == year.high[3] == 19754


def test_lists_hold_any_number_and_choices_at_most_one(columns: Columns) -> None:
    ports = choices(columns, "ports")
    assert ports[:4] == [("USB-C", "USB-A"), ("USB-C",), (), ("USB-A",)]
    assert choices(columns, "brand") == [("A",), ("B",)] * 4 + [("A",)]


def test_flags_are_no_and_yes(columns: Columns) -> None:
    assert choices(columns, "wireless")[:3] == [("yes",), ("no",), ()]


def test_texts_keep_what_is_said(columns: Columns) -> None:
    column = columns["size_note"]
    assert isinstance(column, Texts)
    assert column.of(4) == ("x" * 70,) and column.of(0) == ()


def test_other_dimensions_are_columns_of_their_own(columns: Columns) -> None:
    np.testing.assert_array_equal(numbers(columns, "battery").low[6:], [np.nan, 48, 12])
    np.testing.assert_array_equal(numbers(columns, "battery (mAh)").low[6:], [4200, np.nan, np.nan])


def test_there_is_a_column_for_each_field_and_no_other(columns: Columns) -> None:
    assert list(columns) == list(columns.schema)
    assert all(columns[name] is columns[name] for name in columns)
    with pytest.raises(KeyError):
        columns["colour"]


def test_prices_of_another_currency_are_not_compared() -> None:
    items = [Item("1", "A", price=5, currency="EUR"), Item("2", "B", price=4, currency="USD")]
    items += [Item("3", "C", price=3), Item("4", "D", price=2, currency="EUR")]
    columns = Columns.build(items, Schema.learn(items))
    np.testing.assert_array_equal(numbers(columns, "price").low, [5, np.nan, 3, 2])
    np.testing.assert_array_equal(numbers(columns, "price (USD)").low, [np.nan, 4, np.nan, np.nan])


def test_an_unforeseen_attribute_becomes_a_field_of_the_shop(tmp_path: Path) -> None:
    folder = tiny.tiny_folder(tmp_path / "folder")
    rows = (folder / "items.jsonl").read_text().splitlines()
    (folder / "items.jsonl").write_text(
        "\n".join([*rows, '{"id": "bolt", "title": "Bolt", "attributes": {"thread_pitch": "1.25 mm"}}'])
    )
    (folder / "schema.yaml").write_text("thread_pitch: {label: {de: Steigung}}")
    build(folder, tmp_path / "home", tiny.TinyText(), tiny.TinyPictures(), say=lambda line: None)
    with Shop.open(tmp_path / "home") as shop:
        assert (shop.schema["thread_pitch"].unit, shop.schema["thread_pitch"].labels["de"]) == (
            "mm",
            ("Steigung",),
        )
        column = shop.columns["thread_pitch"]
        assert isinstance(column, Numbers)
        assert np.flatnonzero(column.high <= 1.5).tolist() == [shop.row("bolt")]


def test_a_bad_schema_file_stops_the_build_before_anything_is_embedded(tmp_path: Path) -> None:
    folder = tiny.tiny_folder(tmp_path / "folder")
    (folder / "schema.yaml").write_text("wieght: {unit: g}")
    with pytest.raises(DataError, match=r"schema\.yaml: no item has a field 'wieght'"):
        build(folder, tmp_path / "home", tiny.TinyText(), tiny.TinyPictures(), say=lambda line: None)
    assert not (tmp_path / "home" / "vectors.sqlite").exists()


def test_a_hundred_thousand_items_take_seconds() -> None:
    colours = ["black", "white", "red"]
    items = [
        Item(
            str(n),
            "t",
            categories=("All", f"c{n % 500}"),
            brand=f"b{n % 5000}",
            price=n % 9999 / 100,
            currency="EUR",
            attributes={
                "weight": f"{n % 3000} g",
                "colour": colours[n % 3],
                "ports": "USB-C, Bluetooth" if n % 2 else "Bluetooth",
                "sizes": "36-47",
                "sku": f"SKU-{n}",
            },
        )
        for n in range(100_000)
    ]
    began = process_time()
    columns = Columns.build(items, Schema.learn(items))
    made = [columns[name] for name in columns]
    took = process_time() - began
    assert len(made) == 10
    assert numbers(columns, "weight").low[2999] == 2999
    assert columns.schema["sku"].kind == "text"
    assert took < 10  # about 2; a million items have some twenty
