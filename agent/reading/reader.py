"""The deterministic reader of requests: tool and arguments from the words alone (`--model none`)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tastemaker.agent.reading import intents
from tastemaker.agent.reading.extremes import extreme
from tastemaker.agent.reading.intents import GOES_WITH, WHY, WHY_NOT
from tastemaker.agent.reading.likeness import attributes_alone, similar, spoken_of
from tastemaker.agent.reading.needs import need, query, recoloured
from tastemaker.agent.reading.patterns import pattern
from tastemaker.agent.reading.references import references
from tastemaker.agent.reading.request import EDGE, Request
from tastemaker.agent.reading.view import Reading, View

__all__ = ["read"]

_CLAUSES = re.compile(r"[,.;!?，。；！？、~\n]+|\s-\s|(?<=\w)\s*[:;][-)(DP]+")
_DESCRIBED = pattern("asks", "described")
# "Something to listen to" is no subject.
_USED = pattern("media", "used")
# "I'm vegetarian, a cookbook please"
_ASKED_BESIDE = re.compile(r"[,;.]\s*(?:an?|some|any|ein\w*|une?|un[ao])\s|\bplease$", re.IGNORECASE)
# "A blue jacket" is any, and none of the list.
_OF_A_KIND = re.compile(r"(?:an?|some|any|eine?n?|une?|des|un[ao]s?)\s", re.IGNORECASE)
_ANYTHING = re.compile(r"\b(?:something|anything|etwas|quelque chose|algo)\b", re.I)
_MEDIUM_ABOUT = re.compile(
    r"\b(?:books?|videos?|articles?|podcasts?|courses?|audiobooks?|films?|movies?)\b(?: (?:about|on)\b)?",
    re.IGNORECASE,
)
_FILLER = {
    name: pattern("filler", name)
    for name in ("why_not", "names", "change", "photo", "for_you", "media", "about_it", "follow")
}


def read(text: str, view: View) -> Reading:
    """Read a request by rules; always gives a reading, a search when nothing else fits."""
    request = Request.of(text, view)
    for rule in _RULES:
        if (reading := rule(request)) is not None:
            return reading
    return _search(request)


def _small_talk(request: Request) -> Reading | None:
    clauses = [clause for part in _CLAUSES.split(request.text) if (clause := part.strip(EDGE))]
    if all(intents.SMALL_TALK.fullmatch(clause) or intents.SATISFIED.fullmatch(clause) for clause in clauses):
        reading = request.reading("chat")
        return replace(reading, certain=reading.certain | {"all"}) if request.named else reading
    return None


def _injected(request: Request) -> Reading | None:
    """An order to the system: nothing that is said beside it is a request, whatever it names."""
    if not intents.INJECTED.search(request.text):
        return None
    return replace(request.reading("chat"), certain=frozenset({"tool", "all"}))


def _off_topic(request: Request) -> Reading | None:
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


def _why(request: Request) -> Reading | None:
    text, view = request.text, request.view
    if not (WHY.search(text) or WHY_NOT.search(text)) or intents.INVITED.search(text):
        return None
    if WHY_NOT.search(text):
        # What is asked after may read as an exclusion ("why no Adidas"), so the whole text is looked at.
        name = need(_FILLER["why_not"].sub(" ", WHY.sub(" ", text)), request.language)
        if re.match(r"(?i)(?:where|what happened)", text) and not view.shown:
            return None
        if not name and not request.pointed:
            return request.reading("chat") if len(text) < 12 else None
        number = request.item if request.refs.named else None
        return request.reading("why_not", item=number or name or request.item or "")
    if request.pointed or intents.ASKS_BACK.search(text) or (view.shown and len(text.split()) <= 4):
        item = request.item if request.pointed or view.shown else None
        return request.reading("why", item=item or request.without(WHY, _FILLER["why_not"]))
    return request.reading("chat", certain=False)


def _memory(request: Request) -> Reading | None:
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


def _fact(request: Request) -> Reading | None:
    """A fact said as a whole, without asking for anything: "I'm vegetarian"."""
    text = request.text
    if not intents.FACT.match(text) or text.endswith(("?", "？")) or request.refs.named:
        return None
    if intents.WISHES.search(text[5:]) or _ASKED_BESIDE.search(text):
        return None
    if request.view.shown and request.limits.args.get("exclude") and intents.OF_THE_SHOWN.search(text):
        return None  # "I don't like the red ones" is said of the list
    return request.reading("remember", certain=False, fact=text.strip(EDGE))


def _history(request: Request) -> Reading | None:
    text = request.text
    if not intents.HISTORY.search(text) or GOES_WITH.search(text) or intents.WANTS_MORE.search(text):
        return None
    return request.reading("history")


def _compare(request: Request) -> Reading | None:
    view, refs = request.view, request.refs
    if len(refs.named) == 1 and intents.LIKE.search(request.rest):
        return None
    if intents.COMPARE.search(request.text):
        both = tuple(dict.fromkeys((*refs.named, *refs.titled)))
        last = view.last
        if len(refs.named) == 1 and last is not None and last not in both:
            both = (last, *both)  # "and compared with the first?"
        if len(both) >= 2:
            return request.reading("compare", items=[str(n) for n in both])
        if view.shown and (
            refs.named or not re.search(r"(?i)\bwhich\b.*\b(?:fit|go|work|match)", request.text)
        ):
            items = [str(line.n) for line in view.shown[:5]]
            return request.reading("compare", items=items) if intents.COMPARES.search(request.text) else None
        names = [] if "media" in request.limits.args else _two_names(request)
        return request.reading("compare", items=names) if names else None
    both = refs.named if len(refs.named) > 1 else refs.titled
    other = intents.LIKE.search(request.rest) or GOES_WITH.search(request.rest)
    if len(both) < 2 or other or not intents.EITHER.search(request.rest):
        return None
    if intents.QUESTION.search(request.text) and len(request.text.split()) <= 12:
        return request.reading("compare", items=[str(n) for n in both])
    return None


def _two_names(request: Request) -> list[str]:
    match = intents.COMPARING.search(request.rest)
    if match is None:
        return []
    text = intents.COMPARING.sub(
        " ", request.rest[match.start() :] if request.language != "hi" else request.rest
    )
    parts = [need(part.strip(EDGE), request.language) for part in intents.BETWEEN_NAMES.split(text)]
    parts = [part for part in parts if part]
    return parts if len(parts) >= 2 else []


def _goes_with(request: Request) -> Reading | None:
    rest, view = request.rest, request.view
    match = GOES_WITH.search(rest)
    if match is None:
        return None
    if request.named and "work" in match[0].lower() and intents.YES_OR_NO.match(rest):
        return None  # "does the second work with Alexa?" asks about the second
    bought = intents.BOUGHT.search(rest)
    if _KIND_OF_ACCESSORY.search(rest) and not (request.named or bought):
        return None
    described = _DESCRIBED.match(rest)
    if described and not request.named and not _ANYTHING.search(described[0]):
        return None  # "a tie to go with my blue suit" describes what is looked for
    if not (intents.ASKS_ACCESSORY.search(rest) or request.named or bought):
        return None
    if request.named or (request.refs.pronoun and view.shown and not bought):
        return request.reading("goes_with", item=request.item or "")
    item = _owned(request, bought, match) or next(iter(view.bought), None) or request.item
    return request.reading("goes_with", item=item) if item else None


# "phone accessories" are a kind of goods; "accessories for my phone" are asked for by what they go with.
_KIND_OF_ACCESSORY = re.compile(
    r"(?!(?:the|any|some|good|nice|best|of|what|which|and|for|my|more|other|right|useful) )\b[a-z]+"
    r" accessor(?:y|ies)\b(?! (?:for|to|with|that|which|do|should|would|could)\b)",
    re.IGNORECASE,
)


def _owned(request: Request, bought: re.Match[str] | None, match: re.Match[str]) -> str:
    """What somebody has, of which something goes with: after "I bought", or beside "goes with"."""
    rest, language = request.rest, request.language
    if bought:
        clause = _OWNED_UNTIL.split(rest[bought.end() :])[0]
        if language == "zh":  # the filler of a need is part of a name: 华为和索尼
            return _KIND_AFTER_MODEL.sub("", clause).strip(EDGE + "了的")
        if name := _name(need(clause.strip(EDGE), language)):
            return name
    if language in ("zh", "hi"):
        before = re.split(r"[,.;!?，。；！？]", rest[: match.start()].strip(EDGE))[-1]
        return _name(need(before, language)) or _name(request.without(GOES_WITH))
    after = _WITH.sub("", rest[match.end() :].strip(EDGE) + " ")
    return _name(need(after.strip(EDGE), language)) or _name(request.without(GOES_WITH, _FILLER["names"]))


# The model names it: 华为Mate 40手机 is 华为Mate 40, and not its 手机壳.
_KIND_AFTER_MODEL = re.compile(r"(?<=[A-Za-z0-9])\s?(?:手机|耳机|相机|电脑|手表|平板|音箱)(?![壳膜套架包支])")
_OWNED_UNTIL = pattern("asks", "owned_until")
_WITH = re.compile(r"^\s*(?:for|to|with|zu|zum|zur|für|pour|de|du|avec|para|con)\s+", re.I)


def _name(text: str) -> str:
    return _FILLER["names"].sub(" ", text).strip(EDGE)


def _by_price(request: Request) -> Reading | None:
    """ "The most expensive laptop", "the cheapest you have": a search in the order of prices."""
    if (asked := extreme(request)) is None:
        return None
    order, words = asked
    found = _search(Request.of(words, request.view))
    before, said = request.view.need, str(found.args["query"])
    if not need(words, request.language):
        if not before:
            return None
        said = before
    if set(said.casefold().split()) < set(before.casefold().split()):
        said = before  # "the cheapest jacket" among rain jackets is one for the rain
    args = {**found.args, "query": said, "order": order}
    return Reading("search", args, found.certain | {"tool", "query", "order"}, request.language)


def _details(request: Request) -> Reading | None:
    rest, refs, limits = request.rest, request.refs, request.limits.args
    tell = intents.TELL.search(rest)
    asks = intents.QUESTION.search(request.text)
    if request.view.shown:
        if tell and (request.pointed or len(request.without(intents.TELL).split()) <= 1):
            return request.reading("details", item=request.item)
        for_what = intents.FOR_ITEM.search(rest)
        if for_what and not limits.keys() - {"exclude"}:
            goal = references(rest[for_what.end() :], request.view, request.language)
            if (goal.named or goal.titled) and not refs.named[1:]:  # "a lens for the Canon"
                item = str((goal.named or goal.titled)[0])
                return request.reading("goes_with", certain=False, item=item)
        about = request.named or (refs.pronoun and not limits)
        of_it = request.named and re.match(r"(?i)(?:what|which) \w+ (?:do|does|is|are|can)\b", rest)
        if asks and about and (of_it or not intents.OFFERS.search(rest)):
            return request.reading("details", certain=request.named, item=request.item)
        wants = (
            bool(request.beside)
            and len(rest.split()) > 3
            and (intents.WANTING.search(rest) or intents.OFFERS.search(rest) or len(rest.split()) > 8)
        )
        one = refs.named or spoken_of(request).titled
        if (
            len(one) == 1
            and not attributes_alone(request)
            and not _OF_A_KIND.match(rest)
            and not wants
            and not limits
        ):
            return request.reading("details", certain=False, item=request.item)
        return None
    if refs.named and (tell or asks):
        return request.reading("details", item=str(refs.named[0]))
    name = _name(request.without(intents.TELL)) if tell else ""
    known = any(brand.lower() in name.lower() for brand in request.view.brands if len(brand) > 2)
    # A model's number, or a name: German writes every noun with a capital.
    capital = r"[A-Z]\w*\d|\d\w*[A-Z]" + ("" if request.language == "de" else r"|[A-Z]\w+")
    if name and (known or re.search(capital, name)):
        return request.reading("details", certain=False, item=name)
    return None


def _for_you(request: Request) -> Reading | None:
    match = intents.FOR_ME.search(request.rest)
    if match is None:
        return None
    beside = request.rest[: match.start()] + " " + request.rest[match.end() :]
    left = need(_FILLER["for_you"].sub(" ", beside), request.language)
    if request.limits.args.get("exclude") and not left:
        return None
    if left and not intents.FOR_ME.search(left) and not intents.OWN_TASTE.search(request.rest):
        return None  # "recommend me some science fiction" names a need
    return request.reading("for_you", keep=("media", "price_max"))


def _any_of_a_medium(request: Request) -> Reading | None:
    """ "Recommend me a book": no need beyond the medium, so the shopper's taste decides."""
    if (
        "media" not in request.limits.args
        or request.view.shown
        or not intents.RECOMMENDS.search(request.rest)
    ):
        return None
    if need(_FILLER["media"].sub(" ", request.rest), request.language):
        return None
    return request.reading("for_you", certain=False, keep=("media", "price_max"))


