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


@dataclass(slots=True)
class _Chat:
    """What a chat has had: when its allowance will be full again, and its last messages."""

    full_at: float
    sent: deque[float]


class Pace:
    """When each chat may have its next message. Groups have negative ids, private chats have not.

    `clock` never runs backwards, so that nobody waits for a clock that was set anew.
    """

    def __init__(self, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits or Limits()
        self._clock = clock
        self._chats: dict[int, _Chat] = {}
        self._swept_at = clock()

    def wait_s(self, chat_id: int) -> float:
        """Return how many seconds the next message to a chat has to wait."""
        chat = self._chats.get(chat_id)
        if chat is None:
            return 0.0
        limits, now = self._limits, self._clock()
        waits = [0.0, chat.full_at - (limits.burst - 1) * limits.chat_s - now]
        if chat_id < 0 and len(chat.sent) >= limits.per_group:
            waits.append(chat.sent[0] + _GROUP_S - now)
        return min(max(waits), _GROUP_S)

    def forget(self, chat_id: int) -> None:
        """Forget what a chat was sent: another replica may have sent more."""
        self._chats.pop(chat_id, None)

    def note(self, chat_id: int, ago_s: float = 0.0) -> None:
        """Note a message that was sent, now or so many seconds ago."""
        now = self._clock() - max(0.0, ago_s)
        chat = self._chats.setdefault(chat_id, _Chat(now, deque(maxlen=self._limits.per_group)))
        chat.full_at = max(chat.full_at, now) + self._limits.chat_s
        chat.sent.append(now)
        self._sweep()

    def _sweep(self) -> None:
        """Once a minute, forget the chats that have been silent for one."""
        now = self._clock()
        if now - self._swept_at < _GROUP_S:
            return
        self._swept_at = now
        self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if now - chat.sent[-1] < _GROUP_S}
