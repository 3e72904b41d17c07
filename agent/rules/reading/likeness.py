"""Likeness with a difference: which shown item something is to be like, and what is to be different."""

import re
from collections.abc import Collection
from dataclasses import replace

from tastemaker.agent.rules.reading import intents
from tastemaker.agent.rules.reading.lexicon import ATTRIBUTES, in_english, translate
from tastemaker.agent.rules.reading.media import mentions
from tastemaker.agent.rules.reading.needs import need
from tastemaker.agent.rules.reading.patterns import pattern
from tastemaker.agent.rules.reading.references import References, meant, references, title_words
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.view import Reading

_CHANGE_FILLER, _NAME_FILLER = pattern("filler", "change"), pattern("filler", "names")
_IN = re.compile(r"\b(?:in|en)\s+(?:the\s+)?(?P<word>[^\W\d_]+)", re.IGNORECASE)
_SEARCHES = re.compile(r"\bsearch|looking for\b", re.IGNORECASE)
_NAMED = re.compile(r"[A-Z0-9\u3400-\u9fff]")


def similar(request: Request) -> Reading | None:
    """The call for something like one item with a difference, None when nothing of the kind is asked."""
    rest, limits, shown = request.rest, request.limits.args, request.view.shown
    like, change = intents.LIKE.search(rest), intents.CHANGE.search(rest)
    if change and any(start <= change.start() < end for start, end in request.refs.spans):
        change = None  # "la más cara" is one of the list, and no change
    but = intents.BUT.search(rest)
    one = len(request.refs.named or request.refs.titled) == 1 or (like and but and request.pointed)
    if "media" in limits and not one:
        return None
    refs = spoken_of(request)
    named = bool(refs.named or refs.titled)
    if not shown:
        name = _name(request) if like and intents.LIKENESS.search(rest) else ""
        if not _NAMED.search(name) and not (refs.named and (like or change)):
            return None
        return _reading(request, refs, name, certain=False)
    asked = (like or change or (but and named)) and named and not intents.YES_OR_NO.match(rest)
    another = intents.ANOTHER_KIND.search(rest) or _in_attribute(request)
    same = intents.SAME.search(rest) and _sides(request)[1]
    if asked or same or ((like or another) and (named or refs.pronoun)):
        return _reading(request, refs)
    priced = {"price_min", "price_max"} & limits.keys()
    if change and len(rest.split()) <= 7 and not priced and not _SEARCHES.search(rest):
        alone = not _left(rest, request)
        reading = _reading(request, refs, certain=alone, keep=("exclude",))
        # "Cheaper" by itself says all: of what, and what, the list tells.
        return replace(reading, certain=reading.certain | {"all"}) if alone else reading
    return None


def _reading(
    request: Request,
    refs: References,
    name: str = "",
    certain: bool = True,
    keep: tuple[str, ...] = ("price_max", "exclude"),
) -> Reading:
    n = meant(refs, request.view)
    called = " ".join(f"{line.title} {line.brand}" for line in request.view.shown if line.n == n) or name
    change = _change(request, title_words(called))
    item = (refs.named or (n,))[0] or name
    return request.reading("similar", certain, keep, item=str(item), **({"change": change} if change else {}))


def _name(request: Request) -> str:
    """What is named where no list is shown: "similar to the Sony WH-1000XM4"."""
    like, _ = _sides(request)
    for said in (intents.LIKE, intents.CHANGE):
        like = said.sub(" ", like)
    return _NAME_FILLER.sub(" ", need(" ".join(like.split()), request.language)).strip(EDGE)


def _sides(request: Request) -> tuple[str, str]:
    """The words up to what is to be different, and those from there on.

    In "the blue one but in red" blue says which one is meant, and red how it is to be.
    """
    rest = request.rest
    begins = intents.BUT.search(rest) or _in_attribute(request)
    return (rest[: begins.start()], rest[begins.start() :]) if begins else (rest, "")


def _in_attribute(request: Request) -> re.Match[str] | None:
    """Where a colour or a material is asked for: "in blue", "en azul"."""
    for found in _IN.finditer(request.rest):
        word = found["word"].lower()
        if word in ATTRIBUTES or in_english(word, request.language) in ATTRIBUTES:
            return found
    return None


def spoken_of(request: Request) -> References:
    """What is spoken of: by title only in what comes before the difference."""
    like = references(_sides(request)[0], request.view, request.language)
    return replace(request.refs, titled=like.titled)


def attributes_alone(request: Request) -> bool:
    """Whether nothing but a colour or a material is said: that narrows a list, and names none of it."""
    said = [word.lower() for word in need(request.rest, request.language).split()]
    return bool(said) and all(
        word in ATTRIBUTES or in_english(word, request.language) in ATTRIBUTES for word in said
    )


def _change(request: Request, called: Collection[str]) -> str:
    """What is to be different, in English: "cheaper", "blue", "book".

    `called` are the words of the item that is meant.
    """
    compared = [english for english, said in intents.CHANGES.items() if said.search(request.rest)]
    if not compared and request.language == "en":
        compared = [said[0].split()[-1] for said in intents.CHANGE.finditer(request.rest)]
    like, differently = _sides(request)
    # The words that say which one is meant say nothing of how it is to be.
    left = [
        word
        for word in _left(like, request).split()
        if not title_words(f"{word} {in_english(word, request.language) or ''}") & set(called)
    ]
    told = [_english(text, request.language) for text in (" ".join(left), _left(differently, request))]
    medium = [request.limits.args["media"]] if "media" in request.limits.args else []
    return ", ".join(dict.fromkeys(part for part in (*compared, *medium, *told) if part))


def _left(text: str, request: Request) -> str:
    """What is left of words without what points to an item, compares, names a medium or fills."""
    spans = [*references(text, request.view, request.language).spans]
    if "media" in request.limits.args:
        spans += [span for _, span in mentions(text, request.language)]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    text = need(intents.CHANGE.sub(" ", " ".join(text.split())), request.language)
    for said in (intents.LIKE, _CHANGE_FILLER):
        text = said.sub(" ", " ".join(text.split()))
    return need(" ".join(text.split()), request.language)


def _english(text: str, language: str) -> str:
    """Words in English; none where the lexicon knows too few of them."""
    found = translate(text, language)
    return found.english if text and (language == "en" or found.covered >= 0.5) else ""
