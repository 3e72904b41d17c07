"""A loaded model file that answers one request at a time, for all who use it with the same settings."""

from __future__ import annotations

import math
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tastemaker.agent.model.cache import Readings
from tastemaker.agent.model.chatml import Mark, Piece
from tastemaker.agent.model.decode import ReplyOrder, ReplyReport, decode
from tastemaker.agent.model.line import Line
from tastemaker.agent.model.llama.engine import Llama
from tastemaker.tools.errors import ModelFailed

T = TypeVar("T")
REMEMBERED = 256  # own replies whose tokens are remembered
SHORTEST = 16  # tokens that must be left for an answer
STEADY = 32  # tokens that must be read at once to say how fast reading is


@dataclass(frozen=True)
class Identity:
    """Names a model file: its name and a digest."""

    name: str
    digest: str


@dataclass(frozen=True)
class Speed:
    """Is how fast the model has been so far, in tokens a second; zero where nothing was measured."""

    reading: float
    writing: float


class Served:
    """One loaded model, what it has read, and the line of those who wait for it."""

    def __init__(self, engine: Llama, readings: Readings, identity: Identity) -> None:
        self.engine = engine
        self.identity = identity
        self._readings = readings
        self._replies: dict[str, list[int]] = {}  # own texts, and the tokens they were made of
        self._read = self._read_ms = self._written = self._write_ms = 0.0
        self.heard: Callable[[list[int], ReplyReport], None] | None = None
        """Is told of every prompt and its reply."""
        self._line = Line(f"llama {identity.name}")
        self.close: Callable[[], Any] = weakref.finalize(self, _shut, self._line, engine)

    @property
    def closed(self) -> bool:
        """Tells whether the memory was freed."""
        return not self.close.alive  # type: ignore[attr-defined]

    @property
    def speed(self) -> Speed:
        """Tells how fast it has been so far."""
        return Speed(
            1000 * self._read / self._read_ms if self._read_ms else 0.0,
            1000 * self._written / self._write_ms if self._write_ms else 0.0,
        )

    def answer(self, pieces: Sequence[Piece], order: ReplyOrder, report: ReplyReport) -> Iterator[str]:
        """Yields the reply to a rendered conversation in parts, and fills `report`.

        Waiting for others counts among the order's seconds. Raises ModelFailed when they run out before the
        first token, or when the conversation is too long for the context.
        """

        def work(prompt: list[int], limited: ReplyOrder) -> Iterator[str]:
            yield from decode(self.engine, self._readings, prompt, limited, report)
            self._remember(pieces[-1] if isinstance(pieces[-1], str) else "", report)

        return self._in_turn(work, pieces, order, report)

    def _in_turn(
        self,
        work: Callable[[list[int], ReplyOrder], Iterator[T]],
        pieces: Sequence[Piece],
        order: ReplyOrder,
        report: ReplyReport,
    ) -> Iterator[T]:
        """Yields what `work` yields of a prompt and an order, when those before it are done."""
        asked, begun = time.perf_counter(), threading.Event()
        until = math.inf if order.seconds is None else asked + order.seconds

        def job(gone: Callable[[], bool]) -> Iterator[T]:
            begun.set()
            report.waited_ms = 1000 * (time.perf_counter() - asked)
            prompt = self.tokens(pieces)
            room = self.engine.room - len(prompt)
            if room < SHORTEST:
                raise ModelFailed(
                    f"the conversation has {len(prompt)} tokens and the model's context holds "
                    f"{self.engine.room}; start a new one or set a larger context"
                )
            yield from work(prompt, order.within(room, until - time.perf_counter(), gone))
            self._count(report)
            if self.heard is not None:
                self.heard(prompt, report)

        parts = self._line.stream(
            job, lambda: not order.cancelled() and time.perf_counter() < until, order.urgent
        )

        def answered() -> Iterator[T]:
            yield from parts
            if not begun.is_set():
                if not order.cancelled():
                    raise ModelFailed(
                        f"the model was busy with others for {order.seconds:g} seconds; "
                        "ask again, allow more time or use a smaller model"
                    )
                report.finish = "cancelled"

        return answered()

    def warm(self, pieces: Sequence[Piece]) -> int:
        """Reads a beginning that many prompts share, or fetches it from disk; tells how many it read."""

        def read(gone: Callable[[], bool]) -> int:
            def leave() -> None:
                if gone():
                    raise ModelFailed("the model was closed before it had read its prompt")

            tokens, began = self.tokens(pieces), time.perf_counter()
            count = self._readings.warm(tokens, leave) if tokens else 0
            self._count(ReplyReport(prompt=count, prompt_ms=1000 * (time.perf_counter() - began)))
            return count

        return self._line.run(read, urgent=False)

    def tokens(self, pieces: Sequence[Piece]) -> list[int]:
        """Splits a rendered conversation into tokens."""
        found: list[int] = []
        for piece in pieces:
            found += [self.engine.marks[piece]] if isinstance(piece, Mark) else self._of_text(piece)
        return found

    def _of_text(self, text: str) -> list[int]:
        # A reply is read back as the tokens it was written in, which need not be those of its text.
        known = max((own for own in self._replies if text.startswith(own)), key=len, default="")
        rest = text[len(known) :].encode("utf-8", "replace")
        return self._replies.get(known, []) + self.engine.tokenize(rest)

    def _remember(self, begun: str, report: ReplyReport) -> None:
        tokens = self._of_text(begun) if begun else []
        data = begun.encode("utf-8", "replace")
        whole = (begun + report.text).encode("utf-8", "replace")
        for token in report.tokens:
            longer = data + self.engine.piece(token)
            if not whole.startswith(longer):  # cut at a stop, within a token
                break
            data = longer
            tokens.append(token)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return
        if text:
            self._replies.pop(text, None)
            self._replies[text] = tokens
            if len(self._replies) > REMEMBERED:
                del self._replies[next(iter(self._replies))]

    def _count(self, report: ReplyReport) -> None:
        read = report.prompt - report.cached
        if read >= STEADY:
            self._read += read
            self._read_ms += report.prompt_ms
        self._written += report.generated
        self._write_ms += report.generate_ms


def _shut(line: Line, engine: Llama) -> None:
    if line.close():
        engine.close()
