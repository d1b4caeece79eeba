"""Which handler of trivia takes which update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    PollAnswerHandler,
    PollHandler,
    filters,
)

from bot.messenger.address import ADDRESSED, said_in
from bot.messenger.env import Env
from bot.messenger.trivia.boards import Boards
from bot.messenger.trivia.days import Days
from bot.messenger.trivia.playing import Playing
from bot.messenger.trivia.requests import wanted
from bot.messenger.trivia.start_page import PREFIX, REPORT, RESET
from bot.messenger.trivia.starting import Starting

Handler = BaseHandler[Update, Env, Any]


class _CallsForTrivia(filters.MessageFilter):
    """A message that asks for a game."""

    def filter(self, message: Message) -> bool:
        return wanted(said_in(message)) is not None


@dataclass(frozen=True, slots=True)
class TriviaTable:
    """The handlers of trivia, in the order in which they are asked; the first that fits is called."""

    starting: Starting
    playing: Playing
    boards: Boards
    days: Days

    def messages(self) -> list[Handler]:
        """Return the handlers that stand behind those of other commands and before those of questions."""
        new = filters.UpdateType.MESSAGE
        spoken_to = filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & ADDRESSED)
        own = {
            "trivia": self.starting.trivia,
            "score": self.boards.score,
            "hint": self.playing.hint,
            "skip": self.playing.skip,
            "pause": self.playing.pause,
            "resume": self.playing.resume,
            "stop": self.playing.stop,
            "daily": self.days.daily,
        }
        return [
            *(CommandHandler(name, callback, filters=new) for name, callback in own.items()),
            MessageHandler(new & filters.TEXT & ~filters.COMMAND & spoken_to & _CallsForTrivia(), self.starting.called),
        ]

    def presses(self) -> list[Handler]:
        """Return the handlers of buttons, and of what becomes of polls."""
        return [
            PollAnswerHandler(self.playing.voted),
            PollHandler(self.playing.polled),
            CallbackQueryHandler(self.playing.report, pattern=rf"^{REPORT}\d+:\d+$"),
            CallbackQueryHandler(self.boards.reset_pressed, pattern=f"^{RESET}"),
            CallbackQueryHandler(self.starting.press, pattern=f"^{PREFIX}"),
        ]

    def listener(self) -> Handler:
        """Return the handler that sees every text before all others: it may be an answer."""
        return MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, self.playing.heard)
