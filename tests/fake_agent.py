"""An agent with a small shop and scripted answers, for tests of the page: no index, no model, no waiting."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from types import SimpleNamespace
from typing import Any

from PIL import Image, ImageDraw, UnidentifiedImageError

from tastemaker.agent.answer.ask_back import Question
from tastemaker.agent.change import Change, Click
from tastemaker.agent.events import (
    Answer,
    Answered,
    Called,
    Claims,
    Event,
    Failed,
    Found,
    Shown,
    Thinking,
    Token,
)
from tastemaker.agent.talks.memory import Memory
from tastemaker.agent.talks.talk import Talk
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.search.limits.where import Where

# What a catalogue may hold to break the page; each part tries another way to run a script.
EVIL = "'\"><img src=x onerror=alert(1)></script>${alert(1)}{{alert(1)}}{{#if true}}<svg/onload=alert(1)>"
ITEMS = (
    Item(
        "hush",
        "Hush 3 noise cancelling headphones",
        media="product",
        brand="Velm",
        price=149.0,
        currency="EUR",
        categories=("Sound", "Headphones"),
        images=("hush.png",),
        attributes={"colour": "blue", "title_zh": "静音 3 降噪耳机"},
    ),
    Item(
        "quiet",
        "The Quiet Hour: an album for flying",
        media="audio",
        brand="Ines Aldana",
        price=9.5,
        currency="EUR",
        categories=("Albums",),
        images=("quiet.png",),
    ),
    Item(
        "ears",
        "How Ears Work",
        media="book",
        brand="Marrow & Sons",
        price=18.0,
        currency="EUR",
        categories=("Science",),
        images=("ears.png",),
    ),
    Item(
        "mix",
        "Mixing at home, in eight evenings",
        media="course",
        brand="Night School",
        price=None,
        categories=("Music",),
        images=("missing.png",),
    ),
    Item(
        f"red-shoe{EVIL}",
        f"<b>Ridge</b> running shoes, red & light {EVIL}",
        media="product",
        brand=f"O'Neil{EVIL}",
        price=1299.0,
        currency="EUR",
        categories=(f"Shoes{EVIL}",),
        url=f"https://example.org/{EVIL}",
        images=("red-shoe.png",),
        attributes={"colour": "red"},
    ),
)
_EVIDENCE = (
    Evidence("meaning", 0.42, (), {"query": "noise cancelling headphones for flights"}),
    Evidence("words", 0.31, ("noise", "cancelling", "headphones")),
    Evidence("history", 0.16, ("kolm-6",)),
    Evidence("profile", -0.05),
)
_DETAILS = (
    "close to “noise cancelling headphones for flights”",
    "has “noise”, “cancelling”, and “headphones”",
    "shoppers who took Kolm 6 took this too",
    "is of a <i>kind</i> that you take less",
)
REPLY = (
    "The Hush 3 fits best: it is made for flights, cancels noise and costs €149, which is under 200.\n\n"
    "For the time in the air, The Quiet Hour is the album other listeners took with it."
)


class FakeAgent:
    """Answers every request with the same list; `pace` seconds lie between two pieces of the prose."""

    model_name, model = "scripted", object()

    def __init__(self, folder: Path, pace: float = 0.0) -> None:
        self.pace, self.ready, self.fed, self.asked = pace, True, [], []
        self.fed: list[tuple[str, str, str]]
        self.asked: list[tuple[str, Path | None, str | None, str | None]]
        self.changes: list[Click | None] = []
        self.undone: list[str] = []
        self.forgotten: list[tuple[str | None, str | None]] = []
        self.stopped = Flag()
        self.speaks = Flag()
        """Cleared by a test, it holds the prose back after the list."""
        self.speaks.set()
        self.memory = Memory(folder / "memory")
        for n, item in enumerate(ITEMS):
            if item.images[0] != "missing.png":
                _draw(folder / item.images[0], n)
        self.shop = SimpleNamespace(
            catalogue=Catalogue(ITEMS),
            currency="EUR",
            picture_path=lambda item: folder / item.images[0],
            schema={},
            users={"u1": {"name": "Lin Yue", "about": "sound and cameras"}},
            purchases=Purchases(()),
        )

    def users(self) -> list[tuple[str, str, str]]:
        return [("u1", "Lin Yue", "sound and cameras"), ("u2", f"Elif{EVIL}", EVIL)]

    def warm(self) -> None:
        self.ready = True

    def feedback(self, user: str, item_id: str, event: str) -> None:
        self.fed.append((user, item_id, event))
        self.memory.of(user).profiles.add(user, item_id, event)

    def cancel(self, session: str) -> None:
        self.stopped.set()

    def forget(self, user: str | None, session: str | None = None) -> int:
        self.forgotten.append((user, session))
        return 1

    def talk(self, session: str) -> Talk:
        return self.memory.of(session).sessions.talk(session)

    def undo(self, session: str) -> bool:
        self.undone.append(session)
        return len(self.undone) <= 6

    def turn(
        self,
        text: str,
        photo: Path | None = None,
        user: str | None = None,
        session: str | None = None,
        change: Click | None = None,
    ) -> Iterator[Event]:
        self.stopped.clear()
        self.changes.append(change)
        self.asked.append((text, photo, user, session))
        if not text.strip() and photo is None:
            yield Failed("There was no question; write what you look for, or attach a photo.")
            return
        if len(text) > 4000:
            yield Failed("The question is 20,000 characters long; please say it in fewer than 4,000.")
            return
        if photo:
            try:
                Image.open(photo).close()
            except UnidentifiedImageError:
                yield Failed("The attached file is not a picture; attach a JPEG, PNG or WebP.")
                return
        yield Thinking("reading the request")
        if text == "stumble":
            raise RuntimeError("a bug")
        time.sleep(self.pace)
        limits: dict[str, Any] = {"price_max": 200.0, "exclude": ["leather", "wool"]}
        if isinstance(change, Change):
            limits = Where(change.of(Where.of(limits).conditions)).as_dict()
        arguments = {"query": text, **limits}
        call = Called("search", arguments, 41.3, len(ITEMS), "1. Hush 3 <script>alert(1)</script>")
        yield call
        if "nothing" in text:
            limits = {"price_max": 60.0, "media": "book"}
            relaxed = (
                Relaxation(Condition("price", "<=", (60.0,)), 85.0, 9),
                Relaxation(Condition("media", "=", ("book",)), None, 1),
            )
            yield Found((), "en", limits)
            yield Answered(Answer(text, user, session or "", (call,), relaxed=relaxed, limits=limits))
            return
        shown = tuple(
            Shown(
                n,
                Recommendation(item, 0.84 - n / 50, _EVIDENCE),
                "Made for flights, and under your 200.",
                details=_DETAILS,
            )
            for n, item in enumerate(ITEMS, start=1)
        )
        yield Found(shown, "zh" if text > "\u4e00" else "en", limits)
        self.speaks.wait(20)
        said = ""
        for word in REPLY.split(" "):
            time.sleep(self.pace)
            if self.stopped.is_set():
                break
            piece = word if not said else " " + word
            said += piece
            yield Token(piece)
        yield Answered(
            Answer(
                text,
                user,
                session or "",
                (call,),
                shown,
                said,
                Claims(3, 2, 1),
                limits=limits,
                asked=Question("colour", ("red", "blue")) if text == "vague" else None,
                ms={"first_list": 180.0, "first_word": 900.0, "total": 4100.0},
                model=self.model_name,
            )
        )


def _draw(path: Path, n: int) -> None:
    grounds, inks = (
        ("#dfe7ee", "#efe3d3", "#e4ebdd", "#ece2ec", "#f3ddd7"),
        ("#2f5d8a", "#b3782f", "#55743f", "#75508c", "#b8402f"),
    )
    picture = Image.new("RGB", (512, 512), grounds[n % 5])
    ImageDraw.Draw(picture).ellipse((136, 136, 376, 376), fill=inks[n % 5])
    picture.save(path)
