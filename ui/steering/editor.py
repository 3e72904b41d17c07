"""The small window in which a condition is changed: a number on its scale, or values with their counts."""

from html import escape

from tastemaker.agent.answer.language import medium, number, phrase
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.narrow import Counted, Scale


def editor(
    window: str, n: int, title: str, named: str, one: Condition, instead: Scale | Counted, language: str
) -> str:
    """The window of the chip at a position; `named` is escaped already, `title` is not."""
    fields = _number(title, one, instead) if isinstance(instead, Scale) else _values(one, instead, language)
    return (
        f'<form popover class="editor" id="{window}" data-n="{n}" role="dialog" aria-label="{named}">'
        f'<p>{escape(title)}</p>{fields}<button type="submit">{phrase("apply", language)}</button></form>'
    )


def _number(title: str, one: Condition, scale: Scale) -> str:
    """A slider and a field for the same number."""
    now, named = f"{one.number or 0:.12g}", escape(title)
    return (
        f'<input type="range" min="{scale.low:.12g}" max="{scale.high:.12g}" step="{scale.step:.12g}"'
        f' value="{now}" aria-label="{named}">'
        f'<input type="number" step="any" required value="{now}" aria-label="{named}" autofocus>'
    )


def _values(one: Condition, counted: Counted, language: str) -> str:
    """A box to tick for each value."""
    now = {str(value).casefold() for value in one.values}
    boxes = "".join(
        f'<li><label><input type="checkbox" value="{place}"{" checked" * (value.casefold() in now)}>'
        f"<span>{escape(medium(value, language) if one.field == 'media' else value)}</span>"
        f"<small>{number(count, language)}</small></label></li>"
        for place, (value, count) in enumerate(counted.values)
    )
    return f"<ul>{boxes}</ul>"
