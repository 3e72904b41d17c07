"""Qualities and makers that are refused, in English: what a catalogue calls 皮, Leder, cuir or 苹果."""

import unicodedata
from functools import cache

from tastemaker.prompts import words

ATTRIBUTES = frozenset(words("exclusions")["attributes"])
"""Of these one is meant exactly: "no wool sweaters" excludes wool."""
_ENDINGS = {"de": ("n", "en", "e", "er", "s", "es"), "fr": ("s", "x"), "es": ("s", "es")}


def in_english(word: str, language: str) -> str | None:
    """The English for a quality in any of its forms, None of other words.

    >>> in_english("黑色", "zh"), in_english("schwarzen", "de"), in_english("algodon", "es")
    ('black', 'black', 'cotton')
    """
    known, word = _known(language), word.casefold()
    stems = [word.removesuffix(ending) for ending in _ENDINGS.get(language, ()) if word.endswith(ending)]
    return next((known[form] for form in (word, *stems) if form in known), None)


def is_quality(phrase: str, language: str) -> bool:
    """Whether words that look like a refusal name a quality: "sans fil" refuses nothing."""
    return phrase.casefold() in _known(language)


@cache
def _known(language: str) -> dict[str, str]:
    """The qualities of a language, also as they stand without their accents."""
    listed: dict[str, str] = words("qualities").get(language, {})
    marked = unicodedata.combining
    bare = {
        "".join(sign for sign in unicodedata.normalize("NFD", word) if not marked(sign)): english
        for word, english in listed.items()
        if language in _ENDINGS
    }
    return bare | listed
