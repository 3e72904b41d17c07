"""A catalogue small enough to check by eye, with encoders that need no weights: what all tests share.

Who takes what: ana, ben, cho and dev buy the phone and then its case or charger; ben, cho and eve have the
headphones, with cable or case; eve, fay, gus and hal run (shoes, jacket, the running book and course);
ida, jon and kim read and listen about coffee. Nobody but eve crosses.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from tastemaker.tools.encode.picture_parts import Records, only_whole, record_of

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]

ITEMS: list[dict[str, Any]] = [
    {"id": "phone", "title": "Huawei Mate 40 phone", "categories": ["Electronics", "Phones"],
     "brand": "Huawei", "price": 599, "description": "A bright screen and a camera that sees in the dark.",
     "image": "images/phone.png", "attributes": {"title_zh": "华为 Mate 40 手机", "colour": "black"}},
    {"id": "case", "title": "Mate 40 case", "categories": ["Electronics", "Phone cases"], "brand": "Nillkin",
     "price": 15, "description": "Thin and grippy, with a lid over the camera.", "image": "images/case.png",
     "attributes": {"title_zh": "华为 Mate 40 手机壳", "colour": "blue"}},
    {"id": "charger", "title": "66 W charger for Mate 40", "categories": ["Electronics", "Chargers"],
     "brand": "Huawei", "price": 39, "description": "Half full in twenty minutes.",
     "image": "images/charger.png", "attributes": {"title_zh": "华为 66W 充电器", "colour": "white"}},
    {"id": "headphones", "title": "Sony WH-1000XM4 headphones", "categories": ["Electronics", "Headphones"],
     "brand": "Sony", "price": 279,
     "description": "Noise cancelling over the ears, thirty hours on a charge.",
     "image": "images/headphones.png",
     "attributes": {"title_zh": "索尼 WH-1000XM4 降噪耳机", "colour": "black"}},
    {"id": "cable", "title": "Audio cable for WH-1000XM4", "categories": ["Electronics", "Cables"],
     "brand": "Geekria", "price": 12, "description": "Listen by wire when the battery is empty.",
     "image": "images/cable.png", "attributes": {"title_zh": "WH-1000XM4 音频线", "colour": "black"}},
    {"id": "red-shoe", "title": "Red running shoes", "categories": ["Sport", "Shoes"], "brand": "Ridge",
     "price": 85, "description": "Soft shoes for long roads.", "image": "images/red-shoe.png",
     "attributes": {"colour": "red"}},
    {"id": "blue-shoe", "title": "Blue trail shoes", "categories": ["Sport", "Shoes"], "brand": "Drift",
     "price": 95, "description": "Deep tread for mud and stones.", "image": "images/blue-shoe.png",
     "attributes": {"colour": "blue"}},
    {"id": "jacket", "title": "Yellow rain jacket", "categories": ["Sport", "Jackets"], "brand": "Ridge",
     "price": 120, "description": "Keeps the rain out on a run or a ride.", "image": "images/jacket.png",
     "attributes": {"colour": "yellow"}},
    {"id": "old-jacket", "title": "Green rain jacket", "categories": ["Sport", "Jackets"], "brand": "Ridge",
     "price": 60, "description": "Last year's jacket.",
     "attributes": {"colour": "green", "in_stock": False}},
    {"id": "running-book", "title": "The patient runner", "media": "book", "categories": ["Books", "Sport"],
     "price": 18, "description": "How to run far without haste.", "attributes": {"author": "Ines Falk"}},
    {"id": "running-course", "title": "Your first ten kilometres", "media": "course",
     "categories": ["Courses", "Sport"], "price": 49,
     "description": "Eight weeks of running lessons for beginners."},
    {"id": "coffee-book", "title": "Coffee at home", "media": "book", "categories": ["Books", "Food"],
     "price": 24, "description": "Beans, grinders and water."},
    {"id": "coffee-article", "title": "Why your espresso is sour", "media": "article",
     "categories": ["Articles", "Food"], "price": 0, "description": "Grind finer, pour slower."},
    {"id": "coffee-audio", "title": "Coffee farmers speak", "media": "audio",
     "categories": ["Audio", "Food"], "description": "Six growers tell of their harvest."},
    {"id": "coffee-video", "title": "Pouring milk into hearts", "media": "video",
     "categories": ["Videos", "Food"], "price": 5, "description": "Latte art in slow motion."},
]  # fmt: skip

# Each shopper's purchases in order, a day apart; "-" before an item is a dislike, "+" a like.
HISTORIES = {
    "ana": "phone case charger",
    "ben": "phone case headphones cable",
    "cho": "phone charger headphones",
    "dev": "phone case charger -coffee-audio",
    "eve": "headphones cable red-shoe running-course",
    "fay": "red-shoe jacket running-book running-course",
    "gus": "blue-shoe jacket running-book",
    "hal": "red-shoe running-book old-jacket running-course",
    "ida": "coffee-book coffee-article +coffee-video",
    "jon": "coffee-book coffee-audio coffee-article",
    "kim": "coffee-article coffee-video coffee-book",
}

COLOURS = {
    "phone": "#202024", "case": "#2a5bd7", "charger": "#f4f4f4", "headphones": "#101010", "cable": "#303030",
    "red-shoe": "#c8202c", "blue-shoe": "#1f4fc0", "jacket": "#f0c020",
}  # fmt: skip


class TinyText:
    """Counts the words of a text into 64 hashed places."""

    name, digest, dimensions = "tiny-text", hashlib.sha256(b"tiny-text").hexdigest(), 64
    english = True

    def __init__(self) -> None:
        self.encoded = 0
        """How many texts it was given, for tests that count the work."""

    def knows(self, word: str) -> bool:
        return False

    def encode(self, texts: Sequence[str], query: bool = False) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                vector[zlib.crc32(word.encode()) % self.dimensions] += 1
        self.encoded += len(texts)
        return _unit(vectors)


class TinyPictures:
    """Averages the colour of each ninth of a picture, about grey: 27 places."""

    name, digest, dimensions = "tiny-pictures", hashlib.sha256(b"tiny-pictures").hexdigest(), 27
    last_layer, record = None, record_of(27)

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, pictures: Sequence[Image.Image]) -> FloatArray:
        self.encoded += len(pictures)
        small = [
            np.asarray(picture.convert("RGB").resize((3, 3), Image.Resampling.BOX)) for picture in pictures
        ]
        vectors = np.array(small, np.float32).reshape(len(pictures), self.dimensions) / 127.5 - 1
        return _unit(vectors)

    def look(self, pictures: Sequence[Image.Image]) -> Records:
        return only_whole(self.encode(pictures))


def tiny_folder(path: Path) -> Path:
    """Write the catalogue folder, pictures included, and return it."""
    (path / "images").mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"currency": "EUR", **item}, ensure_ascii=False) for item in ITEMS]
    (path / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (path / "interactions.csv").write_text("user_id,item_id,timestamp,event,value\n" + "".join(_purchases()))
    names = (f"{user},{user.title()}\n" for user in HISTORIES)
    (path / "users.csv").write_text("user_id,name\n" + "".join(names))
    for name, colour in COLOURS.items():
        picture = Image.new("RGB", (48, 48), "white")
        ImageDraw.Draw(picture).ellipse((6, 12, 42, 36), fill=colour)
        picture.save(path / "images" / f"{name}.png")
    return path


def tiny_shop(path: Path) -> "Shop":
    """Build the tiny folder under `path` and open it."""
    from tastemaker.tools.build import build
    from tastemaker.tools.shop import Shop

    text, pictures = TinyText(), TinyPictures()
    build(tiny_folder(path / "folder"), path / "home", text, pictures, say=lambda line: None)
    return Shop.open(path / "home", text, pictures)


def _purchases() -> list[str]:
    lines = []
    for start, (user, history) in enumerate(HISTORIES.items()):
        for day, taken in enumerate(history.split()):
            event = {"-": "dislike", "+": "like"}.get(taken[0], "purchase")
            lines.append(
                f"{user},{taken.lstrip('-+')},{1_700_000_000 + 86_400 * (3 * start + day)},{event},\n"
            )
    return lines


def _unit(vectors: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
