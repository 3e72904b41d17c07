"""What is said to the advisor and asks for no list: small talk, what to keep in mind, what was bought."""

import re
from dataclasses import replace

from tastemaker.agent.rules.reading import intents
from tastemaker.agent.rules.reading.intents import GOES_WITH, WHY_NOT
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.view import Reading

_CLAUSES = re.compile(r"[,.;!?，。；！？、~\n]+|\s-\s|(?<=\w)\s*[:;][-)(DP]+")
# "I'm vegetarian, a cookbook please"
_ASKED_BESIDE = re.compile(r"[,;.]\s*(?:an?|some|any|ein\w*|une?|un[ao])\s|\bplease$", re.IGNORECASE)


def small_talk(request: Request) -> Reading | None:
    """Greetings, thanks, praise, insults, and a choice that was made."""
    clauses = [clause for part in _CLAUSES.split(request.text) if (clause := part.strip(EDGE))]
    if all(intents.SMALL_TALK.fullmatch(clause) or intents.SATISFIED.fullmatch(clause) for clause in clauses):
        reading = request.reading("chat")
        return replace(reading, certain=reading.certain | {"all"}) if request.named else reading
    return None


def injected(request: Request) -> Reading | None:
    """An order to the system: nothing that is said beside it is a request, whatever it names."""
    if not intents.INJECTED.search(request.text):
        return None
    return replace(request.reading("chat"), certain=frozenset({"tool", "all"}))


def off_topic(request: Request) -> Reading | None:
    """Off the subject, or orders to the system; not when goods are asked for in the same breath."""
    match = intents.OFF_TOPIC.search(request.text)
    if match is None:
        return None
    if not intents.ORDERS.match(match[0]):
        wants = {"media", "price_max"} & request.limits.args.keys() or intents.WANTING.search(request.text)
        missed = request.view.shown and WHY_NOT.search(request.text)
        if request.pointed or wants or missed or GOES_WITH.search(request.text):
            return None
    return request.reading("chat")


def about_me(request: Request) -> Reading | None:
    """What is kept of the shopper, as a whole: that it be deleted, or what it is."""
    said = request.text.strip(EDGE)
    if intents.FORGET_ALL.fullmatch(said):
        reading = request.reading("forget", everything=True)
    elif intents.KNOWN.fullmatch(said):
        reading = request.reading("history", profile=True)
    else:
        return None
    return replace(reading, certain=reading.certain | {"all"})


def memory(request: Request) -> Reading | None:
    """What is to be kept in mind or forgotten, in so many words."""
    text = request.text
    if forget := intents.FORGET.search(text):
        if intents.INSTEAD.search(text[forget.end() :]):
            return None  # "forget the shirts, show me jackets"
        return request.reading("forget", fact=_fact_beside(text, forget))
    remember = intents.REMEMBER.search(text)
    if remember and (remember.end() >= len(text) - 1 or not text.endswith(("?", "？"))):
        return request.reading("remember", fact=_fact_beside(text, remember))
    return None


def _fact_beside(text: str, match: re.Match[str]) -> str:
    """What follows the words that ask to remember or forget it, else what comes before them, else all."""
    after = re.sub(
        r"(?i)^(?:that|dass|que|de que|about|the fact that|what|कि)\s+", "", text[match.end() :].strip(EDGE)
    )
    if len(after) < 3:
        return text[: match.start()].strip(EDGE) or text
    owner = re.search(r"(?i)\b(my|i|i'm|i am|mein\w*|mon|ma|mes|mi|mis)$", match[0])
    return f"{owner[1]} {after}" if owner else after


def fact(request: Request) -> Reading | None:
    """A fact said as a whole, without asking for anything: "I'm vegetarian"."""
    text = request.text
    if not intents.FACT.match(text) or text.endswith(("?", "？")) or request.refs.named:
        return None
    if intents.WISHES.search(text[5:]) or _ASKED_BESIDE.search(text):
        return None
    if request.view.shown and request.limits.args.get("exclude") and intents.OF_THE_SHOWN.search(text):
        return None  # "I don't like the red ones" is said of the list
    return request.reading("remember", certain=False, fact=text.strip(EDGE))


def history(request: Request) -> Reading | None:
    """What the shopper bought before."""
    text = request.text
    if not intents.HISTORY.search(text) or GOES_WITH.search(text) or intents.WANTS_MORE.search(text):
        return None
    return request.reading("history")
