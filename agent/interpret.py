"""What the words of a turn ask for within the conversation: the call, its limits, and what is kept."""

from dataclasses import replace
from typing import Any

from tastemaker.agent.conversation import (
    Conversation,
    blank,
    for_complement,
    goes_on,
    joined,
    returned,
    sought,
    undone,
    with_limits_in_force,
    without,
)
from tastemaker.agent.decide import decide, read
from tastemaker.agent.lasting import lasting
from tastemaker.agent.need import Heard, going_on, heard, missing, only_limits
from tastemaker.agent.reading.intents import BACK_TO, START_OVER, UNDO
from tastemaker.agent.reading.language import language
from tastemaker.agent.reading.lexicon import translate
from tastemaker.agent.reading.limits import limits as limits_in
from tastemaker.agent.reading.needs import need
from tastemaker.agent.reading.references import neighbour
from tastemaker.agent.reading.request import EDGE, Request
from tastemaker.agent.reading.two import asks_for_next, two
from tastemaker.agent.reading.view import Reading
from tastemaker.agent.turn import Turn, view
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.search.lexical import stem
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.shop import Shop

_PHOTO_ALONE = Reading("search", {"query": "", "use_photo": True}, frozenset({"tool", "query"}))


def interpret(turn: Turn, state: Conversation) -> Conversation:
    """Read the words of a turn; what it is to do then stands in the turn, what is to be kept is returned."""
    turn.refused, turn.waiting = state.get("refused", []), state.get("waiting", "")
    if turn.change is not None:
        turn.again, turn.reading = True, sought(state, turn.change.of(state.get("limits", {})))
        return {}
    if (turned := _turned(state, turn)) is not None:
        return turned
    said = _heard(turn, state)
    limits, (tool, _) = turn.view.limits, state.get("sought") or ("", {})
    if said.other:
        turn.reading = Reading("for_you", {}, frozenset({"tool"}), language(turn.text))
        return {"refused": turn.refused, "need": ""}
    narrower = said.limits if not said.words else {}
    if said.words and tool not in ("", "search") and (narrower := only_limits(said.words, turn.view)):
        narrower = joined(said.limits, narrower)
    if tool and (narrower or (not said.words and (said.refuses or said.refused or said.lifted))):
        return _again(turn, state, joined(limits, narrower))
    reading = going_on(_read(turn, state, said), said, turn.view)
    # Of a stranger nothing is kept: what they dislike holds here and now.
    told = tool and turn.user is None and reading.tool == "remember" and "tool" not in reading.certain
    if told and (disliked := lasting([turn.words])):
        return _again(turn, state, joined(limits, {"exclude": list(disliked)}))
    turn.reading = with_limits_in_force(_of_this_shop(reading, turn.shop, turn.view.need), turn.view)
    _carry_on(turn, state)
    photo = turn.photo if turn.photo is not None else state.get("photo")
    kept: Conversation = {"photo": photo, "language": turn.reading.language, "refused": turn.refused}
    if turn.view.shown and len(numbers := Request.of(turn.words, turn.view).refs.named) == 1:
        kept["last"] = numbers[0]  # "the second one looks good" is talked of, whatever is called
    return kept


def _heard(turn: Turn, state: Conversation) -> Heard:
    """What is said of the list and the need; the view then holds the limits that are left in force."""
    turn.view = view(turn, state, fresh_photo=turn.photo is not None)
    if asks_for_next(turn.text, turn.waiting) and not neighbour(turn.text, turn.view):
        turn.words, turn.waiting, turn.refused = turn.waiting, "", []
        turn.view = replace(turn.view, need="", limits={}, shown=())
    else:
        turn.words, other = two(turn.text)
        turn.waiting = other or turn.waiting
    said = heard(turn.words, turn.view, state.get("asked", []))
    gone = [id for n, id in enumerate(state.get("shown", []), 1) if said.refuses or n in said.refused]
    known = {id for id, _ in turn.refused}
    turn.refused = [*turn.refused, *([id, turn.text] for id in gone if id not in known)]
    turn.view = replace(turn.view, limits=without(turn.view.limits, said.lifted))
    return said


def _again(turn: Turn, state: Conversation, limits: dict[str, Any]) -> Conversation:
    """The last list once more, under other limits."""
    turn.again, turn.reading = True, sought(state, Limits.of(limits))
    return {"refused": turn.refused}


def _carry_on(turn: Turn, state: Conversation) -> None:
    """What the call takes over from the talk before it, and what a new subject leaves behind."""
    before = (state.get("sought") or ["", {}])[1]
    match turn.reading.tool:
        case "search" if not goes_on(turn.reading, turn.view):
            turn.refused = []
            turn.waiting = "" if turn.waiting == state.get("waiting") else turn.waiting
        case "search" if "order" in before and turn.view.need:
            turn.reading = replace(turn.reading, args={"order": before["order"], **turn.reading.args})
        case "why" if "order" in before:
            turn.notice = "by_price"
        case "goes_with":
            told = Request.of(turn.words, turn.view).limits.args
            turn.view = replace(turn.view, limits=for_complement(turn.view.limits, told))


def _read(turn: Turn, state: Conversation, said: Heard) -> Reading:
    """What rules and model read in the words; where the model fails, what the rules do."""
    if not turn.text:
        return replace(_PHOTO_ALONE, language=state.get("language", "en"))
    words = said.words or turn.words
    if (number := missing(turn.words, turn.view)) is not None:
        ruled = read(words, turn.view)
        return Reading("details", {"item": number}, frozenset({"tool", "item"}), ruled.language)
    try:
        decision = decide(words, turn.view, turn.model, turn.time_limit, turn.cancelled)
    except ModelFailed as error:
        turn.model, turn.apology = None, str(error)
        return read(words, turn.view)
    turn.spent(decision.usage)
    return decision.reading


def _turned(state: Conversation, turn: Turn) -> Conversation | None:
    """The conversation as before the last turn, or as at its beginning, when the words ask for that."""
    said = turn.text.strip(EDGE)
    turn.reading = Reading("chat", language=language(said))
    if START_OVER.fullmatch(said):
        turn.notice, turn.refused, turn.waiting = "over", [], ""
        return {**blank(), "past": state.get("past", [])}
    back, undoes = BACK_TO.match(said), UNDO.fullmatch(said)
    if not (back or undoes):
        return None
    if back and not undoes:
        named = need(said[back.end() :], turn.reading.language)
        named = translate(named, turn.reading.language).english or named
        if (before := returned(state, set(map(stem, named.casefold().split())))) is None:
            return None
    else:
        before = undone(state)
        turn.notice = "not_undone" if before is None else "undone"
    if before is not None and before.get("sought"):
        turn.again, turn.reading = True, sought(before, Limits.of(before.get("limits", {})))
    turn.refused = (before or state).get("refused", [])
    turn.waiting = (before if before and undoes else state).get("waiting", "")
    return before or {}


def _of_this_shop(reading: Reading, shop: Shop, need: str) -> Reading:
    """The reading without a medium that the shop has nothing of, where the word for it names a category."""
    medium, query = reading.args.get("media"), str(reading.args.get("query", "")).casefold()
    if need:
        query = query.replace(need.casefold(), " ")  # what was said before names no medium now
    if medium is None or Limits(media=medium).mask(shop).any():
        return reading
    said = (name for name in shop.categories if name.casefold() in query)
    if not any(limits_in(name).args.get("media") == medium for name in said):
        return reading
    return replace(reading, args={name: value for name, value in reading.args.items() if name != "media"})
