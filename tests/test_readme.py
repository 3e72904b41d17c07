"""What README tells people to type works: its commands and its program run, on the demo."""

import re
import shlex
from pathlib import Path

import pytest

from tastemaker.agent.settings import Settings
from tastemaker.ui.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [shlex.split(line) for block in blocks("bash") for line in block.splitlines()]


@pytest.mark.real
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:3]))
def test_command(words: list[str], demo_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert words[0] == "tastemaker"
    assert main([*words[1:], "--model", "none", "--home", str(demo_settings.home)]) == 0


@pytest.mark.real
@pytest.mark.parametrize("program", blocks("python"))
def test_program(
    program: str,
    demo_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TASTEMAKER_HOME", str(demo_settings.home))
    exec(compile(program, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "jacket" in printed
    assert "score of" in printed


@pytest.mark.parametrize("target", re.findall(r"\bmake ([a-z-]+)", README))
def test_target_of_make_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
