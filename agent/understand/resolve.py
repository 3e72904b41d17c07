"""From the calls that were written to those that are run: what "also", "more", "cheaper than 2" stand for."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Order, Relative, resolved
from tastemaker.agent.talks.talk import Standing, Talk
from tastemaker.tools.catalogue.columns import Choices
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop

_COMPARED = 4
"""How many of a list are compared where none is named."""

_MOST_OF = re.compile(r"\b(?:(?!best|rest)[a-z]{2,}est|(?:most|least) [a-z]+) ([a-z]{3,})([^.,;!?]*)")
"""What has most of something: the word behind "the lightest", and the words behind that."""

_LIKE = re.compile(
    r"\b(?:like|similar|alike|another|others?|more|ähnlich\w*|ander\w*|wie|comme|pareil\w*|autres?|similares?|como"
    r"|otr[oa]s?|parecid\w*|outr[oa]s?|simil[ei]|come|altr[oaie])\b|类似|像|似|别的|其他|जैसा|जैसी|जैसे|और",
    re.IGNORECASE,
)
"""What asks for others than the one that is named."""


@dataclass
class Resolved:
    """What a turn is to do, and what is in force before it."""

    standing: Standing
    calls: list[Call] = field(default_factory=list)
    refused: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    """The phrase that says what was done with the talk itself."""
    before: Talk | None = None
    """The talk without its last turn, where that is taken back."""
    unknown: list[Comparison] = field(default_factory=list)
    """Comparisons with what is not known."""
    again: bool = False
    """Whether an earlier list is made once more, and nothing was read."""


def resolve(calls: Sequence[Call], talk: Talk, text: str, shop: Shop) -> Resolved:
    """The calls with everything filled in that they take from the talk so far."""
    now = talk.standing
    found = Resolved(now, refused=now.refused)
    for call in calls:
        match call.tool:
            case "undo":
                _undo(found, talk)
            case "start_over":
                found.standing, found.notice, found.refused = Standing(language=now.language), "over", ()
            case "more":
                _more(found, text)
            case _:
                _add(found, call, text, shop)
    return found


def _undo(found: Resolved, talk: Talk) -> None:
    found.before = talk.undone()
    found.notice = "not_undone" if found.before is None else "undone"
    if found.before is not None:
        found.standing = found.before.standing
        found.refused = found.standing.refused
        if found.standing.call:
            found.calls.append(found.standing.call)
            found.again = True


def _more(found: Resolved, text: str) -> None:
    """Others of what was asked for: what was shown is not shown again."""
    known = {id for id, _ in found.refused}
    found.refused += tuple((id, text) for id in found.standing.shown if id not in known)
    if not any(call.lists for call in found.calls):  # else "others, but up to 50"
        found.calls.append(found.standing.call or Call("for_you"))


def _of_all(call: Call, text: str, shop: Shop) -> Call:
    """Which has most of a field, where nothing is listed: of all that the words find."""
    field_of = shop.schema.get(next(iter(call.fields), ""))
    if field_of is None:
        return call
    what = " ".join(word for word in tokens(text) if word not in STOP and shop.words.knows(word))
    order = Order(field_of.name, "down" if call.extreme == "most" else "up")
    return Call("search", query=replace(call.query, what=what, order=order, take=1))


def _elsewhere(text: str, asked: str, standing: Standing, shop: Shop) -> str:
    """The words for a thing of which nothing is listed: "tent" of "your biggest tent", after desks."""
    listed = [shop.row(id) for id in standing.shown if id in shop.catalogue]
    for thing, more in _MOST_OF.findall(text):
        kind = shop.masks.with_words(thing)
        if not {thing, thing.rstrip("s")} & {*STOP, asked} and kind.any() and not kind[listed].any():
            return f"{thing} {more}"
    return ""


def _add(found: Resolved, call: Call, text: str, shop: Shop) -> None:
    if call.tool == "details" and call.extreme and not call.items:
        thing = _elsewhere(text, next(iter(call.fields), ""), found.standing, shop)
        if thing or not found.standing.shown:
            call = _of_all(call, thing or text, shop)
    made = [earlier for earlier in found.calls if earlier.lists]
    before = made[-1] if made and call.edits else found.standing.call
    if made and call.edits:  # two changes at once are of one list
        found.calls.remove(made[-1])
    if call.edits and before is not None:
        query = before.query.changed(call.query, call.lifted)
        call = replace(before, query=query, edits=False)
    elif call.edits:
        call = replace(call, edits=False, lifted=())
    elif call.tool == "search":
        found.refused = ()
    elif call.tool == "similar" and _is_meant_itself(call, text, found.standing, shop):
        call = Call("details", items=call.items, shows=True)
    elif call.tool == "similar" and before is not None:  # "not green" holds for what is like it, too
        named = {one.field for one in call.query.where}
        refused = (one for one in before.query.conditions if one.refuses and one.field not in named)
        call = replace(call, query=replace(call.query, where=(*refused, *call.query.where)))
    if call.lists or call.tool == "count":
        query, lost = resolved(call.query, lambda value: _value(value, found.standing, shop))
        found.unknown += lost
        call = replace(call, query=query)
    if call.tool == "compare" and len(dict.fromkeys(call.items)) < 2:  # "what is the difference?"
        numbers = map(str, range(1, len(found.standing.shown) + 1))
        call = replace(call, items=tuple(dict.fromkeys((*call.items, *numbers)))[:_COMPARED])
    order = None if before is None else before.query.order
    if call.tool == "why" and order is not None and order.field == "price":
        found.notice = "by_price"
    if call.tool == "details" and not call.items and not call.extreme and found.standing.last:
        call = replace(call, items=(str(found.standing.last),))
    found.calls.append(call)


def _is_meant_itself(call: Call, text: str, standing: Standing, shop: Shop) -> bool:
    """Whether "the blue one" is to be shown, and nothing that is like it: it is blue already."""
    wanted = [one for one in call.query.conditions if not one.refuses and one.field != "media"]
    named = _items(Relative("", call.items[0]), standing, shop) if len(call.items) == 1 else []
    if call.query.what or not wanted or len(named) != 1 or _LIKE.search(text):
        return False
    return all(shop.judged(one).passes[shop.row(named[0].id)] for one in wanted)


def _value(relative: Relative, standing: Standing, shop: Shop) -> Condition | None:
    """The value that another item has, in the field's own unit, as a condition on nothing yet."""
    items = _items(relative, standing, shop)
    field_of = shop.schema.get(relative.field)
    column = None if field_of is None else shop.columns[relative.field]
    if isinstance(column, Choices):  # "not the brand of 1"
        names = dict.fromkeys(name for item in items for name in column.of(shop.row(item.id)))
        return Condition(relative.field, "=", tuple(names)) if names else None
    if field_of is None or column is None:
        return None
    ends = column.high if field_of.kind == "number" else column.low  # of sides the longest is compared
    known = [float(ends[shop.row(item.id)]) for item in items]
    known = [value for value in known if value == value]
    if not known:
        return None
    value = max(known) if relative.extreme == "most" else min(known)
    if field_of.kind == "date":
        day = datetime.date(1970, 1, 1) + datetime.timedelta(days=int(value))
        return Condition(relative.field, "=", (day.isoformat(),))
    if field_of.values:  # sizes in letters
        return Condition(relative.field, "=", (list(field_of.values)[int(value)],))
    unit = "" if field_of.kind == "money" else field_of.unit
    return Condition(relative.field, "=", (round(value * relative.times, 6),), unit)


def _items(relative: Relative, standing: Standing, shop: Shop) -> list[Item]:
    shown = [item for id in standing.shown if (item := shop.catalogue.get(id))]
    if relative.of == "shown":  # those that can be compared: a video that costs nothing is no cheaper lamp
        return [item for item in shown if item.media == shown[0].media]
    if relative.of.isdecimal():
        return shown[int(relative.of) - 1 : int(relative.of)] if int(relative.of) else []
    found = shop.names.find(relative.of, first=standing.shown)
    return [] if found is None else [found]
