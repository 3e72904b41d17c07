"""The words by which a shopper asks for something other than a search (prompts/words/asks.json)."""

import re

from tastemaker.agent.rules.reading.patterns import alternatives, bounded, pattern, phrases


def _asks(name: str) -> re.Pattern[str]:
    return pattern("asks", name)


WHY, WHY_NOT, INVITED, ASKS_BACK = map(_asks, ("why", "why_not", "invited", "asks_back"))
REMEMBER, FORGET, FACT, WISHES = map(_asks, ("remember", "forget", "fact", "wishes"))
HISTORY, WANTS_MORE = map(_asks, ("history", "wants_more"))
FOR_ME, OWN_TASTE, RECOMMENDS = map(_asks, ("for_me", "own_taste", "recommends"))
COMPARE, COMPARES, COMPARING, EITHER, BETWEEN_NAMES = map(
    _asks, ("compare", "compares", "comparing", "either", "between_names")
)
GOES_WITH, ASKS_ACCESSORY = map(_asks, ("goes_with", "asks_accessory"))
LIKE, LIKENESS, CHANGE, BUT, YES_OR_NO = map(_asks, ("like", "likeness", "change", "but", "yes_or_no"))
TELL, OFFERS, BY_PHOTO = map(_asks, ("tell", "offers", "by_photo"))
SAME, ANOTHER_KIND = map(_asks, ("same", "another_kind"))
"""The same as what was talked of; the same in another colour or size."""
INJECTED = _asks("injected")
"""Orders to the system, put among a shopper's words: "ignore all previous instructions"."""
OFF_TOPIC, ORDERS, WANTING, SATISFIED = map(_asks, ("off_topic", "orders", "wanting", "satisfied"))
SAME_MAKER = _asks("same_maker")
"""By whom one of the list is: "more by her", "the same brand"."""
OF_THE_SHOWN = _asks("of_the_shown")
"""Of a list: "the red ones"."""
THANKS, GREETS = map(_asks, ("thanks", "greets"))
FORGET_ALL, KNOWN = map(_asks, ("forget_all", "known"))
"""Whole sentences about all that is kept of the shopper: that it be deleted, what it is."""
UNDO, START_OVER = map(_asks, ("undo", "start_over"))
"""Whole sentences about the talk itself."""
BACK_TO = _asks("back_to")
"""At the beginning: the need that was spoken of earlier follows."""
INSTEAD = _asks("instead")
"""What is wanted instead of what is to be forgotten."""
ABOUT_IT = _asks("about_it")
"""At the end: what a medium is to be about, when that was spoken of before."""
FOR_ITEM = _asks("for_item")
"""Up to the item for which something is asked: "a lens for the Canon"."""
TOLD = _asks("told")
"""Words of a story rather than of a wish."""

CHANGES = {english: pattern("asks", "changes", english) for english in phrases("asks", "changes")}
"""What is to be different, by its English."""

BOUGHT = re.compile(alternatives(phrases("asks", "bought")) + r"\s*", re.IGNORECASE)

_question = phrases("asks", "question")
QUESTION = re.compile(
    rf"^{alternatives(_question['first'])}\b|{bounded(_question['words'])}|{alternatives(_question['signs'])}",
    re.IGNORECASE,
)

NAMES_ANEW, TOPIC = map(_asks, ("names_anew", "topic"))
_narrow = phrases("asks", "narrow")
NARROW = re.compile(
    rf"^{alternatives(_narrow['before'])}*{alternatives(_narrow['first'])}\b"
    rf"|\b{alternatives(_narrow['last'])}\W*$|^{alternatives(_narrow['signs'])}",
    re.IGNORECASE,
)
"""What follows up on a list rather than opens a new subject."""

# "hi", with whom it is said to: "hi there", "thanks for your help".
_small_talk = alternatives(
    [
        rf"{alternatives(script['said'])}(?:{' ' if name != 'zh' else ''}{alternatives(script['after'])})*"
        for name, script in phrases("asks", "small_talk").items()
    ]
    + phrases("asks", "satisfied")
)
SMALL_TALK = re.compile(rf"{_small_talk}(?:\s*{_small_talk}){{0,3}}", re.IGNORECASE)
"""A whole clause of greeting, thanks, praise, farewell, agreement, insult, or of having found it."""
