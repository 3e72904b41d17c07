"""What people need, with the words of items that show why these answer it: what reasons are held against."""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from tastemaker.tools.errors import DataError

_BESIDE = Path("training") / "needs"


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody says, and why some items answer it."""

    text: str
    language: str
    because: Mapping[str, str]
    """By the id of an item the words of its texts that show it."""


def needs(folder: Path, labels: Path | None, known: Set[str]) -> list[Need]:
    """The needs over a catalogue folder whose items are `known`; what is of other shops is left out.

    They are read from `labels`, a file or a folder of them; else from the folder's needs.jsonl, else from
    training/needs beside it. Raises DataError where there are none, and for a line that holds none.
    """
    places = [labels] if labels else [folder / "needs.jsonl", folder.resolve().parent / _BESIDE]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        missing = " nor ".join(map(str, places))
        raise DataError(f"There is no {missing}; name a file of needs with --needs.")
    files = sorted(found.glob("*.jsonl")) if found.is_dir() else [found]
    own = [need for file in files for need in _read(file) if known & need.because.keys()]
    if not own:
        raise DataError(f"No need of {found} is about an item of {folder}; name others with --needs.")
    return own


def _read(file: Path) -> Iterator[Need]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            because = row.get("because") or {}
            if "items" not in row:  # a need that brings a shop of its own has them
                yield Need(str(row["need"]), str(row.get("lang", "en")), dict(because))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{file}:{number}: not a need with labelled items ({error})") from error
