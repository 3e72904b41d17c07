"""A live conversation saved as a script, and that script played: both over the tiny shop."""

from pathlib import Path

import pytest
import yaml

from tastemaker.agent.agent import Agent
from tastemaker.agent.change import Change
from tastemaker.agent.scripts.play import converse
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.tools.errors import DataError

SAID = {
    "I run, so shoes for running, under 90": 'find "running shoes" where price < 90',
    "and what else have you got?": "more",
    "hello there": "",
    "it may cost more": "also lift price",
    "why this one?": "why 1",
    "up to 300": "",
    "something like it, in red": 'like 1 where colour = "red"',
    "what is your advice for 1?": 'ask "advice" of 1',
    "1": "",
    "ok, let us leave that": "start_over",
    "now coffee to drink while I sit": 'find "coffee"',
    "it rains here all day": "talk",
    "why is the jacket not there?": 'why_not "Yellow rain jacket"',
    "running shoes under 300": 'find "running shoes" where price <= 300',
}
"""What is said, and the calls that a model writes for it where it is asked."""


def test_a_saved_conversation_passes_as_a_script(agent: Agent, model: ScriptedModel, tmp_path: Path) -> None:
    for said, calls in SAID.items():
        model.expect([{"calls": calls}] if calls else [])
        agent.ask(said, session="s", user="fay")
    list(agent.turn("up to 200", session="s", user="fay", change=Change("price_max", 200.0)))
    saved = yaml.safe_load(agent.script("s"))
    assert saved["user"] == "fay"
    wrote = [[{"calls": calls}] if calls else [] for calls in SAID.values()]
    assert [turn["model"] for turn in saved["turns"]] == [*wrote, []]
    assert saved["turns"][-1]["change"] == {"limit": "price_max", "to": 200.0, "word": None, "now": None}
    assert saved["turns"][-1]["expect"]["limits"] == {"price_max": 200.0}
    (tmp_path / "saved.yaml").write_text(agent.script("s"))
    report = converse([tmp_path / "saved.yaml"], agent.settings)
    assert not report.failed, report.transcript()


def test_one_without_a_model_passes_too(plain: Agent, tmp_path: Path) -> None:
    for said in ("running shoes under 200", "none of these", "not wool", "under 90"):
        plain.ask(said, session="s")
    (tmp_path / "saved.yaml").write_text(plain.script("s"))
    report = converse([tmp_path / "saved.yaml"], plain.settings)
    assert not report.failed, report.transcript()


def test_a_turn_that_was_taken_back_is_not_saved(plain: Agent) -> None:
    plain.ask("running shoes", session="s")
    plain.ask("not red", session="s")
    plain.undo("s")
    plain.ask("under 90", session="s")
    said = [turn["says"] for turn in yaml.safe_load(plain.script("s"))["turns"]]
    assert said == ["running shoes", "under 90"]


def test_a_conversation_that_never_was_is_refused(plain: Agent) -> None:
    with pytest.raises(DataError, match="Nothing was said"):
        plain.script("other")
