"""A model that is shared: what is asked waits, and what has waited too long ends with a sentence."""

import threading
import time
from collections.abc import Iterator

import pytest
from scripted_engine import START, STOP, ScriptedEngine, says

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.chatml import Mark
from tastemaker.agent.model.decode import ReplyOrder, ReplyReport
from tastemaker.agent.model.served import Identity, Served
from tastemaker.tools.errors import ModelFailed


class Engine(ScriptedEngine):
    """Says one text, and reads nothing while it is held."""

    marks = {Mark.START: START, Mark.END: STOP}

    def __init__(self) -> None:
        super().__init__(says("It keeps warm."))
        self.free = threading.Event()
        self.free.set()

    def tokenize(self, text: bytes) -> list[int]:
        self.free.wait(5)
        return super().tokenize(text)

    def close(self) -> None:
        pass


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def served(engine: Engine) -> Iterator[Served]:
    served = Served(engine, Readings(engine), Identity("scripted", ""))  # type: ignore[arg-type]
    yield served
    engine.free.set()
    served.close()


def ask(served: Served, order: ReplyOrder, report: ReplyReport | None = None) -> Iterator[str]:
    return served.answer(["Why this?", Mark.START], order, report or ReplyReport())


def test_an_answer_is_heard_with_its_prompt(served: Served) -> None:
    heard: list[tuple[int, str]] = []
    served.heard = lambda prompt, report: heard.append((len(prompt), report.text))
    assert "".join(ask(served, ReplyOrder())) == "It keeps warm."
    assert heard == [(len("Why this?") + 1, "It keeps warm.")]


def test_waiting_counts_among_the_seconds(served: Served, engine: Engine) -> None:
    engine.free.clear()
    first = ask(served, ReplyOrder())
    with pytest.raises(ModelFailed, match="busy with others for 0.2 seconds; ask again"):
        list(ask(served, ReplyOrder(seconds=0.2)))
    engine.free.set()
    assert "".join(first) == "It keeps warm."


def test_who_cancels_while_waiting_waits_no_longer(served: Served, engine: Engine) -> None:
    engine.free.clear()
    first, cancel, report = ask(served, ReplyOrder()), threading.Event(), ReplyReport()
    second = ask(served, ReplyOrder(cancelled=cancel.is_set), report)
    threading.Timer(0.1, cancel.set).start()
    began = time.perf_counter()
    assert list(second) == [] and report.finish == "cancelled" and time.perf_counter() - began < 2
    engine.free.set()
    assert "".join(first) == "It keeps warm."


def test_what_is_left_of_the_seconds_limits_the_answer(served: Served, engine: Engine) -> None:
    report = ReplyReport()
    assert "".join(ask(served, ReplyOrder(seconds=60), report)) == "It keeps warm."
    assert report.finish == "stop" and report.waited_ms < 60_000


def test_a_closed_model_reads_nothing_ahead(served: Served, engine: Engine) -> None:
    engine.free.clear()
    errors: list[BaseException] = []

    def warm() -> None:
        try:
            served.warm(["You help a shopper to choose." * 9])
        except ModelFailed as error:
            errors.append(error)

    thread = threading.Thread(target=warm)
    thread.start()
    time.sleep(0.05)
    closing = threading.Thread(target=served.close)
    closing.start()
    time.sleep(0.05)
    engine.free.set()
    thread.join(5)
    closing.join(5)
    assert "closed before it had read" in str(errors[0]) and not engine.read
