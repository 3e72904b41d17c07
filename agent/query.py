"""What is looked for, in the terms of the catalogue: a query, and how one changes another.

The model writes it, tools run it, the conversation keeps it, chips show it, scripts expect it, claims are
checked against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tastemaker.tools.catalogue.values.units import convert, dimension, unit_of
from tastemaker.tools.search.limits.conditions import Condition


@dataclass(frozen=True, slots=True)
class Order:
    """By which field a list is put in order: "up" is the smallest first."""

    field: str
    direction: Literal["up", "down"] = "up"


@dataclass(frozen=True, slots=True)
class Relative:
    """A value that another item has: "price < price of 2", "weight < 0.5 * weight of 1".

    `of` is a number of the shown list or a name; "shown" with an `extreme` is the least or most of the list.
    """

    field: str
    of: str
    times: float = 1.0
    extreme: Literal["", "least", "most"] = ""

    def __str__(self) -> str:
        times = "" if self.times == 1 else f"{self.times:g} * "
        return f"{times}{' '.join(filter(None, [self.extreme, self.field, 'of', self.of]))}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A condition whose value is still to be looked up."""

    field: str
    op: str
    value: Relative

    def __str__(self) -> str:
        """As it is written: "price < price of 2".

        >>> str(Comparison("weight", "<", Relative("weight", "1", 0.5)))
        'weight < 0.5 * weight of 1'
        """
        return f"{self.field} {self.op} {self.value}"


Conditions = tuple[Condition | Comparison, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `what` may be empty: then the conditions say it all."""

    what: str = ""
    where: Conditions = ()
    order: Order | None = None
    take: int | None = None
    """How many are wanted, None for as many as a list holds."""
    budget: float | None = None
    """What one of each need of this turn may cost together."""
    photo: bool = False
    story: str = ""
    """All that was said with it: its sense counts beside `what`."""

    def changed(self, edit: Query, lifted: Iterable[str] = ()) -> Query:
        """This query after an edit: conditions are added or replaced, lifted fields go, all else stays.

        A condition takes the place of those that say the same of its field: a bound that of the same end, a
        value that of all; refusals add up. Of bounds that leave nothing the earlier gives way.

        >>> tent = Query("tent", (Condition("weight", "<=", (3,), "kg"), Condition("price", "<", (300,))))
        >>> str(tent.changed(Query(where=(Condition("price", "<", (200,)),)), ["weight"]))
        'tent where price < 200'
        """
        gone = set(lifted)
        kept = [one for one in self.where if one.field not in gone and not _replaced(one, edit.where)]
        what = " ".join(filter(None, [self.what, edit.what]))
        return Query(
            what=what if edit.what.casefold() not in self.what.casefold() else self.what,
            where=(*kept, *(one for one in edit.where if one not in kept)),
            order=edit.order or (None if self.order is not None and self.order.field in gone else self.order),
            take=edit.take if edit.take is not None else None if "take" in gone else self.take,
            budget=edit.budget if edit.budget is not None else None if "budget" in gone else self.budget,
            photo=self.photo or edit.photo,
            story=self.story,
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions whose values are known."""
        return tuple(one for one in self.where if isinstance(one, Condition))

    def __str__(self) -> str:
        where = ", ".join(map(str, self.where))
        return " where ".join(filter(None, [self.what, where]))

    def as_json(self) -> dict[str, Any]:
        """Plain values, without what is empty."""
        stored: dict[str, Any] = {"what": self.what, "where": [one.as_json() for one in self.conditions]}
        if self.order:
            stored["order"] = [self.order.field, self.order.direction]
        stored |= {name: value for name in ("take", "budget") if (value := getattr(self, name)) is not None}
        stored |= {name: value for name in ("photo", "story") if (value := getattr(self, name))}
        return stored

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Query:
        """Read what `as_json` wrote."""
        return cls(
            what=str(stored.get("what", "")),
            where=tuple(map(Condition.of_json, stored.get("where", ()))),
            order=Order(*stored["order"]) if stored.get("order") else None,
            take=stored.get("take"),
            budget=stored.get("budget"),
            photo=bool(stored.get("photo")),
            story=str(stored.get("story", "")),
        )


def resolved(
    query: Query, value: Callable[[Relative], Condition | None]
) -> tuple[Query, tuple[Comparison, ...]]:
    """A query with the values that are relative looked up, and those that could not be."""
    found, lost = [], []
    for one in query.where:
        condition = one if isinstance(one, Condition) else _looked_up(one, value)
        if condition is None:
            assert isinstance(one, Comparison)
            lost.append(one)
        else:
            found.append(condition)
    return replace(query, where=tuple(found)), tuple(lost)


def _looked_up(comparison: Comparison, value: Callable[[Relative], Condition | None]) -> Condition | None:
    known = value(comparison.value)
    return None if known is None else replace(known, field=comparison.field, op=comparison.op)  # type: ignore[arg-type]


def _replaced(old: Condition | Comparison, edits: Conditions) -> bool:
    return any(_supersedes(new, old) for new in edits)


def _supersedes(new: Condition | Comparison, old: Condition | Comparison) -> bool:
    """Whether a condition that is said now takes the place of one that was said before."""
    if new.field != old.field:
        return False
    ends = {"<": "high", "<=": "high", ">": "low", ">=": "low"}
    now, before = ends.get(new.op, ""), ends.get(old.op, "")
    if now and before:
        return now == before or _contradict(new, old)
    if isinstance(new, Condition) and new.refuses:
        # "not blue" after "blue" takes back what was asked; other refusals add up.
        return isinstance(old, Condition) and not old.refuses and set(new.values) & set(old.values) != set()
    return not (isinstance(old, Condition) and old.refuses) or (
        isinstance(new, Condition) and bool(set(new.values) & set(old.values))
    )


def _contradict(new: Condition | Comparison, old: Condition | Comparison) -> bool:
    """Whether a lower and an upper bound leave nothing between them."""
    if not isinstance(new, Condition) or not isinstance(old, Condition):
        return False
    low, high = (new, old) if new.bounds == "low" else (old, new)
    if low.number is None or high.number is None:
        return False
    units = unit_of(low.unit), unit_of(high.unit)
    if units[0] == units[1]:
        return low.number > high.number
    alike = all(units) and dimension(units[0]) == dimension(units[1])
    return alike and convert(low.number, *units) > high.number
