"""The purchases: two years of tastes, complements that follow within days, seasons, a long tail and noise."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from catalogue_texts import CLOSES, OPENS, Entry
from people import Person

# When a topic is in season: how much more it sells in each month, January first.
SEASONS = {
    "camping": (0.3, 0.4, 0.7, 1.2, 2.0, 3.0, 3.2, 2.4, 1.0, 0.6, 0.4, 0.6),
    "garden": (0.5, 1.2, 2.6, 3.0, 2.6, 1.6, 1.0, 0.8, 0.9, 0.8, 0.4, 0.4),
    "cycling": (0.6, 0.7, 1.3, 1.8, 1.8, 1.6, 1.3, 1.2, 1.5, 1.3, 0.8, 0.7),
    "running": (1.8, 1.2, 1.5, 1.5, 1.2, 1.0, 0.8, 0.9, 1.3, 1.0, 0.6, 0.5),
    "travel": (0.8, 0.9, 1.2, 1.4, 1.8, 2.2, 2.0, 1.2, 0.8, 0.7, 0.6, 1.0),
    "games": (0.9, 0.7, 0.7, 0.6, 0.6, 0.6, 0.6, 0.7, 0.9, 1.3, 1.9, 3.2),
    "calm": (2.2, 1.4, 1.0, 0.9, 0.8, 0.8, 0.8, 0.8, 1.0, 1.1, 1.2, 1.0),
    "languages": (2.0, 1.2, 1.0, 0.9, 0.9, 1.1, 1.0, 0.9, 1.7, 1.2, 0.8, 0.6),
    "craft": (1.1, 1.0, 0.9, 0.8, 0.7, 0.6, 0.6, 0.8, 1.1, 1.6, 2.0, 1.8),
}
GENERAL = (0.9, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 1.0, 1.0, 1.4, 2.0)

# What follows what: a category, then (category, how often, within how many days).
FOLLOWS: dict[str, list[tuple[str, float, int]]] = {
    "Smartphones": [
        ("Phone cases", 0.7, 6),
        ("Screen protectors", 0.45, 8),
        ("Chargers", 0.35, 14),
        ("Cables", 0.3, 20),
        ("Power banks", 0.15, 40),
    ],
    "Phone cases": [("Screen protectors", 0.2, 12)],
    "Over-ear": [("Parts and care", 0.5, 25), ("Albums/music", 0.2, 30), ("Cables", 0.12, 30)],
    "Earbuds": [("Parts and care", 0.22, 40), ("Podcasts/sound", 0.2, 20)],
    "Chargers": [("Cables", 0.3, 7)],
    "Pottery kits": [
        ("Clay and glaze", 0.45, 25),
        ("Pottery tools", 0.35, 20),
        ("Books/pottery", 0.4, 14),
        ("Courses/pottery", 0.35, 21),
        ("Videos/pottery", 0.3, 7),
    ],
    "Pottery tools": [("Clay and glaze", 0.3, 20)],
    "Tents": [
        ("Sleeping bags", 0.5, 12),
        ("Sleeping mats", 0.45, 12),
        ("Camp lights", 0.3, 20),
        ("Stoves and cooking", 0.35, 20),
    ],
    "Sleeping bags": [("Sleeping mats", 0.35, 10)],
    "Running shoes": [
        ("Socks and small things", 0.4, 14),
        ("Podcasts/running", 0.2, 20),
        ("Courses/running", 0.15, 20),
    ],
    "Cycling jackets": [("Gloves and layers", 0.35, 20), ("Bicycle lights", 0.25, 20)],
    "Helmets": [("Bicycle lights", 0.35, 12), ("Locks", 0.25, 15)],
    "Bicycle tools": [("Courses/cycling", 0.3, 20), ("Videos/cycling", 0.35, 6)],
    "Cameras": [
        ("Lenses", 0.45, 40),
        ("Camera bags and straps", 0.45, 15),
        ("Tripods", 0.3, 30),
        ("Courses/photography", 0.25, 25),
        ("Books/photography", 0.25, 25),
    ],
    "Guitars and strings": [
        ("Music accessories", 0.5, 15),
        ("Courses/music", 0.35, 12),
        ("Videos/music", 0.3, 10),
    ],
    "Pianos and keys": [("Music accessories", 0.4, 15), ("Courses/music", 0.4, 12)],
    "Coffee makers": [("Coffee and tea", 0.5, 10), ("Cups", 0.3, 20), ("Grinders and kettles", 0.35, 20)],
    "Desks and chairs": [("Desk lamps", 0.35, 20), ("Keyboards and mice", 0.35, 20)],
    "Pots": [("Seeds and bulbs", 0.4, 12), ("Garden tools", 0.25, 20)],
    "Seeds and bulbs": [("Garden tools", 0.2, 20), ("Articles/garden", 0.25, 10)],
    "Baby carriers": [("Baby clothes and blankets", 0.35, 20), ("Baby toys", 0.35, 30)],
    "Dogs": [("Dogs", 0.3, 15)],
    "Cats": [("Cats", 0.3, 15)],
    "Suitcases": [("Travel accessories", 0.5, 20), ("Articles/travel", 0.25, 20)],
    "Paints and paper": [("Courses/craft", 0.25, 20), ("Videos/craft", 0.3, 8)],
    "Yarn and sewing": [("Videos/craft", 0.3, 8), ("Yarn and sewing", 0.3, 20)],
    "Pans and pots": [("Kitchen tools", 0.3, 20), ("Books/kitchen", 0.25, 20)],
    "Knives": [("Kitchen tools", 0.35, 15), ("Videos/kitchen", 0.2, 10)],
    "Board games": [("Board games", 0.2, 40)],
    "Yoga": [("Videos/calm", 0.3, 10), ("Courses/calm", 0.2, 20)],
    "Telescopes": [("Books/science", 0.4, 15), ("Videos/science", 0.3, 10)],
}

# What anybody needs now and then, whatever the taste.
COMMON = (
    "Smartphones",
    "Over-ear",
    "Earbuds",
    "Chargers",
    "Everyday shoes",
    "Cups",
    "Backpacks and bags",
    "Fiction",
)
# Nobody buys the second one soon.
DURABLE = {
    "Smartphones",
    "Over-ear",
    "Earbuds",
    "Tents",
    "Cameras",
    "Desks and chairs",
    "Baby carriers",
    "Suitcases",
    "Telescopes",
    "Helmets",
    "Cycling jackets",
    "Pianos and keys",
    "Guitars and strings",
    "Coffee makers",
    "Sleeping bags",
    "Pottery kits",
}


@dataclass(frozen=True, order=True)
class Event:
    """One line of interactions.csv."""

    time: datetime
    user: str
    item: str
    event: str = "purchase"


class Market:
    """The catalogue as the shoppers see it: how attractive each item is, and what belongs together."""

    def __init__(self, items: Sequence[Entry], rng: random.Random) -> None:
        self.items = items
        self.by_category: defaultdict[str, list[Entry]] = defaultdict(list)
        self.by_topic: defaultdict[str, list[Entry]] = defaultdict(list)
        for item in items:
            self.by_topic[item.topic].append(item)
            self.by_category[item.categories[-1]].append(item)
            self.by_category[f"{item.categories[0]}/{item.topic}"].append(item)
        self.created = {item.id: item.created for item in items}
        self.maker = {item.id: _maker(item) for item in items}
        self.presents = [item for item in items if item.media == "product" and 8 <= item.price <= 60]
        titles = {item.title for item in items}
        # An accessory for one product is for those who have it.
        fits = {
            item.id: {part.strip() for part in str(item.attributes.get("fits", "")).split(",")}
            for item in items
        }
        self.needs = {id: parts & titles for id, parts in fits.items() if "all headphones" not in parts}
        self.pull = {item.id: item.pull * min(5, rng.paretovariate(1.6)) for item in items}
        # A half is dear, a half is cheap within its own category.
        self.dear: dict[str, bool] = {}
        for group in self.by_category.values():
            middle = sorted(item.price for item in group)[len(group) // 2]
            self.dear |= {item.id: item.price > middle for item in group}

    def fits(self, item: Entry, owned: set[str]) -> bool:
        """Whether somebody who owns these titles can use the item."""
        needs = self.needs.get(item.id)
        return not needs or not needs.isdisjoint(owned)


class Shopper:
    """One person's two years."""

    def __init__(self, person: Person, market: Market, rng: random.Random) -> None:
        self.person, self.market, self.rng = person, market, rng
        self.media = {"product": 1.5, "book": 0.9, "article": 1.0, "video": 1.0, "audio": 0.9, "course": 0.7}
        self.media = {name: share * rng.lognormvariate(0, 0.55) for name, share in self.media.items()}
        self.spends = rng.random() < 0.45
        self.colours = set(
            rng.sample(("black", "navy", "red", "green", "yellow", "grey", "teal", "tan", "white", "pink"), 2)
        )
        self.joined = OPENS + timedelta(days=int(rng.triangular(0, 640, 0)))
        self.events: list[Event] = []
        self.had: dict[str, Entry] = {}
        self.had_titles: set[str] = set()
        self.had_categories: set[str] = set()
        self.had_makers: set[str] = set()

    def shop(self, occasions: int) -> list[Event]:
        """Everything this person does, in order of time."""
        plans = []
        for _ in range(occasions):
            roll = self.rng.random()
            topic = self.rng.choices(list(self.person.tastes), list(self.person.tastes.values()))[0]
            day = self._day(topic if roll < 0.8 else "")
            plans.append((day, roll, topic))
        for day, roll, topic in sorted(plans):
            if roll < 0.8:
                group = self.market.by_topic[topic]
            elif roll < 0.94:
                group = self.market.by_category[self.rng.choice(COMMON)]
            else:
                group = list(self.market.items)
            if day.month == 12 and self.rng.random() < 0.3:
                group = self.market.presents
            self._buy(self._choose(group, day), day)
        return sorted(self.events)

    def _day(self, topic: str) -> date:
        months = SEASONS.get(topic, GENERAL)
        while True:
            day = self.joined + timedelta(days=self.rng.randrange((CLOSES - self.joined).days + 1))
            if self.rng.random() < months[day.month - 1] / max(months):
                return day

    def _choose(self, group: Sequence[Entry], day: date) -> Entry | None:
        open_to = [
            item
            for item in group
            if item.id not in self.had
            and self.market.created[item.id] <= day
            and self.market.fits(item, self.had_titles)
        ]
        if not open_to:
            return None
        return self.rng.choices(open_to, [self._appeal(item, day) for item in open_to])[0]

    def _appeal(self, item: Entry, day: date) -> float:
        appeal = self.market.pull[item.id] * self.media[item.media]
        if self.market.dear[item.id] != self.spends and item.media == "product":
            appeal *= 0.45
        if item.attributes.get("colour") in self.colours:
            appeal *= 1.8
        if item.media != "product" and (day - self.market.created[item.id]).days < 60:
            appeal *= 2
        if item.categories[-1] in DURABLE and item.categories[-1] in self.had_categories:
            appeal *= 0.06
        if self.market.maker[item.id] in self.had_makers:
            appeal *= 2.2
        return appeal

    def _buy(self, item: Entry | None, day: date) -> None:
        if item is None or day > CLOSES:
            return
        rng = self.rng
        moment = datetime.combine(
            day, time(rng.choices(range(24), _HOURS)[0], rng.randrange(60), rng.randrange(60))
        )
        if rng.random() < 0.25:
            seen = rng.choice(self.market.by_category[item.categories[-1]])
            if seen.id not in self.had and seen != item and self.market.created[seen.id] < day:
                self._do(moment - timedelta(minutes=rng.randrange(2, 90)), seen, "view")
        self.had[item.id] = item
        self.had_titles.add(item.title)
        self.had_categories.add(item.categories[-1])
        self.had_makers.add(self.market.maker[item.id])
        self._do(moment, item, "purchase")
        opinion = rng.random()
        if opinion < 0.1:
            event = "dislike" if opinion < 0.015 else "like"
            later = moment + timedelta(hours=rng.randrange(20, 300))
            if later.date() <= CLOSES:
                self._do(later, item, event)
        for category, often, days in FOLLOWS.get(item.categories[-1], ()):
            if rng.random() < often:
                then = day + timedelta(days=rng.randint(0, days))
                self._buy(self._choose(self.market.by_category[category], then), then)

    def _do(self, moment: datetime, item: Entry, event: str) -> None:
        self.events.append(Event(moment, self.person.id, item.id, event))


