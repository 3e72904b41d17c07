"""Content understanding, k = g(x): key facts that a language model reads from the items' texts, offline.

A fact stands only where the item's own texts have its words, so that nothing is invented, and what the
catalogue says itself is never overruled. What was read is kept by content and model: a killed run goes on
where it stopped.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.owner import RATES, read_owner
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.home.cache import Cache
from tastemaker.tools.search.lexical import stem, tokens

Reader = Callable[[str], Mapping[str, Any]]
"""Key facts of one text, by name; may raise TastemakerError, which ends the run."""
Say = Callable[[str], None]
_SCHEMA = "CREATE TABLE IF NOT EXISTS facts (content BLOB PRIMARY KEY, facts TEXT) WITHOUT ROWID;"

_LONGEST_TEXT = 1200
"""Characters of an item that are read: what it is stands at the beginning."""
_LONGEST_FACT = 40
_MOST_FIELDS = 8
"""Fields that are asked for at once."""
_NEARLY_ALL = 0.9
"""The share of the items from which on a field is known."""
_SAID = ("choice", "list", "number", "range")
_MANY_VALUES = 500
"""Of more values a column is codes or names."""
_NEVER = frozenset(
    "category brand media price currency created_at was reduced discount in_stock kind colour sku barcode"
    " gtin ean isbn mpn tags rating ratings url link".split()
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PAUSE = 5.0
"""Seconds between two lines about the progress."""


def understood(folder: Folder, read: Reader, reader: str, cache: Path, say: Say) -> Folder:
    """The folder with what was read from its texts among the attributes; `reader` names model and prompt."""
    items = list(folder.catalogue)
    with closing(Cache(cache, _SCHEMA, say)) as kept:
        began = said = time.monotonic()
        read_now = 0
        for place, item in enumerate(items):
            facts = _kept(kept, item, reader)
            if facts is None:
                facts = supported(item, read(item.facts[:_LONGEST_TEXT]))
                _keep(kept, item, reader, facts)
                read_now += 1
            items[place] = replace(item, attributes={**facts, **item.attributes})
            now = time.monotonic()
            if now - said > _PAUSE or place + 1 == len(items):
                said = now
                left = (now - began) / max(read_now, 1) * (len(items) - place - 1) / 60
                say(f"understanding: {place + 1:,} of {len(items):,}, at most {left:.0f} minutes to go")
    return replace(folder, catalogue=Catalogue(items))


def asked(folder: Folder) -> list[str]:
    """The fields that a text may say: those that schema.yaml names, then those that fewer items state.

    Not what an item says in columns of its own, nor codes, flags, dates and prices: texts have no word for
    these.
    """
    owner = read_owner(folder.path)
    fields = Schema.learn(folder.catalogue).values()
    few = sorted((field for field in fields if field.share < _NEARLY_ALL), key=lambda field: -field.share)
    names = [str(name) for name in owner if name != RATES]
    names += [field.column for field in few if field.kind in _SAID and len(field.values) <= _MANY_VALUES]
    unsaid = {each.column for each in fields if each.kind not in _SAID} | _NEVER
    return [name for name in dict.fromkeys(names) if name.casefold() not in unsaid][:_MOST_FIELDS]


def supported(item: Item, facts: Mapping[str, Any]) -> dict[str, str]:
    """The facts that stand in the item's own texts, and that the catalogue does not state.

    >>> lamp = Item("1", "Reading lamp", "A lamp of black steel.", attributes={"colour": "black"})
    >>> supported(lamp, {"kind": "lamp", "material": "Steel", "colour": "white", "made_for": "children"})
    {'kind': 'lamp', 'material': 'steel'}
    """
    said, numbers = _run(item.facts), set(_NUMBER.findall(item.facts))
    found = {
        name: str(value).strip().lower()
        for name, value in facts.items()
        if isinstance(value, str) and name not in item.attributes
    }
    return {
        name: value
        for name, value in found.items()
        if 0 < len(value) <= _LONGEST_FACT and (run := _run(value)).strip() and run in said
        if numbers.issuperset(_NUMBER.findall(value))
    }


def _run(text: str) -> str:
    """The words of a text in their order, each between blanks."""
    return f" {' '.join(stem(word) for word in tokens(text))} "


def _name(item: Item, reader: str) -> bytes:
    return hashlib.sha256(f"{reader}\n{item.facts}".encode()).digest()


def _kept(kept: Cache, item: Item, reader: str) -> dict[str, str] | None:
    sql, name = "SELECT facts FROM facts WHERE content = ?", _name(item, reader)
    row = kept.do(lambda database: database.execute(sql, (name,)).fetchone())
    facts: dict[str, str] | None = json.loads(row[0]) if row else None
    return facts


def _keep(kept: Cache, item: Item, reader: str, facts: Mapping[str, str]) -> None:
    row = (_name(item, reader), json.dumps(facts, ensure_ascii=False))
    kept.do(lambda database: database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", row))
