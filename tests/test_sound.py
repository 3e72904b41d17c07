"""Halves of characters do no harm, wherever a text enters: command, page, Python, catalogue and script."""

import json
from pathlib import Path

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.play import converse
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.ui.chat import Chat
from tastemaker.ui.cli import main
from tastemaker.ui.talks.conversation import Conversation

TEXTS = (
    "große Lampe \ud83d",
    "stra\udcdfe lampe",
    "lampara de ciento veinte euros \udfff",
    "红色的鞋 \ud800",
)


@pytest.mark.parametrize("text", TEXTS)
def test_python_reads_and_keeps_it(plain: Agent, text: str) -> None:
    answer = plain.ask(text, session="s")
    assert json.dumps(answer.as_json(), ensure_ascii=False).encode()
    assert plain.script("s").encode()


def test_no_control_character_is_said_back(plain: Agent) -> None:
    answer = plain.ask("a lamp\x1b[2J \x07for\ta desk\nunder 50\x9b", session="s")
    shown = json.dumps(answer.as_json(), ensure_ascii=False) + answer.reply + plain.script("s")
    assert not {"\x1b", "\x07", "\x9b"} & {*shown}
    assert answer.text == "a lamp [2J  for\ta desk\nunder 50"


def test_a_shopper_of_half_a_character_is_unknown(plain: Agent) -> None:
    with pytest.raises(Exception, match="There is no shopper"):
        plain.ask("lamp", user="u\ud800")


@pytest.mark.parametrize("text", TEXTS)
def test_the_command_answers_it(
    tiny_home: Path, tiny_encoders: None, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    options = ["--home", str(tiny_home), "--model", "none", "--session", "s\udcff"]
    assert main(["ask", text, *options]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("text", TEXTS)
def test_the_page_shows_it(plain: Agent, text: str) -> None:
    chat = Chat(plain)
    for page in chat.ask(Conversation(), text):
        assert json.dumps(page, ensure_ascii=False, default=str).encode()


def test_a_catalogue_may_hold_it(tmp_path: Path) -> None:
    row = {
        "id": "1\ud800",
        "title": "Lamp \ud83d\ude00 \ud83d",
        "price": 3,
        "attributes": {"note\udfff": "a\ud800"},
    }
    (tmp_path / "items.jsonl").write_text(json.dumps(row))
    (item,) = read_folder(tmp_path).catalogue
    assert item.title == "Lamp 😀 \ufffd"
    assert repr(item).encode() and item.facts.encode()


def test_a_script_may_say_it(plain: Agent, tmp_path: Path) -> None:
    script = tmp_path / "half.yaml"
    script.write_text(
        'story: Half.\nturns:\n  - says: "große Lampe \\ud83d"\n    expect: {calls: [search]}\n'
    )
    assert converse([script], plain.settings).transcript().encode()
