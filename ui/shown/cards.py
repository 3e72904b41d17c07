"""The list as cards: pure functions from recommendations to HTML; all that comes from outside is escaped."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tastemaker.agent.answer.language import medium, phrase, price, score, title, weight
from tastemaker.agent.events import Shown
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.ui.pictures import icon, image
from tastemaker.ui.steering.weights import moved

PictureOf = Callable[[Item], Path | None]

_MARKS = ("like", "dislike", "purchase")


def cards(items: Sequence[Shown], picture_of: PictureOf, language: str = "en") -> str:
    """The list; an empty one is an empty text, because the prose then says why."""
    if not items:
        return ""
    inner = "".join(card(shown, picture_of, language) for shown in items)
    columns = ";".join(f"--{most}:{_columns(len(items), most)}" for most in (6, 5, 4, 3))
    label = phrase("recommendations", language)
    return f'<ol class="cards" style="{columns}" aria-label="{label}">{inner}</ol>'


def _columns(count: int, most: int) -> int:
    """How many columns make even rows when at most so many fit: six in four are two rows of three."""
    rows = -(-count // most)
    return -(-count // rows)


def card(shown: Shown, picture_of: PictureOf, language: str = "en") -> str:
    """One recommendation: picture, price, title, reason, the evidence to unfold and the buttons."""
    item, named = shown.recommendation.item, title(shown.recommendation.item, language)
    heading = escape(named)
    if item.url.startswith(("https://", "http://")):
        heading = f'<a href="{escape(item.url)}" target="_blank" rel="noopener noreferrer">{heading}</a>'
    drawn = image(picture_of(item), phrase("picture_of", language, title=named)) or icon(item.media)
    spoken = f' lang="{escape(language)}"' if named != item.title else ""
    return (
        '<li class="card">'
        f'<div class="picture">{drawn}<span class="number">{shown.n}</span>{moved(shown, language)}'
        f'<span class="medium">{escape(medium(item.media, language))}</span></div>'
        f'<div class="words"><p class="price">{escape(price(item, language))}</p>'
        f'<h3{spoken}>{heading}</h3><p class="brand">{escape(item.brand)}</p>'
        f'<p class="reason">{escape(shown.reason)}</p></div>'
        f'<div class="acts">{_buttons(item, named, language)}</div>'
        f"{evidence(shown, language)}</li>"
    )


def evidence(shown: Shown, language: str = "en") -> str:
    """The reasons behind a score, each with the bar of its weight; the weights add up to the score."""
    reasons, total = shown.recommendation.evidence, score(shown.recommendation.score, language)
    longest = max((abs(reason.weight) for reason in reasons), default=0.0) or 1.0
    rows = "".join(
        _reason(reason, detail, longest, language)
        for reason, detail in zip(reasons, shown.details, strict=True)
    )
    return (
        f'<details class="why"><summary>{phrase("why_this", language)}<span class="score">{total}</span>'
        f'</summary><ul>{rows}</ul><p class="sum">{phrase("adds_up", language, score=total)}</p></details>'
    )


def _buttons(item: Item, named: str, language: str) -> str:
    id, title = escape(item.id), escape(named)
    marks = ((mark, phrase(f"mark_{mark}", language)) for mark in _MARKS)
    icons = "".join(
        f'<button type="button" data-do="{mark}" data-id="{id}" aria-pressed="false" '
        f'aria-label="{label}: {title}" title="{label}">{icon(mark)}</button>'
        for mark, label in marks
    )
    return (
        f'{icons}<button type="button" class="more" data-do="more" data-id="{id}" '
        f'aria-label="{escape(phrase("similar_to", language, title=named))}">'
        f"{phrase('similar', language)}</button>"
    )


def _reason(reason: Evidence, detail: str, longest: float, language: str) -> str:
    against = ' class="against"' if reason.weight < 0 else ""
    kind, number = phrase(f"kind_{reason.kind}", language), weight(reason.weight, language)
    width = 100 * abs(reason.weight) / longest
    return (
        f"<li{against}><span>{kind[:1].upper()}{kind[1:]}</span><span>{number}</span>"
        f'<i class="bar"><b style="width:{width:.0f}%"></b></i><small>{escape(detail)}</small></li>'
    )
