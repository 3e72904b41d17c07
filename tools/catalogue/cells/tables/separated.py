"""Tables of text whose columns a sign separates: commas, semicolons, tabs or bars."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from inspect import GEN_CLOSED, getgeneratorstate
from itertools import chain, islice
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.cells.tables.encodings import LONGEST_LINE, lines, unreadable
from tastemaker.tools.errors import DataError

_DELIMITERS = ",;\t|"
_TOLD = re.compile(r"sep=([,;\t|])\s*")
"""The line that says to a spreadsheet which sign separates."""
_NAMELESS = re.compile(r"^unnamed: \d+$")
"""What pandas calls a column that has no name."""
_LOOKED_AT = 20
"""Lines from which the signs are found."""
_CHARACTERS = 2000
"""Of such a line."""


def read(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Every row by its line; raises DataError where the header cannot be read.

    A header that stands again, a column that stands twice, and one without a name, are told once.
    """
    source = lines(path, encoding, newline="")
    first = list(islice(source, _LOOKED_AT))
    told = _TOLD.fullmatch(first[0]) if first and first[0] else None
    delimiter, quote = _signs([line[:_CHARACTERS] for line in first[bool(told) :] if line])
    delimiter = told[1] if told else delimiter
    every = ("\0" if line is None else line for line in chain(first, source))
    reader = csv.reader(every, delimiter=delimiter, quotechar=quote)
    try:
        names = next((fields for fields in islice(reader, bool(told), None) if any(fields)), [])
    except csv.Error as error:
        raise DataError(f"{path.name}:{reader.line_num}: the header is not CSV ({error})") from error
    if bad := unreadable(delimiter.join(names), encoding):
        raise DataError(f"{path.name}:{reader.line_num}: {bad}")
    header = [_NAMELESS.sub("", name.strip().lower()) for name in names]
    nameless = [place for place, name in enumerate(header) if not name]
    if twice := ", ".join(name for name, count in Counter(filter(None, header)).items() if count > 1):
        yield reader.line_num, f"column {twice} stands twice; in each row its first filled value counts"
    again = 0
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"not CSV ({error}){_spanned(number, reader.line_num)}"
            continue
        if not any(fields):
            continue
        whole = delimiter.join(fields)
        if getgeneratorstate(every) == GEN_CLOSED:
            yield number, "opens a quote in which the file ends; the file was cut, or the quote is not closed"
        elif "\0" in whole:
            yield number, f"longer than {LONGEST_LINE // 1024 // 1024} MB, or holds a zero byte"
        elif bad := unreadable(whole, encoding):
            yield number, bad
        elif len(fields) > len(header) and any(fields[len(header) :]):
            yield number, f"{len(fields)} fields where the header has {len(header)}"
        elif fields == names:
            if not again:
                yield number, "is the header again; wherever it stands it is skipped"
            again = 1
        else:
            if filled := [place + 1 for place in nameless if any(fields[place : place + 1])]:
                yield (
                    number,
                    f"column {filled[0]} has no name and is not read; name it if it is no row number",
                )
                nameless = []
            row = _filled(header, fields) if twice else dict(zip(header, fields, strict=False))
            row.pop("", None)
            yield number, row


def _signs(looked_at: list[str]) -> tuple[str, str]:
    """The sign that separates columns, and the one that encloses a value."""
    header = next((line for line in looked_at if line.strip()), "")
    counts = {sign: re.sub(r"\"[^\"]*\"|'[^']*'", "", header).count(sign) for sign in _DELIMITERS}
    delimiter = max(counts, key=lambda sign: counts[sign])
    enclosed = rf"(?:^|{re.escape(delimiter)})(['\"]).*?\1(?=\s*$|{re.escape(delimiter)})"
    rows = [re.findall(enclosed, line) for line in looked_at]
    # An apostrophe may also begin a word.
    single = sum("'" in found for found in rows) > len(rows) / 2 and not any('"' in found for found in rows)
    return delimiter, "'" if single else '"'


def _spanned(first: int, last: int) -> str:
    return f"; a quote that is opened here is not closed, lines {first} to {last} are lost" * (last > first)


def _filled(header: list[str], fields: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in zip(header, fields, strict=False):
        row[name] = row.get(name) or value
    return row
