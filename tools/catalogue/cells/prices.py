"""Prices as people and programs write them: "1.299,00", "$19.99", "from 12", "12-15", "free", "N/A"."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from math import isfinite
from typing import Any

import regex

from tastemaker.tools.catalogue.cells.sales import today
from tastemaker.tools.catalogue.cells.tables import rows
from tastemaker.tools.catalogue.values import amounts
from tastemaker.tools.catalogue.values.currencies import currency_of, is_currency

RANGE = "price range"
"""The column that tells a price which is from one amount to another as it is written."""
_LOOKED_AT = 10_000
"""Rows from which it is found how a file writes prices."""
_PLAIN = regex.compile(r"\d+(?:\.\d{1,2})?", regex.ASCII)
_CENTS = regex.compile(r"\d([.,])\d{1,2}(?![\d.,])")
_EITHER = regex.compile(r"(?<![\d.,'’]|\d\s)[1-9]\d{0,2}([.,])\d{3}(?![\d.,])")
"""A number in which a sign before three digits may stand before decimals as well as thousands."""
_WORD = regex.compile(r"\p{L}*\p{Sc}|\p{L}+\.?")
_NO_CENTS = regex.compile(r"[.,:]\s?[-–—]+(?!\d)")
_FREE = frozenset("free gratis kostenlos gratuit gratuito grátis бесплатно 免费 免費 無料 무료".split())
_NONE = frozenset(
    ("n/a", "na", "n.a.", "none", "null", "-", "--", "–", "—", "?", "tbd", "tba", "tbc", "unknown", "poa")
    + ("on request", "price on request", "ask", "call", "auf anfrage", "k.a.", "sur demande", "a consultar")
    + ("su richiesta", "op aanvraag", "по запросу", "询价", "要問合せ", "未定")
)


@dataclass(frozen=True, slots=True)
class Price:
    """What a text says of a price."""

    low: float | None
    """The least that is asked; None where the text says that there is no price, or no least one."""
    currency: str = ""
    """What stands beside the number, as its code where that is clear."""
    is_range: bool = False
    is_sure: bool = True
    """Whether the text cannot be read in another way."""


def price(text: str, decimal: str, own: str = "") -> Price | None:
    """What a text says of a price; None where it is no price.

    `decimal` is as of `decimal_of`; a sign of several currencies means `own` where that is one of them.

    >>> price("ab 1.299,00 €", ",")
    Price(low=1299.0, currency='EUR', is_range=True, is_sure=True)
    >>> [price(text, "").low for text in ("19,-", "₹1,49,999", "free", "N/A")], price("2 for 30", "")
    ([19.0, 149999.0, 0.0, None], None)
    """
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text):
        return Price(float(text))
    if text.casefold().rstrip("!") in _FREE:
        return Price(0.0)
    if text.casefold() in _NONE:
        return Price(None)
    number, currency, only = _without_currency(text, own)
    amount = amounts.read(_NO_CENTS.sub("", number).strip(), decimal)
    if amount is None or amount.unit or amount.shape == "sides":
        return None
    either = _EITHER.search(number)
    sure = only and not (either and decimal in ("", either[1]))
    is_range = amount.shape == "span"
    low = amount.low if isfinite(amount.low) else None
    return Price(low, currency, is_range, sure and (is_range or not _WORD.search(number)))


def decimal_of(texts: Iterable[str]) -> str:
    """The sign before cents in prices; empty where none has cents, or some have a comma and some a point.

    Then a sign before three digits is that of thousands.

    >>> decimal_of(["139,99", "1.299"]), decimal_of(["1.299", "2.499"]), decimal_of(["9.99", "9,99"])
    (',', '', '')
    """
    found = Counter(sign for text in texts for sign in _CENTS.findall(text))
    return next(iter(found)) if len(found) == 1 else ""


def priced(found: Iterable[rows.Row]) -> Iterator[rows.Row]:
    """The rows of a file with the numbers of today's prices, and before a row what is not sure of its own.

    How the file writes prices is found from its first ten thousand rows.
    """
    coming = iter(found)
    first = list(islice(coming, _LOOKED_AT))
    looked_at = (row.get("price") for _, row in first if isinstance(row, dict))
    decimal = decimal_of(text for text in looked_at if isinstance(text, str))
    for line, row in chain(first, coming):
        if isinstance(row, dict) and isinstance(text := row.get("price"), str) and text.strip():
            yield from ((line, remark) for remark in _filled(row, text, decimal))
        yield line, today(row, partial(_sure, decimal)) if isinstance(row, dict) else row


def _sure(decimal: str, text: str) -> float | None:
    """The number of a price beside the price; None where it is not sure, or is none."""
    read = price(text, decimal)
    return read.low if read and read.is_sure else None


def _filled(row: dict[str, Any], text: str, decimal: str) -> Iterator[str]:
    """Put what a price says into its row; what is to be told of it. One that is none is left."""
    own = str(row.get("currency") or "").strip()
    if (read := price(text, decimal, own)) is None:
        return
    row["price"] = read.low
    if read.is_range:
        row[RANGE] = text.strip()
    if read.currency and not own:
        row["currency"] = read.currency
    elif read.currency and read.currency not in (own, currency_of(own)):
        yield f"price {text!r} names {read.currency}, its currency is {own}; that is kept"
    if read.low is None:
        yield f"price {text!r} is none; the item is kept without it"
    elif not read.is_sure:
        yield f"price {text!r} is taken for {read.low:.10g}, which is not sure; write only that"


def _without_currency(text: str, own: str) -> tuple[str, str, bool]:
    """A price without what stands for a currency, that currency, and whether it is the only one."""
    words = [word for word in _WORD.findall(text) if currency_of(word)]
    code = next((word.upper() for word in words if is_currency(word.upper())), own)
    found = dict.fromkeys(currency_of(word, code) for word in words)
    for word in words:
        text = text.replace(word, " ", 1)
    return " ".join(text.split()), next(iter(found), ""), len(found) < 2