def _about_the_need(request: Request) -> Reading | None:
    """ "Is there a book about it?", "a video that shows how to choose them": another medium for the need."""
    view = request.view
    if "media" not in request.limits.args or not view.need or request.named:
        return None
    match = intents.ABOUT_IT.search(request.rest.strip(EDGE))
    if match is None:
        return None
    said = request.rest[: match.start()] + " " + request.rest.strip(EDGE)[match.end() :]
    for filler in (_FILLER["media"], _FILLER["about_it"]):
        said = need(filler.sub(" ", said), request.language)
    wanted = (
        " ".join([*query(said, request.language).english.split(), view.need]) if said.strip() else view.need
    )
    return replace(
        request.reading("search", query=wanted, keep=tuple(request.limits.args)),
        certain=frozenset({"tool", "query", *request.limits.certain}),
    )


def _said_again(request: Request) -> Reading | None:
    """The need in the same words is looked for once more, though titles of the list may hold them."""
    before = request.view.need.casefold()
    if before and query(request.rest, request.language).english.casefold() == before:
        return _search(request)
    return None


def _goes_with_photo(request: Request) -> Reading | None:
    if request.view.has_photo and GOES_WITH.search(request.rest) and not request.named:
        return request.reading("goes_with", item="the photo")
    return None


