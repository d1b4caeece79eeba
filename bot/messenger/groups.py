"""What becomes of the bot's chats: added, made admin, removed, blocked, upgraded; and the settings of groups."""

from __future__ import annotations

import time
from dataclasses import dataclass

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, Update

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.env import Env
from bot.messenger.handlers import message_in, query_in, send
from bot.messenger.pages import Pages
from bot.messenger.rooms import Rooms
from bot.messenger.send import Target, answer_press, edit_of, message_of, target_of
from bot.messenger.settings_page import FIRST, PAGES, PREFIX, SettingsPage
from bot.messenger.texts import Texts
from bot.state import chats, outbox

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Groups:
    """The callbacks for groups as such."""

    texts: Texts
    admins: Admins
    rooms: Rooms
    pages: Pages

    async def standing(self, update: Update, env: Env) -> None:
        """The bot's rights in a chat have changed."""
        change = update.my_chat_member
        assert change is not None
        self.admins.forget(change.chat.id)
        was_in, is_in = (_is_in(member) for member in (change.old_chat_member, change.new_chat_member))
        if was_in and not is_in:
            self._gone(env, change.chat)
        elif is_in and change.chat.type in (Chat.GROUP, Chat.SUPERGROUP):
            text = await self._welcome(change) if not was_in else self._promoted(change)
            if text:
                env.effects.send(message_of(Target(change.chat.id), self.texts.notice(text)))

    async def migrated(self, update: Update, env: Env) -> None:
        """The group became a supergroup; both say so, and the first to come moves everything."""
        message = message_in(update)
        old_id, new_id = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
        env.effects.move_chat(old_id, new_id)
        for chat_id in (old_id, new_id):
            self.rooms.forget(chat_id)
            self.admins.forget(chat_id)

    async def settings(self, update: Update, env: Env) -> None:
        """/settings in a group, for its admins."""
        message = message_in(update)
        if address.is_private(message):
            send(env, message, self.texts.notice(self.texts.settings_elsewhere))
        elif not await self.admins.wrote(message):
            send(env, message, self.texts.notice(self.texts.settings_admins))
        else:
            settings, page = await self.rooms.settings(message.chat_id), SettingsPage(self.texts)
            shown = self.texts.notice(page.text(settings))
            env.effects.send(message_of(target_of(message), shown, keyboard=page.keyboard(settings)))

    async def settings_pressed(self, update: Update, env: Env) -> None:
        """A button of /settings: whoever presses it must be an admin now, whoever opened the page."""
        query = query_in(update)
        message, choice = query.message, (query.data or "").removeprefix(PREFIX)
        if not isinstance(message, Message):
            await answer_press(query, self.texts.stale, is_late=env.effects.is_late)
        elif not await self.admins.is_admin(message.get_bot(), message.chat_id, query.from_user.id):
            await answer_press(query, self.texts.settings_admins, is_late=env.effects.is_late)
        else:
            is_new = await self._choose(env, message, choice)
            await answer_press(query, self.texts.settings_saved if is_new else "", is_late=env.effects.is_late)

    async def _choose(self, env: Env, message: Message, choice: str) -> bool:
        """Show the page that was chosen, or keep the value that was; return whether that is a new one."""
        page = SettingsPage(self.texts)
        before = await self.rooms.settings(message.chat_id)
        after = page.changed(before, choice)
        if after != before:
            self.rooms.change(message.chat_id, str(message.chat.type), after, env.effects)
        opened = choice if choice in PAGES else FIRST
        shown = self.texts.notice(page.text(after))
        env.effects.send(edit_of(message, shown, keyboard=page.keyboard(after, opened)))
        return after != before

    async def _welcome(self, change: ChatMemberUpdated) -> str:
        bot = change.get_bot()
        return self.texts.greeting.replace("{hearing}", await self.pages.hearing(bot, change.chat.id))

    def _promoted(self, change: ChatMemberUpdated) -> str:
        """Return thanks when the bot now hears what it did not hear before, else ""."""
        bot, (old, new) = change.get_bot(), (change.old_chat_member.status, change.new_chat_member.status)
        is_news = new == ChatMember.ADMINISTRATOR != old and not bot.can_read_all_group_messages
        return self.texts.now_hears.replace("{bot}", bot.username) if is_news else ""

    def _gone(self, env: Env, chat: Chat) -> None:
        """Note that the bot may no longer write there, and drop what waits to be written."""
        standing = chats.Standing.BLOCKED if chat.type == Chat.PRIVATE else chats.Standing.LEFT
        env.effects.write(lambda db: chats.set_standing(db, chat.id, standing, time.time()))
        env.effects.write(lambda db: outbox.give_up_chat(db, chat.id, standing.value, time.time()))
        self.rooms.forget(chat.id)


def _is_in(member: ChatMember) -> bool:
    """Return whether a member is in the chat; somebody restricted may be either."""
    return member.status not in _OUT and getattr(member, "is_member", True)
