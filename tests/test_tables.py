"""Tables of any hand: how they are written is found, and what is not sure of them is told."""

import contextlib
import gzip
import random
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from tastemaker.tools.catalogue.cells.prices import price
from tastemaker.tools.catalogue.cells.tables import packed as packing
from tastemaker.tools.catalogue.cells.tables import rows
from tastemaker.tools.catalogue.cells.tables.encodings import LONGEST_LINE
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.errors import DataError


def read(path: Path, content: bytes, name: str = "items.csv") -> list[rows.Row]:
    (path / name).write_bytes(content)
    return list(rows.read(path / name))


def table(path: Path, text: str, encoding: str = "utf-8") -> list[dict[str, Any] | str]:
    return [row for _, row in read(path, text.encode(encoding))]


LAMP = {"id": "7", "title": "Lamp, red", "price": "9,50"}


@pytest.mark.parametrize(
    "text",
    [
        'id,title,price\n7,"Lamp, red","9,50"\n',
        "ID;Title;Price\r\n7;Lamp, red;9,50\r\n",
        "id\ttitle\tprice\n7\tLamp, red\t9,50\n",
        "id|title|price\n7|Lamp, red|9,50",
        "'id','title','price'\n'7','Lamp, red','9,50'\n",
        '"id"|"title"|"price"\n"7"|"Lamp, red"|"9,50"\n',
        "sep=;\nid;title;price\n7;Lamp, red;9,50\n",
        "\n\nid;title;price\n7;Lamp, red;9,50;;\n",
        "id;title;price\r7;Lamp, red;9,50\r",
    ],
)
def test_the_signs_of_a_table_are_found(tmp_path: Path, text: str) -> None:
    assert table(tmp_path, text) == [LAMP]


