"""How long things live: turns, locks, builds and talks, with many shoppers, threads and processes."""

import gc
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer, Answered, Found
from tastemaker.agent.settings import load
from tastemaker.tools.build import build
from tastemaker.tools.errors import DataError


@pytest.fixture
def home(tiny_home: Path, tmp_path: Path) -> Path:
    """A home of its own, to be written to."""
    return Path(shutil.copytree(tiny_home, tmp_path / "own"))


@pytest.fixture
def plain(home: Path, tiny_encoders: None) -> Iterator[Agent]:
    """The agent without a language model; the profiles and talks are in its home."""
    with Agent(load(home=home, model="none")) as agent:
        yield agent


@pytest.fixture
def quiet(home: Path, written: dict[str, str], tiny_encoders: None) -> Iterator[Agent]:
    """The same agent, whose calls are `written`."""
    with Agent(load(home=home, model="none"), reader=Written(calls=written)) as agent:
        yield agent


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """The answer, which must be there within so many seconds."""
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(ask()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert answers, f"no answer within {seconds} s"
    return answers[0]


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def said(agent: Agent, session: str) -> list[str]:
    return [record.said for record in agent.talk(session).records]


def test_many_talks_leave_no_lock_and_no_thread_behind(plain: Agent) -> None:
    for _ in range(200):
        plain.ask("hello")
    eventually(lambda: not any(thread.name.startswith("turn of ") for thread in threading.enumerate()))
    gc.collect()
    running = plain._running
    assert (len(running._locks), len(running._cancelled), len(running._threads)) == (0, 0, 0)


def test_a_talk_of_a_hundred_turns_stays_bounded(plain: Agent, home: Path) -> None:
    sizes = []
    for n in range(100):
        plain.ask("running shoes" if n % 2 else "a book about coffee", session="s")
        sizes.append((home / "sessions.sqlite").stat().st_size)
    assert len(plain.talk("s").records) == 40
    assert sizes[-1] < 1.2 * sizes[49]


def test_a_listener_who_goes_away_does_not_hold_back_the_next_turn(plain: Agent) -> None:
    abandoned = plain.turn("running shoes", session="s")
    next(abandoned)
    answer = within(20, lambda: plain.ask("under 90", session="s"))
    assert answer.limits == {"price_max": 90} and answer.calls[0].args["query"] == "running shoes"
    assert said(plain, "s") == ["running shoes", "under 90"]
    assert isinstance(list(abandoned)[-1], Answered)


def test_a_turn_that_is_closed_is_kept_all_the_same(plain: Agent) -> None:
    for event in plain.turn("running shoes", session="s"):
        if isinstance(event, Found):
            break
    eventually(lambda: said(plain, "s") == ["running shoes"])


def test_two_first_turns_at_once_are_both_kept_one_after_the_other(plain: Agent) -> None:
    other = Agent(plain.settings)
    start = threading.Barrier(4)

    def ask(agent: Agent, text: str) -> None:
        start.wait()
        agent.ask(text, session="s")

    turns = [(plain, "running shoes"), (plain, "coffee"), (other, "a jacket"), (other, "a charger")]
    threads = [threading.Thread(target=ask, args=turn) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert sorted(said(plain, "s")) == sorted(text for _, text in turns)
    assert [record.n for record in plain.talk("s").records] == [1, 2, 3, 4]


def test_a_newer_build_is_opened_beside_the_turns(
    plain: Agent, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.ask("running shoes")
    folder = tiny.tiny_folder(tmp_path / "folder")
    with (folder / "items.jsonl").open("a") as file:
        file.write(json.dumps({"id": "new", "title": "Carbon running shoes", "price": 80}) + "\n")
    slow = threading.Event()

    def opened(name: str) -> tiny.TinyText:
        assert slow.wait(20)
        return tiny.TinyText()

    monkeypatch.setattr("tastemaker.agent.agent.open_text_encoder", opened)
    build(folder, home, tiny.TinyText(), tiny.TinyPictures(), lambda line: None)
    old = within(20, lambda: plain.ask("running shoes"))
    assert old.items and "new" not in plain.shop.catalogue
    slow.set()
    eventually(lambda: "new" in plain.shop.catalogue)
    assert "new" in {shown.recommendation.item.id for shown in plain.ask("running shoes").items}


def test_the_open_shop_answers_on_when_its_manifest_is_damaged(plain: Agent, home: Path) -> None:
    for harm in (lambda path: path.write_text("{"), Path.unlink):
        harm(home / "manifest.json")
        assert plain.ask("running shoes", session="s").items


def test_a_closed_agent_lets_go_of_its_build(plain: Agent, home: Path, tmp_path: Path) -> None:
    plain.close()
    folder = tiny.tiny_folder(tmp_path / "folder")
    build(folder, home, tiny.TinyText(), tiny.TinyPictures(), lambda line: None)
    assert len(list((home / "builds").iterdir())) == 1


CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
import tiny
from pathlib import Path
from written import Written
from tastemaker.agent import agent
from tastemaker.agent.settings import load
agent.open_text_encoder = lambda name: tiny.TinyText()
agent.open_picture_encoder = lambda name: tiny.TinyPictures()
reader = Written(calls={sys.argv[3]: sys.argv[4]})
with agent.Agent(load(home=Path(sys.argv[2]), model="none"), reader=reader) as other:
    print(*(shown.recommendation.item.id for shown in other.ask(sys.argv[3], user="fay", session="s").items))
"""


def other_process(home: Path, text: str, calls: str = "") -> list[str]:
    """A turn of fay in the same conversation, in another process; the ids of its list."""
    tests = str(Path(__file__).parent)
    run = [sys.executable, "-c", CHILD, tests, str(home), text, calls]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ})
    return done.stdout.split()


def test_a_talk_hears_at_once_what_another_process_said_and_forgot(
    quiet: Agent, written: dict[str, str], home: Path
) -> None:
    written["running shoes"] = 'find "running shoes"'
    written["tell me more about number 1"] = "ask of 1"
    quiet.ask("running shoes", user="fay", session="s")
    listed = other_process(home, "a book about coffee", 'find "coffee" where media = "book"')
    answer = quiet.ask("tell me more about number 1", user="fay", session="s")
    assert quiet.shop.catalogue[listed[0]].title in answer.reply
    other_process(home, "remember that I hate the colour red", 'remember "I hate the colour red"')
    assert quiet.ask("running shoes", user="fay", session="t").limits == {"exclude": ["red"]}
    other_process(home, "forget everything about me")
    assert "no list" in quiet.ask("tell me more about number 1", user="fay", session="s").reply
    assert quiet.ask("running shoes", user="fay", session="t").limits == {}


def test_where_talks_cannot_be_kept_the_shop_answers_and_says_so(
    plain: Agent, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.ask("running shoes", session="s")
    with monkeypatch.context() as unwritable:
        unwritable.setattr("tastemaker.agent.talks.database._PRAGMAS", ("query_only = ON",))
        answer = plain.ask("under 90", session="s")
        assert answer.items and answer.limits == {"price_max": 90}
        assert answer.notes == tuple(answer.as_json()["notes"])
        assert answer.notes[0].startswith("This turn is not kept: ")
        assert "readonly" in answer.notes[0] and "see that it can be" in answer.notes[0]
        assert plain.ask("not red", session="s").limits == {"price_max": 90, "exclude": ["red"]}
    assert plain.ask("why the first one?", session="s").notes == ()
    (home / "sessions.sqlite").write_bytes(b"garbage" * 1000)
    answer = plain.ask("running shoes", session="s")
    assert answer.items and answer.limits == {}
    assert "What was said before is not known here" in answer.notes[0] and "damaged" in answer.notes[0]
    assert plain.ask("under 90", session="s").notes == ()


def test_what_cannot_be_forgotten_is_said(plain: Agent, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain.ask("running shoes", user="fay", session="s")
    monkeypatch.setattr("tastemaker.agent.talks.database._PRAGMAS", ("query_only = ON",))
    with pytest.raises(DataError, match="not all that was said is deleted"):
        plain.forget("fay")
