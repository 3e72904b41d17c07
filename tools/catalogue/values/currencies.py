"""Currencies: which one a word means, and what an amount in one is in another."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from babel.numbers import get_currency_precision, list_currencies


def currency_of(word: str, own: str = "") -> str:
    """The currency that a code of ISO 4217, a sign or a word means, as its code; empty where it means none.

    A word of several currencies means the shop's `own` where that is one of them. One that is not clear
    without it stays as it is: "kr" is money, though nobody knows which.

    >>> [currency_of(word) for word in ("jpy", "€", "Rupees", "kr", "kg")], currency_of("$", own="CAD")
    (['JPY', 'EUR', 'INR', 'kr', ''], 'CAD')
    """
    if is_currency(word.upper()):
        return word.upper()
    known = signs() | _table()["words"]
    lower = word.casefold().rstrip(".")
    codes = next((known[form] for form in (word, lower, lower.removesuffix("s")) if form in known), None)
    if codes is None:
        return ""
    return own if own and own in codes else codes[0] or word


def beside_numbers(text: str) -> list[str]:
    """What stands for a currency at the numbers of a text.

    >>> beside_numbers("below $100 or 5000日元, 3 yens and 40 EUR")
    ['$', '日元', 'yens', 'EUR']
    """
    return [before or after for before, after in _beside().findall(text)]


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has this code, now or in the past."""
    return code in _codes()


def signs() -> dict[str, list[str]]:
    """The signs that stand at a number, each with the currencies that it may mean."""
    return _table()["signs"]


def exchanged(value: float, currency: str, into: str, rates: Mapping[str, float]) -> float | None:
    """An amount of one currency in another, to its smallest coin; None where there is no rate.

    `rates` are what one of each currency is worth, all in the same.

    >>> exchanged(5000, "JPY", "EUR", {"JPY": 0.0061, "EUR": 1}), exchanged(9, "USD", "EUR", {"EUR": 1})
    (30.5, None)
    """
    if currency not in rates or into not in rates:
        return None
    return round(value * rates[currency] / rates[into], get_currency_precision(into))


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())


@cache
def _beside() -> re.Pattern[str]:
    """A sign, a word or a code before or behind a number."""
    known = sorted(signs() | _table()["words"], key=len, reverse=True)
    form = rf"(?i:{'|'.join(map(re.escape, known))})s?|[A-Z]{{3}}"
    return re.compile(rf"(?<!\w)({form})\s?(?=\d)|(?<=\d)\s?({form})(?![A-Za-zÀ-ÿ])")


@cache
def _table() -> Mapping[str, dict[str, list[str]]]:
    listed: Mapping[str, dict[str, list[str]]] = yaml.safe_load(
        files(__package__).joinpath("currencies.yaml").read_text(encoding="utf-8")
    )
    return listed
