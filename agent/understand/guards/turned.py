"""Which way a bound goes by the words before its number: "from after 1990" is no year before it."""

import re
from dataclasses import replace

from tastemaker.tools.search.limits.conditions import Condition, Op

_MORE = "more|longer|newer|later|bigger|larger|heavier|wider|taller|higher|greater|deeper|thicker|louder"
_LESS = "less|fewer|shorter|lighter|smaller|cheaper|earlier|lower|narrower|thinner|quieter"
_UP = re.compile(
    rf"\b(?:(?:{_MORE}) than|over|above|at least|after|since|minimum(?: of)?|mehr als|länger als|über"
    r"|mindestens|seit|plus de|au moins|après|depuis|más de|al menos|después de|desde)$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    rf"\b(?:(?:{_LESS}) than|under|below|at most|up to|before|max(?:imum)?\.?(?: of)?|weniger als|kürzer als"
    r"|unter|höchstens|maximal|bis zu|moins de|au plus|avant|menos de|como máximo|antes de)$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:n['’]t|\b(?:cant|dont|wont|not?|nothing|none|never|cannot|nicht|nichts|kein\w*|pas|nada))(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
"""What turns the words behind it: "must not cost more than"."""
_BESIDE = re.compile(r"(?: (?:the|a|about|year|der|die|das|dem|el|la|le)|[\s€$£])+$", re.IGNORECASE)
_OTHER: dict[str, Op] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def turned(one: Condition, words: str) -> Condition:
    """A bound the way that the words before its number say, where they say one.

    >>> str(turned(Condition("year", "<", (1990.0,)), "jazz from after 1990"))
    'year > 1990'
    """
    if one.op not in _OTHER or one.number is None:
        return one
    number = rf"(?<![\d.,]){one.number:g}(?![\d.,]*\d)"
    before = [_BESIDE.sub("", words[: match.start()]) for match in re.finditer(number, words)]
    said = {up for text in before if (up := _is_up(text)) is not None}
    return replace(one, op=_OTHER[one.op]) if said == {one.op in ("<", "<=")} else one


def _is_up(text: str) -> bool | None:
    """Whether what follows a text is the least that will do; None where it does not say."""
    for way, up in ((_UP, True), (_DOWN, False)):
        if match := way.search(text):
            return up is not bool(_DENIED.search(text[: match.start()]))
    return None
