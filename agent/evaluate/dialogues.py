"""Dialogues of people: which of the items that somebody accepted are foretold from what was said before.

A dialogue is taught by the other dialogues only: which items they name, and which together (five folds).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tastemaker.agent.evaluate.indexed import Say, measured_home
from tastemaker.agent.settings import Settings
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.encode.encoders import open_text_encoder
from tastemaker.tools.errors import DataError
from tastemaker.tools.fusion.fuse import Kind, fuse
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

_CUTS = (1, 10, 50)
_FOLDS = 5
_WEIGHTS: Mapping[Kind, float] = {"together": 1.0, "popular": 1.5, "meaning": 1.0}
"""Found on the first 150 dialogues of one set."""
_FLOORS: Mapping[str, Mapping[Kind, float]] = {"popular": {"popular": 1.0}, "words": {"words": 1.0}}

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Point:
    """A moment in a dialogue, and the items that were accepted after it."""

    dialogue: int
    said: str
    """All that the seeker has said."""
    liked: tuple[str, ...]
    """Items that the seeker has named."""
    named: tuple[str, ...]
    """Items that anybody has named: they are no candidates."""
    targets: tuple[str, ...]


def evaluate_dialogues(folder: Path, settings: Settings, say: Say = lambda line: None) -> dict[str, Any]:
    """Rank the catalogue at each point of the folder's conversations.jsonl; the mean share of targets found.

    What the seeker said is searched by meaning; what the seeker named is joined with what other dialogues
    name together with it, and with what they name most. Floors: `popular` is the last of these alone,
    `words` BM25 over what was said.
    """
    dialogues = list(_rows(folder / "conversations.jsonl"))
    home = measured_home(read_folder(folder), settings, say)
    encoder = open_text_encoder(settings.text_encoder or Manifest.read(home).encoders["text"].name)
    with Shop.open(home, encoder) as shop:
        lessons = _Lessons(shop, dialogues)
        points = [point for n, row in enumerate(dialogues) for point in _points(n, row, shop)]
        found: dict[str, list[list[float]]] = {name: [] for name in ("ours", *_FLOORS)}
        for n, point in enumerate(points):
            routes = _routes(shop, lessons, point)
            candidates = np.ones(len(shop.ids), bool)
            candidates[[shop.row(id) for id in point.named]] = False
            for name, weights in {"ours": _WEIGHTS, **_FLOORS}.items():
                best = fuse(routes, weights, candidates).rows[: _CUTS[-1]].tolist()
                hits = {shop.ids[row]: place for place, row in enumerate(best)}
                places = [hits.get(id, _CUTS[-1]) for id in point.targets]
                found[name].append([sum(place < cut for place in places) / len(places) for cut in _CUTS])
            if (n + 1) % 200 == 0:
                say(f"{n + 1} of {len(points)} points")
    recalls = {name: _recalls(shares) for name, shares in found.items()}
    return {"points": len(points), **recalls.pop("ours"), "floor": recalls}


class _Lessons:
    """What dialogues outside the own fold name, and name together."""

    def __init__(self, shop: Shop, dialogues: Sequence[Mapping[str, Any]]) -> None:
        rows, columns = [], []
        for n, dialogue in enumerate(dialogues):
            named = {id for turn in dialogue["turns"] for id in turn.get("items", ())}
            for id in named & set(shop.ids):
                rows.append(n)
                columns.append(shop.row(id))
        ones = np.ones(len(rows), np.float32)
        names = sparse.csr_matrix((ones, (rows, columns)), shape=(len(dialogues), len(shop.ids)))
        fold = np.arange(len(dialogues)) % _FOLDS
        self._others = [names[fold != n] for n in range(_FOLDS)]
        self._together = [(others.T @ others).tocsr() for others in self._others]

    def popular(self, dialogue: int) -> FloatArray:
        """In how many dialogues each item is named, on a logarithmic scale."""
        return np.log1p(np.asarray(self._others[dialogue % _FOLDS].sum(axis=0), np.float32).ravel())

    def together(self, dialogue: int, rows: Sequence[int]) -> FloatArray:
        """In how many dialogues each item is named beside some others."""
        if not rows:
            return np.zeros(self._others[0].shape[1], np.float32)
        return np.asarray(self._together[dialogue % _FOLDS][rows].sum(axis=0), np.float32).ravel()


def _routes(shop: Shop, lessons: _Lessons, point: Point) -> dict[Kind, FloatArray]:
    routes = Routes(shop, ())
    scores: dict[Kind, FloatArray] = {
        "popular": lessons.popular(point.dialogue),
        "together": lessons.together(point.dialogue, [shop.row(id) for id in point.liked]),
    }
    if point.said:
        scores["words"] = routes.words(point.said)
        scores["meaning"] = np.asarray(np.maximum(shop.z @ routes.encoded(point.said), 0), np.float32)
    return scores


def _points(n: int, dialogue: Mapping[str, Any], shop: Shop) -> Iterator[Point]:
    for point in dialogue.get("eval_points", ()):
        before = dialogue["turns"][: point["turn"]]
        seeker = [turn for turn in before if turn["role"] == "user"]
        targets = tuple(id for id in point["target_ids"] if id in shop.catalogue)
        if targets:
            yield Point(
                n,
                " ".join(turn["text"] for turn in seeker),
                _named(seeker, shop),
                _named(before, shop),
                targets,
            )


def _named(turns: Sequence[Mapping[str, Any]], shop: Shop) -> tuple[str, ...]:
    ids = dict.fromkeys(id for turn in turns for id in turn.get("items", ()))
    return tuple(id for id in ids if id in shop.catalogue)


def _recalls(shares: Sequence[Sequence[float]]) -> dict[str, float]:
    means = np.mean(shares, axis=0) if shares else np.zeros(len(_CUTS))
    return {f"recall@{cut}": round(float(mean), 4) for cut, mean in zip(_CUTS, means, strict=True)}


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    if not file.is_file():
        raise DataError(f"{file} is missing; it holds one dialogue a line, with turns and eval_points.")
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            for turn in row["turns"]:
                turn["role"], turn["text"]
            if any(not {"turn", "target_ids"} <= point.keys() for point in row.get("eval_points", ())):
                raise KeyError("eval_points")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(
                f"{file}:{number}: not a dialogue with turns and eval_points ({error})"
            ) from error
        yield row
