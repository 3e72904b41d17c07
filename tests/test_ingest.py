"""Reading a catalogue folder: every format, and every way in which a row can be bad."""

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from PIL import Image
from tiny import HISTORIES, ITEMS, tiny_folder

from tastemaker.tools.catalogue.cells.tables.rows import LONGEST_LINE
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.errors import DataError


def write(folder: Path, *items: Any, **files: str) -> Path:
    lines = (item if isinstance(item, str) else json.dumps(item) for item in items)
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def reasons(folder: Folder) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.reason) for problem in folder.problems]


GOOD = {"id": "a", "title": "A"}


def test_reads_the_tiny_folder_whole(tmp_path: Path) -> None:
    folder = read_folder(tiny_folder(tmp_path))
    assert folder.problems == []
    assert [item.id for item in folder.catalogue] == [item["id"] for item in ITEMS]
    assert len(folder.interactions) == sum(len(history.split()) for history in HISTORIES.values())
    assert folder.users["ana"] == {"name": "Ana"}
    phone = folder.catalogue["phone"]
    assert (phone.price, phone.currency, phone.images) == (599, "EUR", ("images/phone.png",))
    assert phone.attributes == {"title_zh": "华为 Mate 40 手机", "colour": "black"}
    assert folder.catalogue["old-jacket"].sold_out and not phone.sold_out


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("{nonsense", "not JSON (Expecting property name enclosed in double quotes)"),
        ("[" * 100_000, "not JSON (too large or too deep)"),
        ("[1]", "not a JSON object"),
        ({"title": "B"}, "no id"),
        ({"id": "  ", "title": "B"}, "no id"),
        ({"id": ["b"], "title": "B"}, "id ['b'] is not a text"),
        ({"id": True, "title": "B"}, "id True is not a text"),
        ({"id": "b" * 201, "title": "B"}, "id is longer than 200 characters"),
        ({"id": "b", "title": " \n"}, "no title"),
        ({"id": "b", "title": {"en": "B"}}, "title is not a text"),
        ({"id": "a", "title": "B"}, "id 'a' is that of line 1 again"),
        ({"id": "b", "title": "B", "price": -1}, "price -1 is negative"),
        ({"id": "b", "title": "B", "price": "12 to go"}, "price '12 to go' is not a number"),
        ({"id": "b", "title": "B", "price": "nan"}, "price 'nan' is not a number"),
        ('{"id": "b", "title": "B", "price": NaN}', "price 'nan' is not a number"),
        ('{"id": "b", "title": "B", "price": 1e999}', "price 'inf' is not a number"),
        ({"id": "b", "title": "B", "price": True}, "price 'True' is not a number"),
        ({"id": "b", "title": "B", "price": [1]}, "price '[1]' is not a number"),
        (
            {"id": "b", "title": "B", "media": "toy"},
            "media 'toy' is not one of product, book, article, video, audio, course, image",
        ),
        ({"id": "b", "title": "B", "categories": [1]}, "categories is neither a list of texts nor 'a > b'"),
        ({"id": "b", "title": "B", "attributes": "red"}, "attributes is not a JSON object"),
        ({"id": "b", "title": "B", "attributes": [1]}, "attributes is not an object"),
        (
            {"id": "b", "title": "B", "created_at": "last May"},
            "created_at 'last May' is not ISO 8601, like 2024-05-31",
        ),
    ],
)
def test_reports_and_skips_a_bad_item(tmp_path: Path, item: Any, reason: str) -> None:
    folder = read_folder(write(tmp_path, GOOD, item))
    assert reasons(folder) == [("items.jsonl", 2, reason)]
    assert [item.id for item in folder.catalogue] == ["a"]


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("gone.png", "does not exist"),
        ("text.png", "is not a picture"),
        ("../outside.png", "is outside the folder"),
        ("link.png", "is outside the folder"),
        ("", None),
        (7, "is not a path"),
        ("nul\0.png", "is not a picture"),
    ],
)
def test_keeps_an_item_without_a_bad_picture(tmp_path: Path, image: Any, reason: str | None) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    Image.new("RGB", (2, 2)).save(tmp_path / "outside.png")
    Image.new("RGB", (2, 2)).save(shop / "good.png")
    (shop / "link.png").symlink_to(tmp_path / "outside.png")
    (shop / "text.png").write_text("not a picture")
    folder = read_folder(write(shop, {**GOOD, "image": ["good.png", image] if image else image}))
    assert folder.catalogue["a"].images == (("good.png",) if image else ())
    told = [f"image {str(image)!r} {reason}; the item is kept without it"] if reason else []
    assert [problem.reason for problem in folder.problems] == told


