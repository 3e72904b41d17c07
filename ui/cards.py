"""What a turn looks like: pure functions from events to HTML; all that comes from outside is escaped here."""

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from tastemaker.agent.events import Answer, Called, Shown
from tastemaker.tools.catalogue import Item
from tastemaker.tools.embed import open_picture
from tastemaker.tools.errors import DataError
from tastemaker.tools.explain import money
from tastemaker.tools.fuse import Evidence

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
_PICTURE_SIDE = 480  # twice a card's width, for fine screens
_LONGEST_QUESTION = 600
_LONGEST_RESULT = 4000

# Line icons on a 24-unit grid, drawn in the colour of the text around them.
_ICONS = {
    "like": "M7 21V10l4.2-7c1.6.2 2.5 1.4 2.2 3l-.7 4H19a2 2 0 0 1 2 2.4l-1.3 7a2 2 0 0 1-2 1.6zM7 10H3v11h4",
    "dislike": "M17 3v11l-4.2 7c-1.6-.2-2.5-1.4-2.2-3l.7-4H5a2 2 0 0 1-2-2.4l1.3-7a2 2 0 0 1 2-1.6zM17 14h4V3h-4",  # noqa: E501
    "purchase": "M5 8h14l1 13H4zM8.5 8V6.5a3.5 3.5 0 0 1 7 0V8M9 14.5l2.2 2.2 4-4.2",
    "product": "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
    "book": "M4 5.5c3-1.2 6-1 8 .5 2-1.5 5-1.7 8-.5V19c-3-1.2-6-1-8 .5-2-1.5-5-1.7-8-.5zM12 6v13.5",
    "article": "M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 14.5h7M9 18h4",
    "video": "M3 5h18v14H3zM10 9v6l5-3z",
    "audio": "M4 14a8 8 0 0 1 16 0M4 14h3v6H5a1 1 0 0 1-1-1zM20 14h-3v6h2a1 1 0 0 0 1-1z",
    "course": "M2 9l10-5 10 5-10 5zM6 11.5V17c3.5 2.5 8.5 2.5 12 0v-5.5",
    "image": "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M15.5 9.5h.01",
}
_ACTIONS = (("like", "Like"), ("dislike", "Dislike"), ("purchase", "I bought this"))


def asked(text: str, photo: Path | None = None) -> str:
    """What the shopper said, with the photo when it is one."""
    short = text if len(text) <= _LONGEST_QUESTION else text[:_LONGEST_QUESTION] + " …"
    shown = _image(photo, "The photo you attached") or (f"<p>{escape(photo.name)}</p>" if photo else "")
    said = f"<p>{_lines(short)}</p>" if short.strip() else ""
    return f'<div class="asked">{shown}{said}</div>'


def working(step: str) -> str:
    """What the agent is doing at this moment."""
    return f'<p class="working">{escape(step[:1].upper() + step[1:])}</p>'


def cards(items: Sequence[Shown], picture_of: PictureOf) -> str:
    """The list; an empty one is an empty text, because the prose then says why."""
    if not items:
        return ""
    inner = "".join(card(shown, picture_of) for shown in items)
    return f'<ol class="cards" style="--items:{len(items)}" aria-label="Recommendations">{inner}</ol>'


