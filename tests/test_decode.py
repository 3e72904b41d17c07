"""The decode loop, over a scripted model: form, fixed text in batches, stops, limits, circles."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from scripted_engine import START, ScriptedEngine, says

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.calls import Tool, reply_grammar
from tastemaker.agent.model.decode import ReplyOrder, ReplyReport, decode, sentence_ended
from tastemaker.tools.errors import ModelFailed


def find(query: str, price_max: float | None = None) -> None:
    """Find items."""


def run(engine: ScriptedEngine, **order: Any) -> tuple[str, ReplyReport]:
    report = ReplyReport()
    parts = list(decode(engine, Readings(engine), [1, 2, 3, START], ReplyOrder(**order), report))
    assert "".join(parts) == report.text
    return report.text, report


def test_plain_text_until_the_model_ends() -> None:
    text, report = run(ScriptedEngine(says("hello world, 耳机 🎧")))
    assert text == "hello world, 耳机 🎧"
    assert (report.finish, report.prompt, report.cached, report.forced) == ("stop", 4, 0, 0)
    assert report.generated == 13  # hello, world, comma, space, 耳, and 机, space and 🎧 in bytes


def test_control_tokens_are_never_said() -> None:
    assert run(ScriptedEngine(lambda said: (b"",) if len(said) > 2 else ()))[0] == "\0\0\0"


GRAMMAR = reply_grammar([Tool.of(find)], "any", False)
CALL = '{"tool":"find","args":{"query":"a red hat","price_max":12.5}}'


def test_fixed_text_is_read_in_batches() -> None:
    engine = ScriptedEngine(says(CALL))
    text, report = run(engine, grammar=GRAMMAR)
    assert text == CALL
    # The whole beginning is fixed, and read with the prompt; the end is fixed, and not read at all.
    beginning = engine.tokenize(b'{"tool":"find","args":{"query":"')
    assert engine.read[:3] == [8, 8, len(beginning) + 4 - 16] and report.forced > len(beginning)
    # Chosen: each byte of `a red hat`, then `","`, and the number up to its closing brace.
    assert report.generated == len("a red hat") + len(['","']) + len("12.5}")


def test_an_answer_of_another_form_is_bent_into_form() -> None:
    """The model would rather chat; whatever it wants, what comes out is a call."""
    text, _ = run(ScriptedEngine(lambda said: [b"Sure!", b'"', b"}", b"\n"]), grammar=GRAMMAR)
    assert json.loads(text)["tool"] == "find"


@pytest.mark.parametrize("most", range(1, 60, 7))
def test_a_call_that_is_cut_short_still_parses(most: int) -> None:
    text, report = run(ScriptedEngine(says(CALL)), grammar=GRAMMAR, max_tokens=most)
    assert json.loads(text)["tool"] == "find"
    assert report.finish == ("stop" if text == CALL else "length")


def test_stops_are_not_shown_not_even_in_part() -> None:
    engine, report = ScriptedEngine(says("one, two, STOP three")), ReplyReport()
    parts = list(decode(engine, Readings(engine), [START], ReplyOrder(stop=("STOP",)), report))
    assert "".join(parts) == "one, two, " and all("S" not in part for part in parts)
    assert run(ScriptedEngine(says("one, STAY")), stop=("STOP",))[0] == "one, STAY"


def test_until_is_asked_after_every_token() -> None:
    text, _ = run(ScriptedEngine(says("It is light. It is red.")), until=sentence_ended)
    assert text == "It is light."


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("It lasts 30 hours.", True), ("It lasts 3.", False), ("Good (very good).", True), ("approx.", False),
        ("Sie passt!", True), ("续航很长。", True), ("续航很长", False),
        ('It says "loud".', True), ("e.g.", False), ("Dr.", False), ("", False),
    ],
)  # fmt: skip
def test_sentence_ended(text: str, ended: bool) -> None:
    assert sentence_ended(text) is ended


def test_length() -> None:
    text, report = run(ScriptedEngine(says("abcdefgh")), max_tokens=3)
    assert (text, report.finish, report.generated) == ("abc", "length", 3)


def test_cancelled_between_tokens() -> None:
    asked = itertools.count()
    text, report = run(ScriptedEngine(says("abcdefgh")), cancelled=lambda: next(asked) > 5)
    assert report.finish == "cancelled" and text and "abcdefgh".startswith(text) and len(text) < 8


def test_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count()
    monkeypatch.setattr("tastemaker.agent.model.decode.time.perf_counter", lambda: float(next(clock)))
    text, report = run(ScriptedEngine(says("abcdefgh" * 9)), seconds=12)
    assert report.finish == "time" and text.startswith("abc")
    clock = itertools.count()
    with pytest.raises(ModelFailed, match="not read the request after 0.5 seconds"):
        run(ScriptedEngine(says("abc")), seconds=0.5)


@pytest.mark.parametrize("unit", ["a", "ab ", "one two three "])
def test_going_in_circles_ends(unit: str) -> None:
    wants: Callable[[bytes], list[bytes]] = lambda said: [(unit * 30).encode()[len(said) :]]  # noqa: E731
    text, report = run(ScriptedEngine(wants))
    assert report.finish == "circles" and len(text) < 80
