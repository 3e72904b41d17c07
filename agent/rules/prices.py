"""Price limits in words: "under 80", "50-100 euros", "不超过300", "unter 50 Euro", "2000 रुपये से कम"."""

import re
from dataclasses import dataclass
from itertools import islice

from tastemaker.agent.rules.amounts import AMOUNT, amount
from tastemaker.agent.rules.patterns import alternatives, either, pattern, phrases


@dataclass(frozen=True, slots=True)
class Prices:
    """The price limits of a text, which of them are certain, and the spans of the text that said them."""

    low: float | None = None
    high: float | None = None
    certain: frozenset[str] = frozenset()
    """Of "price_min" and "price_max"."""
    spans: tuple[tuple[int, int], ...] = ()
    money: bool = False
    """Whether a currency stands beside an amount."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: float
    money: bool
    """Whether a currency stands beside it."""


def prices(text: str) -> Prices:
    """Read the price limits of a normalised text.

    "around 50" gives a maximum of a quarter more, "for 50 euros" one of 50: neither is certain.

    >>> prices("headphones under $80").high, prices("50-100 euros").low, prices("under 2 hours").high
    (80.0, 50.0, None)
    >>> prices("a free course").high, prices("sugar free tea").high
    (0.0, None)
    """
    found = _amounts(text)
    low: float | None = None
    high: float | None = None
    certain: set[str] = set()
    spans: list[tuple[int, int]] = []
    used: set[int] = set()
    for at, (first, second) in enumerate(zip(found, found[1:], strict=False)):
        if at not in used and (span := _range(text, first, second)):
            low, high = first.value, second.value
            certain |= {"price_min", "price_max"}
            spans.append(span)
            used |= {at, at + 1}
    for at, one in enumerate(found):
        if at in used or (limit := _limit(text, one)) is None:
            continue
        kind, span = limit
        spans.append(span)
        if kind == "max":
            high = one.value
            certain.add("price_max")
        elif kind == "min":
            low = one.value
            certain.add("price_min")
        elif high is None:
            high = round(one.value * (1.25 if kind == "around" else 1.0), 2)
    if high is None and low is None and (free := _FREE.search(text)):
        high = 0.0
        certain.add("price_max")
        spans.append(free.span())
    return Prices(low, high, frozenset(certain), tuple(spans), any(one.money for one in found))


def _amounts(text: str) -> list[_Found]:
    """All numbers of a text that may be prices: not sizes, weights, times, counts or parts of names."""
    found = []
    for match in islice(_AMOUNT.finditer(text), _MOST):
        start, end = match.span()
        rest = text[end:]
        before, after, unit = (
            _up_to(text, start, _MONEY_BEFORE),
            _MONEY_AFTER.match(rest),
            _UNIT.match(rest),
        )
        if not before and _JOINED.match(rest):
            continue
        if before:
            start = before.start()
        if after and not (unit and unit.end() > after.end()):
            end += after.end()
        elif not before and (unit or _NAME.match(rest)):
            continue
        money = bool(before or after or _MONEY_ITSELF.fullmatch(match[0]))
        found.append(_Found(start, end, amount(match[0]), money))
    return found


def _range(text: str, first: _Found, second: _Found) -> tuple[int, int] | None:
    if not _RANGE_JOIN.fullmatch(text[first.end : second.start]) or first.value >= second.value:
        return None
    word = _up_to(text, first.start, _RANGE_BEFORE)
    mark = _RANGE_MARK.match(text[second.end :])
    if not (first.money or second.money):
        if first.value >= 1800 and second.value <= 2100:
            return None  # years
        before = word.start() if word else first.start
        if _of_something(text, before, first) or _up_to(text, before, _NUMBER_SIGN):
            return None
        plain = first.value >= 5 and 30 <= second.value <= 20 * first.value
        if not word and not mark and not (plain and _MAY_FOLLOW.match(text[second.end :])):
            return None
    tail = mark or _RANGE_AFTER.match(text[second.end :])
    return _wider(text, word.start() if word else first.start), second.end + (tail.end() if tail else 0)


def _limit(text: str, one: _Found) -> tuple[str, tuple[int, int]] | None:
    """The kind of limit that the words around a number make of it, and its span."""
    rest = text[one.end :]
    if _RATE.match(rest) or _up_to(text, one.start, _SENDING):
        return None
    if one.money and (owned := _up_to(text, one.start, _OWNED)):
        return "exact", (owned.start(), one.end)
    for kind, after in _AFTER:
        if (match := after.match(rest)) and (one.money or _bare_before(text, match, one)):
            lead = next(
                (
                    m
                    for k, before in _BEFORE
                    if k in (kind, "around") and (m := _up_to(text, one.start, before))
                ),
                None,
            )
            return kind, (_wider(text, lead.start() if lead else one.start), one.end + match.end())
    for kind, before in _BEFORE:
        if match := _up_to(text, one.start, before):
            if not one.money and not _bare_after(text, match, one, kind):
                return None
            return kind, (_wider(text, match.start()), one.end)
    weighs = _up_to(text, one.end, _POUNDS)
    if one.money and not weighs and not _up_to(text, one.start, _SPENT):
        return "exact", (_wider(text, one.start), one.end)
    return None


def _bare_after(text: str, match: re.Match[str], one: _Found, kind: str) -> bool:
    """Whether a number without currency, after a limiting word, is a price."""
    word = match[0].strip().lower()
    if kind in ("around", "exact") or word in _VAGUE:
        return False
    if one.value < 10 and _COMPARED.search(word):
        return False  # "cheaper than 2" speaks of the second in the list
    before = match.start()
    if _of_something(text, before, one) or _up_to(text, before, _MODEL):
        return False
    if _OF_BUDGET.match(word):
        return True
    return bool(_MAY_FOLLOW.match(text[one.end :])) or (one.value >= 10 and bool(_OF_MONEY.fullmatch(word)))


def _of_something(text: str, end: int, one: _Found) -> bool:
    """Whether the words up to there say what a number measures: a size, or up to 99 the age of people."""
    return bool(_up_to(text, end, _OF_A_MEASURE) or (one.value < 100 and _up_to(text, end, _OF_PEOPLE)))


def _bare_before(text: str, match: re.Match[str], one: _Found) -> bool:
    """Whether a number without currency, before a limiting word, is a price: not in "iPhone 12 Max case"."""
    if _of_something(text, one.start, one) or _up_to(text, one.start, _NUMBER_SIGN):
        return False
    if match[0].strip().lower() not in ("max", "plus", "+", "maximum", "min", "minimum"):
        return True
    follows = _MAY_FOLLOW.match(text[one.end + match.end() :])
    return one.value >= 20 and bool(follows) and not _up_to(text, one.start, _MODEL)


def _wider(text: str, start: int) -> int:
    """Where the words about a price begin: "that costs no more than" belongs to it."""
    match = _up_to(text, start, _OF_PRICE)
    return match.start() if match else start


def _up_to(text: str, end: int, said: re.Pattern[str]) -> re.Match[str] | None:
    """Where words that end with `$` stand just before a place; farther back nothing belongs to it."""
    return said.search(text, max(0, end - _NEAR), end)


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


_MOST = 20
"""Numbers of a text that are read; where there are more it is a table, and no wish."""
_NEAR = 80
"""Characters before a number in which the words stand that make a limit of it."""
_said = phrases("prices")
_over, _under = alternatives(_said["over"]), alternatives(_said["under"])
_not = rf"{alternatives(_said['not']['said'])}(?: {alternatives(_said['not']['filler'])})*? "
# Small words between the limiting word and the number: "a budget of around 50".
_gap = rf"(?:\s*{alternatives(_said['gap'])})*\s*$"
_unit = _said["not_a_price"]["after"]

_AMOUNT = _compiled(AMOUNT)
_FREE = pattern("prices", "free")
_MONEY_BEFORE = _compiled(alternatives(_said["currency"]["before"]) + r"\s*$")
_MONEY_AFTER = _compiled(
    rf"\s*(?:-?{alternatives(_said['currency']['words'])}(?![a-zà-ÿ])|{alternatives(_said['currency']['signs'])})"
)
_MONEY_ITSELF = _compiled(alternatives(_said["currency"]["amounts"]))
_UNIT = _compiled(
    rf"\s?(?:\+\s?)?-?(?:{alternatives(_unit['words'])}(?![a-zà-ÿ])|{alternatives(_unit['signs'])})"
)
MEASURED = _compiled(rf"(?:\d[\d.,]*|\b[a-z]+)(?: (?:more|whole|full|good|other))?{_UNIT.pattern}")
"""Numbers of something else than money: "two whole weeks", "20 people"."""
_RATE, _SENDING = (_compiled(either(_said["not_a_price"][name])) for name in ("rate", "sending"))
"""What makes an amount one of a litre, or of what it costs to be sent."""
_JOINED = _compiled(r"-pound\b|\s*\+\s*\d")
_NAME = _compiled(r"-?[a-z]+\d|(?!ish\b)[a-z_/]|[.,:]?\d")
_OF_A_MEASURE, _OF_PEOPLE, _NUMBER_SIGN = (
    _compiled(alternatives(_said["not_a_price"][name]) + r"\s*(?:is|of|in|for|:)?\s*(?:us|uk|eu)?\s*$")
    for name in ("before", "people", "signs")
)
_MODEL = _compiled(rf"\b{alternatives(_said['not_a_price']['model'])}\s*$")
# In this order: the negated forms hold the plain ones.
_BEFORE = tuple(
    (kind, _compiled(source + _gap))
    for kind, source in (
        ("max", _not + _over),
        ("min", _not + _under),
        *((each["kind"], either(each)) for each in _said["before"]),
    )
)
_AFTER = tuple((each["kind"], _compiled(r"\s*" + alternatives(each["said"]))) for each in _said["after"])
_RANGE_BEFORE = _compiled(alternatives(_said["range"]["before"]) + r"\s*:?\s*$")
_RANGE_JOIN = _compiled(rf"(?:-?ish)?\s*{alternatives(_said['range']['join'])}\s*")
_RANGE_MARK = _compiled(rf"\s*{alternatives(_said['range']['marks'])}")
_RANGE_AFTER = _compiled(rf"\s*{alternatives(_said['range']['after'])}")
# What may follow a price without currency; any other word makes the number a count of something.
_MAY_FOLLOW = _compiled(rf"\s*{either(_said['may_follow'])}")
_OF_PRICE = _compiled(rf"(?:{either(_said['of_price'])}[\s,:]*)+$")
_OF_MONEY = _compiled(rf"{_under}|unter|moins de|menos de|<=?|≤|up to|bis|hasta")
# "I have about 35 euros" is all there is.
_OWNED = _compiled(alternatives(_said["owned"]))
# What something cost, is worth or saves is no limit; any other money is what somebody wants to spend.
_SPENT = _compiled(either(_said["spent"]) + _gap)
_OF_BUDGET = _compiled(either(_said["budget"]))
_POUNDS = _compiled(r"\d ?-?pounds?$")
_COMPARED = _compiled(r"(?:als|than|que|cher|expensive|barat\w+)\s*$")
_VAGUE = frozenset(("über", "ab", "within", "inside", "until", "past", "near", "lower"))
