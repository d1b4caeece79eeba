"""Many small works of one kind as one: what comes while a group is under way makes up the next group."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.errors import StateError
from bot.state.database import State

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_ITEMS = 128


class Grouped(Generic[Item, Result]):
    """Does `work` for groups of items. It gets at least one and returns a result for each, in their order.

    It goes on trying until the database can be written, unless `insists` is false.
    """

    def __init__(
        self,
        state: State,
        work: Callable[[Connection, Sequence[Item]], Sequence[Result]],
        *,
        insists: bool = True,
    ) -> None:
        self._run_work = state.insist if insists else state.once
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Result:
        """Return the result for `item` when it is committed.

        Raises:
            StateError: when the database cannot be written now, and this does not insist.
            Exception: what `work` raises for this item alone.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._flushing is None:
            # In a context of its own: it is done for others as well.
            self._flushing = asyncio.create_task(self._flush(), context=contextvars.Context())
        return await future

    async def _flush(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(0)  # what is ready to ask now comes along
                group, self._waiting = self._waiting[:MAX_ITEMS], self._waiting[MAX_ITEMS:]
                await self._run(group)
        finally:
            self._flushing = None

    async def _run(self, group: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        items = [item for item, _ in group]
        try:
            results = await self._run_work(lambda db: self._work(db, items))
        except Exception as error:
            if len(group) > 1 and not isinstance(error, StateError):
                for each in group:
                    await self._run([each])
                return
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)
