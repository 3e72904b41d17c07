"""The checker: a sentence about an item stands only if the catalogue, the purchases and the scores say so.

It works on English, the language of the catalogue's texts: every word that carries meaning must come from the
item's facts or its evidence, and every number, purchase and popularity claim must be there as such. Two words
side by side must be side by side there too: of a red shoe with a white sole nobody may say "a red sole". What
is denied must be denied there, and a person must be to the item what the sentence says (`relations`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product, takewhile

from tastemaker.agent.answer.limits import left_out, measures
from tastemaker.agent.answer.price_claims import beside_price
from tastemaker.agent.answer.roles import Relations, spoken
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.lexical import stem

# Words that say nothing about an item by themselves: articles, prepositions, auxiliaries, pointing, joining.
_NEUTRAL = frozenset(
    """
    a an and also are as at be because been being both but by can come comes could do does during each
    either for from get gets give gives go goes had has have having help helps here how i if in include
    includes including into is it item its itself just keep keeps let lets like made make makes making
    may meet meets mean means more of off offer offers on one only or our out over own provide provides
    request s so such suit suits take takes than that the their them then there these they this those
    through to too up use used user using very was way well what when where which while who will with
    within would you your yours fit fits match matches answer answers need needs want wants ask asked
    look looks looking shopper feature features featuring designed describe described detail details say
    says state states mention mentions good choice option suitable able allow allows ideal part kind
    type work works product
    """.split()
)
_ABOUT_TAKING = frozenset("bought buy purchased purchase own owned history previously already again".split())
_ABOUT_OTHERS = frozenset(
    "popular shopper shoppers customer customers buyer buyers people others bestseller favourite".split()
)
_TAKING = _ABOUT_TAKING | _ABOUT_OTHERS | frozenset("goes together take taken took".split())
# Whose words are the item's own; the rest repeat the request, or name other items.
_OF_ITEM = {"popular": "{count} shoppers took it", "new": "in the catalogue since {since}"}
_OF_OTHERS = frozenset("history together review".split())
_TAKEN = "shoppers who took this took it too soon after goes with days ago bought again"
"""What may be said of other items, beside their titles."""
_NEGATIONS = frozenset("no not without never none nor lacks lack free".split())
# After these, the shopper's own words are repeated, not claimed of the item.
_ADDRESSED = frozenset("your you".split())
_SAID_OTHERWISE = _NEUTRAL | _ABOUT_TAKING | _ABOUT_OTHERS | _NEGATIONS
# The same word, spelled or shortened otherwise.
_SAME = {
    "color": "colour", "gray": "grey", "liter": "l", "litre": "l", "gram": "g", "kilogram": "kg",
    "kilo": "kg", "millimetre": "mm", "millimeter": "mm", "centimetre": "cm", "centimeter": "cm",
    "minute": "min", "hour": "h", "watt": "w", "volt": "v", "euro": "eur",
}  # fmt: skip
# "Romantic" says of a film what its category "romance" does.
_ADJECTIVE = re.compile(r"(?:al|ical|ic|tic|ous|ious|ed)$")
_SHORTEST = 5
# The cheapest way to a better guitar is not the cheapest guitar.
_SUPERLATIVE = re.compile(
    r"best|worst|most|least|(?:cheap|light|small|large?|bigg|new|old|fast|quiet|strong|warm|soft|long|short|high|low"
    r"|tall|thinn|fine?|simple?|smart|wide?|heavi|easi|loud|bright|great)i?e?st"
)


def unsupported(sentence: str, found: Recommendation, request: str) -> str | None:
    """The first word, or two, of a sentence that nothing supports, or None when every claim of it holds."""
    item = found.item
    beside = beside_price(sentence, found)
    if not beside.strip(" .!") and beside != sentence:
        return None
    sentence = beside
    facts = {form for line in _lines(found) for word in spoken(line) for form in (word, _form(word))}
    # A text tells of all variants: "in blue or black".
    facts -= {form for value in item.not_shown for word in spoken(value) for form in (word, _form(word))}
    kinds = {part.kind for part in found.evidence if part.weight > 0}
    # Titles of other items, and what buyers say: it may be told as bought, taken or said by them alone.
    taken = [part for part in found.evidence if part.kind in _OF_OTHERS]
    others = {
        _form(word)
        for part in taken
        for line in (_TAKEN, *part.values.get("titles", ()), *_heard(part))
        for word in spoken(line)
    }
    asked = {_form(word) for word in spoken(request)}
    said = [_as_category(word, item, facts) for word in spoken(sentence)]
    if not said:
        return "nothing"
    related, wrong = Relations(item, _NEUTRAL).wrong(said)
    if wrong is not None:
        return wrong
    together = _together(found)
    denied = {
        place for at, word in enumerate(said) if word in _NEGATIONS for place in _denied(at, said, found)
    }
    for place, word in enumerate(said):
        form = _form(word)
        if place in related | denied or word in _NEUTRAL or form in _NEUTRAL:
            continue
        if word[0].isdigit():
            if word.replace(",", "") not in facts and word not in facts:
                return word
        elif word in _NEGATIONS:
            return word
        elif _SUPERLATIVE.fullmatch(word):
            following = next((_form(after) for after in said[place + 1 :] if after not in _NEUTRAL), "")
            if frozenset({form, following}) not in together:
                return word
        elif word in _ABOUT_TAKING:
            if not kinds & {"history", "together"}:
                return word
        elif word in _ABOUT_OTHERS:
            if not kinds & {"popular", "together", "history", "review"}:
                return word
        elif not (
            form in facts
            or word in facts
            or form in others
            and set(said[:place]) & _TAKING
            or form in asked
            and set(said[max(0, place - 5) : place]) & _ADDRESSED
        ):
            return word
    for place, (one, other) in enumerate(pairwise(said)):
        forms = {_form(one), _form(other)}
        if (
            forms <= facts
            and not {one, other, *forms} & _SAID_OTHERWISE
            and not {place, place + 1} & related
            and forms not in together
        ):
            return f"{one} {other}"
    return None


def _heard(part: Evidence) -> Iterator[str]:
    """What may be said of its buyers, and after naming them alone: it is no fact of the item."""
    if part.kind == "review" and part.values:
        yield from ("praise praised say said write wrote", part.values["aspect"], part.values["good"])


def says_little(sentence: str, found: Recommendation) -> bool:
    """Whether a sentence says no more than title, kind and price, or that an item is not what was refused."""
    item = found.item
    named = _forms(" ".join([item.title, item.brand, item.media, *item.categories, *Relations.called(item)]))
    return set(_forms(beside_price(sentence, found))) <= {*named, *_left_out(found), *_NEGATIONS, "it"}


def _lines(found: Recommendation) -> Iterator[str]:
    """All that is known of an item, without what its attributes say that it is not."""
    item = found.item
    yield from (*_texts(item), item.brand, " > ".join(item.categories), item.media, *Relations.called(item))
    if item.price is not None:
        yield f"{item.price:g} {item.price:.2f}"
    yield from (
        _OF_ITEM[part.kind].format(**part.values)
        for part in found.evidence
        if part.kind in _OF_ITEM and part.values
    )
    yield from measures(found)


def _texts(item: Item) -> Iterator[str]:
    yield from (item.title, item.description)
    yield from (f"{name}: {', '.join(plain(value))}" for name, value in item.described if not _is_no(value))


def _left_out(found: Recommendation) -> set[str]:
    """What the limits in force say that the item is without."""
    return {form for word in left_out(found) for form in _forms(word)}


def _denied(place: int, said: Sequence[str], found: Recommendation) -> set[int]:
    """The places of a negation and of what it denies, where texts, attributes or a limit deny it too."""
    after = next((at for at in range(place + 1, len(said)) if said[at] not in _NEUTRAL), None)
    before = next((at for at in range(place - 1, -1, -1) if said[at] not in _NEUTRAL), None)
    item = found.item
    if after is None and said[place] == "free":
        if item.price == 0 and before is None:
            return {place}
        return {place} if before is not None and _form(said[before]) in _free_of(item) else set()
    if after is None:
        return set()
    form = _form(said[after])
    if any(form in _forms(name) for name, value in item.described if _is_no(value)):
        return {place, after}
    if form in (left_out := _left_out(found)):
        listed = takewhile(
            lambda at: said[at] in _NEUTRAL or _form(said[at]) in left_out, range(after, len(said))
        )
        return {place, *listed}
    for line in (item.title, item.description):
        words = [word for word in spoken(line) if word not in _NEUTRAL]
        if any(one in _NEGATIONS and _form(other) == form for one, other in pairwise(words)):
            return {place}
    return set()


def _free_of(item: Item) -> set[str]:
    """What the item's texts say that it is free of, as in "nut-free"."""
    return {
        _form(one) for one, other in pairwise(spoken(f"{item.title} {item.description}")) if other == "free"
    }


