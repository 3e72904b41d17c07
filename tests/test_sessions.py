"""The store of conversations: what is kept, how much at most, and what happens where it cannot be kept."""

import sqlite3
from pathlib import Path

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.talks import sessions as of_sessions
from tastemaker.agent.talks.sessions import GONE, KEPT, Sessions
from tastemaker.agent.talks.talk import Made, Record, Standing, Talk
from tastemaker.tools.errors import DataError


def turn(said: str, user: str | None = None, photo: int | None = None) -> Record:
    """A turn about as large as one with six items."""
    answer = {"reply": f"reply to {said}", "calls": [], "items": [{"id": "x" * 8000}], "limits": {}}
    call = Call.of("search", {"query": said, "price_max": 50, "order": ["price", "up"]})
    standing = Standing(call, (Made(call, ("a", "b")),), refused=(("c", said),), photo=photo)
    return Record(said, user, standing, answer)


def said(talk: Talk) -> list[str]:
    return [record.said for record in talk.records]


def keep(sessions: Sessions, session: str, *texts: str, user: str | None = None) -> None:
    for text in texts:
        assert sessions.keep(session, sessions.talk(session), turn(text, user)) == ""


def on_disk(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.sqlite"


def test_a_turn_is_read_again_as_it_was_kept(path: Path) -> None:
    keep(Sessions(path), "s", "shoes", "boots", user="ana")
    (first, second) = Sessions(path).talk("s").records
    assert (first.n, second.n) == (1, 2) and first.time <= second.time
    assert second.standing == turn("boots").standing and second.answer == turn("boots").answer
    assert second.user == "ana"


def test_a_long_talk_stays_bounded_on_disk(path: Path) -> None:
    sessions = Sessions(path)
    keep(sessions, "s", *(f"turn {n}" for n in range(KEPT)))
    before = on_disk(path)
    keep(sessions, "s", *(f"turn {n}" for n in range(KEPT, 3 * KEPT)))
    talk = sessions.talk("s")
    assert said(talk) == [f"turn {n}" for n in range(2 * KEPT, 3 * KEPT)] and talk.last == 3 * KEPT
    assert on_disk(path) < 1.1 * before


def test_all_talks_together_stay_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_sessions, "ALL_KEPT", 10)
    sessions = Sessions(path)
    for n in range(15):
        keep(sessions, f"s{n}", "hello")
    assert [n for n in range(15) if sessions.talk(f"s{n}").records] == list(range(5, 15))


def test_the_photo_in_force_outlives_its_turn(path: Path) -> None:
    sessions = Sessions(path)
    assert sessions.keep("s", Talk(), turn("like this"), b"views") == ""
    assert sessions.talk("s").standing.photo == 1
    for n in range(KEPT + 5):
        assert sessions.keep("s", sessions.talk("s"), turn(str(n), photo=1)) == ""
    assert sessions.photo("s", 1) == b"views" and sessions.photo("s", 2) is None


def test_what_is_before_the_oldest_turn_that_is_kept_is_not_made_up(path: Path) -> None:
    sessions = Sessions(path)
    keep(sessions, "s", *map(str, range(KEPT + 1)))
    for _ in range(KEPT - 1):
        assert (talk := sessions.talk("s")).undone() is not None
        assert sessions.undo("s", talk) == ""
    assert said(sessions.talk("s")) == ["1"] and sessions.talk("s").undone() is None


def test_a_turn_on_what_was_forgotten_meanwhile_is_not_kept(path: Path) -> None:
    here, there = Sessions(path), Sessions(path)
    keep(here, "s", "my secret", user="ana")
    before = here.talk("s")
    assert there.forget("ana") == 1
    assert here.keep("s", before, turn("go on", "ana")) == GONE
    assert not here.talk("s").records and b"my secret" not in path.read_bytes()


def test_forgetting_takes_whole_talks_out_of_the_files(path: Path) -> None:
    sessions = Sessions(path)
    path.with_name("sessions.sqlite.damaged-20260101T000000").write_text("an older secret")
    keep(sessions, "s", *(f"secret {n}" for n in range(30)), user="ana")
    keep(sessions, "s", "and what followed")
    keep(sessions, "t", "of another", user="ben")
    before = on_disk(path)
    assert sessions.forget("ana") == 31
    assert not sessions.talk("s").records and said(sessions.talk("t")) == ["of another"]
    assert on_disk(path) < before / 5
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"secret" not in left and b"ana" not in left


def test_turns_wait_in_memory_while_the_disk_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions(path)
    keep(sessions, "s", "one", "two")
    with monkeypatch.context() as full:
        full.setattr("tastemaker.agent.talks.database._PRAGMAS", ("max_page_count = 1",))
        why = sessions.keep("s", sessions.talk("s"), turn("three"), b"views")
        assert "full" in why and "sessions.sqlite cannot be used" in why
        assert "full" in sessions.keep("s", sessions.talk("s"), turn("four"))
        assert said(sessions.talk("s")) == ["one", "two", "three", "four"]
        assert sessions.photo("s", 3) == b"views"
        assert sessions.undo("s", sessions.talk("s")) == ""
        assert said(sessions.talk("s")) == ["one", "two", "three"]
    keep(sessions, "s", "five")
    assert said(Sessions(path).talk("s")) == ["one", "two", "three", "five"]
    assert Sessions(path).photo("s", 3) == b"views"


def test_a_damaged_file_is_set_aside_and_said_once(path: Path) -> None:
    sessions = Sessions(path)
    keep(sessions, "s", "one")
    path.write_bytes(b"not a database" * 500)
    talk = sessions.talk("s")
    assert not talk.records and "was damaged and is now" in talk.lost
    assert sessions.talk("s").lost == ""
    keep(sessions, "s", "two")
    assert said(Sessions(path).talk("s")) == ["two"]
    (aside,) = path.parent.glob("sessions.sqlite.damaged-*")
    assert aside.read_bytes() == b"not a database" * 500


@pytest.mark.parametrize("harm", ["document = 'half {'", "document = '{}'", "format = 99"])
def test_a_turn_that_cannot_be_read_is_said_and_the_talk_begins_anew(path: Path, harm: str) -> None:
    sessions = Sessions(path)
    keep(sessions, "s", "one")
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE turns SET {harm}")
    database.close()
    talk = sessions.talk("s")
    assert not talk.records and "another version of Tastemaker" in talk.lost
    assert sessions.keep("s", talk, turn("two")) == ""
    assert said(sessions.talk("s")) == ["two"] and not sessions.talk("s").lost


def test_the_file_of_another_version_is_set_aside(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE checkpoints (thread_id TEXT, checkpoint BLOB)")
        database.execute("INSERT INTO checkpoints VALUES ('s', 'what ana said')")
    database.close()
    sessions = Sessions(path)
    assert "another version of Tastemaker kept it" in sessions.talk("s").lost
    keep(sessions, "s", "hello")
    assert b"what ana said" in path.with_name("sessions.sqlite.old").read_bytes()
    sessions.forget("ana")
    assert not path.with_name("sessions.sqlite.old").exists()


def test_any_database_url_is_one_place_for_many(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    keep(Sessions(url), "s", "hello")
    assert said(Sessions(url).talk("s")) == ["hello"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "names no database that can be used"),
        ("nosuch://somewhere/x", "names no database that can be used"),
        ("sqlite:////dev/null/x.db", "see that it can be reached"),
    ],
)
def test_a_database_that_does_not_answer_is_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as caught:
        Sessions(url)
    assert "\n" not in str(caught.value)
