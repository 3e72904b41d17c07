"""Whose conversations there are: listed, searched, renamed, forgotten; and those that leave nothing."""

from pathlib import Path
from typing import Any

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.talks.directory import Directory
from tastemaker.agent.talks.memory import PASSING, Memory


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory")


def names(directory: Directory, owner: str, words: str = "") -> list[str]:
    return [one.session for one in directory.of(owner, words)]


def test_an_owner_sees_their_conversations_and_nobody_elses(memory: Memory, monkeypatch: Any) -> None:
    now = 1000.0
    monkeypatch.setattr("tastemaker.agent.talks.directory.time", lambda: now)
    directory = memory.directory
    for session, owner in (("one", "ana"), ("two", "ana"), ("three", "ben")):
        directory.asked(session, owner, "u1", f"a lamp for {session}")
        now += 1
    assert names(directory, "ana") == ["two", "one"] and names(directory, "ben") == ["three"]
    assert names(directory, "") == []
    now += 60
    directory.asked("one", "ana", "u1", "cheaper")
    assert names(directory, "ana") == ["one", "two"]
    one = directory.find("one")
    assert one is not None and (one.title, one.asking, one.time) == ("a lamp for one", "cheaper", now)
    directory.answered("one")
    assert directory.find("one") is None, "nothing of it is kept"


def test_a_title_is_one_short_line_and_can_be_changed(memory: Memory) -> None:
    directory = memory.directory
    directory.asked("long", "ana", "u1", "a lamp\n that " + "glows " * 40)
    title = directory.of("ana")[0].title
    assert title.startswith("a lamp that glows") and title.endswith("glows…") and len(title) <= 80
    directory.rename("long", "  The lamp ")
    directory.asked("long", "ana", "u1", "cheaper")
    assert directory.of("ana")[0].title == "The lamp"


def test_words_are_sought_in_titles_and_in_what_was_said(plain: Agent) -> None:
    directory = plain.memory.directory
    for session, said in (("one", "red shoes"), ("two", "Ein Geschenk für MÜLLER")):
        directory.asked(session, "ana", "new-a", said)
        plain.ask(said, user="new-a", session=session)
        directory.answered(session)
    assert [one.asking for one in directory.of("ana")] == ["", ""]
    plain.ask("something blue", user="new-a", session="one")
    assert names(directory, "ana", "müller geschenk") == ["two"]
    assert names(directory, "ana", "BLUE") == ["one"] and names(directory, "ana", "blue müller") == []
    assert [one.turns for one in directory.of("ana", "blue")] == [2]
    assert names(directory, "ben", "blue") == []


def test_no_more_are_listed_than_can_be(memory: Memory, monkeypatch: Any) -> None:
    now = 1000.0
    monkeypatch.setattr("tastemaker.agent.talks.directory.time", lambda: now)
    monkeypatch.setattr("tastemaker.agent.talks.directory.ALL_LISTED", 2)
    for session in ("one", "two", "three"):
        memory.directory.asked(session, "ana", "u1", session)
        now += 1
    assert names(memory.directory, "ana") == ["three", "two"]


def test_who_is_forgotten_is_not_listed(plain: Agent) -> None:
    directory = plain.memory.directory
    for session, user in (("one", "fay"), ("two", "fay"), ("three", "u1")):
        directory.asked(session, "ana", user, "shoes")
    plain.forget("fay", "one")
    assert names(directory, "ana") == ["three"]
    plain.forget(None, "three")
    assert names(directory, "ana") == []


def test_a_file_that_cannot_be_written_stops_no_talk(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("no folder")
    directory = Memory(tmp_path / "memory").directory
    directory.asked("one", "ana", "u1", "shoes")
    directory.answered("one")
    assert directory.find("one") is None


def test_a_conversation_in_passing_leaves_nothing(plain: Agent, tmp_path: Path) -> None:
    user = session = f"{PASSING}1"
    plain.feedback(user, "case", "like")
    plain.ask("remember that I never wear velvet", user=user, session=session)
    plain.ask("red shoes", user=user, session=session)
    passing = plain.memory.of(session)
    assert passing is plain.memory.of(user) is not plain.memory
    assert len(plain.talk(session).records) == 2 and passing.profiles.interactions(user)
    assert plain.undo(session) and len(plain.talk(session).records) == 1
    folder = passing.profiles._path.parent
    here = b"".join(path.read_bytes() for path in (tmp_path / "plain").glob("*.sqlite*"))
    assert b"velvet" not in here and b"passing" not in here
    plain.forget(user, session)
    assert not plain.talk(session).records and not passing.profiles.interactions(user)
    assert b"velvet" not in b"".join(path.read_bytes() for path in folder.glob("*.sqlite*"))


def test_saved_items_are_kept_once_and_forgotten(memory: Memory) -> None:
    profiles = memory.profiles
    for item in ("lamp", "shoe", "lamp"):
        profiles.save("fay", item)
    profiles.save("gus", "mug")
    assert list(profiles.saved("fay")) == ["lamp", "shoe"]
    profiles.unsave("fay", "lamp")
    assert [saved["item"] for saved in memory.as_json("fay")["saved"]] == ["shoe"]
    assert memory.forget("fay") == 1 and not profiles.saved("fay") and profiles.saved("gus")


def test_each_thing_can_be_taken_back_alone(memory: Memory) -> None:
    profiles = memory.profiles
    for fact in ("I have a cat", "I have a cat and a dog"):
        profiles.remember("fay", fact, fact)
    profiles.add("fay", "lamp", "like")
    profiles.add("fay", "lamp", "purchase")
    profiles.drop("fay", "I have a cat")
    profiles.take_back("fay", "lamp", "like")
    assert [kept.fact for kept in profiles.facts("fay")] == ["I have a cat and a dog"]
    assert [done.event for done in profiles.interactions("fay")] == ["purchase"]
