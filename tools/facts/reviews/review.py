"""The reviews of a folder: each row checked, the latest of each item kept, every rating one of 1 to 5."""

import heapq
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tastemaker.tools.catalogue.cells import fields
from tastemaker.tools.catalogue.cells.fields import Bad
from tastemaker.tools.catalogue.cells.history import Stars, kept
from tastemaker.tools.catalogue.cells.ids import Ids, whole
from tastemaker.tools.catalogue.cells.markup import words
from tastemaker.tools.catalogue.cells.problems import Problem, Problems
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.catalogue.item import Catalogue
from tastemaker.tools.catalogue.purchases import Interaction

KEPT = "reviews.jsonl"
"""Where the reviews are that the next ones are added to."""
_MOST = 50
"""Reviews of one item that are kept."""
_LONGEST = 5_000
"""Characters of a review that are kept."""


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody wrote about an item."""

    user: str
    """Empty where it is not told who wrote."""
    item: str
    rating: float | None
    """1 to 5, None where there is none."""
    title: str
    text: str
    """May be empty, as the title may."""
    time: float = 0.0
    """Seconds since 1970, UTC; 0 where it is not known."""


def read(
    rows: Iterable[tuple[str, Row]], catalogue: Catalogue, problems: Problems, before: Sequence[Review] = ()
) -> tuple[tuple[Review, ...], list[Interaction]]:
    """The latest reviews of each item, and what all say of their writers' taste: ratings as interactions.

    `before` are reviews that were read already: of them and of these the latest are kept.
    """
    latest: defaultdict[str, list[tuple[float, int, Review]]] = defaultdict(list)
    ratings: list[Interaction] = []
    values: list[float] = []
    for place, review in enumerate(_reviews(rows, catalogue, problems)):
        if review.rating is not None:
            values.append(review.rating)
            if review.user:
                rated = Interaction(review.user, review.item, review.time, "rating", review.rating)
                ratings.append(rated)
        own = latest[review.item]
        (heapq.heappushpop if len(own) >= _MOST else heapq.heappush)(own, (review.time, place, review))
    stars = Stars.of(values)
    found = (review for own in latest.values() for _, _, review in sorted(own, reverse=True))
    new = [_on_five(review, stars) for review in found]
    return tuple(_latest([*new, *before]) if before else new), kept(ratings)


def save(reviews: Sequence[Review], path: Path) -> None:
    """Write reviews as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(review), ensure_ascii=False) + "\n" for review in reviews)


def load(path: Path) -> tuple[Review, ...]:
    """Read what `save` wrote; none where nothing was."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8") as file:
        return tuple(Review(**json.loads(line)) for line in file)


def _latest(reviews: Sequence[Review]) -> Iterator[Review]:
    """The latest of each item, what comes twice once."""
    by_item: defaultdict[str, list[Review]] = defaultdict(list)
    for review in sorted(dict.fromkeys(reviews), key=lambda review: -review.time):
        by_item[review.item].append(review)
    return (review for own in by_item.values() for review in own[:_MOST])


def _reviews(rows: Iterable[tuple[str, Row]], catalogue: Catalogue, problems: Problems) -> Iterator[Review]:
    ids = Ids(catalogue)
    lines: dict[int, tuple[str, int]] = {}
    for file, (line, row) in rows:
        asides: list[str] = []
        try:
            if isinstance(row, str):
                raise Bad(row)
            review = _review(row, ids, asides)
            # Of millions of them only this is kept: that two are alike by chance is not to be expected.
            own = hash((review.user, review.item, review.title, review.text))
            if review.user and own in lines:
                there, number = lines[own]
                where = f"line {number}" if there == file else f"{there}:{number}"
                raise Bad(f"the review is that of {where} again")
        except Bad as bad:
            problems.append(Problem(file, line, str(bad)))
            continue
        lines[own] = file, line
        problems.extend(Problem(file, line, aside) for aside in asides)
        yield review


def _review(row: fields.Row, ids: Ids, asides: list[str]) -> Review:
    user, id = fields.text(row, "user_id"), fields.identifier(row, "item_id")
    item = ids.find(id, asides)
    if item is None:
        raise Bad(f"item {id!r} is not in the catalogue")
    rating = fields.number(row, "rating")
    title, text = (words(fields.text(row, name))[:_LONGEST] for name in ("title", "text"))
    if rating is None and not title and not text:
        raise Bad("neither a rating nor a text")
    named = sys.intern(whole(fields.identifier(row, "user_id"))) if user else ""
    return Review(named, item, rating, title, text, fields.past(row, "timestamp"))


def _on_five(review: Review, stars: Stars) -> Review:
    if review.rating is None:
        return review
    return replace(review, rating=stars.on_five(review.rating))
