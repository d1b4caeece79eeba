"""Which chats this process has in hand. With SQLite all of them; replicas share them out over PostgreSQL.

Everything that claims a chat or lets one go runs in one transaction after the other, so that what this process knows
and what the database says cannot cross each other. What a transaction finds to do is handed on when it is committed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from bot.errors import StateError
from bot.state import claims, inbox
from bot.state.claims import Found
from bot.state.database import State
from bot.state.inbox import StoredUpdate
from bot.state.presence import BEAT_KEPT_S, Presence, bury

TICK_S = 0.1  # between two looks at what other replicas have stored for chats of mine
BEAT_EVERY_S = 0.5
MAX_TAKEN_OVER = 300  # chats at a look: what is left alone is shared out among the replicas
_log = logging.getLogger(__name__)


class Worker(Protocol):
    """What does the work: it is handed what was found, and tells which chats it is busy with."""

    def take(self, found: Found) -> None:
        """Begin with what was found."""

    def is_busy(self, lane: int) -> bool:
        """Return whether something of a chat is in hand or waits in this process."""

    async def drop(self) -> None:
        """Let go of everything at once: others have taken it over."""


@dataclass(slots=True)
class _Ask:
    """What is to be done in one transaction: store updates, claim chats, let chats go, look around."""

    arrived: list[StoredUpdate] = field(default_factory=list)
    lanes: set[int] = field(default_factory=set)
    idle: set[int] = field(default_factory=set)
    held: frozenset[int] = frozenset()
    sweeps: bool = False
    retires: bool = False


class Claims:
    """Stores arriving updates and hands out work, to `worker`, which is set before the start."""

    worker: Worker

    def __init__(self, state: State) -> None:
        self._state = state
        self._presence = Presence(state.engine)
        self._held: set[int] = set()
        self._ask = _Ask()
        self._waiters: list[asyncio.Future[None]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._running = asyncio.Lock()  # one transaction after the other
        self._is_due = False
        self._is_retiring = False
        self._beaten_at = -BEAT_KEPT_S
        self._beaten = asyncio.Event()
        self._last_problem = ""

    async def start(self) -> None:
        """Begin with what an earlier run, or a replica that ended, has left."""
        if self._state.is_shared:
            await self._announce()
            self._ticking = asyncio.create_task(self._tick())
            self._ask.sweeps = True
            await self._flushed()
        else:
            self.worker.take(await self._state.run(lambda db: claims.take_all(db, time.time())))

    @property
    def are_shared(self) -> bool:
        """Whether there may be other replicas."""
        return self._state.is_shared

    def retire(self) -> None:
        """Take up nothing more: what comes is for the others."""
        self._is_retiring = True

    async def stop(self) -> None:
        """Leave what is not done to the others."""
        await self.settled()
        if self._ticking:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
            try:
                await asyncio.to_thread(self._presence.leave)
            except StateError as error:
                _log.warning("the others have to find out that this replica ended (%s)", error)

    async def store(self, arrived: Collection[StoredUpdate]) -> None:
        """Store updates; those that are new are handed on, here or by whoever has their chat in hand.

        Raises:
            StateError: when they could not be stored.
        """
        if arrived:
            self._ask.arrived += arrived
            await self._flushed()

    def want(self, lane: int) -> None:
        """Have what was stored for a chat taken up soon, here or by whoever has it in hand."""
        self._ask.lanes.add(lane)
        self._begin_flush()

    async def claim(self, lane: int) -> bool:
        """Have a chat in hand, when nobody else has; what it has to do is handed on, here or there."""
        if not self.holds(lane):
            self.want(lane)
            await self.settled()
        return self.holds(lane)

    async def settled(self) -> None:
        """Wait until everything that was asked is done."""
        while self._flushing:
            await asyncio.wait({self._flushing})

    def holds(self, lane: int) -> bool:
        """Return whether a chat is in hand here."""
        return not self._state.is_shared or lane in self._held

    async def is_sure(self, lane: int) -> bool:
        """Return whether a chat is in hand here and nobody else can have it by now; waits while that is unknown."""
        while self._state.is_shared and time.monotonic() - self._beaten_at > BEAT_KEPT_S - 2 * BEAT_EVERY_S:
            self._beaten.clear()
            await self._beaten.wait()
        return self.holds(lane)

    async def is_left(self, group: int) -> bool:
        """Return whether a group that becomes a supergroup is done with: it has moved, and nobody has it in hand."""
        return await self._state.run(lambda db: claims.is_left(db, self._presence.id, group))

    async def _flushed(self) -> None:
        """Wait until all that is asked now is committed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        self._begin_flush()
        await future

    def _begin_flush(self) -> None:
        self._is_due = True
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        try:
            while self._is_due:
                await asyncio.sleep(0)  # what is ready to ask now comes along
                async with self._running:
                    await self._run()
        finally:
            self._flushing = None

    async def _run(self) -> None:
        """Do in one transaction what is asked, and hand on what it finds."""
        self._is_due, ask, self._ask, waiters, self._waiters = False, self._ask, _Ask(), self._waiters, []
        ask.retires = self._is_retiring
        ask.idle = {lane for lane in self._held if not self.worker.is_busy(lane)}
        self._held -= ask.idle
        ask.held = frozenset(self._held)
        error: Exception | None = None
        try:
            work: Callable[[Any], Found] = partial(self._shared if self._state.is_shared else self._sole, ask=ask)
            found = await self._state.once(work, alone=True)
            self._held |= found.chats
            self.worker.take(found)
        except Exception as problem:
            error = problem
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None) if error is None else waiter.set_exception(error)
        if error and not waiters:
            self._tell(error)

    def _sole(self, db: Any, ask: _Ask) -> Found:
        return Found(_new(ask.arrived, inbox.store(db, ask.arrived)))

    def _shared(self, db: Any, ask: _Ask) -> Found:
        me, now = self._presence.id, time.time()
        new = _new(ask.arrived, inbox.store(db, ask.arrived))
        claims.let_go(db, me, ask.idle, at_all_costs=ask.retires)
        if ask.retires:
            return Found()
        lanes = ask.lanes | {each.lane for each in ask.arrived} | set(claims.wanted(db, me))
        if ask.sweeps:
            if self._presence.is_settled and bury(db, me):
                _log.warning("another replica has ended; its chats are taken over")
            lanes |= set(claims.left_alone(db, MAX_TAKEN_OVER))
        mine = claims.claim(db, me, lanes)
        unknown = claims.claimed(db, me) - ask.held - mine.keys() if ask.sweeps else set()
        fresh = {lane for lane, is_wanted in mine.items() if is_wanted or lane not in ask.held} | unknown
        found = claims.take_up(db, me, fresh, now)
        found.updates += [each for each in new if each.lane in mine.keys() - fresh]
        return found

    async def _tick(self) -> None:
        """Beat, and look at what others have stored or left."""
        beat_at = time.monotonic()
        while True:
            await asyncio.sleep(TICK_S)
            is_due = time.monotonic() - beat_at >= BEAT_EVERY_S
            try:
                if is_due:
                    beat_at = time.monotonic()
                    await self._beat(beat_at)
                    self._ask.sweeps = True
                if is_due or self._held:
                    await self._flushed()
                self._last_problem = ""
            except Exception as error:
                self._tell(error)

    async def _beat(self, now: float) -> None:
        async with self._running:
            if not await asyncio.to_thread(self._presence.beat):
                _log.error("the other replicas took this one for dead, since it hung; it begins anew")
                await self.worker.drop()
                self._held.clear()
                await self._announce()
        self._beaten_at = now
        self._beaten.set()

    def _tell(self, error: Exception) -> None:
        """Log what is wrong when it is new."""
        if str(error) != self._last_problem:
            traceback = None if isinstance(error, StateError) else error
            _log.warning("the chats in hand could not be looked after (%s); trying again", error, exc_info=traceback)
        self._last_problem = str(error)

    async def _announce(self) -> None:
        await asyncio.to_thread(self._presence.announce)
        self._beaten_at = time.monotonic()


def _new(arrived: Iterable[StoredUpdate], stored: set[int]) -> list[StoredUpdate]:
    """Return the updates that were new, each once, in the order of their numbers."""
    return sorted({each.update_id: each for each in arrived if each.update_id in stored}.values(), key=_number)


def _number(update: StoredUpdate) -> int:
    return update.update_id
