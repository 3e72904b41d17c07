"""The checker: a sentence about an item stands only if the catalogue, the purchases and the scores say so.

It works on English, the language of the catalogue's texts: every word that carries meaning must come from the
item's facts or its evidence, and every number, purchase and popularity claim must be there as such. Two words
side by side must be side by side there too: of a red shoe with a white sole nobody may say "a red sole".
"""

import re
from collections.abc import Iterator
from itertools import pairwise, product

from tastemaker.tools.catalogue import plain
from tastemaker.tools.fuse import Recommendation
from tastemaker.tools.words import stem

# Words that say nothing about an item by themselves: articles, prepositions, auxiliaries, pointing, joining.
_NEUTRAL = frozenset(
    """
    a an and also are as at be because been being both but by can come comes could do does during each
    either for from get gets give gives go goes had has have having help helps here how i if in include
    includes including into is it item its itself just keep keeps let lets like made make makes making
    may meet meets mean means more of off offer offers on one only or our out over own provide provides
    request s so such suit suits take takes than that the their them then there these they this those
    through to too up use used user using very was way well what when where which while who will with
    within would you your yours fit fits match matches answer answers need needs want wants ask asked
    look looks looking shopper feature features featuring designed describe described detail details say
    says state states mention mentions good choice option suitable able allow allows ideal part kind
    type work works product
    """.split()
)
_ABOUT_TAKING = frozenset("bought buy purchased purchase own owned history previously already again".split())
_ABOUT_OTHERS = frozenset(
    "popular shopper shoppers customer customers people others bestseller favourite".split()
)
_NEGATIONS = frozenset("no not without never none nor lacks lack free".split())
# After these, the shopper's own words are repeated, not claimed of the item.
_ADDRESSED = frozenset("for your you during when while on need want looking request asked".split())
_SAID_OTHERWISE = _NEUTRAL | _ABOUT_TAKING | _ABOUT_OTHERS | _NEGATIONS
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*", re.IGNORECASE)


def unsupported(sentence: str, found: Recommendation, request: str) -> str | None:
    """The first word, or two, of a sentence that nothing supports, or None when every claim of it holds."""
    item = found.item
    facts = _stems(
        " ".join([item.facts, item.media, "" if item.price is None else f"{item.price:g} {item.price:.2f}"])
    )
    kinds = {part.kind for part in found.evidence if part.weight > 0}
    facts |= _stems(" ".join(part.detail for part in found.evidence))
    asked = _stems(request)
    spoken = _spoken(sentence)
    if not spoken:
        return "nothing"
    for place, word in enumerate(spoken):
        form = stem(word.removesuffix("'s"))
        if word[0].isdigit():
            if word.replace(",", "") not in facts and word not in facts:
                return word
        elif word in _NEGATIONS:
            if word not in facts and form not in facts:
                return word
        elif word in _ABOUT_TAKING:
            if not kinds & {"history", "together"}:
                return word
        elif word in _ABOUT_OTHERS:
            if not kinds & {"popular", "together", "history"}:
                return word
        elif (
            form in facts
            or word in facts
            or word in _NEUTRAL
            or form in asked
            and set(spoken[max(0, place - 5) : place]) & _ADDRESSED
        ):
            continue
        else:
            return word
    together = set(_together(found))
    for one, other in pairwise(spoken):
        forms = {stem(one.removesuffix("'s")), stem(other.removesuffix("'s"))}
        if forms <= facts and not {one, other} & _SAID_OTHERWISE and forms not in together:
            return f"{one} {other}"
    return None


def _together(found: Recommendation) -> Iterator[frozenset[str]]:
    """The pairs of words that stand side by side in the item's texts, small words left out.

    What an attribute says may also stand beside its own name, and beside what the item is called.
    """
    item = found.item
    for line in [*item.facts.split("\n"), *(part.detail for part in found.evidence)]:
        yield from map(frozenset, pairwise(_forms(line)))
    called = _forms(" ".join([item.title, item.brand, item.media, *item.categories]))
    for name, value in item.described:
        yield from map(frozenset, product(_forms(" ".join(plain(value))), [*_forms(name), *called]))


def _forms(text: str) -> list[str]:
    return [stem(word) for word in _spoken(text) if word not in _NEUTRAL]


def _stems(text: str) -> set[str]:
    spoken = _spoken(text)
    return {stem(word) for word in spoken} | set(spoken)


def _spoken(text: str) -> list[str]:
    return [found[0].casefold() for found in _WORD.finditer(text)]
