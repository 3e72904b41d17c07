"""Amounts as catalogues write them: "10,000 mm", "7 h, 28 h with case", "4-36 months", "3+"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tastemaker.tools.catalogue.values.units import convert, dimension, in_two_words, unit_of

LONGEST = 200
"""Characters of a text that can be an amount, money or a size; a longer one is a remark, slow to match."""
Shape = Literal["one", "span", "sides"]
"""One number, from one to another, or the sides of one thing: 70 x 70 cm."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or from which to which one; `high` is infinite where the end is open."""

    low: float
    high: float
    unit: str = ""
    """As units.yaml tells it; empty when there is none."""
    shape: Shape = "one"


_SIMPLE = re.compile(r"(\d+(?:\.\d{1,2}|\.\d{4,})?)\s*([A-Za-z]+)?", re.ASCII)
"""What most amounts are; it only saves time."""
_NUMBER = r"[-+−–]?(?:\d{1,3}(?:[\s'’]\d{3})+(?!\d)|\d+)(?:[.,]\d+)*|[-+−–]?[.,]\d+"
_FIRST = re.compile(
    r"\s*(?:(?:ca\.?|circa|about|approx\.?|around|etwa|约|[~≈±])\s*)?"
    r"(?:(?P<over>(?:from|over|ab|min\.?|desde|da|dès|至少|[>≥]=?)\s*)"
    r"|(?P<under>(?:up to|bis(?: zu)?|max\.?|under|hasta|fino a|jusqu'à|最多|[<≤]=?)\s*))?"
    rf"(?:[fƒ]/)?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"\s*(?:(?P<span>-|–|—|~|～|to\b|bis\b|至|到)|(?P<times>[x×*])|(?P<slash>/))\s*(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"\s*(?:{_NUMBER})(?:\s*(?:,\s|、|;|\|)\s*(?:{_NUMBER}))+\s*", re.IGNORECASE)
_OPEN = re.compile(
    r"\s*(?:\+|以上|及以上|起|and (?:up|over|older|more)\b|und (?:mehr|älter)\b)", re.IGNORECASE
)
_WORD = re.compile(r"\s*(?P<word>[A-Za-zÀ-ɏΩµμ°%\"″”℃℉㎡㎜㎝㎖％][A-Za-zÀ-ɏΩµμ²³23·.]*|[\u4e00-\u9fff]{1,3})")
_SECOND_WORD = re.compile(r"[\s.]*[A-Za-z]+")
_RATIO = re.compile(r"/(?P<word>[A-Za-zµ]+[²³23]?)")
_COUNT = re.compile(r"(?:\s+[^\W\d_]{2,20}|\s*[\u4e00-\u9fff]{1,2})?\s*$")
"""What may follow a number without unit: nothing or what is counted, "200 Stück", "2只"."""
_COUNTED = re.compile(r"[,;、]\s*\d+\s+(?P<word>[^\W\d_][\w-]*)")
_WHOLE = re.compile(r"\s*(\d+)")


@lru_cache(maxsize=1 << 18)
def read(text: str, decimal: str = ".") -> Amount | None:
    """The amount with which a text begins, or None; `decimal` says what "1.250" means where it could be both.

    >>> read("7 h, 28 h with case")
    Amount(low=7.0, high=7.0, unit='h', shape='one')
    >>> read("10.000 mm", decimal=",").low, read("2 kg clay, 6 tools"), read("IP67")
    (10000.0, None, None)
    """
    if len(text) > LONGEST:
        return None
    if (simple := _SIMPLE.fullmatch(text)) and ((unit := unit_of(simple[2] or "")) or not simple[2]):
        return Amount(float(simple[1]), float(simple[1]), unit)
    if _SEVERAL.fullmatch(text):
        return _spanned([_number(each, decimal) for each in re.split(r",\s|、|;|\|", text)])
    first = _FIRST.match(text)
    value = _number(first["number"], decimal) if first else None
    if first is None or value is None:
        return None
    place = first.end()
    opened, place = _opened(text, place)
    unit, place = _unit_at(text, place)
    shape: Shape = "one"
    numbers = [value]
    while following := _NEXT.match(text, place):
        value = _number(following["number"], decimal)
        if value is None or (shape != "one" and not following["times"]):
            break
        shape = "sides" if following["times"] else "span"
        next_unit, place = _unit_at(text, following.end())
        if following["slash"] and numbers[0] < value < 10:
            if not next_unit:
                return None  # 3/4 is the name of a size, 1/2.3 inch is a length
            numbers, shape, value = [], "one", numbers[0] / value
        if unit and next_unit and unit != next_unit:
            if dimension(unit) != dimension(next_unit):
                return None
            numbers = [convert(number, unit, next_unit) for number in numbers]
        numbers.append(value)
        unit = next_unit or unit
    if shape == "one" and unit and not opened:
        more, place = _compound(text, place, unit)
        numbers[0] += more
    if not opened:
        opened, place = _opened(text, place)
    if not _may_end(text, place, unit or opened):
        return None
    if shape == "sides" and unit and dimension(unit) != "[length]":
        product = 1.0
        for number in numbers:
            product *= number
        return Amount(product, product, unit)  # 5 x 50 g weigh 250 g
    low, high = min(numbers), max(numbers)
    if opened or first["over"]:
        return Amount(low, float("inf"), unit, "span")
    if first["under"]:
        return Amount(float("-inf"), high, unit, "span")
    return Amount(low, high, unit, shape)


def decimal_sign(texts: Iterator[str]) -> str:
    """Whether these texts write 1,5 or 1.5: what stands more often before one or two digits."""
    comma = point = 0
    for text in texts:
        comma += bool(re.search(r"\d,\d{1,2}(?!\d)", text))
        point += bool(re.search(r"\d\.\d{1,2}(?![\d.])", text))
    return "," if comma > point else "."


def _number(text: str, decimal: str) -> float | None:
    text = re.sub(r"[\s'’]", "", text).replace("−", "-").replace("–", "-")
    last = max(text.rfind(","), text.rfind("."))
    if last >= 0:
        sign, other = text[last], "." if text[last] == "," else ","
        whole, after = text[:last].replace(other, ""), text[last + 1 :]
        groups = whole.lstrip("+-").split(sign)
        thousands = len(after) == 3 and 0 < len(groups[0]) <= 3 and groups[0][0] != "0"
        lengths = {len(group) for group in groups[1:]}
        # 1,49,999 is how India writes 149,999.
        if len(groups) > 1 and not (thousands and (lengths == {3} or (lengths == {2} and sign == ","))):
            return None
        if len(groups) > 1 or (thousands and sign != decimal and other not in text):
            text = whole.replace(sign, "") + after
        else:
            text = f"{whole}.{after}"
    return float(text)


def _opened(text: str, place: int) -> tuple[bool, int]:
    found = _OPEN.match(text, place)
    return (True, found.end()) if found else (False, place)


def _unit_at(text: str, place: int) -> tuple[str, int]:
    found = _WORD.match(text, place)
    if found is None:
        return "", place
    word = found["word"]
    second = _SECOND_WORD.match(text, found.end())
    if second and (unit := in_two_words(word, second[0])):
        return unit, second.end()
    for end in range(len(word), 0, -1) if word[0] >= "\u4e00" else (len(word),):
        if unit := unit_of(word[:end]):
            place = found.start("word") + end
            if (below := _RATIO.match(text, place)) and unit_of(below["word"]):
                return f"{unit}/{unit_of(below['word'])}", below.end()
            return unit, place
    return "", place


def _compound(text: str, place: int, unit: str) -> tuple[float, int]:
    """What "30 min" adds to "2 h": an amount of the same dimension in a smaller unit, directly after."""
    if text[place : place + 1] == "半":
        return 0.5, place + 1  # 1岁半: a year and a half
    if after := _WHOLE.match(text, place):
        smaller, end = _unit_at(text, after.end())
        if smaller and dimension(smaller) == dimension(unit) and convert(1, smaller, unit) < 1:
            return convert(float(after[1]), smaller, unit), end
    return 0.0, place


def _may_end(text: str, place: int, closed: object) -> bool:
    """Whether what is left belongs to the amount, and is not a name or other things that are counted."""
    if any(not unit_of(each["word"]) and each["word"] != "x" for each in _COUNTED.finditer(text, place)):
        return False
    if closed:
        return not _WHOLE.match(text, place)
    return bool(_COUNT.match(text, place)) or text[place : place + 1] in (",", "，", "(")


def _spanned(numbers: list[float | None]) -> Amount | None:
    known = [number for number in numbers if number is not None]
    return Amount(min(known), max(known), shape="span") if len(known) == len(numbers) else None
