"""Which way a bound goes by the words before its number: "newer than 2024" is no year before it."""

import re
from dataclasses import replace

from tastemaker.tools.search.conditions import Condition, Op

_MORE = "more|longer|newer|later|bigger|larger|heavier|wider|taller|higher|greater|deeper|thicker|louder"
_LESS = "less|fewer|shorter|lighter|smaller|cheaper|earlier|lower|narrower|thinner|quieter"
_UP = re.compile(
    rf"\b(?:(?:no|not) (?:{_LESS}) than|(?<!no )(?<!not )(?:{_MORE}) than|over|above|at least|after|since"
    r"|minimum(?: of)?|mehr als|länger als|über|mindestens|seit|plus de|au moins|après|depuis|más de"
    r"|al menos|después de|desde)$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    rf"\b(?:(?:no|not) (?:{_MORE}) than|(?<!no )(?<!not )(?:{_LESS}) than|under|below|at most|up to|before"
    r"|max(?:imum)?\.?(?: of)?|weniger als|kürzer als|unter|höchstens|maximal|bis zu|moins de|au plus|avant"
    r"|menos de|como máximo|antes de)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?: (?:the|a|about|year|der|die|das|dem|el|la|le)|[\s€$£])+$", re.IGNORECASE)
_OTHER: dict[str, Op] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def turned(one: Condition, words: str) -> Condition:
    """A bound the way that the words before its number say, where they say one.

    >>> str(turned(Condition("year", "<", (2024.0,)), "cooking videos newer than 2024"))
    'year > 2024'
    """
    if one.op not in _OTHER or one.number is None:
        return one
    found = [
        words[: match.start()] for match in re.finditer(rf"(?<![\d.,]){one.number:g}(?![\d.,]*\d)", words)
    ]
    before = [_BESIDE.sub("", text) for text in found]
    up, down = (any(way.search(text) for text in before) for way in (_UP, _DOWN))
    other = up != down and up == (one.op in ("<", "<="))
    return replace(one, op=_OTHER[one.op]) if other else one
