"""What the buyers of a shop speak of beside what is known of all things: "strap", "tannin", "stitching"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.reviews.aspects import Aspects
from tastemaker.tools.search.lexical import STOP, folded, stem, tokens

# English names a part of a thing where it tells what that is like: "its strap is", "the zip broke".
_SUBJECT = re.compile(
    r"\b(?:the|its|their) ([^\W\d_]{3,}) (?:is|are|was|were|isn't|aren't|feels?|looks?|seems?|has|have|could"
    r"|does|do|did|gets?|got|came|comes|broke|breaks|tore|keeps?|stays?|holds?|works?|needs?|lets?)\b"
)
_BUYERS = 3
"""So many must speak of something for it to be an aspect."""
_MOST = 40
"""Aspects that a shop has of its own."""
_NO_PART = frozenset(
    "one only same thing rest problem reason result whole first second last other day week month year time "
    "people".split()
)


def found(said: Iterable[tuple[str, int, str]], items: Mapping[str, Item]) -> Aspects:
    """The known aspects, and those of the shop's own: parts of things of which several buyers tell.

    `said` are statements: the item, the number of the buyer and the text.
    """
    known = Aspects.known()
    buyers: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for item, buyer, text in said:
        for part in _parts(text, items[item]):
            buyers[part].add((item, buyer))
    several = [part for part, some in buyers.items() if len(some) >= _BUYERS and not known.named(part)]
    most = sorted(several, key=lambda part: -len(buyers[part]))[:_MOST]
    return Aspects(known.words | {part: [f"{part}*"] for part in most})


def _parts(text: str, item: Item) -> Iterator[str]:
    """The things whose nature a statement tells, without what the item itself is called."""
    own = set(tokens(" ".join((item.title, *item.categories))))
    for word in _SUBJECT.findall(folded(text)):
        part = stem(word)
        if part not in own and not {word, part} & (STOP | _NO_PART):
            yield part
