"""The contexts of conversations in memory: bounded in number and in time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.messenger.ports import Conversation
from bot.model import Context

EXPIRES_AFTER_S = 600.0  # a question ten minutes later is a new subject
MAX_CONVERSATIONS = 10_000  # some 10 MB; the longest silent one is forgotten first


class MemoryContexts:
    """A `ContextStore` that a restart empties. `clock` gives seconds that never run backwards."""

    def __init__(
        self,
        expires_after_s: float = EXPIRES_AFTER_S,
        max_conversations: int = MAX_CONVERSATIONS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._expires_after_s = expires_after_s
        self._max_conversations = max_conversations
        self._clock = clock
        self._saved: OrderedDict[Conversation, tuple[float, Context]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._saved)

    async def load(self, conversation: Conversation) -> Context:
        saved_at, context = self._saved.get(conversation, (0.0, Context()))
        if self._clock() - saved_at <= self._expires_after_s:
            return context
        self._saved.pop(conversation, None)
        return Context()

    async def save(self, conversation: Conversation, context: Context) -> None:
        self._saved.pop(conversation, None)
        if context == Context():
            return
        self._saved[conversation] = (self._clock(), context)
        if len(self._saved) > self._max_conversations:
            self._saved.popitem(last=False)
