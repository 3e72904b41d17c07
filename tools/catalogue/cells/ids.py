"""Ids that a spreadsheet, or another program, wrote in another way."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.item import Item

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
    for line, row in found:
        if (
            isinstance(row, dict)
            and isinstance(id := row.get("id"), str)
            and _SHORTENED.fullmatch(id.strip())
        ):
            yield (
                line,
                f"id {id!r} looks like a number that a spreadsheet shortened; several items may share it, "
                "write the column as text",
            )
        yield line, row


class Ids:
    """The ids of items and of their variants, found also where a history writes them in another way."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._ids: dict[str, str] = {}
        for item in items:
            self._ids |= {variant.id: item.id for variant in item.variants if variant.id not in self._ids}
            self._ids[item.id] = item.id

    def find(self, id: str, asides: list[str]) -> str | None:
        """The item that an id means: of this id, or without ".0", or the only one alike; else None.

        Of one that is only alike it is told in `asides`.

        >>> ids = Ids([Item("17", "A"), Item("0042", "B"), Item("sku1", "C"), Item("SKU1", "D")])
        >>> [ids.find(id, []) for id in ("17.0", "42", "Sku1", "7")]
        ['17', '0042', None, None]
        """
        plain = whole(id)
        if found := self._ids.get(id) or self._ids.get(plain):
            return found
        if found := self._alike.get(_folded(plain)):
            asides.append(f"item {id!r} is taken as {found!r}, the only one alike but for case and zeros")
        return found

    @cached_property
    def _alike(self) -> dict[str, str | None]:
        """Each id by its form without case and zeros in front; None for a form that several have."""
        found: dict[str, str | None] = {}
        for id, item in self._ids.items():
            found[_folded(id)] = None if found.get(_folded(id), item) != item else item
        return found


def _folded(id: str) -> str:
    return id.lstrip("0") if id.isdigit() else id.casefold()
