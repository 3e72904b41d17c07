"""Dialogues as hands wrote them (notation.md), and the rows that a model learns from them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Query
from tastemaker.agent.understand import notation, spelling, told
from tastemaker.tools.catalogue.schema import Field
from tastemaker.tools.catalogue.values.units import unit_of
from tastemaker.tools.search.limits.conditions import TEXT, Condition

MOST_ROWS = 10
"""Rows of one shop that share its description in a pack; of more, attention costs more than is saved."""
_PART = re.compile(r", (?=[^|]*(?:$|,| |=))")
_ABOUT = re.compile(r"([^\W\d][\w ()./-]*?) ~ ")


class Misspelt(ValueError):
    """A line of a file that cannot be learned from; says which and why."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The fields of an invented shop."""

    name: str
    fields: tuple[Field, ...]

    def __contains__(self, name: object) -> bool:
        return name == TEXT or any(field.name == name for field in self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """One turn: what stood before it, what was said, and the calls that answer it."""

    shop: Shop
    hand: str
    """The file it is from."""
    language: str
    said: str
    calls: str
    """One a line, as `spelling` writes them."""
    last: Call | None
    shown: tuple[str, ...]

    @property
    def used(self) -> frozenset[str]:
        """The fields that its calls name."""
        return frozenset(field.name for field in self.shop.fields if field.name in self.calls)

    @property
    def asked(self) -> str:
        """What the model is told of the talk."""
        return told.turn(self.said, told.Before(self.last, self.shown))


def rows(path: Path) -> Iterator[Row]:
    """The turns of a file. Raises Misspelt where a line is none of its notation."""
    chance = random.Random(path.stem)
    shops: dict[str, Shop] = {}
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    at, hand, talk = 0, path.stem, _Talk(Shop("", ()), "")
    while at < len(lines):
        line = lines[at]
        at += 1
        try:
            match line[:1]:
                case "":
                    pass
                case "#":
                    name, language, *_ = (part.strip() for part in line[1:].split("|"))
                    talk = _Talk(shops[name], language)
                case ">":
                    first = at
                    while at < len(lines) and lines[at][:1] not in ("", ">", "#", "="):
                        at += 1
                    listed = ""
                    if at < len(lines) and lines[at].startswith("="):
                        listed = lines[at][1:]
                        at += 1
                    while at < len(lines) and not lines[at]:
                        at += 1
                    calls = lines[first:at]
                    calls = [call for call in calls if call and not call.startswith("=")]
                    yield talk.row(hand, line[1:].strip(), calls, listed, chance)
                case _ if line.startswith("shop "):
                    shops[line[5:].strip()] = _shop(line[5:].strip(), lines[at], lines[at + 1])
                    at += 2
                case _:
                    raise Misspelt("this line is no part of a dialogue")
        except (Misspelt, notation.NotWritten, KeyError, ValueError) as error:
            raise Misspelt(f"{path.name}, line {at}: {error}") from error


class _Talk:
    """A dialogue as far as it is read."""

    def __init__(self, shop: Shop, language: str) -> None:
        self._shop, self._language = shop, language
        self._last: Call | None = None
        self._shown: tuple[str, ...] = ()

    def row(self, hand: str, said: str, lines: list[str], listed: str, chance: random.Random) -> Row:
        """The next turn; what it asks stands before the one after it."""
        calls = notation.read("\n".join(lines))
        for call in calls:
            self._check(call)
        text = "\n".join(map(_spelt, lines))
        row = Row(self._shop, hand, self._language, said, text, self._last, self._shown)
        for call in calls:
            if call.tool == "start_over":
                self._last, self._shown = None, ()
            elif call.lists:
                self._last = self._resolved(call, chance)
        if listed:
            self._shown = tuple(title.strip() for title in listed.split(";") if title.strip())
        return row

    def _check(self, call: Call) -> None:
        named = [*call.fields, *call.lifted, *([call.query.order.field] if call.query.order else [])]
        for one in call.query.where:
            named += [one.field, one.value.field] if isinstance(one, Comparison) else [one.field]
        for name in named:
            if name not in self._shop and name not in ("take", "budget"):
                raise Misspelt(f"{self._shop.name} has no field '{name}'")
        numbers = [*call.items, *(one.value.of for one in call.query.where if isinstance(one, Comparison))]
        for number in numbers:
            if number.isdecimal() and not 1 <= int(number) <= len(self._shown):
                raise Misspelt(f"there is no number {number} in the list")

    def _resolved(self, call: Call, chance: random.Random) -> Call:
        """A list as it stands after it was made: edits merged, values of other items looked up."""
        where = tuple(
            self._looked_up(one, chance) if isinstance(one, Comparison) else one for one in call.query.where
        )
        query = replace(call.query, where=where)
        if call.edits and self._last is not None:
            return replace(self._last, query=self._last.query.changed(query, call.lifted))
        names = tuple(self._shown[int(item) - 1] if item.isdecimal() else item for item in call.items)
        return replace(call, query=query, edits=False, lifted=(), items=names)

    def _looked_up(self, one: Comparison, chance: random.Random) -> Condition:
        """A made-up value in place of another item's: only what it looks like is learned."""
        field = next(field for field in self._shop.fields if field.name == one.field)
        if field.values or field.kind in ("choice", "list"):
            value = chance.choice([name for name in field.values if name != "…"] or ["Orvel"])
            return Condition(one.field, one.op, (value,))  # type: ignore[arg-type]
        number = float(chance.choice([*range(2, 40), *range(40, 400, 5), *range(400, 3000, 50)]))
        return Condition(one.field, one.op, (number,), field.unit if field.kind == "number" else "")  # type: ignore[arg-type]


def _spelt(line: str) -> str:
    """A call as `spelling` writes it, with "~" where it stood: a model cannot reckon a quarter."""
    text = spelling.written(notation.read(line.replace(" ~ ", " = ")))
    for name in _ABOUT.findall(line):
        name = name.rsplit(" where ", 1)[-1].removeprefix("where ").strip()
        text = text.replace(f"{name} = ", f"{name} ~ ", 1)
    return text


def _shop(name: str, media: str, fields: str) -> Shop:
    if not media.startswith("media = "):
        raise Misspelt("after `shop` comes `media = …`")
    return Shop(name, (_field(media), *map(_field, _PART.split(fields))))


def _field(text: str) -> Field:
    """A field as it is told: "weight g", "colour = red|blue", "sizes range"."""
    name, _, listed = text.strip().partition(" = ")
    values = dict.fromkeys(listed.split("|"), 1) if listed else {}
    words, unit, kind = name.split(" "), "", "number"
    if listed:
        kind = "flag" if set(values) == {"yes", "no"} else "choice"
    elif words[-1] in ("range", "date"):
        kind, name = words[-1], " ".join(words[:-1])
    elif name == "brand":
        kind = "choice"
    elif name == "year":
        kind = "date"
    elif words[0] == "price":
        kind, unit, name = "money", words[-1], "price"
    elif len(words) > 1 and unit_of(words[-1]):
        unit, name = words[-1], " ".join(words[:-1])
    return Field(name, kind, unit, "", 1.0, values, None, None, {}, {}, {}, column=name)  # type: ignore[arg-type]


def described(shop: Shop, rows: Iterable[Row], chance: random.Random) -> str:
    """The shop as a model is told of it, each time with other fields and values in another order.

    What the rows use is always told; so it is read where it stands, and not learned by heart.
    """
    used = frozenset(name for row in rows for name in row.used)
    calls = "\n".join(row.calls for row in rows)
    share = chance.uniform(0.5, 1)
    kept = [field for field in shop.fields if field.name in used or chance.random() < share]
    chance.shuffle(kept)
    return told.told({field.name: _fewer(field, calls, chance) for field in kept})


def _fewer(field: Field, calls: str, chance: random.Random) -> Field:
    """A field with some of its values in another order: those that the calls name, and most of the others."""
    if field.kind not in ("choice", "list") or len(field.values) < 2 or field.name == "media":
        return field
    values = [value for value in field.values if value != "…"]
    open_ended = "…" in field.values or chance.random() < 0.2
    kept = [value for value in values if f'"{value}"' in calls or not open_ended or chance.random() < 0.8]
    chance.shuffle(kept)
    return replace(field, values=dict.fromkeys([*kept, "…"] if open_ended else kept, 1))


def packs(rows: Iterable[Row], chance: random.Random) -> list[list[Row]]:
    """Rows of one shop together, so that its description is read once for all of them; in any order."""
    by_shop: dict[str, list[Row]] = {}
    for row in rows:
        by_shop.setdefault(row.shop.name, []).append(row)
    found = []
    for group in by_shop.values():
        chance.shuffle(group)
        found += [group[at : at + MOST_ROWS] for at in range(0, len(group), MOST_ROWS)]
    chance.shuffle(found)
    return found


__all__ = ["Misspelt", "Query", "Row", "Shop", "described", "packs", "rows"]
