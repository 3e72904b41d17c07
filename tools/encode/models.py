"""The models that are known: a model is data (`models.json`); its digest is trusted, not its source."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tastemaker.tools.encode.fetch import File, Hub, Packages, pinned_by
from tastemaker.tools.errors import MissingWeights


@dataclass(frozen=True)
class Model:
    """One model as `models.json` has it; one without files is pinned at its first download.

    Then a package that carries other files than the hub names its own.
    """

    name: str
    role: str
    about: str
    licence: str
    entry: str
    """What is opened: a file's path in the model's folder, or empty for the folder itself."""
    files: tuple[File, ...]
    sources: tuple[Hub | Packages, ...]
    """In the order in which they are tried."""
    size: int = 0
    """Bytes as its source tells them, where the files are not pinned."""
    cell: int = 0
    """Bytes that a language model remembers of a token, in half precision."""

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files or pinned_by(self.sources[-1])) or self.size


@cache
def models() -> Mapping[str, Model]:
    """Returns the known models by name."""
    rows: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("models.json").read_text("utf-8"))
    return {name: _model_from(name, row) for name, row in rows.items()}


def model_named(name: str) -> Model:
    if name not in models():
        raise MissingWeights(f"there is no model {name!r}; `tastemaker models list` shows those there are")
    return models()[name]


def _model_from(name: str, row: Mapping[str, Any]) -> Model:
    sources = (
        Hub(source["hub"], source["revision"], tuple(source.get("patterns", ())))
        if "hub" in source
        else Packages(**{**source, "files": _files(source.get("files", ()))})
        for source in row["sources"]
    )
    return Model(name, **{**row, "files": _files(row["files"]), "sources": tuple(sources)})


def _files(rows: Iterable[Mapping[str, Any]]) -> tuple[File, ...]:
    return tuple(File(**row) for row in rows)
