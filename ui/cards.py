"""The list as cards: pure functions from recommendations to HTML; all that comes from outside is escaped."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tastemaker.agent.answer.language import price, title
from tastemaker.agent.events import Shown
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.ui.pictures import icon, image

PictureOf = Callable[[Item], Path | None]

_KINDS = {
    "words": "Your words",
    "meaning": "Meaning",
    "photo": "Your photo",
    "looks": "Looks",
    "history": "Your history",
    "together": "Taken together",
    "popular": "Popular",
    "new": "New",
    "profile": "Your profile",
    "limit": "Your limits",
}
_ACTIONS = (("like", "Like"), ("dislike", "Dislike"), ("purchase", "I bought this"))


def cards(items: Sequence[Shown], picture_of: PictureOf, language: str = "en") -> str:
    """The list; an empty one is an empty text, because the prose then says why."""
    if not items:
        return ""
    inner = "".join(card(shown, picture_of, language) for shown in items)
    columns = ";".join(f"--{most}:{_columns(len(items), most)}" for most in (6, 5, 4, 3))
    return f'<ol class="cards" style="{columns}" aria-label="Recommendations">{inner}</ol>'


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
    drawn = image(picture_of(item), f"Picture of {named}") or icon(item.media)
    spoken = f' lang="{escape(language)}"' if named != item.title else ""
    return (
        '<li class="card">'
        f'<div class="picture">{drawn}<span class="number">{shown.n}</span>'
        f'<span class="medium">{escape(item.media)}</span></div>'
        f'<div class="words"><p class="price">{escape(price(item, language))}</p>'
        f'<h3{spoken}>{heading}</h3><p class="brand">{escape(item.brand)}</p>'
        f'<p class="reason">{escape(shown.reason)}</p></div>'
        f'<div class="acts">{_buttons(item, named)}</div>'
        f"{evidence(shown)}</li>"
    )


def evidence(shown: Shown) -> str:
    """The reasons behind a score, each with the bar of its weight; the weights add up to the score."""
    reasons, score = shown.recommendation.evidence, shown.recommendation.score
    longest = max((abs(reason.weight) for reason in reasons), default=0.0) or 1.0
    rows = "".join(
        _reason(reason, detail, longest) for reason, detail in zip(reasons, shown.details, strict=True)
    )
    return (
        f'<details class="why"><summary>Why this<span class="score">{score:.2f}</span></summary>'
        f'<ul>{rows}</ul><p class="sum">adds up to {score:.2f}</p></details>'
    )


def _buttons(item: Item, named: str) -> str:
    id, title = escape(item.id), escape(named)
    icons = "".join(
        f'<button type="button" data-do="{event}" data-id="{id}" aria-pressed="false" '
        f'aria-label="{label}: {title}" title="{label}">{icon(event)}</button>'
        for event, label in _ACTIONS
    )
    return (
        f'{icons}<button type="button" class="more" data-do="more" data-id="{id}" '
        f'aria-label="Similar to {title}" title="More like this">Similar</button>'
    )


def _reason(reason: Evidence, detail: str, longest: float) -> str:
    against = ' class="against"' if reason.weight < 0 else ""
    number = f"{reason.weight:+.2f}".replace("-", "\N{MINUS SIGN}")
    width = 100 * abs(reason.weight) / longest
    return (
        f"<li{against}><span>{_KINDS[reason.kind]}</span><span>{number}</span>"
        f'<i class="bar"><b style="width:{width:.0f}%"></b></i><small>{escape(detail)}</small></li>'
    )
