"""Why an item is where it is, and what kept another one out: by scores, purchases and catalogue."""

from collections.abc import Mapping, Sequence

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Evidence, Kind, Recommendation
from tastemaker.tools.search.compare import compares, comparison
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.search.retrieve import Asked, Ranked
from tastemaker.tools.search.routes import Routes
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


def money(value: float, currency: str = "") -> str:
    """A price as it is written: "79.00 EUR", "free"."""
    return "free" if value == 0 else f"{value:,.2f} {currency}".strip()


def quoted(text: str) -> str:
    """What a catalogue says in its own words: in quotation marks and one line; empty of nothing."""
    return f"“{said}”" if (said := " ".join(text.split())) else ""


def facts_line(item: Item) -> str:
    """The facts of an item in one line: price, medium, brand, category, attributes that are short."""
    price = [] if item.price is None else [money(item.price, item.currency)]
    short = [
        f"{name.replace('_', ' ')} {value}"
        for name, value in item.attributes.items()
        if isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and not name.startswith("title_")
        and len(str(value)) <= 40
    ]
    return ", ".join([*price, item.media, *filter(None, [item.brand, " > ".join(item.categories)]), *short])


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
    kept = [
        Evidence("limit", detail, 0.0)
        for detail in (*kept_limits(item, made.limits), *_differences(item, made.asked))
    ]
    return Recommendation(item, score, (*evidence, *kept))


def kept_limits(item: Item, limits: Limits) -> list[str]:
    """How an item keeps each limit in force, with its own numbers."""
    kept = []
    if item.price is not None and limits.price_max is not None:
        kept.append(f"{money(item.price, item.currency)}, not over {limits.price_max:g}")
    if item.price is not None and limits.price_min is not None:
        kept.append(f"{money(item.price, item.currency)}, not under {limits.price_min:g}")
    if limits.exclude:
        kept.append(f"without {', '.join(limits.exclude)}")
    return kept


def _differences(item: Item, asked: Asked) -> list[str]:
    """How an item is "lighter" than the one that it is like, where that was asked for."""
    ways = [word for word in asked.query.split() if asked.originals and compares(word)]
    told = (differs(item) for word in ways if (differs := comparison(asked.originals[0], word)))
    return [difference for difference in told if difference]


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
    if not Limits().mask(shop)[row]:
        return "stock", f"{item.title} is sold out."
    if routes.passed_over[row]:
        return "passed over", f"{item.title} was shown for this, and you asked for others."
    if routes.refused[row]:
        return "profile", f"{item.title}: you said that you do not like it."
    if broken := broken_limits(shop, item, made.limits):
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


def broken_limits(shop: Shop, item: Item, limits: Limits) -> list[str]:
    """What an item has against each limit that it breaks: "82.00 EUR, over your 80"."""
    row, broken = shop.row(item.id), []
    for name, value in limits.as_dict().items():
        if Limits.of({name: value}).mask(shop)[row]:
            continue
        price = "no price" if item.price is None else money(item.price, item.currency)
        match name:
            case "price_max":
                broken.append(
                    f"{price}, over your {value:g}"
                    if item.price is not None
                    else f"has no price, you said at most {value:g}"
                )
            case "price_min":
                broken.append(
                    f"{price}, under your {value:g}"
                    if item.price is not None
                    else f"has no price, you said at least {value:g}"
                )
            case "media":
                broken.append(f"it is of the kind {item.media}, you asked for {value}")
            case "brand":
                broken.append(f"it is by {item.brand or 'nobody named'}, you asked for {value}")
            case "category":
                broken.append(
                    f"it is in {' > '.join(item.categories) or 'no category'}, you asked for {value}"
                )
            case "exclude":
                words = [word for word in value if not Limits(exclude=(word,)).mask(shop)[row]]
                broken.append(f"you did not want {', '.join(words)}")
    return broken


def _alike(one: Item, other: Item) -> bool:
    return bool(one.brand) and (one.brand, one.categories) == (other.brand, other.categories)
