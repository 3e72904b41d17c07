"""The numbers that a text says, in digits or in words of many languages."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from text_to_num import alpha2digit, text2num

from tastemaker.agent.rules.amounts import AMOUNT, amount
from tastemaker.agent.rules.language import normalise

_ABOUT = 0.25
"""How far "about 50" reaches either way."""
_SPELLED = ("en", "de", "fr", "es", "it", "pt", "nl")
READ = frozenset((*_SPELLED, "zh"))
"""The languages whose numbers in words are read."""
_DIGITS = re.compile(r"\d+(?:[.,\u00a0' ]\d{3})*(?:[.,]\d+)?")
_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_FRACTIONS = re.compile(
    r"\b(?:half|halb\w*|demi\w*|medi[oa]|mezz[oa]|mei[oa]|полов\w+|пол)\b|半|आधा", re.IGNORECASE
)
_QUARTERS = re.compile(r"\b(?:quarter|viertel\w*|quart|cuarto|quarto|четверть)\b|刻", re.IGNORECASE)
_PAIRS = re.compile(
    r"\b(?:couple|both|pair|paar|beide\w*|deux|dos|due|dois|duas|два|двое|twins?|zweit?)\b|两|俩|双|二|दो",
    re.IGNORECASE,
)
_TENS = {
    re.compile(rf"\b(?:{said})\b", re.IGNORECASE): value
    for said, value in {
        r"fifties|fünfziger\w*|années cinquante|años cincuenta|anni cinquanta|anos cinquenta": 50.0,
        r"sixties|sechziger\w*|années soixante|años sesenta|anni sessanta|anos sessenta": 60.0,
        r"seventies|siebziger\w*|années soixante-dix|años setenta|anni settanta|anos setenta": 70.0,
        r"eighties|achtziger\w*|années quatre-vingts?|años ochenta|anni ottanta|anos oitenta": 80.0,
        r"nineties|neunziger\w*|années quatre-vingt-dix|años noventa|anni novanta|anos noventa": 90.0,
    }.items()
}
"""Decades."""
_ZEROS = re.compile(
    r"\b(?:free|nothing|zero|freezing|gratis|kostenlos|umsonst|null|gratuite?s?|rien|zéro|cero|nada|frost)\b"
    r"|免费|零|मुफ़?्त",
    re.IGNORECASE,
)
_ONES = re.compile(
    r"\b(?:an?|one|just me|myself|alone|ein\w*|une?|un[oa]?|um[a]?|один|одна)\b|一", re.IGNORECASE
)
_HAN_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


@lru_cache(maxsize=256)
def numbers(text: str) -> frozenset[float]:
    """Every number that a text may mean, whichever sign stands before tenths.

    >>> sorted(numbers("two of us, at most 2.5 kg and 1,299 euros"))
    [1.299, 2.0, 2.5, 25.0, 1299.0]
    """
    found = set(_all(normalise(text)))
    return frozenset(found | {number + 0.5 for number in found if _FRACTIONS.search(text)})


def around(number: float) -> tuple[float, float]:
    """From where to where "about" a number reaches.

    >>> around(50), around(-10)
    ((37.5, 62.5), (-12.5, -7.5))
    """
    low, high = sorted((number * (1 - _ABOUT), number * (1 + _ABOUT)))
    return low, high


def _all(text: str) -> Iterator[float]:
    for said in _DIGITS.findall(text):
        yield from _readings(said)
    for said in _AMOUNT.findall(text):
        yield amount(said)
    for language in _SPELLED:
        if (spelled := alpha2digit(text, language)) != text:
            for said in _DIGITS.findall(spelled):
                yield from _readings(said)
    for word in set(re.findall(r"[^\W\d_]+", text)):
        yield from _alone(word)
    yield from (value for pattern, value in _TENS.items() if pattern.search(text))
    if _ZEROS.search(text):
        yield 0.0
    yield from (float(_HAN_DIGITS[letter]) for letter in text if letter in _HAN_DIGITS)
    for pattern, values in (
        (_FRACTIONS, (0.5, 30.0)),
        (_QUARTERS, (0.25, 15.0)),
        (_PAIRS, (2.0,)),
        (_ONES, (1.0,)),
    ):
        if pattern.search(text):
            yield from values


@lru_cache(maxsize=4096)
def _alone(word: str) -> tuple[float, ...]:
    """What a word says by itself: the library leaves a small number alone in a sentence."""
    found = []
    for language in _SPELLED:
        with suppress(ValueError):
            found.append(float(text2num(word.casefold(), language)))
    return tuple(found)


def _readings(said: str) -> Iterator[float]:
    """What digits may mean: "1.299" is a number with tenths here, of thousands there."""
    bare = re.sub(r"[\u00a0' ]", "", said)
    for text in {bare.replace(",", ""), bare.replace(".", "").replace(",", "."), bare.replace(",", ".")}:
        try:
            yield float(text)
        except ValueError:
            continue
