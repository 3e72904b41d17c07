"""Patterns made from the phrases in prompts/words/*.json, by language or by what they stand for.

A list is taken as it is. Of {"words": [...], "signs": [...]} the words are bounded by what is not a letter;
the signs belong to scripts that are written without spaces or whose vowels are not letters to a pattern.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from tastemaker.prompts import words


def phrases(file: str, *path: str) -> Any:
    """What stands in prompts/words/`file`.json under a path of names."""
    found = words(file)
    for name in path:
        found = found[name]
    return found


def alternatives(items: Sequence[str]) -> str:
    """A pattern's source that matches any one of the phrases, also where their accents are left out."""
    return unaccented(f"(?:{'|'.join(items)})")


def unaccented(source: str) -> str:
    """A pattern's source in which an accent may be missing and an umlaut may be spelled out.

    >>> unaccented("qué [éè] für")
    'qu[ée] [éeèe] f(?:ü|ue|u)r'
    """
    if source.isascii():
        return source
    made: list[str] = []
    inside = False
    for at, letter in enumerate(source):
        if letter in "[]" and source[at - 1 : at] != "\\":
            inside = letter == "["
        plain = _plain(letter)
        if plain == letter:
            made.append(letter)
        elif inside:
            made.append(letter + plain)
        elif letter in _SPELLED_OUT:
            made.append(f"(?:{letter}|{_SPELLED_OUT[letter]}|{plain})")
        else:
            made.append(f"[{letter}{plain}]")
    return "".join(made)


_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def _plain(letter: str) -> str:
    base = "s" if letter == "ß" else unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def bounded(items: Sequence[str]) -> str:
    """The same, for whole words only."""
    return rf"(?<![a-z\u00e0-\u00ff']){alternatives(items)}(?![a-z\u00e0-\u00ff])"


def either(listed: Mapping[str, Sequence[str]] | Sequence[str]) -> str:
    """The source of a pattern from a list, or from words and signs."""
    if not isinstance(listed, Mapping):
        return alternatives(listed)
    return alternatives([*([bounded(listed["words"])] if listed["words"] else []), *listed["signs"]])


def pattern(file: str, *path: str) -> re.Pattern[str]:
    """The pattern of the phrases under a path of names."""
    return re.compile(either(phrases(file, *path)), re.IGNORECASE)
