"""What a sentence says of an item's price: "costs 42.90", "less than 45", "not over 45"."""

import re

from tastemaker.agent.answer.limits import price_bounds
from tastemaker.agent.rules.prices import prices
from tastemaker.tools.fusion.fuse import Recommendation

# What makes a number in a sentence a price.
_OF_COST = re.compile(
    r"\b(?:costs?|priced?|cheaper|expensive|eur|euros?|dollars?|pounds?)\b|[€$£¥]", re.IGNORECASE
)
_COSTS = re.compile(
    r"\b(?:costs?|(?:is )?priced at|(?:its|the) price is)(?: only| just)? (?P<price>\d[\d,]*(?:\.\d+)?)\b"
    r"(?: euros?| eur)?",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\b(?:not over|not under|no more|no less|at most|at least|up to|from|between)\b", re.IGNORECASE
)


def beside_price(sentence: str, found: Recommendation) -> str:
    """A sentence without what it says rightly of the item's price: "costs less than 45", "costs 42.90"."""
    price = found.item.price
    if price is None:
        return sentence
    sentence = _COSTS.sub(
        lambda said: "" if float(said["price"].replace(",", "")) == price else said[0], sentence
    )
    said = prices(sentence)
    bounds = [bound for bound in (said.low, said.high) if bound is not None]
    inclusive = bool(_INCLUSIVE.search(sentence))
    told = price_bounds(found)
    if (
        len(said.certain) == len(bounds) >= len(said.spans)
        and (_OF_COST.search(sentence) or told.issuperset(bounds))
        and (said.low is None or price > said.low or (inclusive and price == said.low))
        and (said.high is None or price < said.high or (inclusive and price == said.high))
    ):
        for start, end in sorted(said.spans, reverse=True):
            sentence = sentence[:start] + " " + sentence[end:]
    return sentence
