"""What an item says of itself, word by word, and what it says that it is free of."""

import re
from collections.abc import Callable, Iterator

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.forms import PART
from tastemaker.tools.search.lexical import (
    IS_UNSPACED,
    PIECE,
    RUN,
    STOP,
    UNSPACED,
    folded,
    stem,
    terms_of,
    texts,
    tokens,
    written,
)

# "Nut-free", "free from nuts", "contains no nuts", "ohne Nüsse" and 无糖 say that there is none of it.
_FREE_OF = re.compile(
    rf"[^\W_{UNSPACED}]+(?:-free\b| free\b(?! (?:of|from|with|gift|shipping|delivery|sample|postage)))"
    r"|\b(?:free (?:of|from)|made without|contains? no|(?=no added)no|ohne|sin|sans|sem|senza|zonder|utan"
    rf"|без) (?:any |all |added |zugesetzte[nrs]? )?[^\W_{UNSPACED}]+|(?:不含|无|無)[{UNSPACED}]{{1,2}}",
    re.IGNORECASE,
)


NUTS = "peanut almond hazelnut walnut cashew pecan pistachio macadamia chestnut groundnut".split()
"""What somebody who wants no nuts wants none of, either."""
SEVERAL = re.compile(r",|&|/|\b(?:and|und|et|y|e)\b|[和与及、]", re.IGNORECASE)
"""What joins the kinds that one category names."""


def mentions(item: Item, phrase: str) -> bool:
    """Whether an item's texts hold a phrase: its words one after the other, each in any of its forms.

    What an item says that it is free of it does not hold; nor does the name of a
    category for several kinds: tea in "Coffee and tea" is no coffee.

    >>> mentions(Item("1", "Noise-cancelling headphones"), "noise cancelling headphone")
    True
    >>> [mentions(Item("2", "Nut-free chocolate"), phrase) for phrase in ("nuts", "nut-free")]
    [False, True]
    >>> tea = Item("3", "Green tea", categories=("Coffee and tea",))
    >>> [mentions(tea, phrase) for phrase in ("coffee", "tea")]
    [False, True]
    """
    shared = {name for name in item.categories if SEVERAL.search(name) and tokens(name) != tokens(phrase)}
    held = [text for text in texts(item) if text not in shared]
    if not _FREE_OF.search(phrase):
        held = [_FREE_OF.sub(" . ", text) for text in held]
    # Only what is of letters and digits is sought in pieces as well: "4" is not in "XM4".
    number = re.search(r"\d", phrase) and re.search(r"[^\W\d]", phrase)
    for words in (_apart, _whole, _pieces) if number else (_apart, _whole):
        sought = _spaced(words, phrase)
        if sought and any(sought in _spaced(words, text) for text in held):
            return True
    return False


def shared(query: str, item: Item, compounds: bool = False) -> tuple[str, ...]:
    """The words of a query that an item shares, as the query writes them; with `compounds` their parts, too.

    >>> item = Item("1", "Running shoe", attributes={"title_zh": "红色跑步鞋"})
    >>> shared("shoes for running, 跑步鞋", item)
    ('shoes', 'running', '跑步鞋')
    """
    there = {token for text in texts(item) for token in tokens(text)}
    found: dict[str, None] = {}
    for run in RUN.findall(written(query)):
        if run.lower() in STOP:
            continue
        if IS_UNSPACED.match(run):
            found.update(dict.fromkeys(_shared_runs(run, there)))
        elif any(there.issuperset(terms) for terms in terms_of(folded(run))) or (
            compounds and any(_is_part(folded(run), token) for token in there)
        ):
            found[run] = None
    return tuple(found)


def known(text: str, knows: Callable[[str], bool]) -> str:
    """What of a text's Chinese, Japanese or Korean is known: the longest parts whose pairs of signs are.

    >>> known("想要无线耳机 please", {"无线", "线耳", "耳机"}.__contains__)
    '无线耳机'
    """
    runs = [run for run in RUN.findall(written(text)) if IS_UNSPACED.match(run)]
    pairs = {pair for run in runs for at in range(len(run) - 1) if knows(pair := run[at : at + 2])}
    parts = (part for run in runs for part in _shared_runs(run, pairs - STOP))
    return " ".join(dict.fromkeys(parts))


def _spaced(words: Callable[[str], list[str]], text: str) -> str:
    """The words of a text, each without its plural and between spaces."""
    found = [stem(word) for run in RUN.findall(folded(text)) for word in words(run)]
    return f" {' '.join(found)} " if found else ""


def _apart(run: str) -> list[str]:
    return list(run) if IS_UNSPACED.match(run) else run.split("-")


def _whole(run: str) -> list[str]:
    return list(run) if IS_UNSPACED.match(run) else [run.replace("-", "")]


def _pieces(run: str) -> list[str]:
    return list(run) if IS_UNSPACED.match(run) else PIECE.findall(run)


def _shared_runs(run: str, there: set[str]) -> Iterator[str]:
    """The longest parts of a run, of two characters or more, whose pairs are all there."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or run[end - 1 : end + 1] not in there:
            if end - start > 1 or (len(run) == 1 and run in there):
                yield run[start:end]
            start = end


def _is_part(term: str, word: str) -> bool:
    return len(term) >= PART and (word.startswith(term) or word.endswith(term))
