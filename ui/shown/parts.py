"""The other parts of a turn and of the page, as HTML; all that comes from outside is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from tastemaker.agent.answer.language import phrase
from tastemaker.ui.pictures import icon, image

_LONGEST_QUESTION = 600


def asked(text: str, photo: Path | None = None, language: str = "en") -> str:
    """What the shopper said, with the photo when it is one."""
    short = text if len(text) <= _LONGEST_QUESTION else text[:_LONGEST_QUESTION] + " …"
    shown = image(photo, phrase("photo_attached", language))
    shown = shown or (f"<p>{escape(photo.name)}</p>" if photo else "")
    only = f'<h2 class="unseen">{phrase("your_photo", language)}</h2>'
    said = f'<h2 dir="auto">{_lines(short)}</h2>' if short.strip() else only
    undo = (
        f'<button type="button" class="undo" data-do="undo">{icon("undo")}{phrase("undo", language)}</button>'
    )
    return f'<div class="asked">{undo}{said}{shown}</div>'


def working(step: str) -> str:
    """What the agent is doing at this moment."""
    return f'<p class="working">{escape(step[:1].upper() + step[1:])}</p>'


def prose(text: str) -> str:
    """The answer in words: paragraphs, and what stands between two pairs of asterisks in bold."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{_bold(_lines(part))}</p>" for part in paragraphs if part)


def failed(sentence: str) -> str:
    """The one sentence about what went wrong."""
    return f'<p class="failed" role="alert">{escape(sentence)}</p>'


def stopped(language: str) -> str:
    """That the shopper ended the turn."""
    return f'<p class="stopped">{phrase("stopped", language)}</p>'


def choices(labels: Sequence[str], does: str, about: str) -> str:
    """What would fit when nothing does, or what may be said next, to click, by its position."""
    buttons = "".join(
        f'<li><button type="button" data-do="{does}" data-n="{n}">{escape(label)}</button></li>'
        for n, label in enumerate(labels)
    )
    return f'<ul class="choices" aria-label="{about}">{buttons}</ul>' if labels else ""


def welcome(examples: Iterable[tuple[str, Path | None]], language: str = "en") -> str:
    """The empty page: what this is, and requests to click, by their position."""
    with_photo = phrase("with_photo", language)
    buttons = "".join(
        f'<li><button type="button" data-do="example" data-n="{n}">'
        f"{image(photo, with_photo) if photo else ''}{escape(text)}</button></li>"
        for n, (text, photo) in enumerate(examples)
    )
    return (
        f'<div class="welcome"><h2>{phrase("welcome_title", language)}</h2>'
        f"<p>{phrase('welcome_text', language)}</p>"
        f'<ul aria-label="{phrase("examples_label", language)}">{buttons}</ul></div>'
    )


def before(language: str = "en") -> str:
    """The way back to the conversation that another was begun in the place of."""
    return f'<button type="button" data-do="back">{icon("undo")}{phrase("back_before", language)}</button>'


def folded(number: int, count: int, language: str) -> str:
    """In the place of an old answer, the button that shows it again."""
    what = phrase("unfold_list" if count else "unfold", language, count=count)
    return f'<button type="button" data-do="unfold" data-n="{number}">{what}</button>'


def note(sentence: str) -> str:
    """What was just noted, said also to a screen reader."""
    return f'<p role="status">{escape(sentence)}</p>'


def model(name: str, ready: bool, here: bool, language: str = "en") -> str:
    """Which language model answers: `ready` when loading is over, `here` when that gave one."""
    if not ready:
        said = phrase("model_loading", language)
    elif here:
        said = phrase("model_by", language, model=name.partition(":")[2] or name)
    else:
        said = phrase("model_words" if name == "none" else "model_failed", language)
    return f'<p role="status">{escape(said)}</p>'


def _bold(html: str) -> str:
    # An odd piece stands in bold, also the last one, whose end may not have been written yet.
    return "".join(
        f"<strong>{piece}</strong>" if n % 2 else piece for n, piece in enumerate(html.split("**"))
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
