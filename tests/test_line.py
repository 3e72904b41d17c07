"""The line of those who wait for the model."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest

from tastemaker.agent.model.line import PASSED, Line


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line("test")
    yield line
    line.close()


def counting(count: int, seen: list[int] | None = None) -> Callable[[Callable[[], bool]], Iterator[int]]:
    def work(gone: Callable[[], bool]) -> Iterator[int]:
        for number in range(count):
            if gone():
                return
            if seen is not None:
                seen.append(number)
            yield number

    return work


def test_first_come_first_served(line: Line) -> None:
    order: list[str] = []
    streams = [line.stream(naming(order, name)) for name in "abcde"]
    assert [list(stream) for stream in reversed(streams)] == [["e"], ["d"], ["c"], ["b"], ["a"]]
    assert order == list("abcde")


def naming(order: list[str], name: str) -> Callable[[Callable[[], bool]], Iterator[str]]:
    def work(gone: Callable[[], bool]) -> Iterator[str]:
        order.append(name)
        yield name

    return work


def test_the_urgent_go_first_but_not_for_ever(line: Line) -> None:
    order: list[str] = []
    begun, hold = threading.Event(), threading.Event()
    first = line.stream(lambda gone: iter([begun.set() or hold.wait(5)]))
    assert begun.wait(5)
    streams = [line.stream(naming(order, name), urgent=False) for name in "yz"]
    streams += [line.stream(naming(order, name)) for name in "abcdefghi"]
    hold.set()
    for stream in (first, *streams):
        list(stream)
    assert "".join(order) == "abcdyefghzi" and PASSED == 4


def test_who_has_no_patience_left_is_not_served(line: Line) -> None:
    order: list[str] = []
    hold = threading.Event()
    first = line.stream(lambda gone: iter([hold.wait(5)]))
    assert list(line.stream(naming(order, "a"), patient=lambda: False)) == []
    hold.set()
    assert list(first) == [True] and line.run(lambda gone: "next") == "next" and order == []


def test_a_reader_that_stands_still_holds_nobody_up(line: Line) -> None:
    slow = line.stream(counting(3))
    assert next(slow) == 0
    assert list(line.stream(counting(2))) == [0, 1]
    assert list(slow) == [1, 2]


def test_a_reader_that_leaves_ends_the_work(line: Line) -> None:
    started, seen = threading.Event(), []

    def work(gone: Callable[[], bool]) -> Iterator[int]:
        while not gone():
            seen.append(1)
            yield 1
            started.wait(0.01)

    stream = line.stream(work)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert line.run(lambda gone: "next") == "next"
    assert seen


def test_an_error_reaches_the_one_who_waits_and_nobody_else(line: Line) -> None:
    def work(gone: Callable[[], bool]) -> Iterator[int]:
        yield 1
        raise ValueError("no")

    stream = line.stream(work)
    assert next(stream) == 1
    with pytest.raises(ValueError, match="no"):
        next(stream)
    assert line.run(lambda gone: 2) == 2


def test_a_job_cannot_wait_for_its_own_line(line: Line) -> None:
    with pytest.raises(RuntimeError, match="own line"):
        line.run(lambda gone: line.run(lambda gone: 1))


def test_close_ends_what_is_at_work_and_turns_away_the_rest() -> None:
    line, seen = Line("test"), []

    def endless(gone: Callable[[], bool]) -> Iterator[int]:
        while not gone():
            yield 1
            time.sleep(0.001)

    first, second = line.stream(endless), line.stream(counting(3, seen))
    next(first)
    line.close()
    assert list(second) == [] and not seen
    with pytest.raises(RuntimeError, match="closed"):
        line.stream(counting(1))


def test_a_line_ends_with_its_owner_even_from_within() -> None:
    class Owner:
        def __init__(self) -> None:
            self.line, self.ended = Line("test"), threading.Event()
            weakref.finalize(self, lambda line, ended: line.close() and ended.set(), self.line, self.ended)

        def job(self, gone: Callable[[], bool]) -> Iterator[int]:
            yield 1

    owner = Owner()
    ended, stream = owner.ended, owner.line.stream(owner.job)
    del owner
    assert list(stream) == [1]
    assert ended.wait(5)
