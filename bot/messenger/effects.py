"""What handling an update leads to. Handlers only collect it: it is stored as a whole when they are done,
together with the mark that the update is done, and sent then. A handler that fails has had no effect.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from bot.model import Context
from bot.state.contexts import Conversation
from bot.state.database import Work
from bot.state.outbox import Outgoing
from bot.state.outcomes import Outcome
from bot.state.supergroup import migrate_chat

PRESS_LIFE_S = 15.0  # Telegram takes no answer to an older press


class Effects:
    """Collects the effects of one update; `received_at` is when it came from Telegram (seconds since 1970)."""

    def __init__(self, update_id: int | None, received_at: float) -> None:
        self.outcome = Outcome(update_id)
        self.received_at = received_at
        self.moves: list[tuple[int, int]] = []

    @property
    def is_late(self) -> bool:
        """Whether the update has waited so long, as after a restart, that nobody awaits an immediate answer."""
        return time.time() - self.received_at > PRESS_LIFE_S

    def send(self, message: Outgoing) -> None:
        """Have a message sent, or an earlier one edited: see `bot.messenger.send` for how to make one."""
        self.outcome.outgoing.append(message)

    def remember(self, conversation: Conversation, context: Context) -> None:
        """Have the context of a conversation replaced."""
        self.outcome.contexts[conversation] = context

    def write(self, work: Work[object]) -> None:
        """Have anything else written to the state: a function of the connection, from the modules of `bot.state`."""
        self.outcome.writes.append(work)

    def play(self, work: Work[Sequence[Outgoing]]) -> None:
        """Have something decided by the state as it is then: `work` reads and writes it, and returns what to send.

        It is one transaction with the mark that the update is done. It may be run more than once, until it succeeds.
        """
        self.outcome.plays.append(work)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Have everything of a group moved to the supergroup that it has become."""
        self.write(lambda db: migrate_chat(db, old_id, new_id, time.time()))
        self.moves.append((old_id, new_id))

    def clear(self) -> None:
        """Drop all that was collected: the handler has failed."""
        self.outcome = Outcome(self.outcome.update_id)
        self.moves.clear()


_current: ContextVar[Effects] = ContextVar("effects of the update in hand")


@contextmanager
def collecting(effects: Effects) -> Iterator[Effects]:
    """Let `Env.effects` be these for the handlers called inside the block."""
    token = _current.set(effects)
    try:
        yield effects
    finally:
        _current.reset(token)


def effects_in_hand() -> Effects:
    """Return the effects of the update in hand.

    Raises:
        LookupError: outside the handling of an update.
    """
    return _current.get()
