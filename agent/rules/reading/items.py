"""What is asked of items, shown or named: why, which of them, what goes with them, what they are like."""

import re
from dataclasses import replace

from tastemaker.agent.rules.reading import intents
from tastemaker.agent.rules.reading.intents import GOES_WITH, WHY, WHY_NOT
from tastemaker.agent.rules.reading.likeness import attributes_alone, spoken_of
from tastemaker.agent.rules.reading.needs import need
from tastemaker.agent.rules.reading.patterns import pattern
from tastemaker.agent.rules.reading.references import elsewhere, references
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.view import Reading

_DESCRIBED = pattern("asks", "described")
# "A blue jacket" is any, and none of the list.
_OF_A_KIND = re.compile(r"(?:an?|some|any|eine?n?|une?|des|un[ao]s?)\s", re.IGNORECASE)
_ANYTHING = re.compile(r"\b(?:something|anything|etwas|quelque chose|algo)\b", re.I)
_LED = pattern("filler", "why_not")
_NAMES = pattern("filler", "names")
# "phone accessories" are a kind of goods; "accessories for my phone" are asked for by what they go with.
_KIND_OF_ACCESSORY = re.compile(
    r"(?!(?:the|any|some|good|nice|best|of|what|which|and|for|my|more|other|right|useful) )\b[a-z]+"
    r" accessor(?:y|ies)\b(?! (?:for|to|with|that|which|do|should|would|could)\b)",
    re.IGNORECASE,
)
# The model names it: 华为Mate 40手机 is 华为Mate 40, and not its 手机壳.
_KIND_AFTER_MODEL = re.compile(r"(?<=[A-Za-z0-9])\s?(?:手机|耳机|相机|电脑|手表|平板|音箱)(?![壳膜套架包支])")
_OWNED_UNTIL = pattern("asks", "owned_until")
_WITH = re.compile(r"^\s*(?:for|to|with|zu|zum|zur|für|pour|de|du|avec|para|con)\s+", re.I)


def why(request: Request) -> Reading | None:
    """Why something was recommended, or why it was not."""
    text, view = request.text, request.view
    if not (WHY.search(text) or WHY_NOT.search(text)) or intents.INVITED.search(text):
        return None
    if WHY_NOT.search(text):
        # What is asked after may read as an exclusion ("why no Adidas"), so the whole text is looked at.
        name = need(_LED.sub(" ", WHY.sub(" ", text)), request.language)
        if re.match(r"(?i)(?:where|what happened)", text) and not view.shown:
            return None
        if not name and not request.pointed:
            return request.reading("chat") if len(text) < 12 else None
        number = request.item if request.refs.named else None
        return request.reading("why_not", item=number or name or request.item or "")
    if request.pointed or intents.ASKS_BACK.search(text) or (view.shown and len(text.split()) <= 4):
        item = request.item if request.pointed or view.shown else None
        return request.reading("why", item=item or request.without(WHY, _LED))
    return request.reading("chat", certain=False)


def compare(request: Request) -> Reading | None:
    """Which of several, or one beside another."""
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


def goes_with(request: Request) -> Reading | None:
    """What goes with an item that is shown, or that somebody has."""
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


def goes_with_photo(request: Request) -> Reading | None:
    """What goes with the thing on the photo."""
    if request.view.has_photo and GOES_WITH.search(request.rest) and not request.named:
        return request.reading("goes_with", item="the photo")
    return None


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
    return _name(need(after.strip(EDGE), language)) or _name(request.without(GOES_WITH, _NAMES))


def _name(text: str) -> str:
    return _NAMES.sub(" ", text).strip(EDGE)


def details(request: Request) -> Reading | None:
    """A question about one item, or the item pointed to."""
    rest, refs, limits = request.rest, request.refs, request.limits.args
    tell = intents.TELL.search(rest)
    asks = intents.QUESTION.search(request.text)
    if request.view.shown:
        told = request.without(intents.TELL)
        unlisted = "" if refs.named else elsewhere(rest, request.view)
        if tell and unlisted:
            return request.reading("details", item=_name(told) or unlisted)
        if tell and (request.pointed or len(told.split()) <= 1):
            named = not request.pointed and request.language != "de" and re.search(r"\b[A-Z]\w+", told)
            return request.reading("details", item=told if named else request.item)
        for_what = intents.FOR_ITEM.search(rest)
        if for_what and not limits.keys() - {"exclude"}:
            goal = references(rest[for_what.end() :], request.view, request.language)
            if (goal.named or goal.titled) and not refs.named[1:]:  # "a lens for the Canon"
                item = str((goal.named or goal.titled)[0])
                return request.reading("goes_with", certain=False, item=item)
        about = request.named or (refs.pronoun and not limits)
        of_it = request.named and re.match(r"(?i)(?:what|which) \w+ (?:do|does|is|are|can)\b", rest)
        if asks and about and (of_it or not intents.OFFERS.search(rest)):
            return request.reading("details", certain=request.named, item=unlisted or request.item)
        wants = (
            bool(request.beside)
            and len(rest.split()) > 3
            and (intents.WANTING.search(rest) or intents.OFFERS.search(rest) or len(rest.split()) > 8)
        )
        one = refs.named or spoken_of(request).titled
        if (
            len(one) == 1
            and not unlisted
            and not attributes_alone(request)
            and not _OF_A_KIND.match(rest)
            and not wants
            and not limits
        ):
            alone = bool(refs.named) and not request.beside
            found = request.reading("details", certain=alone, item=request.item)
            # "The second one" by itself says all: which, and nothing else.
            return replace(found, certain=found.certain | {"all"}) if alone else found
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
