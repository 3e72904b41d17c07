"""Processes are killed as `kill -9` kills them: nothing that was promised is lost, and work goes on."""

import json
import re
import time
from itertools import count
from pathlib import Path

import yaml
from faults import catalogue
from faults.case import Case
from faults.command import Running, start


def ingest(case: Case) -> None:
    """kill -9 during ingest: an index answers whole, old or new; the next run goes on and leaves one build"""
    home, tries = case.home(), case.of(25)
    dearer = [catalogue.write(case.place / f"folder-{cents}", cents=cents) for cents in range(tries + 1)]
    whole = case.run("ingest", dearer[0], home=home).succeeded().seconds
    for cents in range(1, tries + 1):
        moment = whole * cents / tries
        with case.attempt(f"killed after {moment:.2f} s"):
            ingesting = start("ingest", dearer[cents], home=home)
            time.sleep(moment)
            killed = ingesting.killed()
            answered = _cents(case, home)
            assert answered == cents or (killed.code != 0 and answered == cents - 1), f"price of {answered}"
            resumed = case.run("ingest", dearer[cents], home=home).succeeded()
            assert _cents(case, home) == cents
            again = re.search(r"text: 60 of 60, (\d+) embedded", resumed.err)
            assert "text: 60 of 60" not in killed.err or (again and again[1] == "0"), (
                "texts are embedded twice"
            )
            builds = sum(place.is_dir() for place in (home / "builds").iterdir())
            assert builds == 1, f"{builds} builds are left"


def turns(case: Case) -> None:
    """kill -9 during turns: no like, fact or turn that was answered is lost, and the conversation goes on"""
    tries = case.of(15)
    for n in range(tries):
        home = case.home()
        with case.attempt(f"killed in turn {n}"):
            talking = Running(_talks, home)
            while not talking.said:
                time.sleep(0.01)
            time.sleep(0.05 + n / tries)
            killed = talking.killed()
            assert not killed.err, killed.err[-300:]
            told = [line.split(maxsplit=1) for line in killed.out.splitlines()]
            kept = json.loads(case.run("profile", "show", "ana-0", "--json", home=home).succeeded().out)
            facts, liked = (
                {fact["fact"] for fact in kept["facts"]},
                {event["item"] for event in kept["events"]},
            )
            script = home / "talk.yaml"
            case.run("converse", "--save", script, "--session", "talk", home=home).succeeded()
            said = {turn["says"] for turn in yaml.safe_load(script.read_text(encoding="utf-8"))["turns"]}
            for kind, what in told[-20:]:
                there = {"fact": facts, "like": liked, "turn": said}[kind]
                assert what in there, f"{kind} {what!r} is lost of {len(there)}"
            case.run(
                "ask", "something under 90", "--session", "talk", "--user", "ana-0", home=home
            ).succeeded()


def _talks(home: Path) -> None:
    from tastemaker.agent import open_agent

    agent = open_agent(home=home)
    ids = list(agent.shop.ids)
    for n in count():
        agent.ask(f"coffee under {100 + n}", user="ana-0", session="talk")
        print("turn", f"coffee under {100 + n}", flush=True)
        agent.profiles.remember("ana-0", f"I have {n} cats", "said")
        print("fact", f"I have {n} cats", flush=True)
        agent.feedback("ana-0", ids[n % len(ids)], "like")
        print("like", ids[n % len(ids)], flush=True)


def _cents(case: Case, home: Path) -> int:
    """By how many cents the catalogue that answers is dearer than the first; two questions must agree."""
    found = set()
    for question, id in (("Mate 40 case", "case-0"), ("trail shoes", "blue-shoe-0")):
        answer = json.loads(case.run("ask", question, "--json", home=home).succeeded().out)
        (price,) = (item["price"] for item in answer["items"] if item["id"] == id)
        found.add(round(100 * price) - 100 * {"case-0": 15, "blue-shoe-0": 95}[id])
    (cents,) = found
    return cents
