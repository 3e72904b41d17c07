"""What was read is not read again: in memory, between conversations, and after a restart."""

from pathlib import Path

import pytest
from scripted_engine import ScriptedEngine

from tastemaker.agent.model.cache import STATE_FILES, Readings
from tastemaker.tools.errors import ModelFailed

SYSTEM_A, SYSTEM_B = list(range(100, 160)), list(range(160, 220))


def read(engine: ScriptedEngine, readings: Readings, tokens: list[int]) -> int:
    """Reads a prompt as the decode loop does, and says how many tokens that took."""
    before = sum(engine.read)
    reading = readings.open(tokens)
    readings.extend(reading, tokens[len(reading.tokens) :])
    assert engine.held[reading.sequence] == tokens == reading.tokens
    return sum(engine.read) - before


def test_a_longer_conversation_reads_only_what_is_new() -> None:
    engine = ScriptedEngine()
    readings = Readings(engine)
    assert read(engine, readings, SYSTEM_A) == 60
    assert read(engine, readings, [*SYSTEM_A, 1, 2, 3]) == 3
    assert read(engine, readings, [*SYSTEM_A, 1, 2, 3]) == 1  # the last one, for what follows it


def test_two_prompts_in_turn_do_not_push_each_other_out() -> None:
    engine = ScriptedEngine()
    readings = Readings(engine)
    for turn in range(1, 4):
        costs = [read(engine, readings, [*system, *range(turn)]) for system in (SYSTEM_A, SYSTEM_B)]
        assert costs == ([61, 61] if turn == 1 else [1, 1])


def test_what_two_conversations_begin_with_is_held_once() -> None:
    engine = ScriptedEngine()
    readings = Readings(engine)
    first, second = [*SYSTEM_A, *range(20)], [*SYSTEM_A, *range(50, 70)]
    assert read(engine, readings, first) == 80
    assert read(engine, readings, second) == 20
    assert engine.cells() == 100
    assert read(engine, readings, [*first, 99]) == 1


def test_the_longest_unused_makes_room() -> None:
    engine = ScriptedEngine(room=130)
    readings = Readings(engine)
    read(engine, readings, SYSTEM_A)
    read(engine, readings, SYSTEM_B)
    third = list(range(50))
    assert read(engine, readings, third) == 50
    assert engine.cells() == 110
    assert read(engine, readings, [*SYSTEM_B, 7]) == 1
    assert read(engine, readings, [*SYSTEM_A, 7]) == 61


def test_a_text_longer_than_the_context_is_one_sentence() -> None:
    engine = ScriptedEngine(room=50)
    with pytest.raises(ModelFailed, match="longer than the model's context of 50 tokens; start a new one"):
        read(engine, Readings(engine), SYSTEM_A)


def test_more_conversations_than_sequences() -> None:
    engine = ScriptedEngine(sequences=3)
    readings = Readings(engine)
    readings.warm(SYSTEM_A)
    for shopper in range(9):
        assert read(engine, readings, [*SYSTEM_A, *[shopper] * 30]) == 30
    assert read(engine, readings, [*SYSTEM_A, *[8] * 30, 1]) == 1


def test_a_warm_beginning_outlives_what_is_not_kept() -> None:
    engine = ScriptedEngine(room=200)
    readings = Readings(engine)
    assert readings.warm(SYSTEM_A) == 60
    for start in range(1000, 2000, 100):
        read(engine, readings, list(range(start, start + 90)))
    assert read(engine, readings, [*SYSTEM_A, 1]) == 1
    assert readings.warm(SYSTEM_A) == 0


def test_a_warm_beginning_comes_back_from_disk(tmp_path: Path) -> None:
    first = ScriptedEngine()
    assert Readings(first, tmp_path, "model 1").warm(SYSTEM_A) == 60
    again = ScriptedEngine()
    readings = Readings(again, tmp_path, "model 1")
    assert readings.warm(SYSTEM_A) == 0 and not again.read
    assert read(again, readings, [*SYSTEM_A, 5]) == 1
    assert Readings(ScriptedEngine(), tmp_path, "model 2").warm(SYSTEM_A) == 60
    assert Readings(ScriptedEngine(), tmp_path, "model 1").warm(SYSTEM_A[:-1]) == 59


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "stale"])
def test_a_damaged_file_is_dropped_and_written_again(tmp_path: Path, damage: str) -> None:
    Readings(ScriptedEngine(), tmp_path).warm(SYSTEM_A)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    if damage == "stale":  # whole, but not for this context
        engine = ScriptedEngine()
        engine.state = lambda sequence: b"stale"  # type: ignore[method-assign]
        file.unlink()
        Readings(engine, tmp_path).warm(SYSTEM_A)
    else:
        flipped = bytes([data[60] ^ 1])
        file.write_bytes({"cut": data[:-3], "flipped": data[:60] + flipped + data[61:], "empty": b""}[damage])
    assert Readings(ScriptedEngine(), tmp_path).warm(SYSTEM_A) == 60
    assert file.read_bytes() == data
    assert Readings(ScriptedEngine(), tmp_path).warm(SYSTEM_A) == 0


def test_only_the_latest_files_are_kept(tmp_path: Path) -> None:
    readings = Readings(ScriptedEngine(), tmp_path)
    for first in range(STATE_FILES + 3):
        readings.warm([first, *SYSTEM_A])
    assert len(list(tmp_path.iterdir())) == STATE_FILES


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Readings(ScriptedEngine(), tmp_path / "file" / "states").warm(SYSTEM_A) == 60
