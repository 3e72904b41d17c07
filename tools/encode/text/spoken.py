"""Which language a catalogue speaks, and which encoder reads it."""

from collections import Counter
from collections.abc import Sequence

from tastemaker.tools.catalogue.item import Item

ENGLISH, ANY = "all-minilm-l6-v2", "multilingual-e5-small"
"""The encoder of a catalogue in English, where it is the better one, and that of all others (LOG.md)."""
_LOOKED_AT, _TOGETHER = 200, 5
"""How many items say which language a catalogue speaks, and how many at once: a title is soon said."""
_MOSTLY = 0.8
"""The share of its texts in English from which on a catalogue is."""


def spoken(items: Sequence[Item]) -> Counter[str]:
    """How many texts of a sample are in each language, by its code of two letters (three of a dialect)."""
    import py3langid

    texts = [f"{item.title}. {item.description}" for item in items[:: max(1, len(items) // _LOOKED_AT)]]
    parts = (" ".join(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER))
    return Counter(py3langid.classify(part)[0] for part in parts)


def encoder_for(items: Sequence[Item]) -> str:
    """The name of the text encoder for a catalogue, by the language that most of it is told in."""
    languages = spoken(items)
    return ENGLISH if languages["en"] >= _MOSTLY * languages.total() else ANY
