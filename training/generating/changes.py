"""Changes of the list in force, and lists that start from one of its items."""

from training.generating.conditions import Said
from training.generating.listing import title
from training.generating.needs import counted, ordered
from training.generating.shops import Field
from training.generating.talk import Talk, Turn, where
from training.generating.words import table


def narrowed(talk: Talk) -> Turn | None:
    """One or two conditions more, of fields that were free."""
    found = talk.conditions.some(talk.thing, 2, without=tuple(talk.force))
    if not found:
        return None
    return talk.lists(talk.wording.fill("also", found), f"also{where(found)}", found)


def moved(talk: Talk) -> Turn | None:
    """Another condition on a field that has one."""
    fields = [one for one in talk.thing.spreads if one.field.name in talk.force]
    if not fields:
        return None
    free = [one.field.name for one in talk.thing.spreads if one not in fields]
    found = talk.conditions.one(talk.thing, without=free)
    if found is None or found.written == talk.force[found.field.name].written:
        return None
    return talk.lists(talk.wording.fill("also", [found]), f"also where {found.written}", [found])


def corrected(talk: Talk) -> Turn | None:
    """ "make it 12": another amount, the operator stays."""
    bounds = [one for one in talk.force.values() if one.field.kind in ("number", "money")]
    if len(bounds) != 1 or not bounds[0].side:
        return None
    (old,) = bounds
    if (x := talk.conditions.again(talk.thing, old)) is None:
        return None
    new = Said(x.said, f"{old.field.name} {old.operator} {x.written}", old.field, old.side, old.operator)
    if new.written == old.written:
        return None
    return talk.lists(talk.wording.fill("make_it", x=x.said), f"also where {new.written}", [new])


def lifted(talk: Talk) -> Turn | None:
    """A limit that no longer matters, now and then with a new one."""
    named = [(one.field, label) for one in talk.force.values() if (label := talk.conditions.label(one.field))]
    if not named:
        return None
    field, label = talk.chance.choice(named)
    del talk.force[field.name]
    says = talk.wording.fill("lift", label=label)
    new = talk.conditions.one(talk.thing, without=(*talk.force, field.name))
    if new is None or talk.chance.random() < 0.6:
        return talk.lists(says, f"also lift {field.name}")
    parts = [says, talk.wording.fill("also", [new])]
    joined = talk.wording.joined(parts)
    return talk.lists(joined, f"also where {new.written} lift {field.name}", [new])


def relative(talk: Talk) -> Turn | None:
    """ "lighter than the second", "anything cheaper?"."""
    if (drawn := _compared(talk)) is None:
        return None
    field, more, word = drawn
    if talk.chance.random() < 0.55:
        at = talk.place()
        says = talk.wording.fill("relative", more=word, ref=talk.point(at))
        return talk.lists(says, f"also where {field.name} {'>' if more else '<'} {field.name} of {at}")
    extreme = "> most" if more else "< least"
    says = talk.wording.fill("relative_all", more=word)
    return talk.lists(says, f"also where {field.name} {extreme} {field.name} of shown")


def halved(talk: Talk) -> Turn | None:
    """Less than half of what an item has."""
    fields = [one.field for one in talk.thing.spreads if one.field.kind == "money" or one.field.unit]
    named = [(one, label) for one in fields if one.unit != "°C" and (label := talk.conditions.label(one))]
    if not named:
        return None
    field, label = talk.chance.choice(named)
    at = talk.place()
    says = talk.wording.fill("half", label=label, ref=talk.point(at))
    return talk.lists(says, f"also where {field.name} < 0.5 * {field.name} of {at}")


def branded(talk: Talk) -> Turn | None:
    """The brand of an item, or any but that."""
    if "brand" not in talk.shop.fields:
        return None
    same, at = talk.chance.random() < 0.5, talk.place()
    says = talk.wording.fill("same_brand" if same else "other_brand", ref=talk.point(at))
    return talk.lists(says, f"also where brand {'=' if same else '!='} brand of {at}")


def sorted_anew(talk: Talk) -> Turn | None:
    """Another order of the same."""
    if (order := ordered(talk)) is None:
        return None
    return talk.lists(order.words, f"also {order.written}")


def fewer(talk: Talk) -> Turn:
    """So many of what is listed."""
    count = talk.chance.randrange(2, 6)
    phrase = talk.wording.fill("take", what="", n=counted(talk, count))
    return talk.lists(phrase, f"also take {count}", take=count)


def alike(talk: Talk) -> Turn | None:
    """Similar to an item, with or without a difference."""
    at = talk.place()
    ref = talk.point(at)
    talk.force.clear()
    draw = talk.chance.random()
    if draw < 0.4:
        return talk.lists(talk.wording.fill("like", ref=ref), f"like {at}")
    if draw < 0.75:
        if (one := talk.conditions.one(talk.thing)) is None:
            return None
        return talk.lists(
            talk.wording.fill("like_but", [one], ref=ref), f"like {at} where {one.written}", [one]
        )
    if (drawn := _compared(talk)) is None:
        return None
    field, more, word = drawn
    says = talk.wording.fill("like_relative", more=word, ref=ref)
    return talk.lists(says, f"like {at} where {field.name} {'>' if more else '<'} {field.name} of {at}")


def belonging(talk: Talk) -> Turn:
    """What goes with an item, with something they own, or with what was bought."""
    talk.force.clear()
    draw = talk.chance.random()
    if draw < 0.5 and talk.shown:
        at = talk.place()
        return talk.lists(talk.wording.fill("goes_with", ref=talk.point(at)), f"goes_with {at}")
    if draw < 0.85:
        name = title(talk.shop, talk.thing, talk.chance).name
        return talk.lists(talk.wording.fill("owned", name=name), f'goes_with "{talk.cast(name)}"')
    return talk.lists(talk.wording.fill("bought"), "goes_with bought")


def _compared(talk: Talk) -> tuple[Field, bool, str] | None:
    """A field, whether more of it is wanted, and the word for that."""
    words = table("comparatives")
    fields = [
        one.field
        for one in talk.thing.spreads
        if talk.speech.code in words.get(one.field.concept, {}) and one.field.name not in talk.force
    ]
    if not fields:
        return None
    field = talk.chance.choice(fields)
    more = talk.chance.random() < (
        0.9 if field.concept == "rating" else 0.15 if field.kind == "money" else 0.5
    )
    return field, more, words[field.concept][talk.speech.code][more]
