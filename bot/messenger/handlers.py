"""What the bot does with questions: asked by command or text, changed, or put by a button; and with reports."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update

from bot.messenger import address
from bot.messenger.asked import Asked, asked_in
from bot.messenger.buttons import pressed_question, shared_question
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.pictures import Pictures
from bot.messenger.rooms import Rooms, fitted, is_quiet
from bot.messenger.send import answer_press, edit_of, message_of, target_of
from bot.messenger.texts import Texts
from bot.messenger.threads import Threads
from bot.model import Reply
from bot.state.contexts import Conversation
from bot.state.outbox import Outgoing

OLD_AFTER_S = 2 * 86_400  # people can edit their messages for two days
FRESH_S = 300  # a message that becomes a question later than this gets no answer: the talk has moved on


@dataclass(frozen=True, slots=True)
class Handlers:
    """The callbacks of the handler table in `bot.messenger.table`, which says when each is called."""

    desk: Desk
    texts: Texts
    rooms: Rooms
    threads: Threads
    pictures: Pictures

    async def asked(self, update: Update, env: Env) -> None:
        """A message that asks something, by whichever command or by text alone."""
        message = message_in(update)
        asked = asked_in(message, self.texts)
        if asked:
            await self.answer(env, message, asked)

    async def edited(self, update: Update, env: Env) -> None:
        """A message was changed: its answer is changed with it, unless it no longer asks or is too old."""
        message = update.edited_message
        asked = message and asked_in(message, self.texts)
        if not message or not asked or not asked.question or _age_s(message) > OLD_AFTER_S:
            return
        place = address.conversation_of(message, message.from_user)
        if await self.threads.is_answered(message):
            is_latest = await self.threads.is_latest(message, place.user_id)
            reply = await self._reply(env, place, asked, is_latest=is_latest)
            env.effects.send(await self.pictures.edit_answer(message, reply, asked=asked.question))
        elif _age_s(message) < FRESH_S:
            await self.answer(env, message, asked)

    async def press(self, update: Update, env: Env) -> None:
        """A button: its question is asked as the next turn of the asker's conversation, in the same message."""
        query = query_in(update)
        question = pressed_question(query.data, query.message)
        await answer_press(query, "" if question else self.texts.stale, is_late=env.effects.is_late)
        if question and query.message:
            reply = await self._reply(env, address.asker_of(query), Asked(question))
            env.effects.send(await self._edited(query.message, reply, question))

    async def report(self, update: Update, env: Env) -> None:
        """/report in reply to an answer that is wrong, with or without words: for the host's review list."""
        message = message_in(update)
        words, answer = address.argument_of(message), address.answer_replied_to(message)
        if not words and not answer:
            text = self.texts.report_usage
        else:
            text = self.texts.report_thanks if await self.desk.report(words, answer) else self.texts.report_off
        send(env, message, self.texts.notice(text))

    async def answer(self, env: Env, message: Message, asked: Asked) -> None:
        """Send the answer, or how to ask when nothing was."""
        if not asked.question:
            usage = self.texts.usage(address.command_of(message), message.get_bot().username)
            send(env, message, self.texts.notice(usage))
            return
        place = address.conversation_of(message, message.from_user)
        reply = await self._reply(env, place, replace(asked, about=await self._about(message, place)))
        silent = is_quiet(await self.rooms.settings(message.chat_id))
        target = replace(target_of(message), quote=asked.quote)
        answer = await self.pictures.message(target, reply, message, asked=asked.question, silent=silent)
        env.effects.send(answer)

    async def _about(self, message: Message, place: Conversation) -> str:
        """Return the question of the answer that a message replies to: one to somebody else, or an older one.

        The last one of the asker's own is what their conversation is about anyway.
        """
        answer = address.own_message_replied_to(message)
        question = shared_question(answer) if answer else ""
        if answer is None or not question or await self.threads.is_last_answer(answer, place.user_id):
            return ""
        return question

    async def _edited(self, message: MaybeInaccessibleMessage, reply: Reply, question: str) -> Outgoing:
        """Return the edit of a message that carried a button; one too old to be seen takes words alone."""
        if not isinstance(message, Message):
            return edit_of(message, reply)
        return await self.pictures.edit(message, reply, asked=question)

    async def _reply(self, env: Env, place: Conversation, asked: Asked, *, is_latest: bool = True) -> Reply:
        """Return the reply as the chat wants it. One to an earlier question leaves the conversation as it is."""
        settings = await self.rooms.settings(place.chat_id)
        if is_latest:
            reply = await self.desk.ask(place, asked.question, env.effects, settings.dates, asked.about)
        else:
            reply = self.desk.look_up(asked.question, settings.dates)
        return fitted(reply, settings)


def send(env: Env, message: Message, reply: Reply) -> None:
    """Send `reply` as the answer to `message`."""
    env.effects.send(message_of(target_of(message), reply, message))


def message_in(update: Update) -> Message:
    """Return the message of an update that came by a message handler, which always has one."""
    assert update.message is not None
    return update.message


def query_in(update: Update) -> CallbackQuery:
    """Return the press of an update that came by the button handler, which always has one."""
    assert update.callback_query is not None
    return update.callback_query


def _age_s(message: Message) -> float:
    return time.time() - message.date.timestamp()
