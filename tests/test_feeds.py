"""Exports of shop programs as they come: what is read of them, what is told, and what is refused."""

import json
from pathlib import Path

import pytest
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.catalogue.inspection.history import History
from tastemaker.tools.catalogue.inspection.lacking import lacking
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import DataError
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

WOOCOMMERCE = """\
ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,In stock?,Weight (kg),\
Sale price,Regular price,Date sale price ends,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s)
20,simple,,"Bell &amp; horn, loud",1,visible,,"<p>Rings <b>far</b></p>\\n<ul><li>steel</li></ul>",1,"0,3",\
"19,99","29,99",,"Parts > Bells, Sale",https://shop.example/a.png,,,
21,simple,,"Pump &amp;amp; hose",1,visible,Short.,Long.,0,,,"1.089,00",,Parts,,,,
22,simple,,Hidden thing,1,hidden,,,1,,,"9,90",,Parts,,,,
23,simple,,Draft,-1,visible,,,1,,,"9,90",,Parts,,,,
24,variable,CAP,Plain cap,1,visible,,,1,,,,,Clothing,,,Colour,"red, blue"
25,variation,CAP-R,Plain cap - red,1,visible,,,1,,,"15,00",,,,id:24,Colour,red
26,variation,CAP-B,Plain cap - blue,1,visible,,,0,,,"12,00",,,,id:24,Colour,blue
27,simple,,Old offer,1,visible,,,1,,"5,00","8,00",2020-01-01,Parts,,,,
28,variable,SOCK,Sock,1,visible,,,1,,,,,Clothing,,,,
29,variation,SOCK-M,Sock - M,1,visible,,,1,,,"4,00",,,,SOCK,,
30,variation,SOCK-L,Sock - L,1,visible,,,0,,,"4,00",,,,SOCK,,
"""
SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant Grams,\
Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src
ring,Moon ring,"<p>Silver.</p>
<p>Thin.</p>",Orla,Ring,"Silver, Gift",true,Color,Silver,12,1,deny,40,50,https://s.ex/1.jpg
ring,,,,,,,,Black,12,0,deny,30,,https://s.ex/2.jpg
ring,,,,,,,,,,,,,,https://s.ex/3.jpg
pot,Clay pot,Brown.,Orla,Outdoor,,true,Title,Default Title,0,0,continue,9.5,,
gone,Old pot,Grey.,Orla,Outdoor,,true,Title,Default Title,0,0,deny,9.5,,
draft,New pot,Grey.,Orla,Outdoor,,false,Title,Default Title,0,5,deny,9.5,,
"""
MERCHANT = """\
id\ttitle\tdescription\tlink\timage_link\tavailability\tavailability_date\tprice\tsale_price\tbrand\titem_group_id\
\tcolor\tsize\tproduct_type
1\tTin ring\tPlain\thttps://s.ex/1\t\tout_of_stock\t\t19.99 EUR\t\tAtala\tR\tSilver\t50\tGems > Rings
2\tTin ring\tPlain\thttps://s.ex/2\t\tin stock\t\t19,99 EUR\t15,00 EUR\tAtala\tR\tSilver\t52\tGems > Rings
3\tGold ring\tPlain\thttps://s.ex/3\t\tpreorder\t2026-12-24T00:00+0100\t1,299.00 USD\t\tAtala\t\t\t\tRings
4\tIron ring\tPlain\thttps://s.ex/4\t\tperhaps\t\t5.00 EUR\t\tAtala\t\t\t\tRings
"""


def folder(path: Path, **files: str) -> Folder:
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_folder(path)


def told(read: Folder) -> list[str]:
    return [str(problem) for problem in read.problems]


def test_woocommerce_is_read_as_it_comes(tmp_path: Path) -> None:
    read = folder(tmp_path, items_csv=WOOCOMMERCE)
    bell = read.catalogue["20"]
    assert (bell.title, bell.price, bell.categories) == ("Bell & horn, loud", 19.99, ("Parts", "Bells"))
    assert bell.description == "Rings far\nsteel"
    assert bell.attributes == {"weight": "0,3 kg", "was": 29.99, "also in": "Sale"}
    pump = read.catalogue["21"]
    assert (pump.title, pump.price, pump.sold_out) == ("Pump & hose", 1089, True)
    assert pump.description == "Short.\nLong."
    assert read.catalogue["27"].price == 8
    assert [item.id for item in read.catalogue] == ["20", "21", "24", "27", "28"]
    assert told(read)[:2] == ["items.csv:4: is not published", "items.csv:5: is not published"]
    assert told(read)[2].startswith("items.csv: 1 pictures are links, which are not fetched")


def test_the_variations_of_a_product_are_its_options(tmp_path: Path) -> None:
    read = folder(tmp_path, items_csv=WOOCOMMERCE)
    cap, sock = read.catalogue["24"], read.catalogue["28"]
    assert (cap.price, cap.attributes) == (15, {"colour": "red", "sku": "CAP"})
    assert [(each.named, each.price, each.sold_out) for each in cap.variants] == [
        ("red", 15, False), ("blue", 12, True),
    ]  # fmt: skip
    assert sock.attributes == {"variant": "M", "sku": "SOCK"}


@pytest.mark.parametrize(
    "header",
    [
        "ID;Typ;Artikelnummer;Name;Veröffentlicht;Regulärer Preis;Kategorien;Gewicht (kg)",
        "ID;Type;UGS;Nom;Publié;Tarif régulier;Catégories;Poids (kg)",
        "ID;Tipo;SKU;Nombre;Publicado;Precio normal;Categorías;Peso (kg)",
        "ID;Tipo;COD;Nome;Pubblicato;Prezzo di listino;Categorie;Peso (kg)",
    ],
)
def test_headers_of_woocommerce_are_in_the_language_of_the_shop(tmp_path: Path, header: str) -> None:
    read = folder(tmp_path, items_csv=f"{header}\n7;simple;;Bell;1;1.299,00;Parts > Bells;0.3")
    bell = read.catalogue["7"]
    assert (bell.title, bell.price, bell.categories) == ("Bell", 1299, ("Parts", "Bells"))
    assert bell.attributes["weight"] == "0.3 kg"


def test_a_product_of_shopify_is_all_its_rows(tmp_path: Path) -> None:
    read = folder(tmp_path, products_csv=SHOPIFY)
    ring = read.catalogue["ring"]
    assert (ring.title, ring.price, ring.brand, ring.categories) == ("Moon ring", 40, "Orla", ("Ring",))
    assert ring.description == "Silver.\nThin."
    assert ring.attributes == {
        "tags": ["Silver", "Gift"], "weight": "12 g", "was": 50, "color": "Silver",
    }  # fmt: skip
    assert [item.sold_out for item in read.catalogue] == [False, False, True]
    assert read.catalogue["pot"].attributes == {}
    assert told(read) == [
        "products.csv:8: is not published",
        "products.csv: 3 pictures are links, which are not fetched; the items are kept without them "
        "(`tastemaker ingest --fetch-pictures` fetches them)",
    ]


def test_a_merchant_feed_is_a_list_of_groups(tmp_path: Path) -> None:
    read = folder(tmp_path, feed_tsv=MERCHANT)
    ring, gold = read.catalogue["R"], read.catalogue["3"]
    assert (ring.price, ring.currency, ring.url) == (15, "EUR", "https://s.ex/2")
    assert ring.attributes == {"color": "Silver", "size": "52", "was": 19.99}
    assert [(each.id, each.named, each.sold_out) for each in ring.variants] == [
        ("1", "50", True), ("2", "52", False),
    ]  # fmt: skip
    assert (gold.price, gold.currency, gold.attributes) == (1299, "USD", {"comes": "preorder 2026-12-24"})
    assert told(read) == ["feed.tsv:5: availability 'perhaps' is not understood; it is taken as in stock"]


def test_a_sale_price_of_a_merchant_feed_counts_on_its_days(tmp_path: Path) -> None:
    head = "id\ttitle\tlink\tavailability\tprice\tsale_price\tsale_price_effective_date"
    days = {"over": "2020-01-01/2020-02-01", "on": "2020-01-01/2999-01-01", "none": ""}
    rows = [f"{id}\tRing\thttps://s.ex\tin stock\t9.00 EUR\t7.00 EUR\t{span}" for id, span in days.items()]
    read = folder(tmp_path, feed_tsv="\n".join([head, *rows]))
    assert {item.id: item.price for item in read.catalogue} == {"over": 9, "on": 7, "none": 7}


def test_prices_that_name_no_currency_are_in_that_of_the_owner(tmp_path: Path) -> None:
    bare = lacking(folder(tmp_path, products_csv=SHOPIFY), History.of(()))
    assert any("3 prices have no currency" in told and "`price: {unit: EUR}`" in told for told in bare)
    read = folder(tmp_path, schema_yaml="price: {unit: €}")
    assert {item.currency for item in read.catalogue} == {"EUR"}
    assert not any("no currency" in told for told in lacking(read, History.of(())))
    mixed = folder(tmp_path, products_csv="", feed_tsv=MERCHANT, schema_yaml="price: {unit: GBP}")
    assert {item.currency for item in mixed.catalogue} == {"EUR", "USD"}


def test_several_exports_are_one_catalogue(tmp_path: Path) -> None:
    read = folder(tmp_path, north_csv=SHOPIFY, south_csv=WOOCOMMERCE, notes_csv="a,b\n1,2")
    assert {"north:ring", "south:20"} <= {item.id for item in read.catalogue}
    assert len(read.catalogue) == 8


def test_what_nobody_exported_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no export of Shopify, WooCommerce, Google Merchant, "):
        folder(tmp_path, notes_csv="a,b\n1,2")
    with pytest.raises(DataError, match="holds no usable item: items.csv:2: no handle"):
        folder(tmp_path, items_csv="Handle,Title,Variant Price\n,Ring,3")


@pytest.mark.parametrize(
    ("said", "sold_out"),
    [("out of stock", True), ("OUT_OF_STOCK", True), ("ausverkauft", True), ("无货", True), ("-3", True),
     ("0,00", True), ("discontinued", True), ("in_stock", False), ("12", False)],
)  # fmt: skip
def test_stock_is_told_in_many_words(tmp_path: Path, said: str, sold_out: bool) -> None:
    read = folder(tmp_path, items_jsonl=json.dumps({"id": "a", "title": "Ring", "in_stock": said}))
    assert read.catalogue["a"].sold_out is sold_out and not read.problems


def test_a_word_for_stock_that_is_not_known_is_told(tmp_path: Path) -> None:
    read = folder(tmp_path, items_jsonl=json.dumps({"id": "a", "title": "Ring", "in_stock": "n/a"}))
    assert not read.catalogue["a"].sold_out
    assert told(read) == ["items.jsonl:1: in_stock 'n/a' is not understood; it is taken as in stock"]


def test_markup_that_is_broken_or_silent_leaves_its_words() -> None:
    assert words("<p>a<script>alert(1)</script><b>b<br/>c") == "ab\nc"
    assert words("1 < 2 & 3 &lt; 4") == "1 < 2 & 3 < 4"
    assert words("") == ""


def test_an_export_can_be_searched(tmp_path: Path, profiles: Profiles) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "products.csv").write_text(SHOPIFY, encoding="utf-8")
    build(tmp_path / "shop", tmp_path / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(tmp_path / "home", TinyText(), TinyPictures()) as shop:
        tools = Toolbox(shop, profiles, Situation())

        def found(*conditions: Condition) -> list[Item]:
            return [shown.item for shown in tools.search("ring", conditions).items]

        assert [item.id for item in found(Condition("color", "=", ("silver",)))] == ["ring"]
        assert found(Condition("color", "=", ("black",))) == []
        assert [item.id for item in found(Condition("was", ">", (0,)))] == ["ring"]


def history(path: Path, *rows: str) -> list[tuple[str, str, float | None]]:
    items = "\n".join(json.dumps({"id": id, "title": id}) for id in "abc")
    lines = "\n".join(["user_id,item_id,timestamp,event,value", *rows])
    read = folder(path, items_jsonl=items, interactions_csv=lines)
    return [(row.item, row.event, row.value) for row in read.interactions]


def test_events_are_told_in_other_words_and_a_return_takes_back(tmp_path: Path) -> None:
    rows = [
        "u,a,1,Buy,",
        "u,a,3,refund,",
        "u,b,1,add_to_cart,",
        "u,c,1,purchase,12",
        "u,c,2,remove_from_cart,",
    ]
    assert history(tmp_path, *rows) == [("b", "view", None), ("c", "purchase", 12)]
    assert history(tmp_path, "u,a,1,purchase,", "u,a,2,purchase,", "u,a,3,purchase,-1") == [
        ("a", "purchase", None)
    ]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ((0, 3, 5), [("a", "view", None), ("b", "rating", 3), ("c", "rating", 5)]),
        ((0, 8, 10), [("a", "view", None), ("b", "rating", 4.1111), ("c", "rating", 5)]),
        ((0, 50, 100), [("a", "rating", 1), ("b", "rating", 3), ("c", "rating", 5)]),
        ((0.5, 3, 5), [("a", "rating", 0.5), ("b", "rating", 3), ("c", "rating", 5)]),
    ],
)
def test_ratings_are_put_on_a_scale_of_five(
    tmp_path: Path, values: tuple[float, ...], kept: list[tuple[str, str, float | None]]
) -> None:
    rows = [f"u,{id},1,rating,{value}" for id, value in zip("abc", values, strict=True)]
    assert history(tmp_path, *rows) == kept


def test_a_day_of_a_calendar_is_no_second_and_what_is_to_come_is_refused(tmp_path: Path) -> None:
    items = json.dumps({"id": "a", "title": "A"})
    rows = "user_id,item_id,timestamp\nu,a,20240531\nu,a,2099-01-01\nu,a,05/06/2024"
    read = folder(tmp_path, items_jsonl=items, interactions_csv=rows)
    assert [row.time for row in read.interactions] == [1717113600]
    assert told(read) == [
        "interactions.csv:3: timestamp 2099-01-01 is in the future",
        "interactions.csv:4: timestamp '05/06/2024' is neither seconds nor ISO 8601",
    ]
