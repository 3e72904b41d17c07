"""What is understood of a catalogue folder, before anything is built of it."""

import json
from pathlib import Path

import pytest
import tiny

from tastemaker.tools.catalogue.cells.problems import Problem
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.inspection.dropped import grouped
from tastemaker.tools.catalogue.inspection.files import sources
from tastemaker.tools.catalogue.inspection.history import History
from tastemaker.tools.catalogue.inspection.inspect import Inspection, brief
from tastemaker.tools.catalogue.purchases import Interaction
from tastemaker.ui.cli import main

SHOPIFY = """\
Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Inventory Qty,Variant Inventory Policy,Variant Price
ring,Moon ring,Orla,Color,Black,0,deny,40.00
ring,,,,Silver,3,deny,40.00
pot,Clay pot,Orla,,,0,deny,9.00
"""


def test_problems_of_one_kind_are_told_together() -> None:
    problems = [Problem("a.csv", line, f"price {'x' * line!r} is not a number") for line in range(2, 7)]
    problems += [Problem("a.csv", 9, "no id"), Problem("b.csv", 3, "no id"), Problem("b.csv", 0, "7 links")]
    assert [str(each) for each in grouped(problems)] == [
        "a.csv:2: price 'xx' is not a number (and 4 more like it; lines 3, 4 …)",
        "a.csv:9: no id",
        "b.csv:3: no id",
        "b.csv: 7 links",
    ]
    embedded = [Problem(f"item {id!r}", 0, "c.png: too thin") for id in "pq"]
    assert [str(each) for each in grouped(embedded)] == ["item 'p': c.png: too thin (and 1 more like it)"]


def test_history_in_sum() -> None:
    rows = [
        Interaction("u", "a", 86_400.0),
        Interaction("u", "b", 10 * 86_400.0, "rating", 4),
        Interaction("v", "a", 0.0, "rating", 2),
    ]
    assert History.of(rows) == History(
        events={"rating": 2, "purchase": 1}, shoppers=2, several=1, items=2, timeless=1,
        first="1970-01-02", last="1970-01-11", lowest=2, highest=4,
    )  # fmt: skip
    assert History.of(()).events == {}


def test_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(SHOPIFY, encoding="utf-8")
    (tmp_path / "interactions.csv").write_text("user_id,item_id\nu,ring\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "schema.yaml").write_text("color: {synonyms: [tint]}\n", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"")
    assert [(each.name, each.rows) for each in sources(tmp_path)] == [
        ("products.csv", 3), ("interactions.csv", 1), ("schema.yaml", None), ("notes.csv", None),
    ]  # fmt: skip
    kinds = {each.name: each.kind for each in sources(tmp_path, count=False)}
    assert kinds["products.csv"].startswith("Shopify: items") and kinds["notes.csv"].startswith("not read")


def test_a_folder_is_told_as_it_was_understood(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(SHOPIFY, encoding="utf-8")
    seen = Inspection.of(read_folder(tmp_path))
    assert (seen.items, seen.sold_out, seen.variants, seen.pictures) == (2, 1, 1, 0)
    fields = {each["name"]: each for each in seen.as_json()["fields"]}
    assert fields["brand"]["examples"] == ("Orla",) and fields["brand"]["share"] == 1
    assert fields["price"]["kind"] == "money" and set(fields["price"]["examples"]) == {"40", "9"}
    assert fields["color"]["examples"] == ("Silver",)
    assert [sentence.split(",")[0] for sentence in seen.lacking] == [
        "2 of 2 items have no description",
        "2 of 2 items have no picture",
        "2 of 2 items have no category",
        "2 prices have no currency",
        "there is no history (interactions.csv)",
    ]
    assert brief(read_folder(tmp_path))[0].startswith("products.csv: Shopify: items")


def test_examples_of_a_field_are_values_that_it_reads(tmp_path: Path) -> None:
    batteries = ["12 h", "9 h", "12 h", "4200 mAh", "5 Ah"]
    items = ({"id": str(n), "title": "Lamp", "battery": said} for n, said in enumerate(batteries))
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    fields = {seen.field.name: seen.examples for seen in Inspection.of(read_folder(tmp_path)).fields}
    assert fields["battery"] == ("12 h", "9 h") and fields["battery (mAh)"] == ("4200 mAh", "5 Ah")


def test_the_command_tells_a_table_or_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny.tiny_folder(tmp_path / "folder")
    with (folder / "interactions.csv").open("a") as file:
        file.writelines(f"ana,gone{n},,,\n" for n in range(25))
    command = ["inspect", str(folder), "--home", str(tmp_path / "home")]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["items"] == len(tiny.ITEMS) and told["history"]["events"]["purchase"] > 30
    (dropped,) = told["dropped"]
    assert (dropped["file"], dropped["count"], len(dropped["lines"])) == ("interactions.csv", 25, 3)
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "Files\n" in out and "ours: history" in out and "only 11 shoppers" in out
    assert "is not in the catalogue (and 24 more like it; lines " in out
    assert not (tmp_path / "home" / "manifest.json").exists()
