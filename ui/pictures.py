"""Pictures on the page: small copies as data URIs, and line icons where there is none."""

import base64
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path

from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError

SIDE = 480  # twice a card's width, for fine screens

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
    "undo": "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
    "save": "M6 3h12v18l-6-4.6L6 21z",
    "compare": "M12 3v18M5 7h5M5 7l-3 7h6zM19 7h-5M19 7l-3 7h6z",
    "similar": "M4 8h11v12H4zM8 8V4h12v12h-5",
    "best": "M5 12.5l4.5 4.5L19 7.5",
    "more": "M5.5 12h.01M12 12h.01M18.5 12h.01",
    "remove": "M6 6l12 12M18 6L6 18",
    "unfold": "M6 9l6 6 6-6",
    "dials": "M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5h4v-5zM7 14.5v5h4v-5z",
    "image": "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M15.5 9.5h.01",
}


def image(path: Path | None, alt: str, side: int = SIDE) -> str:
    """The picture of a file, at most `side` pixels; empty when there is none or it cannot be read."""
    source = picture(path, side) if path else ""
    return f'<img src="{source}" alt="{escape(alt)}">' if source else ""


def icon(name: str) -> str:
    """A line icon, the product's where there is none of that name."""
    drawn = _ICONS.get(name, _ICONS["product"])
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{drawn}"/></svg>'


def picture(path: Path, side: int = SIDE) -> str:
    """A small copy as a data URI: the page needs no way into the folder; empty when it is no picture."""
    try:
        return _thumbnail(path, path.stat().st_mtime_ns, side)
    except (OSError, DataError):
        return ""


@lru_cache(maxsize=2048)
def _thumbnail(path: Path, changed: int, side: int) -> str:
    small, buffer = open_picture(path), BytesIO()
    small.thumbnail((side, side))
    small.save(buffer, "WEBP", quality=80, method=2)  # half the time of the best
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
