"""What the bot does with each kind of update: read it, ask the desk, send what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.messenger import address
from bot.messenger.buttons import pressed_question
from bot.messenger.desk import Desk
from bot.messenger.send import answer_press, edit_reply, send_reply, target_of
from bot.messenger.texts import Texts
from bot.model import Reply

Env = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Handlers:
    """The callbacks of the handler table in `bot.messenger.app`, which says when each is called."""

    desk: Desk
    texts: Texts

    async def start(self, update: Update, _: Env) -> None:
        """/start: what the bot is for, with questions to begin with."""
        await _send(_message(update), self.texts.page(self.texts.start))

    async def help(self, update: Update, _: Env) -> None:
        """/help: how to ask here; in a group also what the bot can hear."""
        message = _message(update)
        text = self.texts.help_private if address.is_private(message) else self.texts.help_group
        await _send(message, self.texts.page(text))

    async def ask(self, update: Update, _: Env) -> None:
        """/ask QUESTION, or /ask in reply to a message that asks one."""
        message = _message(update)
        await self._answer(message, address.argument_of(message) or address.replied_words(message))

    async def quote(self, update: Update, _: Env) -> None:
        """/quote, alone or with a person, film, year or theme."""
        message = _message(update)
        words = address.argument_of(message)
        about = self.texts.quote_about.replace("{words}", words)
        await self._answer(message, about if words else self.texts.quote_random)

    async def report(self, update: Update, _: Env) -> None:
        """/report in reply to an answer that is wrong, with or without words: for the host's review list."""
        message = _message(update)
        words, answer = address.argument_of(message), address.answer_replied_to(message)
        if not words and not answer:
            text = self.texts.report_usage
        else:
            text = self.texts.report_thanks if await self.desk.report(words, answer) else self.texts.report_off
        await _send(message, self.texts.notice(text))

    async def text(self, update: Update, _: Env) -> None:
        """A message that speaks to the bot; its bare name in reply to a message asks that message."""
        message = _message(update)
        await self._answer(message, address.said_in(message) or address.replied_words(message))

    async def press(self, update: Update, _: Env) -> None:
        """A button: its question is asked as the next turn of the asker's conversation, in the same message."""
        query = _query(update)
        question = pressed_question(query.data, query.message)
        await answer_press(query, "" if question else self.texts.stale)
        if question and query.message:
            asker = address.asker_of(query)
            reply = await self.desk.ask(asker, question)
            await edit_reply(query.get_bot(), query.message, reply)

    async def _answer(self, message: Message, question: str) -> None:
        """Send the answer to `question`, or how to ask one when it is empty."""
        conversation = address.conversation_of(message, message.from_user)
        reply = await self.desk.ask(conversation, question) if question else self.texts.notice(self.texts.ask_usage)
        await _send(message, reply)


async def _send(message: Message, reply: Reply) -> None:
    await send_reply(message.get_bot(), target_of(message), reply)


def _message(update: Update) -> Message:
    """Return the message of an update that came by a message handler, which always has one."""
    assert update.message is not None
    return update.message


def _query(update: Update) -> CallbackQuery:
    """Return the press of an update that came by the button handler, which always has one."""
    assert update.callback_query is not None
    return update.callback_query
