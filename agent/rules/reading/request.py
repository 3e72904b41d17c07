"""A request with what the smaller readers found in it: language, limits, references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tastemaker.agent.rules.reading.language import language, normalise
from tastemaker.agent.rules.reading.limits import Limits, limits
from tastemaker.agent.rules.reading.needs import need
from tastemaker.agent.rules.reading.patterns import phrases
from tastemaker.agent.rules.reading.references import References, meant, references
from tastemaker.agent.rules.reading.view import Reading, View

EDGE = " ,.;:!?-¿¡、，。；！？()\"'~"
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


def _replaced(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w#$€£'-]){short}(?![\w'])", re.IGNORECASE), long)
        for short, long in phrases("filler", name).items()
    )


_SHORT = _replaced("short")
# These are words of other languages too: "im Urlaub".
_CONTRACTED = _replaced("contracted")


_LONG_WORD = re.compile(r"(?<![\w-])[a-z']{6,}(?![\w-])")


def _corrected(word: str) -> str:
    """A word on which the reading rests, where it is misspelled by one letter; every other word as it is.

    >>> _corrected("cheeper"), _corrected("documentry"), _corrected("compared"), _corrected("keeper")
    ('cheaper', 'documentary', 'compared', 'keeper')
    """
    for right in _KEYWORDS:
        if word == right or word.startswith(right) or right.startswith(word):
            return word
    return next((right for right in _KEYWORDS if word[0] == right[0] and _one_slip(word, right)), word)


def _one_slip(word: str, right: str) -> bool:
    """Whether two words differ by one letter left out, put in, changed, or two that changed places."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = next(
        (n for n, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right))
    )
    a, b = word[same:], right[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


_ONE = re.compile(r"\b(?:(?:show|give) (?:me|us)|see|the|ones?|das|die|der|le|la|el)\b", re.IGNORECASE)
_KEYWORDS: tuple[str, ...] = tuple(phrases("filler", "keywords"))


@dataclass(frozen=True, slots=True)
class Request:
    """What a shopper said, in one form, and what stands in it for certain."""

    text: str
    view: View
    language: str
    limits: Limits
    rest: str
    """The text without the words that said prices and exclusions."""
    refs: References

    @classmethod
    def of(cls, text: str, view: View) -> Request:
        """Read the parts of a request, however it is spelled."""
        said = _EMOJI.sub(" ", normalise(text)).strip()
        for short, long in _SHORT:
            said = short.sub(long, said)
        spoken = language(said)
        if spoken == "en":
            for short, long in _CONTRACTED:
                said = short.sub(long, said)
            said = _LONG_WORD.sub(lambda match: _corrected(match[0]), said)
        found = limits(said, spoken)
        rest = found.rest.strip(EDGE)
        return cls(said, view, spoken, found, rest, references(rest, view, spoken))

    @property
    def item(self) -> str | None:
        """The shown item that is meant, as the tools take it."""
        n = meant(self.refs, self.view)
        return None if n is None else str(n)

    @property
    def named(self) -> bool:
        """Whether a shown item is spoken of by number, order or title."""
        return bool(self.refs.named or self.refs.titled)

    @property
    def pointed(self) -> bool:
        """The same, or by "it" and "that one"."""
        return self.named or (self.refs.pronoun and bool(self.view.shown))

    @property
    def beside(self) -> str:
        """What is said beside the numbers and ordinals of shown items, without filler."""
        text = self.rest
        for start, end in reversed(self.refs.spans):
            text = text[:start] + " " + text[end:]
        return need(_ONE.sub(" ", " ".join(text.split())), self.language)

    def without(self, *patterns: re.Pattern[str]) -> str:
        """The rest of the words without some of them and without filler: a name, a change."""
        text = self.rest
        for pattern in patterns:
            text = pattern.sub(" ", text)
        return need(" ".join(text.split()), self.language)

    def reading(self, tool: str, certain: bool = True, keep: tuple[str, ...] = (), **args: Any) -> Reading:
        """A call with the limits that the tool takes; `certain` says whether the choice of the tool is."""
        kept = {name: self.limits.args[name] for name in keep if name in self.limits.args}
        names = {"tool"} if certain else set()
        names |= self.limits.certain & kept.keys()
        if self.refs.named:
            names |= {"item", "items"} & args.keys()
        return Reading(tool, {**args, **kept}, frozenset(names), self.language)
