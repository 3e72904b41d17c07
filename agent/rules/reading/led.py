"""Patterns that may stand behind words that only lead up to them: "ok, please, show me others"."""

import re
from collections.abc import Callable

from tastemaker.agent.rules.reading.patterns import alternatives, phrases

_LEAD = rf"{alternatives(phrases('filler', 'lead', 'en'))}[\s,]*+"
_ONE_LEAD = re.compile(_LEAD, re.IGNORECASE)


class Led:
    """A pattern at the beginning of a text, behind any number of leads.

    The leads are passed one by one, each in the form that it prefers, and only the last of them may give
    something back. A pattern that repeats the leads would try every way to part them, and there are
    exponentially many.

    >>> led = Led("(?:any|some)thing else")
    >>> led.match("ok, ok, have you got anything else?").end(), led.match("no, " * 1000)
    (34, None)
    """

    def __init__(self, source: str) -> None:
        self._said = re.compile(rf"(?:{_LEAD})??{source}", re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """Where a text begins with it."""
        return _behind_leads(text, self._said.match)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The same where it goes to the end of the text."""
        return _behind_leads(text, self._said.fullmatch)

    def cut(self, text: str) -> str:
        """A text without what it begins with."""
        found = self.match(text)
        return text[found.end() :] if found else text


def _behind_leads(text: str, said: Callable[[str, int], re.Match[str] | None]) -> re.Match[str] | None:
    at = 0
    while (found := said(text, at)) is None and (lead := _ONE_LEAD.match(text, at)) and lead.end() > at:
        at = lead.end()
    return found
