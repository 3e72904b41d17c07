"""Why an item is where it is, and what kept another one out: by scores, purchases and catalogue."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Evidence, Kind, Recommendation
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.listing import has
from tastemaker.tools.search.mentions import shared
from tastemaker.tools.search.ranked import Asked, Ranked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop


def recommendation(shop: Shop, routes: Routes, made: Ranked, place: int) -> Recommendation:
    """The item at a place (from 0) of a ranking, with evidence whose weights add up to its score."""
    item = shop.catalogue[shop.ids[int(made.ranking.rows[place])]]
    item = made.where.sold_as_asked(shop, item, made.asked.query)
    evidence = [
        _evidence(shop, routes, item, kind, round(float(share[place]), 4), made.asked)
        for kind, share in made.ranking.shares.items()
        if abs(share[place]) >= 0.00005
    ]
    evidence.sort(key=lambda part: -part.weight)
    score = round(sum(part.weight for part in evidence), 4)
    kept = [Evidence("limit", 0.0, (), values) for values in _kept(shop, item, made.where)]
    return Recommendation(item, score, (*evidence, *kept))


def as_text(values: Mapping[str, Any] | Sequence[str]) -> str:
    """Values as a model reads them."""
    return json.dumps(values, ensure_ascii=False)


def _kept(shop: Shop, item: Item, where: Where) -> list[Mapping[str, Any]]:
    """The bounds that an item keeps, with its own values, and what it is without."""
    told = [one for one in where.conditions if one.bounds or (one.field == TEXT and one.refuses)]
    kept = [held(shop, item, one) for one in told]
    return [values for values in kept if values["field"] == TEXT or values["has"] != ""]


def held(shop: Shop, item: Item, condition: Condition) -> Mapping[str, Any]:
    """A condition, and what an item has in its field: {field, op, value, unit?, has, currency?}.

    `has` is as the catalogue tells it, empty where it does not; a price is a number and has a currency.
    """
    if condition.field == "price" and item.price is not None:
        return {**condition.as_json(), "has": item.price, "currency": item.currency}
    return {**condition.as_json(), "has": has(shop, item, condition)}


def _evidence(shop: Shop, routes: Routes, item: Item, kind: Kind, weight: float, asked: Asked) -> Evidence:
    """What one route says of an item.

    values: `query` or `titles` of what it was compared with; `count` of shoppers; `since`, a day;
    `days` and `usual` between purchases; `category` and `brand` that were taken so often; `pictured`;
    what is `Opinion` of buyers.
    """
    if weight < 0:
        return Evidence(kind, weight)
    return Evidence(kind, weight, *_grounds(shop, routes, item, kind, asked))


def _grounds(
    shop: Shop, routes: Routes, item: Item, kind: Kind, asked: Asked
) -> tuple[tuple[str, ...], dict[str, Any]]:
    match kind:
        case "words":
            queries = [original.title for original in asked.originals]
            if asked.query:
                queries = [shop.words.respelt(asked.query, lambda word: shop.text_encoder.knows(word))]
            return max((shared(query, item, shop.words.compounds) for query in queries), key=len), {}
        case "together" if asked.originals:
            original, count = _taken_after(shop, asked.originals, item)
            return (original.id,), {"titles": [original.title], "count": count}
        case "meaning" if asked.originals:
            return (asked.originals[0].id,), {"titles": [asked.originals[0].title]}
        case "meaning" | "looks":
            return (), {"query": asked.query} if asked.query else {}
        case "together":
            return _with_titles(shop, _completes(shop, routes, item))
        case "profile":
            return (), _kind_taken(shop, routes, item)
        case "new":
            return (), {"since": item.created_at[:10]} if item.created_at else {}
        case "photo":
            return (), {"pictured": bool(item.images)}
        case "history" if not asked.query and item.id in routes.due:
            _, days, usual = routes.due[item.id]
            return (item.id,), {"titles": [item.title], "days": round(days), "usual": round(usual)}
        case "history":
            return _with_titles(shop, _spoke(shop, routes, item))
        case "review" if (heard := routes.praised(item, asked.query, asked.story)) is not None:
            return (), asdict(heard)
        case "popular":
            return (), {"count": shop.takers.get(item.id, 0)}
        case _:
            return (), {}


def _with_titles(shop: Shop, ids: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, Any]]:
    return ids, {"titles": [shop.catalogue[id].title for id in ids]} if ids else {}


def _spoke(shop: Shop, routes: Routes, item: Item) -> tuple[str, ...]:
    """The liked past items that speak most for an item: at most two, each with a real part in it.

    One that nobody took beside the item speaks by others in between, of which nothing can be said.
    """
    terms = shop.recommenders.served.explain(routes.taste, item.id)
    parts = [(id, part) for id, part in terms if part > 0 and id != item.id and routes.taste.get(id, 0) > 0]
    parts.sort(key=lambda pair: -pair[1])
    total = sum(part for _, part in parts)
    told = (id for id, part in parts if part >= 0.15 * total and shop.purchases.both(id, item.id))
    return tuple(islice(told, 2))


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


def _kind_taken(shop: Shop, routes: Routes, item: Item) -> dict[str, Any]:
    """How many of the things a shopper took are of the same category, and by the same maker."""
    taken = [shop.catalogue[id] for id, liking in routes.taste.items() if liking > 0]
    by = sum(bool(item.brand) and past.brand == item.brand for past in taken)
    of = max(
        ((sum(name in past.categories for past in taken), name) for name in item.categories), default=(0, "")
    )
    parts: dict[str, Any] = {"category": {"count": of[0], "name": of[1]}} if of[0] else {}
    return parts | ({"brand": {"count": by, "name": item.brand}} if by else {})


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


def why_not(shop: Shop, routes: Routes, item: Item, made: Ranked, shown: Sequence[str]) -> Mapping[str, Any]:
    """The `stage` that kept an item out of the list, with the numbers that decided it, by name."""
    row, ranking = shop.row(item.id), made.ranking
    if item.id in shown:
        return {"stage": "shown", "place": list(shown).index(item.id) + 1}
    if not shop.masks.for_sale[row]:
        return {"stage": "stock"}
    if routes.passed_over[row]:
        return {"stage": "passed_over"}
    if routes.refused[row]:
        return {"stage": "profile"}
    if broken := made.where.misses(shop, row):
        return {"stage": "limit", "misses": [held(shop, item, one) for one in broken]}
    place = ranking.rank(row)
    if place is None:
        return {"stage": "history" if routes.taken[row] else "relevance"}
    alike = [id for id in shown if _alike(shop.catalogue[id], item)]
    if len(alike) >= 2 and place <= int(np.ceil(1.5 * len(shown))):
        return {"stage": "variety", "place": place, "count": len(alike), "brand": item.brand}
    return {
        "stage": "rank",
        "place": place,
        "count": len(ranking.rows),
        "score": float(ranking.scores[place - 1]),
        "listed": len(shown),
        "last": float(ranking.scores[min(len(shown), len(ranking.scores)) - 1]),
    }


def _alike(one: Item, other: Item) -> bool:
    return bool(one.brand) and (one.brand, one.categories) == (other.brand, other.categories)
