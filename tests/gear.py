"""A second small catalogue, whose items state fields of every kind, each in the ways in which shops write."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiny import TinyPictures, TinyText

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

ITEMS: list[dict[str, Any]] = [
    {"id": "solo", "title": "Solo tent", "categories": ["Camping", "Tents"],
     "brand": "Ridge", "price": 149,
     "description": "A tent for one. It folds in a minute. The pegs are of steel.",
     "attributes": {"weight": "900 g", "persons": 1, "packed": "40 x 12 cm", "water_column": "3,000 mm",
                    "colour": "green", "material": "nylon, steel", "released": "2024-03-09",
                    "washable": "yes"}},
    {"id": "duo", "title": "Duo tent", "categories": ["Camping", "Tents"],
     "brand": "Ridge", "price": 199,
     "description": "A tent for two friends.",
     "attributes": {"weight": "2.3 kg", "persons": 2, "packed": "50 x 18 cm", "water_column": "5 m",
                    "colour": "orange", "material": "nylon, aluminium", "released": "2023",
                    "washable": "no"}},
    {"id": "family", "title": "Family tent", "categories": ["Camping", "Tents"],
     "brand": "Drift", "price": 420,
     "description": "A tent with three rooms.",
     "attributes": {"weight": "9 kg", "persons": 6, "packed": "110 x 35 cm", "water_column": "2000 mm",
                    "colour": "green", "material": "cotton", "released": "2019-07"}},
    {"id": "tarp", "title": "Tarp tent", "categories": ["Camping", "Tents"],
     "brand": "Lee", "price": 60,
     "description": "A tent without walls.", "attributes": {"persons": 2}},
    {"id": "boot", "title": "Alp boots", "categories": ["Shoes", "Boots"],
     "brand": "Ridge", "price": 180,
     "description": "Boots for rock.",
     "attributes": {"weight": "1.2 kg", "size": "36-47", "colour": "brown", "material": "leather, wool",
                    "released": "2022-11-30", "washable": "no"}},
    {"id": "sneaker", "title": "Light sneakers", "categories": ["Shoes", "Sneakers"],
     "brand": "Drift", "price": 90,
     "description": "Sneakers for the road.",
     "attributes": {"weight": "460 g", "size": "40-43", "colour": "blue", "material": "organic cotton",
                    "released": "2024-01-15", "washable": "yes"}},
    {"id": "sandal", "title": "Old sandals", "categories": ["Shoes", "Sandals"],
     "brand": "Lee", "price": 25,
     "description": "Sandals from last year.",
     "attributes": {"weight": "300 g", "size": "38", "colour": "brown", "material": "leather",
                    "in_stock": False}},
    {"id": "shirt", "title": "Merino shirt", "categories": ["Clothing", "Shirts"],
     "brand": "Ridge", "price": 70,
     "description": "A shirt that does not smell.",
     "attributes": {"weight": "180 g", "size": "XS-XL", "colour": "blue", "material": "merino wool",
                    "released": "2023-04-01", "washable": "yes"}},
    {"id": "jacket", "title": "Rain jacket", "categories": ["Clothing", "Jackets"],
     "brand": "Drift", "price": 120,
     "description": "A jacket for the worst days.",
     "attributes": {"weight": "350 g", "size": "M-XXL", "colour": "yellow", "material": "nylon",
                    "released": "2023-09-12", "water_column": "10,000 mm", "washable": "yes"}},
    {"id": "hat", "title": "Felt hat", "categories": ["Clothing", "Hats"],
     "brand": "Lee", "price": 35,
     "description": "A hat of felt.",
     "attributes": {"size": "one size", "colour": "red, black", "material": "wool"}},
    {"id": "guide", "title": "Where to camp", "media": "book", "categories": ["Books"], "brand": "Falk",
     "price": 18, "description": "A hundred places for a tent.", "attributes": {"released": "2021"}},
    {"id": "free", "title": "How to pitch a tent", "media": "article", "categories": ["Articles"],
     "price": 0, "description": "Pegs last."},
    {"id": "talk", "title": "Voices of the road", "media": "audio", "categories": ["Audio"],
     "description": "Walkers tell of their shoes."},
]  # fmt: skip


def gear_home(path: Path) -> Path:
    """Build the catalogue under `path` and return its home."""
    from tastemaker.tools.build import build

    folder = path / "folder"
    folder.mkdir(parents=True)
    rows = (json.dumps({"currency": "EUR", **item}) for item in ITEMS)
    (folder / "items.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    build(folder, path / "home", TinyText(), TinyPictures(), say=lambda line: None)
    return path / "home"


def open_gear(home: Path) -> "Shop":
    """Open what `gear_home` built."""
    from tastemaker.tools.shop import Shop

    return Shop.open(home, TinyText(), TinyPictures())
