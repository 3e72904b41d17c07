"""One thread that works, and the line of those who wait: first come, first served, the urgent first.

The worker never waits for a reader: a consumer that is slow, busy with another request or gone for good
holds nobody up.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
GLANCE = 0.1  # seconds between two looks whether somebody who waits still wants to
PASSED = 4  # urgent jobs that may go before one that has waited longer
PATIENCE = 30  # seconds that a job may take to notice that nobody waits for it any more


class _End(Generic[T]):
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Job(Generic[T]):
    def __init__(self, work: Callable[[Callable[[], bool]], Iterator[T]]) -> None:
        self.work = work
        self.begun, self.gone = threading.Event(), threading.Event()
        self.parts: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

    def run(self) -> None:
        error: BaseException | None = None
        self.begun.set()
        try:
            if not self.gone.is_set():
                for part in self.work(self.gone.is_set):
                    self.parts.put(part)
        except BaseException as caught:  # whatever it is, it belongs to the one who waits
            error = caught
        self.parts.put(_End(error))


class Line:
    """Runs jobs one after the other on its own thread."""

    def __init__(self, name: str) -> None:
        self._urgent: deque[_Job[Any]] = deque()
        self._others: deque[_Job[Any]] = deque()
        self._passed = 0  # urgent jobs since one of the others
        self._changed = threading.Condition()
        self._now: _Job[Any] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stream(
        self,
        work: Callable[[Callable[[], bool]], Iterator[T]],
        patient: Callable[[], bool] = lambda: True,
        urgent: bool = True,
    ) -> Iterator[T]:
        """Yields what `work` yields on the line's thread; closing this iterator makes its argument true.

        Yields nothing when `patient`, asked while others are before it, says no.
        """
        if self._closed:
            raise RuntimeError("this model was closed")
        if threading.current_thread() is self._thread:
            raise RuntimeError("a job cannot wait for another one in its own line")
        job = _Job(work)
        with self._changed:
            (self._urgent if urgent else self._others).append(job)
            self._changed.notify()
        return self._parts(job, patient)

    def run(self, function: Callable[[Callable[[], bool]], T], urgent: bool = True) -> T:
        """Waits for `function`, run in its turn on the line's thread."""
        return next(iter(list(self.stream(lambda gone: iter([function(gone)]), urgent=urgent))))

    @staticmethod
    def _parts(job: _Job[T], patient: Callable[[], bool]) -> Iterator[T]:
        try:
            while not job.begun.wait(GLANCE):
                if not patient():
                    return
            while True:
                part = job.parts.get()
                if isinstance(part, _End):
                    if part.error is not None:
                        raise part.error
                    return
                yield part
        finally:
            job.gone.set()

    def close(self) -> bool:
        """Stops the job at work and turns away those who wait; False when the job goes on regardless."""
        self._closed = True
        if self._now is not None:
            self._now.gone.set()
        with self._changed:
            self._changed.notify()
        if threading.current_thread() is self._thread:  # the last owner was a job, which is over
            return True
        self._thread.join(timeout=PATIENCE)
        return not self._thread.is_alive()

    def _next(self) -> _Job[Any] | None:
        """Takes the next job when there is one; None when the line is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._urgent or self._others or self._closed)
            if self._urgent and (not self._others or self._passed < PASSED):
                self._passed += bool(self._others)
                return self._urgent.popleft()
            self._passed = 0
            return self._others.popleft() if self._others else None

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._now = job
            if self._closed:
                job.gone.set()
            job.run()
            self._now = None
            del job  # what it holds may be the owner of this line
