"""Values without a unit: yes or no, dates, money."""

import calendar
import re
from datetime import date

from tastemaker.tools.catalogue.values import amounts
from tastemaker.tools.catalogue.values.currencies import signs

_YES = frozenset("yes true y ja oui sí si sì vrai wahr 是 有".split())
_NO = frozenset("no false n nein non nee faux falsch 否 无 無 没有".split())
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:.*)?)?)?")
_OTHER_DATES = (
    (re.compile(r"(\d{4})[/.年](\d{1,2})(?:[/.月](\d{1,2})日?|月)"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
)
_YEARS = range(1900, 2101)
_EPOCH = date(1970, 1, 1).toordinal()
_CODES = frozenset(
    "EUR USD GBP CHF CNY JPY INR PLN CZK SEK NOK DKK HUF RON BGN TRY RUB UAH CAD AUD NZD SGD HKD TWD KRW THB"
    " MYR IDR PHP VND BRL MXN ARS CLP COP ZAR EGP NGN KES ILS AED SAR".split()
)
_SIGN = rf"[A-Z]{{3}}|{'|'.join(re.escape(symbol) for symbol in sorted(signs(), key=len, reverse=True))}"
_MONEY = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<number>\d[\d.,'’\s]*)(?P<after>{_SIGN})?")


def yes_or_no(text: str) -> bool | None:
    """What a yes or a no says, in any of six languages; None for anything else."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def days(text: str) -> tuple[int, int] | None:
    """The first and the last day, counted from 1970-01-01, of a date, a month or a year; else None.

    >>> days("1970-01-02T10:00:00"), days("1970"), days("2020-13-01")
    ((1, 1), (0, 364), None)
    """
    text = text.strip()
    parts = None
    if found := _DATE.fullmatch(text):
        parts = found.groups()
    for form, places in _OTHER_DATES:
        if parts is None and (found := form.fullmatch(text)):
            parts = tuple(found[place] for place in places)
    if parts is None:
        return None
    year, month, day = (int(part) if part else 0 for part in parts)
    if year not in _YEARS and not month:
        return None
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except (ValueError, IndexError):
        return None
    return first.toordinal() - _EPOCH, last.toordinal() - _EPOCH


def is_year(text: str) -> bool:
    """Whether a text is a bare number that could be a year."""
    return text.isdecimal() and len(text) == 4 and int(text) in _YEARS


def money(text: str, decimal: str = ".") -> tuple[float, str] | None:
    """An amount of money and its currency; None where no currency is said.

    >>> money("19.99 EUR"), money("1.299,00 €"), money("5 kg")
    ((19.99, 'EUR'), (1299.0, 'EUR'), None)
    """
    found = _MONEY.fullmatch(text.strip()) if len(text) <= amounts.LONGEST else None
    sign = found and (found["before"] or found["after"])
    if not found or not sign:
        return None
    currency = signs().get(sign, [sign])[0]
    amount = amounts.read(found["number"].strip(), decimal)
    return (amount.low, currency) if amount and currency in _CODES else None
