"""Reply -> a request to the Bot API: a new message, or an earlier one changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest

from bot.messenger.address import is_private, topic_of
from bot.messenger.buttons import reply_keyboard
from bot.messenger.delivery import deliver
from bot.messenger.markup import reply_html
from bot.messenger.verdicts import TOO_LATE
from bot.model import Reply
from bot.state.outbox import Outgoing

_CALLBACK_ANSWER_CHARS = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: the chat, its forum topic, the message it replies to (None for no reply), and the part
    of that which it points at ("" for all of it).
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    quote: str = ""


def target_of(message: Message) -> Target:
    """Return the place of `message`; in groups the answer replies to it, so that people see whose it is."""
    return Target(message.chat_id, topic_of(message), None if is_private(message) else message.message_id)


def message_of(
    target: Target,
    reply: Reply,
    question: Message | None = None,
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    silent: bool = False,
) -> Outgoing:
    """Return `reply` as a new message, to be given to `Effects.send`.

    It is linked to the `question` that it answers, so that an edit of that can edit it. `keyboard` stands in place
    of the reply's own buttons; a `silent` message makes no sound.
    """
    place: dict[str, Any] = {"message_thread_id": target.thread_id} if target.thread_id is not None else {}
    if target.reply_to is not None:
        quote = {"quote": target.quote} if target.quote else {}
        place["reply_parameters"] = {"message_id": target.reply_to, "allow_sending_without_reply": True, **quote}
    if silent:
        place["disable_notification"] = True
    return Outgoing(target.chat_id, "sendMessage", {**_content(reply, keyboard), **place}, **_asked(question))


def without_quote(message: Outgoing) -> Outgoing:
    """Return a message that replies to all of what it replies to, rather than to a part."""
    reply = {key: value for key, value in message.params["reply_parameters"].items() if key != "quote"}
    return replace(message, params={**message.params, "reply_parameters": reply})


def in_words(message: Outgoing) -> Outgoing:
    """Return the words of a message as a new message: without its picture, or in place of an edit of one."""
    params = {key: value for key, value in message.params.items() if key not in ("message_id", "media", "caption")}
    said = message.params.get("media", message.params)
    text = said.get("text") or said["caption"]
    return replace(message, method="sendMessage", params={**params, "text": text, "parse_mode": "HTML"}, files={})


def edit_of(
    message: MaybeInaccessibleMessage, reply: Reply, *, keyboard: InlineKeyboardMarkup | None = None
) -> Outgoing:
    """Return `reply` put in place of what `message` says; one that says so already, or is gone, is left alone."""
    return edit_at(message.chat.id, message.message_id, reply, keyboard=keyboard)


def edit_at(chat_id: int, message_id: int, reply: Reply, *, keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """Return `reply` put in place of what the message of this number says."""
    return Outgoing(chat_id, "editMessageText", {**_content(reply, keyboard), "message_id": message_id})


def edit_of_answer(question: Message, reply: Reply, *, keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """Return `reply` put in place of the answer to `question`, whichever message that is when its turn comes."""
    return Outgoing(question.chat_id, "editMessageText", _content(reply, keyboard), **_asked(question))


def _content(reply: Reply, keyboard: InlineKeyboardMarkup | None = None) -> dict[str, Any]:
    """Return what a message and an edit have in common, as JSON values."""
    keyboard = keyboard or reply_keyboard(reply)
    content = {"text": reply_html(reply), "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return {**content, "reply_markup": keyboard.to_dict()} if keyboard else content


def _asked(question: Message | None) -> dict[str, Any]:
    if question is None:
        return {}
    return {"question_id": question.message_id, "user_id": question.from_user.id if question.from_user else None}


async def answer_press(query: CallbackQuery, notice: str = "", *, is_late: bool = False) -> None:
    """Answer a button's press at once, with a short notice or silently; one that has waited too long is left alone."""
    if is_late:
        return
    with unless_too_late():
        await deliver(lambda: query.answer(notice[:_CALLBACK_ANSWER_CHARS] or None))


@contextlib.contextmanager
def unless_too_late() -> Iterator[None]:
    """Let a request that came too late, or whose wish is fulfilled already, be refused without an error."""
    try:
        yield
    except BadRequest as error:
        if not any(words in error.message.lower() for words in TOO_LATE):
            raise
