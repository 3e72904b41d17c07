"""Many shoppers, servers and ingests at once: nobody waits for ever, and nobody gets what is another's."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from faults import catalogue
from faults.case import Attempts, Case
from faults.command import Running, run, start

_SHOPPERS = 50


def sessions(case: Case) -> None:
    """50 conversations at once, four turns each: every answer keeps the words, limits and facts of its own"""
    case.inside(_fifty, case.home(), case.of(_SHOPPERS))


def servers(case: Case) -> None:
    """two servers that talk, ten asks and two ingests on one home: all answer, one ingest is refused"""
    home = case.home()
    dearer = catalogue.write(case.place / "dearer", cents=50)
    talking = [Running(_serves, home, case.place / "stop", name) for name in ("first", "second")]
    while not all(server.said for server in talking):
        threading.Event().wait(0.05)
    ingests = [start("ingest", dearer, home=home) for _ in range(2)]
    with ThreadPoolExecutor(3) as pool:
        asked = list(pool.map(lambda n: run("ask", f"coffee under {30 + n}", home=home), range(case.of(10))))
    for n, ended in enumerate(asked):
        with case.attempt(f"ask {n} beside it"):
            ended.succeeded()
    with case.attempt("one of two ingests is refused in a sentence"):
        done = sorted((ingest.ends() for ingest in ingests), key=lambda ended: ended.code)
        done[0].succeeded()
        assert done[1].code == 0 or "another ingest" in done[1].sentence
    threading.Event().wait(1)  # some turns over the new index
    (case.place / "stop").touch()
    for server in talking:
        ended = server.ends()
        with case.attempt("a server's end"):
            assert ended.code == 0, ended.err[-300:]
        for line in ended.out.splitlines():
            told = json.loads(line)
            with case.attempt(f"turn {told['n']} of a server"):
                assert not told["failed"], told["failed"]
    with case.attempt("the new index answers"):
        answer = json.loads(run("ask", "Mate 40 case", "--json", home=home).succeeded().out)
        assert {item["price"] % 1 for item in answer["items"]} == {0.5}, answer["items"]


def _fifty(attempt: Attempts, home: Path, shoppers: int) -> None:
    from tastemaker.agent import open_agent

    agent = open_agent(home=home)
    found: list[list[Any]] = [[] for _ in range(shoppers)]

    def talk(n: int) -> None:
        user, limit = f"new-{n}", 30 + n
        turns = (
            (f"coffee under {limit}", {"price_max": limit}),
            ("number 1", {"price_max": limit}),
            (f"something else, below {limit + 100}", {"price_max": limit + 100}),
        )
        agent.profiles.remember(user, f"I have {n} cats", "said")
        for text, limits in turns:
            try:
                answer = agent.ask(text, user=user, session=f"session-{n}")
                found[n].append((answer, text, user, limits))
            except Exception as error:
                found[n].append(error)

    threads = [threading.Thread(target=talk, args=(n,)) for n in range(shoppers)]
    for thread in threads:
        thread.start()
    for n, thread in enumerate(threads):
        with attempt(f"shopper {n}"):
            thread.join(60)
            assert not thread.is_alive(), "no answer after 60 s"
            for turn in found[n]:
                if isinstance(turn, Exception):
                    raise turn
                answer, text, user, limits = turn
                assert (answer.text, answer.user, answer.session) == (text, user, f"session-{n}")
                assert answer.limits == limits, f"{text}: {answer.limits}"
                for shown in answer.items:
                    assert shown.recommendation.item.price <= limits["price_max"], "over the limit"
            facts = [fact.fact for fact in agent.profiles.facts(f"new-{n}")]
            assert facts == [f"I have {n} cats"], facts


def _serves(home: Path, stop: Path, name: str) -> None:
    """Turns as a server runs them, one after the other in eight conversations, until `stop` is there."""
    from tastemaker.agent import open_agent

    agent, n = open_agent(home=home), 0
    while not stop.exists():
        n += 1
        limit, failed = 30 + n % 80, ""
        try:
            answer = agent.ask(f"coffee under {limit}", session=f"{name}-{n % 8}")
            if answer.limits != {"price_max": limit} or not answer.items:
                failed = f"under {limit}: {answer.limits}, {len(answer.items)} items"
        except Exception as error:
            failed = repr(error)
        print(json.dumps({"n": n, "failed": failed}), flush=True)
