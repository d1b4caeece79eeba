"""The contexts of conversations, as the state database keeps them."""

from __future__ import annotations

import time

from bot.messenger.effects import Effects
from bot.model import Context
from bot.state import contexts, quoted
from bot.state.contexts import Conversation
from bot.state.database import State
from bot.state.grouped import Grouped


class Contexts:
    """Looks up what conversations were about. What a handler has told to remember in the same update counts first."""

    def __init__(self, state: State) -> None:
        self._loads: Grouped[Conversation, Context] = Grouped(
            state, lambda db, asked: [contexts.load(db, each, time.time()) for each in asked]
        )
        self._shown: Grouped[int, frozenset[str]] = Grouped(
            state, lambda db, asked: [quoted.shown_in(db, each) for each in asked]
        )

    async def load(self, conversation: Conversation, effects: Effects) -> Context:
        """Return what is remembered, or an empty context when there is nothing or it has expired."""
        if conversation in effects.outcome.contexts:
            return effects.outcome.contexts[conversation]
        return await self._loads.do(conversation)

    async def quotes_shown(self, chat_id: int) -> frozenset[str]:
        """Return the ids of the quotes that a chat was shown."""
        return await self._shown.do(chat_id)
