"""The webhook: Telegram sends updates here by HTTP, each is stored, then acknowledged with 200, then handled.

Whatever is not acknowledged Telegram sends again, for a day. Beside it stand /healthz, which says that the process
lives, and /readyz, which says whether it takes updates now.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from pathlib import Path
from typing import Any

from aiohttp import web
from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import SettingsError, StateError
from bot.messenger.delivery import deliver
from bot.messenger.polling import ALLOWED_UPDATES
from bot.messenger.source import Accept, is_update
from bot.messenger.wire import Wire
from bot.state.database import State
from bot.state.migrate import is_current
from bot.webhook_settings import WebhookSettings

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_CONNECTIONS = 100  # the most that Telegram opens at the same time
MAX_BYTES = 1_000_000  # of an update; the longest message with all that it replies to has a tenth of it
BODY_S = 10.0  # in which an update has to arrive
READY_S = 3.0  # in which the state has to answer
WATCH_EVERY_S = 60.0
_log = logging.getLogger(__name__)


class Webhook:
    """Takes updates over HTTP and hands them to `accept`."""

    def __init__(self, wire: Wire, settings: WebhookSettings, accept: Accept, state: State) -> None:
        self._wire = wire
        self._settings = settings
        self._accept = accept
        self._state = state
        self._is_stopping = False
        self._in_hand = 0
        self._last_problem = ""
        self._told_at = 0  # when Telegram last failed to deliver, as far as the log says it
        self._watching: asyncio.Task[None] | None = None
        app = web.Application(client_max_size=MAX_BYTES)
        app.router.add_get("/healthz", self._say_healthy)
        app.router.add_get("/readyz", self._say_ready)
        app.router.add_route("*", "/{path:.*}", self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    async def start(self) -> asyncio.Task[None]:
        """Listen, then have Telegram send here; the task that is returned ends only with an error that does not pass.

        Raises:
            SettingsError: when the address cannot be listened on, or Telegram refuses the webhook.
        """
        await self._listen()
        try:
            await deliver(self._set)
        except BadRequest as error:
            raise SettingsError(f"Telegram refuses the webhook ({error.message}); check WEBHOOK_URL") from None
        self._watching = asyncio.create_task(self._watch())
        return self._watching

    async def stop(self) -> None:
        """Refuse updates from now on: Telegram sends them again, to another replica or after the next start."""
        self._is_stopping = True
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        while self._in_hand:
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Stop listening. The webhook stays set, so that Telegram keeps what comes meanwhile."""
        await self._runner.cleanup()
        if isinstance(self._settings.listen, Path):
            self._settings.listen.unlink(missing_ok=True)

    async def _listen(self) -> None:
        place = self._settings.listen
        await self._runner.setup()
        try:
            if isinstance(place, Path):
                await web.UnixSite(self._runner, place).start()
                place.chmod(0o660)  # for the proxy, which is of the same group
            else:
                await web.TCPSite(self._runner, place.host, place.port).start()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SettingsError(f"WEBHOOK_LISTEN ({place}) cannot be listened on ({reason}); choose another") from None
        _log.info("taking updates at %s for %s", place, self._settings.url)

    async def _set(self) -> None:
        await self._wire.set_webhook(
            self._settings.address,
            secret_token=self._settings.secret,
            max_connections=MAX_CONNECTIONS,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _watch(self) -> None:
        """Look now and then whether Telegram still sends here, and what it complains about."""
        while True:
            await asyncio.sleep(WATCH_EVERY_S)
            try:
                await self._check(await self._wire.get_webhook_info())
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("the webhook could not be looked at (%s); trying again", error)

    async def _check(self, info: WebhookInfo) -> None:
        if info.url != self._settings.address:
            _log.error("another program with the same token removed the webhook; stop that one. Setting it again")
            await self._set()
        failed_at = int(info.last_error_date.timestamp()) if info.last_error_date else 0
        if failed_at > self._told_at:
            waiting = info.pending_update_count
            _log.warning("Telegram could not deliver (%s); %d updates wait", info.last_error_message, waiting)
        self._told_at = max(self._told_at, failed_at)

    async def _receive(self, request: web.Request) -> web.Response:
        """An update, if it is one; what Telegram did not send is told apart before its body is read."""
        if not _same(request.path, self._settings.path):
            raise web.HTTPNotFound
        if request.method != "POST":
            raise web.HTTPMethodNotAllowed(request.method, ["POST"])
        if not _same(request.headers.get(HEADER, ""), self._settings.secret):
            self._tell("an update came without the right secret token; all replicas need the same WEBHOOK_SECRET")
            raise web.HTTPUnauthorized
        if self._is_stopping:
            raise web.HTTPServiceUnavailable(headers={"Connection": "close"})
        self._in_hand += 1
        try:
            await self._take(await _read(request))
        finally:
            self._in_hand -= 1
        return web.Response()

    async def _take(self, update: dict[str, Any]) -> None:
        try:
            await self._accept([update])
        except StateError as error:
            self._tell(f"updates could not be stored ({error}); Telegram sends them again")
            raise web.HTTPServiceUnavailable from None
        self._last_problem = ""

    def _tell(self, problem: str) -> None:
        """Log what is wrong when it is new."""
        if problem != self._last_problem:
            _log.warning("%s", problem)
        self._last_problem = problem

    async def _say_healthy(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _say_ready(self, _: web.Request) -> web.Response:
        problem = "stopping" if self._is_stopping else await self._problem_of_state()
        return web.Response(text=f"{problem or 'ready'}\n", status=503 if problem else 200)

    async def _problem_of_state(self) -> str:
        try:
            async with asyncio.timeout(READY_S):
                return "" if await self._state.once(is_current) else "the state database is of another version"
        except (StateError, TimeoutError):
            return "the state database does not answer"


async def _read(request: web.Request) -> dict[str, Any]:
    """Return the update in a request's body; one that is too long is refused by aiohttp with 413."""
    if request.content_type != "application/json":
        raise web.HTTPBadRequest
    try:
        async with asyncio.timeout(BODY_S):
            update = json.loads(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(update, dict) or not is_update(update):
        raise web.HTTPBadRequest
    return update


def _same(given: str, expected: str) -> bool:
    """Compare in a time that tells nothing about where the two differ."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode())