def test_an_apostrophe_encloses_nothing(tmp_path: Path) -> None:
    assert table(tmp_path, "id,title\n1,'n Sync'\n2,5' rope\n3,Lamp\n") == [
        {"id": "1", "title": "'n Sync'"}, {"id": "2", "title": "5' rope"}, {"id": "3", "title": "Lamp"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "name", "title"),
    [
        ("cp1252", "Windows-1252", "Möbel für Größe"),
        ("cp1252", "Windows-1252", "Muñeca española, camión"),
        ("cp1250", "Windows-1250", "Łóżko dębowe, żółte krzesło"),
        ("cp1251", "Windows-1251", "Красные туфли для бега"),
        ("gb18030", "GB 18030", "红色的跑步鞋子 儿童护眼灯"),
        ("cp932", "Shift JIS", "赤いランニングシューズ、子供用"),
        ("cp949", "EUC-KR", "빨간 운동화 책상용 스탠드"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_table_in_another_encoding_is_read_in_it(
    tmp_path: Path, encoding: str, name: str, title: str, kind: str
) -> None:
    text = f"id;title\n7;{title}\n" if kind == "csv" else f'{{"id": "7", "title": "{title}"}}\n'
    told, (_, row) = read(tmp_path, text.encode(encoding), f"items.{kind}")
    assert row == {"id": "7", "title": title}
    assert told == (0, f"is not UTF-8 and is read as {name}; save it as UTF-8 where letters are wrong")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_what_a_table_says_of_its_encoding_is_no_news(tmp_path: Path, encoding: str) -> None:
    assert table(tmp_path, "id;title\n7;Größe ż 红\n", encoding) == [{"id": "7", "title": "Größe ż 红"}]


def test_a_few_bad_bytes_leave_a_table_what_it_is(tmp_path: Path) -> None:
    good = "".join(f"{n},Größe\n" for n in range(5))
    found = read(tmp_path, f"id,title\n{good}".encode() + b"8,Gr\xf6\xdfe\n")
    assert len(found) == 6
    assert found[-1] == (7, "byte 0xf6 after '8,Gr' is not UTF-8; save it as UTF-8")


def test_tables_that_were_put_together_are_one(tmp_path: Path) -> None:
    part = b'\xef\xbb\xbf"id","title"\n1,Lamp\n'
    assert read(tmp_path, part * 3) == [
        (2, {"id": "1", "title": "Lamp"}),
        (3, "is the header again; wherever it stands it is skipped"),
        (4, {"id": "1", "title": "Lamp"}),
        (6, {"id": "1", "title": "Lamp"}),
    ]


def test_of_a_column_that_stands_twice_the_first_filled_value_counts(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,Price,title,price\n1,,A,5\n2,6,B,7\n") == [
        (1, "column price stands twice; in each row its first filled value counts"),
        (2, {"id": "1", "price": "5", "title": "A"}),
        (3, {"id": "2", "price": "6", "title": "B"}),
    ]


@pytest.mark.parametrize("end", [b'2,"Lamp, r', b'2,"Lamp\n3,Desk\n'])
def test_a_file_that_was_cut_says_so(tmp_path: Path, end: bytes) -> None:
    whole, cut = read(tmp_path, b"id,title\n1,Bell\n" + end)
    assert whole == (2, {"id": "1", "title": "Bell"})
    assert cut == (
        3,
        "opens a quote in which the file ends; the file was cut, or the quote is not closed",
    )


def test_a_quote_that_swallows_a_file_is_told_with_its_lines(tmp_path: Path) -> None:
    many = b"3,Desk\n" * 30_000
    told = read(tmp_path, b'id,title\n2,"Lamp\n' + many + b"4,Bed\n")
    assert "a quote that is opened here is not closed, lines 2 to 18" in str(told[0][1])
    assert told[-1] == (30_003, {"id": "4", "title": "Bed"})


@pytest.mark.parametrize("name", ["", "Unnamed: 0"])
def test_row_numbers_without_a_name_are_no_column(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{name},id,title,,\n0,7,Lamp,,\n1,8,Bed,,x\n".encode()) == [
        (2, "column 1 has no name and is not read; name it if it is no row number"),
        (2, {"id": "7", "title": "Lamp"}),
        (3, {"id": "8", "title": "Bed"}),
    ]


def test_row_numbers_of_parquet_are_no_column(tmp_path: Path) -> None:
    columns = {"id": ["7"], "title": ["Lamp"], "__index_level_0__": [3]}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "items.parquet")
    assert list(rows.read(tmp_path / "items.parquet")) == [(1, {"id": "7", "title": "Lamp"})]


def test_a_zero_byte_costs_its_row(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,title\n1,La\0mp\n2,Bed\n") == [
        (2, "longer than 4 MB, or holds a zero byte"),
        (3, {"id": "2", "title": "Bed"}),
    ]


def test_what_is_no_table_says_what_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as archive:
        archive.writestr("items.csv", "id,title\n")
    contents = {
        "a spreadsheet; save it as CSV": (tmp_path / "book.xlsx").read_bytes(),
        "a zip archive; unpack it": (tmp_path / "plain.zip").read_bytes(),
        "packed with gzip twice; unpack it": gzip.compress(gzip.compress(b"id,title\n")),
        "a web page; download the file that it leads to": b"\n<!DOCTYPE html><html>",
        "Parquet; end its name in .parquet": b"PAR1",
    }
    for told, content in contents.items():
        with pytest.raises(DataError, match=f"^items.csv is {told}$"):
            read(tmp_path, content)


def test_a_packed_file_is_read_where_it_is_not_there_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "interactions.csv.gz").write_bytes(gzip.compress(b"user_id,item_id\n"))
    assert rows.find(tmp_path, "interactions") == tmp_path / "interactions.csv.gz"
    (tmp_path / "interactions.csv").write_bytes(b"user_id,item_id\n")
    assert rows.find(tmp_path, "interactions") == tmp_path / "interactions.csv"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("items.csv.gz", "id,title\n7,L\u00e4mp"),
        ("items.jsonl.gz", '{"id": "7", "title": "L\u00e4mp"}'),
        ("products.csv.GZ", "Handle,Title,Variant Price\n7,L\u00e4mp,3"),
        ("meta_Toys.json.gz", '{"asin": "7", "title": "L\u00e4mp"}'),
        ("x.item.gz", "item_id:token\ttitle:token_seq\n7\tL\u00e4mp"),
        ("movies.dat.gz", "7::L\u00e4mp::Drama"),
        ("items.csv", "id,title\n7,L\u00e4mp"),
        ("feed.xml.gz", "<rss><item><id>7</id><title>L\u00e4mp</title><link>l</link><price>3</price>"
         "<availability>in stock</availability></item></rss>"),
    ],
)  # fmt: skip
def test_every_file_may_be_packed(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(text.encode()))
    (item,) = read_folder(tmp_path).catalogue
    assert (item.id, item.title) == ("7", "L\u00e4mp")


