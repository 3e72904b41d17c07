"""The list as cards: pure functions from recommendations to HTML; all that comes from outside is escaped."""

from collections.abc import Mapping, Sequence
from html import escape

from tastemaker.agent.answer.language import listed, medium, money, phrase
from tastemaker.agent.events import Called, Shown
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.answers import total
from tastemaker.tools.search.listing import LIST_LENGTH, Near
from tastemaker.ui.shown import facts
from tastemaker.ui.shown.acts import acts
from tastemaker.ui.shown.cover import picture
from tastemaker.ui.shown.evidence import evidence
from tastemaker.ui.shown.frame import Frame, short
from tastemaker.ui.shown.near import nearly
from tastemaker.ui.steering.weights import moved


def lists(
    items: Sequence[Shown], near: Mapping[int, Sequence[Near]], calls: Sequence[Called], frame: Frame
) -> str:
    """The lists of a turn: of several needs each under what is looked for, then what the first cost together.

    `near` is by need. Empty where nothing is listed, because the prose then says why.
    """
    needs = dict.fromkeys([*(shown.need for shown in items), *near])
    rows = []
    for need in needs:
        of_it = [shown for shown in items if shown.need == need]
        sought = escape(_sought(calls, need, frame.language)) if len(needs) > 1 else ""
        inner = cards(of_it, frame, need == max(needs), sought) + nearly(near.get(need, ()), frame)
        if sought:
            inner = f'<div class="need"><h3 dir="auto">{sought}</h3>{inner}</div>'
        rows.append(inner)
    firsts = {shown.need: shown.recommendation.item for shown in reversed(items)}
    return "".join(rows) + (_together(list(firsts.values()), frame.language) if len(firsts) > 1 else "")


def _sought(calls: Sequence[Called], need: int, language: str) -> str:
    """What a list is of: the words that were looked for, or what it is."""
    call = calls[need - 1] if need <= len(calls) else Called("search", {}, 0.0, 0, "")
    if words := str(call.args.get("query") or call.args.get("change") or ""):
        return short(words[:1].upper() + words[1:])
    match call.tool:
        case "for_you":
            return phrase("need_for_you", language)
        case "goes_with":
            return phrase("need_goes_with", language)
        case "similar":
            return phrase("similar", language)
        case _:
            return phrase("recommendations", language)


def _together(firsts: Sequence[Item], language: str) -> str:
    sums, _ = total(firsts)
    if not sums:
        return ""
    told = listed([money(amount, unit, language) for unit, amount in sums.items()], language)
    return f'<p class="together">{escape(phrase("first_of_each", language, sum=told))}</p>'


def cards(items: Sequence[Shown], frame: Frame, last: bool = True, named: str = "") -> str:
    """One list, `named` in HTML where there are several; an empty one is an empty text."""
    if not items:
        return ""
    inner = "".join(card(shown, frame, last) for shown in items)
    label = named or phrase("recommendations", frame.language)
    compares = "".join(
        f' data-{name}="{escape(phrase(key, frame.language, count="{count}"))}"'
        for name, key in (
            ("compare", "compare_picked"),
            ("one", "compare_another"),
            ("clear", "compare_clear"),
        )
    )
    return f'<ol class="cards" style="{_columns(len(items))}" aria-label="{label}"{compares}>{inner}</ol>'


def _columns(count: int) -> str:
    """How many columns make even rows, by how many fit: six in four are two rows of three."""
    rows = {most: -(-count // most) for most in (6, 5, 4, 3)}
    return ";".join(f"--{most}:{-(-count // rows[most])}" for most in rows)


def blank() -> str:
    """The place of a list that is not there yet."""
    inner = '<li class="blank"><i></i><i></i><i></i></li>' * LIST_LENGTH
    return f'<ol class="cards blanks" style="{_columns(LIST_LENGTH)}" aria-hidden="true">{inner}</ol>'


def card(shown: Shown, frame: Frame, last: bool = True) -> str:
    """One recommendation: picture, price, title, reason, the buttons and the evidence to unfold."""
    item = shown.recommendation.item
    return (
        '<li class="card">'
        f'<div class="picture">{picture(item, frame)}<span class="number">{shown.n}</span>'
        f"{moved(shown, frame.language)}"
        f'<span class="medium">{escape(medium(item.media, frame.language))}</span>'
        f"{facts.badges(shown, frame)}</div>"
        f'<div class="words"><p class="price">{facts.cost(shown, frame)}</p>'
        f'{frame.heading(item, "h3")}<p class="brand">{facts.made(item, frame)}</p>'
        f'{facts.options(item, frame)}<p class="reason" dir="auto">{escape(shown.reason)}</p></div>'
        f"{acts(item, shown.n, frame, last)}{evidence(shown, frame)}</li>"
    )
