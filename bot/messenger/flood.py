"""How much one person, and one group, may ask within a minute; what is more than that is left alone.

Each process counts by itself, in memory: a limit keeps a flood out, it is no account.
"""

from __future__ import annotations

from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.messenger import address
from bot.messenger.env import Env
from bot.messenger.send import answer_press, message_of, target_of, unless_too_late
from bot.messenger.texts import Texts


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is let through in any minute: questions and commands of a person, those of all people in a group, presses
    of buttons, and what a person types inline, where each letter is a query of its own."""

    asked: int = 30
    in_group: int = 40
    pressed: int = 90
    inline: int = 240


class FloodGuard:
    """Stops the updates of whoever sends too many, before any other handler sees them."""

    def __init__(self, texts: Texts, allowance: Allowance | None = None) -> None:
        self._texts = texts
        self._allowance = allowance or Allowance()
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def check(self, update: Update, env: Env) -> None:
        """Let an update pass, or end its handling.

        Raises:
            ApplicationHandlerStop: when it is one too many. A press is answered all the same, or its button would
                spin; somebody who writes in private is told once a minute.
        """
        if self._is_allowed(update):
            return
        if press := update.callback_query:
            await answer_press(press, self._texts.too_much, is_late=env.effects.is_late)
        elif query := update.inline_query:
            with unless_too_late():
                await query.answer([], cache_time=1, is_personal=True)
        elif (message := update.message) and address.is_private(message) and self._is_first_notice(message):
            env.effects.send(message_of(target_of(message), self._texts.notice(self._texts.too_much)))
        raise ApplicationHandlerStop

    def _is_allowed(self, update: Update) -> bool:
        allowed, who = self._allowance, update.effective_sender.id if update.effective_sender else 0
        if update.inline_query:
            return self._hit(allowed.inline, "inline", who)
        if update.callback_query:
            return self._hit(allowed.pressed, "pressed", who)
        message = update.message or update.edited_message or update.guest_message
        if message is None or not _speaks_to_bot(update, message):
            return True
        is_own = self._hit(allowed.asked, "asked", who)
        return is_own and (address.is_private(message) or self._hit(allowed.in_group, "group", message.chat_id))

    def _is_first_notice(self, message: Message) -> bool:
        return self._hit(1, "notice", message.chat_id)

    def _hit(self, per_minute: int, kind: str, number: int) -> bool:
        return self._limiter.hit(RateLimitItemPerMinute(per_minute), kind, str(number))


def _speaks_to_bot(update: Update, message: Message) -> bool:
    """Return whether a message asks something of the bot: what a group says among itself is not counted."""
    if update.guest_message or address.is_private(message) or address.starts_with_command(message):
        return True
    return bool(message.text and address.ADDRESSED.check_update(update))
