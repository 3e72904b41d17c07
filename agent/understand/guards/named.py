"""What words name, and what fits must be: a maker's, of a kind, a model by its number, "a K450 or K470"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison
from tastemaker.agent.understand.guards.pointed import is_aside
from tastemaker.tools.catalogue.values.units import unit_of
from tastemaker.tools.search.lexical import tokens
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.shop import Shop

_NUMBER = r"(?:[A-Za-z]+-?\d+[A-Za-z\d]*|\d{3,}[A-Za-z]+)(?:-[A-Za-z\d]+)*"
_VARIANT = r"(?:\s+(?:Plus|Pro|Ultra|Max|Mini|Lite|Ti|Super|[A-Z]{2,}|\d+)\b(?![.,]?\d|\s*[€$£%])){0,4}"
"""What makers set behind a number: "K450 Ultra", "X900 BLADE 4"."""
_OR = r"\s*(?:,|/|&|\b(?:and|or|und|oder|et|ou|y|o|e)\b|[和或、])\s*"
_NAMES = re.compile(rf"(?<![\w.-]){_NUMBER}{_VARIANT}(?:{_OR}{_NUMBER}{_VARIANT})*(?![\w-])")
_OF_ANOTHER = re.compile(
    r"\b(?:my|not?|without|than|other|others|alternatives?|compatible|instead|similar|replac\w+"
    r"|(?<!'d )(?<!would )like)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""From here on a model is named that what is sought is for, or is not."""
_AMOUNT = re.compile(r"\d+([A-Za-z]+)")
_ORDINALS = frozenset(("s", "st", "nd", "rd", "th", "k"))


def of_its_maker(call: Call, words: str, shop: Shop) -> Call:
    """A search for makers' things, by their makers."""
    made = [
        brand
        for brand in shop.brands_in(call.query.what)
        if brand in shop.brands_in(words) and not is_aside(brand, words)
    ]
    if (
        call.tool not in ("search", "count")
        or not made
        or any(one.field == "brand" for one in call.query.where)
    ):
        return call
    gone = {term for brand in made for term in tokens(brand)}
    what = " ".join(word for word in call.query.what.split() if not gone.issuperset(tokens(word)))
    where = (*call.query.where, Condition("brand", "=", tuple(made)))
    return replace(call, query=replace(call.query, what=what, where=where))


def of_its_kind(call: Call, words: str, shop: Shop) -> Call:
    """A new search with the kind of thing that the words name, where the model left it out."""
    there, sought = set(tokens(words)), set(tokens(call.query.what))
    kinds = [name for name in shop.categories if tokens(name) and there.issuperset(tokens(name))]
    kinds = [name for name in kinds if not is_aside(name, words)]
    held = {word for one in call.query.where for value in _said_values(one) for word in tokens(value)}
    if call.tool != "search" or call.edits or any((sought | held) & set(tokens(name)) for name in kinds):
        return call
    what = " ".join([call.query.what, *kinds[:1]]).strip()
    return replace(call, query=replace(call.query, what=what))


def of_its_model(call: Call, words: str, shop: Shop) -> Call:
    """A search for a model that the words name by its number, which what fits must have.

    What is only to go with such a thing ("for my K450"), or is set against it, is left to the words.
    """
    if call.tool not in ("search", "count") or not call.query.what:
        return call
    sought = set(tokens(call.query.what))
    held = {word for one in call.query.conditions for value in one.values for word in tokens(str(value))}
    where = tuple(
        Condition(TEXT, "has", values)
        for values in _named(words, shop)
        if tokens(values[0])[0] in sought - held
    )
    return replace(call, query=replace(call.query, where=(*call.query.where, *where))) if where else call


def is_name(value: str, words: str, shop: Shop) -> bool:
    """Whether words name a thing by a value, or quote it, so that what fits must have it.

    What is said plainly is only looked for: "with support for the lower back" may be told otherwise. So is an
    amount with what it is of that nothing here is told by: "a camera with 200 megapixels".
    """
    said = re.search(re.escape(value), words, re.IGNORECASE)
    if said is None:
        return bool(re.search(r"\d", value))
    before = words[: said.start()].rstrip(" ")
    if before.endswith(tuple("\"'“„«‘")):
        return True
    if re.fullmatch(_NUMBER, value):
        return True
    begins = not before or before[-1] in ".!?\n"
    name = re.search(r"\d|[A-Z]" if not begins else r"\d|(?<=.)[A-Z]", said[0])
    return name is not None and bool(shop.judged(Condition(TEXT, "has", (value,))).passes.any())


def _named(words: str, shop: Shop) -> Iterator[tuple[str, ...]]:
    """The models that words name: those of which any will do together."""
    for group in _NAMES.findall(_OF_ANOTHER.sub("", words)):
        names = [name for name in re.split(_OR, group) if not _is_amount(name)]
        if names:
            yield tuple(_known(name, shop) for name in names)


def _known(name: str, shop: Shop) -> str:
    """As much of a name as the shop has in one place, at least the number."""
    words = name.split()
    parts = (" ".join(words[:length]) for length in range(len(words), 1, -1))
    return next((part for part in parts if shop.masks.mentioning(part).any()), words[0])


def _is_amount(name: str) -> bool:
    amount = _AMOUNT.fullmatch(name)
    return amount is not None and (amount[1].casefold() in _ORDINALS or bool(unit_of(amount[1])))


def _said_values(one: Condition | Comparison) -> list[str]:
    """The words of a condition's values."""
    return [] if isinstance(one, Comparison) else [str(value) for value in one.values]
