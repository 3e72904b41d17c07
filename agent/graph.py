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

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.ask_back import Question, question
from tastemaker.agent.answer.writer import Writer
from tastemaker.agent.conversation import (
    Conversation,
    with_limits_in_force,
)
from tastemaker.agent.decide import read
from tastemaker.agent.events import (
    Answered,
    Called,
    Found,
    Shown,
    Thinking,
    Token,
)
from tastemaker.agent.interpret import interpret
from tastemaker.agent.ordered import by_price, parted
from tastemaker.agent.scripts.save import step
from tastemaker.agent.turn import Turn, lasting_words, situation
from tastemaker.tools.errors import Retry
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.toolbox import LIST_LENGTH, Result, Toolbox

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
    turn.lasting = lasting_words(turn)
    if turn.change is None:
        runtime.stream_writer(Thinking("reading the request"))
    return interpret(turn, state)


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
            Shown(n, found, phrases.reason(turn.shop, found, turn.reading.language))
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
        choices = phrases.alternatives(asked.choices, turn.reading.language)
        turn.reply += (piece := "\n\n" + phrases.phrase("ask", turn.reading.language, choices=choices))
        runtime.stream_writer(Token(piece))
    elif turn.waiting and turn.waiting != state.get("waiting"):
        turn.reply += (
            piece := "\n\n" + phrases.phrase("waiting", turn.reading.language, request=turn.waiting)
        )
        runtime.stream_writer(Token(piece))
    turn.claims, apology = writer.claims, turn.apology or writer.failure
    turn.spent(writer.usage)
    if apology and not turn.cancelled():
        turn.reply += (
            last := "\n\n" + phrases.phrase("plain", turn.reading.language, why=apology.rstrip("."))
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
        return iter([phrases.phrase(turn.notice, language)])
    if turn.reading.tool == "chat" or result is None:
        return writer.chat(turn.text)
    if not _makes_list(turn):
        told = phrases.told(turn.shop, turn.reading.tool, result, language)
        return iter([f"{phrases.phrase(turn.notice, language)} {told}" if turn.notice else told])
    currency, stranger = phrases.currency(turn.shop), not turn.view.bought
    opening = phrases.opening(turn.reading.tool, result, language, currency, stranger)
    if turn.notice:
        opening = f"{phrases.phrase(turn.notice, language)} {opening}"
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
    return Result(phrases.unable(str(retry), turn.reading.language), facts={"unable": str(retry)})


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
