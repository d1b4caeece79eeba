"""Which handler takes which update."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.messenger.address import ADDRESSED
from bot.messenger.admins import Admins
from bot.messenger.commands import ASKING
from bot.messenger.desk import Desk
from bot.messenger.elsewhere import Elsewhere
from bot.messenger.env import Env
from bot.messenger.groups import Groups
from bot.messenger.handlers import Handlers
from bot.messenger.pages import FORGET, Pages
from bot.messenger.pictures import PREFIX as PICTURE
from bot.messenger.pictures import Pictures
from bot.messenger.rooms import Rooms
from bot.messenger.settings_page import PREFIX
from bot.messenger.texts import Texts
from bot.messenger.threads import Threads
from bot.messenger.trivia.boards import Boards
from bot.messenger.trivia.days import Days
from bot.messenger.trivia.playing import Playing
from bot.messenger.trivia.rounds import Rounds
from bot.messenger.trivia.starting import Starting
from bot.messenger.trivia.table import TriviaTable
from bot.pictures.studio import Studio
from bot.state.database import State
from bot.tables import read_table

Handler = BaseHandler[Update, Env, Any]


class InlinePressHandler(CallbackQueryHandler[Env, Any]):
    """Takes presses beneath messages in chats where the bot is not: those have no message."""

    def check_update(self, update: object) -> object:
        """Return whether the update is such a press."""
        return isinstance(update, Update) and bool(update.callback_query and update.callback_query.inline_message_id)


def handler_table(
    desk: Desk, texts: Texts, state: State, studio: Studio, rounds: Rounds
) -> tuple[list[Handler], Handler]:
    """Return the handlers; for each update the first that fits is called, so the order matters.

    The second value is asked before all of them.
    """
    admins, rooms = Admins(), Rooms(state)
    pictures = Pictures(desk, texts, studio)
    questions = Handlers(desk, texts, rooms, Threads(state), pictures)
    pages = Pages(questions, texts, admins, state, keeps_review=desk.review is not None)
    groups = Groups(texts, admins, rooms, pages)
    elsewhere = Elsewhere(desk, texts, [row["question"] for row in read_table("examples")])
    trivia = TriviaTable(
        Starting(rounds, questions, texts, admins, rooms),
        Playing(rounds, admins, desk, state),
        Boards(state, admins),
        Days(state, admins, rooms),
    )
    handlers = [
        *_messages(questions, pages, groups, trivia),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, questions.edited),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, elsewhere.guest),
        InlineQueryHandler(elsewhere.inline),
        ChatMemberHandler(groups.standing, ChatMemberHandler.MY_CHAT_MEMBER),
        # Every press, whatever it carries: a press that is not answered keeps its button spinning.
        InlinePressHandler(elsewhere.press),
        *trivia.presses(),
        CallbackQueryHandler(groups.settings_pressed, pattern=f"^{PREFIX}"),
        CallbackQueryHandler(pages.forget_pressed, pattern=rf"^{FORGET}\w+:\d+$"),
        CallbackQueryHandler(pictures.press, pattern=f"^{PICTURE}"),
        CallbackQueryHandler(questions.press),
    ]
    return handlers, trivia.listener()


def _messages(questions: Handlers, pages: Pages, groups: Groups, trivia: TriviaTable) -> list[Handler]:
    """Return the handlers of new messages."""
    new = filters.UpdateType.MESSAGE  # neither edits nor channel posts
    private, group = new & filters.ChatType.PRIVATE, new & filters.ChatType.GROUPS
    own = {
        "start": pages.start,
        "help": pages.help,
        "privacy": pages.privacy,
        "forget": pages.forget,
        "settings": groups.settings,
        "report": questions.report,
    }
    return [
        MessageHandler(new & filters.StatusUpdate.MIGRATE, groups.migrated),
        # Commands come first: in a private chat they are text too.
        *(CommandHandler(name, callback, filters=new) for name, callback in own.items()),
        CommandHandler(["ask", *ASKING], questions.asked, filters=new),
        *trivia.messages(),
        # In a private chat everything else is a question, also a command that is not ours.
        MessageHandler(private & filters.TEXT, questions.asked),
        # In a group only what speaks to the bot; a command that is not ours is for another bot.
        MessageHandler(group & filters.TEXT & ~filters.COMMAND & ADDRESSED, questions.asked),
    ]
