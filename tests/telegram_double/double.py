"""The double itself: a Bot API server on loopback with what it holds (chats, messages, presses, requests)."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .checks import decode, model_of, problems_of
from .methods import METHODS, ApiError
from .people import Chat, Json, User, entities_in
from .updates import Updates

TOKEN = "7000000001:DoubleDoubleToilAndTroubleFireBurn1"
BOT_NAME = "awards_double_bot"
BOT = User(int(TOKEN.partition(":")[0]), "Awards", is_bot=True)


@dataclass(slots=True)
class Fault:
    """What to do to the next `times` requests of a method instead of (or, for `delay_s`, before) serving them.

    `status` 0 cuts the connection; `served` carries the request out all the same before the answer is lost.
    """

    status: int | None = None
    times: int = 1
    retry_after: int = 0
    delay_s: float = 0.0
    served: bool = False


@dataclass
class Double:
    """A Bot API server. Use `async with Double() as double`, then `double.url`.

    `privacy` is the bot's privacy mode: on, it hears of a group only commands and replies to it.
    `sent` and `edited` hold the bot's messages as the API returned them, `presses` each press by id with the
    notice that answered it (None: not answered), `problems` every request that broke a rule.
    """

    privacy: bool = False
    sent: list[Json] = field(default_factory=list)
    edited: list[Json] = field(default_factory=list)
    presses: dict[str, str | None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    requests: list[tuple[str, Json]] = field(default_factory=list)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    menu: list[Json] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.updates = Updates()
        self._chats: dict[int, Chat] = {}
        self._last_ids: dict[int, int] = {}

    @property
    def me(self) -> Json:
        """The bot itself, as getMe tells."""
        abilities = {"can_join_groups": True, "can_read_all_group_messages": not self.privacy}
        return BOT.json() | {"username": BOT_NAME, "supports_inline_queries": False} | abilities

    async def __aenter__(self) -> Double:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0][:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    # What people do

    async def says(self, who: User, where: Chat, text: str, **more: Any) -> Json:
        """Let somebody write a message and return it; the bot gets it where Telegram would let it.

        `more`: `reply_to` (a message), `thread` (a topic's id), and any other field of Message.
        """
        self.chat_opened(where)
        reply_to, thread = more.pop("reply_to", None), more.pop("thread", None)
        message = self.new_message(where, who.json(), text, entities_in(text), thread)
        message |= ({"reply_to_message": reply_to} if reply_to else {}) | more
        if self._is_heard(message):
            await self.updates.put("message", message)
        return message

    def chat_opened(self, chat: Chat) -> None:
        """Let the bot be in `chat`; `says` does so by itself."""
        self._chats[chat.id] = chat

    async def edits(self, message: Json, text: str) -> None:
        """Let the writer of `message` change it."""
        message = {**message, "text": text, "entities": entities_in(text), "edit_date": int(time.time())}
        await self.updates.put("edited_message", message)

    async def presses_button(self, who: User, message: Json, label: str) -> str:
        """Let somebody press the button with this label and return the press's id."""
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if button["text"] == label)
        return await self.presses_data(who, message, data)

    async def presses_data(self, who: User, message: Json, data: str) -> str:
        """Let somebody press a button that carries `data`, whether the message still has it or not."""
        number = str(len(self.presses) + 1)
        self.presses[number] = None
        press = {"id": number, "from": who.json(), "chat_instance": "1", "message": message, "data": data}
        await self.updates.put("callback_query", press)
        return number

    # What methods use

    def chat(self, chat_id: int) -> Chat:
        if chat_id not in self._chats:
            raise ApiError(400, "Bad Request: chat not found")
        return self._chats[chat_id]

    def new_message(self, chat: Chat, sender: Json, text: str, entities: list[Json], thread: int | None) -> Json:
        """Return a new message, kept in the chat; a topic that the chat does not have is refused."""
        if thread is not None and thread not in chat.topics:
            raise ApiError(400, "Bad Request: message thread not found")
        number = self._last_ids[chat.id] = self._last_ids.get(chat.id, 0) + 1
        message: Json = {"message_id": number, "date": int(time.time()), "chat": chat.json(), "from": sender}
        message |= {"text": text} | ({"entities": entities} if entities else {})
        message |= {"message_thread_id": thread, "is_topic_message": True} if thread is not None else {}
        self.messages[chat.id, number] = message
        return message

    def fail(self, method: str, fault: Fault) -> None:
        """Let the next requests of `method` fail."""
        self.faults.setdefault(method, []).append(fault)

    def _is_heard(self, message: Json) -> bool:
        """Privacy mode: https://core.telegram.org/bots/features#privacy-mode."""
        if not self.privacy or message["chat"]["type"] == "private":
            return True
        command, _, addressee = message["text"].partition(" ")[0].partition("@")
        is_command = command.startswith("/") and addressee in ("", BOT_NAME)
        return is_command or message.get("reply_to_message", {}).get("from") == self.me

    # HTTP

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        form = {key: str(value) for key, value in (await request.post()).items()}
        if request.match_info["token"] != TOKEN:
            return _answer(401, description="Unauthorized")
        try:
            await self._meet_fault(request, name, form)
            return _answer(200, result=await self._call(name, form))
        except ApiError as error:
            more = {"parameters": error.parameters} if error.parameters else {}
            return _answer(error.status, description=error.description, **more)

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

    async def _meet_fault(self, request: web.Request, name: str, form: dict[str, str]) -> None:
        """Do what the next fault of this method says, if there is one."""
        fault = next((fault for fault in self.faults.get(name, []) if fault.times > 0), None)
        if fault is None:
            return
        fault.times -= 1
        await asyncio.sleep(fault.delay_s)
        if fault.served:
            await self._call(name, form)
        if fault.status == 0 and request.transport:
            request.transport.close()
        if fault.status is not None:
            wait = {"retry_after": fault.retry_after} if fault.retry_after else {}
            raise ApiError(fault.status or 500, "the double was told to fail", **wait)


def _answer(status: int, **body: Any) -> web.Response:
    more = {} if status == 200 else {"error_code": status}
    return web.json_response({"ok": status == 200, **more, **body}, status=status, dumps=json.dumps)
