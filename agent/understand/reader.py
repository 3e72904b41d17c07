"""What a turn is to do: a model writes it and guards hold it to the words; without one it is read plainly."""

from dataclasses import dataclass, field, replace

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.call import Call
from tastemaker.agent.change import Change
from tastemaker.agent.query import Comparison, Query
from tastemaker.agent.rules import plain
from tastemaker.agent.rules.language import language, spoken
from tastemaker.agent.rules.limits import limits
from tastemaker.agent.rules.whole import INJECTED
from tastemaker.agent.talks.talk import Standing, Talk
from tastemaker.agent.turns.dials import Dials
from tastemaker.agent.turns.given import Given, bought, told_of
from tastemaker.agent.understand import spelling
from tastemaker.agent.understand.english import heard
from tastemaker.agent.understand.guards.carried import carried
from tastemaker.agent.understand.guards.chosen import chosen
from tastemaker.agent.understand.guards.lifted import lifted
from tastemaker.agent.understand.guards.oneself import of_oneself
from tastemaker.agent.understand.guards.pointed import pointed
from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.planner import plan
from tastemaker.agent.understand.resolve import resolve
from tastemaker.agent.understand.told import Before
from tastemaker.tools.errors import DataError, ModelFailed
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.mentions import known
from tastemaker.tools.shop import Shop

_ANYTHING = frozenset(
    "gift present surprise idea something anything thing stuff item product birthday bday christmas "
    "anniversary wedding small little nice good new old father dad mother mum mom wife husband "
    "girlfriend boyfriend gf bf partner friend son daughter brother sister uncle aunt niece nephew "
    "boss colleague neighbour parent kid child baby man woman grandma grandpa grandmother grandfather "
    "him her".split()
)
"""Words of a need that say nothing of what is needed."""
_REMEMBERED = 6
"""How many earlier turns say what words may mean."""


@dataclass
class Understood:
    """What a turn is to do, and what the one after it will find."""

    standing: Standing
    """What is in force before the calls are run."""
    model: BaseChatModel | None
    """What writes prose in this turn."""
    apology: str = ""
    """Why no model took part, when one should."""
    language: str = "en"
    calls: tuple[Call, ...] = ()
    """What is to be done, in this order."""
    refused: tuple[tuple[str, str], ...] = ()
    """Id and sentence of each item that was passed over."""
    notice: str = ""
    """The phrase that says what was done with the talk itself: taken back, started over."""
    again: bool = False
    """Whether an earlier list is made once more, and nothing was read."""
    before: Talk | None = None
    """The talk without its last turn, where that is taken back by this one."""
    usage: dict[str, int] = field(default_factory=dict)
    """What the model was asked, in tokens."""
    written: str = ""
    """The calls that were read, as `spelling` writes them; empty of a click and of whole sentences."""
    unused: tuple[Condition | Comparison, ...] = ()
    """What the model wrote and the words do not say, and comparisons with what is not known."""


def understand(given: Given, talk: Talk) -> Understood:
    """Reads the words of a turn; raises DataError for a click on what is not in force."""
    found = Understood(talk.standing, given.model, given.apology, talk.standing.language)
    if isinstance(given.change, Dials):
        return _weighed(found, given.change, talk)
    if isinstance(given.change, Call):
        found.written = spelling.written((given.change,))
        return replace(_resolved(found, (given.change,), given, talk), again=True)
    if given.change is not None:
        return _clicked(found, given.change, talk)
    if given.said:
        found.language = spoken(given.said, talk.standing.language)
    else:
        return _resolved(found, (Call("search"),), given, talk)
    if given.photo is None and (calls := plain.whole(given.said, talk.standing, given.shop)):
        return _resolved(found, calls, given, talk)
    if given.reader is not None:
        try:
            return _planned(found, given, talk)
        except ModelFailed as error:
            found.model, found.apology = None, str(error)
    calls = plain.calls(given.said, talk.standing, given.shop)
    found.written = spelling.written(calls)
    return _resolved(found, calls, given, talk)


def _clicked(found: Understood, change: Change, talk: Talk) -> Understood:
    """The last list once more, after a change that was made by a click; it is answered at once."""
    call = talk.standing.call or Call("for_you")
    where = change.of(call.query.conditions)
    found.calls = (replace(call, query=replace(call.query, where=where)),)
    found.again, found.model, found.refused = True, None, talk.standing.refused
    return found


