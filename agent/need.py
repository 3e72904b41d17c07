"""The need over turns: whether words refuse the list, go on with what was asked before, or open a subject."""

import re
from dataclasses import replace

from tastemaker.agent.reading.patterns import alternatives, either, pattern, phrases
from tastemaker.agent.reading.view import Reading, View

_REFUSED = re.compile(
    rf"^(?:{alternatives(phrases('filler', 'lead', 'en'))}[\s,]*)*?{either(phrases('follows', 'refuses'))}"
    r"(?:,? please)?\s*(?:[,.;!?，。；！？:]+\s*|$)",
    re.IGNORECASE,
)
_GOES_ON, _OPENS, _OF_IT = (pattern("follows", name) for name in ("goes_on", "opens", "said_of_it"))


def refused(text: str) -> tuple[bool, str]:
    """Whether words begin by refusing the whole list or asking for others, and what else they say.

    >>> refused("None of these. It should be blue"), refused("no wool")
    ((True, 'It should be blue'), (False, 'no wool'))
    """
    rest, found = text.strip(), False
    while match := _REFUSED.match(rest):
        found, rest = True, rest[match.end() :].strip()
    return found, rest


def going_on(reading: Reading, text: str, view: View, refuses: bool) -> Reading:
    """A search that goes on with the need adds its words to it; one that opens a subject stands alone.

    To go on is to refuse the list, or to speak of "it", "one", what "should be".
    """
    if reading.tool != "search" or not view.need or _OPENS.search(text):
        return reading
    query = str(reading.args.get("query", ""))
    if not refuses and not _GOES_ON.search(text):
        return reading
    known = {word.casefold() for word in view.need.split()}
    new = [word for word in _OF_IT.sub(" ", query).split() if word.casefold().strip(",.:") not in known]
    args = {**reading.args, "query": " ".join([view.need, *dict.fromkeys(new)])}
    return replace(reading, args=args, certain=reading.certain | {"tool", "query"})
