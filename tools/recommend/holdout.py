"""The last things each shopper took, held back: what a recommender is measured by, or fusion learns from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.purchases import Interaction, Purchases, taste
from tastemaker.tools.evaluate.metrics import Values, ndcg
from tastemaker.tools.recommend.recommender import FloatArray, History

Counts = Literal["all", "liked"]
"""What is foretold: the last item taken, or the last one liked (of ratings: those above the middle)."""


@dataclass(frozen=True, slots=True)
class Exam:
    """Shoppers, what is known of them, and the item to be foretold for each."""

    ids: tuple[str, ...]
    """The items that are ranked: the columns of all scores."""
    users: tuple[str, ...]
    histories: tuple[History, ...]
    seen: tuple[npt.NDArray[np.intp], ...]
    targets: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.users)

    def part(self, places: slice) -> "Exam":
        """Some of the shoppers."""
        return Exam(
            self.ids, self.users[places], self.histories[places], self.seen[places], self.targets[places]
        )

    def ranks(self, scores: FloatArray) -> Values:
        """The place of each target among the items not seen, 0 the first; scores [shoppers, items].

        Ties share the middle of their places: a model that scores all alike is no better than chance.
        """
        wanted = scores[np.arange(len(self)), self.targets][:, None]
        above, level = scores > wanted, scores == wanted
        places = np.asarray(above.sum(axis=1) + (level.sum(axis=1) - 1) / 2, np.float64)
        for row, seen in enumerate(self.seen):
            places[row] -= above[row, seen].sum() + level[row, seen].sum() / 2
        return places

    def ndcg(self, scores: FloatArray) -> float:
        """Mean NDCG@10."""
        return float(ndcg(self.ranks(scores)).mean())

    def first(self, scores: FloatArray, k: int = 10) -> npt.NDArray[np.intp]:
        """The columns of the k best items not seen [shoppers, k]."""
        unseen = scores.copy()
        for row, seen in enumerate(self.seen):
            unseen[row, seen] = -np.inf
        return np.argsort(-unseen, axis=1, kind="stable")[:, :k]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What may be learnt from, and the item that each shopper took last."""

    train: Purchases
    targets: Mapping[str, str]

    def has_shades(self) -> bool:
        """Whether there are likings other than a plain yes or no."""
        rows = (row for user in self.train.users for row in self.train.of(user))
        return any(abs(row.weight) < 1 for row in rows)

    def exam(self, ids: Sequence[str], seed: int = 0, cells: int | None = None) -> Exam:
        """All shoppers who have a target, or as many at random as keep the scores below so many cells."""
        users = list(self.targets)
        if cells is not None and len(users) * len(ids) > cells:
            most = max(1, cells // len(ids))
            chosen = np.random.default_rng(seed).choice(len(users), most, replace=False)
            users = [users[place] for place in sorted(chosen.tolist())]
        row = {id: place for place, id in enumerate(ids)}
        histories = tuple(taste(self.train.of(user)) for user in users)
        seen = tuple(
            np.array([row[item] for item in history if item in row], np.intp) for history in histories
        )
        targets = np.array([row[self.targets[user]] for user in users], np.intp)
        return Exam(tuple(ids), tuple(users), histories, seen, targets)


def leave_last_out(purchases: Purchases, ids: Sequence[str], counts: Counts = "all") -> HeldOut:
    """Hold back each shopper's last item that is new to them, and whatever they did after it.

    Shoppers who would be left without a history keep everything and have no target.
    """
    known = set(ids)
    train: list[Interaction] = []
    targets: dict[str, str] = {}
    for user in purchases.users:
        rows = [row for row in purchases.of(user) if row.item in known]
        places = news(rows, counts)
        earlier = before(rows, places[-1]) if places else ()
        if earlier:
            targets[user] = rows[places[-1]].item
            train.extend(earlier)
        else:
            train.extend(rows)
    return HeldOut(Purchases(train), targets)


@dataclass(frozen=True, slots=True)
class Moment:
    """A shopper at the time they took an item that was new to them."""

    user: str
    before: tuple[Interaction, ...]
    """What they did until then, oldest first, less their looks at that item."""
    item: str
    time: float


def last_moments(
    purchases: Purchases, ids: Sequence[str], most: int, counts: Counts = "liked"
) -> tuple[Purchases, list[Moment]]:
    """Hold back each shopper's last `most` new items (at most a quarter of theirs, one at least).

    Returns what was done before the first of them, and the moments, each shopper's in order. Shoppers who
    would be left without a history keep everything.
    """
    known = set(ids)
    train: list[Interaction] = []
    moments: list[Moment] = []
    for user in purchases.users:
        rows = [row for row in purchases.of(user) if row.item in known]
        places = news(rows, counts)
        held = places[-max(1, min(most, len(places) // 4)) :]
        found = [Moment(user, before(rows, place), rows[place].item, rows[place].time) for place in held]
        moments += [moment for moment in found if moment.before]
        train.extend(found[0].before if found and found[0].before else rows)
    return Purchases(train), moments


def news(rows: Sequence[Interaction], counts: Counts = "all") -> list[int]:
    """The places of the events in which an item was taken for the first time."""
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        if row.event not in ("view", "dislike"):
            first.setdefault(row.item, place)
    return sorted(place for place in first.values() if counts == "all" or rows[place].weight > 0)


def before(rows: Sequence[Interaction], place: int) -> tuple[Interaction, ...]:
    """What came before an event; a look at the item before it was taken would give it away."""
    return tuple(row for row in rows[:place] if row.item != rows[place].item)
