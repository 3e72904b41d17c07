"""Rows that are variants of one item become one row with variants."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from typing import Any

from tastemaker.tools.catalogue.cells.sales import WAS
from tastemaker.tools.catalogue.cells.tables.rows import Row

GROUP = "item_group_id"
"""The column that says which rows are variants of one item, as Google Merchant Center calls it."""
_SAME = ("title", "description", "brand", "categories", "media", "currency")
_OWN = ("id", "price", WAS, "in_stock")
_NO_OPTIONS = frozenset(
    (*_SAME, *_OWN, GROUP, "url", "image", "images", "created_at", "sku", "barcode", "gtin")
)
_OPTIONS = frozenset(
    "size colour color shoe_size größe groesse farbe taille couleur talla tamaño cor tamanho taglia colore "
    "maat kleur 尺码 尺寸 颜色 サイズ 色 カラー".split()
)
"""Columns by which shops tell variants apart."""

_Told = tuple[int, dict[str, Any]]


def together(found: Iterable[Row]) -> Iterator[Row]:
    """The rows, those of a group as one, which comes last; so, too, neighbours that differ in options alone.

    A group has its own id, and neighbours that of the first of them.
    """
    groups: dict[str, list[_Told]] = {}
    for key, run in groupby(((line, _flat(row)) for line, row in found), key=_key):
        if isinstance(key, tuple):
            every = [(line, row) for line, row in run if isinstance(row, dict)]
            yield from (each for each in every if not _is_priced(each[1]))
            told = [each for each in every if _is_priced(each[1])]
            names = [name for name in _differing(told) if name in _OPTIONS]
            yield from [_one(told, told[0][1]["id"], names)] if _tell_apart(names, told) else told
            continue
        for line, row in run:
            if isinstance(row, str) or not row.get(GROUP) or not _is_priced(row):
                yield line, row
            else:
                groups.setdefault(str(row[GROUP]), []).append((line, row))
    yield from (_one(told, id, _differing(told)) for id, told in groups.items())


def _is_priced(row: Mapping[str, Any]) -> bool:
    """Whether a price was read: a row with another is refused by itself, and the other variants are kept."""
    return not isinstance(row.get("price"), str) or not row["price"].strip()


def _flat(row: dict[str, Any] | str) -> dict[str, Any] | str:
    """A row with its attributes as columns, where it may be a variant."""
    if isinstance(row, str) or not isinstance(attributes := row.get("attributes"), Mapping):
        return row
    if GROUP in row or _OPTIONS & attributes.keys():
        return {**attributes, **{name: value for name, value in row.items() if name != "attributes"}}
    return row


def _key(told: Row) -> object:
    """What neighbours that are variants have in common; None of a row that is none of them."""
    _, row = told
    if isinstance(row, str) or row.get(GROUP) or not _OPTIONS & row.keys() or not row.get("id"):
        return None
    return tuple(str(row.get(name) or "") for name in _SAME)


def _differing(told: list[_Told]) -> list[str]:
    """The columns that may tell rows apart."""
    names = dict.fromkeys(name for _, row in told for name in row if name not in _NO_OPTIONS)
    return [name for name in names if len({str(row.get(name) or "") for _, row in told}) > 1]


def _tell_apart(names: list[str], told: list[_Told]) -> bool:
    forms = {tuple(str(row.get(name) or "") for name in names) for _, row in told}
    return len(forms) == len(told) > 1


def _one(told: list[_Told], id: Any, options: list[str]) -> _Told:
    """The row of an item that is sold in these forms, in the words of the first."""
    (line, first), rows = told[0], [row for _, row in told]
    shared = {name: value for name, value in first.items() if name not in (*_OWN, *options, GROUP)}
    variants = [
        {"options": {name: row[name] for name in options if row.get(name) not in (None, "")}}
        | {name: row[name] for name in _OWN if row.get(name) not in (None, "")}
        for row in rows
    ]
    return line, {**shared, "id": id, "title": _common(rows), "variants": variants}


def _common(rows: list[dict[str, Any]]) -> str:
    """The words with which all titles begin; that of the first where there is none."""
    titles = [str(row.get("title") or "").split() for row in rows]
    same = takewhile(lambda words: len(set(words)) == 1, zip(*titles, strict=False))
    return " ".join(words[0] for words in same).rstrip(" ,;:-–|(/") or " ".join(titles[0])
