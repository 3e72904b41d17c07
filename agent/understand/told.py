"""What a model is told before it writes calls: the shop's fields, what was asked last, what is listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Standing
from tastemaker.agent.understand import spelling
from tastemaker.tools.catalogue.schema import Field
from tastemaker.tools.shop import Shop

FORMAT = 1
"""The version of what is told and of how calls are written; a model is taught one."""
_FIELDS, _VALUES = 60, 10
"""How much of a schema is told: fields, and values of each."""
_LEAST_SHARE = 0.002
_NAMES = 0.4
"""Below this share of all its items the values that would be told say little of a field: names of people."""
_TITLE, _SAID = 50, 1200


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before the words: the list that was asked for last, and what is in front of the shopper."""

    last: Call | None = None
    titles: tuple[str, ...] = ()
    """Number 1 first."""
    rows: tuple[int, ...] = ()
    """Their rows in the shop, where they are its items."""

    @classmethod
    def of(cls, standing: Standing, shop: Shop) -> Self:
        """What a talk says of it."""
        shown = [id for id in standing.shown if id in shop.catalogue]
        titles = tuple(shop.catalogue[id].title for id in shown)
        return cls(standing.call, titles, tuple(map(shop.row, shown)))


def turn(text: str, before: Before) -> str:
    """The talk as it stands, and the words to be read."""
    lines = [] if before.last is None else [f"Last: {spelling.written([before.last])}"]
    if before.titles:
        listed = (f"{n} {title[:_TITLE]}" for n, title in enumerate(before.titles, 1))
        lines.append("List: " + "; ".join(listed))
    return "\n".join([*lines, f"Shopper: {' '.join(text.split())[:_SAID]}"])


def told(some: Mapping[str, Field]) -> str:
    """These fields, the media first."""
    lines = [f"media = {'|'.join(some['media'].values)}"] if "media" in some else []
    others = [field for name, field in some.items() if name not in ("media", "category")]
    return "\n".join([*lines, ", ".join(map(_told, others))])


def _told(field: Field) -> str:
    match field.kind:
        case "flag":
            return f"{field.name} = yes|no"
        case "choice" | "list" if field.name != "brand":
            return f"{field.name} = {_values(field)}"
        case "range" | "date":
            return f"{field.name} {field.kind}"
    return f"{field.name} {field.unit}".strip()


def _values(field: Field) -> str:
    few, counts = list(field.values)[:_VALUES], list(field.values.values())
    if few == ["…"] or sum(counts[:_VALUES]) < _NAMES * sum(counts):
        return "…"
    return "|".join([*few, "…"] if len(few) < len(counts) else few)


def offered(schema: Mapping[str, Field]) -> dict[str, Field]:
    """The fields that a model may use, those that matter most."""
    hidden = ("currency", "created_at", "in_stock")
    found = [
        field
        for field in schema.values()
        if not field.hidden and field.kind != "text" and field.share >= _LEAST_SHARE
        if field.name not in hidden and field.name == field.column
    ]
    found.sort(key=lambda field: -field.share)
    return {field.name: field for field in found[:_FIELDS]}
