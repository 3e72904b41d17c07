"""What a click asks for: typed, so that nothing has to be read out of a sentence again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.agent.turns.dials import Dials
from tastemaker.tools.errors import DataError
from tastemaker.tools.search.limits.conditions import TEXT, Condition

_ENDS = {"price_max": "high", "price_min": "low"}


@dataclass(frozen=True, slots=True)
class Change:
    """What the last search is to be run again with: one condition set, moved or dropped, all others kept.

    >>> cheap, wool = Condition("price", "<=", (60.0,)), Condition(TEXT, "lacks", ("wool",))
    >>> [str(one) for one in Change("price_max", to=85.0).of([cheap, wool])]
    ['price <= 85', 'text lacks wool']
    >>> [str(one) for one in Change("exclude", word="wool").of([cheap, wool])]
    ['price <= 60']
    >>> [str(one) for one in Change("price", now=Condition("price", "<=", (85.0,))).of([cheap, wool])]
    ['text lacks wool', 'price <= 85']
    """

    limit: str
    """The field; or price_min, price_max, exclude."""
    to: float | None = None
    """The new bound, in the unit of the old one; None drops the condition."""
    word: str | None = None
    """The one of several values that is dropped; None drops them all."""
    now: Condition | None = None
    """What is to hold from now on, also where nothing did; it takes the place of what says the same."""

    def of(self, in_force: Sequence[Condition]) -> tuple[Condition, ...]:
        """The conditions after the change; raises DataError when there is no such condition in force."""
        if self.now is not None:
            return Query(where=tuple(in_force)).changed(Query(where=(self.now,))).conditions
        changed = [one for one in in_force if self._is_meant(one)]
        if not changed or (self.to is not None and not any(one.bounds for one in changed)):
            raise DataError("That limit is not in force any more; the limits beneath the last answer are.")
        after = (self._after(one) if one in changed else one for one in in_force)
        return tuple(one for one in after if one is not None)

    def _is_meant(self, one: Condition) -> bool:
        if self.limit == "exclude":
            return one.field == TEXT and one.refuses and (self.word is None or self.word in one.values)
        if self.limit in _ENDS:
            return one.field == "price" and one.bounds in (_ENDS[self.limit], "")
        return one.field == self.limit and (self.word is None or self.word in map(str, one.values))

    def _after(self, one: Condition) -> Condition | None:
        if self.to is not None:
            return replace(one, values=(self.to,)) if one.bounds else one
        left = tuple(value for value in one.values if self.word is not None and str(value) != self.word)
        return replace(one, values=left) if left else None


Click = Change | Dials | Call
"""Another condition, other weights, or a call as the model would write it."""
