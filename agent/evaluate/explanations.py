"""Whether reasons are worth reading: true, to the point, each another than those beside it."""

import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.claims import unsupported
from tastemaker.agent.answer.language import CATALOGUE_LANGUAGE
from tastemaker.agent.answer.writer import Writer
from tastemaker.agent.evaluate.indexed import Say, home_of
from tastemaker.agent.evaluate.needs import Need, needs
from tastemaker.agent.evaluate.statements import Ledger
from tastemaker.agent.events import Answer, Shown
from tastemaker.agent.settings import Settings
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.facts.quotes import alike, content, sentences

_MOST_OF = 0.75
"""The share of the words that show why an item answers, from which a reason tells them."""
_REASON = re.compile(r"^\*\*(\d+)\. .*?\*\*(?: \([^)]*\))?: (.*)$", re.MULTILINE)
"""A reason in a reply, after number, title and price."""


@dataclass
class Reasons:
    """What came of the reasons that one way gives."""

    told: int = 0
    alike: int = 0
    """Those that say what an earlier one of their list says."""
    relevant: list[bool] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    """Of each statement, whether it is so."""
    _before: list[Set[str]] = field(default_factory=list)

    def begin(self) -> None:
        """Begin another list."""
        self._before = []

    def add(self, reason: str, because: str | None) -> None:
        """Count the reason of the next item, against the words that show why it answers, if known.

        It is relevant where it shares a word with them that says something, exact where it tells most.
        """
        said = content(reason)
        self.told += 1
        self.alike += any(alike(said, other) for other in self._before)
        self._before.append(said)
        if because is not None and (shows := content(because)):
            self.relevant.append(bool(shows & said))
            self.exact.append(len(shows & said) >= _MOST_OF * len(shows))

    def json(self) -> dict[str, Any]:
        """Shares of the labelled reasons, of all reasons, and of all statements."""
        return {
            "reasons": self.told,
            "labelled": len(self.relevant),
            "relevance": _share(self.relevant),
            "exact": _share(self.exact),
            "alike": round(self.alike / max(self.told, 1), 4),
        } | ({"statements": len(self.held), "precision": _share(self.held)} if self.held else {})


def evaluate_explanations(
    folder: Path, settings: Settings, labels: Path | None = None, seed: int = 0, say: Say = lambda line: None
) -> dict[str, Any]:
    """Ask the agent for what people need over a folder's catalogue, and judge the reason of each item.

    Strangers and shoppers of the folder ask by turns. `precision` is the share of statements that are so;
    `relevance` and `exact` that of reasons that share a word with those that `labels` say show why the item
    answers (see `needs`), and that tell most of them; `alike` that of reasons that say what an earlier one of
    the list says. `repaired` counts sentences that the checker replaced.
    Floors: the `first` and a `random` sentence of the item's description; with a model also what it wrote of
    the first items `unchecked`, whose statements are what the checker lets stand.
    """
    read = read_folder(folder, settings.home)
    asked = needs(read.path, labels, {item.id for item in read.catalogue})
    settings = settings.model_copy(update={"home": home_of(read, settings, say)})
    users = sorted({row.user for row in read.interactions})
    judge = _Judge(Ledger(read), random.Random(seed))
    with tempfile.TemporaryDirectory() as memory, Agent(settings, None, Path(memory)) as agent:
        agent.load()
        for n, need in enumerate(asked):
            user = users[n // 2 % len(users)] if n % 2 and users else None
            answer = agent.ask(need.text, user=user, session=f"need {n}")
            judge.hear(need, answer)
            if agent.model is not None and need.language == CATALOGUE_LANGUAGE:
                writer = Writer(agent.shop, agent.model, need.language, settings.time_limit, lambda: False)
                judge.hear_unchecked(need, answer.items[: settings.reasons], writer)
            if (n + 1) % 50 == 0:
                say(f"{n + 1} of {len(asked)} needs, precision {_share(judge.ours.held):.3f}")
        model = agent.model_name if agent.model is not None else "none"
    return {
        "answers": len(asked),
        **judge.ours.json(),
        **judge.claims,
        "model": model,
        "by_lang": {name: of.json() for name, of in sorted(judge.by_language.items())},
        "floor": {name: of.json() for name, of in judge.floors.items()},
    }


class _Judge:
    """Hears answers and counts what their reasons are worth, beside the floors for the same items."""

    def __init__(self, ledger: Ledger, chance: random.Random) -> None:
        self._ledger, self._chance = ledger, chance
        self.ours, self.floors = Reasons(), {"first": Reasons(), "random": Reasons()}
        self.by_language: defaultdict[str, Reasons] = defaultdict(Reasons)
        self.claims = {"checked": 0, "repaired": 0}
        """Sentences of reasons in the prose."""

    def hear(self, need: Need, answer: Answer) -> None:
        """Counts an answer to a need."""
        for name in self.claims:
            self.claims[name] += getattr(answer.claims, name)
        ways = [self.ours, self.by_language[need.language], self.floors["first"], self.floors["random"]]
        for way in ways:
            way.begin()
        worded = _worded(answer.reply)
        for shown in answer.items:
            item, reason = shown.recommendation.item, worded.get(shown.n, shown.reason)
            of_text = sentences(item.description) or [""]
            told = (reason, reason, of_text[0], self._chance.choice(of_text))
            for way, sentence in zip(ways, told, strict=True):
                way.add(sentence, need.because.get(item.id))
            if reason:
                self.ours.held += self._ledger.held(shown, reason, answer.user, need.text)

    def hear_unchecked(self, need: Need, items: Sequence[Shown], writer: Writer) -> None:
        """Counts what a model writes of items, before it is checked."""
        way = self.floors.setdefault("unchecked", Reasons())
        way.begin()
        for shown in items:
            found = shown.recommendation
            sentence = writer.draft(need.text, found.item)
            way.add(sentence, need.because.get(found.item.id))
            way.held.append(unsupported(sentence, found, need.text) is None)


def _worded(reply: str) -> dict[int, str]:
    """The reasons in the prose of a reply, by the number of the item."""
    return {int(found[1]): found[2] for found in _REASON.finditer(reply)}


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
