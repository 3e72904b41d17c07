"""The other parts of a turn and of the page, as HTML; all that comes from outside is escaped here."""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.events import Answer, Called
from tastemaker.ui.pictures import icon, image

_LONGEST_QUESTION = 600
_LONGEST_RESULT = 4000


def asked(text: str, photo: Path | None = None) -> str:
    """What the shopper said, with the photo when it is one."""
    short = text if len(text) <= _LONGEST_QUESTION else text[:_LONGEST_QUESTION] + " …"
    shown = image(photo, "The photo you attached") or (f"<p>{escape(photo.name)}</p>" if photo else "")
    said = f"<h2>{_lines(short)}</h2>" if short.strip() else '<h2 class="unseen">Your photo</h2>'
    undo = f'<button type="button" class="undo" data-do="undo">{icon("undo")}Undo</button>'
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


def found(calls: Sequence[Called], answer: Answer | None) -> str:
    """The tool calls of a turn, and what was counted and measured, to unfold."""
    if not calls and answer is None:
        return ""
    summary = "How this was found" if calls else "How this was answered"
    named = " → ".join(dict.fromkeys(call.tool for call in calls))
    rows = "".join(_call(call) for call in calls)
    measured = f"<p>{escape(_measured(answer))}</p>" if answer else ""
    return (
        f'<details class="found"><summary>{summary}<span>{escape(named)}</span></summary>'
        f"{rows}{measured}</details>"
    )


def welcome(examples: Iterable[tuple[str, Path | None]]) -> str:
    """The empty page: what this is, and requests to click, by their position."""
    buttons = "".join(
        f'<li><button type="button" data-do="example" data-n="{n}">'
        f"{image(photo, 'with this photo') if photo else ''}{escape(text)}</button></li>"
        for n, (text, photo) in enumerate(examples)
    )
    return (
        '<div class="welcome"><h2>What are you looking for?</h2>'
        "<p>Describe it, attach a photo, or ask what would suit you. "
        "Every suggestion shows the evidence behind it.</p>"
        f'<ul aria-label="Examples">{buttons}</ul></div>'
    )


def before() -> str:
    """The way back to the conversation that another was begun in the place of."""
    return f'<button type="button" data-do="back">{icon("undo")}Back to the conversation before</button>'


def folded(number: int, count: int, language: str) -> str:
    """In the place of an old answer, the button that shows it again."""
    what = phrase("unfold_list" if count else "unfold", language, count=count)
    return f'<button type="button" data-do="unfold" data-n="{number}">{what}</button>'


def note(sentence: str) -> str:
    """What was just noted, said also to a screen reader."""
    return f'<p role="status">{escape(sentence)}</p>'


def model(name: str, ready: bool, here: bool) -> str:
    """Which language model answers: `ready` when loading is over, `here` when that gave one."""
    if not ready:
        said = "The language model is loading; answers are plain until then."
    elif here:
        said = f"Answers by {name.partition(':')[2] or name}."
    elif name == "none":
        said = "No language model: requests are searched for word by word, and answers are plain."
    else:
        said = "The language model could not be loaded, so answers are plain; run `tastemaker doctor`."
    return f'<p role="status">{escape(said)}</p>'


def _call(call: Called) -> str:
    given = (f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in call.args.items())
    written = f"{call.tool}({', '.join(given)})"
    text = call.text if len(call.text) <= _LONGEST_RESULT else call.text[:_LONGEST_RESULT] + " …"
    return (
        f'<div class="call"><code>{escape(written)}</code>'
        f"<span>{call.found} found in {call.ms:,.0f} ms</span>"
        f'<pre tabindex="0" aria-label="What the tool answered">{escape(text)}</pre></div>'
    )


def _measured(answer: Answer) -> str:
    claims, names = answer.claims, {"first_list": "list", "first_word": "first word", "total": "everything"}
    sentences = []
    if claims.checked:
        sentences.append(
            f"{claims.checked} sentences checked against the evidence: "
            f"{claims.supported} held, {claims.repaired} repaired."
        )
    times = [f"{name} after {answer.ms[key] / 1000:.1f} s" for key, name in names.items() if key in answer.ms]
    if times:
        sentences.append(f"{', '.join(times)}.".capitalize())
    by = "Read and worded without a model" if answer.model == "none" else f"Language model: {answer.model}"
    sentences.append(f"{by}.")
    return " ".join(sentences)


def _bold(html: str) -> str:
    # An odd piece stands in bold, also the last one, whose end may not have been written yet.
    return "".join(
        f"<strong>{piece}</strong>" if n % 2 else piece for n, piece in enumerate(html.split("**"))
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
