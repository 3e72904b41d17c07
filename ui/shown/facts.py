"""What a card says of its item in a few words: price, maker, length, options, and what is special."""

from collections.abc import Mapping
from datetime import date
from html import escape

from tastemaker.agent.answer.evidence import label
from tastemaker.agent.answer.language import money, percent, phrase, price
from tastemaker.agent.events import Shown
from tastemaker.tools.catalogue.cells.prices import price as read_price
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.values import said
from tastemaker.ui.pictures import icon
from tastemaker.ui.shown.frame import Frame

_MAKERS = ("author", "artist", "host", "creator", "instructor")
_EXTENT = ("duration", "duration_minutes", "runtime", "length", "pages", "lessons", "level")
"""What says how much of a text, a film or a course there is, and for whom."""
_NEW = 60
"""Days for which an item is new."""
_MOST_OPTIONS = 8
_MOST_NAMES = 3
_LONGEST = 60


def cost(shown: Shown, frame: Frame) -> str:
    """The price, what it was where it is less now, and whether it keeps to what was said of prices."""
    item = shown.recommendation.item
    told, before = escape(price(item, frame.language)), _before(item)
    if any(part.kind == "limit" and _caps_price(part.values) for part in shown.recommendation.evidence):
        fits = escape(phrase("badge_budget", frame.language))
        told += f' <span class="fits" title="{fits}">{icon("best")}<span class="unseen">{fits}</span></span>'
    if before is not None:
        was = money(before, item.currency, frame.language)
        told += f" {_struck(was, phrase('was_before', frame.language, price=was))}"
    return told


def made(item: Item, frame: Frame) -> str:
    """Who it is by, how long it is and how hard, in one line."""
    by = next((each for name in _MAKERS if (each := _short(item.attributes.get(name)))), item.brand)
    of = () if item.media in ("product", "image") else (_extent(item, name, frame) for name in _EXTENT)
    return escape(" · ".join(filter(None, [by, *of])))


def badges(shown: Shown, frame: Frame) -> str:
    """What is special about it: had already, reduced, new."""
    item, evidence = shown.recommendation.item, shown.recommendation.evidence
    told = []
    if any(part.kind == "history" and part.refs == (item.id,) for part in evidence):
        told.append(("had", phrase("badge_have", frame.language)))
    else:
        told.append(("had once", phrase("badge_have", frame.language)))  # shown when it is marked so
    before = _before(item)
    if before is not None and item.price is not None:
        less = percent(item.price / before - 1, frame.language)
        told.append(("reduced", f"{phrase('badge_reduced', frame.language)} {less}"))
    if _is_new(item):
        told.append(("new", phrase("badge_new", frame.language)))
    inner = "".join(f'<li class="{kind}">{escape(text)}</li>' for kind, text in told)
    return f'<ul class="badges">{inner}</ul>'


def options(item: Item, frame: Frame) -> str:
    """The forms in which it is sold, those that are sold out struck through; what is listed in bold."""
    there: dict[str, dict[str, bool]] = {}
    for variant in item.variants:
        for name, value in variant.options.items():
            values = there.setdefault(name, {})
            values[value] = values.get(value, False) or not variant.sold_out
    several = {name: values for name, values in there.items() if len(values) > 1 or False in values.values()}
    rows = (
        f"<p><span>{escape(label(frame.shop.schema, name, frame.language))}</span> "
        f"{_values(values, set(plain(item.attributes.get(name))), frame.language)}</p>"
        for name, values in list(several.items())[:_MOST_NAMES]
    )
    inner = "".join(rows)
    return f'<div class="options">{inner}</div>' if inner else ""


def _values(there: dict[str, bool], listed: set[str], language: str) -> str:
    shown, more = list(there.items())[:_MOST_OPTIONS], len(there) - _MOST_OPTIONS
    chosen = listed if 0 < len(listed & there.keys()) < sum(there.values()) else set()
    told = [_value(value, has, value in chosen, language) for value, has in shown]
    return " ".join(told + ([f"<small>+{more}</small>"] if more > 0 else []))


def _value(value: str, there: bool, chosen: bool, language: str) -> str:
    short = escape(value[:_LONGEST])
    if there:
        return f"<b>{short}</b>" if chosen else f"<i>{short}</i>"
    gone = phrase("option_gone", language, value=value[:_LONGEST])
    return _struck(value[:_LONGEST], gone)


def _struck(text: str, told: str) -> str:
    """A text struck through, and what that means for who cannot see it."""
    told = escape(told)
    return (
        f'<s title="{told}"><span aria-hidden="true">{escape(text)}</span>'
        f'<span class="unseen">{told}</span></s>'
    )


def _extent(item: Item, name: str, frame: Frame) -> str:
    """What an item says in a field, a number with the name of the field: "42 min", "320 pages"."""
    field: Field | None = frame.shop.schema.get(name)
    told = _short(item.attributes.get(name)) if field is None else said(item, field)
    is_bare = told.replace(".", "").replace(",", "").isdecimal()
    return f"{told} {label(frame.shop.schema, name, frame.language)}" if is_bare else told[:_LONGEST]


def _before(item: Item) -> float | None:
    """What it cost before, where that was more."""
    told = read_price(", ".join(plain(item.attributes.get("was"))), "")
    if told is None or told.low is None or not told.is_sure or told.currency not in ("", item.currency):
        return None
    return told.low if item.price is not None and item.price < told.low else None


def _is_new(item: Item) -> bool:
    try:
        born = date.fromisoformat(item.created_at[:10])
    except ValueError:
        return False
    return 0 <= (date.today() - born).days <= _NEW


def _caps_price(limit: Mapping[str, object]) -> bool:
    return limit.get("field") == "price" and limit.get("op") in ("<", "<=")


def _short(value: object) -> str:
    return ", ".join(plain(value))[:_LONGEST]
