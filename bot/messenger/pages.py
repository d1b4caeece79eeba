"""The bot's own pages: what it can do, how to ask, what it keeps, and how to have that deleted."""

from __future__ import annotations

import time
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.asked import Asked
from bot.messenger.buttons import option_keyboard
from bot.messenger.commands import Place
from bot.messenger.env import Env
from bot.messenger.handlers import Handlers, message_in, query_in, send
from bot.messenger.links import group_link, is_stored, question_in
from bot.messenger.send import answer_press, edit_of, message_of, target_of
from bot.messenger.texts import Texts
from bot.model import Reply
from bot.state import shared
from bot.state.database import State
from bot.state.forget import forget_user
from bot.trivia.decision import MAX_SILENT
from bot.trivia.scoring import BASE_POINTS, HINT_COST, MAX_SPEED_POINTS, ROW_FROM, ROW_POINTS

ADDED = "add"  # the parameter of the link by which the bot is added to a group; see `links.group_link`
FORGET = "forget:"
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Pages:
    """The callbacks of the commands that ask nothing about awards."""

    questions: Handlers
    texts: Texts
    admins: Admins
    state: State
    keeps_review: bool

    async def start(self, update: Update, env: Env) -> None:
        """/start: what the bot is for; by a link with a question in it, that question's answer."""
        message = message_in(update)
        parameter = address.argument_of(message)
        question = await self._question(parameter)
        if question:
            await self.questions.answer(env, message, Asked(question))
        elif not address.is_private(message):
            if parameter != ADDED:  # else the greeting has said it
                await self.help(update, env)
        else:
            text = self.texts.link_gone if is_stored(parameter) else self.texts.start
            self._send_start(env, message, text)

    async def help(self, update: Update, env: Env) -> None:
        """/help: how to ask here; in a group also what the bot can hear, and for its admins what they can set."""
        message = message_in(update)
        bot = message.get_bot()
        if address.is_private(message):
            text = self.filled(self.texts.help_private, bot, Place.PRIVATE)
        else:
            is_admin = await self.admins.wrote(message)
            text = self.filled(self.texts.help_group, bot, Place.ADMIN if is_admin else Place.GROUP)
            text = text.replace("{hearing}", await self.hearing(bot, message.chat_id))
            text = text.replace("{admin}", f"{self.texts.help_admin}\n\n" if is_admin else "")
        send(env, message, self.texts.page(text))

    async def privacy(self, update: Update, env: Env) -> None:
        """/privacy: what is kept and for how long, as this bot is set up."""
        review = self.texts.privacy_review if self.keeps_review else self.texts.privacy_no_review
        send(env, message_in(update), self.texts.notice(self.texts.privacy.replace("{review}", review)))

    async def forget(self, update: Update, env: Env) -> None:
        """/forget: asks whether everything about the one who asks shall be deleted."""
        message = message_in(update)
        if message.from_user is None or message.sender_chat:
            return  # it comes from no person about whom anything could be kept
        labels = ((_YES, self.texts.forget_yes), (_NO, self.texts.forget_no))
        buttons = [InlineKeyboardButton(label, callback_data=f"{FORGET}{answer}:{message.from_user.id}")
                   for answer, label in labels]  # fmt: skip
        page = self.texts.notice(self.texts.forget_ask)
        env.effects.send(message_of(target_of(message), page, keyboard=InlineKeyboardMarkup([buttons])))

    async def forget_pressed(self, update: Update, env: Env) -> None:
        """A button of /forget: only the one who asked may press it."""
        query = query_in(update)
        _, answer, user_id = (query.data or "").split(":")
        if str(query.from_user.id) != user_id:
            await answer_press(query, self.texts.not_yours, is_late=env.effects.is_late)
            return
        await answer_press(query, is_late=env.effects.is_late)
        text = self.texts.forget_done if answer == _YES else self.texts.forget_kept
        if answer == _YES:
            env.effects.write(lambda db: forget_user(db, int(user_id), time.time()))
        if query.message:
            env.effects.send(edit_of(query.message, self.texts.notice(text)))

    async def hearing(self, bot: Bot, chat_id: int) -> str:
        """Return what the bot hears of a group beside commands and replies, and what to do when that is nothing."""
        hears = await self.admins.hears_all(bot, chat_id)
        return (self.texts.help_hears if hears else self.texts.help_deaf).replace("{bot}", bot.username)

    def filled(self, text: str, bot: Bot, place: Place) -> str:
        """Return a page with the bot's name, the commands of a place and the rules of trivia."""
        text = text.replace("{trivia}", self._rules_of_trivia())
        return text.replace("{commands}", self.texts.command_list(place)).replace("{bot}", bot.username)

    def _rules_of_trivia(self) -> str:
        numbers = {
            "{right}": BASE_POINTS,
            "{speed}": MAX_SPEED_POINTS,
            "{row}": ROW_POINTS,
            "{from}": ROW_FROM,
            "{hint}": HINT_COST,
            "{silent}": MAX_SILENT,
        }
        text = self.texts.help_trivia
        for word, number in numbers.items():
            text = text.replace(word, str(number))
        return text

    async def _question(self, parameter: str) -> str:
        """Return the question of a link's parameter, "" when there is none or it is no longer kept."""
        if is_stored(parameter):
            return await self.state.run(lambda db: shared.find(db, parameter, time.time()))
        return question_in(parameter)

    def _send_start(self, env: Env, message: Message, text: str) -> None:
        page = self.texts.page(text)
        env.effects.send(message_of(target_of(message), page, message, keyboard=self._start_keyboard(message, page)))

    def _start_keyboard(self, message: Message, page: Reply) -> InlineKeyboardMarkup:
        """Return the examples, and the ways into other chats."""
        examples = option_keyboard(page.options)
        ways = [
            InlineKeyboardButton(self.texts.add_to_group, url=group_link(message.get_bot().username)),
            InlineKeyboardButton(self.texts.try_elsewhere, switch_inline_query=""),
        ]
        return InlineKeyboardMarkup([*(examples.inline_keyboard if examples else ()), ways])
