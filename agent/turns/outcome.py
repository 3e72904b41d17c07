"""What comes of a turn while it goes on: calls that have run, lists, words, times."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tastemaker.agent.answer.ask_back import Question
from tastemaker.agent.call import Call
from tastemaker.agent.change import Change
from tastemaker.agent.events import Answer, Called, Claims, Shown
from tastemaker.agent.talks.talk import Made, Standing
from tastemaker.agent.turns.dials import Dials
from tastemaker.agent.turns.given import Given
from tastemaker.agent.understand.reader import Understood
from tastemaker.tools.facts.result import Result

_COUNTED = ("prompt_tokens", "cached_tokens", "completion_tokens")


@dataclass(frozen=True, slots=True)
class Done:
    """A call that has run."""

    call: Call
    result: Result
    called: Called

    @property
    def makes_list(self) -> bool:
        return self.call.lists and "unable" not in self.result.facts

    @property
    def forgets(self) -> bool:
        """Whether all that was known of the shopper is deleted by it."""
        return "everything" in self.result.facts


@dataclass
class Outcome:
    """What comes of a turn."""

    begun: float = field(default_factory=time.perf_counter)
    done: list[Done] = field(default_factory=list)
    items: list[Shown] = field(default_factory=list)
    lists: tuple[Made, ...] = ()
    """The lists of this turn so far."""
    reply: str = ""
    asked: Question | None = None
    claims: Claims = Claims()
    ms: dict[str, float] = field(default_factory=dict)
    usage: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))

    def lap(self, name: str) -> None:
        """Notes when something was first there, in milliseconds from the beginning of the turn."""
        self.ms.setdefault(name, 1000 * (time.perf_counter() - self.begun))

    def spent(self, usage: Mapping[str, int]) -> None:
        """Adds what a call of the model cost."""
        for name in self.usage:
            self.usage[name] += usage.get(name, 0)

    def answer(self, given: Given, found: Understood, standing: Standing) -> Answer:
        """Everything about this turn."""
        return Answer(
            text=given.text,
            user=given.user,
            session=given.session,
            calls=tuple(done.called for done in self.done),
            items=tuple(self.items),
            reply=self.reply.strip(),
            claims=self.claims,
            relaxed=tuple(relaxed for done in self.done for relaxed in done.result.relaxed),
            near=tuple(near for done in self.done for near in done.result.near),
            answers=tuple(fact for done in self.done for fact in done.result.answers),
            limits=standing.limits,
            asked=self.asked,
            usage=self.usage,
            ms=self.ms,
            model="none" if isinstance(given.change, Change | Dials) else given.model_name,
        )
