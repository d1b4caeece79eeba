"""/daily: one question a day at a time that an admin has chosen."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from telegram import Message, Update

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.env import Env
from bot.messenger.handlers import message_in
from bot.messenger.rooms import Rooms, is_quiet_at
from bot.messenger.send import message_of, target_of
from bot.messenger.settings_page import city_of, clock_of
from bot.messenger.trivia.places import venue_of
from bot.messenger.trivia.rounds import DAY_TEMPO
from bot.messenger.trivia.wording import notice
from bot.state import daily
from bot.state.daily import Daily
from bot.state.database import State
from bot.tables import say

_ON = re.compile(r"(?:on\s+)?(?:at\s+)?(\d{1,2})(?:[:.](\d\d))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_NOON_H, _DAY_H, _HOUR_MIN = 12, 24, 60


@dataclass(frozen=True, slots=True)
class Days:
    """The callback of /daily."""

    state: State
    admins: Admins
    rooms: Rooms

    async def daily(self, update: Update, env: Env) -> None:
        """/daily on 20:00, /daily off; alone, what is set."""
        message = message_in(update)
        words = address.argument_of(message)
        if not words:
            text = await self._standing(message)
        elif not address.is_private(message) and not await self.admins.wrote(message):
            text = say("trivia.daily-admins")
        elif words.lower() == "off":
            text = await self._switch_off(env, message)
        else:
            text = await self._switch_on(env, message, read_time(words))
        env.effects.send(message_of(target_of(message), notice(text)))

    async def _standing(self, message: Message) -> str:
        venue = venue_of(message)
        found = await self.state.run(lambda db: daily.find_daily(db, venue.chat_id, venue.thread_id))
        if found is None:
            return say("trivia.daily-none")
        return say("trivia.daily-is", time=clock_of(found.minute), zone=city_of(found.timezone))

    async def _switch_on(self, env: Env, message: Message, minute: int | None) -> str:
        """Have a question asked each day; return what to say about it."""
        if minute is None:
            return say("trivia.daily-usage")
        settings, venue = await self.rooms.settings(message.chat_id), venue_of(message)
        if is_quiet_at(settings, minute):
            return say("trivia.daily-quiet", time=clock_of(minute))
        wanted = Daily(venue.chat_id, venue.thread_id, minute, settings.timezone)
        env.effects.write(lambda db: daily.switch_on(db, wanted, time.time()))
        hours = round(DAY_TEMPO.answer_s / 3_600)
        return say("trivia.daily-on", time=clock_of(minute), zone=city_of(settings.timezone), hours=hours)

    async def _switch_off(self, env: Env, message: Message) -> str:
        venue = venue_of(message)
        found = await self.state.run(lambda db: daily.find_daily(db, venue.chat_id, venue.thread_id))
        env.effects.write(lambda db: daily.switch_off(db, venue.chat_id, venue.thread_id))
        return say("trivia.daily-off" if found else "trivia.daily-none")


def read_time(words: str) -> int | None:
    """Return the minute of the day in "on 20:00", "8 pm" or "7.30", None in anything else."""
    match = _ON.fullmatch(words.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % _NOON_H + (_NOON_H if half == "p" else 0) if 1 <= hour <= _NOON_H else _DAY_H
    return hour * _HOUR_MIN + minute if hour < _DAY_H and minute < _HOUR_MIN else None
