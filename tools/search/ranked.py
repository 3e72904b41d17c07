"""A ranking, with what it answers and what else would."""

from collections.abc import Callable
from dataclasses import dataclass

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
        """What was really asked for, when the conditions keep out all that is shelved with it."""
        listed = masks.shelved_with(self.meant)[self.ranking.rows]
        return None if not self.meant.any() or listed.any() else self.meant