def _weighed(found: Understood, dials: Dials, talk: Talk) -> Understood:
    """The lists in front of the shopper once more, with other weights."""
    found.calls = tuple(made.call for made in talk.standing.made)
    if not found.calls:
        raise DataError("There is no list to put into another order; say first what you are looking for.")
    found.standing = replace(talk.standing, dials=dials.factors)
    found.again, found.model, found.refused = True, None, talk.standing.refused
    return found


def _planned(found: Understood, given: Given, talk: Talk) -> Understood:
    """What the model writes, as far as the words support it."""
    assert given.reader is not None
    now, reader, bounds = talk.standing, given.reader, (given.settings.time_limit, given.cancelled)
    said, spent = heard(given.said, found.language, reader, given.model, given.shop, *bounds)
    made = plan(said, Before.of(now, given.shop), given.shop, reader, *bounds)
    # A server's model that calls no tool, though it was to, has read nothing.
    wrote = made.calls or plain.calls(said, now, given.shop)
    found.written = spelling.written(wrote)
    last = Query() if now.call is None else now.call.query
    earlier = f"{given.said}\n{_earlier(talk)}"
    checked = verified(wrote, said, given.shop, earlier, _context(given, now), last.what)
    calls = of_oneself(checked.calls, said, bool(told_of(given, now)))
    calls = tuple(pointed(call, said, talk, given.shop) for call in calls)
    calls = tuple(carried(call, said, talk, given.shop) for call in calls)
    calls = tuple(chosen(lifted(call, said, last, given.shop), said) for call in calls)
    if sum(call.lists for call in calls) == 1:  # of several needs it would tell of the others, too
        calls = tuple(_with_story(call, said, given.shop) for call in calls)
    if said != given.said:  # what is kept in mind is kept in the shopper's own words
        kept = ("remember", "forget")
        calls = tuple(replace(call, text=given.said) if call.tool in kept else call for call in calls)
    if found.language != "en" and given.shop.words.mostly("en"):
        own = known(limits(given.said, found.language).rest, given.shop.words.knows)
        new = [call for call in calls if call.tool == "search" and not call.edits and call.query.what]
        calls = tuple(_with_words(call, own) if new == [call] and own else call for call in calls)
    if INJECTED.search(given.said):  # orders to the system, whatever a model makes of them
        calls = tuple(call for call in calls if call.tool not in ("remember", "forget"))
    found.unused = checked.dropped
    found.usage = {name: spent.get(name, 0) + count for name, count in made.usage.items()}
    return _resolved(found, calls, given, talk)


def _resolved(found: Understood, calls: tuple[Call, ...], given: Given, talk: Talk) -> Understood:
    """The calls with everything filled in that they take from the talk so far."""
    if given.photo is not None:
        calls = tuple(_with_photo(call) for call in calls)
    done = resolve(calls, talk, given.said, given.shop)
    found.calls = tuple(call for call in done.calls if call.tool != "chat")
    found.standing, found.refused, found.again = done.standing, done.refused, done.again
    found.notice, found.before = done.notice, done.before
    found.unused = (*found.unused, *done.unknown)
    found.standing = replace(found.standing, language=found.language)
    return found


def _earlier(talk: Talk) -> str:
    """What was said before, and what is in force of it."""
    call = talk.standing.call
    in_force = [] if call is None else [str(call.query)]
    return "\n".join([*(record.said for record in talk.records[-_REMEMBERED:]), *in_force])


def _context(given: Given, now: Standing) -> str:
    """What is shown and what the shopper has: what words may mean."""
    catalogue = given.shop.catalogue
    return "\n".join([*(catalogue[id].facts for id in now.shown if id in catalogue), *bought(given)])


def _with_story(call: Call, said: str, shop: Shop) -> Call:
    """A new need with all that was said of it: of a story a model keeps few words, not always the best."""
    if call.tool != "search" or call.edits or not call.query.what:
        return call
    if language(said) != "en" and shop.text_encoder.english:
        return call
    is_told = set(tokens(call.query.what)) - STOP - _ANYTHING  # else a present: for what, the story says
    what = call.query.what if is_told else " ".join(said.split())
    return replace(call, query=replace(call.query, what=what, story=said))


def _with_words(call: Call, words: str) -> Call:
    """A need with the shopper's own words that the catalogue has, beside those that they were put into."""
    return replace(call, query=replace(call.query, what=f"{call.query.what} {words}"))


def _with_photo(call: Call) -> Call:
    return replace(call, query=replace(call.query, photo=True)) if call.tool == "search" else call
