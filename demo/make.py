"""Make the demo folder: `python demo/make.py` writes items, shoppers, purchases, reviews and pictures."""

import csv
import json
import random
from collections.abc import Sequence
from pathlib import Path

from catalogue_texts import Entry, entries
from history import Event, history
from people import Person, people
from pictures import draw
from reviews import Review, reviews

DEMO = Path(__file__).parent
SEED = 40
SHOPPERS = 960


def records(seed: int = SEED) -> tuple[list[Entry], list[Person], list[Event], list[Review]]:
    """The items, the shoppers, what they did and what they say of it."""
    rng = random.Random(seed)
    items = entries()
    persons = people(SHOPPERS, {item.topic for item in items}, rng)
    events = history(persons, items, rng)
    return items, persons, events, reviews(persons, events, rng)


def write_tables(
    folder: Path,
    items: Sequence[Entry],
    persons: Sequence[Person],
    events: Sequence[Event],
    written: Sequence[Review],
) -> None:
    """items.jsonl, users.csv, interactions.csv and reviews.jsonl."""
    for name, rows in (("items.jsonl", items), ("reviews.jsonl", written)):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(row.record(), ensure_ascii=False) + "\n" for row in rows)
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
    items, persons, events, written = records()
    write_tables(DEMO, items, persons, events, written)
    told = f"{len(items)} items, {len(persons)} shoppers, {len(events)} events, {len(written)} reviews"
    print(told, flush=True)
    write_pictures(DEMO, items)


if __name__ == "__main__":
    main()
