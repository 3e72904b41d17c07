"""What buyers say: each text of texts/reviews.jsonl, by somebody who bought the item, some weeks later."""

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from history import Event
from people import Person

TEXTS = Path(__file__).parent / "texts" / "reviews.jsonl"
_DAYS = (4, 120)
"""How long after the purchase somebody writes, at least and at most."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one shopper says of one item; a rating is of 1 to 5 stars."""

    user: str
    item: str
    rating: int
    title: str
    text: str
    time: datetime

    def record(self) -> dict[str, str | int]:
        """A line of reviews.jsonl."""
        return {
            "user_id": self.user,
            "item_id": self.item,
            "rating": self.rating,
            "title": self.title,
            "text": self.text,
            "timestamp": f"{self.time.isoformat()}Z",
        }


def reviews(persons: Sequence[Person], events: Sequence[Event], rng: random.Random) -> list[Review]:
    """The texts in the order of their items, each by another buyer; by anybody where none is left."""
    bought: dict[str, dict[str, datetime]] = defaultdict(dict)
    for event in events:
        if event.event == "purchase":
            bought[event.item].setdefault(event.user, event.time)
    last = max(event.time for event in events)
    written = []
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        buyers = bought[told["item_id"]]
        user = rng.choice(sorted(buyers) or [person.id for person in persons])
        time = buyers.pop(user, last - timedelta(days=_DAYS[1])) + timedelta(days=rng.randint(*_DAYS))
        written.append(
            Review(user, told["item_id"], told["rating"], told["title"], told["text"], min(time, last))
        )
    return written
