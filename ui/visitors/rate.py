"""At most so much in so many seconds for each visitor."""

import threading
import time
from collections import OrderedDict, deque

from starlette.datastructures import Address

_MOST_VISITORS = 10_000


def counted_as(login: str | None, address: Address | None) -> str:
    """Whose doings are counted together: those of a login, else those of an address."""
    return login or (address.host if address else "")


class Rate:
    """Counts what each visitor did in the last `seconds`; of more visitors than can be kept the oldest go."""

    def __init__(self, most: float, seconds: float = 60.0) -> None:
        self._most, self._seconds = most, seconds
        self._done: OrderedDict[str, deque[tuple[float, float]]] = OrderedDict()
        self._counting = threading.Lock()

    def wait(self, visitor: str, amount: float = 1) -> float:
        """Seconds until this visitor may do so much more; where it is 0, it is counted."""
        now = time.monotonic()
        with self._counting:
            done = self._done.setdefault(visitor, deque())
            self._done.move_to_end(visitor)
            while len(self._done) > _MOST_VISITORS:
                self._done.popitem(last=False)
            while done and now - done[0][0] >= self._seconds:
                done.popleft()
            if amount + sum(counted for _, counted in done) > self._most:
                return self._seconds - (now - done[0][0]) if done else self._seconds
            done.append((now, amount))
            return 0.0

    def forgive(self, visitor: str) -> None:
        """Takes back what this visitor did last."""
        with self._counting:
            if done := self._done.get(visitor):
                done.pop()
