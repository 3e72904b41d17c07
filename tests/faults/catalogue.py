"""The catalogue of the campaign: the tiny shop four times over, so that everything in it is learned.

Sixty items, forty-four shoppers, thirty-two pictures.
"""

import json
from pathlib import Path
from typing import Any

import tiny
from faults.command import run

FOLDER, HOME = "folder", "home"
_EDITIONS = 4


def items() -> list[dict[str, Any]]:
    """The items of the tiny shop, and three more editions of each."""
    return [
        item | {"id": f"{item['id']}-{n}", "title": f"{item['title']}, edition {n}", "currency": "EUR"}
        for n in range(_EDITIONS)
        for item in tiny.ITEMS
    ]


def write(folder: Path, *more: dict[str, Any], cents: int = 0, shoppers: str = "") -> Path:
    """Write the catalogue, with `more` items, lines for users.csv, and `cents` on every price."""
    tiny.tiny_folder(folder)
    dearer = [
        item | {"price": item["price"] + cents / 100} if item.get("price") else item for item in items()
    ]
    lines = [json.dumps(item, ensure_ascii=False) for item in (*dearer, *more)]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, more_rows in (("interactions.csv", ""), ("users.csv", shoppers)):
        heading, *rows = (folder / name).read_text().splitlines()
        copies = [_of_edition(row, n, name) for n in range(_EDITIONS) for row in rows]
        (folder / name).write_text("\n".join([heading, *copies]) + "\n" + more_rows, encoding="utf-8")
    return folder


def pristine(place: Path) -> Path:
    """Write the catalogue and build it in a home, both under `place`."""
    run("ingest", write(place / FOLDER), home=place / HOME).succeeded()
    return place


def _of_edition(row: str, n: int, name: str) -> str:
    user, second, *rest = row.split(",")
    if name == "interactions.csv":
        second = f"{second}-{n}"
    return ",".join([f"{user}-{n}", second, *rest])
