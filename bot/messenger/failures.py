"""What happens when something goes wrong: the log has all of it, the chat one plain sentence."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Message, Update
from telegram.error import Conflict, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.messenger.send import send_reply, target_of
from bot.messenger.texts import Texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failures:
    """The error handler of the application: of the handlers' exceptions, and of those of polling."""

    texts: Texts

    async def handle(self, update: object, env: ContextTypes.DEFAULT_TYPE) -> None:
        """Log the exception and, when it broke an answer that can still be sent, say so in the chat."""
        error = env.error
        if not isinstance(update, Update):
            _log_polling(error)
        elif isinstance(error, Forbidden):
            _log.info("update %d: the bot may not write there (%s)", update.update_id, error)
        else:
            _log.error("update %d could not be handled", update.update_id, exc_info=error)
            if not isinstance(error, RetryAfter) and isinstance(update.effective_message, Message):
                await self._apologise(update.effective_message)

    async def _apologise(self, message: Message) -> None:
        try:
            await send_reply(message.get_bot(), target_of(message), self.texts.notice(self.texts.error))
        except TelegramError as error:
            _log.warning("the chat could not be told of the error (%s)", error)


def _log_polling(error: Exception | None) -> None:
    """Log one line for what passes by itself; polling goes on after each of these."""
    if isinstance(error, Conflict):
        _log.error("another program polls with the same bot token; stop one of the two")
    elif isinstance(error, NetworkError):
        _log.warning("updates could not be fetched (%s); trying again", error)
    else:
        _log.error("updates could not be fetched", exc_info=error)
