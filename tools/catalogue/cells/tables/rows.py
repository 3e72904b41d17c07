"""The rows of a JSONL, CSV or Parquet file, one at a time; one that cannot be read is its reason."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.cells.tables import separated
from tastemaker.tools.catalogue.cells.tables.encodings import (
    LONGEST_LINE,
    encoding_of,
    lines,
    named,
    unreadable,
)
from tastemaker.tools.catalogue.cells.tables.foreign import foreign
from tastemaker.tools.catalogue.cells.tables.packed import ENDING, unpacked
from tastemaker.tools.errors import DataError

_INDEX = re.compile(r"__index_level_\d+__")
"""What pandas calls the column of its row numbers in Parquet."""
KINDS = ("jsonl", "csv", "parquet")

Row = tuple[int, dict[str, Any] | str]
"""The line (in Parquet: the row) counted from 1, and the fields, or why it cannot be read."""


def find(folder: Path, name: str) -> Path | None:
    """The file of that name in whichever kind the folder has it, a packed one where there is no other.

    Raises DataError when it has two, or only one that is no table.
    """
    each = [[folder / f"{name}.{kind}{ending}" for kind in KINDS] for ending in ("", ENDING)]
    found = ([path for path in paths if path.is_file()] for paths in each)
    there = next((paths for paths in found if paths), [])
    if len(there) > 1:
        raise DataError(f"{folder} holds {' and '.join(path.name for path in there)}; keep one of them")
    for path in [] if there else sorted(folder.glob(f"{name}.*")):
        if path.is_file() and (told := foreign(path)):
            raise DataError(f"{path.name} {told}")
    return there[0] if there else None


def read(path: Path) -> Iterator[Row]:
    """Every row of a file, in constant memory; raises DataError when the file as a whole cannot be read.

    What is told of the file has the line 0.
    """
    kind = unpacked(path).suffix
    if kind == ".parquet":
        yield from _parquet(path)
        return
    try:
        if told := foreign(path):
            raise DataError(f"{path.name} {told}")
        encoding = encoding_of(path)
        if not encoding.startswith("UTF"):
            remark = (
                f"is not UTF-8 and is read as {named(encoding)}; save it as UTF-8 where letters are wrong"
            )
            yield 0, remark
        yield from (_jsonl(path, encoding) if kind in (".jsonl", ".json") else separated.read(path, encoding))
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from error


def _jsonl(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in enumerate(lines(path, encoding, newline="\n"), 1):
        if line is None:
            yield number, f"longer than {LONGEST_LINE // 1024 // 1024} MB"
        elif line.strip():
            yield number, unreadable(line, encoding) or _object(line)


def _object(line: str) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({getattr(error, 'msg', 'too large or too deep')})"
    return row if isinstance(row, dict) else "not a JSON object"


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1000):
                for row in batch.to_pylist():
                    number += 1
                    yield number, {name: row[name] for name in row if not _INDEX.fullmatch(name)}
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise DataError(
            f"{path.name} cannot be read as Parquet after row {number}: {_first_line(error)}"
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