def card(shown: Shown, picture_of: PictureOf) -> str:
    """One recommendation: picture, title, price, medium, reason, the evidence to unfold and the buttons."""
    item, title = shown.recommendation.item, escape(shown.recommendation.item.title)
    if item.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(item.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    price = "" if item.price is None else money(item.price, item.currency)
    drawn = _image(picture_of(item), f"Picture of {item.title}") or _icon(item.media)
    return (
        '<li class="card">'
        f'<div class="picture">{drawn}<span class="number">{shown.n}</span></div>'
        f'<div class="words"><h3>{title}</h3><p class="brand">{escape(item.brand)}</p>'
        f'<p class="facts"><strong>{escape(price)}</strong>'
        f'<span class="medium">{escape(item.media)}</span></p>'
        f'<p class="reason">{escape(shown.reason)}</p></div>'
        f'<div class="acts">{_buttons(item)}</div>'
        f"{evidence(shown.recommendation.evidence, shown.recommendation.score)}</li>"
    )


def evidence(reasons: Sequence[Evidence], score: float) -> str:
    """The reasons behind a score, each with the bar of its weight; the weights add up to the score."""
    longest = max((abs(reason.weight) for reason in reasons), default=0.0) or 1.0
    rows = "".join(_reason(reason, longest) for reason in reasons)
    return (
        f'<details class="why"><summary>Why this<span class="score">{score:.2f}</span></summary>'
        f'<ul>{rows}</ul><p class="sum">adds up to {score:.2f}</p></details>'
    )


def prose(text: str) -> str:
    """The answer in words: paragraphs, and what stands between two pairs of asterisks in bold."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{_bold(_lines(part))}</p>" for part in paragraphs if part)


def failed(sentence: str) -> str:
    """The one sentence about what went wrong."""
    return f'<p class="failed" role="alert">{escape(sentence)}</p>'


def foot(calls: Sequence[Called], answer: Answer | None) -> str:
    """Beneath an answer: the limits in force, and how it was found, to unfold."""
    chips = limits(answer.limits) if answer else ""
    return f"{chips}{found(calls, answer)}"


def limits(in_force: Mapping[str, Any]) -> str:
    """The limits in force, as chips."""
    names = [name for key, value in in_force.items() for name in _limit(key, value)]
    if not names:
        return ""
    chips = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f'<ul class="limits" aria-label="Limits in force">{chips}</ul>'


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
        f"{_image(photo, 'with this photo') if photo else ''}{escape(text)}</button></li>"
        for n, (text, photo) in enumerate(examples)
    )
    return (
        '<div class="welcome"><h2>What are you looking for?</h2>'
        "<p>Describe it, attach a photo, or ask what would suit you. "
        "Every suggestion shows the evidence behind it.</p>"
        f'<ul aria-label="Examples">{buttons}</ul></div>'
    )


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
        said = "No language model: requests are read by rules and answers are plain."
    else:
        said = "The language model could not be loaded, so answers are plain; run `tastemaker doctor`."
    return f'<p role="status">{escape(said)}</p>'


def picture(path: Path) -> str:
    """A small copy as a data URI: the page needs no way into the folder; empty when it is no picture."""
    try:
        return _thumbnail(path, path.stat().st_mtime_ns)
    except (OSError, DataError):
        return ""


@lru_cache(maxsize=2048)
def _thumbnail(path: Path, changed: int) -> str:
    small, buffer = open_picture(path), BytesIO()
    small.thumbnail((_PICTURE_SIDE, _PICTURE_SIDE))
    small.save(buffer, "WEBP", quality=80, method=2)  # half the time of the best
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _image(path: Path | None, alt: str) -> str:
    source = picture(path) if path else ""
    return f'<img src="{source}" alt="{escape(alt)}">' if source else ""


def _buttons(item: Item) -> str:
    id, title = escape(item.id), escape(item.title)
    icons = "".join(
        f'<button type="button" data-do="{event}" data-id="{id}" aria-pressed="false" '
        f'aria-label="{label}: {title}" title="{label}">{_icon(event)}</button>'
        for event, label in _ACTIONS
    )
    return (
        f'{icons}<button type="button" class="more" data-do="more" data-id="{id}" '
        f'aria-label="More like this: {title}" title="More like this">Similar</button>'
    )


def _reason(reason: Evidence, longest: float) -> str:
    against = ' class="against"' if reason.weight < 0 else ""
    number = f"{reason.weight:+.2f}".replace("-", "\N{MINUS SIGN}")
    width = 100 * abs(reason.weight) / longest
    return (
        f"<li{against}><span>{_KINDS[reason.kind]}</span><span>{number}</span>"
        f'<i class="bar"><b style="width:{width:.0f}%"></b></i><small>{escape(reason.detail)}</small></li>'
    )


def _limit(key: str, value: Any) -> list[str]:
    if value in (None, "", [], ()):
        return []
    if key == "exclude":
        return [f"not {word}" for word in ([value] if isinstance(value, str) else value)]
    if key in ("price_min", "price_max"):
        return [f"{'from' if key == 'price_min' else 'up to'} {value:,g}"]
    return [f"only {value}" if key in ("media", "category", "brand") else f"{key.replace('_', ' ')}: {value}"]


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
    by = "Read and worded by rules" if answer.model == "none" else f"Language model: {answer.model}"
    sentences.append(f"{by}.")
    return " ".join(sentences)


def _bold(html: str) -> str:
    # An odd piece stands in bold, also the last one, whose end may not have been written yet.
    return "".join(
        f"<strong>{piece}</strong>" if n % 2 else piece for n, piece in enumerate(html.split("**"))
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _icon(name: str) -> str:
    return (
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_ICONS.get(name, _ICONS["product"])}"/></svg>'
    )
