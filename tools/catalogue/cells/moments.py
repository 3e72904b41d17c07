"""Dates and times as people and programs write them."""

import re
from datetime import UTC, datetime, timedelta

_TIME = re.compile(
    r"(?P<day>.+?)(?:(?:, ?|[ T])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[./-](\d{1,2})[./-](\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
_WORDS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_SPREADSHEET = re.compile(r"[2-7]\d{4}\.\d+")
_ITS_FIRST = datetime(1899, 12, 30, tzinfo=UTC)
"""The day from which spreadsheets count days."""
_ZONE = re.compile(r"\s*(?:UTC|GMT)$")


def moment(text: str) -> datetime | None:
    """The moment that a text tells; None where it tells none, or may tell two.

    >>> [str(moment(text))[:16] for text in ("2019-10-01 00:00:00 UTC", "20240531", "31.05.2024", "45443.6")]
    ['2019-10-01 00:00', '2024-05-31 00:00', '2024-05-31 00:00', '2024-05-31 14:24']
    >>> [str(moment(text))[:16] for text in ("5/31/2024 2:22 PM", "May 31, 2024", "05/06/2024", "1700000000")]
    ['2024-05-31 14:22', '2024-05-31 00:00', 'None', 'None']
    """
    if _NUMBER.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _ITS_FIRST + timedelta(days=float(text)) if _SPREADSHEET.fullmatch(text) else None
    try:
        return datetime.fromisoformat(_ZONE.sub("+00:00", text))
    except ValueError:
        return _of_people(_ZONE.sub("", text))


def _of_people(text: str) -> datetime | None:
    """A day with or without a time of it, in UTC where nothing else is said."""
    match = _TIME.fullmatch(text)
    if match is None or (day := _day(match["day"])) is None:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "pP")
    try:
        return day.replace(hour=hour, minute=int(match["minute"] or 0), second=int(match["second"] or 0))
    except ValueError:
        return None


def _day(text: str) -> datetime | None:
    if match := _YEAR_FIRST.fullmatch(text):
        text = "-".join(part.zfill(2) for part in match.groups() if part)
    elif match := _DAY.fullmatch(text):
        first, second, dotted = int(match["first"]), int(match["second"]), match["sign"] == "."
        if not dotted and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if dotted or first > 12 else (second, first)
        text = f"{match['year']}-{month:02}-{day:02}"
    for form in ("%Y-%m-%d",) if match else _WORDS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
