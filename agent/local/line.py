"""One thread that works, and the line of those who wait: first come, first served.

The worker never waits for a reader: a consumer that is slow, busy with another request or gone for good
holds nobody up.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
PATIENCE = 30  # seconds that a job may take to notice that nobody waits for it any more


class _End(Generic[T]):
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Job(Generic[T]):
    def __init__(self, work: Callable[[Callable[[], bool]], Iterator[T]]) -> None:
        self.work = work
        self.gone = threading.Event()
        self.parts: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

    def run(self) -> None:
        error: BaseException | None = None
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
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._now: _Job[Any] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stream(self, work: Callable[[Callable[[], bool]], Iterator[T]]) -> Iterator[T]:
        """Yields what `work` yields on the line's thread; closing this iterator makes its argument true."""
        if self._closed:
            raise RuntimeError("this model was closed")
        if threading.current_thread() is self._thread:
            raise RuntimeError("a job cannot wait for another one in its own line")
        job = _Job(work)
        self._jobs.put(job)
        return self._parts(job)

    def run(self, function: Callable[[Callable[[], bool]], T]) -> T:
        """Waits for `function`, run in its turn on the line's thread."""
        return next(iter(list(self.stream(lambda gone: iter([function(gone)])))))

    @staticmethod
    def _parts(job: _Job[T]) -> Iterator[T]:
        try:
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
        self._jobs.put(None)
        if threading.current_thread() is self._thread:  # the last owner was a job, which is over
            return True
        self._thread.join(timeout=PATIENCE)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                break
            self._now = job
            if self._closed:
                job.gone.set()
            job.run()
            self._now = None
            del job  # what it holds may be the owner of this line
