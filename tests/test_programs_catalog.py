"""The catalogue in the shapes of the Universal Commerce Protocol, over a shop to check by eye."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.item import Variant
from tastemaker.tools.home.pictures.links import kept
from tastemaker.tools.shop import Shop
from tastemaker.ui.visitors.programs.catalog import UniversalCatalog
from tastemaker.ui.visitors.programs.money import currency, major, minor
from tastemaker.ui.visitors.programs.requests import LookupRequest, ProductRequest, SearchRequest
from tastemaker.ui.visitors.programs.selection import effective, signals

PICTURE = "https://shop.example/parasol.png"
ITEMS: list[dict[str, Any]] = [
    {
        "id": "kimono",
        "title": "Cotton kimono",
        "description": "Light, with wide sleeves.",
        "brand": "Hoshi",
        "categories": ["Clothes", "Kimonos"],
        "variants": [
            {"options": {"colour": "indigo", "size": "S"}, "price": 60, "id": "k1"},
            {"options": {"colour": "indigo", "size": "M"}, "price": 64.5, "in_stock": "sold out", "id": "k2"},
            {"options": {"colour": "plum", "size": "M"}, "price": 48, "id": "k3"},
            {"options": {"colour": "plum", "size": "L"}, "price": 72},
        ],
    },
    {
        "id": "parasol",
        "title": "Paper parasol",
        "price": 19.99,
        "image": PICTURE,
        "url": "https://shop.example/parasol",
        "categories": ["Garden"],
        "attributes": {"material": "paper"},
    },
    {"id": "fan", "title": "Paper fan", "price": 7, "categories": ["Clothes"], "url": "javascript:alert(1)"},
    {
        "id": "guide",
        "title": "Folding paper, a guide",
        "media": "article",
        "price": 0,
        "categories": ["Books"],
    },
    {"id": "talk", "title": "A talk on paper", "media": "audio", "categories": ["Books"]},
    {"id": "frame", "title": "Bamboo frame", "price": 25, "currency": "USD"},
    {"id": "lantern", "title": "Paper lantern", "price": 30, "attributes": {"in_stock": False}},
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    place = tmp_path_factory.mktemp("paper")
    (place / "shop").mkdir()
    rows = "\n".join(json.dumps({"currency": "EUR", **item}) for item in ITEMS)
    (place / "shop" / "items.jsonl").write_text(rows, encoding="utf-8")
    fetched = kept(PICTURE, place / "home")
    fetched.parent.mkdir(parents=True)
    Image.new("RGB", (40, 40), "plum").save(fetched, "PNG")
    build(place / "shop", place / "home", TinyText(), TinyPictures(), lambda line: None)
    with Shop.open(place / "home", TinyText(), TinyPictures()) as opened:
        yield opened


@pytest.fixture
def catalog(shop: Shop) -> UniversalCatalog:
    return UniversalCatalog(lambda: shop)


@pytest.fixture
def search(catalog: UniversalCatalog) -> Any:
    def searched(**asked: Any) -> dict[str, Any]:
        return catalog.search_catalog(SearchRequest.model_validate(asked))

    return searched


@pytest.fixture
def get(catalog: UniversalCatalog) -> Any:
    def got(id: str, *selected: tuple[str, str], preferences: tuple[str, ...] = ()) -> dict[str, Any]:
        chosen = [{"name": name, "label": label} for name, label in selected]
        asked = {"id": id, "selected": chosen, "preferences": preferences}
        told = catalog.get_product(ProductRequest.model_validate(asked))
        return told.get("product", told)

    return got


def ids(told: dict[str, Any]) -> list[str]:
    return [product["id"] for product in told["products"]]


def euros(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR"}


def test_a_product_is_whole(search: Any) -> None:
    told = search(query="parasol")
    assert told["ucp"]["capabilities"].keys() == {"dev.ucp.shopping.catalog.search"}
    picture = {"type": "image", "url": PICTURE, "alt_text": "Paper parasol"}
    assert told["products"][0] == {
        "id": "parasol",
        "title": "Paper parasol",
        "description": {"plain": "Paper parasol"},
        "url": "https://shop.example/parasol",
        "price_range": {"min": euros(1999), "max": euros(1999)},
        "categories": [{"value": "Garden", "taxonomy": "merchant"}],
        "media": [picture],
        "options": [],
        "variants": [
            {
                "id": "parasol",
                "title": "Paper parasol",
                "description": {"plain": "Paper parasol"},
                "price": euros(1999),
                "availability": {"available": True, "status": "in_stock"},
                "options": [],
                "media": [],
            }
        ],
        "metadata": {"medium": "product", "material": "paper"},
    }


def test_what_cannot_be_had_is_not_found_and_what_has_no_price_is_told_of(search: Any) -> None:
    told = search(query="paper")
    assert set(ids(told)) == {"parasol", "fan", "guide"} and told["pagination"]["total_count"] == 3
    (message,) = told["messages"]
    assert message["code"] == "price_unknown" and ": 1;" in message["content"]
    free = next(product for product in told["products"] if product["id"] == "guide")
    assert free["price_range"]["min"] == euros(0) and free["metadata"]["medium"] == "article"
    assert "url" not in next(product for product in told["products"] if product["id"] == "fan")


def test_pages_hold_each_product_once(search: Any) -> None:
    whole, page, paged = search(query="paper"), {"cursor": "0", "has_next_page": True}, list[str]()
    while page["has_next_page"]:
        told = search(query="paper", pagination={"limit": 1, "cursor": page["cursor"]})
        paged, page = paged + ids(told), told["pagination"]
        assert page["total_count"] == 3
    assert paged == ids(whole) and "cursor" not in page
    assert ids(search(query="paper", pagination={"limit": 1_000_000})) == paged
    assert ids(search(query="paper", pagination={"cursor": "999999999"})) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"price": {"max": 1999}}, {"parasol", "fan", "guide"}),
        ({"price": {"min": 2000}}, {"kimono", "frame"}),  # in no currency: in that of each
        ({"price": {"min": 7000, "max": 7200}}, {"kimono"}),
        ({"categories": ["Clothes"]}, {"kimono", "fan"}),
        ({"categories": ["Kimonos", "Garden"]}, {"kimono", "parasol"}),
        ({"categories": ["No such"]}, set()),
        ({"brand": ["hoshi"]}, {"kimono"}),
        ({"material": ["paper"]}, {"parasol"}),
        ({"categories": ["Clothes"], "availability": ["in_stock", "backorder"]}, {"kimono", "fan"}),
        ({"categories": ["Clothes"], "availability": ["out_of_stock"]}, set()),
    ],
)
def test_filters_hold_without_a_query(search: Any, filters: dict[str, Any], found: set[str]) -> None:
    assert set(ids(search(filters=filters))) == found


def test_the_variant_that_fits_comes_first(search: Any) -> None:
    def variants(**asked: Any) -> list[str]:
        (product,) = (each for each in search(**asked)["products"] if each["id"] == "kimono")
        assert product["price_range"] == {"min": euros(4800), "max": euros(7200)}
        return [variant["id"] for variant in product["variants"]]

    assert variants(query="kimono", filters={"price": {"min": 7000}})[0] == "kimono/4"
    assert variants(query="indigo kimono")[0] == "k1"
    assert set(variants(query="kimono")) == {"k1", "k3", "kimono/4"}


def test_filters_that_cannot_hold_are_one_sentence(search: Any) -> None:
    for filters, context, said in (
        ({"flavour": ["plum"]}, {}, "the catalogue has no field 'flavour'"),
        (
            {"price": {"max": 900}},
            {"currency": "SEK"},
            "prices are in EUR here and nobody says what one SEK is",
        ),
    ):
        told = search(query="fan", filters=filters, context={**context, "address_country": "JP"})
        (message,) = told["messages"]
        assert told["ucp"]["status"] == message["type"] == "error" and "products" not in told
        assert message["content"].startswith(said) and message["severity"] == "recoverable"
    assert ids(search(query="fan", filters={"price": {"max": 900}}, context={"currency": "eur"})) == ["fan"]


def test_a_price_is_told_and_limited_in_its_own_currency(search: Any) -> None:
    told = search(query="bamboo frame")["products"][0]
    assert told["price_range"]["min"] == {"amount": 2500, "currency": "USD"}
    for most, found in ((2500, ["frame"]), (2400, [])):
        asked = {"filters": {"price": {"max": most}}, "context": {"currency": "USD"}}
        assert ids(search(query="bamboo frame", **asked)) == found


def test_ids_of_products_and_of_variants_are_looked_up(catalog: UniversalCatalog) -> None:
    asked = ["kimono", "k2", "kimono/4", "fan", "nix", "fan", "lantern", "talk"]
    told = catalog.lookup_catalog(LookupRequest(ids=asked))
    found = {product["id"]: product["variants"] for product in told["products"]}
    assert {
        product: [(variant["id"], variant["inputs"]) for variant in variants]
        for product, variants in found.items()
    } == {
        "kimono": [
            ("k3", [{"id": "kimono", "match": "featured"}]),
            ("k2", [{"id": "k2", "match": "exact"}]),
            ("kimono/4", [{"id": "kimono/4", "match": "exact"}]),
        ],
        "fan": [("fan", [{"id": "fan", "match": "featured"}])],
        "lantern": [("lantern", [{"id": "lantern", "match": "featured"}])],
    }
    assert found["lantern"][0]["availability"] == {"available": False, "status": "out_of_stock"}
    assert [(each["code"], each["content"]) for each in told["messages"]] == [
        ("not_found", "nix"),
        ("not_found", "talk"),
    ]


def test_one_product_says_what_can_be_had_beside_what_is_selected(get: Any) -> None:
    told = get("kimono", ("Colour", "INDIGO"))
    assert told["selected"] == [{"name": "colour", "label": "indigo"}]
    assert [variant["id"] for variant in told["variants"]] == ["k1", "k2"]
    assert told["options"] == [
        {
            "name": "colour",
            "values": [
                {"label": "indigo", "available": True, "exists": True},
                {"label": "plum", "available": True, "exists": True},
            ],
        },
        {
            "name": "size",
            "values": [
                {"label": "S", "available": True, "exists": True},
                {"label": "M", "available": False, "exists": True},
                {"label": "L", "available": False, "exists": False},
            ],
        },
    ]


def test_a_variant_decides_its_options_itself(get: Any) -> None:
    told = get("k2", ("colour", "plum"))
    assert told["selected"] == [{"name": "colour", "label": "indigo"}, {"name": "size", "label": "M"}]
    assert [variant["id"] for variant in told["variants"]] == ["k2"]


@pytest.mark.parametrize(
    ("selected", "preferences", "kept", "variants"),
    [
        ((), (), {"colour": "plum", "size": "M"}, ["k3"]),
        ((("colour", "indigo"), ("size", "L")), (), {"colour": "indigo"}, ["k1", "k2"]),
        ((("colour", "indigo"), ("size", "L")), ("Size", "colour"), {"size": "L"}, ["kimono/4"]),
        ((("colour", "green"), ("size", "L")), ("colour", "size"), {"size": "L"}, ["kimono/4"]),
        ((("sleeves", "wide"),), (), {"colour": "plum", "size": "M"}, ["k3"]),
    ],
)
def test_options_that_do_not_go_together_are_dropped_from_the_end(
    get: Any, selected: Any, preferences: tuple[str, ...], kept: dict[str, str], variants: list[str]
) -> None:
    told = get("kimono", *selected, preferences=preferences)
    assert {each["name"]: each["label"] for each in told["selected"]} == kept
    assert [variant["id"] for variant in told["variants"]] == variants


def test_an_unknown_product_is_not_asked_for_again(get: Any) -> None:
    told = get("n" * 5000)
    (message,) = told["messages"]
    assert (told["ucp"]["status"], message["code"], message["severity"]) == (
        "error", "not_found", "unrecoverable",
    )  # fmt: skip
    assert len(message["content"]) < 300


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert [minor(12.3, code) for code in ("EUR", "JPY", "KWD", "XXX")] == [1230, 12, 12300, 1230]
    assert (major(1230, "EUR"), major(12, "JPY")) == (12.3, 12.0)
    assert [currency(code) for code in ("eur", "kr", "")] == ["EUR", "XXX", "XXX"]


def test_what_has_no_options_has_none_to_select() -> None:
    form = Variant({}, 5.0)
    assert effective([form], [("size", "M")], ()) == {} and signals([form], {}) == []
