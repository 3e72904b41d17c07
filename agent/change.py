"""A change of one limit by a click: typed, so that nothing has to be read out of a sentence again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tastemaker.tools.errors import DataError
from tastemaker.tools.search.limits import Limits


@dataclass(frozen=True, slots=True)
class Change:
    """What the last search is to be run again with: one limit moved or dropped, all others kept.

    >>> Change("price_max", to=85.0).of({"price_max": 60.0, "media": "book"}).as_dict()
    {'media': 'book', 'price_max': 85.0}
    >>> Change("exclude", word="wool").of({"exclude": ["wool", "leather"]}).as_dict()
    {'exclude': ['leather']}
    """

    limit: str
    """The limit's name: price_min, price_max, media, category, brand or exclude."""
    to: float | None = None
    """The new bound of a price; None drops the limit."""
    word: str | None = None
    """The one of several excluded words that is dropped; None drops them all."""

    def of(self, in_force: Mapping[str, Any]) -> Limits:
        """The limits after the change; raises DataError when there is no such limit in force."""
        words = [word for word in in_force.get("exclude", ()) if word != self.word]
        gone = self.word is not None and len(words) == len(in_force.get("exclude", ()))
        if self.limit not in in_force or gone or (self.to is not None and "price" not in self.limit):
            raise DataError("That limit is not in force any more; the limits beneath the last answer are.")
        after = {name: value for name, value in in_force.items() if name != self.limit}
        if self.to is not None:
            after[self.limit] = self.to
        if self.word is not None and words:
            after["exclude"] = words
        return Limits.of(after)
