"""The tools a conversation may use: functions with docstrings and annotations, over one shop.

Candidates stay here and in the conversation's state; the model sees numbers, titles and one-line facts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any

from tastemaker.tools import explain
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.catalogue.said import is_said
from tastemaker.tools.encode.picture_parts import Records
from tastemaker.tools.errors import NotKept, Retry
from tastemaker.tools.explain import facts_line, quoted
from tastemaker.tools.fusion.fuse import Recommendation, Recommended, choose
from tastemaker.tools.search.limits import Limits, Media, Relaxation, relaxations
from tastemaker.tools.search.retrieve import Ranked, Rankings
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

LIST_LENGTH = 6
_LATELY = 5
"""How many of the last purchases "what I bought" means."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a turn knows beside the shopper's words."""

    user: str | None = None
    said: str = ""
    shown: tuple[str, ...] = ()
    """Ids of the list in front of the shopper, in its order."""
    made_by: tuple[str, Mapping[str, Any]] | None = None
    """The tool that made this list, its arguments, and `originals`: ids of the items it was made from."""
    photo: Records | None = None
    """The views of the photo that was sent."""
    photo_weight: float = 0.5
    """How much the photo counts beside the words, 0 to 1."""
    most_alike: int = 2
    """How many of one brand, medium and category the list holds while there are others."""
    limits: Limits = Limits()
    """The limits in force before this turn."""
    lasting: tuple[str, ...] = ()
    """Words that this shopper excludes for good."""
    passed_over: frozenset[str] = frozenset()
    """Ids of items that were shown for this need and refused: they are not listed again."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool found."""

    text: str
    """What the model reads; what the person reads where there is no list."""
    items: tuple[Recommendation, ...] = ()
    """The list, in the order in which it is shown."""
    about: tuple[Item, ...] = ()
    """The items that the text is about."""
    candidates: tuple[Item, ...] = ()
    """The best that fit, the list among them."""
    passed: int = 0
    """How many candidates there were after the limits."""
    limits: Limits = Limits()
    """The limits that the list keeps."""
    relaxed: tuple[Relaxation, ...] = ()
    """When nothing fits, or nothing of the medium or category that is meant: the smallest changes to help."""
    query: str = ""
    originals: tuple[Item, ...] = ()
    """The items that others were compared with."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Named values for whoever words the answer."""


THE_PHOTO = "the photo"


