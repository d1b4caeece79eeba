"""Work in order within a lane and side by side across lanes: one that waits holds up its own lane alone."""

from __future__ import annotations

import asyncio
import contextvars
import logging
from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")
_log = logging.getLogger(__name__)


class Lanes(Generic[Item]):
    """Handles each item when all earlier ones of its lane are done, at most `at_once` at the same time.

    `handle` returns False to give up its lane: what waits there is dropped. A lane exists while it has items. Items
    that wait are kept in the order of their `number`.
    """

    def __init__(
        self, handle: Callable[[Item], Awaitable[bool]], at_once: int, number: Callable[[Item], int] = lambda _: 0
    ) -> None:
        self._handle = handle
        self._number = number
        self._slots = asyncio.Semaphore(at_once)
        self._queues: dict[Hashable, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._changed = asyncio.Event()

    def put(self, lane: Hashable, item: Item) -> None:
        """Add an item to a lane, behind all that have no higher number."""
        self._waiting += 1
        if lane in self._queues:
            insort(self._queues[lane], item, key=self._number)
            return
        self._queues[lane] = deque([item])
        # In a context of its own: the lane outlives the work that puts its first item.
        task = asyncio.create_task(self._serve(lane), context=contextvars.Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def __contains__(self, lane: Hashable) -> bool:
        """Whether something of a lane waits or is in hand."""
        return lane in self._queues

    def waiting(self, lane: Hashable) -> Iterable[Item]:
        """Return what waits in a lane, without what is in hand."""
        return self._queues.get(lane, ())

    def take(self, lane: Hashable) -> list[Item]:
        """Remove and return what waits in a lane, without what is in hand."""
        queue = self._queues.get(lane, deque())
        taken = list(queue)
        queue.clear()
        self._count_off(len(taken))
        return taken

    async def below(self, count: int) -> None:
        """Wait until fewer than `count` items wait or are in hand."""
        while self._waiting >= count:
            self._changed.clear()
            await self._changed.wait()

    async def idle(self) -> None:
        """Wait until every item is done."""
        await self.below(1)

    async def stop(self) -> None:
        """Cancel what is still in hand, and drop what waits."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._queues.clear()  # a task that had not begun has left its own
        self._count_off(self._waiting)

    async def _serve(self, lane: Hashable) -> None:
        queue = self._queues[lane]
        try:
            while queue:
                goes_on = await self._handle_next(queue.popleft())
                self._count_off(1)
                if not goes_on:
                    self.take(lane)
        finally:
            self._queues.pop(lane, None)

    async def _handle_next(self, item: Item) -> bool:
        try:
            async with self._slots:
                return await self._handle(item)
        except Exception:  # a lane must not die with one item
            _log.exception("a piece of work failed")
            return True

    def _count_off(self, count: int) -> None:
        self._waiting -= count
        self._changed.set()
