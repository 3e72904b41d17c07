"""What something costs today where a sale lowers its price, and what it cost before."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from tastemaker.tools.catalogue.cells.moments import moment

WAS = "was"
"""The column, or the attribute, of what something cost before."""
_SALE = ("sale_price", "special_price", "offer_price")
_USUAL = (WAS, "regular_price", "compare_at_price", "original_price", "old_price")
_SPAN = "sale_price_effective_date"
"""From when to when a price for sales counts, as Google Merchant Center writes it."""
_STARTS = ("sale_price_starts", "sale_starts", "sale_start", "sale_from")
_ENDS = ("sale_price_ends", "sale_ends", "sale_end", "sale_to")
_DAYS = (_SPAN, *_STARTS, *_ENDS)
_OURS = frozenset((*_SALE, *_USUAL, *_DAYS))


def was(price: float | None, usual: float | None) -> float | str:
    """What something cost before, where that is more than it costs now; else empty."""
    return usual if price is not None and usual is not None and usual > price else ""


def is_today(first: Any, last: Any) -> bool:
    """Whether today is within two days, either of which may be empty; one that is no day says nothing.

    >>> [is_today(first, last) for first, last in (("", ""), ("", "31.01.2020"), ("2020-01-31T00:00Z", ""))]
    [True, False, True]
    """
    today, begins, ends = datetime.now(UTC).date(), _day(first), _day(last)
    return (begins is None or begins <= today) and (ends is None or today <= ends)


def today(row: dict[str, Any], number: Callable[[str], float | None]) -> dict[str, Any]:
    """A row at the price of today, with that of before where it was more; `number` reads a price.

    A price for sales counts within its days. What cannot be read stays as it stands.
    """
    told = {plain: value for name, value in row.items() if (plain := _plain(name)) in _OURS}
    price = row.get("price")
    if not told or not (price in (None, "") or isinstance(price, int | float)):
        return row  # nothing of sales, or a price for which it is refused
    read = {name: found for name, value in told.items() if (found := _read(value, number)) is not None}
    sale, usual = _first(read, _SALE), _first(read, _USUAL)
    begins, _, ends = str(told.get(_SPAN) or "").partition("/")
    now = price if isinstance(price, int | float) else _first(read, _USUAL[1:])
    before = max((each for each in (now, usual) if each is not None), default=None)
    if sale is not None and is_today(begins or _first(told, _STARTS), ends or _first(told, _ENDS)):
        now = sale if now is None else min(now, sale)
    unread = {name: value for name, value in told.items() if name not in (*read, *_DAYS)}
    rest = {name: value for name, value in row.items() if _plain(name) not in _OURS} | unread
    return rest | {"price": now, WAS: was(now, before) or read.get(WAS, unread.get(WAS))}


def _read(value: Any, number: Callable[[str], float | None]) -> float | None:
    if isinstance(value, str):
        return number(value) if value.strip() else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _first(told: dict[str, Any], names: Iterable[str]) -> Any:
    return next((told[name] for name in names if told.get(name)), None)


def _day(text: Any) -> date | None:
    found = moment(str(text or "").strip())
    return found.date() if found else None


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> str:
    """The name of a column without case and signs: "Sale price" is sale_price."""
    return "_".join(name.casefold().replace("-", " ").split())