def test_a_packed_file_is_whole_and_of_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(b"id,title\n" + b"7,Lamp\n" * 100_000)
    with pytest.raises(DataError, match=r"items\.csv\.gz is packed with gzip, and damaged or cut off"):
        read(tmp_path, packed[: len(packed) // 2], "items.csv.gz")
    monkeypatch.setattr(packing, "_AT_LEAST", 1000)
    with pytest.raises(DataError, match=r"items\.csv\.gz holds more than 100 times its size"):
        read(tmp_path, packed, "items.csv.gz")


def test_an_endless_line_takes_little_memory(tmp_path: Path) -> None:
    with (tmp_path / "items.csv").open("wb") as file:
        file.write(b"id,title\n1,")
        for _ in range(16):
            file.write(b"x" * LONGEST_LINE)
        file.write(b"\n2,Bed\n")
    tracemalloc.start()
    found = list(rows.read(tmp_path / "items.csv"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line for line, _ in found] == [2, 3] and peak < 8 * LONGEST_LINE


def test_reading_is_quick(tmp_path: Path) -> None:
    many = 40_000
    (tmp_path / "items.csv").write_text(
        "id,title,price,colour\n" + "".join(f"{n},Lamp {n},9.50,red\n" for n in range(many))
    )
    start = time.process_time()
    assert sum(1 for _ in rows.read(tmp_path / "items.csv")) == many
    assert many / (time.process_time() - start) > 20_000


def folder(path: Path, **files: str) -> Folder:
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_folder(path)


def told(read: Folder) -> list[str]:
    return [str(problem) for problem in read.problems]


def priced(path: Path, *prices: str) -> Folder:
    lines = (f"{n};Lamp {n};{price};" for n, price in enumerate(prices))
    return folder(path, items_csv="\n".join(["id;title;price;currency", *lines]))


@pytest.mark.parametrize(
    ("text", "low", "currency"),
    [
        ("2.499,00", 2499, ""), ("2,499.00", 2499, ""), ("2 499,00", 2499, ""), ("2'499.90", 2499.9, ""),
        ("2\u00a0499,00\u202f€", 2499, "EUR"), ("₹2,49,999", 249999, "INR"), ("$24.99", 24.99, "USD"),
        ("24.99 USD", 24.99, "USD"), ("$25 CAD", 25, "CAD"), ("C$5.50", 5.5, "CAD"), ("0,00", 0, ""),
        ("R$ 2.499,90", 2499.9, "BRL"), ("CHF 19.-", 19, "CHF"), ("19,- €", 19, "EUR"), ("-5,00", -5, ""),
        ("¥ 12800", 12800, "CNY"), ("Free!", 0, ""), ("kostenlos", 0, ""), ("N/A", None, ""), ("12+", 12, ""),
        ("auf Anfrage", None, ""), ("from 12", 12, ""), ("12,50–15 €", 12.5, "EUR"), ("up to 15", None, ""),
    ],
)  # fmt: skip
def test_a_price_is_read_in_its_own_form(text: str, low: float | None, currency: str) -> None:
    read = price(text, "")
    assert read and (read.low, read.currency, read.is_sure) == (low, currency, True)


@pytest.mark.parametrize("text", ["abc", "nan", "2 for 30", "5 kg", "12 x 5", "1,2,3", "1.5k", "19€99"])
def test_what_is_no_price_is_none(text: str) -> None:
    assert price(text, "") is None


@pytest.mark.parametrize(
    ("prices", "last", "is_told"),
    [
        (("139,99", "2.499"), 2499, False),
        (("139.99", "2,499"), 2499, False),
        (("139.99", "2.499"), 2.499, True),
        (("139.99", "139,99", "2.499"), 2499, True),
        (("3.999", "2.499"), 2499, True),
        (("139.99", "0.125"), 0.125, False),
    ],
)
def test_what_a_sign_before_three_digits_means_is_found_from_the_file(
    tmp_path: Path, prices: tuple[str, ...], last: float, is_told: bool
) -> None:
    read = priced(tmp_path, *prices)
    assert read.catalogue[str(len(prices) - 1)].price == last
    assert bool(told(read)) is is_told


def test_prices_of_a_file_are_read_and_what_is_not_sure_is_told(tmp_path: Path) -> None:
    read = priced(tmp_path, "$9.99", "N/A", "n/a", "from 12", "12-15", "4.50 each", "2 for 30", "-5")
    items = {item.id: item for item in read.catalogue}
    assert {id: item.price for id, item in items.items()} == {
        "0": 9.99, "1": None, "2": None, "3": 12, "4": 12, "5": 4.5
    }  # fmt: skip
    assert items["0"].currency == "USD"
    assert [items[id].attributes for id in "034"] == [
        {},
        {"price range": "from 12"},
        {"price range": "12-15"},
    ]
    assert told(read) == [
        "items.csv:3: price 'N/A' is none; the item is kept without it",
        "items.csv:4: price 'n/a' is none; the item is kept without it",
        "items.csv:7: price '4.50 each' is taken for 4.5, which is not sure; write only that",
        "items.csv:8: price '2 for 30' is not a number",
        "items.csv:9: price -5 is negative",
    ]


def test_a_currency_beside_a_price_yields_to_its_column(tmp_path: Path) -> None:
    read = folder(tmp_path, items_csv="id,title,price,currency\n1,A,$5,AUD\n2,B,$5,EUR\n3,C,$5,\n")
    assert [item.currency for item in read.catalogue] == ["AUD", "EUR", "USD"]
    assert told(read) == ["items.csv:3: price '$5' names USD, its currency is EUR; that is kept"]


def history(path: Path, items: str, *rows: str) -> Folder:
    return folder(
        path,
        items_csv="id,title\n" + "".join(f"{id},Lamp\n" for id in items.split()),
        interactions_csv="\n".join(["user_id,item_id,timestamp", *rows]),
    )


def test_ids_that_a_spreadsheet_touched_are_found_again(tmp_path: Path) -> None:
    rows = ["5.0,17.0,1", "5,8.0,1", "6,SKU9,1", "6,42,1", "6, 9007199254740993.0,1", "6,90.75,1", "6,007,1"]
    read = history(tmp_path, "17 0017 8 8.0 sku9 0042 9007199254740993 90.750 7 07", *rows)
    assert {(row.user, row.item) for row in read.interactions} == {
        ("5", "17"), ("5", "8.0"), ("6", "sku9"), ("6", "0042"), ("6", "9007199254740993")
    }  # fmt: skip
    assert told(read) == [
        "interactions.csv:4: item 'SKU9' is taken as 'sku9', the only one alike but for case and zeros",
        "interactions.csv:5: item '42' is taken as '0042', the only one alike but for case and zeros",
        "interactions.csv:7: item '90.75' is not in the catalogue",
        "interactions.csv:8: item '007' is not in the catalogue",
    ]


def test_ids_that_a_spreadsheet_shortened_or_made_one_are_told(tmp_path: Path) -> None:
    read = folder(tmp_path, items_csv='id,title\n1.23E+12,A\n1.23E+12,B\n"SKU 1 ",C\nSKU 1,D\n0017,E\n17,F\n')
    assert [item.id for item in read.catalogue] == ["1.23E+12", "SKU 1", "0017", "17"]
    shortened = (
        "id '1.23E+12' looks like a number that a spreadsheet shortened; several items may share it, "
        "write the column as text"
    )
    assert told(read) == [
        f"items.csv:2: {shortened}",
        f"items.csv:3: {shortened}",
        "items.csv:3: id '1.23E+12' is that of line 2 again",
        "items.csv:5: id 'SKU 1' is that of line 4 again",
    ]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2023-07", "2023-07"), ("2023", "2023"), ("2023.0", "2023"), ("2023-07-04", "2023-07-04"),
        ("20230704", "2023-07-04"), ("2023/7/4", "2023-07-04"), ("4.7.2023", "2023-07-04"),
        ("7/24/2023 3:05 PM", "2023-07-24T15:05:00"), ("July 4, 2023", "2023-07-04"),
        ("4 Jul 2023, 15:05", "2023-07-04T15:05:00"), ("2023年7月4日", "2023-07-04"), ("45111", "2023-07-04"),
        ("45111.0", "2023-07-04"), ("1688428800", "2023-07-04"), ("1688428800000", "2023-07-04"),
        ("2023-07-04T15:05:00Z", "2023-07-04T15:05:00+00:00"), ("2023-07-04 00:00:00 UTC", "2023-07-04"),
    ],
)  # fmt: skip
def test_the_day_of_an_item_is_told_in_every_form(tmp_path: Path, told: str, day: str) -> None:
    read = folder(tmp_path, items_csv=f"id;title;created_at\n1;Lamp;{told}\n")
    assert read.catalogue["1"].created_at == day


@pytest.mark.parametrize("told", ["05/06/2024", "12", "31.02.2024", "-5", "soon", "2024-13", "99:99"])
def test_a_day_that_may_be_two_or_none_is_refused(tmp_path: Path, told: str) -> None:
    read = folder(tmp_path, items_csv=f"id;title;created_at\n1;Lamp;{told}\n2;Bed;\n")
    assert len(read.problems) == 1 and "is not ISO 8601, like 2024-05-31" in read.problems[0].reason


def test_what_has_no_time_is_as_old_as_what_is_known_of_its_shopper(tmp_path: Path) -> None:
    read = history(tmp_path, "a b c", "u,a,1700000300", "u,b,", "u,c,1700000200", "v,a,", "w,b,1700000100")
    assert [(row.user, row.item, row.time) for row in read.interactions] == [
        ("v", "a", 1700000100),
        ("w", "b", 1700000100),
        ("u", "b", 1700000200),
        ("u", "c", 1700000200),
        ("u", "a", 1700000300),
    ]
    assert told(read) == [
        f"interactions.csv:{line}: no timestamp; it counts as early as the shopper's first known one"
        for line in (3, 5)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_no_bytes_are_a_traceback(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        b"id,title,price\n",
        b'"',
        b"'",
        b",",
        b";",
        b"\n",
        b"\r",
        b"\0",
        b"\xef\xbb\xbf",
        b"1.299",
        b"17.0",
    ]
    noise = b"".join(chance.choice([*parts, chance.randbytes(3)]) for _ in range(300))
    for name in ("items.csv", "items.jsonl"):
        (tmp_path / name).write_bytes(parts[0] + noise)
        with contextlib.suppress(DataError):
            read_folder(tmp_path)
        (tmp_path / name).unlink()


def test_cleaning_is_quick(tmp_path: Path) -> None:
    many = 20_000
    prices = ("9.50", '"1,299.00"', "$19.99", "12-15")
    items = (f"{n},Lamp {n},{prices[n % 4]},red,2024-05-31\n" for n in range(many))
    rows_of_users = (f"u{n % 99},{n}.0,2024-05-31 10:00:00\n" for n in range(many))
    start = time.process_time()
    read = folder(
        tmp_path,
        items_csv="id,title,price,colour,created_at\n" + "".join(items),
        interactions_csv="user_id,item_id,timestamp\n" + "".join(rows_of_users),
    )
    assert len(read.catalogue) == len(read.interactions) == many
    assert 2 * many / (time.process_time() - start) > 20_000
