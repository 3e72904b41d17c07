"""A live conversation saved as a script, and that script played: both over the tiny shop."""

from pathlib import Path

import pytest
import yaml

from tastemaker.agent.agent import Agent
from tastemaker.agent.change import Change
from tastemaker.agent.scripts.play import converse
from tastemaker.tools.errors import DataError


@pytest.fixture
def plain(agent: Agent, tmp_path: Path) -> Agent:
    """The agent without a language model."""
    return Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")


def test_a_saved_conversation_passes_as_a_script(plain: Agent, tmp_path: Path) -> None:
    plain.ask("running shoes under 90", session="s", user="fay")
    plain.ask("none of these", session="s", user="fay")
    plain.ask("hello there", session="s", user="fay")
    list(plain.turn("up to 200", session="s", user="fay", change=Change("price_max", 200.0)))
    plain.ask("why the first one?", session="s", user="fay")
    (tmp_path / "saved.yaml").write_text(plain.script("s"))
    report = converse([tmp_path / "saved.yaml"], plain.settings)
    assert not report.failed, report.transcript()
    saved = yaml.safe_load(plain.script("s"))
    assert saved["user"] == "fay"
    assert [turn["expect"]["calls"] for turn in saved["turns"]] == [
        ["search"], ["search"], [], ["search"], ["why"],
    ]  # fmt: skip
    assert saved["turns"][3]["change"] == {"limit": "price_max", "to": 200.0, "word": None}
    assert saved["turns"][3]["expect"]["limits"] == {"price_max": 200.0}


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
