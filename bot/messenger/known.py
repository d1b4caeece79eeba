"""Which chats and polls are noted in the state, so that not every update writes or asks it again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Collection, Iterable

from telegram import Update

from bot.messenger.effects import Effects
from bot.state import chats

MAX_KNOWN = 20_000


class KnownPolls:
    """The polls that the state knows, by their ids; bounded, the oldest is forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, poll_id: object) -> bool:
        return poll_id in self._known

    def add(self, poll_id: str) -> None:
        """Remember a poll."""
        self._known[poll_id] = None
        if len(self._known) > MAX_KNOWN:
            self._known.popitem(last=False)


class KnownChats:
    """The chats that were heard of since the start; bounded, the longest silent one is forgotten first."""

    def __init__(self) -> None:
        self.polls = KnownPolls()
        self._known: OrderedDict[int, None] = OrderedDict()

    def meet(self, update: Update, effects: Effects) -> None:
        """Have the chat of an update noted as one where the bot may write, unless that was done before."""
        chat = update.effective_chat
        if chat is None or update.inline_query or update.guest_message or update.poll_answer:
            return
        if chat.id not in self._known:
            chat_id, kind = chat.id, str(chat.type)
            effects.write(lambda db: chats.meet(db, chat_id, kind, time.time()))
        self._known[chat.id] = None
        self._known.move_to_end(chat.id)
        if update.my_chat_member or len(self._known) > MAX_KNOWN:
            self._known.pop(chat.id) if update.my_chat_member else self._known.popitem(last=False)

    def refresh(self, chat_ids: Iterable[int], active: Collection[int]) -> None:
        """Take over what the state says of chats that another replica may have had in hand."""
        for chat_id in chat_ids:
            self._known.pop(chat_id, None)
            if chat_id in active:
                self._known[chat_id] = None

    def forget(self, chat_id: int) -> None:
        """Note the chat anew when it is next heard of: its standing has changed."""
        self._known.pop(chat_id, None)
