"""The need over turns: words that refuse the list, compare with it, go on with the need or open a subject."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tastemaker.agent.rules.offered import TAKES
from tastemaker.agent.rules.reading.intents import BUT, SAME_MAKER, WANTING
from tastemaker.agent.rules.reading.language import language
from tastemaker.agent.rules.reading.led import Led
from tastemaker.agent.rules.reading.lexicon import in_english
from tastemaker.agent.rules.reading.needs import query, recoloured
from tastemaker.agent.rules.reading.patterns import alternatives, either, pattern, phrases
from tastemaker.agent.rules.reading.reader import read
from tastemaker.agent.rules.reading.references import meant, neighbour, references
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.view import Reading, View

_GUESSES = {"similar", "remember", "forget", "history", "why", "why_not", "compare", "chat"}
_OF_ITEMS = {"details", "similar", "goes_with", "compare", "why", "why_not"}
_END = r"(?:,? please)?\s*(?:[,.;!?，。；！？:]+\s*|$)"
_REFUSED = Led(rf"{either(phrases('follows', 'refuses'))}{_END}")
_GOES_ON, _OPENS, _RELATIONS = (pattern("follows", name) for name in ("goes_on", "opens", "relations"))
_OF_IT = Led(rf"{either(phrases('follows', 'said_of_it'))}\s+")
_NEW = re.compile(rf"^(?:{either(phrases('follows', 'new'))}\s*)+", re.IGNORECASE)
_COMPARED = {
    limit: Led(rf"{alternatives(phrases('follows', 'compares', way))}\s")
    for way, limit in (("cheaper", "price_max"), ("dearer", "price_min"))
}
_ASKS = re.compile(
    rf"^{alternatives(phrases('asks', 'question')['first'])}\b|[?？]$|什么|多少|怎么|哪|吗\W*$", re.IGNORECASE
)
_MEDIUM, _ONLY = pattern("filler", "media"), pattern("filler", "only")
_NUMBER = re.compile(
    rf"(?:#|\b{alternatives(phrases('references', 'numbered'))}\s?)(\d{{1,2}})\b", re.IGNORECASE
)
_WITHOUT = Led(rf"{either(phrases('follows', 'without'))}\s*(?P<name>.{{1,60}}?){_END}")
_LIFTS = {
    limit: Led(rf"{alternatives(phrases('follows', 'lifts', limit))}{_END}")
    for limit in phrases("follows", "lifts")
}
_LIFTED = {"price": {"price_min", "price_max"}, "all": {*TAKES["search"], "brand", "category"}}
_REFUSES_ONE = Led(rf"{either(phrases('follows', 'refuses_one'))}\s*")
_ONE = pattern("filler", "change")
_OF_THAT_BRAND = Led(rf"{either(phrases('follows', 'of_that_brand'))}{_END}")
_OTHER = Led(rf"{either(phrases('follows', 'other'))}{_END}")
_SENTENCES = re.compile(r"(?<=[.;!?])\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class Heard:
    """What words say of the list and of the need before them, and the rest of them."""

    words: str
    refuses: bool = False
    """None of the list will do."""
    goes_on: bool = False
    """The words describe what was asked for before."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """What follows from comparing with an item of the list, and the brands and categories refused."""
    lifted: frozenset[str] = frozenset()
    """The limits that hold no longer, by name, and words that are excluded no longer."""
    refused: tuple[int, ...] = ()
    """The numbers of the list that will not do."""
    other: bool = False
    """Something else altogether is wished for, whatever it is."""


def heard(text: str, view: View, choices: Collection[str] = ()) -> Heard:
    """Hear what words say of what came before; without a list or a need they are left as they are.

    `choices` are what may be answered to the question that was asked back.

    >>> from tastemaker.agent.rules.reading.view import ShownLine
    >>> view = View(shown=(ShownLine(1, "Lamp", 40.0),), need="desk lamp")
    >>> said = heard("None of these. Cheaper than number 1. It should be blue", view)
    >>> said.words, said.refuses, said.goes_on, said.limits
    ('blue', True, True, {'price_max': 39.99})
    """
    words, refuses = text.strip(), False
    while view.shown and not neighbour(words, view) and (match := _REFUSED.match(words)):
        refuses, words = True, words[match.end() :].strip()
    if view.shown and _OTHER.fullmatch(words):
        return Heard("", refuses=True, other=True)
    if view.need and _OPENS.search(words):
        return Heard(_NEW.sub("", words) or words, refuses)
    lifted, words = _lifted(words, view)
    if view.shown and (refused := _refused(words, view)):
        return Heard("", lifted=lifted, refused=refused)
    if not view.need and not view.by_photo:
        return Heard(_NEW.sub("", words) or words if words else "", refuses, lifted=lifted)
    kept: list[str] = []
    limits: dict[str, Any] = {}
    sentences = _SENTENCES.split(words)
    for sentence in sentences:
        if len(sentences) > 1 and (limit := _compared(sentence, view)):
            limits.update(limit)
        elif name := _named_without(sentence, view):
            limits["exclude"] = [*limits.get("exclude", ()), name]
        else:
            kept.append(sentence)
    words = " ".join(kept)
    said = bool(words) and not _ASKS.search(words) and not SAME_MAKER.search(words)
    answers = any(choice.casefold() in words.casefold() for choice in choices)
    goes_on = said and bool(
        refuses or limits or answers or (_GOES_ON.search(words) and not _wants_another(words))
    )
    if goes_on:
        words = " ".join(_OF_IT.cut(sentence) or sentence for sentence in kept)
    return Heard(words, refuses, goes_on, limits, lifted)


def going_on(reading: Reading, heard: Heard, view: View) -> Reading:
    """The reading of words that describe what was asked for before: a search for the need and these words."""
    describes = {"search", "details", "for_you", "goes_with"}
    if "tool" not in reading.certain:
        # Who refuses the list or leaves something out goes on with the need, whatever a guess says.
        describes |= _GUESSES if heard.refuses or heard.limits else {"remember", "similar"}
    if heard.limits:
        describes |= {"compare"}  # "Cheaper than number 1. I remember compare and contrast" tells of the need
    if not heard.goes_on or reading.tool not in describes or _points(heard.words, view):
        taken = {name: value for name, value in heard.limits.items() if name in TAKES.get(reading.tool, ())}
        return replace(reading, args={**reading.args, **_tighter(taken, reading.args)}) if taken else reading
    if reading.tool != "search":
        request = Request.of(heard.words, view)
        said = query(request.rest, request.language).english
        reading = request.reading("search", query=said, keep=tuple(request.limits.args))
    new = re.findall(r"[^\s,;:]+", _RELATIONS.sub(" ", str(reading.args.get("query", ""))))
    before = recoloured(view.need, " ".join(new))
    known = {word.casefold().strip(",;:") for word in before.split()}
    need = " ".join([before, *dict.fromkeys(word for word in new if word.casefold() not in known)])
    args = {**reading.args, **_tighter(heard.limits, reading.args), "query": need.strip()}
    if view.by_photo:
        args["use_photo"] = True
    return replace(reading, args=args, certain=reading.certain | {"tool", "query"})


def missing(text: str, view: View) -> str | None:
    """The number that is spoken of and that the list does not have: "number 9" of six, or of none at all."""
    request = Request.of(text, view)
    refs = request.refs
    numbers = refs.missing if view.shown else refs.named
    if not numbers:
        return None
    alone = not request.beside
    of_item = alone or read(text, view).tool in _OF_ITEMS or (view.shown and _NUMBER.search(text))
    return str(numbers[0]) if of_item else None


def only_limits(words: str, view: View) -> dict[str, Any]:
    """The limits in words that say nothing else: "under 20, not blue", "only books"."""
    request = Request.of(words, view)
    beside = _ONLY.sub(" ", request.rest)
    if "media" in request.limits.args:
        beside = _MEDIUM.sub(" ", beside)
    return {} if query(beside, request.language).english else dict(request.limits.args)


def _lifted(words: str, view: View) -> tuple[frozenset[str], str]:
    """The limits in force that hold no longer by some of the sentences, and the other sentences."""
    lifted: set[str] = set()
    kept = []
    excluded = {word.casefold() for word in view.limits.get("exclude", ())}
    for sentence in _SENTENCES.split(words):
        for limit, said in _LIFTS.items():
            if not (match := said.fullmatch(sentence.strip())):
                continue
            named = (
                {word.casefold() for word in match.groupdict().values() if word} if limit == "word" else set()
            )
            named |= {in_english(word, language(sentence)) or word for word in named}
            gone = named & excluded if limit == "word" else _LIFTED[limit] & view.limits.keys()
            if gone:
                lifted |= gone
                break
        else:
            kept.append(sentence)
    return frozenset(lifted), " ".join(kept)


def _refused(words: str, view: View) -> tuple[int, ...]:
    """The numbers in "not the first one" and "I don't like number 2", where nothing else is said."""
    match = _REFUSES_ONE.match(words)
    if match is None or BUT.search(words, match.end()):
        return ()
    rest = words[match.end() :]
    refs = references(rest, view, language(words))
    for start, end in reversed(refs.spans):
        rest = rest[:start] + " " + rest[end:]
    said = re.sub(r"(?i)\bnicht\b", " ", _ONE.sub(" ", rest))
    return refs.named if not query(said, language(words)).english.strip(EDGE) else ()


def _compared(sentence: str, view: View) -> dict[str, float]:
    """The price limit in "cheaper than number 2", from the list's own prices."""
    for limit, said in _COMPARED.items():
        if match := said.match(sentence):
            for n in references(sentence[match.end() - 1 :], view).named[:1]:
                price = view.shown[n - 1].price if n <= len(view.shown) else None
                if price is not None:
                    return {limit: round(price + (-0.01 if limit == "price_max" else 0.01), 2)}
    return {}


