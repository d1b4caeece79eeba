"""Polls: sent, stopped, and closed when their time is up (https://core.telegram.org/bots/api#sendpoll)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .limits import visible_text
from .messages import send
from .methods import method
from .people import Json
from .world import ApiError

if TYPE_CHECKING:
    from .double import Double

_ASKED = ("allows_multiple_answers", "correct_option_ids", "open_period")


@method("sendPoll")
async def send_poll(double: Double, params: Json) -> Json:
    message = send(double, params, {"poll": _poll(f"{len(double.polls) + 1:09}", params)})
    double.polls[message["poll"]["id"]] = message
    double.votes[message["poll"]["id"]] = {}
    return message


@method("stopPoll")
async def stop_poll(double: Double, params: Json) -> Json:
    message = double.own_message(params["chat_id"], params["message_id"], doing="edit")
    if "poll" not in message:
        raise ApiError(400, "Bad Request: message with poll to stop not found")
    if not await double.closes_poll(message):
        raise ApiError(400, "Bad Request: poll has already been closed")
    message.pop("reply_markup", None)
    message |= {"reply_markup": params["reply_markup"]} if "reply_markup" in params else {}
    poll: Json = message["poll"]
    return poll


def _poll(number: str, params: Json) -> Json:
    """Return the poll that was asked for, without votes."""
    kind = params.get("type", "regular")
    texts = [option["text"] if isinstance(option, dict) else option for option in params["options"]]
    poll = {
        "id": number,
        "question": visible_text({"text": params["question"]})[0],
        "options": [_option(place, text) for place, text in enumerate(texts)],
        "total_voter_count": 0,
        "is_closed": params.get("is_closed", False),
        "is_anonymous": params.get("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": False,
        "allows_revoting": params.get("allows_revoting", kind == "regular"),
        "members_only": False,
    }
    poll |= {name: params[name] for name in _ASKED if name in params}
    if "explanation" in params:
        shown = {"text": params["explanation"], "parse_mode": params.get("explanation_parse_mode")}
        poll["explanation"], poll["explanation_entities"] = visible_text(shown)
    return poll | ({"close_date": int(time.time()) + poll["open_period"]} if "open_period" in poll else {})


def _option(place: int, text: str) -> Json:
    return {"persistent_id": str(place), "text": text.strip(), "voter_count": 0}
