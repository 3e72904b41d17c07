"""Items side by side as a table: a row for each field in which they differ, the better value marked."""

from collections.abc import Sequence
from html import escape

from tastemaker.agent.answer.compared import value
from tastemaker.agent.answer.evidence import label
from tastemaker.agent.answer.language import phrase
from tastemaker.tools.facts.answers import Fact
from tastemaker.ui.pictures import icon
from tastemaker.ui.shown.cover import SMALL, picture
from tastemaker.ui.shown.frame import Frame, short


def table(told: Sequence[Fact], frame: Frame) -> str:
    """The table of what items say; an empty text where there are no two of them."""
    items = list({fact.item.id: fact.item for fact in told}.values())
    fields = list(dict.fromkeys(fact.field for fact in told))
    if len(items) < 2 or not any(fields):
        return ""
    facts = {(fact.field, fact.item.id): fact for fact in told}
    heads = "".join(
        f'<th scope="col"><div class="picture">{picture(item, frame, SMALL)}</div>'
        f"{frame.heading(item, 'h3')}</th>"
        for item in items
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(label(frame.shop.schema, field, frame.language))}</th>'
        f"{''.join(_cell(facts.get((field, item.id)), frame.language) for item in items)}</tr>"
        for field in fields
    )
    named = phrase("side_by_side", frame.language)
    return (
        f'<div class="compared" role="region" aria-label="{named}" tabindex="0"><table>'
        f'<caption class="unseen">{named}</caption><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(fact: Fact | None, language: str) -> str:
    told = "–" if fact is None else value(fact, language)
    text = escape(short(told))
    if fact is None or not fact.best:
        return f"<td>{text}</td>"
    spoken = f'<span class="unseen">, {phrase("better_here", language)}</span>'
    return f'<td class="best">{icon("best")}{text}{spoken}</td>'
