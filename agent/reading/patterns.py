"""Patterns made from the phrases in prompts/*.json, by language or by what they stand for.

A list is taken as it is. Of {"words": [...], "signs": [...]} the words are bounded by what is not a letter;
the signs belong to scripts that are written without spaces or whose vowels are not letters to a pattern.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tastemaker.prompts import words


def phrases(file: str, *path: str) -> Any:
    """What stands in prompts/`file`.json under a path of names."""
    found = words(file)
    for name in path:
        found = found[name]
    return found


def alternatives(items: Sequence[str]) -> str:
    """A pattern's source that matches any one of the phrases."""
    return f"(?:{'|'.join(items)})"


def bounded(items: Sequence[str]) -> str:
    """The same, for whole words only."""
    return rf"(?<![a-zà-ÿ']){alternatives(items)}(?![a-zà-ÿ])"


def either(listed: Mapping[str, Sequence[str]] | Sequence[str]) -> str:
    """The source of a pattern from a list, or from words and signs."""
    if not isinstance(listed, Mapping):
        return alternatives(listed)
    return alternatives([*([bounded(listed["words"])] if listed["words"] else []), *listed["signs"]])


def pattern(file: str, *path: str) -> re.Pattern[str]:
    """The pattern of the phrases under a path of names."""
    return re.compile(either(phrases(file, *path)), re.IGNORECASE)
