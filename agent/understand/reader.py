"""What a turn is to do: the model writes it and guards hold it against the words; or rules read it."""

import re
from dataclasses import replace

import numpy as np
from langchain_core.language_models import BaseChatModel

from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.agent.rules.interpret import Understood, interpret
from tastemaker.agent.rules.probe import probe_of
from tastemaker.agent.rules.reading.intents import INJECTED
from tastemaker.agent.rules.reading.language import language
from tastemaker.agent.rules.reading.lexicon import in_english
from tastemaker.agent.rules.reading.view import Reading
from tastemaker.agent.talks.talk import Talk
from tastemaker.agent.turns.given import Given, view
from tastemaker.agent.understand import plain
from tastemaker.agent.understand.comparatives import superlative
from tastemaker.agent.understand.planner import is_taught, plan
from tastemaker.agent.understand.resolve import resolve
from tastemaker.agent.understand.told import Before
from tastemaker.agent.understand.verify import verified
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.search.lexical import STOP, tokens

_REMEMBERED = 6
TAUGHT = ("en",)
"""Languages that the taught model reads better than rules do (tests/bench/LOG.md)."""
_LIKE_IT = 12
"""How many of the items that a request's words find say which of their fields an amount is of."""


def understand(given: Given, talk: Talk) -> Understood:
    """Reads the words of a turn; raises DataError for a changed limit that is not in force.

    A model that a probe was learned for is asked through the probe: untaught, a small model writes queries
    worse than rules and probe read them (tests/bench/LOG.md). Any other model writes the calls.
    """
    if given.change is not None:
        return interpret(given, talk)
    reader = _reader(given)
    if reader is None or not _writes(reader):
        return _ruled(given, talk)
    try:
        return _planned(given, talk, reader)
    except ModelFailed as error:
        return _ruled(replace(given, model=None, reader=None, apology=str(error)), talk)


def _reader(given: Given) -> BaseChatModel | None:
    """What writes the calls of this turn; the taught model where it was taught the language well enough."""
    taught = given.reader is not None and is_taught(given.reader)
    return given.model if taught and language(given.said) not in TAUGHT else given.reader


def _writes(model: BaseChatModel) -> bool:
    """Whether the model writes the calls itself; a scripted one where a call is written out next."""
    return bool(getattr(model, "has_call", probe_of(model) is None))


def _ruled(given: Given, talk: Talk) -> Understood:
    """What rules read, with the amounts that have a unit as conditions on the fields they measure."""
    now, shop = talk.standing, given.shop
    shown = [item for id in now.shown if (item := shop.catalogue.get(id))]
    if now.call is not None and shown:
        said, rest = plain.conditions(given.said, shown, shop.schema)
        if said and not plain.says_more(rest):
            return _changed(given, talk, Query(where=said))
    refusals, rest = plain.refused(given.said, shop.categories)
    if refusals and now.call is not None and not plain.says_more(rest):
        return _changed(given, talk, Query(where=refusals))
    found = interpret(replace(given, text=rest) if refusals else given, talk)
    found.calls = tuple(
        _pointed(_measured(_in_own_words(call, given), found, given), given) for call in found.calls
    )
    if refusals:
        found.calls = tuple(
            replace(call, query=call.query.changed(Query(where=refusals))) if call.lists else call
            for call in found.calls
        )
    return found


def _in_own_words(call: Call, given: Given) -> Call:
    """A search that was put into English, in the shopper's own words where the catalogue has only those."""
    known, sought = given.shop.words.knows, tokens(call.query.what)
    if call.tool != "search" or any(known(term) for term in sought if term not in STOP):
        return call
    spoken, words = language(given.said), re.findall(r"[^\W\d_][\w-]*", given.said)
    own = [word for word in words if set(tokens(in_english(word, spoken) or "")) & set(sought)]
    if not any(known(term) for word in own for term in tokens(word)):
        return call
    return replace(call, query=replace(call.query, what=" ".join(own)))


def _pointed(call: Call, given: Given) -> Call:
    """A comparison of just the numbers that are named; by a superlative, which has the least or most."""
    if call.tool != "compare":
        return call
    said = dict.fromkeys(re.findall(r"(?<![\w.,])\d{1,2}(?![\w.,]*\w)", given.said))
    items = tuple(said) if len(said) > 1 and set(said) <= set(call.items) else call.items
    if (asked := superlative(given.said, given.shop)) is None:
        return replace(call, items=items)
    return Call("details", items=items, fields=(asked[0].name,), extreme=asked[1])


