"""A folder of any tables, whose columns and words mapping.yaml tells."""

from pathlib import Path

import pytest

from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.errors import DataError

STOCK = "SKU;Bezeichnung;VK;Lager;Id\n1;Lampe, rot;1.299,00;J;x\n2;Tisch;89,50;N;y\n"
SALES = "Kunde,SKU,Tag,Art\nk1,1,31.05.2024,V\nk2,1,01.06.2024,R\nk2,2,30.05.2024,V\n"
MAPPING = """
items:
  file: stock.csv
  columns: {id: SKU, title: bezeichnung, price: VK, in_stock: Lager}
  values: {in_stock: {J: yes, N: no}}
interactions:
  file: sales.csv
  columns: {user_id: Kunde, item_id: SKU, timestamp: Tag, event: Art}
  values: {event: {V: purchase, R: view}}
"""


def folder(path: Path, mapping: str = MAPPING) -> Folder:
    for name, text in (("stock.csv", STOCK), ("sales.csv", SALES), ("mapping.yaml", mapping)):
        (path / name).write_text(text, encoding="utf-8")
    return read_folder(path)


def test_any_table_is_read_under_our_names_and_in_our_words(tmp_path: Path) -> None:
    read = folder(tmp_path)
    lamp, table = read.catalogue
    assert (lamp.id, lamp.title, lamp.price, lamp.sold_out) == ("1", "Lampe, rot", 1299, False)
    assert (table.id, table.price, table.sold_out, "id" in table.attributes) == ("2", 89.5, True, False)
    assert [(row.user, row.item, row.event) for row in read.interactions] == [
        ("k2", "2", "purchase"), ("k1", "1", "purchase"), ("k2", "1", "view"),
    ]  # fmt: skip
    assert not read.problems


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("items: {file: none.csv}", "items names none.csv, which is no file of the folder"),
        ("items: {file: ../stock.csv}", "which is no file of the folder"),
        (
            "items: {file: stock.csv, columns: {id: Nr}}",
            "stock.csv has no column 'Nr' for id; it has sku, bez",
        ),
        ("items: {file: stock.csv, columns: {id: SKU}}", "has no column 'title' for title"),
        ("items: stock.csv", "items takes file, columns {ours: theirs} and values"),
        ("items: {file: stock.csv, colums: {id: SKU}}", "items takes file, columns"),
        ("things: {file: stock.csv}", "mapping.yaml takes items, interactions, users"),
        ("items: [", "mapping.yaml is not YAML that can be read"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(tmp_path: Path, mapping: str, told: str) -> None:
    with pytest.raises(DataError, match="mapping.yaml") as refused:
        folder(tmp_path, mapping)
    assert told in str(refused.value)
