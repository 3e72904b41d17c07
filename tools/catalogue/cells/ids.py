"""Ids that a spreadsheet, or another program, wrote in another way."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from tastemaker.tools.catalogue.cells.grouped import Grouped
from tastemaker.tools.catalogue.cells.rows import Row

_WHOLE = re.compile(r"(\d+)\.0+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")


def whole(id: str) -> str:
    """An id without the decimals that whole numbers get where a number of their column is missing.

    >>> whole("17.0"), whole("0017"), whole("90.50")
    ('17', '0017', '90.50')
    """
    return match[1] if (match := _WHOLE.fullmatch(id)) else id


def checked(found: Iterable[Row]) -> Iterator[Row]:
    """The rows of items, with a remark on ids of which a spreadsheet left only the first digits."""
    told = Grouped()
    for line, row in found:
        if (
            isinstance(row, dict)
            and isinstance(id := row.get("id"), str)
            and _SHORTENED.fullmatch(id.strip())
        ):
            told.add(
                "id",
                line,
                f"id {id!r} looks like a number that a spreadsheet shortened; several items may share it, "
                "write the column as text",
            )
        yield line, row
    yield from told


class Ids:
    """The ids of a catalogue, found also where a history writes them in another way."""

    def __init__(self, ids: Iterable[str], told: Grouped) -> None:
        self._ids = {id: id for id in ids}
        self._told = told

    def find(self, id: str, line: int) -> str | None:
        """The id that the one in a line means: itself, without ".0", or the only one alike; else None.

        One that is only alike is told.

        >>> ids = Ids(["17", "0042", "sku1", "SKU1"], Grouped())
        >>> [ids.find(id, 1) for id in ("17.0", "42", "Sku1", "7")]
        ['17', '0042', None, None]
        """
        plain = whole(id)
        if found := self._ids.get(id) or self._ids.get(plain):
            return found
        if found := self._alike.get(_folded(plain)):
            self._told.add(
                "id", line, f"item {id!r} is taken as {found!r}, the only one alike but for case and zeros"
            )
        return found

    @cached_property
    def _alike(self) -> dict[str, str | None]:
        """Each id by its form without case and zeros in front; None for a form that several have."""
        found: dict[str, str | None] = {}
        for id in self._ids:
            found[_folded(id)] = None if _folded(id) in found else id
        return found


def _folded(id: str) -> str:
    return id.lstrip("0") if id.isdigit() else id.casefold()
