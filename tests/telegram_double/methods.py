"""What each method of the Bot API does here. To add one: write a function, put `@method("itsName")` above it.

It gets the double and the request's decoded parameters, which `checks` has found right, and returns the
`result`; `ApiError` makes the answer an error. Here is what a bot does in general; `messages.py` and `inline.py`
hold the rest.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from .people import Json
from .world import ApiError

if TYPE_CHECKING:
    from .double import Double

Method = Callable[["Double", Json], Awaitable[Any]]
_ONE = "make sure that only one bot instance is running"
_WAY_OUT = "use deleteWebhook to delete the webhook first"
METHODS: dict[str, Method] = {}


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
    offset, timeout_s, limit = (
        params.get(name, usual) for name, usual in (("offset", 0), ("timeout", 0), ("limit", 100))
    )
    if double.updates.pushes:
        raise ApiError(409, f"Conflict: can't use getUpdates method while webhook is active; {_WAY_OUT}")
    fetched = await double.updates.fetch(offset, timeout_s, params.get("allowed_updates"), limit)
    if fetched is None:
        raise ApiError(409, f"Conflict: terminated by other getUpdates request; {_ONE}")
    return fetched


@method("setMyCommands")
async def set_my_commands(double: Double, params: Json) -> bool:
    scope = params.get("scope", {"type": "default"})
    key = ":".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)
    double.menus[key, params.get("language_code", "")] = params["commands"]
    return True


@method("setMyDescription")
async def set_my_description(double: Double, params: Json) -> bool:
    double.pages["setMyDescription", params.get("language_code", "")] = params.get("description", "")
    return True


@method("setMyShortDescription")
async def set_my_short_description(double: Double, params: Json) -> bool:
    double.pages["setMyShortDescription", params.get("language_code", "")] = params.get("short_description", "")
    return True


@method("getChatMember")
async def get_chat_member(double: Double, params: Json) -> Json:
    return double.member(double.chat(params["chat_id"]), params["user_id"])


@method("getChatAdministrators")
async def get_chat_administrators(double: Double, params: Json) -> list[Json]:
    everybody = double.everybody_in(double.chat(params["chat_id"]))
    return [member for member in everybody if member["status"] in ("administrator", "creator")]


@method("leaveChat")
async def leave_chat(double: Double, params: Json) -> bool:
    chat = double.chat(params["chat_id"])
    double.members[chat.id, double.me["id"]] = "left"
    return True
