"""The cheapest or the dearest of all: "the most expensive laptop", "the cheapest you have", 最便宜的帐篷."""

import re

from tastemaker.agent.rules.reading.intents import BUT, LIKE, YES_OR_NO
from tastemaker.agent.rules.reading.patterns import alternatives, either, pattern, phrases
from tastemaker.agent.rules.reading.request import Request

_SAID = {name: pattern("references", name) for name in ("cheapest", "dearest")}
_AFTER = phrases("references", "after_noun")
_AFTER_NOUN = {
    name: re.compile(
        rf"\b{alternatives(_AFTER['articles'])} (?P<noun>(?:\w+ ){{1,3}}?){alternatives(_AFTER[name])}(?!\w)",
        re.IGNORECASE,
    )
    for name in _SAID
}
_OF_ALL = pattern("references", "of_all")
_NO_NOUN = re.compile(rf"{either(phrases('references', 'no_noun'))}|[^\s\w]|\d|$", re.IGNORECASE)
_WHICH = re.compile(rf"\b{alternatives(phrases('references', 'which'))}\s*$", re.IGNORECASE)


def extreme(request: Request) -> tuple[str, str] | None:
    """The order that is wished for ("cheapest", "dearest") and the other words; None for one of the list."""
    rest, shown = request.rest, request.view.shown
    if len(request.refs.spans) > 1 or any(said.search(rest) for said in (LIKE, BUT)) or YES_OR_NO.match(rest):
        return None
    for order, said in _SAID.items():
        if match := _AFTER_NOUN[order].search(request.text):
            return order, _WHICH.sub("", request.text[: match.start()]) + match["noun"] + request.text[
                match.end() :
            ]
        if not (match := said.search(request.text)):
            continue
        before, after = request.text[: match.start()], request.text[match.end() :].strip().removeprefix("的")
        if shown and not _OF_ALL.search(after) and _NO_NOUN.match(after):
            return None
        return order, _OF_ALL.sub(" ", f"{_WHICH.sub('', before)} {after}")
    return None
