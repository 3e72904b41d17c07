"""Which item a title, or a part of one, means: "the Sony", "华为mate40", "wh1000xm4"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tastemaker.tools.catalogue import Catalogue, Item

# The share of a reference's words that a title must hold to be meant by it.
_ENOUGH = 0.6
_FILLER = frozenset("the a an one ones that this those these of for with and it my your from by in".split())


class Names:
    """The titles of a catalogue, in every language it gives them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = [
            (item, name, _plain(name), _words(name)) for item in catalogue for name in titles(item)
        ]

    def find(self, reference: str, first: Sequence[str] = ()) -> Item | None:
        """The item a reference means: the whole title, else a part of it, else most of its words.

        Among several the shown ones (`first`, ids) come first, then the shortest title. None: no such item.
        """
        plain, words = _plain(reference), _words(reference)
        if not plain or not words:
            return None
        best: tuple[float, bool, float, int] | None = None
        meant: Item | None = None
        for item, name, plain_name, name_words in self._names:
            if plain == plain_name:
                share = 3.0
            elif len(plain) > 2 and plain in plain_name:
                share = 2.0
            else:
                share = len(words & name_words) / len(words)
                if share < _ENOUGH:
                    continue
            rank = (share, item.id in first, len(words & name_words) / max(1, len(name_words)), -len(name))
            if best is None or rank > best:
                best, meant = rank, item
        return meant


def titles(item: Item) -> Iterable[str]:
    """An item's title and its titles in other languages (attributes `title_zh`, `title_de` …)."""
    yield item.title
    for name, value in item.attributes.items():
        if name.startswith("title_") and isinstance(value, str) and value:
            yield value


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = set(re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)-(?=\w)", "", folded)))
    han = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", folded)
    other = {word for word in re.findall(r"\w+", folded) if not word.isascii() and word not in han}
    return frozenset((latin | set(han) | (other if not han else set())) - _FILLER)
