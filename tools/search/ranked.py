"""A ranking, with what it answers and what it leaves out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.fusion.fuse import Ranking
from tastemaker.tools.search.filters import Masks
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.routes import BoolArray


@dataclass(frozen=True, slots=True)
class Asked:
    """What a ranking answers: a described need, or items that others are compared with."""

    query: str = ""
    originals: tuple[Item, ...] = ()
    story: str = ""
    """What was said with the query."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking, what it answers and the conditions that it keeps."""

    ranking: Ranking
    asked: Asked
    where: Where
    relevant: BoolArray
    """Rows that would answer the request if there were no conditions."""
    nearest: Callable[[], Ranking]
    """The relevant rows that miss some condition, the best first."""
    meant: BoolArray
    """Rows of the kind of thing that was asked for, whatever the conditions; none where that is unclear."""
    medium: str | None = None
    """The medium of the best matches without any condition, where a need or an item was named."""

    def kept_out(self, masks: Masks) -> BoolArray | None:
        """What was really asked for, when the conditions keep out all of it: by its name, or its kind."""
        listed = np.zeros(len(self.relevant), bool)
        listed[self.ranking.rows] = True
        query = self.asked.query
        named = masks.called(query) & masks.with_all_words(query) & masks.for_sale & self.relevant
        if len(query.split()) > 1 and named.any() and not (named & listed).any():
            return named
        kind = masks.shelved_with(self.meant)
        return None if not self.meant.any() or (kind & listed).any() else self.meant
