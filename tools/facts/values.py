"""What an item says in a field, as its catalogue tells it."""

import re

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.catalogue.values.reduced import before
from tastemaker.tools.catalogue.values.table import stated


def money(value: float, currency: str = "") -> str:
    """A price as it is written: "79.00 EUR", "free"."""
    return "free" if value == 0 else f"{value:,.2f} {currency}".strip()


def price(item: Item) -> str:
    """What an item costs, empty where that is not known."""
    return "" if item.price is None else money(item.price, item.currency)


def said(item: Item, field: Field) -> str:
    """The value of a field, empty where the item does not state it.

    >>> tent = Item("1", "Tent", price=149, currency="EUR", attributes={"weight": "2.3 kg"})
    >>> weight = Field("weight", "number", "g", "[mass]", 1, {}, 900, 4000, {}, {}, {}, column="weight")
    >>> said(tent, weight)
    '2.3 kg'
    """
    match field.column or field.name:
        case "price":
            return price(item)
        case "category":
            return " > ".join(item.categories)
        case "brand" | "media" | "currency" | "created_at" as name:
            return str(getattr(item, name))
        case "was" if (usual := before(item)) is not None:
            return money(usual, item.currency)
        case column:
            value = ", ".join(plain(stated(item, column)))
            return f"{value} {field.bare}" if field.bare and re.fullmatch(r"[\d.,]+", value) else value


def quoted(text: str) -> str:
    """What a catalogue says in its own words: in quotation marks and one line; empty of nothing."""
    return f"“{said}”" if (said := " ".join(text.split())) else ""


def facts_line(item: Item) -> str:
    """The facts of an item in one line: price, medium, brand, category, attributes that are short."""
    known = [price(item), item.media, item.brand, " > ".join(item.categories)]
    known += [f"{name.replace('_', ' ')} {value}" for name, value in short(item)]
    return ", ".join(filter(None, known))


def short(item: Item) -> list[tuple[str, str]]:
    """The attributes of an item that are short, each with its name."""
    return [
        (name, str(value))
        for name, value in item.attributes.items()
        if isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and not name.startswith("title_")
        and len(str(value)) <= 40
    ]
