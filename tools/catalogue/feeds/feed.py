"""What every kind of export gives: whether a file is one of it, and its items as rows of ours."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from tastemaker.tools.catalogue.cells.rows import Row
from tastemaker.tools.catalogue.values import amounts

LINKS = "images"
"""The column of a row for the links of its pictures."""


class Feed(Protocol):
    """A kind of export."""

    def is_mine(self, columns: Collection[str]) -> bool:
        """Whether a file with these columns, in small letters, is such an export."""

    def items(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The items of an export as rows of ours; a row that is none is its reason."""


def given(row: dict[str, Any], name: str) -> str:
    """What a row says in a column, empty where it says nothing."""
    value = row.get(name)
    return "" if value is None else str(value).strip()


def values(text: str, sign: str = ",") -> list[str]:
    r"""The values that one cell lists; a sign that is part of one is written behind a backslash.

    >>> values(r"Red, Blue\, light,, Red")
    ['Red', 'Blue, light']
    """
    parts = text.replace(f"\\{sign}", "\0").split(sign)
    return list(dict.fromkeys(part.replace("\0", sign).strip() for part in parts if part.strip()))


def decimal_of(prices: Iterable[str]) -> str:
    """The sign before cents in the prices of a file."""
    return amounts.decimal_sign(iter(prices))


def price_of(text: str, decimal: str) -> float | None:
    """The number of a price, whatever is written beside it; None where there is none.

    >>> price_of("1.299,00", ","), price_of("45.99 EUR", "."), price_of("", ".")
    (1299.0, 45.99, None)
    """
    read = amounts.read(text.strip("€$£¥ "), decimal) if text.strip() else None
    return None if read is None else read.low


def is_today(first: str, last: str) -> bool:
    """Whether today is within two days in ISO 8601, either of which may be empty."""
    today = date.today().isoformat()
    return (not first or first[:10] <= today) and (not last or today <= last[:10])


def without_empty(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the columns that say nothing."""
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def one_or_more(found: Sequence[str]) -> str | list[str]:
    """A value by itself, several as a list, as attributes hold them."""
    return found[0] if len(found) == 1 else list(found)
