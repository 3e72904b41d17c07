"""The decode loop: a prompt in, text out as it is made, under a grammar.

Greedy: the likeliest token that the grammar allows. The likeliest of all is tried first, which nearly always
is the one, so that the grammar costs microseconds. Where the grammar leaves no choice nothing is generated:
the fixed text is read together with the next tokens, in one batch.
"""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.grammar.nodes import Node
from tastemaker.agent.model.grammar.walk import State
from tastemaker.tools.errors import ModelFailed

Finish = Literal["stop", "length", "time", "cancelled", "circles"]
NEAREST = 64  # candidates looked at before the whole vocabulary is sorted
PERIOD, ROUNDS, CIRCLE = 24, 4, 24  # a text of at least CIRCLE tokens that repeats ROUNDS times is a circle


class Engine(Protocol):
    """What the loop needs of a model."""

    ends: frozenset[int]

    def tokenize(self, text: bytes) -> list[int]: ...
    def piece(self, token: int) -> bytes: ...
    def logits(self) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True)
class ReplyOrder:
    """Is what a caller wants of one reply; `cancelled` and `until` are asked after every token.

    Where several wait, an `urgent` one is answered first.
    """

    grammar: Node | None = None
    max_tokens: int = 512
    seconds: float | None = None
    stop: tuple[str, ...] = ()
    until: Callable[[str], bool] | None = None
    cancelled: Callable[[], bool] = lambda: False
    urgent: bool = True

    def within(self, room: int, seconds: float, gone: Callable[[], bool]) -> ReplyOrder:
        """Limits the order to `room` tokens, to the seconds left, and to callers who are still there."""
        asked, most = self.cancelled, min(self.max_tokens, room - 8)
        return replace(self, max_tokens=most, seconds=seconds, cancelled=lambda: gone() or asked())


@dataclass
class ReplyReport:
    """Is what a reply took: tokens and milliseconds."""

    prompt: int = 0
    cached: int = 0
    generated: int = 0
    forced: int = 0
    waited_ms: float = 0.0
    prompt_ms: float = 0.0
    generate_ms: float = 0.0
    finish: Finish = "stop"
    text: str = ""
    tokens: list[int] = field(default_factory=list)


class _Stopped(Exception):
    def __init__(self, finish: Finish) -> None:
        self.finish = finish


_SENTENCE = re.compile(r"(?:[。！？…]|(?:[^\W\d_]{3,}|[)\"'”’%])[.!?])[\"'”’)]?\s*$")
_ABBREVIATIONS = ("approx.", "etc.", "incl.", "max.", "min.", "vs.", "inc.", "ltd.", "sec.", "vol.", "mrs.")


def sentence_ended(text: str) -> bool:
    """Tells whether a sentence has just ended, without waiting for what follows.

    >>> [sentence_ended(text) for text in ("It fits.", "about 3.", "cases, e.g.", "很合适。")]
    [True, False, False, True]
    """
    return bool(_SENTENCE.search(text)) and not text.rstrip().lower().endswith(_ABBREVIATIONS)


def _circles(tokens: Sequence[int]) -> bool:
    """Tells whether the end of the text is the same few tokens over and over."""
    for period in range(1, PERIOD + 1):
        length = max(period * ROUNDS, CIRCLE)
        if len(tokens) < length:
            continue
        tail = tokens[-length:]
        if tail[period:] == tail[:-period]:
            return True
    return False


class _Chooser:
    """Takes the best token that may follow."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def allowed(self, token: int, state: State | None) -> bool:
        if token in self._engine.ends:
            return state is None or state.may_end
        piece = self._engine.piece(token)
        return bool(piece) and (state is None or state.accept(piece) is not None)

    def choose(self, state: State | None) -> int:
        logits = self._engine.logits()
        best = int(logits.argmax())
        if self.allowed(best, state):
            return best
        return next(token for token in self._by_likelihood(logits) if self.allowed(token, state))

    @staticmethod
    def _by_likelihood(logits: npt.NDArray[np.float32]) -> Iterator[int]:
        nearest = min(NEAREST, len(logits))
        top = np.argpartition(logits, -nearest)[-nearest:]
        yield from top[np.argsort(-logits[top], kind="stable")].tolist()
        yield from np.argsort(-logits, kind="stable").tolist()


class _Voice:
    """Turns bytes into text that may be shown: whole characters, and no beginning of a stop."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stops = stops
        self.text = ""
        self._shown = 0

    def add(self, data: bytes) -> None:
        self.text += self._decoder.decode(data)

    def stopped(self) -> bool:
        """Looks for a stop in what is not yet shown, and cuts the text there."""
        found = [at for stop in self._stops if (at := self.text.find(stop, self._shown)) >= 0]
        if found:
            self.text = self.text[: min(found)]
        return bool(found)

    def show(self, all: bool = False) -> str:
        end = len(self.text)
        if not all:
            for stop in self._stops:
                for length in range(min(len(stop) - 1, len(self.text)), 0, -1):
                    if self.text.endswith(stop[:length]):
                        end = min(end, len(self.text) - length)
                        break
        new = self.text[self._shown : max(end, self._shown)]
        self._shown = max(end, self._shown)
        return new


def decode(
    engine: Engine, readings: Readings, prompt: Sequence[int], order: ReplyOrder, report: ReplyReport
) -> Iterator[str]:
    """Yields the reply in parts and fills `report`.

    A limit reached inside a structure ends it with the shortest text that completes it, so that what was
    promised to parse does; `report.finish` tells. Raises ModelFailed when time runs out before the first
    token.
    """
    began = time.perf_counter()

    def pause() -> None:
        if order.cancelled():
            raise _Stopped("cancelled")
        if order.seconds is not None and time.perf_counter() - began > order.seconds:
            raise _Stopped("time")

    reading = readings.open(prompt)
    report.prompt, report.cached = len(prompt), len(reading.tokens)
    state = State.start(order.grammar) if order.grammar is not None else None
    voice, chooser = _Voice(order.stop), _Chooser(engine)
    waiting = list(prompt[len(reading.tokens) :])  # not yet read
    read_until = began
    try:
        while True:
            if state is not None:
                fixed, state = state.forced()
                if fixed:
                    tokens = engine.tokenize(fixed)
                    waiting += tokens
                    report.forced += len(tokens)
                    report.tokens += tokens
                    voice.add(fixed)
                if state.must_end:
                    break
            if report.generated + report.forced >= order.max_tokens:
                raise _Stopped("length")
            if voice.text and (part := voice.show()):
                yield part
            readings.extend(reading, waiting, pause)
            if not report.generated:
                read_until = time.perf_counter()
                report.prompt_ms = 1000 * (read_until - began)
            token = chooser.choose(state)
            if token in engine.ends:
                break
            waiting = [token]
            report.generated += 1
            report.tokens.append(token)
            piece = engine.piece(token)
            state = state.accept(piece) if state is not None else None
            voice.add(piece)
            whole = state is None or state.may_end
            if whole and (voice.stopped() or (order.until is not None and order.until(voice.text))):
                break
            if _circles(report.tokens):
                raise _Stopped("circles")
            pause()
    except _Stopped as stopped:
        report.finish = stopped.finish
        if stopped.finish == "time" and not report.generated:
            raise ModelFailed(
                f"the model had not read the request after {order.seconds:.3g} seconds; "
                "ask for less, allow more time or use a smaller model"
            ) from None
        if state is not None and stopped.finish != "cancelled":
            voice.add(state.ending())
    finally:
        report.generate_ms = 1000 * (time.perf_counter() - read_until) if report.generated else 0.0
        report.text = voice.text
    if part := voice.show(all=True):
        yield part
