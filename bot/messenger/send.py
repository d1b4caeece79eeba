"""Reply -> Bot API: a new message, or an earlier one changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, LinkPreviewOptions, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.messenger.address import is_private, topic_of
from bot.messenger.buttons import option_keyboard
from bot.messenger.delivery import deliver
from bot.messenger.markup import reply_html
from bot.model import Reply

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CALLBACK_ANSWER_CHARS = 200
# Refusals that say the wish came too late, or is fulfilled already; any other is a mistake of the bot's own.
_TOO_LATE = ("message is not modified", "message to edit not found", "message can't be edited", "query is too old")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: the chat, its forum topic, and the message it replies to (None for no reply)."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


def target_of(message: Message) -> Target:
    """Return the place of `message`; in groups the answer replies to it, so that people see whose it is."""
    return Target(message.chat_id, topic_of(message), None if is_private(message) else message.message_id)


async def send_reply(bot: Bot, target: Target, reply: Reply) -> Message:
    """Send `reply` as a new message and return that.

    Raises:
        TelegramError: when Telegram does not take it, also after the tries of `deliver`.
    """
    reply_to = (
        ReplyParameters(target.reply_to, allow_sending_without_reply=True) if target.reply_to is not None else None
    )
    return await deliver(
        lambda: bot.send_message(
            target.chat_id,
            reply_html(reply),
            parse_mode=ParseMode.HTML,
            message_thread_id=target.thread_id,
            reply_parameters=reply_to,
            reply_markup=option_keyboard(reply.options),
            link_preview_options=_NO_PREVIEW,
        )
    )


async def edit_reply(bot: Bot, message: MaybeInaccessibleMessage, reply: Reply) -> None:
    """Put `reply` in place of what `message` says; a message that says so already, or is gone, is left alone.

    Raises:
        TelegramError: as `send_reply`.
    """
    with _unless_too_late():
        await deliver(
            lambda: bot.edit_message_text(
                reply_html(reply),
                chat_id=message.chat.id,
                message_id=message.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=option_keyboard(reply.options),
                link_preview_options=_NO_PREVIEW,
            )
        )


async def answer_press(query: CallbackQuery, notice: str = "") -> None:
    """Answer a button's press, with a short notice or silently; one that has waited too long is left alone."""
    with _unless_too_late():
        await deliver(lambda: query.answer(notice[:_CALLBACK_ANSWER_CHARS] or None))


@contextlib.contextmanager
def _unless_too_late() -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        if not any(words in error.message.lower() for words in _TOO_LATE):
            raise
