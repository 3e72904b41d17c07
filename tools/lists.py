"""The lists of a turn: what is asked of the catalogue, ranked, and what of it is shown."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts import explain
from tastemaker.tools.facts.quotes import quoting
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.facts.values import facts_line
from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.limits.narrow import ways
from tastemaker.tools.search.limits.relax import Relaxation, relaxations
from tastemaker.tools.search.limits.variants import sold_out
from tastemaker.tools.search.limits.where import NO_LIMITS, Where, as_conditions
from tastemaker.tools.search.listing import Direction, nearest, places
from tastemaker.tools.search.ranked import Ranked
from tastemaker.tools.search.retrieve import Rankings
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

_CANDIDATES = 60
_MOST_TOLD = 2
"""Of so many items it is told that what was named is sold out."""

Conditions = Sequence[Condition | Mapping[str, Any]]


class Lists:
    """What can be listed in one turn of one conversation."""

    def __init__(self, shop: Shop, routes: Routes, situation: Situation) -> None:
        self._shop, self._routes, self._situation = shop, routes, situation
        self._rankings = Rankings(shop, routes, situation.photo, situation.photo_weight, situation.dials)

    def search(self, query: str, where: Conditions, use_photo: bool = False, story: str = "") -> Ranked:
        """What answers a described need, best first."""
        return self._rankings.search(query, self._where(where), use_photo, story)

    def similar(self, original: Item, change: str, where: Conditions) -> Ranked:
        """What is like an item, with a change in words."""
        return self._rankings.similar(original, change, self._where(where))

    def for_you(self, where: Conditions) -> Ranked:
        """What the shopper's history speaks for."""
        return self._rankings.for_you(self._where(where))

    def goes_with(self, originals: Sequence[Item], change: str, where: Conditions) -> Ranked:
        """What is taken together with items, of a kind in words."""
        return self._rankings.goes_with(originals, change, self._where(where))

    def _where(self, where: Conditions) -> Where:
        """The conditions, and what this shopper excludes for good."""
        try:
            conditions = as_conditions(where)
        except ValueError as error:
            raise Retry(str(error)) from None
        for one in conditions:
            if one.field != TEXT:
                self.field(one.field)
        refused = {str(value) for one in conditions if one.refuses for value in one.values}
        lasting = [word for word in self._situation.lasting if word not in refused]
        return Where(
            tuple(dict.fromkeys((*conditions, *(Condition(TEXT, "lacks", (word,)) for word in lasting))))
        )

    def field(self, name: str) -> Field:
        """A field of the catalogue; raises Retry where there is none of this name."""
        field = self._shop.schema.get(name)
        if field is None:
            known = ", ".join(self._shop.schema)
            raise Retry(f"the catalogue has no field '{name}'; it has {known}", "no_field", field=name)
        return field

    def again(self, id: str) -> Ranked | None:
        """The ranking behind the list in which an item is shown, else behind the last."""
        lists = self._situation.made
        if not lists:
            return None
        tool, args, _ = next((made for made in lists if id in made[2]), lists[-1])
        where = args.get("where", ())
        given = args.get("item", ())
        ids = [given] if isinstance(given, str) else given
        originals = [item for id in ids if (item := self._shop.catalogue.get(id))]
        if tool in ("similar", "goes_with") and not originals:
            return None  # withdrawn from the catalogue meanwhile
        match tool:
            case "search":
                return self.search(args["query"], where, bool(args.get("use_photo")), args.get("story", ""))
            case "similar":
                return self.similar(originals[0], args.get("change") or "", where)
            case "for_you":
                return self.for_you(where)
            case _:
                return self.goes_with(originals, args.get("change") or "", where)

    def chosen(self, items: Sequence[Item]) -> tuple[Recommendation, ...]:
        """Some items as they were recommended; those that nothing listed, as they are."""
        return tuple(map(self._chosen, items))

    def _chosen(self, item: Item) -> Recommendation:
        made = self.again(item.id)
        place = None if made is None else made.ranking.rank(self._shop.row(item.id))
        if made is None or place is None:
            return Recommendation(item, 0.0, ())
        return self.recommended(made, [place - 1])[0]

    def recommended(self, made: Ranked, places: Sequence[int]) -> tuple[Recommendation, ...]:
        """The items at some places (from 0) of a ranking, with why, and each in its own words."""
        found = [explain.recommendation(self._shop, self._routes, made, place) for place in places]
        return quoting(self._shop, self._routes, found, made.asked)

    def told(self, made: Ranked, order: Sequence[str], take: int | None) -> Result:
        """What is shown of a ranking in an order of a field, and what would be if it were asked otherwise."""
        shop, ranking = self._shop, made.ranking
        facts: dict[str, Any] = {}
        by: tuple[Field, Direction] | None = None
        if order:
            by = self.field(order[0]), "down" if "down" in order[1:] else "up"
        chosen = places(shop, made, take, by, self._situation.most_alike)
        if by is not None and not chosen:  # nothing states the field: what fits is shown as it fits
            facts, by = {"unordered": by[0].name}, None
            chosen = places(shop, made, take, None, self._situation.most_alike)
        items = self.recommended(made, chosen)
        relaxed: tuple[Relaxation, ...] = ()
        if (kept_out := made.kept_out(shop.masks) if made.where.conditions else None) is not None:
            relaxed = relaxations(shop, made.where, kept_out)
        elif not items:
            relaxed = relaxations(shop, made.where, made.relevant, made.medium)
        near = () if take and len(items) >= take else nearest(shop, made, len(items), kept_out)
        listed = (*(found.item for found in items), *(each.item for each in near))
        facts |= self.sold_out(listed, made.asked.query, made.where)
        lines = [f"{n}. {found.item.title}: {facts_line(found.item)}" for n, found in enumerate(items, 1)]
        return Result(
            text="\n".join(lines) or "Nothing fits.",
            items=items,
            about=tuple(found.item for found in items),
            candidates=tuple(shop.catalogue[shop.ids[row]] for row in ranking.rows[:_CANDIDATES].tolist()),
            where=made.where,
            relaxed=relaxed,
            near=near,
            unknown=made.where.unknown(shop, made.meant & made.relevant),
            query=made.asked.query,
            originals=made.asked.originals,
            order=None if by is None else (by[0].name, by[1]),
            kinds=tuple(kind for kind, share in ranking.shares.items() if by is None and share.any()),
            ways=partial(ways, shop, made),
            facts=facts,
        )

    def sold_out(self, items: Sequence[Item], query: str, where: Where = NO_LIMITS) -> dict[str, Any]:
        """What is named of items and is sold out, as the fact `sold_out`; no fact where nothing is."""
        values = (f"{value:g}" if isinstance(value, float) else str(value) for value in where.values)
        said = " ".join((query, self._situation.said, *values))
        found = (sold_out(self._shop.catalogue[item.id], said) for item in items if item.variants)
        told = tuple(each for each in found if each is not None)[:_MOST_TOLD]
        return {"sold_out": told} if told else {}
