"""/score: who has won what in a chat, for all time or this season; how somebody stands; and emptying the board."""

from __future__ import annotations

import time
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.env import Env
from bot.messenger.handlers import message_in, query_in
from bot.messenger.send import answer_press, edit_of, message_of, target_of
from bot.messenger.trivia import wording
from bot.messenger.trivia.start_page import RESET
from bot.model import Reply
from bot.state import scores
from bot.state.database import State
from bot.tables import say, word_group
from bot.text import fold

MAX_ROWS = 15
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Boards:
    """The callbacks of /score."""

    state: State
    admins: Admins

    async def score(self, update: Update, env: Env) -> None:
        """/score, with "season", "me" or "reset" behind it."""
        message = message_in(update)
        words = frozenset(fold(address.argument_of(message)).split())
        if not words:
            await self._send(env, message, await self._board(message, say("trivia.all-time"), None))
        elif words <= word_group("score-season"):
            season = scores.season_of(time.time())
            await self._send(env, message, await self._board(message, say("trivia.season"), season))
        elif words <= word_group("score-me"):
            await self._send(env, message, await self._own(message))
        elif words <= word_group("score-reset"):
            await self._ask_reset(env, message)
        else:
            await self._send(env, message, wording.notice(say("trivia.score-usage")))

    async def reset_pressed(self, update: Update, env: Env) -> None:
        """A button of /score reset: whoever presses it must be an admin now."""
        query = query_in(update)
        message, answer = query.message, (query.data or "").removeprefix(RESET)
        if not isinstance(message, Message) or not await self._is_admin(message, query.from_user.id):
            await answer_press(query, say("trivia.score-admins"), is_late=env.effects.is_late)
            return
        await answer_press(query, is_late=env.effects.is_late)
        if answer == _YES:
            chat_id = message.chat_id
            env.effects.write(lambda db: scores.reset(db, chat_id))
        text = say("trivia.reset-done" if answer == _YES else "trivia.reset-kept")
        env.effects.send(edit_of(message, wording.notice(text)))

    async def _board(self, message: Message, title: str, season: int | None) -> Reply:
        chat_id = message.chat_id
        rows = await self.state.run(lambda db: scores.board(db, chat_id, season, MAX_ROWS))
        count = await self.state.run(lambda db: scores.count_players(db, chat_id, season))
        if not rows:
            return wording.notice(say("trivia.nobody-yet"))
        return wording.scores(title, rows, count - len(rows))

    async def _own(self, message: Message) -> Reply:
        chat_id, user_id = message.chat_id, address.conversation_of(message, message.from_user).user_id
        place = await self.state.run(lambda db: scores.find_standing(db, chat_id, user_id))
        if place is None:
            return wording.notice(say("trivia.no-score"))
        return wording.own_score(place, await self.state.run(lambda db: scores.count_players(db, chat_id)))

    async def _ask_reset(self, env: Env, message: Message) -> None:
        if not address.is_private(message) and not await self.admins.wrote(message):
            await self._send(env, message, wording.notice(say("trivia.score-admins")))
            return
        labels = ((_YES, say("trivia.reset-yes")), (_NO, say("trivia.reset-no")))
        buttons = [InlineKeyboardButton(label, callback_data=RESET + answer) for answer, label in labels]
        page = wording.notice(say("trivia.reset-ask"))
        env.effects.send(message_of(target_of(message), page, keyboard=InlineKeyboardMarkup([buttons])))

    async def _is_admin(self, message: Message, user_id: int) -> bool:
        is_own = address.is_private(message)
        return is_own or await self.admins.is_admin(message.get_bot(), message.chat_id, user_id)

    async def _send(self, env: Env, message: Message, reply: Reply) -> None:
        env.effects.send(message_of(target_of(message), reply))
