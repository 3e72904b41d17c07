"""Runs scripted conversations and says what did not hold in the state; the prose is never judged."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer, Answered, Failed
from tastemaker.agent.scripts.scripted import Expect, Listed, Script, ScriptedModel, read_script
from tastemaker.agent.settings import Settings
from tastemaker.tools.catalogue.profiles import Fact
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
            model = ScriptedModel() if exact else first.model
            played.append(_play(path.stem, script, settings, model, first.shop))
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


def _play(name: str, script: Script, settings: Settings, model: BaseChatModel | None, shop: Shop) -> Played:
    talk = _Talk(lines=[f"{name}: {script.story}"])
    with tempfile.TemporaryDirectory() as memory:
        agent = Agent(settings, model, Path(memory), shop)
        for number, step in enumerate(script.turns, 1):
            if step.restart:
                agent = Agent(settings, model, Path(memory), shop)
            for item, event in step.feedback.items():
                agent.feedback(script.user or "", item, event)
                talk.lines.append(f"          ({event} {item})")
            if step.says is None:
                continue
            if isinstance(model, ScriptedModel):
                model.expect(step.model or [])
            before = talk.listed
            events = agent.turn(step.says, step.photo, script.user, name, step.change)
            outcome = next(
                event.answer if isinstance(event, Answered) else event
                for event in events
                if isinstance(event, Answered | Failed)
            )
            talk.turns.append(outcome)
            talk.lines += _told(step.says, outcome)
            if isinstance(outcome, Answer) and outcome.items:
                talk.listed = [_listed(shown.recommendation.item) for shown in outcome.items]
            expect = step.expect
            if step.model and not isinstance(model, ScriptedModel):  # nobody says what is to be repaired
                expect = expect.model_copy(update={"repaired": None})
            broken = list(_broken(expect, outcome, before))
            broken += _broken_facts(expect, agent.profiles.facts(script.user or ""))
            if isinstance(model, ScriptedModel) and model.unused:
                broken.append(f"the agent never asked for {model.unused}")
            talk.failures += [f"turn {number}: {what}" for what in broken]
    return Played(name, tuple(talk.failures), tuple(talk.turns), "\n".join(talk.lines))


def _broken(expect: Expect, outcome: Answer | Failed, before: Sequence[Listed]) -> Iterator[str]:
    if isinstance(outcome, Failed):
        if expect.fails is None or expect.fails.casefold() not in outcome.sentence.casefold():
            yield f"the turn failed: {outcome.sentence}"
        return
    if expect.fails is not None:
        yield f"the turn did not fail with '{expect.fails}'"
    items = [_listed(shown.recommendation.item) for shown in outcome.items]
    ids = [item.id for item in items]
    if expect.calls is not None and (called := [call.tool for call in outcome.calls]) != expect.calls:
        yield f"called {called}, expected {expect.calls}"
    args = outcome.calls[-1].args if outcome.calls else {}
    yield from (
        f"{name} is {args.get(name)!r}, expected {v!r}"
        for name, v in expect.args.items()
        if args.get(name) != v
    )
    yield from (f"{id} is not in the list {ids}" for id in expect.items if id not in ids)
    yield from (f"{id} is in the list" for id in expect.without if id in ids)
    if expect.first is not None and ids[:1] != [expect.first]:
        yield f"the first item is {ids[:1]}, expected {expect.first}"
    if expect.items_at_least is not None and len(items) < expect.items_at_least:
        yield f"{len(items)} items, expected at least {expect.items_at_least}"
    if expect.items_at_most is not None and len(items) > expect.items_at_most:
        yield f"{len(items)} items, expected at most {expect.items_at_most}"
    for name, value in expect.all.items():
        yield from (f"{item.id} has not {name} {value}" for item in items if not item.has(name, value))
    for name, value in expect.none.items():
        yield from (f"{item.id} has {name} {value}" for item in items if item.has(name, value))
    if expect.others:
        yield from (f"{id} was in the list before" for id in ids if id in {item.id for item in before})
    for wanted in expect.some:
        if not any(all(item.has(name, value) for name, value in wanted.items()) for item in items):
            yield f"no item has {wanted}"
    yield from _broken_prices(expect, items, before)
    yield from _broken_answer(expect, outcome)


def _broken_facts(expect: Expect, facts: Sequence[Fact]) -> Iterator[str]:
    kept = [fact.fact for fact in facts]
    if expect.facts is not None and (
        len(kept) != len(expect.facts)
        or any(
            words.casefold() not in fact.casefold() for words, fact in zip(expect.facts, kept, strict=True)
        )
    ):
        yield f"what is remembered is {kept}, expected {expect.facts}"


def _broken_prices(expect: Expect, items: Sequence[Listed], before: Sequence[Listed]) -> Iterator[str]:
    ceiling = expect.price_max
    if expect.below_price_of is not None:
        reference = before[expect.below_price_of - 1].price if expect.below_price_of <= len(before) else None
        if reference is None:
            yield f"there was no priced item {expect.below_price_of} before"
        else:
            yield from (
                f"{i.id} costs {i.price}, not below {reference}"
                for i in items
                if i.price is None or i.price >= reference
            )
    for item in items:
        if ceiling is not None and (item.price is None or item.price > ceiling):
            yield f"{item.id} costs {item.price}, over {ceiling}"
        if expect.price_min is not None and (item.price is None or item.price < expect.price_min):
            yield f"{item.id} costs {item.price}, under {expect.price_min}"


def _broken_answer(expect: Expect, answer: Answer) -> Iterator[str]:
    if expect.limits is not None and dict(answer.limits) != expect.limits:
        yield f"the limits in force are {dict(answer.limits)}, expected {expect.limits}"
    if expect.relaxed is not None and {r.drop for r in answer.relaxed} != set(expect.relaxed):
        yield f"offered to relax {[r.drop for r in answer.relaxed]}, expected {expect.relaxed}"
    kinds = {part.kind for shown in answer.items for part in shown.recommendation.evidence}
    yield from (f"no item has evidence of the kind {kind}" for kind in expect.evidence if kind not in kinds)
    yield from (
        f"the reply lacks '{part}'"
        for part in expect.reply_has
        if part.casefold() not in answer.reply.casefold()
    )
    yield from (
        f"the reply has '{part}'" for part in expect.reply_lacks if part.casefold() in answer.reply.casefold()
    )
    claims = answer.claims
    if expect.supported and claims.checked != claims.supported + claims.repaired:
        yield f"{claims.checked - claims.supported - claims.repaired} claims stand unsupported"
    if expect.repaired is not None and claims.repaired < expect.repaired:
        yield f"{claims.repaired} claims were repaired, expected at least {expect.repaired}"
    for name, most in (("first_list", expect.first_list_ms), ("total", expect.total_ms)):
        if most is not None and answer.ms.get(name, 0.0) > most:
            yield f"{name} took {answer.ms[name]:.0f} ms, over {most:g}"


def _listed(item: Any) -> Listed:
    fields = {"media": item.media, "brand": item.brand, "category": item.categories, "title": item.title}
    return Listed(item.id, item.price, {**item.attributes, **fields})


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
