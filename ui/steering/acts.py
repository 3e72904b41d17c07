"""What the controls of a list do: a condition is dropped, changed or added, or a dial is moved."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.change import Change
from tastemaker.agent.turns.dials import STOPS, Dials
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.search.limits.conditions import Condition, as_number
from tastemaker.tools.search.limits.narrow import Counted, Scale, Ways
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.steering.chips import chips, told
from tastemaker.ui.talks.conversation import Conversation

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent
    from tastemaker.ui.chat import Chat, Page

STEERS = ("drop", "limit", "narrow", "weigh", "reset")
_GLANCE = 0.02  # seconds between two looks at a turn that is to end
_PATIENCE = 10.0  # seconds after which it is not waited for any longer
_LARGEST = 1e12


def steer(
    chat: "Chat", agent: "Agent", conversation: Conversation, action: Mapping[str, Any]
) -> Iterator["Page"]:
    """Does what a click on a chip or a dial asks for; nothing in it is trusted."""
    last = conversation.turns[-1] if conversation.turns else Turn(0, "")
    if action["do"] in ("weigh", "reset"):
        if last.items and (dials := _dials(last.dials, action)) is not None:
            _weigh(agent, conversation, last, dials)
            yield chat.view(conversation)
        return
    if (change := _change(agent.shop.schema, last, action)) is None:
        return
    said, changed = change
    yield from chat.ask(conversation, said, change=changed)


def _change(schema: Mapping[str, Field], last: Turn, action: Mapping[str, Any]) -> tuple[str, Change] | None:
    """What a click says, and the change that it asks for; None where it is on nothing that is there."""
    place, ways, language = str(action.get("n")), last.ways or Ways(), last.language
    if action["do"] == "narrow":
        offered = {str(n): one.condition for n, one in enumerate(ways.narrower)}.get(place)
        return None if offered is None else _set(offered, schema, language)
    chip = {str(n): chip for n, chip in enumerate(chips(last.limits, schema, language))}.get(place)
    if chip is None:
        return None
    if action["do"] == "limit":
        now = _chosen(chip.condition, ways.instead.get(chip.condition), action)
        if now is None or now == chip.condition:
            return None
        if now.values:
            return _set(now, schema, language)
    return phrase("without_limit", language, limit=chip.told), chip.removal


def _set(one: Condition, schema: Mapping[str, Field], language: str) -> tuple[str, Change]:
    return told(one, schema, language), Change(one.field, now=one)


def _chosen(one: Condition, instead: Scale | Counted | None, action: Mapping[str, Any]) -> Condition | None:
    """The condition as it was set in its window, without values where none is ticked; None for no answer."""
    if isinstance(instead, Counted):
        ticked = action.get("places")
        places = {str(place) for place in ticked} if isinstance(ticked, list) else set[str]()
        values = [value for n, (value, _) in enumerate(instead.values) if str(n) in places]
        same = {value.casefold() for value in values} == {str(value).casefold() for value in one.values}
        return one if same else replace(one, values=tuple(values))
    number = as_number(str(action.get("to")))
    if instead is None or number is None or not abs(number) < _LARGEST:
        return None
    return one if number == one.number else replace(one, values=(number,))


def _dials(now: Mapping[str, float], action: Mapping[str, Any]) -> Mapping[str, float] | None:
    """Where the dials are to stand after one was moved, or all were set back; None where there is no such."""
    if action["do"] == "reset":
        return {}
    dial, stop = str(action.get("dial")), {str(n): factor for n, factor in enumerate(STOPS)}
    factor = stop.get(str(action.get("stop")))
    return {**now, dial: factor} if factor is not None and dial in now else None


def _weigh(agent: "Agent", conversation: Conversation, last: Turn, dials: Mapping[str, float]) -> None:
    """Makes the last list again; what is still being written about it is cut short."""
    stood = last.dials
    last.dials = {name: dials.get(name, 1.0) for name in stood}  # the next move may come meanwhile
    until = time.monotonic() + _PATIENCE
    while conversation.busy and time.monotonic() < until:
        agent.cancel(conversation.session)
        time.sleep(_GLANCE)
    weighed = Turn(last.number, last.asked, language=last.language, photo=last.photo)
    for event in agent.turn("", None, conversation.user, conversation.session, Dials(dials)):
        weighed.take(event)
    if weighed.items and weighed.answer and last in conversation.turns:
        conversation.turns[conversation.turns.index(last)] = weighed
    else:
        last.dials, conversation.note = stood, weighed.sentence
