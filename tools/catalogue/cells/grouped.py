"""What is told of many rows in one sentence."""

from collections import defaultdict
from collections.abc import Iterator

_NAMED = 10
"""Lines that are named; of more their number is told."""


class Grouped:
    """Remarks on rows, of each kind the first with the lines of the others.

    >>> told = Grouped()
    >>> for line, price in enumerate(("N/A", "1.299", "none"), 2):
    ...     told.add(price.isalpha() or "/" in price, line, f"price {price!r} is odd")
    >>> list(told)
    [(2, "price 'N/A' is odd (and 1 more like it: line 4)"), (3, "price '1.299' is odd")]
    """

    def __init__(self) -> None:
        self._first: dict[object, tuple[int, str]] = {}
        self._others: defaultdict[object, list[int]] = defaultdict(list)
        self._counts: defaultdict[object, int] = defaultdict(int)

    def add(self, kind: object, line: int, remark: str) -> None:
        """One more row of which this is to be told."""
        self._counts[kind] += 1
        if self._counts[kind] == 1:
            self._first[kind] = line, remark
        elif self._counts[kind] <= _NAMED + 1:
            self._others[kind].append(line)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for kind, (line, remark) in self._first.items():
            named, count = self._others[kind], self._counts[kind] - 1
            lines = f"line{'s' * (count > 1)} {', '.join(map(str, named))}{' …' * (count > len(named))}"
            yield line, f"{remark} (and {count:,} more like it: {lines})" if count else remark