def _maker(item: Entry) -> str:
    return str(item.attributes.get("author") or item.attributes.get("host") or item.brand)


_HOURS = (1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3, 4, 4, 4, 4, 5, 4, 3.5, 3.5, 4, 5, 6, 8, 9, 8, 5, 2.5)


def history(persons: Sequence[Person], items: Sequence[Entry], rng: random.Random) -> list[Event]:
    """All events, in order of time."""
    market = Market(items, rng)
    events: list[Event] = []
    for person in persons:
        shopper = Shopper(person, market, random.Random(f"{person.id} {rng.random()}"))
        if person.id == "u1":
            events += the_papers_shopper()
        elif person.id == "u17":
            events += [event for event in shopper.shop(14) if not _rain_jacket(event, items)]
        else:
            events += shopper.shop(max(2, min(60, round(rng.lognormvariate(2.4, 0.65)))))
    return sorted(events)


def the_papers_shopper() -> list[Event]:
    """Bought a HUAWEI Mate 40 and a Sony WH-1000XM4, praised both, and has no accessory for either."""
    return [
        Event(datetime(2026, 3, 7, 19, 12, 40), "u1", "mate40"),
        Event(datetime(2026, 3, 15, 20, 3, 11), "u1", "mate40", "like"),
        Event(datetime(2026, 4, 18, 21, 30, 5), "u1", "wh1000xm4"),
        Event(datetime(2026, 5, 2, 8, 47, 52), "u1", "wh1000xm4", "like"),
        Event(datetime(2026, 5, 9, 22, 15, 0), "u1", "album-night-trains"),
        Event(datetime(2026, 6, 13, 18, 5, 33), "u1", "art-night-photos"),
    ]


def _rain_jacket(event: Event, items: Sequence[Entry]) -> bool:
    """u17 is the one in the examples who is still looking for a rain jacket."""
    return any(item.id == event.item and item.categories[-1] == "Cycling jackets" for item in items)
