"""How well words find pictures whose texts were hidden from learning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.build import Say
from tastemaker.tools.encode.encoders import PictureEncoder
from tastemaker.tools.encode.joint.space import Representation
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError
from tastemaker.tools.evaluate.queries import (
    Encoders,
    LabelledQuery,
    built,
    inside,
    judge,
    read_questions,
)
from tastemaker.tools.shop import Shop

FloatArray = npt.NDArray[np.float32]

_SHOWN = 10
_BATCH = 32


@dataclass(frozen=True, slots=True)
class _Task:
    """Questions, and the pictures that may answer them, each with the id that is right or wrong."""

    questions: list[LabelledQuery]
    answers: list[str]
    pictures: FloatArray
    """As `answers`; an id may have several."""


def evaluate_text2photo(
    folder: Path, home: Path, encoders: Encoders, holdout: float, seed: int, say: Say
) -> dict[str, Any]:
    """Learn the joint space without the texts of a seeded share of the items; only their pictures count.

    `looks` is what the search tool compares words with pictures by. Floors: chance, the ridge regression and
    the network's own kinds, each alone.
    """
    if not 0 < holdout < 1:
        raise DataError(f"the share that is held out must be between 0 and 1, not {holdout:g}")
    with built(folder, home, encoders, say) as shop:
        texts, looks, owners = (
            shop.index.by_item("text"), shop.index.vectors("looks"), shop.index.owners("looks"),
        )  # fmt: skip
        items = np.unique(owners)
        held = np.random.default_rng(seed).permutation(items)[: round(holdout * len(items))]
        hidden = np.isin(owners, held)
        learned = Representation.fit(texts, looks[~hidden], owners[~hidden], shop.representation.kinds)
        task = _task(folder, shop, {shop.ids[row] for row in held.tolist()})
        asked = shop.text_encoder.encode([question.asked for question in task.questions], query=True)
    only = {"ridge": (1.0, 0.0, 0.0), "kinds": (0.0, 1.0, 0.0)}
    chance = np.random.default_rng(seed).random((len(asked), len(task.answers)), np.float32)
    likeness = {"looks": _likeness(learned, asked, task), "random": chance}
    for name, shares in only.items():
        likeness[name] = _likeness(replace(learned, shares=shares), asked, task)
    figures = {
        name: judge([_best(task.answers, row) for row in scores], task.questions, (1, _SHOWN)).figures()
        for name, scores in likeness.items()
    }
    return {
        "queries": len(task.questions),
        "candidates": len(set(task.answers)),
        "routes": {"looks": figures["looks"]},
        "floor": {name: figures[name] for name in ("random", *only)},
        "learned": dict(learned.report),
    }


def _task(folder: Path, shop: Shop, held: set[str]) -> _Task:
    """The questions about the items held out, of the file that the folder has; else their titles."""
    if (folder / "text_to_photo_queries.jsonl").is_file():
        return _photos(folder, shop, held)
    if (folder / "queries.jsonl").is_file():
        asked = read_questions(folder / "queries.jsonl", "query")
    else:
        asked = [LabelledQuery(shop.catalogue[id].title, {id: 1.0}) for id in sorted(held)]
    questions = [
        LabelledQuery(question.asked, relevant)
        for question in asked
        if (relevant := {id: grade for id, grade in question.relevant.items() if id in held})
    ]
    if not questions:
        raise DataError("no question is about an item that was held out; raise --holdout")
    owners = shop.index.owners("looks")
    answers = [shop.ids[row] for row in owners.tolist()]
    candidates = [place for place, id in enumerate(answers) if id in held]
    looks = np.asarray(shop.index.vectors("looks")[candidates])
    return _Task(questions, [answers[place] for place in candidates], looks)


def _photos(folder: Path, shop: Shop, held: set[str]) -> _Task:
    """Questions whose answers are pictures of a folder; a question is about the item of that title."""
    titled = {item.title.casefold(): item.id for item in shop.catalogue}
    questions = [
        question
        for question in read_questions(folder / "text_to_photo_queries.jsonl", "query")
        if titled.get(question.asked.casefold()) in {None, *held}
    ]
    if not questions:
        raise DataError("no question is about an item that was held out; raise --holdout")
    names = sorted({name for question in questions for name in question.relevant})
    return _Task(questions, names, _encoded(shop.picture_encoder, [inside(folder, name) for name in names]))


def _encoded(encoder: PictureEncoder, paths: Sequence[Path]) -> FloatArray:
    parts = [
        encoder.encode([open_picture(path) for path in paths[start : start + _BATCH]])
        for start in range(0, len(paths), _BATCH)
    ]
    return np.concatenate(parts)


def _likeness(learned: Representation, asked: FloatArray, task: _Task) -> FloatArray:
    return learned.texts(asked) @ learned.pictures(task.pictures).T


def _best(answers: Sequence[str], scores: FloatArray) -> list[str]:
    """The answers of the highest scores, each once, best first."""
    order = np.argsort(-scores, kind="stable")
    return list(dict.fromkeys(answers[place] for place in order.tolist()))[:_SHOWN]