class Toolbox:
    """The tools over one shop, for one turn of one conversation."""

    NAMES = (
        "search", "similar", "for_you", "goes_with", "details", "compare", "why", "why_not",
        "history", "remember", "forget",
    )  # fmt: skip

    def __init__(self, shop: Shop, profiles: Profiles, situation: Situation) -> None:
        self._shop = shop
        self._profiles = profiles
        self._situation = situation
        user = situation.user
        self._history = () if user is None else (*shop.purchases.of(user), *profiles.interactions(user))
        self._routes = Routes(shop, self._history, situation.passed_over)
        self._rankings = Rankings(shop, self._routes, situation.photo, situation.photo_weight)

    def call(self, tool: str, args: Mapping[str, Any]) -> Result:
        """Run a tool by name. Raises `Retry`, which says what to do instead, when that is not possible."""
        if tool not in self.NAMES:
            raise Retry(f"no tool '{tool}'; use one of {', '.join(self.NAMES)}")
        method = getattr(self, tool)
        try:
            signature(method).bind(**args)
        except TypeError as error:  # a server's model may leave out what the schema requires
            raise Retry(f"{tool}: {error}") from error
        try:
            result: Result = method(**args)
        except NotKept as error:
            return Result(f"{error}.", facts={"unable": str(error)})
        return result

    def search(
        self,
        query: str,
        media: Media | None = None,
        category: str | None = None,
        brand: str | None = None,
        price_min: float | None = None,
        price_max: float | None = None,
        exclude: Sequence[str] = (),
        use_photo: bool = False,
    ) -> Result:
        """Find items for a described need; limits are hard. use_photo: like the photo the shopper sent."""
        limits = Limits(media, category, brand, price_min, price_max, self._excluded(exclude))
        return self._listed(self._rankings.search(query, limits, use_photo))

    def similar(
        self,
        item: str,
        change: str | None = None,
        price_max: float | None = None,
        exclude: Sequence[str] = (),
    ) -> Result:
        """Find items like one that was shown or named, with a change: "cheaper", "in blue", "a book"."""
        before = self._situation.limits
        limits = Limits(
            price_min=before.price_min,
            price_max=before.price_max if price_max is None else price_max,
            exclude=self._excluded((*before.exclude, *exclude)),
        )
        return self._listed(self._rankings.similar(self.find(item), change or "", limits))

    def for_you(
        self, media: Media | None = None, category: str | None = None, price_max: float | None = None
    ) -> Result:
        """Recommend from this shopper's purchase history, without a described need."""
        return self._listed(
            self._rankings.for_you(
                Limits(media=media, category=category, price_max=price_max, exclude=self._excluded(()))
            )
        )

    def goes_with(self, item: str) -> Result:
        """Find what people take together with an item: accessories, the next step. Also "my purchases"."""
        before = self._situation.limits
        limits = replace(
            before, media=None, category=None, brand=None, exclude=self._excluded(before.exclude)
        )
        return self._listed(self._rankings.goes_with(self._several(item), limits))

    def details(self, item: str) -> Result:
        """Tell the facts of one item."""
        found = self.find(item)
        return Result(
            f"{found.title}: {facts_line(found)}. {quoted(found.description)}".strip(), about=(found,)
        )

    def compare(self, items: Sequence[str]) -> Result:
        """Set the facts of two or more items side by side."""
        found = tuple({item.id: item for item in map(self.find, items)}.values())
        if len(found) < 2:
            raise Retry("compare takes two different items at least")
        return Result("\n".join(f"{item.title}: {facts_line(item)}" for item in found), about=found)

    def why(self, item: str) -> Result:
        """Say exactly why an item was recommended."""
        found = self.find(item)
        made = self._again()
        place = made.ranking.rank(self._shop.row(found.id)) if made else None
        if made is None or place is None:
            return self.why_not(item)
        reasons = explain.recommendation(self._shop, self._routes, made, place - 1)
        lines = [f"{part.weight:.2f}: {part.detail}" for part in reasons.evidence if part.weight]
        lines += [part.detail for part in reasons.evidence if not part.weight]
        count = made.ranking.rows.size
        text = f"{found.title} is number {place} of {count}, with a score of {reasons.score:.2f}."
        return Result("\n".join([text, *lines]), about=(found,), facts={"reasons": reasons, "place": place})

    def why_not(self, item: str) -> Result:
        """Say exactly what kept an item out of the list."""
        try:
            found = self.find(item)
        except Retry:
            return Result(f"'{item}' is not in this catalogue.", facts={"stage": "catalogue", "name": item})
        made = self._again()
        if made is None:
            return Result(
                f"{found.title}: nothing was searched yet.", about=(found,), facts={"stage": "none"}
            )
        stage, text = explain.why_not(self._shop, self._routes, found, made, self._situation.shown)
        return Result(text, about=(found,), facts={"stage": stage})

    def history(self, profile: bool = False) -> Result:
        """List what this shopper took before; profile: also what they told, liked and disliked."""
        taken, known = self._taken(), dict[str, Any]()
        if profile:
            known = {"told": () if self._situation.user is None else self._facts()}
            known |= {event: tuple(self._with(event)) for event in ("like", "dislike")}
            opinions = {item.id for event in ("like", "dislike") for item in known[event]}
            bought = {row.item for row in self._history if row.event not in ("like", "dislike")}
            taken = [item for item in taken if item.id in bought or item.id not in opinions]
        text = "\n".join(f"{item.title}: {facts_line(item)}" for item in taken[:20]) or "Nothing yet."
        return Result(text, about=tuple(taken[:20]), facts={"count": len(taken), **known})

    def remember(self, fact: str) -> Result:
        """Keep a lasting fact about this shopper, where the words of this turn tell it."""
        user, said = self._who(), self._situation.said
        if not is_said(fact, said):  # a model may bring along what nobody said
            return Result("The shopper did not say that; nothing is kept.", facts={"unsaid": fact})
        self._profiles.remember(user, fact, said)
        return Result(f"Remembered: {fact}", facts={"fact": fact})

    def forget(self, fact: str) -> Result:
        """Delete a remembered fact, where the words of this turn name it."""
        named = is_said(fact, self._situation.said)
        gone = self._profiles.forget_fact(self._who(), fact) if named else ()
        kept = self._facts()
        return Result(f"Forgotten: {len(gone)} with '{fact}'.", facts={"forgotten": gone, "kept": kept})

    def again(self, limits: Limits) -> Result:
        """Make the last list once more under other limits; raises `Retry` when there is none."""
        made = self._again(limits)
        if made is None:
            raise Retry("nothing was searched yet")
        return self._listed(made)

    def find(self, reference: str) -> Item:
        """The item that a number of the shown list, an id, a title or its part, or a brand means.

        "the photo" is the item whose picture is most like the photo that was sent. Raises `Retry`.
        """
        shown, photo = self._situation.shown, self._situation.photo
        if photo is not None and reference.strip().lower() == THE_PHOTO:
            scores = self._routes.photo(photo, Limits().mask(self._shop))
            if scores.any():
                return self._shop.catalogue[self._shop.ids[int(scores.argmax())]]
        if number := re.fullmatch(r"#?(\d{1,2})\.?", reference.strip()):
            if 1 <= int(number[1]) <= len(shown):
                return self._shop.catalogue[shown[int(number[1]) - 1]]
            raise Retry(f"the list has {len(shown)} items; there is no number {number[1]}")
        found = self._shop.catalogue.get(reference) or self._shop.names.find(reference, first=shown)
        if found is None and (brand := reference.strip()):
            rows = Limits(brand=brand).mask(self._shop).nonzero()[0]
            found = self._shop.catalogue[self._shop.ids[rows[0]]] if rows.size else None
        if found is None:
            raise Retry(f"no item called '{reference}'; search first, or use a number of the list")
        return found

    def _excluded(self, words: Sequence[str]) -> tuple[str, ...]:
        """Words that are excluded now, and those that are for good."""
        return tuple(dict.fromkeys((*words, *self._situation.lasting)))

    def _several(self, reference: str) -> tuple[Item, ...]:
        """The items that a reference names, joined by "and" or a comma; else what was bought lately."""
        parts = re.split(r"\s*(?:,|;|&|\+|\band\b|[，、；和与及])\s*", reference)
        found = [item for part in parts if part and (item := self._named(part) or self._coded(part))]
        found = found or [item for item in (self._named(reference),) if item is not None]
        if not found:
            found = self._lately()
        if not found:
            raise Retry(f"no item called '{reference}'; search first, or use a number of the list")
        return tuple({item.id: item for item in found}.values())

    def _named(self, reference: str) -> Item | None:
        try:
            return self.find(reference)
        except Retry:
            return None

    def _coded(self, reference: str) -> Item | None:
        """The item that a model number means, whatever is said of it: "the sound of my WH-1000XM4"."""
        words = re.findall(r"[A-Za-z0-9-]{4,}", reference)
        codes = [word for word in words if re.search("[0-9]", word) and re.search("[A-Za-z]", word)]
        return next((item for code in codes if (item := self._named(code))), None)

    def _facts(self) -> list[str]:
        """What this shopper asked to have remembered, oldest first."""
        return [kept.fact for kept in self._profiles.facts(self._who())]

    def _with(self, event: str) -> list[Item]:
        """The items with which this shopper did this, oldest first."""
        ids = dict.fromkeys(row.item for row in self._history if row.event == event)
        return [self._shop.catalogue[id] for id in ids if id in self._shop.catalogue]

    def _taken(self) -> list[Item]:
        """What this shopper took, the latest first."""
        return [self._shop.catalogue[id] for id, weight in self._routes.taste.items() if weight >= 1][::-1]

    def _lately(self) -> list[Item]:
        """What "my purchases" means: the last things that accessories are made for, else the last of all."""
        taken = self._taken()
        return ([item for item in taken if item.media == "product"] or taken)[:_LATELY]

    def _who(self) -> str:
        if self._situation.user is None:
            raise Retry("this shopper is a stranger; nothing can be kept")
        return self._situation.user

    def _again(self, limits: Limits | None = None) -> Ranked | None:
        """The ranking behind the list in front of the shopper, or the same under other limits."""
        if self._situation.made_by is None:
            return None
        tool, args = self._situation.made_by
        limits = Limits.of(args) if limits is None else limits
        originals = [item for id in args.get("originals", ()) if (item := self._shop.catalogue.get(id))]
        if tool in ("similar", "goes_with") and not originals:
            return None  # withdrawn from the catalogue meanwhile
        match tool:
            case "search":
                return self._rankings.search(args["query"], limits, bool(args.get("use_photo")))
            case "similar":
                return self._rankings.similar(originals[0], args.get("change") or "", limits)
            case "for_you":
                return self._rankings.for_you(limits)
            case _:
                return self._rankings.goes_with(originals, limits)

    def _listed(self, made: Ranked) -> Result:
        shop, ranking = self._shop, made.ranking
        ranked = [
            Recommended(shop.catalogue[shop.ids[row]], score)
            for row, score in zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True)
        ][: 10 * LIST_LENGTH]
        items = tuple(
            explain.recommendation(shop, self._routes, made, place)
            for place in choose(ranked, LIST_LENGTH, self._situation.most_alike, made.medium)
        )
        relaxed: tuple[Relaxation, ...] = ()
        if made.kept_out is not None:
            relaxed = relaxations(shop, made.limits, made.kept_out)
        elif not items:
            relaxed = relaxations(shop, made.limits, made.relevant, made.medium)
        lines = [f"{n}. {found.item.title}: {facts_line(found.item)}" for n, found in enumerate(items, 1)]
        return Result(
            text="\n".join(lines) or "Nothing fits.",
            items=items,
            about=tuple(found.item for found in items),
            candidates=tuple(found.item for found in ranked),
            passed=len(ranking.rows),
            limits=made.limits,
            relaxed=relaxed,
            query=made.asked.query,
            originals=made.asked.originals,
        )
