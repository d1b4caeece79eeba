"""Updates on their way in: stored, then handled in order within a chat, then marked as done with their outcome."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from typing import Any

from telegram import Update

from bot.logs import about
from bot.messenger.effects import Effects, collecting
from bot.messenger.env import App
from bot.messenger.known import KnownChats
from bot.messenger.lanes import Lanes
from bot.messenger.mailer import Mailer
from bot.messenger.metrics import Metrics, since
from bot.messenger.source import is_update
from bot.state import inbox
from bot.state.database import State
from bot.state.grouped import Grouped
from bot.state.inbox import StoredUpdate
from bot.state.outcomes import Outcome, store_outcomes

MAX_AT_ONCE = 256
MAX_WAITING = 2_000  # updates; more are fetched when there are fewer
_BIGINT = 2**63
# Worth nothing after some seconds, and asked again by the next keystroke: they are answered without being stored.
_FLEETING = ("inline_query",)
_log = logging.getLogger(__name__)


class Intake:
    """Takes updates as Telegram sends them and has `app` handle each of them once."""

    def __init__(self, app: App, state: State, mailer: Mailer, known: KnownChats, metrics: Metrics) -> None:
        self._app = app
        self._state = state
        self._mailer = mailer
        self._known = known
        self._metrics = metrics
        self.lanes: Lanes[StoredUpdate] = Lanes(self._handle, MAX_AT_ONCE)
        self._arrivals: Grouped[list[StoredUpdate], set[int]] = Grouped(state, _store_all, insists=False)
        self._outcomes: Grouped[Outcome, Any] = Grouped(
            state, lambda db, outcomes: store_outcomes(db, outcomes, time.time())
        )

    async def restore(self) -> None:
        """Begin with the updates that an earlier run has stored and not finished."""
        for stored in await self._state.run(lambda db: inbox.take_undone(db, time.time())):
            self.lanes.put(stored.lane, stored)

    async def accept(self, batch: Iterable[object]) -> None:
        """Store updates and start handling those that are new. When it returns they may be acknowledged.

        Raises:
            StateError: when they could not be stored.
        """
        now = time.time()
        received = {each.update_id: each for raw in batch if (each := _read(raw, now))}
        lasting = {number: each for number, each in sorted(received.items()) if not _is_fleeting(each)}
        for number in received.keys() - lasting.keys():
            self.lanes.put(("fleeting", number), received[number])
        new = await self._arrivals.do(list(lasting.values())) if lasting else set()
        for number, each in lasting.items():
            if number in new:
                self.lanes.put(each.lane, each)
        await self.lanes.below(MAX_WAITING)

    async def _handle(self, stored: StoredUpdate) -> bool:
        """Handle an update, once it is its chat's turn."""
        self._metrics.count_update(stored.body)
        with about(update=stored.update_id):
            await self._take_up(stored)
        self._metrics.update_s.observe(since(stored.received_at))
        return True

    async def _take_up(self, stored: StoredUpdate) -> None:
        effects = Effects(None if _is_fleeting(stored) else stored.update_id, stored.received_at)
        try:
            update = Update.de_json(stored.body, self._app.bot)
        except Exception as error:  # whatever a malformed update makes of the library
            await self._skip(stored, error)
            return
        self._known.meet(update, effects)
        with collecting(effects):
            await self._app.process_update(update)
        await self._finish(effects)

    async def _finish(self, effects: Effects) -> None:
        """Store what the update led to, and have it sent."""
        if effects.outcome.is_empty:
            return
        try:
            pending = await self._outcomes.do(effects.outcome)
        except Exception:
            _log.exception("update %s led to what cannot be stored; it is dropped", effects.outcome.update_id)
            self._metrics.update_failures.labels("unstorable").inc()
            effects.clear()
            pending = await self._outcomes.do(effects.outcome)
        for old_id, new_id in effects.moves:
            self._mailer.move(old_id, new_id)
        self._mailer.put(pending)

    async def _skip(self, stored: StoredUpdate, error: Exception) -> None:
        """Mark an update that cannot be read as done. Its words stay out of the log and of the database."""
        self._metrics.update_failures.labels("unreadable").inc()
        problem = _reason(error)
        _log.error("update %d cannot be read (%s); it is skipped", stored.update_id, problem)
        if not _is_fleeting(stored):
            await self._state.insist(lambda db: inbox.finish(db, [stored.update_id], time.time(), problem))


def _store_all(db: Any, batches: Sequence[list[StoredUpdate]]) -> list[set[int]]:
    """Store batches, and return for each the numbers of those that were stored neither before nor by one before."""
    left = inbox.store(db, [each for batch in batches for each in batch])
    new = []
    for batch in batches:
        new.append(left & {each.update_id for each in batch})
        left -= new[-1]
    return new


def _read(raw: object, now: float) -> StoredUpdate | None:
    """Return one update of a batch, None for what has no usable number."""
    if not isinstance(raw, dict) or not is_update(raw):
        _log.error("something that is no update came from the server; it is skipped")
        return None
    return StoredUpdate(raw["update_id"], _lane(raw), raw, now)


def _lane(raw: dict[str, Any]) -> int:
    """Return the chat that an update belongs to; without one the user; 0 without either."""
    for value in raw.values():
        if not isinstance(value, dict):
            continue
        for place in (value.get("chat"), _inside(value.get("message"), "chat"), value.get("from"), value.get("user")):
            if isinstance(number := _inside(place, "id"), int) and abs(number) < _BIGINT:
                return number
    return 0


def _inside(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _is_fleeting(stored: StoredUpdate) -> bool:
    return any(kind in stored.body for kind in _FLEETING)


def _reason(error: Exception) -> str:
    """Return what is wrong, without values: only these two errors are sure to name code alone."""
    return f"{type(error).__name__}: {error}" if isinstance(error, KeyError | TypeError) else type(error).__name__
