"""Units of work on the state database, run off the event loop and committed in groups."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StateError
from bot.state.engine import open_engine, reason_of

T = TypeVar("T")
Work = Callable[[Connection], T]

MAX_GROUP = 128  # works that share one transaction
_POSTGRESQL_THREADS = 4
PAUSES_S = (0.1, 0.3, 1.0, 3.0, 10.0)  # between tries
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    """One work, and the future of the loop that waits for it."""

    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    alone: bool = False
    result: Any = None
    error: BaseException | None = None


class State:
    """The state database. SQLite has one thread, since it lets one write at a time; PostgreSQL has a few."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.on_retry: Callable[[], object] = lambda: None  # called before a work is tried again
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        count = _POSTGRESQL_THREADS if engine.dialect.name == "postgresql" else 1
        self._threads = [
            threading.Thread(target=self._serve, name=f"state {number}", daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Work[T]) -> T:
        """Return what `work` returns, after its changes are committed; those of a work that raises are undone.

        Works that wait at the same time share a transaction. When one of them fails, all are undone and run again
        one by one, so that the error of one is its own: a work must do nothing but read and write the database.
        While the database cannot be reached or written, a work is tried again for as long as `PAUSES_S` says.

        Raises:
            StateError: when that was not long enough.
            Exception: what `work` raised.
        """
        for pause_s in PAUSES_S:
            try:
                return await self.once(work)
            except StateError as error:
                _log.warning("the state database does not answer (%s); trying again", error)
                self.on_retry()
            await asyncio.sleep(pause_s)
        return await self.once(work)

    async def insist(self, work: Work[T]) -> T:
        """Return what `work` returns, however long it takes until the database can be written."""
        while True:
            try:
                return await self.run(work)
            except StateError as error:
                _log.error("the state database cannot be written (%s); trying on", error)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may serve with the same database."""
        return self.engine.dialect.name == "postgresql"

    async def once(self, work: Work[T], *, alone: bool = False) -> T:
        """Return what `work` returns, or raise a StateError when the database cannot be reached or written now.

        It shares no transaction when it is to be `alone`.
        """
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future(), alone)
        self._jobs.put(job)
        try:
            result: T = await job.future
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise StateError(reason_of(error, self.engine.url)) from None
        return result

    async def close(self) -> None:
        """Finish the works that were given, then close the database."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        self.engine.dispose()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            group, is_end = self._group(job)
            for part in _parts(group):
                self._run_group(part)
                _settle(part)
            if is_end:
                return

    def _group(self, first: _Job) -> tuple[list[_Job], bool]:
        """Return the works that wait now, and whether the end was among them."""
        group = [first]
        while len(group) < MAX_GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False

    def _run_group(self, group: list[_Job]) -> None:
        try:
            with self.engine.begin() as db:
                for job in group:
                    job.result = job.work(db)
        except BaseException as error:  # whatever it is, its waiter gets it; the thread goes on
            if len(group) == 1:
                group[0].error = error
                return
            for job in group:
                self._run_group([job])


def _parts(group: list[_Job]) -> list[list[_Job]]:
    """Return the works that share a transaction, then those that want one of their own."""
    together = [job for job in group if not job.alone]
    return [*([together] if together else []), *([job] for job in group if job.alone)]


def _settle(group: list[_Job]) -> None:
    """Hand out the results, with one call for each loop that waits."""
    for loop in {job.loop for job in group}:
        jobs = [job for job in group if job.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, jobs)


def _resolve(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)


def open_state(url: URL) -> State:
    """Open the state database, migrated to this version.

    Raises:
        SettingsError: when it cannot be opened; one line, without the password.
    """
    return State(open_engine(url))
