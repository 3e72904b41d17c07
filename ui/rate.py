"""At most so many turns a minute for each visitor."""

import threading
import time
from collections import deque

_MINUTE = 60.0
_MOST_VISITORS = 10_000


class Rate:
    """Counts the turns of the last minute by visitor: a login's name, or an address."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._begun: dict[str, deque[float]] = {}
        self._counting = threading.Lock()

    def wait(self, visitor: str) -> float:
        """Seconds until this visitor may begin another turn; where it is 0, the turn is counted."""
        now = time.monotonic()
        with self._counting:
            if len(self._begun) >= _MOST_VISITORS:
                self._begun = {who: kept for who, kept in self._begun.items() if now - kept[-1] < _MINUTE}
            begun = self._begun.setdefault(visitor, deque(maxlen=self.per_minute))
            if len(begun) == self.per_minute and now - begun[0] < _MINUTE:
                return _MINUTE - (now - begun[0])
            begun.append(now)
            return 0.0
