"""Where the file of a picture is: in the catalogue's folder, or in the home where a link was fetched to."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

KEPT = "pictures"
"""The folder of a home that holds what was fetched."""
_COPIED = "copied://"
"""Begins the name of a picture that was copied into the home."""
_LINK = re.compile(rf"(?:https?://|{_COPIED})\S", re.IGNORECASE)


def is_link(image: str) -> bool:
    """Whether a picture is named by a link, or was copied into the home: whether it is there if anywhere.

    >>> is_link("https://shop.example/a.png"), is_link("images/a.png")
    (True, False)
    """
    return _LINK.match(image) is not None


def copy_of(digest: str) -> str:
    """What a picture is called that is copied into a home, by the digest of what it shows."""
    return f"{_COPIED}{digest}"


def kept(link: str, home: Path) -> Path:
    """The file in a home for what a link leads to, named by the link's digest; it is there once fetched."""
    return home / KEPT / hashlib.sha256(link.encode()).hexdigest()


def drop_others(images: Iterable[str], home: Path) -> int:
    """Remove the pictures in a home that none of these links leads to; returns how many."""
    named = {kept(image, home).name for image in images if is_link(image)}
    others = [path for path in (home / KEPT).glob("*") if path.name not in named]
    for path in others:
        path.unlink()
    return len(others)


def file_of(image: str, folder: Path, home: Path) -> Path:
    """The file of a picture as items name it: by a path in the catalogue's folder, or by a link."""
    return kept(image, home) if is_link(image) else folder / image
