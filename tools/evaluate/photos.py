"""How well a photo finds its product."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.build import Say
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.catalogue.item import Catalogue
from tastemaker.tools.encode.encoders import unit, views_of
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.evaluate.queries import Encoders, LabelledQuery, built, inside, judge, read_questions
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.retrieve import Rankings
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]

_SHOWN = 10


def evaluate_photos(folder: Path, home: Path, encoders: Encoders, say: Say) -> dict[str, Any]:
    """Ask with the photos of `image_queries.jsonl`; nothing is learned from them.

    `fused` is the search tool; `photo` compares pictures alone, `text` the photo's place in the text space.
    The recall counts the items of the highest grade: the product itself, not its kin. Floors: chance, colour
    histograms, and the picture network's bare features. `further` gives each item every second photo of it
    as one more picture, and asks with the others.
    """
    questions = read_questions(folder / "image_queries.jsonl", "query_image")
    with built(folder, home, encoders, say) as shop:
        report = _asked(shop, folder, questions, say)
    given, left = _halves(questions)
    read = read_folder(folder)
    items = [replace(item, images=item.images + given.get(item.id, ())) for item in read.catalogue]
    with built(replace(read, catalogue=Catalogue(items)), home, encoders, say, "further") as shop:
        return {**report, "further": _asked(shop, folder, left, say)}


def _halves(questions: Sequence[LabelledQuery]) -> tuple[dict[str, tuple[str, ...]], list[LabelledQuery]]:
    """Every second photo of each product, by product, and the questions that the others ask."""
    given: dict[str, tuple[str, ...]] = {}
    left: list[LabelledQuery] = []
    of: defaultdict[str, list[LabelledQuery]] = defaultdict(list)
    for question in questions:
        of[next(iter(_top(question.relevant)))].append(question)
    for id, each in of.items():
        given[id] = tuple(question.asked for question in each[1::2])
        left.extend(each[::2])
    return given, left


def _asked(shop: Shop, folder: Path, questions: Sequence[LabelledQuery], say: Say) -> dict[str, Any]:
    known = [question for question in questions if any(id in shop.catalogue for id in question.relevant)]
    lists: dict[str, list[list[str]]] = {
        name: [] for name in ("photo", "text", "fused", "random", "colours", "features")
    }
    say(f"asking with {len(known):,} photos")
    chance = np.random.default_rng(0)
    pictured = {id: path for id in shop.ids if (path := shop.picture_path(shop.catalogue[id]))}
    colours = np.array([_colours(path) for path in pictured.values()])
    looks, owners = shop.index.vectors("looks"), shop.index.owners("looks")
    for question in known:
        photo = inside(folder, question.asked)
        views = views_of(shop.picture_encoder, open_picture(photo))
        whole = views["whole"][0]
        routes = Routes(shop, ())
        ranked = Rankings(shop, routes, views).search("", Where(), use_photo=True).ranking.rows
        lists["fused"].append([shop.ids[row] for row in ranked[:_SHOWN]])
        lists["photo"].append(_best(shop.ids, routes.photo(views)))
        lists["text"].append(_best(shop.ids, routes.depicted(whole)))
        bare = np.full(len(shop.ids), -1, np.float32)
        np.maximum.at(bare, owners, looks @ whole)
        lists["features"].append(_best(shop.ids, bare + 1))
        lists["colours"].append(_best(list(pictured), colours @ _colours(photo)))
        lists["random"].append([shop.ids[row] for row in chance.permutation(len(shop.ids))[:_SHOWN]])
    return {"queries": len(known), **_report(lists, known, ("photo", "text", "fused"))}


def _report(
    lists: dict[str, list[list[str]]], known: Sequence[LabelledQuery], routes: Sequence[str]
) -> dict[str, Any]:
    """NDCG by grades, recall of the best grade."""
    graded = {name: judge(shown, known, ()).figures() for name, shown in lists.items()}
    best = [LabelledQuery(question.asked, _top(question.relevant)) for question in known]
    figures = {
        name: graded[name]
        | {k: v for k, v in judge(shown, best, (1, _SHOWN)).figures().items() if k != "ndcg@10"}
        for name, shown in lists.items()
    }
    return {
        "routes": {name: figures[name] for name in routes},
        "floor": {name: figures[name] for name in figures if name not in routes},
    }


def _top(relevant: Mapping[str, float]) -> dict[str, float]:
    highest = max(relevant.values())
    return {id: 1 for id, grade in relevant.items() if grade == highest}


def _colours(path: Path) -> FloatArray:
    """How much of a picture is of each of 512 colours, as a unit vector."""
    pixels = np.asarray(open_picture(path).resize((64, 64))).reshape(-1, 3) // 32
    counts = np.bincount(pixels @ np.array([64, 8, 1]), minlength=512)
    return unit(np.sqrt(counts))


def _best(ids: Sequence[str], scores: FloatArray) -> list[str]:
    """The ids of the highest scores above zero, best first."""
    rows = np.argsort(-scores, kind="stable")[:_SHOWN]
    return [ids[row] for row in rows if scores[row] > 0]
