"""How well words find items: the search tool beside each of its routes alone."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.build import Say
from tastemaker.tools.evaluate.metrics import paired_bootstrap
from tastemaker.tools.evaluate.queries import Encoders, built, judge, read_questions
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.retrieve import Rankings
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]

_SHOWN = 10


def evaluate_retrieval(folder: Path, home: Path, encoders: Encoders, field: str, say: Say) -> dict[str, Any]:
    """Ask what `queries.jsonl` has in a field; `hybrid` is the search tool for a stranger, without limits.

    Its floors are BM25 alone (`words`) and exact search over all text vectors (`meaning`); `versus` says how
    far the tool is above each, with the 95 % interval over the questions.
    """
    questions = read_questions(folder / "queries.jsonl", field)
    with built(folder, home, encoders, say) as shop:
        known = [question for question in questions if any(id in shop.catalogue for id in question.relevant)]
        lists: dict[str, list[list[str]]] = {"words": [], "meaning": [], "hybrid": []}
        vectors, owners = shop.index.vectors("text"), shop.index.owners("text")
        for question in known:
            routes = Routes(shop, ())
            ranked = Rankings(shop, routes, None).search(question.asked, Where()).ranking.rows
            meaning = np.zeros(len(shop.ids), np.float32)
            np.maximum.at(meaning, owners, vectors @ routes.encoded(question.asked))
            lists["words"].append(_best(shop, routes.words(question.asked)))
            lists["meaning"].append(_best(shop, meaning))
            lists["hybrid"].append([shop.ids[row] for row in ranked[:_SHOWN]])
    judged = {route: judge(shown, known, (1, _SHOWN)) for route, shown in lists.items()}
    return {
        "queries": len(known),
        "field": field,
        "routes": {route: each.figures() for route, each in judged.items()},
        "versus": {
            route: asdict(paired_bootstrap(judged["hybrid"].ndcg, judged[route].ndcg))
            for route in ("words", "meaning")
        },
    }


def _best(shop: Shop, scores: FloatArray) -> list[str]:
    """The items of the highest scores above zero, best first."""
    rows = np.argsort(-scores, kind="stable")[:_SHOWN]
    return [shop.ids[row] for row in rows if scores[row] > 0]
