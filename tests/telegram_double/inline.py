"""Chats where the bot is not: answers to inline queries, and to those who call it by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .methods import method
from .people import Json
from .world import ApiError, Query

if TYPE_CHECKING:
    from .double import Double


@method("answerInlineQuery")
async def answer_inline_query(double: Double, params: Json) -> bool:
    _answer_once(double.inline, params["inline_query_id"], params)
    return True


@method("answerGuestQuery")
async def answer_guest_query(double: Double, params: Json) -> Json:
    _answer_once(double.guests, params["guest_query_id"], params)
    message = double.picks(params["result"])
    return {"inline_message_id": message["inline_message_id"]}


def _answer_once(queries: Query, number: str, params: Json) -> None:
    """Keep the answer; a query that is unknown or answered already is refused."""
    if queries.get(number, params) is not None:
        raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    queries[number] = params
