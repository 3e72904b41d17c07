"""What every kind of export gives: whether a file is one of it, and what it holds as rows of ours."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tastemaker.tools.catalogue.cells import prices
from tastemaker.tools.catalogue.cells.tables.rows import Row

LINKS = "images"
"""The column of a row for the links of its pictures."""


_NOTHING: tuple[Any, ...] = (None, "", [], {})
Reading = Callable[[Iterable[Row]], Iterator[Row]]
"""Makes rows of ours of those of a file; a row that is of no use becomes its reason."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A kind of file that other programs write, and what it holds of a catalogue."""

    origin: str
    """Who writes it: "Shopify"."""
    is_mine: Callable[[Collection[str]], bool]
    """Whether a file with these columns, in small letters, is one of it."""
    items: Reading | None = None
    history: Reading | None = None
    """What shoppers did: user_id, item_id, timestamp, event, value."""
    users: Reading | None = None
    reviews: Reading | None = None
    """What shoppers wrote: user_id, item_id, rating, title, text, timestamp."""
    in_parts: bool = False
    """Whether several files of it are one table: one of each month."""
    of_shop: bool = False
    """Whether its ids are those of one shop, so that another shop may give them to other items."""


def with_columns(*names: str) -> Callable[[Collection[str]], bool]:
    """Whether all these are among the columns of a file."""
    return frozenset(names).issubset


def row_by_row(make: Callable[[dict[str, Any]], dict[str, Any] | str]) -> Reading:
    """Reads each row by itself: `make` gives the row of ours, or why there is none."""

    def read(rows: Iterable[Row]) -> Iterator[Row]:
        for line, row in rows:
            yield line, row if isinstance(row, str) else make(row)

    return read


def given(row: dict[str, Any], name: str) -> str:
    """What a row says in a column, empty where it says nothing."""
    value = row.get(name)
    return "" if value is None else str(value).strip()


def first_of(row: dict[str, Any], *names: str) -> Any:
    """What a row says in the first of these columns that says anything; None where none does."""
    for name in names:
        if (value := row.get(name)) not in _NOTHING:
            return value
    return None


def year_of(text: str) -> int | str:
    """A year as a number; empty where it says 0, else as it is written.

    >>> year_of("2008.0"), year_of("-750"), year_of("0"), year_of("about 1900")
    (2008, -750, '', 'about 1900')
    """
    found = re.fullmatch(r"(-?\d{1,4})(?:\.0)?", text, re.ASCII)
    return (int(found[1]) or "") if found else text


def values(text: str, sign: str = ",") -> list[str]:
    r"""The values that one cell lists; a sign that is part of one is written behind a backslash.

    >>> values(r"Red, Blue\, light,, Red")
    ['Red', 'Blue, light']
    """
    parts = text.replace(f"\\{sign}", "\0").split(sign)
    return list(dict.fromkeys(part.replace("\0", sign).strip() for part in parts if part.strip()))


def price_of(text: str, decimal: str) -> float | None:
    """The number of a price, whatever is written beside it; None where there is none.

    >>> price_of("1.299,00", ","), price_of("45.99 EUR", "."), price_of("", ".")
    (1299.0, 45.99, None)
    """
    read = prices.price(text, decimal)
    return None if read is None else read.low


def without_empty(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the columns that say nothing."""
    return {name: value for name, value in row.items() if value not in _NOTHING}