def _is_no(value: object) -> bool:
    return plain(value) == ["no"]


def _as_category(word: str, item: Item, facts: set[str]) -> str:
    """A category's name for the adjective of it: "romance" for "romantic"."""
    if word in facts or not (ending := _ADJECTIVE.search(word)):
        return word
    for name in (name.casefold() for category in item.categories for name in spoken(category)):
        same = next((at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), len(name))
        if same >= _SHORTEST and same >= len(name) - 2 and len(word) - same <= len(ending[0]) + 2:
            return name
    return word


def _together(found: Recommendation) -> set[frozenset[str]]:
    """The pairs of words that stand side by side in the item's texts, small words left out.

    What an attribute says may also stand beside its own name, and beside what the item is called; but a
    medium only beside a category where a text has them so: a video on games is no video game.
    """
    item = found.item
    kinds = _forms(" ".join([item.media, *item.categories, *Relations.called(item)]))
    categories = _forms(" ".join(item.categories))
    pairs = {pair for line in _lines(found) for pair in _side_by_side(line)}
    pairs |= set(map(frozenset, product(categories, kinds)))
    pairs -= {frozenset({item.media, category}) for category in categories}
    pairs |= {pair for line in _texts(item) for pair in _side_by_side(line)}
    called = [*_forms(f"{item.title} {item.brand}"), *kinds]
    for name, value in item.described:
        pairs |= set(map(frozenset, product(_forms(" ".join(plain(value))), [*_forms(name), *called])))
    return pairs


def _side_by_side(text: str) -> Iterator[frozenset[str]]:
    yield from map(frozenset, pairwise(_forms(text)))


def _forms(text: str) -> list[str]:
    return [_form(word) for word in spoken(text) if word not in _NEUTRAL]


def _form(word: str) -> str:
    form = stem(word.removesuffix("'s"))
    return _SAME.get(form, form)
