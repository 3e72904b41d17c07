"""Dates and times as people and programs write them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_DAY = (
    r"(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4})"
    r"(?P<time>[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WORDS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_SPREADSHEET = re.compile(r"[2-7]\d{4}\.\d+")
_ITS_FIRST = datetime(1899, 12, 30, tzinfo=UTC)
"""The day from which spreadsheets count days."""


def moment(text: str) -> datetime | None:
    """The moment that a text tells; None where it tells none, or may tell two.

    >>> [str(moment(text))[:16] for text in ("2019-10-01 00:00:00 UTC", "20240531", "31.05.2024", "45443.6")]
    ['2019-10-01 00:00', '2024-05-31 00:00', '2024-05-31 00:00', '2024-05-31 14:24']
    >>> [str(moment(text))[:16] for text in ("05/31/2024 14:22", "May 31, 2024", "05/06/2024", "1700000000")]
    ['2024-05-31 14:22', '2024-05-31 00:00', 'None', 'None']
    """
    if _NUMBER.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _ITS_FIRST + timedelta(days=float(text)) if _SPREADSHEET.fullmatch(text) else None
    return next(_read(text), None)


def _read(text: str) -> Iterator[datetime]:
    if match := re.fullmatch(_DAY, text):
        first, second, dotted = int(match["a"]), int(match["b"]), match["sign"] == "."
        if not dotted and first <= 12 and second <= 12 and first != second:
            return
        day, month = (first, second) if dotted or first > 12 else (second, first)
        text = f"{match['year']}-{month:02}-{day:02}{(match['time'] or '').replace(' ', 'T')}"
    for way in ("", *_WORDS):
        try:
            plain = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", text) if not way else text
            yield datetime.strptime(text, way) if way else datetime.fromisoformat(plain)
        except ValueError:
            continue
