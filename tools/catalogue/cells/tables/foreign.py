"""Files that are no tables of text, known by their first bytes."""

import re
from pathlib import Path

from tastemaker.tools.catalogue.cells.tables.packed import opened

_LOOKED_AT = 1 << 16
_SPREADSHEET = "is a spreadsheet; save it as CSV"
_BEGINNINGS = {
    rb"PK\x03\x04.*?(?:\[Content_Types\]\.xml|xl/workbook|opendocument\.spreadsheet)": _SPREADSHEET,
    rb"\xd0\xcf\x11\xe0": _SPREADSHEET,
    rb"PK\x03\x04": "is a zip archive; unpack it",
    rb"\x1f\x8b": "is packed with gzip twice; unpack it",
    rb".{257}ustar": "is a tar archive; unpack it",
    rb"BZh\d": "is packed with bzip2; unpack it",
    rb"\xfd7zXZ": "is packed with xz; unpack it",
    rb"\x28\xb5\x2f\xfd": "is packed with zstd; unpack it",
    rb"PAR1": "is Parquet; end its name in .parquet",
    rb"%PDF": "is a PDF document; export the table in it as CSV",
    rb"(?:\xef\xbb\xbf)?\s*<(?i:!doctype html|html)": "is a web page; download the file that it leads to",
}


def foreign(path: Path) -> str:
    """What a file is that is no text, and what to do with it; empty where it may be a text."""
    with opened(path) as file:
        start = file.read(_LOOKED_AT)
    return next((told for form, told in _BEGINNINGS.items() if re.match(form, start, re.DOTALL)), "")
