"""What shoppers did, in sum: events by kind, by whom, when, and how they rated."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tastemaker.tools.catalogue.purchases import Interaction


@dataclass(frozen=True, slots=True)
class History:
    """All interactions of a catalogue in a few figures."""

    events: dict[str, int]
    """Kind → how many, the most frequent first."""
    shoppers: int
    several: int
    """Shoppers who dealt with two items or more."""
    items: int
    """Those that somebody dealt with."""
    timeless: int
    """Events of which it is not known when they were."""
    first: str
    """The day of the first event with a time, ISO 8601; empty where there is none."""
    last: str
    lowest: float | None
    """Of the ratings, as they were put on a scale of five; None where there are none."""
    highest: float | None

    @classmethod
    def of(cls, interactions: Sequence[Interaction]) -> "History":
        """Sum up interactions."""
        times = [row.time for row in interactions if row.time]
        ratings = [row.value for row in interactions if row.event == "rating" and row.value is not None]
        of_whom = Counter(user for user, _ in {(row.user, row.item) for row in interactions})
        return cls(
            events=dict(Counter(row.event for row in interactions).most_common()),
            shoppers=len(of_whom),
            several=sum(count > 1 for count in of_whom.values()),
            items=len({row.item for row in interactions}),
            timeless=len(interactions) - len(times),
            first=_day(min(times)) if times else "",
            last=_day(max(times)) if times else "",
            lowest=min(ratings, default=None),
            highest=max(ratings, default=None),
        )


def _day(time: float) -> str:
    return datetime.fromtimestamp(time, UTC).date().isoformat()
