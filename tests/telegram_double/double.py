"""The double itself: a Bot API server on loopback that checks each request before it serves it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from . import inline, messages, polls, pushes  # noqa: F401 - they register their methods
from .acts import Acts
from .checks import decode, model_of, problems_of
from .methods import METHODS
from .people import Json
from .votes import Votes
from .world import BOT, BOT_NAME, TOKEN, ApiError

__all__ = ["BOT", "BOT_NAME", "TOKEN", "ApiError", "Double", "Fault"]


@dataclass(slots=True)
class Fault:
    """What to do to the next `times` requests of a method instead of (or, for `delay_s`, before) serving them.

    `description` is what the error says.

    `status` 0 cuts the connection; `served` carries the request out all the same before the answer is lost.
    `body` is sent in place of the answer; `cut` cuts the connection in the middle of it, after the request was
    carried out. With a `chat_id` only requests about that chat are met.
    """

    status: int | None = None
    times: int = 1
    retry_after: int = 0
    delay_s: float = 0.0
    served: bool = False
    description: str = "the double was told to fail"
    cut: bool = False
    body: str | None = None
    chat_id: int | None = None

    def fits(self, form: dict[str, str]) -> bool:
        """Whether the fault is to meet this request."""
        return self.times > 0 and self.chat_id in (None, int(form.get("chat_id", 0)))


@dataclass
class Double(Acts, Votes):
    """A Bot API server. Use `async with Double() as double`, then `double.url`.

    What it knows is told in `World`, what people do in `Acts` and `Votes`. `problems` holds every request
    that broke a rule, `requests` all of them as (method, parameters).
    """

    problems: list[str] = field(default_factory=list)
    requests: list[tuple[str, Json]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    url: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0][:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.updates.push_by(None)
        await self._runner.cleanup()

    def fail(self, method: str, fault: Fault) -> None:
        """Let the next requests of `method` fail."""
        self.faults.setdefault(method, []).append(fault)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _answer(401, description="Unauthorized")
        form = {key: await self._read(key, value) for key, value in (await request.post()).items()}
        try:
            fault = await self._meet_fault(request, name, form)
            if fault and fault.body is not None:
                return web.Response(text=fault.body)
            answer = _answer(200, result=await self._call(name, form))
            return await _cut(request, answer) if fault and fault.cut else answer
        except ApiError as error:
            more = {"parameters": error.parameters} if error.parameters else {}
            return _answer(error.status, description=error.description, **more)

    async def _read(self, key: str, value: str | bytes | bytearray | web.FileField) -> str:
        """Return a parameter; an uploaded file is kept, and its name stands for it as "attach://name"."""
        if not isinstance(value, web.FileField):
            return str(value)
        name = f"{key}-{len(self.uploads)}"
        self.uploads[key] = self.uploads[name] = value.file.read()
        return f"attach://{name}"

    async def _call(self, name: str, form: dict[str, str]) -> Any:
        model = model_of(name)
        if model is None or name not in METHODS:
            self.problems.append(f"{name}: no such method here; see methods.py")
            raise ApiError(404, "Not Found")
        params = decode(model, form)
        self.requests.append((name, params))
        if problems := problems_of(name, model, params):
            self.problems += problems
            raise ApiError(400, f"Bad Request: {problems[0]}")
        return await METHODS[name](self, params)

    async def _meet_fault(self, request: web.Request, name: str, form: dict[str, str]) -> Fault | None:
        """Do what the next fault of this method says, if there is one, and return it."""
        fault = next((fault for fault in self.faults.get(name, []) if fault.fits(form)), None)
        if fault is None:
            return None
        fault.times -= 1
        await asyncio.sleep(fault.delay_s)
        if fault.served:
            await self._call(name, form)
        if fault.status == 0 and request.transport:
            request.transport.close()
        if fault.status is not None:
            wait = {"retry_after": fault.retry_after} if fault.retry_after else {}
            raise ApiError(fault.status or 500, fault.description, **wait)
        return fault


async def _cut(request: web.Request, answer: web.Response) -> web.StreamResponse:
    """Send half of an answer, then cut the connection."""
    body = bytes(answer.body or b"")  # type: ignore[arg-type]
    half = web.StreamResponse(headers={"Content-Length": str(len(body))})
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return half


def _answer(status: int, **body: Any) -> web.Response:
    more = {} if status == 200 else {"error_code": status}
    return web.json_response({"ok": status == 200, **more, **body}, status=status, dumps=json.dumps)
