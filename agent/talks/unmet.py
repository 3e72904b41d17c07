"""What shoppers looked for and did not find, by need."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tastemaker.agent.call import LISTS
from tastemaker.agent.talks.talk import Record
from tastemaker.tools.search.limits.where import Where

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need for which a list was empty."""

    need: str
    """The words and the conditions that were looked for, without who did."""
    count: int
    last: float
    """When it was looked for last, in seconds since 1970."""


def unmet(records: Iterable[Record]) -> list[Unmet]:
    """The needs of some turns that found nothing, the most frequent first.

    Spelling with or without capitals is one need; so are the same words under the same conditions.
    """
    counts, last, spelt = Counter[str](), dict[str, float](), dict[str, str]()
    for record in records:
        for need in _unmet(record):
            key = need.casefold()
            counts[key] += 1
            spelt.setdefault(key, need)
            last[key] = max(last.get(key, 0.0), record.time)
    return [Unmet(spelt[key], count, last[key]) for key, count in counts.most_common()]


def _unmet(record: Record) -> Iterator[str]:
    found = {item["need"] for item in record.answer.get("items", ())}
    for need, call in enumerate(record.answer.get("calls", ()), 1):
        if call["tool"] not in LISTS or need in found:
            continue
        args = call["args"]
        words = " ".join(str(args.get("query") or args.get("change") or call["tool"]).split())
        where = ", ".join(map(str, Where.of(args).conditions))
        yield " · ".join(filter(None, [words[:_LONGEST], where[:_LONGEST]]))
