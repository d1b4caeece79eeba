"""What this process has in hand already, so that a query which still shows it undone starts nothing twice."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

KEPT_S = 60.0  # longer than any query that began before the end was stored


class Seen:
    """Numbers that were taken up; each is forgotten a minute after its end. `clock` never runs backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: set[int] = set()
        self._ended: deque[tuple[float, int]] = deque()

    def add(self, number: int) -> bool:
        """Take a number up; False when it was taken up before."""
        if number in self._seen:
            return False
        self._seen.add(number)
        return True

    def end(self, number: int) -> None:
        """Note that a number is done, and stored as such."""
        now = self._clock()
        self._ended.append((now, number))
        while self._ended[0][0] < now - KEPT_S:
            self._seen.discard(self._ended.popleft()[1])

    def drop(self, number: int) -> None:
        """Forget a number that was not done: it may be taken up again."""
        self._seen.discard(number)

    def clear(self) -> None:
        """Forget all of them."""
        self._seen.clear()
        self._ended.clear()
