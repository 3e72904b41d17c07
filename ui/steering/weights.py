"""How much each reason counts, to be moved; and what has risen and fallen in the list by that."""

from collections.abc import Mapping
from html import escape

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import Shown
from tastemaker.agent.turns.dials import STOPS
from tastemaker.ui.pictures import icon

_USUAL = STOPS.index(1.0)


def weights(dials: Mapping[str, float], language: str = "en") -> str:
    """The dials, to unfold. Where each stands is told beside (`stops`), so that none is drawn anew."""
    if not dials:
        return ""
    words = [phrase(f"dial_{stop}", language) for stop in range(len(STOPS))]
    rows = "".join(
        f'<li><label><span>{kind}</span><input type="range" min="0" max="{len(STOPS) - 1}" step="1"'
        f' value="{_USUAL}" data-dial="{name}" aria-label="{kind}"'
        f' aria-valuetext="{words[_USUAL]}"><output>{words[_USUAL]}</output></label></li>'
        for name in dials
        for kind in [phrase(f"kind_{name}", language)]
    )
    return (
        f'<details class="dials" data-words="{escape("|".join(words))}">'
        f"<summary>{icon('dials')}{phrase('dials', language)}</summary><div><ul>{rows}</ul>"
        f'<button type="button" data-do="reset">{phrase("dials_reset", language)}</button></div></details>'
    )


def stops(dials: Mapping[str, float]) -> dict[str, int]:
    """Where each dial stands, as the number of its stop."""
    return {name: STOPS.index(factor) if factor in STOPS else _USUAL for name, factor in dials.items()}


def moved(shown: Shown, language: str = "en") -> str:
    """How an item moved when the dials did; nothing where they did not."""
    if shown.was is None:
        return ""
    way = "new" if not shown.was else "up" if shown.was > shown.n else "down" if shown.was < shown.n else ""
    if not way:
        return '<span class="moved"></span>'
    told = phrase(f"moved_{way}", language, was=shown.was)
    by = f"{abs(shown.was - shown.n)}" if shown.was else ""
    return f'<span class="moved {way}" role="img" aria-label="{told}" title="{told}">{by}</span>'
