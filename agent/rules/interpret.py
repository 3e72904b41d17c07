"""What the words of a turn ask for within the conversation: the call, its limits, and what stays in force."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.call import Call
from tastemaker.agent.rules.conversation import (
    for_complement,
    goes_on,
    joined,
    sought,
    with_limits_in_force,
    without,
)
from tastemaker.agent.rules.decide import decide, read
from tastemaker.agent.rules.lasting import lasting
from tastemaker.agent.rules.need import Heard, going_on, heard, missing, only_limits
from tastemaker.agent.rules.reading.intents import BACK_TO, START_OVER, UNDO
from tastemaker.agent.rules.reading.language import language
from tastemaker.agent.rules.reading.lexicon import translate
from tastemaker.agent.rules.reading.limits import limits as limits_in
from tastemaker.agent.rules.reading.needs import need
from tastemaker.agent.rules.reading.references import neighbour
from tastemaker.agent.rules.reading.request import EDGE, Request
from tastemaker.agent.rules.reading.two import asks_for_next, two
from tastemaker.agent.rules.reading.view import Reading, View
from tastemaker.agent.talks.talk import Standing, Talk
from tastemaker.agent.turns.given import Given, view
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.search.conditions import Condition
from tastemaker.tools.search.lexical import stem
from tastemaker.tools.search.where import of_medium
from tastemaker.tools.shop import Shop

_PHOTO_ALONE = Reading("search", {"query": "", "use_photo": True}, frozenset({"tool", "query"}))


@dataclass
class Understood:
    """What the words of a turn came to."""

    standing: Standing
    """What is in force before the call is run."""
    refused: tuple[tuple[str, str], ...]
    waiting: str
    model: BaseChatModel | None
    apology: str
    calls: tuple[Call, ...] = ()
    """What is to be done, in this order."""
    otherwise: Callable[[], Call | None] = lambda: None
    """What the rules would call where the call cannot be made."""
    reading: Reading = field(default_factory=lambda: Reading("chat"))
    words: str = ""
    """What is read of the text now; what is asked for beside it waits."""
    view: View = field(default_factory=View)
    notice: str = ""
    """The phrase that says what was done with the talk itself: taken back, started over."""
    again: bool = False
    """Whether the last list is made once more, under a changed limit or without what was refused."""
    before: Talk | None = None
    """The talk without its last turn, where that is taken back by this one."""
    usage: dict[str, int] = field(default_factory=dict)
    """What the model was asked, in tokens."""
    unused: tuple[Condition, ...] = ()
    """What the model wrote and is not asked: `Verified.dropped`."""


def interpret(given: Given, talk: Talk) -> Understood:
    """Reads the words of a turn; raises DataError for a changed limit that is not in force."""
    now = talk.standing
    found = Understood(now, now.refused, now.waiting, given.model, given.apology)
    if given.change is not None:
        call = now.call or Call("for_you")
        where = given.change.of(call.query.conditions)
        found.again, found.calls = True, (replace(call, query=replace(call.query, where=where)),)
        found.reading = Reading(call.tool, language=now.language)
        return found
    if _turned(found, given, talk):
        return found
    said = _heard(found, given)
    limits, tool = found.view.limits, now.call.tool if now.call else ""
    if said.other:
        found.reading = Reading("for_you", {}, frozenset({"tool"}), language(given.said))
        found.standing, found.calls = replace(now, need=""), (Call("for_you"),)
        return found
    narrower = said.limits if not said.words else {}
    if said.words and tool not in ("", "search") and (narrower := only_limits(said.words, found.view)):
        narrower = joined(said.limits, narrower)
    if tool and (narrower or (not said.words and (said.refuses or said.refused or said.lifted))):
        return _again(found, joined(limits, narrower))
    reading = going_on(_read(found, given, said), said, found.view)
    # Of a stranger nothing is kept: what they dislike holds here and now.
    told = tool and given.user is None and reading.tool == "remember" and "tool" not in reading.certain
    if told and (disliked := lasting([found.words])):
        return _again(found, joined(limits, {"exclude": list(disliked)}))
    found.reading = with_limits_in_force(_of_this_shop(reading, given.shop, found.view.need), found.view)
    _carry_on(found)
    found.standing = replace(now, language=found.reading.language)
    if found.view.shown and len(numbers := Request.of(found.words, found.view).refs.named) == 1:
        # "the second one looks good" is talked of, whatever is called
        found.standing = replace(found.standing, last=numbers[0])
    if found.reading.tool != "chat":
        found.calls = (call_of(found.reading, found.view),)
        if "tool" not in found.reading.certain:  # the rules may name it rightly
            found.otherwise = partial(_ruled, found)
    return found


def _ruled(found: Understood) -> Call | None:
    """The call that the rules alone read, if it is of another tool."""
    ruled = with_limits_in_force(read(found.words, found.view), found.view)
    return None if ruled.tool in ("chat", found.reading.tool) else call_of(ruled, found.view)


def call_of(reading: Reading, view: View) -> Call:
    """The call that a reading is; what is like an item, or goes with one, keeps what is in force."""
    args = dict(reading.args)
    if reading.tool == "similar":
        kept = ("price_min", "price_max", "exclude")
        args = joined({name: view.limits[name] for name in kept if name in view.limits}, args)
    elif reading.tool == "goes_with":
        args = joined(view.limits, args)  # what a complement keeps of them
    if order := args.pop("order", None):
        args["order"] = ("price", "down" if order == "dearest" else "up")
    call = Call.of(reading.tool, args)  # type: ignore[arg-type]
    text = next((name for name in ("everything", "profile") if reading.args.get(name)), call.text)
    return replace(call, text=text)


def _heard(found: Understood, given: Given) -> Heard:
    """What is said of the list and the need; the view then holds the limits that are left in force."""
    found.view = view(given, found.standing)
    if asks_for_next(given.said, found.waiting) and not neighbour(given.said, found.view):
        found.words, found.waiting, found.refused = found.waiting, "", ()
        found.view = replace(found.view, need="", limits={}, shown=())
    else:
        found.words, other = two(given.said)
        found.waiting = other or found.waiting
    said = heard(found.words, found.view, found.standing.offered)
    shown = enumerate(found.standing.shown, 1)
    known = {id for id, _ in found.refused}
    gone = [id for n, id in shown if (said.refuses or n in said.refused) and id not in known]
    found.refused = (*found.refused, *((id, given.text) for id in gone))
    found.view = replace(found.view, limits=without(found.view.limits, said.lifted))
    return said


def _again(found: Understood, limits: dict[str, Any]) -> Understood:
    """The last list once more, under other limits."""
    found.again, found.calls = True, (sought(found.standing, limits),)
    found.reading = Reading(found.calls[0].tool, language=found.standing.language)
    return found


def _carry_on(found: Understood) -> None:
    """What the call takes over from the talk before it, and what a new subject leaves behind."""
    before = found.standing.call and found.standing.call.query.order
    match found.reading.tool:
        case "search" if not goes_on(found.reading, found.view):
            found.refused = ()
            found.waiting = "" if found.waiting == found.standing.waiting else found.waiting
        case "search" if before and found.view.need:
            order = "dearest" if before.direction == "down" else "cheapest"
            found.reading = replace(found.reading, args={"order": order, **found.reading.args})
        case "why" if before:
            found.notice = "by_price"
        case "goes_with":
            told = Request.of(found.words, found.view).limits.args
            found.view = replace(found.view, limits=for_complement(found.view.limits, told))


def _read(found: Understood, given: Given, said: Heard) -> Reading:
    """What rules and model read in the words; where the model fails, what the rules do."""
    if not given.text:
        return replace(_PHOTO_ALONE, language=found.standing.language)
    words = said.words or found.words
    if (number := missing(found.words, found.view)) is not None:
        ruled = read(words, found.view)
        return Reading("details", {"item": number}, frozenset({"tool", "item"}), ruled.language)
    try:
        decision = decide(words, found.view, found.model, given.settings.time_limit, given.cancelled)
    except ModelFailed as error:
        found.model, found.apology = None, str(error)
        return read(words, found.view)
    found.usage = dict(decision.usage)
    return decision.reading


def _turned(found: Understood, given: Given, talk: Talk) -> bool:
    """Whether the words ask for the talk as before the last turn, at an earlier need or at its beginning."""
    said = given.said.strip(EDGE)
    found.reading = Reading("chat", language=language(said))
    if START_OVER.fullmatch(said):
        found.standing, found.notice, found.refused, found.waiting = Standing(), "over", (), ""
        return True
    back, undoes = BACK_TO.match(said), UNDO.fullmatch(said)
    if undoes:
        found.before = talk.undone()
        found.notice = "not_undone" if found.before is None else "undone"
        before = None if found.before is None else found.before.standing
    elif back:
        named = need(said[back.end() :], found.reading.language)
        named = translate(named, found.reading.language).english or named
        before = talk.about(set(map(stem, named.casefold().split())))
        if before is None:
            return False
    else:
        return False
    if before is not None:
        found.standing, found.refused = before, before.refused
        found.waiting = before.waiting if undoes else found.waiting
        if before.call:
            found.again, found.calls = True, (before.call,)
            found.reading = Reading(before.call.tool, language=before.language)
    return True


def _of_this_shop(reading: Reading, shop: Shop, need: str) -> Reading:
    """The reading without a medium that the shop has nothing of, where the word for it names a category."""
    medium, query = reading.args.get("media"), str(reading.args.get("query", "")).casefold()
    if need:
        query = query.replace(need.casefold(), " ")  # what was said before names no medium now
    if medium is None or of_medium(shop, medium).any():
        return reading
    said = (name for name in shop.categories if name.casefold() in query)
    if not any(limits_in(name).args.get("media") == medium for name in said):
        return reading
    return replace(reading, args={name: value for name, value in reading.args.items() if name != "media"})
