"""The fields of a catalogue are learned from its rows, and the owner has the last word."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.owner import read_owner
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.errors import DataError
from tastemaker.ui.cli import main
from tastemaker.ui.commands.schema import as_table


def items(**columns: Sequence[Any]) -> list[Item]:
    """An item for each value of the columns, which are attributes; None states nothing."""
    rows = zip(*columns.values(), strict=True)
    return [
        Item(
            str(n), f"Item {n}", attributes={k: v for k, v in zip(columns, row, strict=True) if v is not None}
        )
        for n, row in enumerate(rows)
    ]


def learned(*values: Any, **owner: Any) -> Schema:
    return Schema.learn(items(field=values), {"field": owner} if owner else None)


@pytest.mark.parametrize(
    ("values", "kind", "unit"),
    [
        (["2.3 kg", "460 g a pair", "300 g", "20 g"], "number", "g"),
        (["10,000 mm", "3,000 mm"], "number", "mm"),
        ([500, 1000, 20.5], "number", ""),
        (["12", "7", "9"], "number", ""),
        (["19.99 EUR", "€5", "7 €"], "money", "EUR"),
        (["red", "blue", "red"], "choice", ""),
        (["IP67", "UPF 50", "R 4.2"], "choice", ""),
        (["Bluetooth, 3.5 mm", "Bluetooth", "3.5 mm"], "list", ""),
        ([["nuts", "milk"], "eggs"], "list", ""),
        (["36-47", "35-46", "38"], "range", ""),
        (["XS-XXL", "S/M, L", "one size"], "range", ""),
        (["2-4", "2", "1-6"], "range", ""),
        (["1220-1250 °C", "1000-1080 °C"], "range", "°C"),
        ([True, False], "flag", ""),
        (["yes", "no", "yes"], "flag", ""),
        (["ja", "nein"], "flag", ""),
        (["2020-10-30", "2023"], "date", ""),
        ([2021, 2022, 2023, 2023], "date", ""),
        ([2021], "number", ""),
        (["A long sentence that says how it was made by hand in a small town, far away."], "text", ""),
        (["70 x 30 cm", "36 cm"], "number", "cm"),
    ],
    ids=str,
)
def test_kind_and_unit_are_learned(values: list[Any], kind: str, unit: str) -> None:
    field = learned(*values)["field"]
    assert (field.kind, field.unit, field.share) == (kind, unit, 1)


def test_a_kind_must_read_four_fifths() -> None:
    assert learned("1 kg", "2 kg", "3 kg", "4 kg", "heavy")["field"].kind == "number"
    assert learned("1 kg", "2 kg", "3 kg", "heavy")["field"].kind == "choice"


def test_a_number_in_half_of_the_rows_is_no_number() -> None:
    assert learned("5", "6", "small", "large")["field"].kind == "choice"


def test_what_a_kind_does_not_read_is_not_counted_as_stated() -> None:
    field = learned("1 kg", "2 kg", "3 kg", "4 kg", "heavy", None)["field"]
    assert field.share == pytest.approx(4 / 6)
    assert (field.low, field.high) == (1, 4)


def test_several_dimensions_are_several_fields_and_none_is_lost() -> None:
    schema = learned("12 h", "2 days", "9 h", "4200 mAh", "5 Ah")
    assert list(schema) == ["media", "field", "field (mAh)"]
    assert (schema["field"].high, schema["field (mAh)"].high) == (48, 5000)
    assert schema["field"].dimension == "[time]"
    assert schema["field (mAh)"].column == "field"
    assert schema["field (mAh)"].labels == {"": ("field (mAh)", "field")}


def test_letters_and_numbers_of_sizes_are_apart() -> None:
    schema = learned("XS-L", "M-XXL", "one size", "36-47", "46-52 cm")
    assert dict(schema["field"].values) == {"XS": 2, "S": 2, "M": 3, "L": 3, "XL": 2, "XXL": 2}
    assert (schema["field (number)"].low, schema["field (number)"].high) == (36, 47)
    assert schema["field (cm)"].unit == "cm"


def test_the_name_of_a_column_gives_its_unit() -> None:
    schema = Schema.learn(
        items(duration_minutes=[5, 60], **{"height (cm)": [3, 4], "age": ["3+", "4-36 months"]})
    )
    assert (schema["duration_minutes"].unit, schema["duration_minutes"].labels[""]) == ("min", ("duration",))
    assert schema["height (cm)"].unit == "cm"
    age = schema["age"]
    assert (age.kind, age.unit, age.low, age.high) == ("range", "years", pytest.approx(1 / 3), 3)


def test_five_thousand_different_values_are_a_text_and_names_are_a_choice() -> None:
    codes = learned(*(f"SKU-{n}" for n in range(5000)))["field"]
    assert (codes.kind, codes.values) == ("text", {})
    names = learned(*(f"Author {n % 1000}" for n in range(5000)))["field"]
    assert (names.kind, len(names.values)) == ("choice", 1000)
    told = names.as_json(200)
    assert (len(told["values"]), told["more"]) == (200, 800)


def test_members_of_tags_are_a_list_however_many_there_are() -> None:
    tags = learned(*(f"tag {n % 40}, tag {n % 97}" for n in range(5000)))["field"]
    assert (tags.kind, len(tags.values)) == ("list", 97)


def test_a_catalogue_without_attributes_has_the_fields_of_items() -> None:
    schema = Schema.learn(
        [
            Item("1", "A", categories=("Sport", "Shoes"), brand="Ridge", price=10, currency="EUR"),
            Item("2", "B", categories=("Sport", "Balls"), price=20, currency="USD", created_at="2024-05-31"),
            Item("3", "C", categories=("Sport", "Shoes"), price=30, currency="EUR", media="book"),
        ]
    )
    kinds = {name: field.kind for name, field in schema.items()}
    assert kinds == {
        "category": "list",
        "brand": "choice",
        "media": "choice",
        "price": "money",
        "price (USD)": "money",
        "currency": "choice",
        "created_at": "date",
    }
    assert dict(schema["category"].values) == {"Sport": 3, "Shoes": 2, "Balls": 1}
    assert (schema["price"].unit, schema["price"].low, schema["price"].high) == ("EUR", 10, 30)
    assert schema["brand"].categories == {"Sport": pytest.approx(1 / 3), "Shoes": 0.5}
    assert schema["brand"].media == {"product": 0.5}
    assert "title" not in schema
    assert Schema.learn([]) == {}


def test_of_very_many_attributes_those_that_most_items_state_are_fields() -> None:
    rare = {f"rare {n}": n for n in range(500)}
    schema = Schema.learn([Item("1", "A", attributes=rare), *items(weight=["1 kg", "2 kg"])])
    assert len(schema) == 400
    assert "weight" in schema


def test_titles_in_other_languages_are_no_fields() -> None:
    assert list(Schema.learn(items(title_zh=["乐", "高"], colour=["red", "blue"]))) == ["media", "colour"]


def test_json_holds_the_whole_schema() -> None:
    schema = learned("12 h", "3+", "XS-L", "4200 mAh", "12 h", unit="min", label={"de": "Dauer"})
    told = json.loads(json.dumps(schema.as_json(), allow_nan=False))
    assert dict(Schema.of_json(told)) == dict(schema)


def test_the_owner_has_the_last_word() -> None:
    owner = {
        "label": {"en": "runtime", "de": ["Laufzeit", "Dauer"]},
        "synonyms": ["lasts"],
        "unit": "minutes",
        "hidden": True,
    }
    field = learned("2 h", "90 min", 30, "1 h", **owner)["field"]
    assert (field.unit, field.low, field.high, field.share, field.hidden) == ("min", 30, 120, 1, True)
    assert field.labels == {"": ("field", "lasts"), "en": ("runtime",), "de": ("Laufzeit", "Dauer")}
    assert learned("5", "6", "small", "large", kind="number")["field"].share == 0.5
    assert learned("2023", "2024", "2025", kind="choice")["field"].kind == "choice"
    order = learned("large", "small", "large", "medium", order=["small", "medium", "large"])["field"].values
    assert list(order) == ["small", "medium", "large"]


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ({"feild": {"unit": "g"}}, "schema.yaml: no item has a field 'feild'; did you mean 'field'?"),
        ({"field": {"kind": "numbre"}}, "schema.yaml: field: kind 'numbre' is none of number, money, choice"),
        ({"field": {"unit": "parsnips"}}, "schema.yaml: field: unit 'parsnips' is not known"),
        ({"field": {"hiden": True}}, "schema.yaml: field: 'hiden' is none of label"),
        ({"field": {"hidden": "yes"}}, "schema.yaml: field: hidden is true or false"),
        ({"field": {"order": "a, b"}}, "schema.yaml: field: order is a list of values"),
        ({"field": {"label": 3}}, "schema.yaml: field: label is a text"),
        ({"field": ["hidden"]}, "schema.yaml: field: say label"),
        (
            {"rates": 0.92},
            "schema.yaml: rates: say what one of each currency is worth, as in `rates: {USD: 0.92}`",
        ),
        (
            {"rates": {"YEN": 0.0061}},
            "schema.yaml: rates: 'YEN' is no currency; write a code like USD or JPY",
        ),
        ({"rates": {"USD": "dear"}}, "schema.yaml: rates: USD: 'dear' is not a number above 0"),
        ({"rates": {"USD": 0}}, "schema.yaml: rates: USD: 0 is not a number above 0"),
        ({"field": {"kind": "money"}}, "schema.yaml: no value of 'field' can be read as money"),
    ],
)
def test_what_the_owner_cannot_mean_is_one_sentence(owner: dict[str, Any], told: str) -> None:
    with pytest.raises(DataError) as raised:
        Schema.learn(items(field=["red", "blue"]), owner)
    assert str(raised.value).startswith(told)


def test_the_owners_rates_lead_from_any_currency_into_that_of_a_field() -> None:
    rows = [Item("1", "A", price=5, currency="EUR", attributes={"deposit": "20 USD"})]
    rates = {"USD": 0.92, "JPY": 0.0061}
    learned = Schema.learn(rows, {"rates": rates})
    schema = Schema.of_json(json.loads(json.dumps(learned.as_json())))
    assert schema.rates == rates and list(schema) == ["media", "price", "currency", "deposit"]
    assert schema.exchanged(5000, "JPY", "price") == 30.5
    assert schema.exchanged(46, "EUR", "deposit") == 50
    assert schema.exchanged(46, "GBP", "deposit") is None
    yen = Schema.learn([Item("1", "A", price=500, currency="JPY")], {"rates": {"EUR": 163.934}})
    assert yen.exchanged(20, "EUR", "price") == 3279  # yen have no smaller coin


@pytest.mark.parametrize("text", ["a: [", "- a\n- b", "\x00", "just words"])
def test_a_schema_file_that_is_none_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "schema.yaml").write_text(text)
    with pytest.raises(DataError, match=r"^schema\.yaml is not [^\n]*$"):
        read_owner(tmp_path)


def test_a_folder_need_not_have_a_schema_file(tmp_path: Path) -> None:
    assert read_owner(tmp_path) == {}
    (tmp_path / "schema.yaml").write_text("# nothing yet\n")
    assert read_owner(tmp_path) == {}


@pytest.fixture(scope="module")
def demo() -> Schema:
    folder = read_folder(Path(__file__).parent.parent / "demo")
    return Schema.learn(folder.catalogue)


@pytest.mark.parametrize(
    ("name", "kind", "unit", "low", "high"),
    [
        ("weight", "number", "g", 5, 24000),
        ("price", "money", "EUR", 0, 1690),
        ("battery", "number", "h", 6, 2160),
        ("battery (mAh)", "number", "mAh", 1200, 5000),
        ("duration_minutes", "number", "min", 3, 900),
        ("waterproof", "number", "mm", 3000, 20000),
        ("waterproof (bar)", "number", "bar", 3, 10),
        ("volume", "number", "l", 0.07, 92),
        ("screen", "number", "inch", 2.4, 27),
        ("age", "range", "years", 0, 12),
        ("sizes (number)", "range", "", 22, 92),
        ("firing", "range", "°C", 1000, 1250),
        ("players", "range", "", 1, 10),
        ("size", "number", "cm", 5.6, 200),
        ("year", "date", "", 18262, 20818),
        ("colour", "choice", "", None, None),
        ("level", "choice", "", None, None),
        ("sensor", "choice", "", None, None),
        ("connection", "list", "", None, None),
        ("contents", "list", "", None, None),
        ("category", "list", "", None, None),
        ("noise_cancelling", "flag", "", None, None),
        ("in_stock", "flag", "", None, None),
    ],
)
def test_fields_of_the_demo(
    demo: Schema, name: str, kind: str, unit: str, low: float | None, high: float | None
) -> None:
    field = demo[name]
    assert (field.kind, field.unit, field.low, field.high) == (kind, unit, low, high)


def test_sizes_of_the_demo_are_in_their_order(demo: Schema) -> None:
    assert list(demo["sizes"].values) == ["XS", "S", "M", "L", "XL", "XXL", "3XL"]


def test_command_prints_the_fields(tiny_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--home", str(tiny_home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    fields = {field["name"]: field for field in told["fields"]}
    assert {"name", "kind", "unit", "share", "values", "labels"} <= fields["price"].keys()
    assert fields["price"]["values"] == {"low": 0, "high": 599}
    assert fields["colour"]["values"]["black"] == 3
    assert main(["schema", "--home", str(tiny_home)]) == 0
    assert "colour    choice" in capsys.readouterr().out


def test_table_says_how_many_values_are_left_out() -> None:
    table = as_table(learned(*(f"Author {n % 50}" for n in range(100)), hidden=True))
    line = table.splitlines()[-1]
    assert line.startswith("field  choice        100.0%  (hidden) Author 0 2, Author 1 2")
    assert line.endswith("more")
    assert "2023-01-01 to 2024-12-31" in as_table(learned("2023", "2024-01", "2024", "2024-02-01"))
