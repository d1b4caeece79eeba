"""What each method of the Bot API does here. To add one: write a function, put `@method("itsName")` above it.

It gets the double and the request's decoded parameters, which `checks` has found right, and returns the
`result`; `ApiError` makes the answer an error.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from .checks import visible_text
from .people import Json

if TYPE_CHECKING:
    from .double import Double

Method = Callable[["Double", Json], Awaitable[Any]]
METHODS: dict[str, Method] = {}


class ApiError(Exception):
    """An error as the Bot API answers it: HTTP status, description, and parameters such as retry_after."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the method `name` of the Bot API."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


@method("getMe")
async def get_me(double: Double, params: Json) -> Json:
    return double.me


@method("getUpdates")
async def get_updates(double: Double, params: Json) -> list[Json]:
    return await double.updates.fetch(params.get("offset", 0), params.get("timeout", 0), params.get("allowed_updates"))


@method("deleteWebhook")
async def delete_webhook(double: Double, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        double.updates.drop()
    return True


@method("setMyCommands")
async def set_my_commands(double: Double, params: Json) -> bool:
    double.menu = params["commands"]
    return True


@method("sendMessage")
async def send_message(double: Double, params: Json) -> Json:
    chat = double.chat(params["chat_id"])
    text, entities = visible_text(params)
    message = double.new_message(chat, double.me, text, entities, thread=params.get("message_thread_id"))
    reply_to = params.get("reply_parameters", {})
    replied = double.messages.get((chat.id, reply_to.get("message_id", 0)))
    if replied:
        message["reply_to_message"] = {key: value for key, value in replied.items() if key != "reply_to_message"}
    elif reply_to and not reply_to.get("allow_sending_without_reply"):
        raise ApiError(400, "Bad Request: message to be replied not found")
    if "reply_markup" in params:
        message["reply_markup"] = params["reply_markup"]
    double.sent.append(message)
    return message


@method("editMessageText")
async def edit_message_text(double: Double, params: Json) -> Json:
    message = double.messages.get((params["chat_id"], params["message_id"]))
    if message is None or message["from"] != double.me:
        raise ApiError(400, "Bad Request: message to edit not found")
    text, entities = visible_text(params)
    if (text, params.get("reply_markup")) == (message["text"], message.get("reply_markup")):
        raise ApiError(400, "Bad Request: message is not modified: specified new message content is the same")
    message.pop("reply_markup", None)
    message.update(text=text, entities=entities, **{k: v for k, v in params.items() if k == "reply_markup"})
    double.edited.append(dict(message))
    return message


@method("answerCallbackQuery")
async def answer_callback_query(double: Double, params: Json) -> bool:
    if params["callback_query_id"] not in double.presses:
        raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    double.presses[params["callback_query_id"]] = params.get("text", "")
    return True
