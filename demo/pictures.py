"""The finished pictures: an object or a cover on a soft tinted ground with a gentle shadow."""

import hashlib
from functools import cache
from types import ModuleType

import covers
import objects_animals
import objects_bags
import objects_chargers
import objects_clothes
import objects_crafts
import objects_devices
import objects_games
import objects_garden
import objects_kitchen
import objects_music
import objects_outdoors
import objects_phones
import objects_rooms
import objects_shoes
import objects_sound
from catalogue_texts import Entry
from palette import COLOURS, SIZE, Colour, dark, light, mix
from PIL import Image, ImageDraw, ImageFilter
from sketch import Sketch

OBJECTS: dict[str, ModuleType] = {
    name: module
    for module in (
        objects_phones,
        objects_chargers,
        objects_sound,
        objects_music,
        objects_devices,
        objects_clothes,
        objects_shoes,
        objects_bags,
        objects_outdoors,
        objects_garden,
        objects_animals,
        objects_games,
        objects_kitchen,
        objects_rooms,
        objects_crafts,
    )
    for name in vars(module)
    if callable(getattr(module, name))
    and getattr(module, name).__module__ == module.__name__
    and not name.startswith("_")
}

# The ground of each topic, and another one for objects of nearly the same colour.
GROUNDS: dict[str, tuple[Colour, Colour]] = {
    "phones": ((205, 222, 238), (246, 221, 205)), "sound": ((219, 212, 238), (247, 222, 200)),
    "cycling": ((199, 228, 218), (250, 222, 190)), "running": ((252, 219, 196), (203, 226, 238)),
    "camping": ((207, 224, 197), (250, 224, 186)), "photography": ((236, 222, 198), (204, 223, 236)),
    "pottery": ((246, 217, 200), (206, 224, 226)), "garden": ((212, 229, 194), (252, 224, 200)),
    "kitchen": ((252, 228, 186), (204, 224, 222)), "coffee": ((236, 217, 198), (203, 222, 218)),
    "music": ((246, 211, 211), (205, 222, 234)), "games": ((208, 214, 242), (250, 223, 190)),
    "homeoffice": ((208, 222, 226), (248, 222, 202)), "baby": ((253, 233, 188), (206, 224, 240)),
    "pets": ((248, 220, 194), (204, 226, 222)), "fashion": ((247, 215, 214), (205, 222, 234)),
    "travel": ((198, 224, 240), (252, 226, 190)), "reading": ((240, 226, 200), (212, 214, 236)),
    "code": ((200, 226, 224), (250, 224, 196)), "languages": ((250, 216, 204), (206, 222, 240)),
    "calm": ((224, 214, 236), (250, 226, 200)), "craft": ((248, 214, 224), (206, 226, 220)),
    "science": ((204, 210, 236), (250, 224, 188)),
}  # fmt: skip


def draw(item: Entry) -> Image.Image:
    """The picture of an item, RGB."""
    if item.media == "product":
        sketch = _sketch(item.picture, item.attributes["colour"], item.attributes.get("pattern", ""), item.id)
        main = COLOURS[item.attributes["colour"]]
    else:
        main = covers.tone(item)
        clear = [name for name in EMBLEM_COLOURS if _distance(COLOURS[name], main) > 170]
        sketch = covers.cover(item, _emblem(item.emblem or "book", clear[_number(item.id) % len(clear)]))
    usual, other = GROUNDS[item.topic]
    return _finish(sketch, usual if _distance(main, usual) > 110 else other, _number(item.id))


EMBLEM_COLOURS = ("coral", "teal", "gold", "navy", "cream", "mint", "red", "sky", "orange", "pink")


def _distance(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[4:8], "big")


def _sketch(kind: str, colour: str, pattern: str, seed: str) -> Sketch:
    sketch = Sketch(colour, pattern, seed)
    getattr(OBJECTS[kind], kind)(sketch)
    return sketch


@cache
def _emblem(kind: str, colour: str) -> Image.Image:
    return _sketch(kind, colour, "", kind).layer


@cache
def _backs() -> list[Image.Image]:
    """The lighter round shapes behind an object."""
    shapes = []
    for x0, y0, x1, y1 in ((8, 8, 92, 92), (-14, 22, 86, 122), (14, 22, 114, 122), (4, 40, 96, 132)):
        large = Image.new("L", (4 * SIZE, 4 * SIZE))
        ImageDraw.Draw(large).ellipse([v * SIZE / 25 for v in (x0, y0, x1, y1)], 255)
        shapes.append(large.reduce(4))
    return shapes


def _finish(sketch: Sketch, ground: Colour, number: int) -> Image.Image:
    """Ground, a lighter shape behind, the shadow, and the object; brought down to size."""
    base = Image.new("RGB", (SIZE, SIZE), ground)
    unit = SIZE / 100
    base.paste(light(ground, 0.42), mask=_backs()[number % 4])

    # The drawing is a little smaller than the picture, so that nothing touches the border.
    small = sketch.layer.reduce(3)
    inner, edge = small.width, (SIZE - small.width) // 2
    layer = Image.new("RGBA", (SIZE, SIZE))
    layer.paste(small, (edge, edge))

    dusk = mix(dark(ground, 0.75), (60, 50, 90), 0.3)
    fall = Image.new("L", (SIZE, SIZE))
    fall.paste(layer.getchannel("A"), (round(1.2 * unit), round(2.4 * unit)))
    fall = fall.filter(ImageFilter.GaussianBlur(2.2 * unit)).point(lambda v: v * 0.34)
    base.paste(dusk, mask=fall)
    if sketch.floor:
        floor = Image.new("L", (SIZE, SIZE))
        for left, right, y in sketch.floor:
            x0, x1, at = (edge + v * inner / 100 for v in (left - 4, right + 4, y))
            depth = (x1 - x0) * 0.055 + 1.2 * unit
            ImageDraw.Draw(floor).ellipse((x0, at - depth, x1, at + depth), 150)
        base.paste(dusk, mask=floor.filter(ImageFilter.GaussianBlur(1.4 * unit)).point(lambda v: v * 0.6))
    base.paste(layer, mask=layer.getchannel("A"))
    return base
