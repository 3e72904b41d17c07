"""Turns that run: one after the other in a conversation, to their end whether or not anybody listens."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from queue import SimpleQueue
from weakref import WeakSet, WeakValueDictionary

from tastemaker.agent.events import Event, Failed
from tastemaker.tools.errors import TastemakerError

Cancelled = Callable[[], bool]
_LOG = logging.getLogger("tastemaker.turns")
"""Says why a turn failed, to whoever listens; the owner's page does."""


class Running:
    """The turns of many conversations; of one that is over nothing is left here."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._cancelled: WeakValueDictionary[str, threading.Event] = WeakValueDictionary()
        self._threads: WeakSet[threading.Thread] = WeakSet()

    def alone(self, session: str) -> AbstractContextManager[object]:
        """Waits for the turns of a conversation, and holds back the next ones while it is entered."""
        with self._guard:
            return self._locks.setdefault(session, threading.Lock())

    def events(self, session: str, begin: Callable[[Cancelled], Iterator[Event]]) -> Iterator[Event]:
        """The events of a turn of a conversation; a TastemakerError in it is told as `Failed`.

        The turn runs in a thread of its own, so that a listener who goes away neither ends it nor holds back
        the next one.
        """
        told: SimpleQueue[Event | BaseException | None] = SimpleQueue()

        def run() -> None:
            cancelled = threading.Event()
            try:
                with self.alone(session):
                    self._cancelled[session] = cancelled
                    for event in begin(cancelled.is_set):
                        told.put(event)
            except TastemakerError as error:
                _LOG.info("%s", error)
                told.put(Failed(str(error)))
            except BaseException as error:  # a bug is the listener's to see
                _LOG.info("%s: %s", type(error).__name__, error)
                told.put(error)
            told.put(None)

        thread = threading.Thread(target=run, name=f"turn of {session}", daemon=True)
        self._threads.add(thread)
        thread.start()
        while (event := told.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event

    def cancel(self, session: str) -> None:
        """Asks the turn that a conversation is in to end; what was said so far stands."""
        if (cancelled := self._cancelled.get(session)) is not None:
            cancelled.set()

    def close(self) -> None:
        """Cancels all turns and waits for their ends."""
        for cancelled in list(self._cancelled.values()):
            cancelled.set()
        for thread in list(self._threads):
            thread.join()
