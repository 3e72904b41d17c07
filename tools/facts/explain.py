"""Why an item is where it is, and what kept another one out: by scores, purchases and catalogue."""

from collections.abc import Mapping, Sequence

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.values import money
from tastemaker.tools.fusion.fuse import Evidence, Kind, Recommendation
from tastemaker.tools.search.conditions import TEXT, Condition
from tastemaker.tools.search.listing import has
from tastemaker.tools.search.retrieve import Asked, Ranked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.search.where import Where
from tastemaker.tools.shop import Shop

_AGAINST: Mapping[Kind, str] = {
    "history": "shoppers who took the same as you took this less",
    "meaning": "is described otherwise than what you took lately",
    "looks": "its picture is unlike those of what you took lately",
    "profile": "is of a kind that you take less",
    "new": "is of an age that you take less",
    "popular": "few shoppers took it lately",
    "together": "is made for something that you do not have",
}


def recommendation(shop: Shop, routes: Routes, made: Ranked, place: int) -> Recommendation:
    """The item at a place (from 0) of a ranking, with evidence whose weights add up to its score."""
    item = shop.catalogue[shop.ids[int(made.ranking.rows[place])]]
    evidence = [
        _evidence(shop, routes, item, kind, round(float(share[place]), 4), made.asked)
        for kind, share in made.ranking.shares.items()
        if abs(share[place]) >= 0.00005
    ]
    evidence.sort(key=lambda part: -part.weight)
    score = round(sum(part.weight for part in evidence), 4)
    kept = [Evidence("limit", detail, 0.0) for detail in kept_limits(shop, item, made.where)]
    return Recommendation(item, score, (*evidence, *kept))


def price(item: Item) -> str:
    """What an item costs, empty where that is not known."""
    return "" if item.price is None else money(item.price, item.currency)


def kept_limits(shop: Shop, item: Item, where: Where) -> list[str]:
    """How an item keeps each condition, with its own values: "2.3 kg, not over 3 kg"."""
    kept = []
    for one in where.conditions:
        if one.field == TEXT and one.refuses:
            kept.append(f"without {', '.join(map(str, one.values))}")
        elif one.bounds and (own := has(shop, item, one)):
            kept.append(f"{named(one)}{own}, not {'over' if one.bounds == 'high' else 'under'} {bound(one)}")
    return kept


def named(condition: Condition) -> str:
    """The field of a condition before a value; a price needs no name."""
    return "" if condition.field == "price" else f"{condition.field.replace('_', ' ')} "


def bound(condition: Condition) -> str:
    """The value of a condition as it was said: "3 kg"."""
    values = " or ".join(
        f"{value:g}" if isinstance(value, int | float) else value for value in condition.values
    )
    return f"{values} {condition.unit}".strip()


def _evidence(shop: Shop, routes: Routes, item: Item, kind: Kind, weight: float, asked: Asked) -> Evidence:
    if weight < 0:
        return Evidence(kind, _AGAINST[kind], weight)
    match kind:
        case "words":
            queries = [asked.query] if asked.query else [original.title for original in asked.originals]
            refs = max((shop.words.matched(query, item) for query in queries), key=len)
            return Evidence(kind, f"has the words {', '.join(refs)}", weight, refs)
        case "together" if asked.originals:
            original, count = _taken_after(shop, asked.originals, item)
            return Evidence(
                kind, f"{count} shoppers took it soon after {original.title}", weight, (original.id,)
            )
        case "meaning" if asked.originals:
            original = asked.originals[0]
            return Evidence(kind, f"is described like {original.title}", weight, (original.id,))
        case "meaning" if not asked.query:
            return Evidence(kind, "is described like what you took lately", weight)
        case "meaning":
            return Evidence(kind, f"is close in meaning to '{asked.query}'", weight)
        case "looks" if not asked.query:
            return Evidence(kind, "its picture is like those of what you took lately", weight)
        case "together":
            refs = _completes(shop, routes, item)
            titles = " and ".join(shop.catalogue[id].title for id in refs)
            detail = f"goes with {titles}" if refs else "needs nothing that you do not have"
            return Evidence(kind, detail, weight, refs)
        case "profile":
            return Evidence(kind, _kind_taken(shop, routes, item), weight)
        case "new":
            since = f"in the catalogue since {item.created_at[:10]}" if item.created_at else ""
            return Evidence(kind, since or "is of an age that you take", weight)
        case "looks":
            return Evidence(kind, f"its picture fits '{asked.query}'", weight)
        case "photo":
            detail = "its picture looks like your photo" if item.images else "fits what your photo shows"
            return Evidence(kind, detail, weight)
        case "history" if not asked.query and item.id in routes.due:
            _, days, usual = routes.due[item.id]
            detail = f"you bought it {days:.0f} days ago; people buy it again after {usual:.0f}"
            return Evidence(kind, detail, weight, (item.id,))
        case "history":
            refs = _spoke(shop, routes, item)
            taken = ", ".join(shop.catalogue[id].title for id in refs)
            detail = f"shoppers who took {taken} took this too" if refs else "fits what you took before"
            return Evidence(kind, detail, weight, refs)
        case "popular":
            return Evidence(kind, f"{shop.takers.get(item.id, 0)} shoppers took it", weight)
        case _:
            return Evidence(kind, kind, weight)