def _by_photo(request: Request) -> Reading | None:
    if request.view.has_photo and (not request.rest or intents.BY_PHOTO.search(request.rest)):
        return _search(request)
    return None


def _search(request: Request) -> Reading:
    view, limits = request.view, request.limits.args
    rest = request.rest
    if view.has_photo:  # what names the photo describes nothing, and asks for no picture
        rest = _FILLER["photo"].sub(" ", rest)
        limits = {name: value for name, value in limits.items() if (name, value) != ("media", "image")}
    found = query(rest, request.language)
    english = found.english
    if "media" in limits and intents.TOPIC.search(rest):  # among books, bread is looked for
        english = _MEDIUM_ABOUT.sub("", english).strip() or english
    if view.has_photo:  # "something like this but in blue": the photo says like what
        english = " ".join(_FILLER["change"].sub(" ", intents.BY_PHOTO.sub(" ", english)).split())
    certain = set(request.limits.certain)
    # What is left out and what stands in the list are spoken of for other reasons too.
    if (intents.WANTING.search(request.text) or certain - {"exclude"}) and not request.named:
        certain.add("tool")
    if request.language == "en":
        plain = (
            (view.has_photo or english != "")
            and len(english.split()) <= 8
            and not intents.TOLD.search(english)
        )
    else:
        plain = bool(english) and found.covered >= 0.8
    narrows = (
        intents.NARROW.search(request.rest)
        or request.refs.pronoun
        or attributes_alone(request)
        or (_USED.search(request.rest) and _medium_alone(request))
    )
    follows = not english or (bool(narrows) and not _opens_a_need(request))
    goes_on = bool(view.need or view.by_photo) and follows and len(english.split()) <= 5
    if goes_on and not view.has_photo:
        if "media" in limits:
            english = _FILLER["media"].sub(" ", english)
        english = _FILLER["follow"].sub(" ", english)
        english = f"{english} {recoloured(view.need, english)}"
        plain = True
    if plain:
        certain.add("query")
    said = " ".join(dict.fromkeys(english.split()))
    by_photo = view.has_photo or (view.by_photo and goes_on)
    if not by_photo:
        said = said or view.need or request.text.strip(EDGE)
    args: dict[str, Any] = {"query": said, **limits}
    if by_photo:
        args["use_photo"] = True
    return Reading("search", args, frozenset(certain), request.language)


def _opens_a_need(request: Request) -> bool:
    """Whether something else is asked for by its name ("now a tent") or topic ("a podcast about cooking")."""
    topic = "media" in request.limits.args and intents.TOPIC.search(request.rest)
    return bool(topic or (intents.NAMES_ANEW.match(request.rest) and not _medium_alone(request)))


def _medium_alone(request: Request) -> bool:
    """Whether nothing but a medium is said."""
    return not need(_FILLER["media"].sub(" ", request.rest), request.language)


# In this order: the first that reads something decides.
_RULES: tuple[Callable[[Request], Reading | None], ...] = (
    _small_talk,
    _said_again,
    _goes_with_photo,
    _by_photo,
    _injected,
    _off_topic,
    _why,
    _memory,
    _history,
    _compare,
    _goes_with,
    _by_price,
    similar,
    _details,
    _about_the_need,
    _for_you,
    _any_of_a_medium,
    _fact,
)
