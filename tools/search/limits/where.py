"""What must hold of every item of a list: conditions together, and what misses only some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.search.limits.conditions import TEXT, BoolArray, Condition, Value

if TYPE_CHECKING:
    from tastemaker.tools.catalogue.item import Item
    from tastemaker.tools.search.limits.judging import Verdict
    from tastemaker.tools.shop import Shop

_NAMED = ("media", "category", "brand")


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that all must hold; none lets everything through that is for sale."""

    conditions: tuple[Condition, ...] = ()

    @classmethod
    def of(cls, args: Mapping[str, Any]) -> Where:
        """The conditions among a tool's arguments: `where`, and those that have a name of their own.

        >>> Where.of({"price_max": 50, "exclude": ["wool"], "query": "hat"}).as_dict()
        {'price_max': 50.0, 'exclude': ['wool']}
        """
        return cls(tuple(dict.fromkeys(_conditions(args))))

    def as_dict(self) -> dict[str, Any]:
        """The same by these names; what has none is in `where`."""
        named: dict[str, Any] = {}
        refused: list[Value] = []
        others: list[dict[str, Any]] = []
        for one in self.conditions:
            price = one.number if one.field == "price" and not one.unit else None
            if one.field == TEXT and one.op == "lacks":
                refused += one.values
            elif price is not None and one.bounds:
                named["price_max" if one.bounds == "high" else "price_min"] = price
            elif one.field in _NAMED and one.op == "=" and len(one.values) == 1 and one.field not in named:
                named[one.field] = one.values[0]
            else:
                others.append(one.as_json())
        named |= {"exclude": [str(value) for value in refused]} if refused else {}
        return named | ({"where": others} if others else {})

    def mask(self, shop: Shop) -> BoolArray:
        """Which rows of the shop these conditions let through; never what is sold out."""
        passes: BoolArray = shop.masks.for_sale.copy()
        for one in self.conditions:
            passes &= shop.judged(one).passes
        if shop.variants is not None and len(self.conditions) > 1:
            passes &= shop.variants.missed(self.verdicts(shop)) == 0
        return passes

    def verdicts(self, shop: Shop) -> list[Verdict]:
        """What each condition says of every row."""
        return [shop.judged(one) for one in self.conditions]

    def sold_as_asked(self, shop: Shop, item: Item, said: str) -> Item:
        """An item in those of its variants that meet the conditions, and that words name best."""
        if shop.variants is None or not item.there:
            return item
        return shop.variants.asked(item, shop.row(item.id), self.verdicts(shop), said)

    @property
    def media(self) -> str | None:
        """The one medium that is asked for."""
        asked = [one for one in self.conditions if one.field == "media" and one.op == "="]
        return str(asked[0].values[0]) if asked and len(asked[0].values) == 1 else None

    def of_its_media(self, shop: Shop) -> BoolArray:
        """The rows that are for sale, of the media that the conditions leave: "a book or an article"."""
        return Where(tuple(one for one in self.conditions if one.field == "media")).mask(shop)

    def telling(self, shop: Shop) -> BoolArray:
        """The rows of its media that say something of every field that a condition wants something of."""
        rows = self.of_its_media(shop)
        for one in self.conditions:
            if not one.refuses and one.field not in (*_NAMED, "price", TEXT):
                rows &= ~shop.judged(one).unknown
        return rows

    @property
    def values(self) -> tuple[Value, ...]:
        """All that the conditions name."""
        return tuple(value for one in self.conditions for value in one.values)

    @property
    def priced(self) -> bool:
        """Whether a price above nothing is named: then something is meant that has one."""
        return any(one.field == "price" and one.number for one in self.conditions)

    def without(self, *gone: Condition) -> Where:
        """The others of these conditions."""
        return Where(tuple(one for one in self.conditions if one not in gone))

    def misses(self, shop: Shop, row: int) -> tuple[Condition, ...]:
        """The conditions that one item does not meet; of several variants the best counts."""
        verdicts = self.verdicts(shop)
        best = None
        if shop.variants is not None and shop.catalogue[shop.ids[row]].there:
            best = int(shop.variants.best(row, verdicts)[0])
        return tuple(
            one
            for one, verdict in zip(self.conditions, verdicts, strict=True)
            if not (
                verdict.passes[row] if best is None or verdict.variants is None else verdict.variants[best]
            )
        )

    def missed(self, shop: Shop, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.int16]:
        """How many of the conditions each of some rows does not meet; of several variants the best counts."""
        if shop.variants is not None:
            return shop.variants.missed(self.verdicts(shop))[rows]
        counts = np.zeros(len(rows), np.int16)
        for one in self.conditions:
            counts += ~shop.judged(one).passes[rows]
        return counts

    def unknown(self, shop: Shop, among: BoolArray) -> dict[Condition, int]:
        """Of how many rows among some, which meet all else, it is not known whether they meet a condition."""
        found = {}
        for one in self.conditions:
            unsaid = among & shop.judged(one).unknown & self.without(one).mask(shop)
            if not one.refuses and unsaid.any():
                found[one] = int(unsaid.sum())
        return found


NO_LIMITS = Where()


def of_medium(shop: Shop, medium: str | None) -> BoolArray:
    """The rows of a medium that are for sale; of every one where none is given."""
    return Where(() if medium is None else (Condition("media", "=", (medium,)),)).mask(shop)


def _conditions(args: Mapping[str, Any]) -> Iterator[Condition]:
    for name in _NAMED:
        for level in str(args.get(name) or "").split(">"):
            if level.strip():
                yield Condition(name, "=", (level.strip(),))
    for name, op in (("price_min", ">="), ("price_max", "<=")):
        if args.get(name) not in (None, ""):
            yield Condition("price", op, (float(args[name]),))  # type: ignore[arg-type]
    for word in args.get("exclude") or ():
        yield Condition(TEXT, "lacks", (str(word),))
    yield from as_conditions(args.get("where") or ())


def as_conditions(told: Iterable[Condition | Mapping[str, Any]]) -> Sequence[Condition]:
    """Conditions from their JSON; raises ValueError where one is none."""
    return tuple(one if isinstance(one, Condition) else Condition.of_json(one) for one in told)