def _spoke(shop: Shop, routes: Routes, item: Item) -> tuple[str, ...]:
    """The liked past items that speak most for an item: at most two, each with a real part in it."""
    terms = shop.recommenders.served.explain(routes.taste, item.id)
    parts = [(id, part) for id, part in terms if part > 0 and id != item.id and routes.taste.get(id, 0) > 0]
    parts.sort(key=lambda pair: -pair[1])
    total = sum(part for _, part in parts)
    return tuple(id for id, part in parts[:2] if part >= 0.15 * total)


def _completes(shop: Shop, routes: Routes, item: Item) -> tuple[str, ...]:
    """The past items that an item is taken after, or names, the strongest two."""
    named = shop.signals.named(item.id)
    strength = {
        id: 1.0
        if id in named
        else dict(map(lambda found: found[:2], shop.recommenders.together.together(id))).get(item.id, 0.0)
        for id, liking in routes.taste.items()
        if liking > 0
    }
    return tuple(sorted((id for id in strength if strength[id] > 0), key=lambda id: -strength[id])[:2])


def _kind_taken(shop: Shop, routes: Routes, item: Item) -> str:
    """How much of what a shopper took is by the same maker and of the same category."""
    taken = [shop.catalogue[id] for id, liking in routes.taste.items() if liking > 0]
    by = sum(bool(item.brand) and past.brand == item.brand for past in taken)
    of = max(
        ((sum(name in past.categories for past in taken), name) for name in item.categories), default=(0, "")
    )
    said = [f"{of[0]} in {of[1]}"] if of[0] else []
    said += [f"{by} by {item.brand}"] if by else []
    return f"you took {' and '.join(said)} before" if said else "is of a kind that suits you"


def _taken_after(shop: Shop, originals: Sequence[Item], item: Item) -> tuple[Item, int]:
    """The one of the originals that an item is taken after most, and by how many."""
    counts = [
        (count, original)
        for original in originals
        for id, _, count in shop.recommenders.together.together(original.id)
        if id == item.id
    ]
    count, original = max(counts, key=lambda pair: pair[0])
    return original, count


def why_not(shop: Shop, routes: Routes, item: Item, made: Ranked, shown: Sequence[str]) -> tuple[str, str]:
    """The stage that kept an item out of the list, and the sentence with the number that decided it."""
    row, ranking = shop.row(item.id), made.ranking
    if item.id in shown:
        return "shown", f"{item.title} is number {list(shown).index(item.id) + 1} of the list."
    if not shop.masks.for_sale[row]:
        return "stock", f"{item.title} is sold out."
    if routes.passed_over[row]:
        return "passed over", f"{item.title} was shown for this, and you asked for others."
    if routes.refused[row]:
        return "profile", f"{item.title}: you said that you do not like it."
    if broken := broken_limits(shop, item, made.where):
        return "limit", f"{item.title}: {'; '.join(broken)}."
    place = ranking.rank(row)
    if place is None:
        if routes.taken[row]:
            return "history", f"{item.title} is among what you took before."
        return "relevance", f"{item.title} did not match the request closely enough to be a candidate."
    alike = [id for id in shown if _alike(shop.catalogue[id], item)]
    if len(alike) >= 2 and place <= int(np.ceil(1.5 * len(shown))):
        return (
            "variety",
            f"{item.title} is rank {place}; {len(alike)} like it, also by {item.brand}, were shown already.",
        )
    score, last = (
        float(ranking.scores[place - 1]),
        float(ranking.scores[min(len(shown), len(ranking.scores)) - 1]),
    )
    return "rank", (
        f"{item.title} is rank {place} of {len(ranking.rows)} with a score of {score:.2f};"
        f" the list ended at {len(shown)} with {last:.2f}."
    )


_ASKED_AS = {"media": "it is of the kind {}", "brand": "it is by {}", "category": "it is in {}"}


def broken_limits(shop: Shop, item: Item, where: Where) -> list[str]:
    """What an item has against each condition that it breaks: "82.00 EUR, over your 80"."""
    return [_broken(one, has(shop, item, one), bound(one)) for one in where.misses(shop, shop.row(item.id))]


def _broken(condition: Condition, own: str, said: str) -> str:
    if condition.refuses:
        return f"you did not want {said}"
    if condition.bounds and own:
        return f"{named(condition)}{own}, {'over' if condition.bounds == 'high' else 'under'} your {said}"
    field = condition.field.replace("_", " ")
    if condition.bounds:
        return f"has no {field}, you said {'at most' if condition.bounds == 'high' else 'at least'} {said}"
    if condition.field == TEXT:
        return f"nothing in it says {said}"
    told = _ASKED_AS.get(condition.field, f"{field} {{}}").format(own or "unknown")
    return f"{told}, you asked for {said}"


def _alike(one: Item, other: Item) -> bool:
    return bool(one.brand) and (one.brand, one.categories) == (other.brand, other.categories)
