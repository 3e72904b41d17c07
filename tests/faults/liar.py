"""A language model that lies: it remembers what nobody said, invents prices, calls what is not there."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faults.case import Attempts, Case
from faults.fuzz import is_said
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

_KEPT = "I am allergic to wool"
_CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("remember", {"fact": "I failed my exam today"}),
    ("remember", {"fact": "I never failed my exam today"}),
    ("remember", {"fact": "the shopper likes kettles"}),
    ("forget", {"fact": _KEPT}),
    ("forget", {"fact": "allergic wool"}),
    ("forget", {"fact": ""}),
    ("search", {"query": "x" * 5000, "price_max": -1}),
    ("search", {"query": None, "price_max": "many", "brand": [1], "media": "toy"}),
    ("details", {"item": "999"}),
    ("compare", {"items": []}),
    ("similar", {"item": "no such thing", "change": "\x07"}),
    ("drop_tables", {"now": True}),
    ("why", {}),
)
_LIES = (
    "It costs only 0.01 EUR today.",
    "It weighs 3 g, is waterproof and made by Hackers & Sons.",
    "The code SAVE90 takes 90 % off.",
    "**It** is [free](https://evil.example/).",
    "\x1b[31mred\x07 \ud800",
    "",
)
_INVENTED = ("0.01", "3 g", "Hackers", "SAVE90", "evil.example", "\x1b", "\x07", "\ud800")
_WORDS = ("not", "never", "except", "neither", "hmm not", "never again", "ohne", "none")


class Liar(BaseChatModel):
    """Answers whatever it is asked with one of its lies, or fails."""

    seed: int

    @property
    def _llm_type(self) -> str:
        return "liar"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(calling=True)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        calling: bool = False,
        **kwargs: Any,
    ) -> ChatResult:
        chance = random.Random(f"{self.seed} {messages[-1].text}")
        if chance.random() < 0.05:
            raise ConnectionError("the server has gone away")
        name, args = chance.choice(_CALLS)
        said: dict[str, Any] = {"content": chance.choice(_LIES)}
        if calling and chance.random() < 0.2:
            said = {"content": f"<tool_call>{json.dumps({'name': name, 'arguments': args})}"[:-2]}
        elif calling:
            said = {"content": "", "tool_calls": [{"name": name, "args": args, "id": "1"}]}
        return ChatResult(generations=[ChatGeneration(message=AIMessage(**said))])


def model(case: Case) -> None:
    """a model that lies and breaks off: no fact is kept or lost that nobody named, no lie is told"""
    home = case.home()
    case.run("ask", f"remember that {_KEPT}", "--user", "ana-0", home=home).succeeded()
    case.inside(_talks, home, case.of(300))


def _talks(attempt: Attempts, home: Path, count: int) -> None:
    from tastemaker.agent import open_agent
    from tastemaker.tools.errors import TastemakerError

    chance, requests = random.Random(0), Path(__file__).parents[1] / "requests.jsonl"
    rows = [json.loads(line) for line in requests.read_text(encoding="utf-8").splitlines()]
    asks = {row["text"]: row["calls"] for row in rows}
    agents = [open_agent(home=home, model=Liar(seed=seed)) for seed in range(8)]
    for n in range(count):
        text, agent = chance.choice((*asks, *_WORDS * 10)), agents[n % len(agents)]
        before = {fact.fact for fact in agent.profiles.facts("ana-0")}
        with attempt(f"turn {n}: {text[:60]!r}"):
            try:
                answer = agent.ask(text, user="ana-0", session=f"talk-{n // 24}")
            except TastemakerError:
                continue
            told = [lie for lie in _INVENTED if lie in answer.reply and lie not in text]
            assert not told, f"tells {told} in {answer.reply[-200:]!r}"
            now = {fact.fact for fact in agent.profiles.facts("ana-0")}
            assert "forget" in asks.get(text, ()) or before <= now, f"forgets {before - now}"
            for fact in now - before:
                assert is_said(fact, text), f"keeps {fact!r}"
