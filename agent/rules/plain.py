"""What is read without a model.

Whole sentences that mean one thing are read so at all times: a greeting, "undo", a number of the list, a bare
amount. All else is the model's; where there is none the words are the query, less amounts and refusals.
"""

import re
from collections.abc import Sequence

import numpy as np

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Conditions, Query, Relative
from tastemaker.agent.rules import bounds
from tastemaker.agent.rules.language import normalise
from tastemaker.agent.rules.limits import limits
from tastemaker.agent.rules.prices import prices
from tastemaker.agent.rules.whole import (
    FORGET_ALL,
    INJECTED,
    KNOWN,
    OTHERS,
    SMALL_TALK,
    START_OVER,
    UNDO,
)
from tastemaker.agent.talks.talk import Standing
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.where import Where, of_medium
from tastemaker.tools.shop import Shop

_EDGE = " \t\n.,;:!?¡¿。，！？"
_NUMBERS = re.compile(
    r"(?:(?:number|no\.?|nr\.?|nummer|numéro|número|#|第)\s*)?(\d{1,2})(?:号|個|个|번)?", re.I
)
_CHEAPER = re.compile(
    r"(?<!not )(?<!no )(?<!nicht )(?<!pas )"
    r"(?:(?:cheaper|less|billiger|günstiger) (?:than|als)|(?:moins|más|menos)(?: ch\w+| barat\w+)? que)"
    r" (?:the |le |el |la )?(?:number|no\.?|nr\.?|nummer|numéro|número|#)\s?(\d{1,2})\b"
    r"|(?<!不)比(?:第)?(\d{1,2})[号个個]便宜",
    re.I,
)
_ASKS = re.compile(r"[?？]|吗|\b(?:why|which|who|how|warum|wieso|pourquoi|por qué)\b", re.I)
_BESIDE = frozenset(
    "please but and only with a the for now ok then my price budget bitte aber und nur por favor pero y et "
    "mais it its should be cost must eur euro euros usd dollar dollars".split()
)
"""Words beside a bare amount that change nothing of it."""
_OF_IT = re.compile(r"\b(?:it|its|they|them|ones?|(?:i|we) meant?|rather)\b", re.I)
"""What is said of what was asked for before, whatever it names."""
_LIKE_IT = 12
"""How many of the items that a request's words find say which of their fields an amount is of."""
_SMALLEST = 10
"""Below it a bare number is rather so many people or years than a price."""

_WHOLE = (
    (SMALL_TALK, Call("chat")),
    (START_OVER, Call("start_over")),
    (UNDO, Call("undo")),
    (OTHERS, Call("more")),
    (FORGET_ALL, Call("forget", text="everything")),
    (KNOWN, Call("history", text="profile")),
)


def whole(text: str, standing: Standing, shop: Shop) -> tuple[Call, ...]:
    """The calls of words that mean one thing as a whole, whoever reads them; none of all others."""
    said = text.strip(_EDGE)
    for pattern, call in _WHOLE:
        if pattern.fullmatch(said):
            return (call,)
    if said in standing.offered:
        return (Call("search", Query(said), edits=True),)
    if numbers := _numbers(said, len(standing.shown)):
        return (Call("compare" if len(numbers) > 1 else "details", items=numbers),)
    if standing.call is None:
        return ()
    where, rest = _limits(text, standing, shop)
    of_list, left = bounds.conditions(rest, _shown(standing, shop), shop.schema)
    if _ASKS.search(text) or not _beside(left) or any(_may_be_else(one, text) for one in where):
        return ()
    return (Call("search", Query(where=(*where, *of_list)), edits=True),) if where or of_list else ()


def _beside(words: str) -> bool:
    """Whether nothing is left beside a limit that would change it."""
    return set(re.findall(r"[^\W_]+", words.casefold())) <= _BESIDE


def _may_be_else(one: Condition | Comparison, text: str) -> bool:
    """Whether a limit may mean something else: what is refused has a name in the shop, "for 4" is people."""
    if isinstance(one, Comparison) or one.field != "price":
        return one.op == "lacks"
    amounts = [value for value in one.values if isinstance(value, float)]
    return any(0 < value < _SMALLEST for value in amounts) and not prices(normalise(text)).money


def calls(text: str, standing: Standing, shop: Shop) -> tuple[Call, ...]:
    """The search for words as they are, under the limits that they say; a change of the last list.

    Where they name a category of which nothing is listed, and do not say it of "it", it is a new need.
    """
    if INJECTED.search(text):
        return ()
    where, rest = _limits(text, standing, shop)
    measured, what = _measured(rest, shop)
    if not where and not measured:
        what = " ".join(text.split())  # as it was said, where nothing was cut out of it
    query = Query(what.strip(_EDGE), (*where, *measured))
    listed = [shop.row(item.id) for item in _shown(standing, shop)]
    kind = shop.masks.of_head(what)
    same = bool(_OF_IT.search(text) or kind[listed].any() or not kind.any())
    goes_on = standing.call is not None and same
    return (Call("search", query, edits=goes_on),)


def _limits(text: str, standing: Standing, shop: Shop) -> tuple[Conditions, str]:
    """Refusals and limits of the price and the medium, and the text without them."""
    cheaper: Conditions = ()
    than = _CHEAPER.search(text)
    if than and 0 < int(than[1] or than[2]) <= len(standing.shown):
        cheaper = (Comparison("price", "<", Relative("price", than[1] or than[2])),)
        text = text.replace(than[0], " ")
    refusals, rest = bounds.refused(text, (*shop.brands_in(text), *shop.categories))
    found = limits(rest)
    said = {name: value for name, value in found.args.items() if name != "media" or _has(value, text, shop)}
    return (*cheaper, *refusals, *Where.of(said).conditions), found.rest


def _has(medium: str, text: str, shop: Shop) -> bool:
    """Whether a medium is meant: a shop of films may have "biography" as a category, and no books."""
    named = any(name.casefold() in text.casefold() for name in shop.categories)
    return not named or bool(of_medium(shop, medium).any())


def _numbers(said: str, shown: int) -> tuple[str, ...]:
    """The numbers of the list that are all that is said."""
    parts = [part for part in re.split(r"\s*(?:,|&|\+|\band\b|\bund\b|\bet\b|\by\b|和|、)\s*", said) if part]
    found = [match[1] for part in parts if (match := _NUMBERS.fullmatch(part.strip(_EDGE)))]
    known = len(found) == len(parts) and all(1 <= int(number) <= shown for number in found)
    return tuple(dict.fromkeys(found)) if known else ()


def _shown(standing: Standing, shop: Shop) -> list[Item]:
    return [item for id in standing.shown if (item := shop.catalogue.get(id))]


def _measured(text: str, shop: Shop) -> tuple[Sequence[Condition], str]:
    """The bounds of a text on the fields of what it looks for, and the text without them."""
    if not bounds.bounds(text):
        return (), text
    masks = shop.masks
    kind = next((some for some in (masks.called(text), masks.of_head(text)) if some.any()), None)
    scores = shop.words.scores(text) if kind is None else kind.astype(np.float32)
    rows = np.argsort(-scores, kind="stable")[: _LIKE_IT if kind is None else int(kind.sum())]
    items = [shop.catalogue[shop.ids[row]] for row in rows.tolist()]
    said, rest = bounds.conditions(text, items, shop.schema)
    return said, bounds.without(rest, said)
