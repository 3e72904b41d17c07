"""Forgetting: one act for profile, talks, likes and uploads, from page, words and command."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_agent import FakeAgent
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import load
from tastemaker.tools.errors import DataError
from tastemaker.ui.chat import Chat
from tastemaker.ui.cli import main
from tastemaker.ui.talks.conversation import Conversation

FORGET = (
    "forget everything about me", "delete my data", "Please erase all you know about me.",
    "Vergiss alles, was du über mich weißt!", "lösch bitte meine Daten", "oublie tout sur moi",
    "supprimez toutes mes données", "olvida todo lo que sabes de mí", "borra mis datos personales",
    "忘记关于我的一切", "请把我的数据都删掉", "मेरे बारे में सब कुछ भूल जाओ", "मेरा सारा डेटा मिटा दीजिए",
)  # fmt: skip
KNOWN = (
    "what do you know about me?", "What have you stored about me", "show me my profile",
    "Was weißt du über mich?", "que sais-tu de moi ?", "¿Qué sabes de mí?", "你知道我什么？",
    "关于我你知道什么", "मेरे बारे में क्या जानते हो?",
)  # fmt: skip


@pytest.fixture
def home(tiny_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_home, tmp_path / "own"))


@pytest.fixture
def written() -> dict[str, str]:
    """What is said of what is kept, and what it is read as; whole sentences are read by themselves."""
    return {
        "remember that I never wear wool": 'remember "I never wear wool"',
        "running shoes under 90": 'find "running shoes" where price <= 90',
        "running shoes": 'find "running shoes"',
        "running shoes for my secret": 'find "running shoes for my secret"',
        "a jacket": 'find "jacket"',
        "under 50": 'find "" where price <= 50',
        "tell me more about number 1": "ask of 1",
        "forget the wool": 'forget "wool"',
        "forget that I never wear wool": 'forget "I never wear wool"',
    }


@pytest.fixture
def quiet(home: Path, written: dict[str, str], tiny_encoders: None) -> Iterator[Agent]:
    """The agent whose profiles and talks are in a home of its own."""
    with Agent(load(home=home, model="none"), reader=Written(calls=written)) as agent:
        yield agent


def told(agent: Agent) -> None:
    """What there is to forget of fay: a fact, a like and a talk."""
    agent.ask("remember that I never wear wool", user="fay", session="s")
    agent.feedback("fay", "case", "like")
    agent.ask("running shoes under 90", user="fay", session="s")


def kept(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.glob("*.sqlite*"))


@pytest.mark.parametrize("words", FORGET)
def test_in_words_everything_goes_and_the_next_turn_starts_empty(
    quiet: Agent, home: Path, words: str
) -> None:
    told(quiet)
    answer = quiet.ask(words, user="fay", session="s")
    assert answer.calls[0].tool == "forget" and not answer.items and answer.limits == {}
    assert quiet.memory.as_json("fay") == {"user": "fay", "facts": [], "events": [], "saved": [], "said": []}
    assert not quiet.talk("s").records and not quiet.undo("s")
    assert b"wool" not in kept(home) and b"fay" not in kept(home)
    with pytest.raises(DataError, match="Nothing was said"):
        quiet.script("s")
    again = quiet.ask("tell me more about number 1", user="fay", session="s")
    assert "Red running shoes" not in again.reply


def test_a_stranger_forgets_the_talk(quiet: Agent, home: Path) -> None:
    quiet.ask("running shoes for my secret", session="s")
    quiet.ask("a jacket", session="t")
    assert "deleted" in quiet.ask("delete my data", session="s").reply
    assert not quiet.talk("s").records and quiet.talk("t").records and b"secret" not in kept(home)


@pytest.mark.parametrize(
    "words",
    ["forget the wool", "forget that I never wear wool", "forget everything, start over", "undo that"],
)
def test_less_than_everything_is_no_more_than_was_said(quiet: Agent, words: str) -> None:
    told(quiet)
    quiet.ask(words, user="fay", session="s")
    assert quiet.memory.as_json("fay")["events"] and quiet.talk("s").records


@pytest.mark.parametrize("words", KNOWN)
def test_what_is_known_is_told_truly(quiet: Agent, words: str) -> None:
    told(quiet)
    quiet.feedback("fay", "phone", "dislike")
    answer = quiet.ask(words, user="fay", session="other")
    assert answer.calls[0].tool == "history"
    assert "never wear wool" in answer.reply
    for id in ("case", "phone", "red-shoe"):  # liked, disliked, bought
        item = quiet.shop.catalogue[id]
        assert any(title in answer.reply for title in (item.title, item.attributes.get("title_zh", "-")))


def test_of_whom_nothing_is_known_that_is_said(quiet: Agent) -> None:
    assert quiet.ask("what do you know about me?", user="new-1").reply == "Nothing is remembered about you."
    assert quiet.ask("what do you know about me?").reply == "Nothing is remembered about you."


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


def test_the_command_shows_exports_and_forgets_what_was_said(
    quiet: Agent, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(quiet)
    options = ("--home", str(home), "--model", "none")
    assert "“running shoes under 90”" in run(capsys, "profile", "show", "fay", *options)[1]
    exported = json.loads(run(capsys, "profile", "export", "fay", *options)[1])
    assert [(turn["session"], turn["said"]) for turn in exported["said"]] == [
        ("s", "remember that I never wear wool"), ("s", "running shoes under 90"),
    ]  # fmt: skip
    assert exported["said"][1]["reply"] and exported["said"][1]["at"].startswith("20")
    assert "4 entries about fay are deleted" in run(capsys, "profile", "forget", "fay", *options)[1]
    assert b"wool" not in kept(home) and b"fay" not in kept(home)
    saved = tmp_path / "saved.yaml"
    assert main(["converse", "--save", str(saved), "--session", "s", *options]) == 2 and not saved.exists()
    assert quiet.ask("under 50", user="fay", session="s").limits == {"price_max": 50}
    assert "Nothing is kept" not in run(capsys, "profile", "show", "fay", *options)[1]


def test_on_the_page_it_takes_the_uploads_and_what_other_pages_show(tmp_path: Path) -> None:
    agent = FakeAgent(tmp_path)
    chat, conversation = Chat(agent), Conversation()
    upload = tmp_path / "upload.png"
    shutil.copy(tmp_path / "hush.png", upload)
    conversation.uploads.append(upload)
    list(chat.ask(conversation, "headphones", upload))
    other = Conversation(conversation.user)
    chat.talks.kept.show("another page", other)
    list(chat.ask(other, "a lamp"))
    begun = chat.talks.forget(conversation)
    assert agent.forgotten == [(conversation.user, conversation.session)]
    assert not begun.turns and begun.session != conversation.session and "is deleted" in begun.note
    assert not upload.exists() and conversation.over and not other.turns


def test_words_on_the_page_clear_what_it_shows(quiet: Agent, tmp_path: Path) -> None:
    chat, conversation = Chat(quiet), Conversation("fay")
    upload = tmp_path / "upload.png"
    upload.touch()
    conversation.uploads.append(upload)
    list(chat.ask(conversation, "running shoes"))
    list(chat.act(conversation, {"do": "like", "id": "case"}))
    list(chat.ask(conversation, "forget everything about me"))
    assert len(conversation.turns) == 1 and conversation.marks == {} and not upload.exists()
