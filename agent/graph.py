"""One turn of a conversation, as a graph: decide → act → answer, with the conversation kept between turns.

The list comes first, the prose second; every piece of prose is checked before it is shown.
"""

import time
from dataclasses import asdict, fields, replace
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from tastemaker.agent import wording
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
from tastemaker.agent.events import (
    Answered,
    Called,
    Found,
    Shown,
    Thinking,
    Token,
)
from tastemaker.agent.lasting import lasting
from tastemaker.agent.need import Heard, going_on, heard, missing, only_limits
from tastemaker.agent.ordered import by_price, parted
from tastemaker.agent.prose import Writer
from tastemaker.agent.question import Question, question
from tastemaker.agent.reading.intents import BACK_TO, START_OVER, UNDO
from tastemaker.agent.reading.language import language
from tastemaker.agent.reading.lexicon import translate
from tastemaker.agent.reading.limits import limits as limits_in
from tastemaker.agent.reading.needs import need
from tastemaker.agent.reading.request import EDGE, Request
from tastemaker.agent.reading.two import asks_for_next, two
from tastemaker.agent.reading.view import Reading
from tastemaker.agent.record import step
from tastemaker.agent.turn import Turn, lasting_words, situation, view
from tastemaker.tools.errors import ModelFailed, Retry
from tastemaker.tools.limits import Limits
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import LIST_LENGTH, Result, Toolbox
from tastemaker.tools.words import stem

_REMEMBERED_TURNS = 6
_LIMITS = frozenset(field.name for field in fields(Limits))


def turn_graph(
    checkpointer: BaseCheckpointSaver[Any],
) -> CompiledStateGraph[Conversation, Turn, Conversation, Conversation]:
    """The graph of a turn; a conversation is a thread of the checkpointer."""
    graph = StateGraph(Conversation, context_schema=Turn)
    graph.add_node("decide", _decide)
    graph.add_node("act", _act)
    graph.add_node("answer", _answer)
    graph.add_edge(START, "decide")
    graph.add_edge("decide", "act")
    graph.add_edge("act", "answer")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=checkpointer)


def _decide(state: Conversation, runtime: Runtime[Turn]) -> Conversation:
    turn = runtime.context
    turn.before = Conversation(**{name: value for name, value in state.items() if name != "past"})  # type: ignore[typeddict-item]
    turn.refused, turn.lasting = state.get("refused", []), lasting_words(turn)
    turn.waiting = state.get("waiting", "")
    if turn.change is not None:
        turn.again, turn.reading = True, sought(state, turn.change.of(state.get("limits", {})))
        return {}
    runtime.stream_writer(Thinking("reading the request"))
    if (turned := _turned(state, turn)) is not None:
        return turned
    photo = turn.photo if turn.photo is not None else state.get("photo")
    turn.view = view(turn, state, fresh_photo=turn.photo is not None)
    if asks_for_next(turn.text, turn.waiting):
        turn.words, turn.waiting = turn.waiting, ""
        turn.view = replace(turn.view, need="", limits={}, shown=())
    else:
        turn.words, other = two(turn.text)
        turn.waiting = other or turn.waiting
    said = heard(turn.words, turn.view, state.get("asked", []))
    gone = [id for n, id in enumerate(state.get("shown", []), 1) if said.refuses or n in said.refused]
    known = {id for id, _ in turn.refused}
    turn.refused = [*turn.refused, *([id, turn.text] for id in gone if id not in known)]
    limits = without(turn.view.limits, said.lifted)
    turn.view = replace(turn.view, limits=limits)
    if said.other:
        turn.reading = Reading("for_you", {}, frozenset({"tool"}), language(turn.text))
        return {"refused": turn.refused, "need": ""}
    tool, *_ = state.get("sought") or [""]
    narrower = said.limits if not said.words else {}
    if said.words and tool not in ("", "search") and (narrower := only_limits(said.words, turn.view)):
        narrower = joined(said.limits, narrower)
    if tool and (narrower or (not said.words and (said.refuses or said.refused or said.lifted))):
        turn.again, turn.reading = True, sought(state, Limits.of(joined(limits, narrower)))
        return {"refused": turn.refused}
    reading = going_on(_read(turn, state, said), said, turn.view)
    hated = lasting([turn.words]) if reading.tool == "remember" and turn.user is None else ()
    if (
        hated and tool and "tool" not in reading.certain
    ):  # nothing is kept of a stranger: it holds here and now
        turn.again = True
        turn.reading = sought(state, Limits.of(joined(limits, {"exclude": list(hated)})))
        return {"refused": turn.refused}
    turn.reading = with_limits_in_force(_of_this_shop(reading, turn.shop), turn.view)
    if turn.reading.tool == "search" and not goes_on(turn.reading, turn.view):
        turn.refused = []
        turn.waiting = "" if turn.waiting == state.get("waiting") else turn.waiting
    _, before = state.get("sought") or ["", {}]
    if turn.reading.tool == "search" and "order" in before and goes_on(turn.reading, turn.view):
        turn.reading = replace(turn.reading, args={"order": before["order"], **turn.reading.args})
    if turn.reading.tool == "why" and "order" in before:
        turn.notice = "by_price"
    if turn.reading.tool == "goes_with":
        told = Request.of(turn.words, turn.view).limits.args
        turn.view = replace(turn.view, limits=for_complement(limits, told))
    kept: Conversation = {"photo": photo, "language": turn.reading.language, "refused": turn.refused}
    if turn.view.shown and len(numbers := Request.of(turn.words, turn.view).refs.named) == 1:
        kept["last"] = numbers[0]  # "the second one looks good" is talked of, whatever is called
    return kept


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
    turn.refused, turn.waiting = (before or state).get("refused", []), (before or state).get("waiting", "")
    return before or {}


