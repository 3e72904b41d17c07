"""New needs: one thing, several, a kit for a sum, something to read, and wishes with nothing named."""

import re

from training.generating.conditions import Said
from training.generating.talk import Talk, Turn, starred, where
from training.generating.words import table

_MEDIA = {"read": ("book", "article"), "watch": ("video",), "listen": ("audio",), "learn": ("course",)}
_KIT_SUMS = (50, 80, 100, 120, 150, 200, 250, 300, 400, 500, 800, 1000, 2000)
_SOUNDED = re.compile(r"[aeiou]|hour", re.IGNORECASE)


def need(talk: Talk) -> Turn:
    """One thing under up to four conditions, perhaps in an order."""
    talk.force.clear()
    conditions = talk.conditions.some(talk.thing)
    said, bare = _wished(talk)
    order = ordered(talk) if talk.chance.random() < 0.07 else None
    said, rest = _dressed(talk, said, conditions)
    says = talk.wording.fill("find", [*rest, order] if order else rest, what=said)
    written = f" {order.written}" if order else ""
    return talk.lists(says, f'find "{bare}"{where(conditions)}{written}', conditions)


def bare(talk: Talk) -> Turn | None:
    """Limits alone, with nothing named."""
    talk.force.clear()
    if not (conditions := talk.conditions.some(talk.thing, 3)):
        return None
    return talk.lists(talk.wording.fill("bare", conditions), f'find ""{where(conditions)}', conditions)


def superlative(talk: Talk) -> Turn | None:
    """ "the lightest tent you have": an order of which one is taken."""
    fields = [one.field for one in talk.thing.spreads if _compared(talk, one.field.concept)]
    if not fields:
        return None
    talk.force.clear()
    field = talk.chance.choice(fields)
    most = talk.chance.random() < (0.9 if field.concept == "rating" else 0.35)
    word = table("comparatives")[field.concept][talk.speech.code][3 if most else 2]
    conditions = talk.conditions.some(talk.thing, 2, without=(field.name,))
    noun = talk.speech.bare(talk.noun()[0])
    says = talk.wording.fill("superlative", conditions, what=noun, most=word)
    order = f"order {field.name} {'down' if most else 'up'} take 1"
    return talk.lists(says, f'find "{talk.cast(noun)}"{where(conditions)} {order}', conditions, take=1)


def several(talk: Talk) -> Turn:
    """ "show me three": how many."""
    talk.force.clear()
    conditions = talk.conditions.some(talk.thing, 2)
    count = talk.chance.randrange(2, 7)
    noun = talk.speech.bare(talk.noun()[0])
    says = talk.wording.fill("take", conditions, what=noun, n=counted(talk, count))
    return talk.lists(
        says, f'find "{talk.cast(noun)}"{where(conditions)} take {count}', conditions, take=count
    )


def two(talk: Talk) -> Turn | None:
    """Two needs at once, each with its own conditions."""
    if len(things := talk.things()) < 2:
        return None
    talk.force.clear()
    parts, calls = [], []
    for thing in talk.chance.sample(things, 2):
        said, noun = talk.noun(thing)
        conditions = talk.conditions.some(thing, 1)
        parts.append(f"{said} {conditions[0].words}" if conditions else said)
        calls.append(f'find "{noun}"{where(conditions)}')
    talk.shown = []
    return talk.turn(talk.wording.fill("two", a=parts[0], b=parts[1]), *calls)


def kit(talk: Talk) -> Turn | None:
    """Three things for one sum."""
    if len(things := talk.things()) < 3:
        return None
    talk.force.clear()
    nouns = [talk.noun(one) for one in talk.chance.sample(things, 3)]
    total = talk.chance.choice(_KIT_SUMS)
    x = talk.conditions.sum(total)
    a, b, c = (said for said, _ in nouns)
    talk.shown = []
    says = talk.wording.fill("kit", a=a, b=b, c=c, x=x.said)
    return talk.turn(says, *(f'find "{noun}" budget {total}' for _, noun in nouns))


def medium(talk: Talk) -> Turn | None:
    """Something to read, watch, hear or learn about a thing."""
    kinds = [kind for kind, media in _MEDIA.items() if set(media) & set(talk.shop.media)]
    if not kinds:
        return None
    talk.force.clear()
    kind = talk.chance.choice(kinds)
    noun = talk.speech.bare(talk.noun()[0])
    values = "|".join(f'"{one}"' for one in _MEDIA[kind] if one in talk.shop.media)
    says = talk.wording.fill(kind, what=noun)
    return talk.lists(says, f'find "{talk.cast(noun)}" where media = {values}')


def for_me(talk: Talk) -> Turn:
    """An open wish."""
    talk.force.clear()
    conditions = talk.conditions.some(talk.thing, 2)
    return talk.lists(talk.wording.fill("for_me", conditions), f"for_me{where(conditions)}", conditions)


def fact_and_need(talk: Talk) -> Turn:
    """A lasting wish and a need in one breath."""
    fact, kept = starred(talk.speech.draw("remember", talk.chance))
    found = need(talk)
    joint = ". " if talk.speech.space else "。"
    says = talk.cast(f"{fact.rstrip('.。')}{joint}") + found.says
    return Turn(says, (f'remember "{talk.cast(kept)}"', *found.calls), found.shows)


def _wished(talk: Talk) -> tuple[str, str]:
    """The noun as said and as copied, now and then with a soft wish that stays in it."""
    said, noun = talk.noun()
    if talk.chance.random() > 0.13:
        return said, noun
    soft = talk.speech.draw("soft", talk.chance).format(what=talk.speech.bare(said))
    return soft, talk.cast(soft)


def _dressed(talk: Talk, said: str, conditions: list[Said]) -> tuple[str, list[Said]]:
    """A noun with one of the conditions before it, where the language has them there, and the others."""
    before = [one for one in conditions if one.attribute]
    if not before or not talk.speech.has("attributive") or talk.chance.random() < 0.5:
        return said, conditions
    one = talk.chance.choice(before)
    noun = talk.speech.bare(said)
    dressed = talk.speech.draw("attributive", talk.chance).format(c=one.attribute, what=noun)
    if talk.speech.code == "en" and said.startswith(("a ", "an ")):
        dressed = f"{'an' if _SOUNDED.match(dressed) else 'a'} {dressed}"
    return dressed, [other for other in conditions if other is not one]


def ordered(talk: Talk) -> Said | None:
    """A wish for an order, said like a condition."""
    fields = [one.field for one in talk.thing.spreads if one.field.kind in ("number", "money")]
    named = [(field, label) for field in fields if (label := talk.conditions.label(field))]
    if not named:
        return None
    field, label = talk.chance.choice(named)
    up = talk.chance.random() < 0.5
    words = talk.speech.draw("sorted_up" if up else "sorted_down", talk.chance).format(label=label)
    return Said(words, f"order {field.name} {'up' if up else 'down'}", field)


def _compared(talk: Talk, concept: str) -> bool:
    return talk.speech.code in table("comparatives").get(concept, {})


def counted(talk: Talk, count: int) -> str:
    """How many, in digits or as a word."""
    words = table("amounts").get(str(count), {}).get(talk.speech.code)
    if (
        words
        and talk.speech.code in ("en", "de", "fr", "es", "pt", "it", "nl", "tr")
        and talk.chance.random() < 0.5
    ):
        return words[0]
    return str(count)
