"""What handling an update leads to: all of it is stored in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.model import Context
from bot.state import contexts, inbox, outbox
from bot.state.contexts import Conversation
from bot.state.database import Work
from bot.state.outbox import Outgoing, Pending


@dataclass(slots=True)
class Outcome:
    """What one update leads to. `update_id` is marked as done (None: it was not stored); `writes` are done in order."""

    update_id: int | None = None
    contexts: dict[Conversation, Context] = field(default_factory=dict)
    writes: list[Work[object]] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return self.update_id is None and not (self.contexts or self.writes or self.outgoing)


def store_outcomes(db: Connection, outcomes: Sequence[Outcome], now: float) -> list[list[Pending]]:
    """Store outcomes; return for each what is now to be sent. Many at once take little more time than one."""
    for outcome in outcomes:
        for write in outcome.writes:
            write(db)
    remembered = {place: context for outcome in outcomes for place, context in outcome.contexts.items()}
    contexts.save(db, remembered, now)
    pending = iter(outbox.add(db, [message for outcome in outcomes for message in outcome.outgoing], now))
    inbox.finish(db, [outcome.update_id for outcome in outcomes if outcome.update_id is not None], now)
    return [[next(pending) for _ in outcome.outgoing] for outcome in outcomes]