def _act(state: Conversation, runtime: Runtime[Turn]) -> Conversation:
    turn, reading = runtime.context, runtime.context.reading
    if reading.tool == "chat" or turn.cancelled():
        return {}
    runtime.stream_writer(Thinking(_DOING.get(reading.tool, "looking it up")))
    around = situation(turn, state)
    if turn.again:
        around = replace(around, made_by=(reading.tool, reading.args))
    toolbox = Toolbox(turn.shop, turn.profiles, around)
    begun = time.perf_counter()
    args, order = parted(reading.args)
    try:
        result = toolbox.again(Limits.of(args)) if turn.again else toolbox.call(reading.tool, args)
        if order:
            alike = replace(around, made_by=(reading.tool, args), most_alike=LIST_LENGTH)
            result = by_price(Toolbox(turn.shop, turn.profiles, alike), result, order)
    except Retry as retry:
        if "tool" not in reading.certain:  # the rules may name it rightly
            reading = with_limits_in_force(read(turn.words, turn.view), turn.view)
        try:
            result = (
                toolbox.call(reading.tool, reading.args) if reading != turn.reading else _unable(retry, turn)
            )
        except Retry as again:
            result = _unable(again, turn)
    turn.reading, turn.result = reading, result
    called = Called(
        reading.tool, reading.args, 1000 * (time.perf_counter() - begun), len(result.about), result.text
    )
    turn.calls.append(called)
    runtime.stream_writer(called)
    return _kept(state, turn, result)


def _answer(state: Conversation, runtime: Runtime[Turn]) -> Conversation:
    turn = runtime.context
    writer = Writer(turn.shop, turn.model, turn.reading.language, turn.time_limit, turn.cancelled)
    if _makes_list(turn):
        assert turn.result is not None
        turn.items = tuple(
            Shown(n, found, wording.reason(turn.shop, found, turn.reading.language))
            for n, found in enumerate(turn.result.items, 1)
        )
        turn.lap("first_list")
        runtime.stream_writer(Found(turn.items, turn.reading.language, state.get("limits", {})))
    for piece in _prose(turn, writer):
        turn.lap("first_word")
        turn.reply += piece
        runtime.stream_writer(Token(piece))
    if (asked := _asks_back(turn, state)) is not None:
        turn.asked = asked
        choices = wording.alternatives(asked.choices, turn.reading.language)
        turn.reply += (piece := "\n\n" + wording.phrase("ask", turn.reading.language, choices=choices))
        runtime.stream_writer(Token(piece))
    elif turn.waiting and turn.waiting != state.get("waiting"):
        turn.reply += (
            piece := "\n\n" + wording.phrase("waiting", turn.reading.language, request=turn.waiting)
        )
        runtime.stream_writer(Token(piece))
    turn.claims, apology = writer.claims, turn.apology or writer.failure
    turn.spent(writer.usage)
    if apology and not turn.cancelled():
        turn.reply += (
            last := "\n\n" + wording.phrase("plain", turn.reading.language, why=apology.rstrip("."))
        )
        runtime.stream_writer(Token(last))
    said = [*state.get("said", []), [turn.text, turn.reply.strip()]][-_REMEMBERED_TURNS:]
    runtime.stream_writer(Answered(turn.answer(state.get("limits", {}))))
    past = state.get("past", [])
    if turn.notice not in ("undone", "not_undone"):  # what is before this turn is then before that one too
        past = [*past, turn.before][-_REMEMBERED_TURNS:]
    offered = [] if turn.asked is None else list(turn.asked.choices)
    return {
        "said": said,
        "asked": offered,
        "waiting": turn.waiting,
        "past": past,
        "user": turn.user,
        "step": _step(turn, state),
    }


