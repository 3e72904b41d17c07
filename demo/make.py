"""Make the demo folder: `python demo/make.py` writes items, shoppers, purchases and pictures."""

import csv
import json
import random
from collections.abc import Sequence
from pathlib import Path

from catalogue_texts import Entry, entries
from history import Event, history
from people import Person, people
from pictures import draw

DEMO = Path(__file__).parent
SEED = 40
SHOPPERS = 960


def records(seed: int = SEED) -> tuple[list[Entry], list[Person], list[Event]]:
    """The items, the shoppers and what they did."""
    rng = random.Random(seed)
    items = entries()
    persons = people(SHOPPERS, {item.topic for item in items}, rng)
    return items, persons, history(persons, items, rng)


def write_tables(
    folder: Path, items: Sequence[Entry], persons: Sequence[Person], events: Sequence[Event]
) -> None:
    """items.jsonl, users.csv and interactions.csv."""
    with (folder / "items.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for item in items:
            out.write(json.dumps(item.record(), ensure_ascii=False) + "\n")
    with (folder / "users.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("user_id", "name", "about"))
        table.writerows((person.id, person.name, person.about) for person in persons)
    with (folder / "interactions.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("user_id", "item_id", "timestamp", "event"))
        table.writerows(
            (event.user, event.item, f"{event.time.isoformat()}Z", event.event) for event in events
        )


def write_pictures(folder: Path, items: Sequence[Entry]) -> None:
    """One picture an item in images/; pictures of items that are gone are removed."""
    images = folder / "images"
    images.mkdir(exist_ok=True)
    for stale in {path.name for path in images.iterdir()} - {Path(item.image).name for item in items}:
        (images / stale).unlink()
    for number, item in enumerate(items, 1):
        draw(item).save(folder / item.image, quality=88, method=4)
        if number % 100 == 0:
            print(f"{number} of {len(items)} pictures", flush=True)


def main() -> None:
    items, persons, events = records()
    write_tables(DEMO, items, persons, events)
    print(f"{len(items)} items, {len(persons)} shoppers, {len(events)} events", flush=True)
    write_pictures(DEMO, items)


if __name__ == "__main__":
    main()
