"""The settings of groups, read from the state once in a while rather than for every question."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.messenger.effects import Effects
from bot.model import Reply
from bot.state import chats
from bot.state.chats import ChatSettings
from bot.state.database import State

KEPT_S = 30.0  # another replica's change is seen so much later
MAX_KEPT = 20_000
_ABOUT_QUOTES = frozenset({"quote", "who-said", "thanked"})  # what is asked for is shown all the same
_DAY_MIN = 24 * 60


class Rooms:
    """Looks up settings. `clock` gives seconds that never run backwards."""

    def __init__(self, state: State, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._clock = clock
        self._kept: dict[int, tuple[float, ChatSettings]] = {}

    async def settings(self, chat_id: int) -> ChatSettings:
        """Return the settings of a chat; only groups (whose ids are negative) have any."""
        if chat_id >= 0:
            return ChatSettings()
        read_at, settings = self._kept.get(chat_id, (-KEPT_S, ChatSettings()))
        if self._clock() - read_at >= KEPT_S:
            settings = await self._state.run(lambda db: chats.settings_of(db, chat_id))
            self._note(chat_id, settings)
        return settings

    def change(self, chat_id: int, kind: str, settings: ChatSettings, effects: Effects) -> None:
        """Have the settings of a chat replaced."""
        effects.write(lambda db: chats.save_settings(db, chat_id, kind, settings, time.time()))
        self._note(chat_id, settings)

    def forget(self, chat_id: int) -> None:
        """Read the settings of a chat anew."""
        self._kept.pop(chat_id, None)

    def _note(self, chat_id: int, settings: ChatSettings) -> None:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[chat_id] = (self._clock(), settings)


def is_quiet(settings: ChatSettings, now: datetime | None = None) -> bool:
    """Return whether it is within the quiet hours of a chat."""
    if settings.quiet_from is None:
        return False
    local = (now or datetime.now(UTC)).astimezone(ZoneInfo(settings.timezone))
    return is_quiet_at(settings, local.hour * 60 + local.minute)


def is_quiet_at(settings: ChatSettings, minute: int) -> bool:
    """Return whether a minute of the chat's day is within its quiet hours."""
    start, end = settings.quiet_from, settings.quiet_until
    if start is None or end is None:
        return False
    return (minute - start) % _DAY_MIN < (end - start) % _DAY_MIN


def fitted(reply: Reply, settings: ChatSettings) -> Reply:
    """Return a reply as a chat wants it: without the quote beneath it where quotes are hidden."""
    return reply if settings.quotes or reply.intent in _ABOUT_QUOTES else replace(reply, quote=None)
