"""What shoppers did, in the words and on the scales of other programs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from tastemaker.tools.catalogue.purchases import Interaction

RETURN = "return"
"""What takes a purchase back; it is no event of ours."""
_WORDS = {
    "purchase": "purchase buy bought order ordered transaction checkout sale paid",
    "view": "view viewed click clicked detail pageview page_view visit cart add_to_cart addtocart basket",
    "like": "like liked favorite favourite favori bookmark wishlist add_to_wishlist save upvote",
    "dislike": "dislike disliked downvote hide not_interested",
    "rating": "rating rate rated score stars",
    RETURN: "return returned refund refunded cancel cancelled canceled",
    "": "remove_from_cart removefromcart remove removed impression",
}
_EVENTS = {word: event for event, words in _WORDS.items() for word in words.split()}
_FIVE = 5.0
_SCALES = (_FIVE, 10.0, 100.0)
"""The ends of the scales on which people rate."""


def event_of(word: str) -> str | None:
    """The event that a word means, RETURN, or "" for one that says nothing; None where it is not known.

    >>> [event_of(word) for word in ("Buy", "add-to-cart", "refund", "remove from cart", "sneeze")]
    ['purchase', 'view', 'return', '', None]
    """
    return _EVENTS.get(word.strip().lower().replace("-", "_").replace(" ", "_"))


def on_five(value: float, top: float, least: float = 1.0) -> float:
    """A rating on a scale from `least` to `top` as one from 1 to 5.

    >>> on_five(8, 10), on_five(50, 100, least=0)
    (4.1111, 3.0)
    """
    return round(1 + 4 * (value - least) / (top - least), 4)


@dataclass(frozen=True, slots=True)
class Stars:
    """On what people rate."""

    top: float
    zero_is_none: bool
    """Whether zero means that nothing was rated."""

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """The scale of all ratings of a catalogue."""
        some = tuple(values)
        most = max(some, default=_FIVE)
        top = next((end for end in _SCALES if most <= end), most)
        return cls(top, all(value == 0 or value >= 1 for value in some) and top < _SCALES[-1])

    def on_five(self, value: float) -> float | None:
        """A rating as one from 1 to 5; None where it is none.

        >>> Stars.of([0, 7, 10]).on_five(7), Stars.of([0, 4]).on_five(0)
        (3.6667, None)
        """
        if not value and self.zero_is_none:
            return None
        return value if self.top == _FIVE else on_five(value, self.top, 1.0 if self.zero_is_none else 0.0)


def kept(interactions: Iterable[Interaction], before: Sequence[Interaction] = ()) -> list[Interaction]:
    """The interactions without what was taken back, ratings on a scale from 1 to 5.

    `before` are others that were kept already: they go first, and what is among them is not added again.

    A return takes back the last purchase of the item before it. Where all ratings but zeros are at least 1,
    zero means that nothing was rated: somebody had it in hand. What has no time was done as early as the
    first thing that its shopper is known to have done, else anybody.
    """
    known = set(before)
    told = (row for row in _on_five(_timed(list(interactions))) if row not in known or row.event == RETURN)
    rows = sorted([*before, *told], key=lambda row: row.time)
    bought: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    gone = set[int]()
    for place, row in enumerate(rows):
        own = bought[row.user, row.item]
        if row.event == RETURN:
            gone |= {place, *own[-1:]}
            del own[-1:]
        elif row.event == "purchase":
            own.append(place)
    return [row for place, row in enumerate(rows) if place not in gone]


def _timed(rows: list[Interaction]) -> list[Interaction]:
    if all(row.time for row in rows):
        return rows
    first = dict[str, float]()
    for row in rows:
        if row.time:
            first[row.user] = min(row.time, first.get(row.user, row.time))
    earliest = min(first.values(), default=0.0)
    return [row if row.time else replace(row, time=first.get(row.user, earliest)) for row in rows]


def _on_five(rows: Sequence[Interaction]) -> list[Interaction]:
    stars = Stars.of(row.value for row in rows if row.event == "rating" and row.value is not None)
    return [row if row.event != "rating" else _rated(row, stars) for row in rows]


def _rated(row: Interaction, stars: Stars) -> Interaction:
    value = stars.on_five(row.value or 0.0)
    if value is None:
        return replace(row, event="view", value=None)
    return row if value == row.value else replace(row, value=value)
