"""Conversations with simulated shoppers: how often, and how soon, the agent finds what each has in mind.

The protocol is InteRecAgent's (Huang et al., "Recommender AI Agent", arXiv:2308.16505): a hidden target,
success when it is among the first five, six turns at most, and six counted for a failure. Here the shopper is
made of templates and judges by the item's id. `claims` counts the sentences of reasons that were checked in
all answers, those that stood as the model wrote them, and those that were repaired.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from tastemaker.agent.agent import Agent
from tastemaker.agent.evaluate.indexed import Say, measured_home
from tastemaker.agent.evaluate.shopper import Shopper, Shoppers
from tastemaker.agent.events import Answer, Answered, Failed
from tastemaker.agent.settings import Settings
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.errors import DataError
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

MOST_TURNS = 6
_FIRST = 5
_EACH = 2
"""How many targets a shopper of the folder has: so many of the last liked items are held out."""

Replies = Callable[[str], tuple[Sequence[str], str | None, Where]]
"""What is said → ids shown, the attribute that is asked for, the limits that the list keeps."""


@dataclass
class Tally:
    """What came of some conversations."""

    turns: list[int] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)
    violations: int = 0
    shown: int = 0
    failed: int = 0
    """Turns that ended in an error."""
    claims: Counter[str] = field(default_factory=Counter)
    """Sentences of reasons that were checked, that stood as written, and that were replaced; and answers."""
    lost: list[list[str]] = field(default_factory=list)
    """What was said where the target was not found."""

    def json(self) -> dict[str, Any]:
        """Hit rate, mean turns, and the share that was found by each turn."""
        took = [
            turns if found else MOST_TURNS + 1 for turns, found in zip(self.turns, self.found, strict=True)
        ]
        count = max(len(took), 1)
        return {
            "hit@5": round(sum(self.found) / count, 4),
            "turns": round(sum(self.turns) / count, 3),
            "found_by_turn": [
                round(sum(turns <= n for turns in took) / count, 3) for n in range(1, MOST_TURNS + 1)
            ],
        }


def evaluate_simulate(
    folder: Path,
    settings: Settings,
    shoppers: int = 1000,
    seed: int = 0,
    say: Say = lambda line: None,
    lost: list[list[str]] | None = None,
) -> dict[str, Any]:
    """Let simulated shoppers talk with the agent over a folder's catalogue, and with the floors.

    A shopper is one of the folder's, with the history before the target; strangers where there is none. The
    index is built without the targets' interactions and kept in the home's folder `measured`.
    Floors: `popular` shows what most people took, five others each turn; `words` ranks by BM25 over all that
    was said. The sentences that did not lead to the target are appended to `lost`.
    """
    read = read_folder(folder)
    rest, targets = _held_out(read)
    home = measured_home(replace(read, interactions=rest), settings, say)
    drawn = _drawn(targets, read, shoppers, seed)
    settings = settings.model_copy(update={"home": home})
    with tempfile.TemporaryDirectory() as memory, Agent(settings, None, Path(memory)) as agent:
        agent.load()
        makers = Shoppers(agent.shop)
        tallies = {name: Tally() for name in ("agent", "popular", "words")}
        for n, (user, target) in enumerate(drawn):
            for name, tally in tallies.items():
                shopper = makers.shopper(target, random.Random(f"{seed} {n}"))
                if name == "agent":
                    _talk(shopper, _agent(agent, user, f"shopper {n}", tally), tally)
                else:
                    _talk(shopper, _FLOORS[name](agent.shop), tally)
            if (n + 1) % 50 == 0:
                say(f"{n + 1} of {len(drawn)} shoppers, hit@5 {tallies['agent'].json()['hit@5']:.3f}")
        model = agent.model_name if agent.model is not None else "none"
    if lost is not None:
        lost.extend(tallies["agent"].lost)
    mine = tallies.pop("agent")
    return {
        "shoppers": len(drawn),
        **mine.json(),
        "violations": mine.violations,
        "shown": mine.shown,
        "failed": mine.failed,
        "claims": dict(mine.claims),
        "model": model,
        "floor": {name: tally.json() for name, tally in tallies.items()},
    }


def _talk(shopper: Shopper, replies: Replies, tally: Tally) -> None:
    """One conversation, up to six turns."""
    said = [shopper.opens()]
    for turn in range(1, MOST_TURNS + 1):
        shown, asked, limits = replies(said[-1])
        allowed = shopper.demands(limits)
        tally.shown += len(shown)
        tally.violations += sum(not allowed[shopper.row(id)] for id in shown)
        found = shopper.target.id in shown[:_FIRST]
        if found or turn == MOST_TURNS:
            tally.turns.append(turn)
            tally.found.append(found)
            if not found:
                tally.lost.append([shopper.target.id, *said])
            return
        said.append(shopper.replies(shown, asked))


def _agent(agent: Agent, user: str | None, session: str, tally: Tally) -> Replies:
    def replies(said: str) -> tuple[Sequence[str], str | None, Where]:
        for event in agent.turn(said, user=user, session=session):
            if isinstance(event, Failed):
                tally.failed += 1
            elif isinstance(event, Answered):
                tally.claims.update({"answers": 1, **asdict(event.answer.claims)})
                asked = event.answer.asked
                return (
                    _ids(event.answer),
                    None if asked is None else asked.about,
                    Where.of(event.answer.limits),
                )
        return (), None, Where()

    return replies


def _ids(answer: Answer) -> list[str]:
    return [shown.recommendation.item.id for shown in answer.items]


def _popular(shop: Shop) -> Replies:
    """What most people took, five others each turn."""
    in_stock = shop.masks.for_sale
    best = sorted(
        (id for id, passes in zip(shop.ids, in_stock, strict=True) if passes),
        key=lambda id: -shop.takers.get(id, 0),
    )
    lists = iter([best[start : start + _FIRST] for start in range(0, MOST_TURNS * _FIRST, _FIRST)])
    return lambda said: (next(lists), None, Where())


def _words(shop: Shop) -> Replies:
    """BM25 over all that was said, without what was shown."""
    heard: list[str] = []
    shown: list[int] = []

    def replies(said: str) -> tuple[Sequence[str], str | None, Where]:
        heard.append(said)
        scores = shop.words.scores(" ".join(heard))
        scores[shown] = -1
        best = np.argsort(-scores, kind="stable")[:_FIRST].tolist()
        shown.extend(best)
        return [shop.ids[row] for row in best], None, Where()

    return replies


_FLOORS: Mapping[str, Callable[[Shop], Replies]] = {"popular": _popular, "words": _words}


def _held_out(read: Folder) -> tuple[tuple[Interaction, ...], list[tuple[str, str]]]:
    """The interactions before each shopper's targets, and the targets: the last liked, described items."""
    purchases = Purchases(read.interactions)
    rest: list[Interaction] = []
    targets: list[tuple[str, str]] = []
    for user in purchases.users:
        rows = purchases.of(user)
        liked = {row.item: place for place, row in reversed(list(enumerate(rows))) if row.weight > 0}
        places = sorted(
            place for item, place in liked.items() if place and _can_be_told(read.catalogue[item])
        )
        last = {rows[place].item for place in places[-_EACH:]}
        targets += [(user, item) for item in sorted(last)]
        rest += [row for row in rows[: min(places[-_EACH:], default=None)] if row.item not in last]
    return tuple(rest), targets


def _can_be_told(item: Item) -> bool:
    """Whether an item is for sale and described, so that a shopper has something to say of it."""
    return bool(item.description) and not item.sold_out


def _drawn(
    targets: Sequence[tuple[str, str]], read: Folder, count: int, seed: int
) -> list[tuple[str | None, str]]:
    """Shoppers with their targets; strangers with any described item where there is no history."""
    rng = random.Random(seed)
    known: list[tuple[str | None, str]] = list(targets)
    pairs = known or [(None, item.id) for item in read.catalogue if _can_be_told(item)]
    if not pairs:
        raise DataError("no item of this catalogue has a description, so a shopper has nothing to tell of it")
    return rng.sample(pairs, count) if count <= len(pairs) else rng.choices(pairs, k=count)
