"""The pictures that rows name: by a path in the folder, or by a link that may have been fetched."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.cells import fields
from tastemaker.tools.home.pictures.links import is_link, kept

_LINK = (
    "{count:,} pictures are links, which are not fetched; the items are kept without them "
    "(`tastemaker ingest --fetch-pictures` fetches them)"
)
_HEIC = (
    "{count:,} pictures are HEIC, which needs one more package; the items are kept without them "
    "(run `pip install pillow-heif`, or save them as JPEG)"
)
_BETWEEN_LINKS = re.compile(r"\s*,\s*(?=https?://)", re.IGNORECASE)


class Images:
    """The pictures of items, file by file; what is wrong with many of them is counted."""

    def __init__(self, folder: Path, home: Path | None) -> None:
        """`home` is where the pictures of links are; without one there are none of them."""
        self._folder, self._home = folder, home
        self._links: dict[str, int] = {}
        self._counts = Counter[tuple[str, str]]()

    @property
    def links(self) -> tuple[str, ...]:
        """The links that are not fetched, the first of every item before the second of any."""
        return tuple(sorted(self._links, key=self._links.__getitem__))

    def of(self, row: fields.Row, file: str, asides: list[str]) -> Iterator[str]:
        """The pictures of an item that are there. What is wrong with one alone is added to `asides`."""
        given = fields.listed(row, "image") + fields.listed(row, "images")
        for place, image in enumerate(part for cell in given for part in self._named(cell)):
            reason = self._why_not(image)
            if not reason:
                yield image
                continue
            if reason == _LINK:
                self._links[image] = min(place, self._links.get(image, place))
            if reason in (_LINK, _HEIC):
                self._counts[file, reason] += 1
            else:
                asides.append(f"image {str(image)[:200]!r} {reason}; the item is kept without it")

    def told(self) -> Iterator[tuple[str, str]]:
        """What is wrong with many pictures: the file that names them, and a sentence."""
        for (file, sentence), count in self._counts.items():
            yield file, sentence.format(count=count)

    def _named(self, cell: Any) -> list[Any]:
        """The pictures of a cell: links between commas, which may hold some, or files that are all there."""
        if not isinstance(cell, str) or "," not in cell or (self._folder / cell).is_file():
            return [cell]
        if is_link(cell.strip()):
            return _BETWEEN_LINKS.split(cell.strip())
        parts = [part for each in cell.split(",") if (part := each.strip())]
        return parts if all((self._folder / part).is_file() for part in parts) else [cell]

    def _why_not(self, image: Any) -> str:
        """Why a picture is not used; empty when it is."""
        if not isinstance(image, str):
            return "is not a path"
        if not is_link(image):
            return _why_no_picture(self._folder, image)
        return "" if self._home is not None and kept(image, self._home).is_file() else _LINK


def _why_no_picture(folder: Path, image: str) -> str:
    from PIL import Image

    from tastemaker.tools.encode.picture import Heic, peek

    try:
        path = (folder / image).resolve()
        if not path.is_relative_to(folder):
            return "is outside the folder"
        if not path.is_file():
            return "does not exist"
        with warnings.catch_warnings():
            # Its size is bounded where it is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with peek(path):
                return ""
    except Heic:
        return _HEIC
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "is not a picture"
