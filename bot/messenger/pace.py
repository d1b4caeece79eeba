"""How fast messages may follow each other: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_GROUP_S = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """A chat may have `burst` messages at once and one each `chat_s` seconds, a group `per_group` a minute."""

    chat_s: float = 1.0
    burst: int = 3
    per_group: int = 20


class Pace:
    """When each chat may have its next message. Groups have negative ids, private chats have not."""

    def __init__(self, limits: Limits | None = None, clock: Callable[[], float] = time.time) -> None:
        self._limits = limits or Limits()
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}
        self._swept_at = clock()

    def wait_s(self, chat_id: int) -> float:
        """Return how many seconds the next message to a chat has to wait."""
        sent = self._sent.get(chat_id)
        if not sent:
            return 0.0
        now = self._clock()
        waits = [0.0, self._earliest(sent) - now]
        if chat_id < 0 and len(sent) >= self._limits.per_group:
            waits.append(sent[-self._limits.per_group] + _GROUP_S - now)
        return min(max(waits), _GROUP_S)

    def note(self, chat_id: int, at: float | None = None) -> None:
        """Note a message that was sent, now or at the time `at`."""
        keep = max(self._limits.per_group, self._limits.burst)
        self._sent.setdefault(chat_id, deque(maxlen=keep)).append(self._clock() if at is None else at)
        self._sweep()

    def _earliest(self, sent: deque[float]) -> float:
        """Return the time of the next message by the chat's allowance, which refills by one each `chat_s`."""
        filled_at = 0.0  # when the allowance will be full again
        for at in sent:
            filled_at = max(filled_at, at) + self._limits.chat_s
        return filled_at - (self._limits.burst - 1) * self._limits.chat_s

    def _sweep(self) -> None:
        """Once a minute, forget the chats that have been silent for one."""
        now = self._clock()
        if now - self._swept_at < _GROUP_S:
            return
        self._swept_at = now
        self._sent = {chat_id: sent for chat_id, sent in self._sent.items() if now - sent[-1] < _GROUP_S}
