"""Items and the catalogue."""

from pathlib import Path

from tastemaker.tools.catalogue.item import Catalogue, Item

SHOE = Item(
    id="s1",
    title="Red shoe",
    description="For roads.",
    categories=("Sport", "Shoes"),
    brand="Ridge",
    price=85.0,
    images=("a.png", "b.png"),
    attributes={"colour": "red", "sizes": [41, 42], "waterproof": True, "note": "", "in_stock": True},
)


def test_facts_say_everything_but_the_stock() -> None:
    assert (
        SHOE.facts
        == "Red shoe\nRidge\nSport > Shoes\nFor roads.\ncolour: red\nsizes: 41, 42\nwaterproof: yes"
    )


def test_sold_out_is_what_the_catalogue_says() -> None:
    assert Item("a", "A", attributes={"in_stock": False}).sold_out
    assert not Item("a", "A").sold_out and not SHOE.sold_out


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    free = Item("华为", "免费\nline", price=0.0, media="book")
    Catalogue([SHOE, free]).save(tmp_path / "items")
    assert list(Catalogue.load(tmp_path / "items")) == [SHOE, free]


def test_items_are_found_by_id_in_their_order() -> None:
    catalogue = Catalogue([SHOE, Item("s0", "Other")])
    assert [item.id for item in catalogue] == ["s1", "s0"] and len(catalogue) == 2
    assert "s1" in catalogue and "s9" not in catalogue
    assert catalogue["s1"] is SHOE and catalogue.get("s9") is None
