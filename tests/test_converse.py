"""Scripted conversations: the runner itself, and the scripts that come with the demo."""

from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.play import Report, converse
from tastemaker.agent.scripts.scripted import read_script
from tastemaker.agent.settings import Settings
from tastemaker.tools.errors import DataError

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.yaml"))

SCRIPT = """
story: Running shoes.
turns:
  - says: running shoes under 90
    model: [{tool: search, args: {query: running shoes}}]
    expect: {calls: [%s], items: [red-shoe], price_max: %s}
"""


def played(tmp_path: Path, agent: Agent, text: str) -> tuple[int, str]:
    (tmp_path / "s.yaml").write_text(text)
    report = converse([tmp_path / "s.yaml"], agent.settings)
    return report.failed, report.transcript()


def test_what_holds_passes(tmp_path: Path, agent: Agent) -> None:
    assert played(tmp_path, agent, SCRIPT % ("search", 90)) == (0, "1 passed, 0 failed")


def test_what_does_not_hold_fails_with_its_transcript(tmp_path: Path, agent: Agent) -> None:
    failed, transcript = played(tmp_path, agent, SCRIPT % ("similar", 10))
    assert failed == 1
    assert "FAILED turn 1: called ['search'], expected ['similar']" in transcript
    assert "FAILED turn 1: red-shoe costs 85, over 10" in transcript.replace("85.0", "85").replace(
        "10.0", "10"
    )
    assert "Shopper   running shoes under 90" in transcript


def test_output_that_nobody_asks_for_fails(tmp_path: Path, agent: Agent) -> None:
    text = SCRIPT % ("search", 90)
    failed, transcript = played(
        tmp_path, agent, text.replace("}}]", "}}, {say: It runs.}, {tool: why, args: {item: '1'}}]")
    )
    assert failed == 1
    assert "the agent never asked for" in transcript


REPAIRED = """
story: What the script says is made up.
turns:
  - says: running shoes under 90
    model: [{calls: 'find "running shoes" where price <= 90'}, {say: Waterproof to 30 metres.}]
    expect: {repaired: %d}
"""


def test_only_an_exact_run_is_asked_for_repairs_of_what_the_script_says(tmp_path: Path, agent: Agent) -> None:
    assert played(tmp_path, agent, REPAIRED % 1)[0] == 0
    assert played(tmp_path, agent, REPAIRED % 2)[0] == 1
    rules = agent.settings.model_copy(update={"model": "none"})
    assert converse([tmp_path / "s.yaml"], rules, live=True).failed == 0
    (tmp_path / "s.yaml").write_text(
        "\n".join(line for line in REPAIRED.splitlines() if "model" not in line) % 2
    )
    assert converse([tmp_path / "s.yaml"], rules, live=True).failed == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("story: x\nturns: [{says: a, expext: {}}]", "turns.0.expext: Extra inputs"),
        ("story: [", "is not valid YAML"),
        ("turns: []", "story: Field required"),
    ],
)
def test_bad_script_is_refused_with_file_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "bad.yaml").write_text(text)
    with pytest.raises(DataError, match=reason) as caught:
        read_script(tmp_path / "bad.yaml")
    assert "bad.yaml" in str(caught.value)


@pytest.fixture(scope="module")
def demo_report(demo_settings: Settings) -> Report:
    """All scripts of the demo, played with one shop."""
    return converse(SCRIPTS, demo_settings)


@pytest.mark.real
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script_of_the_demo(path: Path, demo_report: Report) -> None:
    assert read_script(path).exact, "the scripts of `make test` have the model's side written out"
    (played,) = [script for script in demo_report.scripts if script.name == path.stem]
    assert not played.failures, "\n".join([played.transcript, *played.failures])
