"""What nearly fits, apart from the list: smaller, each with what it misses."""

from collections.abc import Sequence
from html import escape

from tastemaker.agent.answer.evidence import broken
from tastemaker.agent.answer.language import phrase, price
from tastemaker.tools.facts.explain import held
from tastemaker.tools.search.listing import Near
from tastemaker.ui.shown.cover import SMALL, picture
from tastemaker.ui.shown.frame import Frame


def nearly(found: Sequence[Near], frame: Frame) -> str:
    """The items with what each misses; an empty text where there are none."""
    if not found:
        return ""
    inner = "".join(_near(each, frame) for each in found)
    label = phrase("near_by", frame.language)
    return f'<div class="near"><h3>{label}</h3><ul aria-label="{label}">{inner}</ul></div>'


def _near(near: Near, frame: Frame) -> str:
    misses = (
        f"<li>{escape(broken(frame.shop, held(frame.shop, near.item, miss.condition), frame.language))}</li>"
        for miss in near.misses
    )
    cost = escape(price(near.item, frame.language))
    return (
        f'<li><div class="picture">{picture(near.item, frame, SMALL)}</div>'
        f'<div>{frame.heading(near.item, "h4")}<p class="price">{cost}</p>'
        f'<ul class="misses">{"".join(misses)}</ul></div></li>'
    )