def _named_without(sentence: str, view: View) -> str:
    """The brand or category of the shop in "no Sony", "nothing from Pawn and Pine", "not this brand"."""
    if view.shown and _OF_THAT_BRAND.fullmatch(sentence.strip()):
        n = meant(references(sentence, view), view)
        return next((line.brand for line in view.shown if line.n == n), "")
    match = _WITHOUT.fullmatch(sentence.strip())
    said = match["name"].casefold() if match else ""
    return next((name for name in (*view.brands, *view.categories) if name.casefold() == said), "")


def _tighter(limits: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Of each price that was compared with and one that was said, the tighter one; all words that exclude."""
    tighter: dict[str, Any] = {
        name: (min if name == "price_max" else max)(value, said.get(name, value))
        for name, value in limits.items()
        if name != "exclude"
    }
    if excluded := [*said.get("exclude", ()), *limits.get("exclude", ())]:
        tighter["exclude"] = list(dict.fromkeys(excluded))
    return tighter


def _points(words: str, view: View) -> bool:
    """Whether words name items of the list and say nothing else: "the cheapest one"."""
    request = Request.of(words, view)
    return bool(request.refs.named or request.refs.missing) and not request.beside


def _wants_another(words: str) -> bool:
    """Whether something is asked for by name: "I'm looking for headphones", not "I'd like one in blue"."""
    return bool(WANTING.search(words)) and not _OF_IT.match(words)
