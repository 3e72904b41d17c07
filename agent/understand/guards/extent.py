"""How many are to be listed, in which order: "all your tents", "the cheapest", none that nobody asked for."""

import re
from dataclasses import replace

import numpy as np

from tastemaker.agent.call import Call
from tastemaker.agent.query import Order
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.listing import MOST
from tastemaker.tools.shop import Shop

_SUPERLATIVE = re.compile(
    r"\b(?!request|interest|rest\b|test\b|guest|forest)\w{2,}est\b|\b(?:most|least|worst|top|sort\w*|order\w*"
    r"|high\w*|low\w*|first|by|cheap\w*|expensive|dear\w*|new\w*|old\w*|ascending|descending|m[ai][nx]\w*)\b",
    re.IGNORECASE,
)
"""What an order is asked for with."""
_ALL = re.compile(
    r"\b(?:find|show|list|see|get|give|have)\b(?: \w+){0,2} (?:all|every)\b(?! (?:day|night|year|the time))"
    r"|\balle (?:eure|deine|die)\b|\btou(?:te)?s (?:les|vos)\b|\btod[oa]s (?:l[oa]s|sus)\b|所有|全部",
    re.IGNORECASE,
)
"""What asks for as many as there are."""
_CHEAPEST = re.compile(
    r"(?<!not )(?<!than )(?<!nicht )(?<!pas )(?<!no )\b(?:"
    r"the (?:\w+ )?(?:cheapest|lowest[- ]priced|least expensive)\b|d(?:as|er|ie|en) (?:billig|günstig)st"
    r"|l[ea] moins ch|(?:el|la) más (?:barat|económic))|(?<!不要)最便宜",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:cheapest|expensive) (?:one|offer|deal|option|item|product|model)\b", re.IGNORECASE)
"""What names one thing, however many follow it."""


def unordered(call: Call, words: str) -> Call:
    """A call without an order that nobody asked for, and without the one item that was the first of it."""
    if _SUPERLATIVE.search(words):
        return call
    take = None if call.query.order and call.query.take == 1 else call.query.take
    return replace(call, query=replace(call.query, order=None, take=take))


def cheapest(call: Call, words: str) -> Call:
    """A search for the one that costs least, where a model left out that it is to be the first."""
    if call.tool != "search" or not _CHEAPEST.search(words):
        return call
    if call.query.order is not None and not _ONE.search(words):
        return call
    return replace(call, query=replace(call.query, order=Order("price", "up"), take=call.query.take or 1))


def whole(call: Call, words: str, shop: Shop) -> Call:
    """A list of all that there are: those that have each word of what is sought, where there are any."""
    if not call.lists or not _ALL.search(words):
        return call
    query = call.query
    sought = [word for word in query.what.split() if set(tokens(word)) - STOP]
    named = tuple(Condition(TEXT, "has", (word,)) for word in sought)
    conditions = (*query.conditions, *named)
    if named and np.logical_and.reduce([shop.judged(one).passes for one in conditions]).any():
        return replace(call, query=replace(query, where=(*query.where, *named), take=query.take or MOST))
    return call
