"""Why an item is in a list, as a picture: what its score is made of, and the photo beside what it matched."""

from html import escape

from tastemaker.agent.answer.language import phrase, score, weight
from tastemaker.agent.events import Shown
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.ui.pictures import image
from tastemaker.ui.shown.cover import SMALL
from tastemaker.ui.shown.frame import Frame


def evidence(shown: Shown, frame: Frame) -> str:
    """The reasons behind a score, each with the bar of its weight; the weights add up to the score."""
    language, reasons = frame.language, shown.recommendation.evidence
    total = score(shown.recommendation.score, language)
    longest = max((abs(reason.weight) for reason in reasons), default=0.0) or 1.0
    rows = "".join(
        _reason(reason, detail, longest, language)
        for reason, detail in zip(reasons, shown.details, strict=True)
    )
    return (
        f'<details class="why"><summary>{phrase("why_this", language)}<span class="score">{total}</span>'
        f"</summary>{_stack(reasons, total, language)}{_photos(shown, frame)}<ul>{rows}</ul>"
        f'<p class="sum">{phrase("adds_up", language, score=total)}</p></details>'
    )


def _stack(reasons: tuple[Evidence, ...], total: str, language: str) -> str:
    """All parts of the score in one line, as wide as they weigh; what speaks against it comes last."""
    weighty = [reason for reason in reasons if reason.weight]
    whole = sum(abs(reason.weight) for reason in weighty)
    if not whole:
        return ""
    parts = "".join(
        f'<b class="{_kind(reason)}" style="width:{100 * abs(reason.weight) / whole:.1f}%" '
        f'title="{_named(reason, language)} {weight(reason.weight, language)}"></b>'
        for reason in weighty
    )
    told = escape(phrase("score_parts", language, score=total))
    spoken = ", ".join(f"{_named(reason, language)} {weight(reason.weight, language)}" for reason in weighty)
    return f'<div class="stack" role="img" aria-label="{told}: {spoken}">{parts}</div>'


def _photos(shown: Shown, frame: Frame) -> str:
    """The shopper's photo beside the item's picture, where they were compared."""
    item = shown.recommendation.item
    matched = any(
        reason.kind == "photo" and reason.weight > 0 and reason.values.get("pictured", True)
        for reason in shown.recommendation.evidence
    )
    if frame.photo is None or not matched:
        return ""
    named = phrase("picture_of", frame.language, title=frame.name(item))
    sides = (
        image(frame.photo, phrase("your_photo", frame.language), SMALL),
        image(frame.shop.picture_path(item), named, SMALL),
    )
    return f'<div class="pair">{"".join(sides)}</div>' if all(sides) else ""


def _reason(reason: Evidence, detail: str, longest: float, language: str) -> str:
    named, bar = _named(reason, language), ""
    if reason.weight:  # a limit that is kept adds nothing
        width = 100 * abs(reason.weight) / longest
        bar = (
            f"<span>{weight(reason.weight, language)}</span>"
            f'<i class="bar"><b style="width:{width:.0f}%"></b></i>'
        )
    return (
        f'<li class="{_kind(reason)}"><span>{named[:1].upper()}{named[1:]}</span>{bar}'
        f"<small>{escape(detail)}</small></li>"
    )


def _kind(reason: Evidence) -> str:
    return "against" if reason.weight < 0 else f"of-{reason.kind}"


def _named(reason: Evidence, language: str) -> str:
    return escape(phrase(f"kind_{reason.kind}", language))
