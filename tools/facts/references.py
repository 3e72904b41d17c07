"""Which items are meant: by a number of the list, an id, a title or a part of it, or by what was bought."""

import re
from collections.abc import Sequence

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.names import titles
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.where import Where, as_conditions
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

THE_PHOTO = "the photo"
BOUGHT = "bought"
_NUMBER = re.compile(r"#?(\d{1,2})\.?")
_LATELY = 5
"""How many of the last purchases "what I bought" means."""


def beyond(count: int, n: int) -> Retry:
    """A list of so many items has no such number."""
    return Retry(f"the list has {count} items; there is no number {n}", "no_number", count=count, n=n)


def _unknown(reference: str) -> Retry:
    return Retry(
        f"no item called '{reference}'; search first, or use a number of the list",
        "unknown_item",
        name=reference,
    )


def reference(item: Item) -> str:
    """What means this item alone: its id, its title where the id could be a number of the list."""
    return item.title if _NUMBER.fullmatch(item.id.strip()) else item.id


class References:
    """What a shopper's words for items mean, with this list in front of them and this past."""

    def __init__(self, shop: Shop, routes: Routes, situation: Situation) -> None:
        self._shop = shop
        self._routes = routes
        self._shown, self._photo = situation.shown, situation.photo
        self._made = situation.made

    def one(self, reference: str) -> Item:
        """The item that a number of the shown list, an id, a title or its part, or a brand means.

        "the photo" is the item whose picture is most like the photo that was sent. Raises `Retry`.
        """
        reference = reference.strip()
        if self._photo is not None and reference.lower() == THE_PHOTO:
            scores = self._routes.photo(self._photo, self._shop.masks.for_sale)
            if scores.any():
                return self._shop.catalogue[self._shop.ids[int(scores.argmax())]]
        if number := _NUMBER.fullmatch(reference):
            if 1 <= int(number[1]) <= len(self._shown):
                return self._as_listed(self._shop.catalogue[self._shown[int(number[1]) - 1]])
            raise beyond(len(self._shown), int(number[1]))
        found = self._shop.catalogue.get(reference) or self._shop.names.find(reference, first=self._shown)
        if found is None and reference:
            rows = np.flatnonzero(Where.of({"brand": reference}).mask(self._shop))
            found = self._shop.catalogue[self._shop.ids[int(rows[0])]] if rows.size else None
        if found is None:
            raise _unknown(reference)
        return self._as_listed(found)

    def shown(self) -> tuple[Item, ...]:
        """The list in front of the shopper; raises `Retry` where there is none."""
        if not self._shown:
            raise beyond(0, 1)
        return tuple(self._as_listed(self._shop.catalogue[id]) for id in self._shown)

    def _as_listed(self, item: Item) -> Item:
        """An item in the variants in which the last list shows it: the dress in a 42."""
        if not item.variants:
            return item
        for _, args, ids in reversed(self._made):
            if item.id in ids:
                where = Where(tuple(as_conditions(args.get("where", ()))))
                return where.sold_as_asked(self._shop, item, args.get("query", ""))
        return item

    def several(self, references: Sequence[str]) -> tuple[Item, ...]:
        """The items of each reference, which may itself join some by "and" or a comma; raises `Retry`."""
        found = [item for reference in references for item in self._parts(reference)]
        return tuple({item.id: item for item in found}.values())

    def _parts(self, reference: str) -> list[Item]:
        if reference == BOUGHT:
            return self._lately(reference)
        if _NUMBER.fullmatch(reference.strip()):
            return [self.one(reference)]
        whole = self._named(reference)
        if whole is not None and reference.strip().casefold() in map(
            str.casefold, (whole.id, *titles(whole))
        ):
            return [whole]  # an id or a title may have a comma or an "and" of its own
        parts = re.split(r"\s*(?:,|;|&|\+|\band\b|[，、；和与及])\s*", reference)
        found = [item for part in parts if part and (item := self._named(part) or self._coded(part))]
        found = found or [item for item in (whole,) if item is not None]
        return found or self._lately(reference)

    def _named(self, reference: str) -> Item | None:
        try:
            return self.one(reference)
        except Retry:
            return None

    def _coded(self, reference: str) -> Item | None:
        """The item that a model number means, whatever is said of it: "the sound of my WH-1000XM4"."""
        words = re.findall(r"[A-Za-z0-9-]{4,}", reference)
        codes = [word for word in words if re.search("[0-9]", word) and re.search("[A-Za-z]", word)]
        return next((item for code in codes if (item := self._named(code))), None)

    def taken(self) -> list[Item]:
        """What this shopper took, the latest first."""
        return [self._shop.catalogue[id] for id, weight in self._routes.taste.items() if weight >= 1][::-1]

    def _lately(self, reference: str) -> list[Item]:
        """What "my purchases" means: the last things that accessories are made for, else the last of all."""
        taken = self.taken()
        found = ([item for item in taken if item.media == "product"] or taken)[:_LATELY]
        if not found:
            raise _unknown(reference)
        return found
