"""What is wished for: a search, on its own or going on with the need, and what a shopper would like."""

import re
from dataclasses import replace
from typing import Any

from tastemaker.agent.rules.reading import intents
from tastemaker.agent.rules.reading.extremes import extreme
from tastemaker.agent.rules.reading.likeness import attributes_alone
from tastemaker.agent.rules.reading.needs import need, query, recoloured
from tastemaker.agent.rules.reading.patterns import pattern
from tastemaker.agent.rules.reading.references import meant
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.view import Reading

_MEDIUM_ABOUT = re.compile(
    r"\b(?:books?|videos?|articles?|podcasts?|courses?|audiobooks?|films?|movies?)\b(?: (?:about|on)\b)?",
    re.IGNORECASE,
)
_FILLER = {
    name: pattern("filler", name) for name in ("change", "photo", "for_you", "media", "about_it", "follow")
}


def search(request: Request) -> Reading:
    """A described need, or words that go on with the need before."""
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
        or ("media" in limits and _medium_alone(request))
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


def said_again(request: Request) -> Reading | None:
    """The need in the same words is looked for once more, though titles of the list may hold them."""
    before = request.view.need.casefold()
    if before and query(request.rest, request.language).english.casefold() == before:
        return search(request)
    return None


def by_photo(request: Request) -> Reading | None:
    """Something like the photo."""
    if request.view.has_photo and (not request.rest or intents.BY_PHOTO.search(request.rest)):
        return search(request)
    return None


def by_price(request: Request) -> Reading | None:
    """ "The most expensive laptop", "the cheapest you have": a search in the order of prices."""
    if (asked := extreme(request)) is None:
        return None
    order, words = asked
    found = search(Request.of(words, request.view))
    before, said = request.view.need, str(found.args["query"])
    if not need(words, request.language):
        if not before:
            return None
        said = before
    if set(said.casefold().split()) < set(before.casefold().split()):
        said = before  # "the cheapest jacket" among rain jackets is one for the rain
    args = {**found.args, "query": said, "order": order}
    return Reading("search", args, found.certain | {"tool", "query", "order"}, request.language)


def same_maker(request: Request) -> Reading | None:
    """ "More by her", "others of the same brand": who made what was talked of."""
    view = request.view
    if not (view.shown and intents.SAME_MAKER.search(request.text)):
        return None
    n = meant(replace(request.refs, titled=()), view)
    line = next((line for line in view.shown if line.n == n), view.shown[0])
    keep = tuple(request.limits.args)
    if line.by:
        found = request.reading("search", query=line.by, keep=keep)
    elif line.brand:
        found = request.reading("search", keep=keep, query=view.need or line.brand, brand=line.brand)
    else:
        return None
    return replace(found, certain=found.certain | {"query"})


def about_the_need(request: Request) -> Reading | None:
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


def for_you(request: Request) -> Reading | None:
    """What this shopper would like, whatever it is."""
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


def any_of_a_medium(request: Request) -> Reading | None:
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