def test_a_cell_may_list_pictures_between_commas(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c, d.png"):
        Image.new("RGB", (2, 2)).save(tmp_path / name)
    items = [{**GOOD, "id": str(n), "image": cell} for n, cell in enumerate(["a.png, b.png", "c, d.png"])]
    folder = read_folder(write(tmp_path, *items, {**GOOD, "image": "a.png, gone.png"}))
    assert [item.images for item in folder.catalogue] == [("a.png", "b.png"), ("c, d.png",), ()]
    assert [problem.reason for problem in folder.problems] == [
        "image 'a.png, gone.png' does not exist; the item is kept without it"
    ]


def test_links_of_pictures_are_one_sentence(tmp_path: Path) -> None:
    cells = ["https://s.ex/a.png", "http://s.ex/w_1,h_2/b.png, https://s.ex/c.png", "https://s.ex/w_1,h_2/d"]
    items = [{**GOOD, "id": str(n), "image": cell} for n, cell in enumerate(cells)]
    folder = read_folder(write(tmp_path, *items))
    assert [str(problem) for problem in folder.problems] == [
        "items.jsonl: 4 pictures are links, which are not fetched; the items are kept without them "
        "(`tastemaker ingest --fetch-pictures` fetches them)"
    ]
    assert folder.links[-1] == "https://s.ex/c.png" and "https://s.ex/w_1,h_2/d" in folder.links


def test_heic_that_nothing_here_reads_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tastemaker.tools.encode.picture._formats", lambda: ("JPEG", "PNG"))
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    folder = read_folder(write(tmp_path, GOOD, *({"id": id, "title": id, "image": "a.heic"} for id in "bc")))
    assert [str(problem) for problem in folder.problems] == [
        "items.jsonl: 2 pictures are HEIC, which needs one more package; the items are kept without them "
        "(run `pip install pillow-heif`, or save them as JPEG)"
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("u,zzz,1,purchase,", "item 'zzz' is not in the catalogue"),
        (",a,1,purchase,", "no user_id"),
        ("u,,1,purchase,", "no item_id"),
        ("u,a,1,stole,", "event 'stole' is not one of purchase, view, like, dislike, rating"),
        ("u,a,yesterday,purchase,", "timestamp 'yesterday' is neither seconds nor ISO 8601"),
        ("u,a,-5,purchase,", "timestamp -5 is before 1970"),
        ("u,a,1,rating,", "a rating without a value"),
        ("u,a,1,rating,good", "value 'good' is not a number"),
        ("u,a,1,rating,5,6", "6 fields where the header has 5"),
    ],
)
def test_reports_and_skips_a_bad_interaction(tmp_path: Path, row: str, reason: str) -> None:
    lines = f"user_id,item_id,timestamp,event,value\n{row}\nu,a,1,like,\n"
    folder = read_folder(write(tmp_path, GOOD, interactions_csv=lines))
    assert reasons(folder) == [("interactions.csv", 2, reason)]
    assert [interaction.event for interaction in folder.interactions] == ["like"]


@pytest.mark.parametrize(
    "time",
    ["1709294400", "1709294400000", "1709294400000000", "2024-03-01T12:00:00Z", "2024-03-01 13:00:00+01:00"],
)
def test_reads_times_of_every_kind(tmp_path: Path, time: str) -> None:
    folder = read_folder(write(tmp_path, GOOD, interactions_csv=f"user_id,item_id,timestamp\nu,a,{time}\n"))
    assert folder.interactions[0].time == 1709294400


def test_a_number_and_its_text_are_one_id_but_leading_zeros_count(tmp_path: Path) -> None:
    write(tmp_path, {"id": 7, "title": "Seven"}, {"id": "007", "title": "Bond"})
    (tmp_path / "interactions.csv").write_text("user_id,item_id\n0012,007\n12,7\n")
    folder = read_folder(tmp_path)
    assert [item.id for item in folder.catalogue] == ["7", "007"]
    assert [(row.user, row.item) for row in folder.interactions] == [("0012", "007"), ("12", "7")]


