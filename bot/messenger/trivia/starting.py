"""How a game is begun: by /trivia with or without words, by asking for one, or by the buttons of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.env import Env
from bot.messenger.handlers import Handlers, message_in, query_in
from bot.messenger.rooms import Rooms
from bot.messenger.send import answer_press, edit_of, message_of, target_of
from bot.messenger.texts import Texts
from bot.messenger.trivia import start_page
from bot.messenger.trivia.places import reply_to, venue_of
from bot.messenger.trivia.requests import wanted
from bot.messenger.trivia.rounds import Rounds
from bot.messenger.trivia.wording import notice
from bot.tables import say
from bot.trivia.model import Misread, Mode, Wish

MAX_DATA_BYTES = 64


@dataclass(frozen=True, slots=True)
class Starting:
    """The callbacks that begin games. `questions` answers what turns out to ask for none."""

    rounds: Rounds
    questions: Handlers
    texts: Texts
    admins: Admins
    rooms: Rooms

    async def trivia(self, update: Update, env: Env) -> None:
        """/trivia: a game about the words behind it; without words the page of choices."""
        message = message_in(update)
        words = address.argument_of(message)
        wish = self.rounds.read_wish(words) if words else None
        if wish is None:
            self._send_page(env, message)
        elif isinstance(wish, Misread):
            env.effects.send(message_of(target_of(message), notice(wish.text)))
        else:
            await self._start(env, message, address.conversation_of(message, message.from_user).user_id, wish, words)

    async def called(self, update: Update, env: Env) -> None:
        """Somebody asks for a game in words of their own; what is not understood is a question like any other."""
        message = message_in(update)
        words = wanted(address.said_in(message)) or ""
        wish = self.rounds.read_wish(words) if words else None
        if wish is None:
            self._send_page(env, message)
        elif isinstance(wish, Misread):
            await self.questions.asked(update, env)
        else:
            await self._start(env, message, address.conversation_of(message, message.from_user).user_id, wish, words)

    async def press(self, update: Update, env: Env) -> None:
        """A button of the page, or one that leads to it."""
        query = query_in(update)
        message, data = query.message, query.data or ""
        if not isinstance(message, Message):
            await answer_press(query, self.texts.stale, is_late=env.effects.is_late)
            return
        await answer_press(query, is_late=env.effects.is_late)
        if data == start_page.AGAIN:
            self._send_page(env, message)
        elif data.startswith(start_page.POLLS):
            await self._start_polls(env, query, message, data.removeprefix(start_page.POLLS))
        else:
            await self._choose(env, query, message, data)

    async def _choose(self, env: Env, query: CallbackQuery, message: Message, data: str) -> None:
        choice, is_start = start_page.choice_in(data)
        words = start_page.words_of(choice)
        wish = self.rounds.read_wish(words) if words else Wish()
        if is_start and not isinstance(wish, Misread):
            await self._start(env, message, query.from_user.id, wish, words, page=message.message_id)
        else:
            page = notice(say("trivia.page"))
            env.effects.send(edit_of(message, page, keyboard=start_page.keyboard(choice)))

    async def _start_polls(self, env: Env, query: CallbackQuery, message: Message, words: str) -> None:
        """Begin with polls what was to be typed in a group where the bot cannot hear."""
        wish = self.rounds.read_wish(words)
        if isinstance(wish, Misread):
            self._send_page(env, message)
        else:
            wish = replace(wish, mode=Mode.POLL)
            await self._start(env, message, query.from_user.id, wish, words, page=message.message_id)

    async def _start(
        self, env: Env, message: Message, user_id: int, wish: Wish, words: str, page: int | None = None
    ) -> None:
        """Begin a game, where the group allows it and the bot can hear what it needs to hear."""
        if not address.is_private(message):
            if not await self._may_start(message, user_id):
                env.effects.send(message_of(target_of(message), notice(say("trivia.not-starter"))))
                return
            if wish.mode is Mode.TYPED and not await self.admins.hears_all(message.get_bot(), message.chat_id):
                env.effects.send(message_of(target_of(message), notice(say("trivia.deaf")), keyboard=_polls(words)))
                return
        env.effects.play(self.rounds.start(venue_of(message), user_id, wish, reply_to(message), page))

    async def _may_start(self, message: Message, user_id: int) -> bool:
        settings = await self.rooms.settings(message.chat_id)
        if not settings.trivia_admins or user_id == message.chat_id:
            return True
        return await self.admins.is_admin(message.get_bot(), message.chat_id, user_id)

    def _send_page(self, env: Env, message: Message) -> None:
        keyboard = start_page.keyboard(start_page.usual_choice())
        env.effects.send(message_of(target_of(message), notice(say("trivia.page")), keyboard=keyboard))


def _polls(words: str) -> InlineKeyboardMarkup:
    """Return the button that plays with polls what was to be typed; without room for the words, any such game."""
    data = start_page.POLLS + words
    data = data if len(data.encode()) <= MAX_DATA_BYTES else start_page.POLLS
    return InlineKeyboardMarkup([[InlineKeyboardButton(say("trivia.deaf-polls"), callback_data=data)]])
