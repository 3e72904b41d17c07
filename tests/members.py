"""Texts that the phrases of prompts/words/*.json match: what a long request can be made of."""

import json
import random
from collections.abc import Iterator
from importlib.resources import files
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LISTS = ("asks", "exclusions", "languages", "media", "numbers", "prices")
_ANY_OF = {code.CATEGORY_DIGIT: "5", code.CATEGORY_SPACE: " ", code.CATEGORY_NOT_WORD: "!"}


def members(seed: int = 0) -> dict[str, list[str]]:
    """Two texts for each phrase, by the list in which it stands."""
    chance = random.Random(seed)
    found: dict[str, list[str]] = {}
    for name in LISTS:
        listed = json.loads(files("tastemaker.prompts").joinpath("words", f"{name}.json").read_text("utf-8"))
        for path, phrase in _phrases(listed, name):
            said = {_said(parser.parse(phrase), chance).strip() for _ in range(2)}
            found.setdefault(path, []).extend(sorted(said - {""}))
    return {path: said for path, said in found.items() if said}


def _phrases(listed: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(listed, str) and not listed.startswith("\\1"):  # by that a word is replaced
        yield path, listed
    elif isinstance(listed, list):
        for phrase in listed:
            yield from _phrases(phrase, path)
    elif isinstance(listed, dict):
        for name, more in listed.items():
            yield from _phrases(more, f"{path}.{name}")


def _said(pattern: Any, chance: random.Random) -> str:
    """A text that a parsed pattern matches, but for what it only looks ahead to."""
    said = ""
    for kind, what in pattern:
        if kind is code.LITERAL:
            said += chr(what)
        elif kind in (code.ANY, code.NOT_LITERAL):
            said += "x"
        elif kind is code.BRANCH:
            said += _said(chance.choice(what[1]), chance)
        elif kind is code.SUBPATTERN:
            said += _said(what[-1], chance)
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, repeated = what
            for _ in range(chance.randint(least, min(most, least + 2))):
                said += _said(repeated, chance)
        elif kind is code.IN:
            said += _sign(chance.choice(what)) if what[0][0] is not code.NEGATE else "x"
    return said


def _sign(one: tuple[Any, Any]) -> str:
    kind, what = one
    if kind is code.CATEGORY:
        return _ANY_OF.get(what, "x")
    return chr(what if kind is code.LITERAL else what[0])