def test_reads_csv_as_spreadsheets_write_it(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_bytes(
        '\ufeffID;Title;Categories;Price;Colour;In_stock\r\n007;"Shoes; red";Sport > Shoes;12.50;red;no\r\n'
        ';;;;;\r\n8;"two\r\nlines";["Bags"];;;yes\r\n9;Hat;;1,50;;\r\n'.encode()
    )
    folder = read_folder(tmp_path)
    shoes, bag, hat = folder.catalogue
    assert (shoes.id, shoes.title, shoes.categories, shoes.price) == (
        "007",
        "Shoes; red",
        ("Sport", "Shoes"),
        12.5,
    )
    assert shoes.attributes == {"colour": "red", "in_stock": False} and shoes.sold_out
    assert (bag.categories, bag.price, bag.sold_out) == (("Bags",), None, False)
    assert hat.price == 1.5 and reasons(folder) == []


def test_reads_parquet(tmp_path: Path) -> None:
    table = pyarrow.table(
        {
            "id": pyarrow.array([1.0, 2.0, None]),
            "title": ["One", "Two", "Three"],
            "categories": [["A", "B"], None, None],
            "created_at": pyarrow.array([datetime.date(2024, 5, 31), None, None]),
            "attributes": pyarrow.array(
                [[("colour", "red")], None, None], pyarrow.map_(pyarrow.string(), pyarrow.string())
            ),
            "weight_g": [5, None, 7],
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "items.parquet")
    when = pyarrow.array([1709294400000], pyarrow.timestamp("ms"))
    pyarrow.parquet.write_table(
        pyarrow.table({"user_id": [5], "item_id": [1], "timestamp": when}), tmp_path / "interactions.parquet"
    )
    folder = read_folder(tmp_path)
    one = folder.catalogue["1"]
    assert (one.categories, one.created_at) == (("A", "B"), "2024-05-31")
    assert one.attributes == {"colour": "red", "weight_g": 5}
    assert folder.interactions[0].time == 1709294400 and folder.interactions[0].user == "5"
    assert reasons(folder) == [("items.parquet", 3, "no id")]


def test_says_which_line_and_byte_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_bytes(b'{"id": "a", "title": "A"}\n{"id": "b", "title": "Caf\xe9"}\n')
    (tmp_path / "users.csv").write_bytes(b"user_id,name\nu,Ren\xe9\nv,Vi\n")
    folder = read_folder(tmp_path)
    assert [str(problem) for problem in folder.problems] == [
        """items.jsonl:2: byte 0xe9 after ': "b", "title": "Caf' is not UTF-8; save it as UTF-8""",
        "users.csv:2: byte 0xe9 after 'u,Ren' is not UTF-8; save it as UTF-8",
    ]
    assert folder.users == {"v": {"name": "Vi"}}


def test_a_bom_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert read_folder(tmp_path).problems == []


def test_texts_are_made_safe_to_store(tmp_path: Path) -> None:
    folder = read_folder(
        write(tmp_path, r'{"id": "a\u0000b", "title": "x\ud800y\u001b[31m", "n": {"k": [null, "v"]}}')
    )
    item = folder.catalogue["a b"]
    assert item.title == "x\ufffdy [31m"
    assert item.attributes == {"n": {"k": [None, "v"]}}


def test_an_endless_line_is_skipped_without_being_kept(tmp_path: Path) -> None:
    with (tmp_path / "items.jsonl").open("wb") as file:
        file.write(b'"' + b"x" * (2 * LONGEST_LINE) + b"\n" + json.dumps(GOOD).encode())
    assert reasons(read_folder(tmp_path)) == [("items.jsonl", 1, "longer than 4 MB")]


def test_an_unsafe_url_is_dropped(tmp_path: Path) -> None:
    folder = read_folder(write(tmp_path, {**GOOD, "url": "javascript:alert(1)"}))
    assert folder.catalogue["a"].url == "" and "does not start with" in folder.problems[0].reason


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "holds no items.jsonl, items.csv or items.parquet, and no export of Shopify"),
        ({"items.jsonl": b""}, "holds no usable item, it is empty"),
        ({"items.jsonl": b"{}\n{}\n"}, "holds no usable item: items.jsonl:1: no id (and 1 more)"),
        (
            {"items.csv": b"id,title\n", "items.jsonl": b""},
            "holds items.jsonl and items.csv; keep one of them",
        ),
        ({"items.csv": b"id,t\xe9\n"}, "items.csv:1: byte 0xe9 after 'id,t' is not UTF-8; save it as UTF-8"),
        ({"items.parquet": b"PAR1 nonsense"}, "items.parquet cannot be read as Parquet after row 0: "),
    ],
)
def test_refuses_a_folder_with_nothing_in_it(tmp_path: Path, files: dict[str, bytes], told: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as error:
        read_folder(tmp_path)
    assert told in str(error.value)


def test_refuses_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a folder"):
        read_folder(tmp_path / "nowhere")
