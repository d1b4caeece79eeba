"""What handling an update leads to: all of it is stored in one transaction, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.model import Context
from bot.state import contexts, inbox, outbox
from bot.state.contexts import Conversation
from bot.state.database import Work
from bot.state.outbox import Outgoing, Pending


@dataclass(slots=True)
class Outcome:
    """What one update leads to. `update_id` is marked as done (None: it was not stored); `writes` are done in order.

    `plays` come after them, and what each returns is to be sent behind `outgoing`.
    """

    update_id: int | None = None
    contexts: dict[Conversation, Context] = field(default_factory=dict)
    writes: list[Work[object]] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    plays: list[Work[Sequence[Outgoing]]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return self.update_id is None and not (self.contexts or self.writes or self.outgoing or self.plays)


def store_outcomes(db: Connection, outcomes: Sequence[Outcome], now: float) -> list[list[Pending]]:
    """Store outcomes; return for each what is now to be sent. Many at once take little more time than one.

    Of an update that another replica has done meanwhile nothing is stored: it is done once, whatever happens.
    """
    numbers = [outcome.update_id for outcome in outcomes if outcome.update_id is not None]
    undone = inbox.still_undone(db, numbers)
    valid = [outcome for outcome in outcomes if _is_valid(outcome, undone)]
    for outcome in valid:
        for write in outcome.writes:
            write(db)
    remembered = {place: context for outcome in valid for place, context in outcome.contexts.items()}
    contexts.save(db, remembered, now)
    messages = [
        [*outcome.outgoing, *_played(db, outcome)] if _is_valid(outcome, undone) else [] for outcome in outcomes
    ]
    pending = iter(outbox.add(db, [message for each in messages for message in each], now))
    inbox.finish(db, sorted(undone), now)
    return [[next(pending) for _ in each] for each in messages]


def _is_valid(outcome: Outcome, undone: Collection[int]) -> bool:
    return outcome.update_id is None or outcome.update_id in undone


def _played(db: Connection, outcome: Outcome) -> list[Outgoing]:
    return [message for play in outcome.plays for message in play(db)]
