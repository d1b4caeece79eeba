"""Chats where the bot is not a member: cards as somebody types its name, and answers to those who call it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)

from bot.messenger import address
from bot.messenger.asked import asked_in
from bot.messenger.buttons import pressed_question, reply_keyboard, stands_alone
from bot.messenger.cards import Card, answer_card, find_page
from bot.messenger.delivery import deliver
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.handlers import query_in
from bot.messenger.links import is_stored, parameter_of, private_link
from bot.messenger.markup import reply_html
from bot.messenger.send import answer_press, unless_too_late
from bot.messenger.texts import Texts
from bot.model import Reply
from bot.state import shared

CACHE_S = 300  # what a day's answers may be kept by Telegram, for everybody: they depend on nobody
REFUSED_CACHE_S = 30  # what is not understood is often half a question, or mended by the next data
CHANCE_CACHE_S = 1
START = "ask"  # the parameter of a link to the private chat that carries no question
_BY_CHANCE = frozenset({"quote"})  # another one each time
_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The callbacks for inline mode and guest mode. `examples` are good first questions."""

    desk: Desk
    texts: Texts
    examples: Sequence[str]

    async def inline(self, update: Update, _: Env) -> None:
        """Somebody types the bot's name and a question in any chat: cards to pick from."""
        query = update.inline_query
        assert query is not None
        words = " ".join(query.query.split())
        page = find_page(words, query.offset, self.desk.look_up, self.examples)
        results = [self._result(query.get_bot(), card, page.start + place) for place, card in enumerate(page.cards)]
        button = InlineQueryResultsButton(self.texts.inline_button, start_parameter=_short_parameter(words))
        answer = partial(query.answer, results, cache_time=_cache_s(page.reply), is_personal=False, button=button)
        with unless_too_late():
            await deliver(partial(answer, next_offset=page.next_offset))

    async def guest(self, update: Update, env: Env) -> None:
        """Somebody calls the bot by its name in a chat where it is no member: it answers there, once."""
        message = update.guest_message
        assert message is not None
        if message.from_user and message.from_user.is_bot:
            return  # two bots that answer each other never stop
        asked = asked_in(message, self.texts, is_called=True)
        question = asked.question if asked else ""
        place = address.conversation_of(message, message.from_user)
        reply = await self.desk.ask(place, question, env.effects) if question else self._how_to_ask(message.get_bot())
        if is_stored(parameter_of(question)):
            env.effects.write(lambda db: shared.keep(db, parameter_of(question), question, time.time()))
        result = self._result(message.get_bot(), answer_card(reply, question), 0, is_kept=True)
        with unless_too_late():
            await deliver(lambda: message.get_bot().answer_guest_query(message.guest_query_id or "", result))

    async def press(self, update: Update, env: Env) -> None:
        """A button of a message in such a chat: its question is answered in place of what the message says."""
        query = query_in(update)
        question = pressed_question(query.data, None)
        await answer_press(query, "" if question else self.texts.stale, is_late=env.effects.is_late)
        if question:
            reply = self.desk.look_up(question)
            content = self._content(query.get_bot(), reply, question)
            with unless_too_late():
                await deliver(lambda: query.edit_message_text(**content))

    def _how_to_ask(self, bot: Bot) -> Reply:
        return self.texts.notice(self.texts.usage("", bot.username))

    def _result(self, bot: Bot, card: Card, place: int, *, is_kept: bool = False) -> InlineQueryResultArticle:
        content = self._content(bot, card.reply, card.question, is_kept=is_kept)
        keyboard = content.pop("reply_markup")
        shown = InputTextMessageContent(content.pop("text"), **content)
        return InlineQueryResultArticle(
            str(place), card.title, shown, description=card.description, reply_markup=keyboard
        )

    def _content(self, bot: Bot, reply: Reply, question: str, *, is_kept: bool = False) -> dict[str, Any]:
        """Return what a message and an edit have in common: text, markup and buttons."""
        parameter = parameter_of(question) if is_kept else _short_parameter(question)
        more = InlineKeyboardButton(self.texts.ask_me, url=private_link(bot.username, parameter))
        buttons = reply_keyboard(replace(reply, options=tuple(filter(stands_alone, reply.options))))
        rows = [*(buttons.inline_keyboard if buttons else ()), [more]]
        return {
            "text": reply_html(reply),
            "parse_mode": "HTML",
            "link_preview_options": _PREVIEW,
            "reply_markup": InlineKeyboardMarkup(rows),
        }


def _short_parameter(question: str) -> str:
    """Return the parameter that carries the question, or one without where it is too long: nothing is stored."""
    parameter = parameter_of(question)
    return START if not question or is_stored(parameter) else parameter


def _cache_s(reply: Reply | None) -> int:
    """Return for how many seconds Telegram may show the same cards to whoever types the same."""
    if reply and reply.intent in _BY_CHANCE:
        return CHANCE_CACHE_S
    return REFUSED_CACHE_S if reply and reply.status != "answered" else CACHE_S
