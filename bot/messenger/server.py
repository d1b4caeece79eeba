"""The Bot API server, asked who the bot is: whether it can be reached, and knows the token."""

from __future__ import annotations

import logging

from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError
from bot.messenger.delivery import deliver
from bot.messenger.wire import make_wire
from bot.redact import Redactor
from bot.settings import TelegramSettings

_REASON_CHARS = 200
_log = logging.getLogger(__name__)


async def check_server(settings: TelegramSettings) -> None:
    """Ask the server once who the bot is, so that a wrong token or address is said in one line.

    Raises:
        SettingsError: what is wrong and what to do.
    """
    try:
        name = await deliver(lambda: _name_of_bot(settings))
    except TelegramError as error:
        raise SettingsError(explain(settings, error)) from None
    _log.info("serving @%s, Bot API server %s", name, settings.api_url)


def explain(settings: TelegramSettings, error: TelegramError) -> str:
    """Return what is wrong when the server did not say who the bot is, and what to do."""
    if isinstance(error, InvalidToken):
        return (
            f"{settings.api_url} does not know this bot token; copy it again from @BotFather, "
            "or check TELEGRAM_API_URL when it is set"
        )
    reason = Redactor(settings.token).clean(str(error))[:_REASON_CHARS]
    return f"{settings.api_url} cannot be reached ({reason}); check the network and TELEGRAM_API_URL"


async def _name_of_bot(settings: TelegramSettings) -> str:
    async with make_wire(settings) as wire:
        return wire.username
