"""Where questions come in: looks up what the asker's conversation was about, asks the core, remembers the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.messenger.ports import Answerer, ContextStore, Conversation
from bot.model import Reply


def today_utc() -> date:
    """Return today's date in UTC, the same for readers everywhere."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers questions of many conversations; `today` is asked anew for each."""

    core: Answerer
    contexts: ContextStore
    today: Callable[[], date] = today_utc

    async def ask(self, conversation: Conversation, utterance: str) -> Reply:
        """Return the core's reply to `utterance` as the next turn of `conversation`.

        The core runs on the event loop itself: it takes about a millisecond, less than handing it to a thread.
        """
        context = await self.contexts.load(conversation)
        answered = self.core.answer(utterance, context, self.today())
        await self.contexts.save(conversation, answered.context)
        return answered.reply
