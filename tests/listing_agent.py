"""A fake agent whose lists have all that a list can show: needs, what nearly fits, options, a comparison."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fake_agent import EVIL, FakeAgent

from tastemaker.agent.call import Call
from tastemaker.agent.change import Click
from tastemaker.agent.events import Answer, Answered, Called, Event, Found, Shown, Thinking, Token
from tastemaker.tools.catalogue.item import Catalogue, Item, Variant
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.listing import Miss, Near

SHELL = Item(
    "shell",
    "Fjellvind rain shell, moss green",
    media="product",
    brand="Fjellvind",
    price=89.0,
    currency="EUR",
    categories=("Outdoor", "Jackets"),
    attributes={"colour": "green", "size": ["S", "M"], "was": 119},
    variants=(
        Variant({"size": "S"}), Variant({"size": "M"}), Variant({"size": "L"}, sold_out=True),
        Variant({"size": "XL"}),
    ),
)  # fmt: skip
BOOK = Item(
    "weather",
    "Reading the weather: clouds, winds and what they mean for the day",
    media="book",
    price=18.5,
    currency="EUR",
    attributes={"author": "Ines Falk", "pages": 240},
)
COURSE = Item(
    "knots",
    "Twelve knots that hold",
    media="course",
    brand="Night School",
    price=0.0,
    currency="EUR",
    attributes={"level": "beginner", "duration": "2 h"},
)
AUDIO = Item(
    "rain", "Forty minutes of rain on canvas", media="audio", brand="Ada Quill", price=4.0, currency="EUR"
)
LONG = Item("long", f"{'Waterproof ' * 27}{EVIL}", media="product", brand="Ridge", price=60.0, currency="EUR")
POLE = Item("pole", "Carbon walking poles, a pair", brand="Velm", price=96.0, currency="EUR", media="product")
ALL = (SHELL, BOOK, COURSE, AUDIO, LONG, POLE)


def _field(name: str, kind: Any, unit: str = "") -> Field:
    return Field(name, kind, unit, "", 1.0, {}, None, None, {}, {}, {}, column=name)


SCHEMA = {
    name: _field(name, kind, unit)
    for name, kind, unit in (
        ("price", "money", "EUR"), ("brand", "choice", ""), ("colour", "choice", ""),
        ("category", "list", ""), ("media", "choice", ""), ("weight", "number", "g"),
    )
}  # fmt: skip
_EVIDENCE = (
    Evidence("words", 0.4, ("rain", "shell")),
    Evidence("photo", 0.22, (), {"pictured": True}),
    Evidence("meaning", 0.2),
    Evidence("together", 0.1, ("poles",)),
    Evidence("profile", -0.06),
    Evidence("limit", 0.0, (), {"field": "price", "op": "<=", "value": 100.0, "has": 89.0}),
)
_DETAILS = (
    "has “rain” and “shell”", "looks like your photo", "close in meaning to your request",
    "taken together with Carbon poles", "is of a kind that you take less", "89.00 EUR, not over 100",
)  # fmt: skip


class ListingAgent(FakeAgent):
    """Answers "both" with two needs, a click on "Compare" with a comparison, all else as its parent."""

    def __init__(self, folder: Path, pace: float = 0.0) -> None:
        super().__init__(folder, pace)
        self.shop.catalogue = Catalogue((*self.shop.catalogue, *ALL))
        self.shop.schema = SCHEMA
        self.shop.picture_path = lambda item: folder / item.images[0] if item.images else None

    def turn(
        self,
        text: str,
        photo: Path | None = None,
        user: str | None = None,
        session: str | None = None,
        change: Click | None = None,
    ) -> Iterator[Event]:
        if isinstance(change, Call):
            self.changes.append(change)
            self.asked.append((text, photo, user, session))
            is_compared = change.tool == "compare"
            yield from self._compared(text, change) if is_compared else self._both(text)
        elif text == "both":
            yield Thinking("reading the request")
            self.speaks.wait(20)
            yield from self._both(text)
        else:
            yield from super().turn(text, photo, user, session, change)

    def _both(self, text: str) -> Iterator[Event]:
        limits = {"price_max": 100.0}
        calls = (
            Called("search", {"query": "rain shell", **limits}, 31.0, 5, "1. Fjellvind"),
            Called("search", {"query": "something about weather", "media": "book"}, 12.0, 1, "1. Reading"),
        )
        lists = ((SHELL, POLE, AUDIO, COURSE, LONG), (BOOK,))
        missed = Miss(Condition("price", "<=", (90.0,)), "96.00 EUR")
        near = (Near(POLE, (missed,)), Near(LONG, (Miss(Condition("colour", "=", ("red",)), ""),)))
        shown: list[Shown] = []
        for need, (call, items) in enumerate(zip(calls, lists, strict=True), 1):
            yield call
            listed = tuple(
                Shown(
                    len(shown) + n,
                    Recommendation(item, 0.86, _EVIDENCE),
                    "Keeps a day of rain out.",
                    need,
                    _DETAILS,
                )
                for n, item in enumerate(items, 1)
            )
            shown += listed
            yield Found(listed, "en", limits, near if need == 2 else ())
        yield Token("Both in one.")
        notes = ("The size you named is not known here.",)
        yield Answered(
            Answer(
                text, None, "s", calls, tuple(shown), "Both in one.", near=near, limits=limits, notes=notes,
                usage={"prompt_tokens": 1234, "cached_tokens": 1100, "completion_tokens": 56},
                ms={"first_list": 240.0, "total": 900.0}, model="scripted",
            )
        )  # fmt: skip

    def _compared(self, text: str, call: Call) -> Iterator[Event]:
        items = [self.shop.catalogue[id] for id in call.items]
        cheapest = min((item.price for item in items if item.price is not None), default=None)
        facts = [Fact(item, "price", f"{item.price} EUR", "EUR", item.price == cheapest) for item in items]
        facts += [Fact(item, "brand", item.brand) for item in items]
        called = Called("compare", {"items": list(call.items)}, 3.0, len(items), "", tuple(facts))
        yield called
        yield Answered(
            Answer(text, None, "s", (called,), reply="They differ.\n- price", answers=tuple(facts))
        )
