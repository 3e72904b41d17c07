"""The rows of a JSONL, CSV or Parquet file, one at a time; one that cannot be read is its reason."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tastemaker.tools.errors import DataError

KINDS = ("jsonl", "csv", "parquet")
LONGEST_LINE = 4 * 1024 * 1024

Row = tuple[int, dict[str, Any] | str]
"""The line (in Parquet: the row) counted from 1, and the fields, or why it cannot be read."""


def find(folder: Path, name: str) -> Path | None:
    """The file of that name in whichever kind the folder has it; raises DataError when it has two."""
    there = [path for kind in KINDS if (path := folder / f"{name}.{kind}").is_file()]
    if len(there) > 1:
        raise DataError(f"{folder} holds {' and '.join(path.name for path in there)}; keep one of them")
    return there[0] if there else None


def read(path: Path) -> Iterator[Row]:
    """Every row of a file, in constant memory; raises DataError when the file as a whole cannot be read."""
    if path.suffix == ".parquet":
        yield from _parquet(path)
        return
    try:
        with path.open("rb") as file:
            if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
                raise DataError(f"{path.name}:1: is UTF-16; save it as UTF-8")
            file.seek(0)
            if file.read(3) != b"\xef\xbb\xbf":
                file.seek(0)
            yield from _jsonl(file) if path.suffix in (".jsonl", ".json") else _csv(path, file)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from error


def _lines(file: BinaryIO) -> Iterator[str | None]:
    """The lines; None for one that is too long. Bytes that are not UTF-8 become lone surrogates."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield None
        else:
            yield line.decode("utf-8", "surrogateescape")


def _not_utf8(text: str) -> str | None:
    if text.isascii() or not (bad := re.search("[\udc80-\udcff]", text)):
        return None
    before = text[max(0, bad.start() - 20) : bad.start()]
    return f"byte 0x{ord(bad[0]) - 0xDC00:02x} after {before!r} is not UTF-8; save it as UTF-8"


def _jsonl(file: BinaryIO) -> Iterator[Row]:
    for number, line in enumerate(_lines(file), 1):
        if line is None:
            yield number, f"longer than {LONGEST_LINE // 1024 // 1024} MB"
        elif line.strip():
            yield number, _not_utf8(line) or _object(line)


def _object(line: str) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({getattr(error, 'msg', 'too large or too deep')})"
    return row if isinstance(row, dict) else "not a JSON object"


def _csv(path: Path, file: BinaryIO) -> Iterator[Row]:
    lines = ("\0" if line is None else line for line in _lines(file))
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if bad := _not_utf8(first):
        raise DataError(f"{path.name}:1: {bad}")
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        number = reader.line_num + 2
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"not CSV ({error})"
            continue
        if not any(fields):
            continue
        whole = delimiter.join(fields)
        if "\0" in whole:
            yield number, f"longer than {LONGEST_LINE // 1024 // 1024} MB, or holds a zero byte"
        elif bad := _not_utf8(whole):
            yield number, bad
        elif len(fields) > len(header):
            yield number, f"{len(fields)} fields where the header has {len(header)}"
        else:
            yield number, dict(zip(header, fields, strict=False))


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1000):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise DataError(
            f"{path.name} cannot be read as Parquet after row {number}: {_first_line(error)}"
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
