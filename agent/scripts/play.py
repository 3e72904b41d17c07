"""Runs scripted conversations and says what did not hold in the state; the prose is never judged."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer, Answered, Event, Failed
from tastemaker.agent.scripts.checks import listed, unmet, unmet_facts
from tastemaker.agent.scripts.scripted import Listed, Script, ScriptedModel, read_script
from tastemaker.agent.settings import Settings
from tastemaker.agent.turns.dials import Dials
from tastemaker.tools.errors import DataError
from tastemaker.tools.facts.values import money
from tastemaker.tools.shop import Shop


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one script."""

    name: str
    failures: tuple[str, ...]
    turns: tuple[Answer | Failed, ...]
    transcript: str

    def as_json(self) -> dict[str, Any]:
        turns = [
            turn.as_json() if isinstance(turn, Answer) else {"failed": turn.sentence} for turn in self.turns
        ]
        return {
            "name": self.name,
            "passed": not self.failures,
            "failures": list(self.failures),
            "turns": turns,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all scripts."""

    scripts: tuple[Played, ...]

    @property
    def failed(self) -> int:
        return sum(bool(script.failures) for script in self.scripts)

    def as_json(self) -> dict[str, Any]:
        """The object that `tastemaker converse --json` prints."""
        return {
            "passed": len(self.scripts) - self.failed,
            "failed": self.failed,
            "scripts": [script.as_json() for script in self.scripts],
        }

    def transcript(self) -> str:
        """What failed with its transcript, then one line of counts."""
        told = [
            f"{s.transcript}\n" + "\n".join(f"  FAILED {f}" for f in s.failures)
            for s in self.scripts
            if s.failures
        ]
        return "\n\n".join([*told, f"{len(self.scripts) - self.failed} passed, {self.failed} failed"])


def converse(paths: Sequence[Path], settings: Settings, live: bool = False) -> Report:
    """Play scripts against the index of the home folder; its profiles and conversations stay untouched.

    A script whose model side is written out runs exactly; the others, and all of them when `live`, with the
    model of the settings. `repaired` speaks of what is written out for the model to say, so a live run does
    not ask it of such a turn.
    """
    played = []
    with tempfile.TemporaryDirectory() as memory, Agent(settings, None, Path(memory)) as first:
        for path in _scripts(paths):
            script = read_script(path)
            exact = script.exact and not live
            if not exact:
                first.load()
            model, reader = (ScriptedModel(), None) if exact else (first.model, first.reader)
            played.append(_play(path.stem, script, settings, model, reader, first.shop))
    return Report(tuple(played))


def _scripts(paths: Sequence[Path]) -> Iterator[Path]:
    """The scripts named, and those in the folders named; raises DataError for a folder without any."""
    for path in paths:
        if not path.is_dir():
            yield path
        elif found := sorted(path.rglob("*.yaml")):
            yield from found
        else:
            raise DataError(f"{path} holds no script; a script is a .yaml file.")


@dataclass
class _Talk:
    """A conversation while it is played."""

    failures: list[str] = field(default_factory=list)
    turns: list[Answer | Failed] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)


def _play(
    name: str,
    script: Script,
    settings: Settings,
    model: BaseChatModel | None,
    reader: BaseChatModel | None,
    shop: Shop,
) -> Played:
    talk = _Talk(lines=[f"{name}: {script.story}"])
    with tempfile.TemporaryDirectory() as memory:
        agent = Agent(settings, model, Path(memory), shop, reader)
        for number, step in enumerate(script.turns, 1):
            if step.restart:
                agent = Agent(settings, model, Path(memory), shop, reader)
            for item, event in step.feedback.items():
                agent.feedback(script.user or "", item, event)
                talk.lines.append(f"          ({event} {item})")
            if step.says is None:
                continue
            if isinstance(model, ScriptedModel):
                model.expect(step.model or [])
            before = talk.listed
            outcome = _outcome(agent.turn(step.says, step.photo, script.user, name, step.change))
            if step.dials is not None:
                outcome = _outcome(agent.turn("", None, script.user, name, Dials(step.dials)))
            talk.turns.append(outcome)
            talk.lines += _told(step.says, outcome)
            if isinstance(outcome, Answer) and outcome.items:
                talk.listed = [listed(shown.recommendation.item) for shown in outcome.items]
            expect = step.expect
            if step.model and not isinstance(model, ScriptedModel):  # nobody says what is to be repaired
                expect = expect.model_copy(update={"repaired": None})
            broken = list(unmet(expect, outcome, before))
            broken += unmet_facts(expect, agent.profiles.facts(script.user or ""))
            if isinstance(model, ScriptedModel) and model.unused:
                broken.append(f"the agent never asked for {model.unused}")
            if isinstance(model, ScriptedModel) and model.missed:
                broken.append(f"the script writes no calls for {model.missed}")
            talk.failures += [f"turn {number}: {what}" for what in broken]
    return Played(name, tuple(talk.failures), tuple(talk.turns), "\n".join(talk.lines))


def _outcome(events: Iterator[Event]) -> Answer | Failed:
    return next(
        event.answer if isinstance(event, Answered) else event
        for event in events
        if isinstance(event, Answered | Failed)
    )


def _told(says: str, outcome: Answer | Failed) -> list[str]:
    lines = [f"Shopper   {says}"]
    if isinstance(outcome, Failed):
        return [*lines, f"Agent     {outcome.sentence}"]
    for call in outcome.calls:
        lines.append(
            f"          {call.tool}({', '.join(f'{name}={value!r}' for name, value in call.args.items())})"
        )
    for shown in outcome.items:
        item = shown.recommendation.item
        price = "" if item.price is None else f", {money(item.price, item.currency)}"
        lines.append(f"          {shown.n}. {item.title}{price} [{item.id}]")
    return [
        *lines,
        *(
            f"{'Agent     ' if n == 0 else '          '}{line}"
            for n, line in enumerate(outcome.reply.splitlines())
        ),
    ]
