"""What buyers say, in the shopper's language: how many praise, how many find fault, and the words of one."""

from tastemaker.agent.answer.language import phrase, sequence
from tastemaker.prompts import words
from tastemaker.tools.facts.reviews.opinions import Opinion

_LONGEST = 200
"""Characters of a buyer's words that are told."""


def aspect(name: str, language: str) -> str:
    """What an aspect is called; one of the shop's own as its buyers call it."""
    return phrase(f"aspect_{name}", language) if f"aspect_{name}" in words("phrases") else name


def quote(text: str, language: str) -> str:
    """A buyer's words, in one line and in quotation marks."""
    said = " ".join(text.split())
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()} …"
    return phrase("quoted", language, words=said)


def heard(title: str, known: Opinion, language: str) -> str:
    """What buyers say of an item by its title, in a sentence; without it what they say further."""
    if not known.buyers:
        return phrase("heard_none", language, title=title)
    if not known.aspect:
        return phrase("heard_said", language, title=title, quote=quote(known.good, language))
    sides = (("praise", known.praise, known.good), ("blame", known.blame, known.bad))
    counted = [_side(side, count, known.buyers, said, language) for side, count, said in sides if count]
    said = sequence(counted or [phrase("heard_neither", language, count=known.buyers)], language)
    told = phrase("heard_aspect", language, aspect=aspect(known.aspect, language), said=said)
    if not title:
        return f"- {told}"
    return phrase("sentence", language, text=phrase("heard", language, title=title, said=told))


def _side(side: str, count: int, buyers: int, said: str, language: str) -> str:
    told = phrase(f"heard_{side}", language, count=count, buyers=buyers)
    return f"{told} ({quote(said, language)})" if said else told
