"""What the bot does with each kind of update: read it, ask the desk, send what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update

from bot.messenger import address
from bot.messenger.buttons import pressed_question
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.send import answer_press, edit_of, message_of, target_of
from bot.messenger.texts import Texts
from bot.model import Reply


@dataclass(frozen=True, slots=True)
class Handlers:
    """The callbacks of the handler table in `bot.messenger.app`, which says when each is called."""

    desk: Desk
    texts: Texts

    async def start(self, update: Update, env: Env) -> None:
        """/start: what the bot is for, with questions to begin with."""
        _send(env, _message(update), self.texts.page(self.texts.start))

    async def help(self, update: Update, env: Env) -> None:
        """/help: how to ask here; in a group also what the bot can hear."""
        message = _message(update)
        text = self.texts.help_private if address.is_private(message) else self.texts.help_group
        _send(env, message, self.texts.page(text))

    async def ask(self, update: Update, env: Env) -> None:
        """/ask QUESTION, or /ask in reply to a message that asks one."""
        message = _message(update)
        await self._answer(env, message, address.argument_of(message) or address.replied_words(message))

    async def quote(self, update: Update, env: Env) -> None:
        """/quote, alone or with a person, film, year or theme."""
        message = _message(update)
        words = address.argument_of(message)
        about = self.texts.quote_about.replace("{words}", words)
        await self._answer(env, message, about if words else self.texts.quote_random)

    async def report(self, update: Update, env: Env) -> None:
        """/report in reply to an answer that is wrong, with or without words: for the host's review list."""
        message = _message(update)
        words, answer = address.argument_of(message), address.answer_replied_to(message)
        if not words and not answer:
            text = self.texts.report_usage
        else:
            text = self.texts.report_thanks if await self.desk.report(words, answer) else self.texts.report_off
        _send(env, message, self.texts.notice(text))

    async def text(self, update: Update, env: Env) -> None:
        """A message that speaks to the bot; its bare name in reply to a message asks that message."""
        message = _message(update)
        await self._answer(env, message, address.said_in(message) or address.replied_words(message))

    async def press(self, update: Update, env: Env) -> None:
        """A button: its question is asked as the next turn of the asker's conversation, in the same message."""
        query = _query(update)
        question = pressed_question(query.data, query.message)
        await answer_press(query, "" if question else self.texts.stale, is_late=env.effects.is_late)
        if question and query.message:
            asker = address.asker_of(query)
            reply = await self.desk.ask(asker, question, env.effects)
            env.effects.send(edit_of(query.message, reply))

    async def migrated(self, update: Update, env: Env) -> None:
        """The group became a supergroup; both say so, and the first to come moves everything."""
        message = _message(update)
        old_id, new_id = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
        env.effects.move_chat(old_id, new_id)

    async def _answer(self, env: Env, message: Message, question: str) -> None:
        """Send the answer to `question`, or how to ask one when it is empty."""
        if not question:
            _send(env, message, self.texts.notice(self.texts.ask_usage))
            return
        conversation = address.conversation_of(message, message.from_user)
        _send(env, message, await self.desk.ask(conversation, question, env.effects))


def _send(env: Env, message: Message, reply: Reply) -> None:
    """Send `reply` as the answer to `message`."""
    env.effects.send(message_of(target_of(message), reply, message))


def _message(update: Update) -> Message:
    """Return the message of an update that came by a message handler, which always has one."""
    assert update.message is not None
    return update.message


def _query(update: Update) -> CallbackQuery:
    """Return the press of an update that came by the button handler, which always has one."""
    assert update.callback_query is not None
    return update.callback_query
