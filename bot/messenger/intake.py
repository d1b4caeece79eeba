"""Updates on their way in: stored, then handled in order within a chat, then marked as done with their outcome."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterable
from typing import Any

from telegram import Update

from bot.logs import about
from bot.messenger.claims import Claims
from bot.messenger.effects import Effects, collecting
from bot.messenger.env import App
from bot.messenger.known import KnownChats
from bot.messenger.lanes import Lanes
from bot.messenger.mailer import Mailer
from bot.messenger.metrics import Metrics, since
from bot.messenger.quarantine import Quarantine
from bot.messenger.seen import Seen
from bot.messenger.source import is_update
from bot.state import inbox
from bot.state.claims import Found
from bot.state.database import State
from bot.state.grouped import Grouped
from bot.state.inbox import StoredUpdate
from bot.state.outcomes import Outcome, store_outcomes

MAX_AT_ONCE = 256
MAX_WAITING = 2_000  # updates; more are fetched when there are fewer
MAX_WAIT_S, WAIT_S = 10.0, 0.05  # for the last words of a group that became a supergroup, and between two looks
_BIGINT = 2**63
# Worth nothing after some seconds, and asked again by the next keystroke: they are answered without being stored.
_FLEETING = ("inline_query",)
_log = logging.getLogger(__name__)


class Intake:
    """Takes updates as Telegram sends them and has `app` handle each of them once."""

    def __init__(
        self, app: App, state: State, claims: Claims, mailer: Mailer, known: KnownChats, metrics: Metrics
    ) -> None:
        self._app = app
        self._state = state
        self._claims = claims
        self._mailer = mailer
        self._known = known
        self._metrics = metrics
        self.lanes: Lanes[StoredUpdate] = Lanes(self._handle, MAX_AT_ONCE, lambda each: each.update_id)
        self._seen = Seen()
        self._suspects = Quarantine()
        self._begins: Grouped[int, int] = Grouped(state, inbox.begin)
        self._outcomes: Grouped[Outcome, Any] = Grouped(
            state, lambda db, outcomes: store_outcomes(db, outcomes, time.time())
        )

    def take(self, found: Found) -> None:
        """Begin with what is to be done in chats that are in hand."""
        self._known.refresh(found.chats, found.active)
        self._mailer.take(found)
        for each in sorted(found.updates, key=lambda each: each.update_id):
            if self._seen.add(each.update_id):
                self.lanes.put(each.lane, each)

    def is_busy(self, lane: int) -> bool:
        """Return whether something of a chat is in hand or waits."""
        return lane in self.lanes or self._mailer.is_busy(lane)

    async def drop(self) -> None:
        """Let go of everything at once."""
        await self.lanes.stop()
        await self._mailer.drop()
        self._seen.clear()

    async def accept(self, batch: Iterable[object]) -> None:
        """Store updates and start handling those that are new. When it returns they may be acknowledged.

        Raises:
            StateError: when they could not be stored.
        """
        now = time.time()
        received = {each.update_id: each for raw in batch if (each := _read(raw, now)) and not self._is_idle(each)}
        lasting = {number: each for number, each in sorted(received.items()) if not _is_fleeting(each)}
        for number in received.keys() - lasting.keys():
            self.lanes.put(("fleeting", number), received[number])
        await self._claims.store(list(lasting.values()))
        await self.lanes.below(MAX_WAITING)

    def _is_idle(self, stored: StoredUpdate) -> bool:
        """Return whether an update tells nothing: the state of a poll whose answers come one by one anyway."""
        return _inside(stored.body.get("poll"), "id") in self._known.polls

    async def _handle(self, stored: StoredUpdate) -> bool:
        """Handle an update, once it is its chat's turn; one that may have ended the program has its turn alone."""
        self._metrics.count_update(stored.body)
        with about(update=stored.update_id):
            if stored.attempts:
                async with self._suspects.one(stored.attempts):
                    await self._begins.do(stored.update_id)
                    await self._take_up(stored)
            else:
                await self._take_up(stored)
        self._metrics.update_s.observe(since(stored.received_at))
        self._seen.end(stored.update_id)
        return True

    async def _take_up(self, stored: StoredUpdate) -> None:
        if group := _group_before(stored.body):
            await self._last_of(group)
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

    async def _last_of(self, group: int) -> None:
        """Wait until all that was said in a group, which became the supergroup at hand, is done."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(MAX_WAIT_S):
                while group in self.lanes or not await self._claims.is_left(group):
                    await asyncio.sleep(WAIT_S)

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


def _group_before(raw: dict[str, Any]) -> int:
    """Return the group that became the chat of this update, when the update says so; else 0."""
    number = _inside(raw.get("message"), "migrate_from_chat_id")
    return number if isinstance(number, int) and abs(number) < _BIGINT else 0


def _inside(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _is_fleeting(stored: StoredUpdate) -> bool:
    return any(kind in stored.body for kind in _FLEETING)


def _reason(error: Exception) -> str:
    """Return what is wrong, without values: only these two errors are sure to name code alone."""
    return f"{type(error).__name__}: {error}" if isinstance(error, KeyError | TypeError) else type(error).__name__
