"""Units: which word means which, what they measure, and how one is told in another."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import pint

_DEFINITIONS = (
    "jin = 500 gram",
    "data_byte = [information]",
    "percentage = [percentage]",
    "sound_level = [sound_level]",
    "picture_point = [picture_point]",
)


def unit_of(word: str) -> str:
    """The unit a word means, as it is told: "kilograms" is "kg"; empty when it means none."""
    spelled = _spellings()
    word = word.strip()
    if found := spelled.get(word) or spelled.get(word.rstrip(".")):
        return found
    # A lone capital is mostly a name: 5 G, size M.
    return spelled.get(word.casefold().rstrip("."), "") if len(word) > 1 else ""


def in_two_words(first: str, second: str) -> str:
    """The unit that two words mean, "fl. oz."; empty when they mean none."""
    return _spellings().get(f"{first} {second.strip(' .')}".replace(".", ""), "")


@cache
def dimension(unit: str) -> str:
    """What a unit measures, as pint writes it: "[mass]"; empty for no unit."""
    return str(_registry().parse_units(_meaning(unit)).dimensionality) if unit else ""


def convert(value: float, unit: str, into: str) -> float:
    """The value in another unit of the same dimension."""
    if unit == into:
        return value
    scale, offset = _conversion(unit, into)
    return float(f"{value * scale + offset:.12g}")  # 56 mm are 5.6 cm, not 5.6000000000000005


def said_in_name(name: str) -> tuple[str, str]:
    """The unit at the end of a column's name and the name without it; ages are told in years.

    >>> said_in_name("duration_minutes"), said_in_name("height (cm)"), said_in_name("format")
    (('min', 'duration'), ('cm', 'height'), ('', 'format'))
    """
    if ended := re.fullmatch(r"(.+?)(?:[_ ](\w+|%)|\s*[(（\[](\S+)[)）\]])", name):
        word = ended[2] or ended[3]
        unit = unit_of(word)
        if unit and (ended[3] or len(word) > 1):
            return unit, ended[1]
    aged = re.search(r"(?<![^\W_])(?:ages?|alter|edad|âge|età)(?![^\W_])|年龄", name, re.IGNORECASE)
    return ("years" if aged else ""), name


@cache
def _units() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = yaml.safe_load(
        files(__package__).joinpath("units.yaml").read_text(encoding="utf-8")
    )
    return listed


@cache
def _spellings() -> dict[str, str]:
    return {spelling: unit for unit, (_, *others) in _units().items() for spelling in (unit, _, *others)}


def _meaning(unit: str) -> str:
    return " / ".join(f"({_units()[part][0]})" for part in ([unit] if unit in _units() else unit.split("/")))


@cache
def _registry() -> "pint.UnitRegistry[float]":
    import pint  # half a second, and only needed where units differ

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    for definition in _DEFINITIONS:
        registry.define(definition)
    return registry


@cache
def _conversion(unit: str, into: str) -> tuple[float, float]:
    registry = _registry()
    before, after = registry.parse_units(_meaning(unit)), registry.parse_units(_meaning(into))
    offset = float(registry.Quantity(0.0, before).to(after).magnitude)
    return float(registry.Quantity(1.0, before).to(after).magnitude) - offset, offset