_PHOTO_ALONE = Reading("search", {"query": "", "use_photo": True}, frozenset({"tool", "query"}))

_DOING = {
    "search": "searching the catalogue",
    "similar": "looking for similar things",
    "for_you": "reading your history",
    "goes_with": "looking at what people take together",
}


def _prose(turn: Turn, writer: Writer) -> Any:
    language, result = turn.reading.language, turn.result
    if turn.cancelled() and result is None:
        return iter(())
    if turn.notice and result is None:
        return iter([wording.phrase(turn.notice, language)])
    if turn.reading.tool == "chat" or result is None:
        return writer.chat(turn.text)
    if not _makes_list(turn):
        told = wording.told(turn.shop, turn.reading.tool, result, language)
        return iter([f"{wording.phrase(turn.notice, language)} {told}" if turn.notice else told])
    currency, stranger = wording.currency(turn.shop), not turn.view.bought
    opening = wording.opening(turn.reading.tool, result, language, currency, stranger)
    if turn.notice:
        opening = f"{wording.phrase(turn.notice, language)} {opening}"
    request = result.query if turn.again else turn.words
    return writer.recommend(opening, request, turn.items, turn.reasons)


def _step(turn: Turn, state: Conversation) -> dict[str, Any]:
    call = (turn.calls[-1].tool, turn.calls[-1].args) if turn.calls else None
    change = None if turn.change is None else asdict(turn.change)
    shown = [shown.recommendation.item.id for shown in turn.items]
    return step(turn.text, call, shown, state.get("limits", {}), change, asked=not turn.again)


def _asks_back(turn: Turn, state: Conversation) -> Question | None:
    """The question for a vague search that found something; never one after another."""
    result = turn.result
    if turn.reading.tool != "search" or turn.again or state.get("asked") or result is None or result.relaxed:
        return None
    if turn.waiting:
        return None
    return question(result.query, result.candidates) if result.items and not turn.cancelled() else None


def _makes_list(turn: Turn) -> bool:
    return turn.reading.tool in _DOING and turn.result is not None and "unable" not in turn.result.facts


def _unable(retry: Retry, turn: Turn) -> Result:
    return Result(wording.unable(str(retry), turn.reading.language), facts={"unable": str(retry)})


def _kept(state: Conversation, turn: Turn, result: Result) -> Conversation:
    """What the conversation keeps of a call: the list and how it was made, or which item was talked of."""
    shown = state.get("shown", [])
    if not _makes_list(turn):
        if turn.reading.tool == "forget":
            return {"limits": _without_forgotten(state.get("limits", {}), turn)}
        numbers = [shown.index(item.id) + 1 for item in result.about if item.id in shown]
        return {"last": numbers[0]} if len(numbers) == 1 and turn.reading.tool != "history" else {}
    limits, originals = result.limits.as_dict(), [item.id for item in result.originals]
    asked = {name: value for name, value in turn.reading.args.items() if name not in _LIMITS}
    if turn.reading.tool == "similar":  # "cheaper" is a limit by now; what else was wished for is left
        asked["change"] = result.query
    kept: Conversation = {"limits": limits, "sought": [turn.reading.tool, {**asked, "originals": originals}]}
    if not result.items:  # the list in front of the shopper stays, and so does what may be relaxed
        sought_for = result.query if turn.reading.tool == "search" else ""
        return {**kept, "need": sought_for or state.get("need", "")}
    kept |= {
        "shown": [found.item.id for found in result.items],
        "made_by": [turn.reading.tool, {**turn.reading.args, **limits, "originals": originals}],
        "last": None,
    }
    if turn.reading.tool == "search":
        kept["need"] = str(turn.reading.args.get("query", ""))
    return kept


def _without_forgotten(limits: dict[str, Any], turn: Turn) -> dict[str, Any]:
    """The limits in force without those that lasted only as long as a fact that is forgotten now."""
    gone = set(turn.lasting) - set(lasting_words(turn))
    kept = [word for word in limits.get("exclude", ()) if word not in gone]
    return Limits.of({**limits, "exclude": kept}).as_dict()


def _of_this_shop(reading: Reading, shop: Shop) -> Reading:
    """The reading without a medium that the shop has nothing of, where the word for it names a category."""
    medium, query = reading.args.get("media"), str(reading.args.get("query", "")).casefold()
    if medium is None or Limits(media=medium).mask(shop).any():
        return reading
    said = (name for name in shop.categories if name.casefold() in query)
    if not any(limits_in(name).args.get("media") == medium for name in said):
        return reading
    return replace(reading, args={name: value for name, value in reading.args.items() if name != "media"})
