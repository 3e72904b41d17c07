"""Which item words point to, by what it is called: "the yellow roll-top", "that kneeling stool"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Talk
from tastemaker.agent.understand.guards.said import is_said
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.shop import Shop

_NUMBERED = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|sixth|next|the last|number|two|three|erst\w+|zweit\w+|dritt\w+"
    r"|letzt\w+|nächst\w+|premi[eè]re?|deuxième|troisième|derni[eè]re?|suivant\w*|primer[oa]?|segund[oa]"
    r"|tercer[oa]?|últim[oa]|siguiente)\b|第|最后|下一",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<=[\w,;] )[A-Z][\w-]+")
"""What is written as a name, in the middle of a sentence."""
_TITLED = re.compile(r"[A-Z][\w-]*(?: [A-Z\d][\w-]*)+")
_COUNTS = re.compile(r"\b(?:those|these|both|only) (?:two|three)\b", re.IGNORECASE)
"""How many are meant, and not which."""
_TOOLS = ("details", "why", "similar", "goes_with")
_OF_SEVERAL = ("compare", "total")
_ARTICLE = r"(?:the|that|this|those|these|your|der|die|das|den|le|la|el)\b"
_NAMED = re.compile(rf"\b{_ARTICLE}((?:\s+(?!{_ARTICLE})[\w'-]+){{1,4}})", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|its|it's)\b", re.IGNORECASE)
_ASIDE = frozenset("not no for my like with have own got instead than fits".split())
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
_SHORT = 12
"""Characters of a value that an item may be called by."""
_LATELY = 6
"""In how many earlier turns what is not listed any more may have been."""


def pointed(call: Call, words: str, talk: Talk, shop: Shop) -> Call:
    """A call about one item by its number, or a question about none, about the item that the words name.

    A small model mistakes the numbers of a list. A maker of whom nothing is listed is meant by its name;
    words that a listed item has and few others point to it; else "it" is what was talked of last; and where
    no listed one has any of the words, they may name what was listed before. What is said by number stands;
    a number that nobody said and the list does not have is of what was listed before, or talked of last.
    """
    is_open = call.tool == "details" and not call.items and not call.extreme
    shown, earlier = _items(talk.standing.shown, shop), list(_earlier(talk, shop))
    if _is_unknown(call, shop):
        found = _most(set(tokens(call.items[0])) - STOP, [*shown, *earlier], values=True)
        return replace(call, items=(found.id,)) if found else call
    if call.tool in _OF_SEVERAL and not _NUMBERED.search(_COUNTS.sub("", words)):
        stated = tuple(item for item in call.items if item.isdecimal() or is_said(item, words))
        several, titled = _several(stated, words, shown, earlier), _titled(words, shop)
        return replace(call, items=titled if len(several) < 2 <= len(titled) else several)
    if _NUMBERED.search(words) or not (is_open or _is_by_number(call)):
        return call
    if call.tool == "goes_with" and (titled := _titled(words, shop)):  # "laces for my Alp Boots"
        return replace(call, items=titled[:1])
    if proper := _most(set(tokens(" ".join(_PROPER.findall(words)))) - STOP, shown, values=False):
        return replace(call, items=(str(shown.index(proper) + 1),))
    named = " ".join(_NAMED.findall(words))
    said = set(tokens(named)) - STOP - {"one"} - _asked(call)
    brands = [brand for brand in shop.brands_in(named) if said.issuperset(tokens(brand))]
    listed = {word for item in shown for word in tokens(item.facts)}
    if brands and not listed.issuperset(tokens(brands[0])) and not is_aside(brands[0], words):
        return replace(call, items=(brands[0],))
    values = _ONE.search(words) is not None  # "the yellow one": by its colour, too
    before = _most(said, [*shown, *earlier], values)
    if before in earlier and len(said & _named(before, values)) > 1 and before not in shown:
        return replace(call, items=(before.id,))
    if called := _called(said, shown, values):
        stands = len(called) > 1 if is_open else call.items[0] in called
        return call if stands else replace(call, items=called[:1])
    if is_open:
        return call
    if talk.standing.last and _IT.search(words):
        return replace(call, items=(str(talk.standing.last),))
    outside = int(call.items[0]) > len(shown) > 0
    if before in earlier and outside:
        return replace(call, items=(before.id,))
    return replace(call, items=(str(talk.standing.last or 1),)) if outside else call


def is_aside(name: str, words: str) -> bool:
    """Whether a name is not what is meant: "not a tent", "for my Sony", "I have headphones"."""
    said = re.search(re.escape(name.removesuffix("s")), words, re.IGNORECASE)
    return said is not None and bool(_ASIDE & set(re.findall(r"\w+", words[: said.start()].casefold())[-3:]))


def _is_by_number(call: Call) -> bool:
    """Whether a call is about one item, by its number."""
    return (
        call.tool in _TOOLS and len(call.items) == 1 and call.items[0].isdecimal() and int(call.items[0]) > 0
    )


def _is_unknown(call: Call, shop: Shop) -> bool:
    """Whether a call is about one item, by a name that nothing has: "the lamp for nurseries"."""
    if call.tool not in _TOOLS or len(call.items) != 1 or call.items[0].isdecimal():
        return False
    name = call.items[0]
    return name not in shop.catalogue and shop.names.find(name) is None and not shop.brands_in(name)


def _several(
    items: tuple[str, ...], words: str, shown: Sequence[Item], earlier: Sequence[Item]
) -> tuple[str, ...]:
    """Items as each of the names in the words points to them, where these are as many.

    A number that the list does not have is else of what the words name of the lists before.
    """
    there, spans = [*shown, *earlier], _NAMED.findall(words)
    said = [set(tokens(span)) - STOP - {"one"} for span in spans]
    found = [
        _most(each, there, _ONE.search(span) is not None) for each, span in zip(said, spans, strict=True)
    ]
    named = dict.fromkeys(item.id for item in found if item is not None)
    if len(named) == len(items) > 1:
        return tuple(named)
    numbers = {item.id: str(n) for n, item in enumerate(shown, 1)}
    others = (id for id in named if id not in numbers)
    within = (item if not item.isdecimal() or int(item) <= len(shown) else next(others, "") for item in items)
    return tuple(filter(None, within))


def _titled(words: str, shop: Shop) -> tuple[str, ...]:
    """The items whose titles begin with names that the words write as such."""
    found = {name: shop.names.find(name) for name in _TITLED.findall(words)}
    return tuple(dict.fromkeys(item.id for name, item in found.items() if item and _is_called(item, name)))


def _is_called(item: Item, name: str) -> bool:
    """Whether a title begins with a name, with or without its maker: no laces "for Alp Boots"."""
    title = item.title.casefold()
    return name.casefold() in {
        title[: len(name)],
        title.removeprefix(f"{item.brand.casefold()} ")[: len(name)],
    }


def _most(said: set[str], among: Sequence[Item], values: bool) -> Item | None:
    """The one that most of the words point to; None where that is none, or several are."""
    once = list({item.id: item for item in among}.values())
    scores = [_distinct(item, said, once, values) for item in once]
    most = max(scores, default=0)
    return once[scores.index(most)] if most and scores.count(most) == 1 else None


def _called(said: set[str], shown: Sequence[Item], values: bool) -> tuple[str, ...]:
    """The numbers of those that most of the words point to; none where no word does."""
    scores = [_distinct(item, said, shown, values) for item in shown]
    most = max(scores, default=0)
    return tuple(str(n) for n, score in enumerate(scores, 1) if most and score == most)


def _asked(call: Call) -> set[str]:
    """The words of what a call asks about an item, or wants in its place."""
    values = (str(value) for one in call.query.conditions for value in one.values)
    return set(tokens(" ".join([*call.fields, call.text, call.query.what, *values])))


def _distinct(item: Item, said: set[str], among: Sequence[Item], values: bool) -> int:
    """How many of the words that are said name this item and few others."""
    named = said & _named(item, values)
    few = max(len(among), 2) / 2
    return sum(sum(word in _named(other, values) for other in among) <= few for word in named)


def _named(item: Item, values: bool) -> set[str]:
    """The words that an item is pointed to by: its title and maker, with `values` also a colour and such."""
    short = [text for _, value in item.described for text in plain(value) if len(text) <= _SHORT and values]
    return set(tokens(" ".join([item.title, item.brand, *short]))) - STOP


def _items(ids: Sequence[str], shop: Shop) -> list[Item]:
    return [shop.catalogue[id] for id in ids if id in shop.catalogue]


def _earlier(talk: Talk, shop: Shop) -> Iterator[Item]:
    """What was listed in the turns before, the latest first."""
    seen = dict.fromkeys(id for record in reversed(talk.records[-_LATELY:]) for id in record.standing.shown)
    yield from _items(tuple(seen), shop)
