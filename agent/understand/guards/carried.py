"""What a short question goes on asking: "and the oak one?" after "how deep is this shelf?"."""

from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Talk
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.values import said
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.shop import Shop


def carried(call: Call, words: str, talk: Talk, shop: Shop) -> Call:
    """A question about a field whose value it says itself, as the question before it, of this item.

    Who says "the oak one" does not ask what it is of.
    """
    if call.tool != "details" or len(call.fields) != 1 or len(call.items) != 1 or call.extreme:
        return call
    item, field = _item(call.items[0], talk, shop), shop.schema.get(call.fields[0])
    told = set() if item is None or field is None else set(tokens(said(item, field))) - STOP
    asked = _asked(talk)
    return replace(call, fields=asked) if told and asked and told <= set(tokens(words)) else call


def _item(reference: str, talk: Talk, shop: Shop) -> Item | None:
    shown = talk.standing.shown
    if reference.isdecimal():
        reference = shown[int(reference) - 1] if 0 < int(reference) <= len(shown) else ""
    return shop.catalogue.get(reference)


def _asked(talk: Talk) -> tuple[str, ...]:
    """The fields that the turn before asked for."""
    calls = talk.records[-1].answer.get("calls", ()) if talk.records else ()
    fields = (call["args"].get("fields", ()) for call in calls if call["tool"] in ("details", "compare"))
    return tuple(next(fields, ()))
