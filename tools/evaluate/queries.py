"""Questions with known answers: the files of an evaluation folder, and the build they are asked of."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tastemaker.tools.build import Say, build
from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder
from tastemaker.tools.errors import DataError
from tastemaker.tools.evaluate.metrics import Values, graded_ndcg, recall
from tastemaker.tools.shop import Shop


@dataclass(frozen=True, slots=True)
class Encoders:
    """What an evaluation reads texts and pictures with."""

    text: TextEncoder
    picture: PictureEncoder


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """What is asked, and the grade of each right answer by its id."""

    asked: str
    relevant: Mapping[str, float]


def read_questions(file: Path, field: str) -> list[LabelledQuery]:
    """The questions of a JSONL file that have something in a field and a right answer; raises DataError."""
    if not file.is_file():
        raise DataError(f"there is no {file.name} in {file.parent}; an evaluation folder holds one")
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(dict(json.loads(line)))
        except (ValueError, TypeError):
            raise DataError(f"{file.name}:{number}: is not a JSON object") from None
    found = [
        LabelledQuery(str(row[field]), row["relevant"])
        for row in rows
        if row.get(field) and row.get("relevant")
    ]
    if not found:
        fields = ", ".join(sorted({name for row in rows for name in row} - {"id", "relevant"}))
        raise DataError(f"{file.name} has no question in the field {field!r}; its fields are: {fields}")
    return found


@contextmanager
def built(folder: Path | Folder, home: Path, encoders: Encoders, say: Say, what: str = "") -> Iterator[Shop]:
    """A folder as `ingest` builds it, under `home`; what was embedded before is not embedded again.

    A folder that was changed since it was read says `what` it is now, so that it has a place of its own.
    """
    path = folder.path if isinstance(folder, Folder) else folder.resolve()
    name = f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}{what and '-' + what}"
    place = home / "measured" / name
    build(folder, place, encoders.text, encoders.picture, say)
    with Shop.open(place, encoders.text, encoders.picture) as shop:
        yield shop


@dataclass(frozen=True, slots=True)
class Judged:
    """How well a route answers each question: the values whose means are its figures."""

    ndcg: Values
    recall: Mapping[int, Values]

    def figures(self) -> dict[str, float]:
        """The means, as they are printed."""
        means = {f"recall@{k}": float(values.mean()) for k, values in self.recall.items()}
        return {name: round(mean, 4) for name, mean in {"ndcg@10": float(self.ndcg.mean()), **means}.items()}


def judge(
    lists: Sequence[Sequence[str]], questions: Sequence[LabelledQuery], depths: Sequence[int]
) -> Judged:
    """Compare the list for each question, best first, with its right answers."""
    pairs = [(shown, dict(question.relevant)) for shown, question in zip(lists, questions, strict=True)]
    return Judged(
        np.array([graded_ndcg(shown, relevant) for shown, relevant in pairs]),
        {k: np.array([recall(shown, relevant, k) for shown, relevant in pairs]) for k in depths},
    )


def inside(folder: Path, name: str) -> Path:
    """The path of a file that a folder names; raises DataError for one outside of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise DataError(f"{name} is outside the folder")
    return path
