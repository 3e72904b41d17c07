"""Lists that are shown, and how people point at what stands in them."""

from dataclasses import dataclass
from random import Random

from training.generating.shops import Shop, Thing
from training.generating.words import Language, language, value_row

_MODELS = (
    "Alto Nord Mini Pro X2 Classic Go Duo Terra Luna Vento Uno Arc Rio Solo Finn Atlas Nova 200 Prime "
    "Comet Delta Echo Lite Max Orbit Plus Sierra Trail Urban Vega Zen K7 One Sprint Isar Oslo Kyoto Lima "
    "Faro 310 TX S4 Mono"
).split()  # fmt: skip
_TITLES = (
    "The Long Harvest/Harbour Lights/Seven Winters/The Glass Orchard/Night Bus South/Paper Boats/"
    "A Quiet Mile/Red Clay/The Ferryman's Map/Salt and Thunder/Northern Line/The Last Lighthouse/"
    "Borrowed Rooms/Copper Sky/Slow River/Ten Doors Down/The Beekeeper's Year/Static/Under the Linden/"
    "Half a Moon/Iron Garden/The Understudy"
).split("/")  # fmt: skip
_UNTITLED = frozenset(("films", "books-courses"))
"""Shops whose things have titles of their own in the place of a maker and a model."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item of a list: its title, the short name people use, its colour as the shop writes it."""

    title: str
    name: str
    colour: str = ""


def title(shop: Shop, thing: Thing, chance: Random) -> Shown:
    """An invented item."""
    maker = chance.choice(shop.makers)
    if shop.name in _UNTITLED:
        name = chance.choice(_TITLES)
        return Shown(
            chance.choice((f"{name}, {maker}", name, f"{name} ({chance.randrange(1975, 2024)})")), name
        )
    name = f"{maker} {chance.choice(_MODELS)}"
    nouns = thing.nouns.get(shop.language)
    noun = language(shop.language).bare(chance.choice(nouns)) if nouns else ""
    coloured = next((one.field for one in thing.spreads if one.field.concept == "colour"), None)
    colour = chance.choice(coloured.values) if coloured and chance.random() < 0.5 else ""
    return Shown(f"{name} {noun}".strip() + (f", {colour}" if colour else ""), name, colour)


def listed(shop: Shop, thing: Thing, count: int, chance: Random) -> list[Shown]:
    """A list of items whose names differ."""
    found: dict[str, Shown] = {}
    while len(found) < count:
        one = title(shop, thing, chance)
        found.setdefault(one.name, one)
    return list(found.values())


def pointed(at: int, shown: list[Shown], speech: Language, chance: Random) -> str:
    """Words for the item at a place of the list, counted from 1."""
    item = shown[at - 1]
    draw = chance.random()
    if draw < 0.22:
        return f"the {item.name}" if speech.code == "en" and chance.random() < 0.5 else item.name
    alike = [one for one in shown if one.colour == item.colour]
    if draw < 0.42 and item.colour and len(alike) == 1 and speech.has("ref_colour"):
        cell = (value_row(item.colour) or {}).get(speech.code)
        if cell:
            return speech.draw("ref_colour", chance).format(v=chance.choice(cell))
    nth = speech.ordinals[at - 1] if at <= len(speech.ordinals) else str(at)
    return speech.draw("refs", chance).format(n=at, nth=nth)
