"""How new items and new shoppers fare: those of which, and of whom, little is known."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from tastemaker.tools.build import Say, build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Catalogue
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.evaluate.metrics import Values, ndcg, paired_bootstrap
from tastemaker.tools.evaluate.protocol import candidates
from tastemaker.tools.evaluate.queries import Encoders
from tastemaker.tools.recommend.holdout import Moment, before, news
from tastemaker.tools.recommend.recommender import FloatArray
from tastemaker.tools.shop import Shop

_NEW = 0.1
"""The share of the items that nobody is supposed to have taken yet."""
_STRANGERS = 0.2
"""The share of the shoppers of whom nothing is known."""
_LIKES = (0, 1, 2, 3, 5)


def evaluate_coldstart(folder: Path, home: Path, encoders: Encoders, seed: int, say: Say) -> dict[str, Any]:
    """Build the folder without any purchase of a tenth of its items, then without a fifth of its shoppers.

    `new_items`: the last of the new items that each shopper took is ranked among the new ones. Popularity
    knows what it could not: how many took each of them in the end. `new_shoppers`: what each of the shoppers
    left out liked next after their first likes, ranked among all.
    """
    read = read_folder(folder)
    ids = candidates(read)
    offered = set(ids)
    catalogue = Catalogue(item for item in read.catalogue if item.id in offered)
    whole = Purchases([row for row in read.interactions if row.item in catalogue])
    chance = np.random.default_rng(seed)
    new = _drawn(ids, _NEW, chance)
    strangers = _drawn(whole.users, _STRANGERS, chance)
    place = home / "measured" / f"{folder.resolve().name}-coldstart"

    def built(keeps: Callable[[Interaction], bool]) -> Shop:
        rows = tuple(row for row in read.interactions if row.item in catalogue and keeps(row))
        part = replace(read, catalogue=catalogue, interactions=rows)
        build(part, place, encoders.text, encoders.picture, say)
        return Shop.open(place)

    with built(lambda row: row.item not in new) as shop:
        new_items = _new_items(shop, whole, sorted(new))
    with built(lambda row: row.user not in strangers) as shop:
        histories = [whole.of(user) for user in sorted(strangers)]
        new_shoppers = {str(likes): _with_likes(shop, histories, likes) for likes in _LIKES}
    return {"new_items": new_items, "new_shoppers": new_shoppers}


def _drawn(names: Sequence[str], share: float, chance: np.random.Generator) -> set[str]:
    return set(chance.choice(names, max(1, round(share * len(names))), replace=False).tolist())


def _new_items(shop: Shop, whole: Purchases, new: list[str]) -> dict[str, Any]:
    row = {id: place for place, id in enumerate(shop.ids)}
    columns, takers = np.array([row[id] for id in new]), whole.takers()
    popular = np.array([takers.get(id, 0) for id in new], np.float32)
    moments = []
    for user in whole.users:
        rows = whole.of(user)
        taken = [place for place in news(rows, "liked") if rows[place].item in set(new)]
        if taken and (
            past := [done for done in before(rows, taken[-1]) if done.item in row and done.item not in new]
        ):
            moments.append(Moment(user, tuple(past), rows[taken[-1]].item, rows[taken[-1]].time))
    ranks: dict[str, list[float]] = {"fused": [], "text": [], "popularity": []}
    for moment, said in zip(moments, _told(shop, moments), strict=True):
        fused = shop.ranker.fused(shop.signals, said, moment.before, moment.time).scores
        wanted = new.index(moment.item)
        text = said["text"].mean(axis=1)[columns] if "text" in said else np.zeros(len(new), np.float32)
        for name, scores in (("fused", fused[columns]), ("text", text), ("popularity", popular)):
            ranks[name].append(_rank(scores, wanted))
    values = {name: ndcg(found) for name, found in ranks.items()}
    return {"items": len(new), "users": len(moments), **_beside(values)}


def _with_likes(shop: Shop, histories: Sequence[Sequence[Interaction]], likes: int) -> dict[str, Any]:
    """The figures of what each shopper liked next after so many likes: all that is known of them."""
    row = {id: place for place, id in enumerate(shop.ids)}
    moments = []
    for rows in histories:
        liked = [rows[place] for place in news(rows, "liked")][: likes + 1]
        if len(liked) > likes:
            *first, wanted = liked
            moments.append(Moment(wanted.user, tuple(first), wanted.item, wanted.time))
    ranks: dict[str, list[float]] = {"fused": [], "popularity": []}
    popular = shop.recommenders.popularity.scores({})
    for moment, said in zip(moments, _told(shop, moments), strict=True):
        seen = [row[done.item] for done in moment.before]
        fused = shop.ranker.fused(shop.signals, said, moment.before, moment.time).scores
        for name, scores in (("fused", fused), ("popularity", popular)):
            ranks[name].append(
                _rank(
                    np.delete(scores, seen),
                    row[moment.item] - sum(place < row[moment.item] for place in seen),
                )
            )
    return {"users": len(moments), **_beside({name: ndcg(found) for name, found in ranks.items()})}


def _told(shop: Shop, moments: list[Moment]) -> Any:
    return shop.signals.moments([moment.before for moment in moments], [moment.time for moment in moments])


def _rank(scores: FloatArray, wanted: int) -> float:
    mine = scores[wanted]
    return float((scores > mine).sum() + ((scores == mine).sum() - 1) / 2)


def _beside(values: dict[str, Values]) -> dict[str, Any]:
    versus = {
        name: asdict(paired_bootstrap(values["fused"], each))
        for name, each in values.items()
        if name != "fused"
    }
    routes = {
        name: {"ndcg@10": round(float(each.mean()), 4) if len(each) else 0.0} for name, each in values.items()
    }
    return {"routes": routes, "versus": versus}
