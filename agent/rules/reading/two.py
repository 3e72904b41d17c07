"""Two requests in one sentence: the first is served, the other waits."""

import re

from tastemaker.agent.rules.reading.exclusions import exclusions
from tastemaker.agent.rules.reading.intents import BUT, COMPARE, GOES_WITH, LIKE, TOPIC
from tastemaker.agent.rules.reading.language import language, normalise
from tastemaker.agent.rules.reading.lexicon import ATTRIBUTES
from tastemaker.agent.rules.reading.limits import limits
from tastemaker.agent.rules.reading.needs import need
from tastemaker.agent.rules.reading.patterns import alternatives, either, pattern, phrases
from tastemaker.agent.rules.reading.prices import prices
from tastemaker.agent.rules.reading.references import title_words
from tastemaker.agent.rules.reading.request import EDGE

_SAID = phrases("joints")
_JOINTS = [re.compile(joint, re.IGNORECASE) for joint in _SAID["joints"]]
_STARTS = re.compile(rf"{alternatives(_SAID['starts'])}\s", re.IGNORECASE)
_WANTING, _HELD = pattern("joints", "wanting"), pattern("joints", "held_together")
_HELD_BY_USE = re.compile(alternatives(_SAID["held_by_use"]), re.IGNORECASE)
_TAIL = re.compile(alternatives(_SAID["tail"]), re.IGNORECASE)
_POINTING = pattern("joints", "pointing")
_NEXT = re.compile(rf"{either(_SAID['next'])}[\s.!。！]*", re.IGNORECASE)
_LONGEST = 200
"""Characters of a sentence that may hold two requests; a longer one is a story."""


def two(text: str) -> tuple[str, str]:
    """The first of two requests in one sentence and the other; the whole and nothing where there is one.

    What follows with the second and may be meant of both goes with the first too: what is not wanted, and
    where both are of one medium a price and for whom it is.

    >>> two("I need a rain jacket and a book about cycling")
    ('I need a rain jacket', 'a book about cycling')
    >>> two("a tent and a sleeping bag under 100"), two("a novel with dragons and a grumpy heroine")[1]
    (('a tent under 100', 'a sleeping bag under 100'), '')
    """
    said = normalise(text).strip(EDGE)
    if len(said) > _LONGEST or any(kind.search(said) for kind in (COMPARE, GOES_WITH, LIKE, BUT)):
        return text, ""
    parts = [
        (said[: found.start()], said[found.end() :]) for joint in _JOINTS for found in joint.finditer(said)
    ]
    if len(parts) != 1:
        return text, ""
    first, second = parts[0]
    if not (_STARTS.match(first) or _WANTING.search(first)) or re.search(r"[,，;:?？、]", first):
        return text, ""
    spoken = language(said)
    whole, other = limits(first, spoken), limits(second, spoken)
    wanted = _WANTING.search(whole.rest)
    named = whole.rest[wanted.end() :] if wanted else whole.rest
    if _HELD.search(named) or _HELD_BY_USE.search(named) or not need(other.rest, spoken):
        return text, ""
    if all(word in ATTRIBUTES for word in need(whole.rest, spoken).split()):
        return text, ""  # "a black and a white shirt"
    if TOPIC.search(whole.rest) and "media" not in other.args:
        return text, ""  # "a book about cats and a dog"
    if whole.args.get("media") == other.args.get("media"):
        if tail := _TAIL.search(other.rest):
            first += tail[0]
        if not {"price_min", "price_max"} & whole.args.keys():
            first = " ".join([first, *(second[start:end] for start, end in prices(second).spans)])
    if "exclude" in other.args and "exclude" not in whole.args:
        refused = (second[start:end] for start, end in exclusions(second, spoken).spans if start < end)
        first = ", ".join([first, *refused])
    return first, second


def asks_for_next(text: str, waiting: str) -> bool:
    """Whether words ask for the request that waits: it itself, "yes", "next", "and the book?".

    >>> [asks_for_next(text, "a book about tea") for text in ("next please", "and the book?", "for tea")]
    [True, True, False]
    """
    said = normalise(text).strip(EDGE)
    if not waiting or not said:
        return False
    words = title_words(need(said, language(said)))
    return bool(
        said.casefold() == waiting.casefold()
        or _NEXT.fullmatch(said)
        or (words and words <= title_words(waiting) and _POINTING.search(said))
    )
