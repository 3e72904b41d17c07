"""The fields of a row, checked: each function gives the value a catalogue needs, or says what is wrong."""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from time import time as now
from typing import Any

from tastemaker.tools.catalogue.cells.ids import whole
from tastemaker.tools.catalogue.cells.moments import moment
from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.catalogue.cells.stock import is_there

Row = Mapping[str, Any]

LONGEST_ID = 200
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_DAYS = re.compile(r"[2-7]\d{4}")
"""How many days a spreadsheet counts."""
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_LATER_THAN_SECONDS = 1e11
"""As seconds that is the year 5138, as milliseconds 1973."""
_A_DAY = 86_400.0
"""Seconds that the clock of another program may be ahead."""
_EARLIEST = 1e8
"""A lower number is no time in seconds of an item: 1973."""


class Bad(Exception):
    """Carries the reason for which a row is skipped."""


def clean(value: Any) -> Any:
    """A value as JSON has it, its texts free of lone surrogates and control characters.

    >>> clean({"size": (41, float("nan")), "note": " red\\x1b[31m "})
    {'size': [41, None], 'note': 'red [31m'}
    """
    if isinstance(value, str):
        if not value.replace("\n", "").replace("\t", "").isprintable():
            value = "".join(c if c.isprintable() or c in "\n\t" else " " for c in sound(value))
        return value.strip()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(clean(name)): clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [clean(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else clean(str(value))


def text(row: Row, name: str) -> str:
    """A text or a number as text; empty when there is none."""
    value = clean(row.get(name))
    if isinstance(value, list | dict):
        raise Bad(f"{name} is not a text")
    return "" if value is None else str(value)


def line(row: Row, name: str) -> str:
    """A text that is written in one line wherever it stands: a title, a brand."""
    return " ".join(text(row, name).split())


def identifier(row: Row, name: str) -> str:
    """An id, which stays a text: "007" is not 7.

    >>> [identifier({"id": id}, "id") for id in ("007", 7, 7.0)]
    ['007', '7', '7']
    """
    value = row.get(name)
    if isinstance(value, str) and value.isalnum() and len(value) <= LONGEST_ID:
        return value  # as most are
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with a gap in it, as some tools write it
    if value is None or value == "":
        raise Bad(f"no {name}")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Bad(f"{name} {value!r} is not a text")
    id = " ".join(str(clean(value)).split())
    if not 0 < len(id) <= LONGEST_ID:
        raise Bad(f"{name} is longer than {LONGEST_ID} characters" if id else f"no {name}")
    return id


def number(row: Row, name: str) -> float | None:
    """A number, also one written as text; None when there is none."""
    value = row.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    written = isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    if written or not isinstance(value, str | bool | list | dict):
        try:
            found = float(value)
        except (TypeError, ValueError, OverflowError):
            found = math.nan
        if math.isfinite(found):
            return found
    raise Bad(f"{name} {str(value)[:100]!r} is not a number")


def price(row: Row) -> float | None:
    """A price of nothing or more; None when it is not known."""
    value = number(row, "price")
    if value is not None and value < 0:
        raise Bad(f"price {value:g} is negative")
    return value


def seconds(row: Row, name: str) -> float:
    """Seconds since 1970 from seconds, milliseconds (or finer), or a date as people and programs write it.

    Zero when there is none. Without a zone it is UTC. What may be two dates, as 05/06/2024 is, is refused.
    """
    value = row.get(name)
    told = isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip()
    if told and (written := moment(told)) is not None:
        value = written
    elif isinstance(value, str) and value.strip() and not _NUMBER.fullmatch(value.strip()):
        raise Bad(f"{name} {value[:100]!r} is neither seconds nor ISO 8601")
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, datetime):
        value = (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    since = number({name: value}, name) or 0.0
    if since < 0:
        raise Bad(f"{name} {str(row[name])[:100]} is before 1970")
    while since >= _LATER_THAN_SECONDS:
        since /= 1000
    return since


def past(row: Row, name: str) -> float:
    """The seconds since 1970 of something that was done; zero when it is not known when."""
    done = seconds(row, name)
    if done > now() + _A_DAY:
        raise Bad(f"{name} {text(row, name)} is in the future")
    return done


def day(row: Row, name: str) -> str:
    """A date or a time in ISO 8601, also a year or a month alone; empty when there is none.

    >>> [day({"day": told}, "day") for told in ("2024-05", 2024.0, "May 31, 2024", 1717165320, 45443)]
    ['2024-05', '2024', '2024-05-31', '2024-05-31T14:22:00+00:00', '2024-05-31']
    """
    written = whole(text(row, name))
    if not written or _ISO.fullmatch(written):
        return written
    found = moment(f"{written}.0" if _DAYS.fullmatch(written) else written)
    if found is None and _NUMBER.fullmatch(written) and float(written) >= _EARLIEST:
        found = datetime.fromtimestamp(seconds({name: written}, name), UTC)
    if found is None:
        raise Bad(f"{name} {written[:100]!r} is not ISO 8601, like 2024-05-31")
    return found.date().isoformat() if found.time() == time() else found.isoformat()


def listed(row: Row, name: str) -> list[Any]:
    """A list, or a text that is one in JSON, or one value."""
    value = row.get(name)
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _parsed(value, name, "a JSON list")
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def categories(row: Row) -> tuple[str, ...]:
    """The levels from a list or from "a > b"."""
    value = row.get("categories")
    if isinstance(value, str) and not value.lstrip().startswith("["):
        levels: list[Any] = value.split(">")
    else:
        levels = listed(row, "categories")
    if not all(isinstance(level, str) for level in levels):
        raise Bad("categories is neither a list of texts nor 'a > b'")
    return tuple(found for level in levels if (found := clean(level)))


def attributes(row: Row, known: frozenset[str]) -> dict[str, Any]:
    """The attributes, and every column that is not known; whether it is in stock becomes true or false."""
    given = row.get("attributes")
    if isinstance(given, str) and given.strip():
        given = _parsed(given, "attributes", "a JSON object")
    if isinstance(given, list) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in given):
        given = dict(given)  # Parquet's map type
    if given not in (None, "") and not isinstance(given, dict):
        raise Bad("attributes is not an object")
    named = {name: value for name, value in row.items() if name not in known} | (given or {})
    found = {
        str(clean(name)): value for name, raw in named.items() if (value := clean(raw)) not in (None, "")
    }
    if "in_stock" in found:
        found["in_stock"] = is_there(str(found["in_stock"])) is not False
    return found


def _parsed(value: str, name: str, what: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise Bad(f"{name} is not {what}") from None