def _changed(given: Given, talk: Talk, edit: Query) -> Understood:
    """The last list once more, after an edit that is all that was said."""
    now, call = talk.standing, talk.standing.call or Call("for_you")
    found = Understood(now, now.refused, now.waiting, given.model, given.apology, words=given.said)
    found.calls = (replace(call, query=call.query.changed(edit)),)
    found.reading = Reading(call.tool, language=now.language)
    return found


def _measured(call: Call, found: Understood, given: Given) -> Call:
    if call.tool != "search" or found.again or not plain.bounds(found.words):
        return call
    masks, what = given.shop.masks, call.query.what
    kind = next((some for some in (masks.called(what), masks.of_head(what)) if some.any()), None)
    scores = given.shop.words.scores(what) if kind is None else kind.astype(np.float32)
    rows = np.argsort(-scores, kind="stable")[: _LIKE_IT if kind is None else int(kind.sum())]
    items = [given.shop.catalogue[given.shop.ids[row]] for row in rows.tolist()]
    said, _ = plain.conditions(found.words, items, given.shop.schema)
    what = plain.without(call.query.what, said)
    return replace(call, query=replace(call.query, what=what).changed(Query(where=said)))


def _planned(given: Given, talk: Talk, reader: BaseChatModel) -> Understood:
    now = talk.standing
    found = Understood(now, now.refused, now.waiting, given.model, given.apology)
    if not given.said:
        calls: tuple[Call, ...] = (Call("search", Query(photo=True)),)
    else:
        seconds = given.settings.time_limit
        before = Before.of(now, given.shop)
        made = plan(given.said, before, given.shop, reader, seconds, given.cancelled)
        if is_taught(reader) and all(call.tool == "chat" for call in made.calls):
            return _ruled(given, talk)  # what is no wish, they know better
        need = "" if now.call is None else now.call.query.what
        checked = verified(made.calls, given.said, given.shop, _context(given, talk), need)
        calls, found.unused, found.usage = checked.calls, checked.dropped, dict(made.usage)
    if given.photo is not None:
        calls = tuple(_with_photo(call) for call in calls)
    calls = tuple(_of_its_brand(call, given, talk) for call in calls)
    if INJECTED.search(given.said):  # orders to the system, whatever a model makes of them
        calls = tuple(call for call in calls if call.tool not in ("remember", "forget"))
    done = resolve(calls, talk, given.said, given.shop)
    found.calls = tuple(call for call in done.calls if call.tool != "chat")
    found.standing, found.refused, found.again = done.standing, done.refused, done.again
    found.notice, found.before = done.notice, done.before
    said = language(given.said) if given.said else now.language
    found.standing = replace(found.standing, language=said)
    found.reading, found.words = Reading("chat", language=said), given.said
    return found


def _context(given: Given, talk: Talk) -> str:
    """What was said before, what is in force, what is shown and what the shopper has: what words may mean."""
    shop, said = given.shop, [record.said for record in talk.records[-_REMEMBERED:]]
    said += [] if talk.standing.call is None else [str(talk.standing.call.query)]
    shown = [item.facts for id in talk.standing.shown if (item := shop.catalogue.get(id))]
    return "\n".join([*said, *shown, *view(given, talk.standing).bought])


def _of_its_brand(call: Call, given: Given, talk: Talk) -> Call:
    """A question about a brand of the shop that is not the listed item's, as one about that brand."""
    if (
        call.tool not in ("details", "why", "similar")
        or len(call.items) != 1
        or not call.items[0].isdecimal()
    ):
        return call
    shown, n = talk.standing.shown, int(call.items[0])
    item = given.shop.catalogue.get(shown[n - 1]) if 0 < n <= len(shown) else None
    brands = given.shop.brands_in(given.said)
    if item is None or not brands or item.brand in brands:
        return call
    return call if set(tokens(brands[0])) <= set(tokens(item.facts)) else replace(call, items=(brands[0],))


def _with_photo(call: Call) -> Call:
    return replace(call, query=replace(call.query, photo=True)) if call.tool == "search" else call
