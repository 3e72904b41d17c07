"""The shops of `shops/` and the things of `things/` that each sells, with the fields that matter for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from training.generating.words import ROOT, Row, row

Kind = Literal["number", "money", "choice", "flag", "range", "year"]
_FAMILIES = {
    unit: family
    for family, units in {
        "mass": "kg g", "volume": "l ml", "length": "mm cm m km", "time": "h min s",
    }.items()
    for unit in units.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a shop and what it means; `concept` is the key of its names in each language."""

    name: str
    kind: Kind
    unit: str = ""
    values: tuple[str, ...] = ()
    concept: str = ""

    @property
    def family(self) -> str:
        return _FAMILIES.get(self.unit, self.unit)


@dataclass(frozen=True, slots=True)
class Spread:
    """What people ask of one field for some things: values in a unit."""

    field: Field
    values: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a shop sells, with its nouns and the fields that matter for it."""

    nouns: Row
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    name: str
    language: str
    media: tuple[str, ...]
    schema: tuple[str, ...]
    """The lines that describe it in a file of dialogues."""
    fields: dict[str, Field]
    things: tuple[Thing, ...]
    makers: tuple[str, ...]

    @property
    def currency(self) -> str:
        return self.fields["price"].unit

    def speaks_for_itself(self, field: Field) -> bool:
        """Whether a unit alone says which field is meant."""
        return bool(field.unit) and [one.family for one in self.fields.values()].count(field.family) == 1


def shops() -> Iterator[Shop]:
    """All shops, in the order of their files."""
    for path in sorted((ROOT.parent / "shops").glob("*.txt")):
        sections = dict(_sections((ROOT / "things" / path.name).read_text(encoding="utf-8")))
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            lines = tuple(block.splitlines())
            name = lines[0].removeprefix("shop ")
            yield _shop(name, lines, sections[name])


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    for block in re.split(r"^(?=\[)", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().splitlines()
        name, code = head.strip("[]").split()
        yield name, [code, *lines]


def _shop(name: str, schema: tuple[str, ...], section: list[str]) -> Shop:
    code, *lines = section
    concepts: dict[str, str] = {}
    makers: tuple[str, ...] = ()
    for line in lines:
        if line.startswith("!"):
            makers = tuple(line[2:].split(", "))
        elif line.startswith("~"):
            concepts |= {
                a.strip(): b.strip() for a, _, b in (pair.partition("=") for pair in line[2:].split(";"))
            }
    fields = {}
    for part in re.split(r", (?=[^|]*(?:$|,| |=))", schema[2]):
        field = _field(part, concepts)
        fields[field.name] = field
    return Shop(
        name,
        code,
        media=tuple(schema[1].removeprefix("media = ").split("|")),
        schema=schema,
        fields=fields,
        things=tuple(_things(lines, fields)),
        makers=makers,
    )


def _field(part: str, concepts: dict[str, str]) -> Field:
    name, _, listed = part.partition(" = ")
    if listed in ("yes|no", "no|yes"):
        return Field(name, "flag", concept=concepts.get(name, name))
    if listed:
        values = tuple(value for value in listed.split("|") if value != "…")
        return Field(name, "choice", values=values, concept=concepts.get(name, name))
    named = max((one for one in concepts if f"{part} ".startswith(f"{one} ")), key=len, default="")
    name, unit = (named, part[len(named) :].strip()) if named else _split(part)
    concept = concepts.get(name, name)
    if unit == "range":
        return Field(name, "range", concept=concept)
    if concept == "year":
        return Field(name, "year", concept=concept)
    return Field(name, "money" if concept == "price" else "number", unit, concept=concept)


def _split(part: str) -> tuple[str, str]:
    name, _, unit = part.rpartition(" ")
    return (name, unit) if name else (part, "")


def _things(lines: list[str], fields: dict[str, Field]) -> Iterator[Thing]:
    spreads: tuple[Spread, ...] = ()
    for line in lines:
        if line.startswith("="):
            spreads = tuple(_spread(part.strip(), fields) for part in line[2:].split(";"))
        elif line[0] not in "!~":
            yield Thing(row(line), spreads)


def _spread(part: str, fields: dict[str, Field]) -> Spread:
    """ "weight 8 10 kg": a field, values, and the unit they are said in."""
    name = max((one for one in fields if f"{part} ".startswith(f"{one} ")), key=len)
    words = part[len(name) :].split()
    values = tuple(word for word in words if word[-1].isdigit() or word.isupper() and len(word) <= 3)
    if words and re.fullmatch(r"\D+", words[-1]) and fields[name].kind != "range":
        return Spread(fields[name], tuple(words[:-1]), words[-1])
    return Spread(fields[name], values, fields[name].unit)
