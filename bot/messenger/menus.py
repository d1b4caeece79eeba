"""What people see of the bot before they write: its menus of commands by scope, and its descriptions."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.messenger.commands import Place
from bot.messenger.delivery import deliver
from bot.messenger.texts import Texts

# The default is for whoever none of the others is for.
SCOPES: tuple[tuple[BotCommandScope, Place], ...] = (
    (BotCommandScopeDefault(), Place.GROUP),
    (BotCommandScopeAllPrivateChats(), Place.PRIVATE),
    (BotCommandScopeAllGroupChats(), Place.GROUP),
    (BotCommandScopeAllChatAdministrators(), Place.ADMIN),
)
_log = logging.getLogger(__name__)


async def set_menus(bot: Bot, texts: Texts) -> None:
    """Register menus and descriptions; without them the bot still works."""
    for scope, place in SCOPES:
        await _try("the command menu", partial(bot.set_my_commands, texts.menu(place), scope=scope))
    await _try("the description", partial(bot.set_my_description, texts.description))
    await _try("the short description", partial(bot.set_my_short_description, texts.short_description))


async def _try(what: str, request: Callable[[], Awaitable[bool]]) -> None:
    try:
        await deliver(request)
    except TelegramError as error:
        _log.warning("%s could not be set (%s)", what, error)
