"""The webhook as the Bot API keeps it: each update is posted until it is answered with 200, in order within a chat."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import aiohttp

from .methods import method
from .people import Json

if TYPE_CHECKING:
    from .double import Double

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PAUSES_S = (0.02, 0.1, 0.3, 1.0)  # before an update is posted again; Telegram takes its time


@dataclass
class Pushes:
    """Posts updates to `url`. `statuses` counts the answers, 0 stands for none.

    `routes` are what stands behind the url, as a load balancer knows it: "http://address:port" or the path of a Unix
    socket each. They take turns; where one does not answer the next is tried.
    """

    url: str
    secret: str
    allowed: list[str]
    connections: int
    routes: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._lanes: dict[int, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sessions: dict[str, aiohttp.ClientSession] = {}
        self._slots = asyncio.Semaphore(self.connections)
        self._turns = count()
        self._changed = asyncio.Event()

    def put(self, update: Json) -> None:
        """Post an update when all earlier ones of its chat were taken."""
        if self.allowed and not update.keys() & set(self.allowed):
            return
        lane = _lane(update)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.create_task(self._serve(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def confirmed(self) -> None:
        """Wait until every update was taken."""
        while self._lanes:
            self._changed.clear()
            await self._changed.wait()

    async def stop(self) -> list[Json]:
        """Post no more; return what was not taken."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for session in self._sessions.values():
            await session.close()
        return sorted((update for lane in self._lanes.values() for update in lane), key=lambda each: each["update_id"])

    async def _serve(self, lane: int) -> None:
        queue, tries = self._lanes[lane], 0
        while queue:
            async with self._slots:
                status = await self.post(queue[0])
            self.statuses[status] += 1
            if status == 200:
                queue.popleft()
                tries = 0
            else:
                await asyncio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
                tries += 1
        del self._lanes[lane]
        self._changed.set()

    async def post(self, update: Json, **more: Any) -> int:
        """Post an update once and return the status of the answer, 0 when there is none; `more` is for aiohttp."""
        headers = {HEADER: self.secret} | more.pop("headers", {})
        routes, turn = self.routes or [self.url], next(self._turns)
        for place in range(len(routes)):
            route = routes[(turn + place) % len(routes)]
            address = self.url if route.startswith("/") or not self.routes else route + "/" + self.url.split("/", 3)[3]
            body = more or {"json": update}
            try:
                async with self._session(route).post(address, headers=headers, **body) as answer:
                    return answer.status
            except (aiohttp.ClientError, OSError):
                continue
        return 0

    def _session(self, route: str) -> aiohttp.ClientSession:
        if route not in self._sessions:
            connector = aiohttp.UnixConnector(route) if route.startswith("/") else aiohttp.TCPConnector(limit=0)
            timeout = aiohttp.ClientTimeout(total=30)
            self._sessions[route] = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self._sessions[route]


def _lane(update: Json) -> int:
    """Return what Telegram keeps in order: the chat, or the user where there is none."""
    value = next(value for key, value in update.items() if key != "update_id")
    place = value.get("chat") or value.get("message", {}).get("chat") or value.get("from") or value.get("user") or {}
    return int(place.get("id", 0))


@method("setWebhook")
async def set_webhook(double: Double, params: Json) -> bool:
    old, url, secret = double.updates.pushes, params["url"], params.get("secret_token", "")
    if old and (old.url, old.secret) == (url, secret) and not params.get("drop_pending_updates"):
        return True  # as each of several replicas says at its start
    await _stop(double, params)
    if url:
        allowed, connections = params.get("allowed_updates", []), params.get("max_connections", 40)
        await double.updates.push_by(Pushes(url, secret, allowed, connections, double.routes))
    return True


@method("deleteWebhook")
async def delete_webhook(double: Double, params: Json) -> bool:
    await _stop(double, params)
    return True


@method("getWebhookInfo")
async def get_webhook_info(double: Double, params: Json) -> Json:
    pushes = double.updates.pushes
    return {
        "url": pushes.url if pushes else "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        **double.webhook_problem,
    }


async def _stop(double: Double, params: Json) -> None:
    await double.updates.push_by(None)
    if params.get("drop_pending_updates"):
        double.updates.drop()
