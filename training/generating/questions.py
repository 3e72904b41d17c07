"""Questions about what is shown, about the shop, and what is no request at all."""

from training.generating.changes import relative
from training.generating.listing import title
from training.generating.shops import Field
from training.generating.talk import Talk, Turn, starred, where
from training.generating.words import table

_NO_GOODS = frozenset(("films", "books-courses", "groceries", "wine", "cosmetics-ja", "plants"))
"""Shops of which nobody asks whether a thing may go in the dishwasher."""
_PLAIN = {"more": "more", "history": "history", "undo": "undo", "start_over": "start_over", "talk": "talk"}


def asked(talk: Talk) -> Turn | None:
    """One field or two of an item."""
    labels = _labelled(talk)
    at = talk.place()
    if len(labels) > 1 and talk.chance.random() < 0.3:
        (field, label), (second, label2) = talk.chance.sample(labels, 2)
        says = talk.wording.fill("ask_both", ref=talk.point(at), label=label, label2=label2)
        return talk.turn(says, f"ask {field.name}, {second.name} of {at}")
    if not labels:
        return None
    field, label = talk.chance.choice(labels)
    if talk.speech.it and talk.chance.random() < 0.12:
        return talk.turn(talk.wording.fill("ask", ref=talk.speech.it, label=label), f"ask {field.name}")
    return talk.turn(talk.wording.fill("ask", ref=talk.point(at), label=label), f"ask {field.name} of {at}")


def asked_flag(talk: Talk) -> Turn | None:
    """Whether an item is waterproof."""
    flags = table("flags")
    fields = [
        one.field
        for one in talk.thing.spreads
        if one.field.kind == "flag" and talk.speech.code in flags.get(one.field.concept, {})
    ]
    if not fields:
        return None
    field, at = talk.chance.choice(fields), talk.place()
    word = flags[field.concept][talk.speech.code][0]
    return talk.turn(talk.wording.fill("ask_flag", ref=talk.point(at), v=word), f"ask {field.name} of {at}")


def asked_text(talk: Talk) -> Turn:
    """What no field answers, of an item or of the shop."""
    if talk.shop.name in _NO_GOODS or talk.chance.random() < 0.3:
        says, topic = starred(talk.speech.draw("ask_shop", talk.chance))
        return talk.turn(says, f'ask "{talk.cast(topic)}"')
    phrase, topic = starred(talk.speech.draw("ask_text", talk.chance))
    at = talk.place()
    return talk.turn(
        talk.wording.tidy(phrase.format(ref=talk.point(at))), f'ask "{talk.cast(topic)}" of {at}'
    )


def asked_most(talk: Talk) -> Turn | None:
    """Which has most or least, of all or of two."""
    words = table("comparatives")
    fields = [one.field for one in talk.thing.spreads if talk.speech.code in words.get(one.field.concept, {})]
    if not fields:
        return None
    field = talk.chance.choice(fields)
    cell, most = words[field.concept][talk.speech.code], talk.chance.random() < 0.5
    extreme = "most" if most else "least"
    if len(talk.shown) > 2 and talk.chance.random() < 0.35:
        first, second = talk.places()
        says = talk.wording.fill(
            "ask_most_of", ref=talk.point(first), other=talk.point(second), more=cell[most]
        )
        return talk.turn(says, f"ask {extreme} {field.name} of {first}, {second}")
    return talk.turn(
        talk.wording.fill("ask_most", most=cell[3 if most else 2]), f"ask {extreme} {field.name}"
    )


def compared(talk: Talk) -> Turn | None:
    """Two items side by side, or what they cost together."""
    if len(talk.shown) < 2:
        return None
    first, second = talk.places()
    ref, other = talk.point(first), talk.point(second)
    draw = talk.chance.random()
    if draw < 0.35:
        return talk.turn(talk.wording.fill("total", ref=ref, other=other), f"total {first}, {second}")
    labels = _labelled(talk)
    if draw < 0.6 and labels:
        field, label = talk.chance.choice(labels)
        says = talk.wording.fill("compare_by", label=label, ref=ref, other=other)
        return talk.turn(says, f"compare {first}, {second} by {field.name}")
    return talk.turn(talk.wording.fill("compare", ref=ref, other=other), f"compare {first}, {second}")


def why(talk: Talk) -> Turn:
    """Why something is listed, or is not."""
    if talk.chance.random() < 0.55:
        at = talk.place()
        return talk.turn(talk.wording.fill("why", ref=talk.point(at)), f"why {at}")
    missing = title(talk.shop, talk.thing, talk.chance).name
    while missing in {one.name for one in talk.shown}:
        missing = title(talk.shop, talk.thing, talk.chance).name
    return talk.turn(talk.wording.fill("why_not", name=missing), f'why_not "{talk.cast(missing)}"')


def counted(talk: Talk) -> Turn:
    """How many there are."""
    conditions = talk.conditions.some(talk.thing, 2)
    noun = talk.speech.bare(talk.noun()[0])
    says = talk.wording.fill("count", conditions, what=noun)
    return talk.turn(says, f'count "{talk.cast(noun)}"{where(conditions)}')


def plain(talk: Talk) -> Turn:
    """More, back, from the beginning, what was bought, and talk."""
    kind = talk.chance.choices(list(_PLAIN), (30, 12, 14, 8, 36))[0]
    says = talk.wording.fill(kind)
    if kind == "more" and talk.shown:
        return talk.lists(says, "more")
    if kind in ("undo", "start_over"):
        talk.force.clear()
    if kind == "start_over":
        talk.shown = []
    return talk.turn(says, kind)


def fact(talk: Talk) -> Turn:
    """Something to keep, or to forget."""
    forget = talk.speech.has("forget") and talk.chance.random() < 0.2
    says, kept = starred(talk.speech.draw("forget" if forget else "remember", talk.chance))
    return talk.turn(says, f'{"forget" if forget else "remember"} "{talk.cast(kept)}"')


def asked_and_changed(talk: Talk) -> Turn | None:
    """A question and a change in one breath."""
    if (question := asked(talk)) is None or (change := relative(talk)) is None:
        return None
    joined = talk.wording.joined([question.says.rstrip("?？؟ "), change.says])
    return Turn(joined, (*question.calls, *change.calls), change.shows)


def _labelled(talk: Talk) -> list[tuple[Field, str]]:
    fields = {one.field.name: one.field for one in talk.thing.spreads}
    return [(field, label) for field in fields.values() if (label := talk.conditions.label(field))]
