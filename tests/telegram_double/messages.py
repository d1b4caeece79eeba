"""Messages: sent, changed and deleted; pictures; and the presses of their buttons."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .limits import visible_text
from .methods import method
from .people import Chat, Json
from .world import ApiError

if TYPE_CHECKING:
    from .double import Double

MAX_PHOTO_BYTES, MAX_PHOTO_SIDES_PX, MAX_PHOTO_RATIO = 10_000_000, 10_000, 20


@method("sendMessage")
async def send_message(double: Double, params: Json) -> Json:
    text, entities = visible_text(params)
    return send(double, params, {"text": text, "entities": entities})


@method("sendPhoto")
async def send_photo(double: Double, params: Json) -> Json:
    caption, entities = visible_text(params, "caption")
    photo = _photo(double, params["photo"])
    return send(double, params, {"photo": photo, "caption": caption, "caption_entities": entities})


@method("sendChatAction")
async def send_chat_action(double: Double, params: Json) -> bool:
    double.chat(params["chat_id"])
    return True


@method("editMessageText")
async def edit_message_text(double: Double, params: Json) -> Json | bool:
    text, entities = visible_text(params)
    return _edit(double, params, {"text": text, "entities": entities})


@method("editMessageCaption")
async def edit_message_caption(double: Double, params: Json) -> Json | bool:
    caption, entities = visible_text(params, "caption")
    return _edit(double, params, {"caption": caption, "caption_entities": entities})


@method("editMessageMedia")
async def edit_message_media(double: Double, params: Json) -> Json | bool:
    media = params["media"]
    caption, entities = visible_text(media, "caption")
    photo = _photo(double, media["media"])
    return _edit(double, params, {"photo": photo, "caption": caption, "caption_entities": entities})


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(double: Double, params: Json) -> Json | bool:
    return _edit(double, params, {})


@method("deleteMessage")
async def delete_message(double: Double, params: Json) -> bool:
    place = params["chat_id"], params["message_id"]
    double.own_message(*place, doing="delete")
    del double.messages[place]
    double.deleted.append(place)
    return True


@method("answerCallbackQuery")
async def answer_callback_query(double: Double, params: Json) -> bool:
    if params["callback_query_id"] not in double.presses:
        raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    double.presses[params["callback_query_id"]] = params.get("text", "")
    return True


def send(double: Double, params: Json, content: Json) -> Json:
    """Return a new message of the bot's, in its topic and in reply to what it replies to."""
    chat = double.chat(params["chat_id"])
    replied = _replied(double, chat, params.get("reply_parameters", {}))
    content |= replied | {"reply_markup": params.get("reply_markup")}
    message = double.new_message(chat, double.me, content, params.get("message_thread_id"))
    double.sent.append(message)
    return message


def _replied(double: Double, chat: Chat, reply: Json) -> Json:
    """Return the message that is replied to, and its quoted part, which has to stand in it word for word."""
    replied = double.messages.get((chat.id, reply.get("message_id", 0)))
    if replied is None:
        if reply and not reply.get("allow_sending_without_reply"):
            raise ApiError(400, "Bad Request: message to be replied not found")
        return {}
    found: Json = {"reply_to_message": {key: value for key, value in replied.items() if key != "reply_to_message"}}
    quote, _ = visible_text({"text": reply.get("quote", ""), "parse_mode": reply.get("quote_parse_mode")})
    if not quote:
        return found
    place = str(replied.get("text") or replied.get("caption", "")).find(quote)
    if place < 0:
        raise ApiError(400, "Bad Request: QUOTE_TEXT_INVALID")
    return found | {"quote": {"text": quote, "position": place, "is_manual": True}}


def _edit(double: Double, params: Json, content: Json) -> Json | bool:
    """Change a message of the bot's own; one that was sent inline is changed where it stands."""
    inline = params.get("inline_message_id")
    if inline:
        message = double.inline_messages.get(inline)
        if message is None:
            raise ApiError(400, "Bad Request: MESSAGE_ID_INVALID")
    else:
        message = double.own_message(params["chat_id"], params["message_id"], doing="edit")
    _check_kind(message, content)
    changed = content | {"reply_markup": params.get("reply_markup")}
    if "photo" not in content and all(message.get(key) == (value or None) for key, value in changed.items()):
        raise ApiError(400, "Bad Request: message is not modified: specified new message content is the same")
    for key, value in changed.items():
        message.pop(key, None)
        message |= {key: value} if value else {}
    double.edited.append(dict(message))
    return True if inline else message


def _check_kind(message: Json, content: Json) -> None:
    """Refuse a text for a picture; a picture in place of a text is allowed."""
    if "text" in content and "photo" in message:
        raise ApiError(400, "Bad Request: there is no text in the message to edit")
    if "caption" in content and "photo" not in content and "photo" not in message:
        raise ApiError(400, "Bad Request: there is no caption in the message to edit")
    if "photo" in content:
        message.pop("text", None)
        message.pop("entities", None)


def _photo(double: Double, photo: str) -> list[Json]:
    """Return the sizes of a picture: an upload, or a file_id of an earlier one."""
    if not photo.startswith("attach://"):
        if photo not in double.photos:
            raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return double.photos[photo]
    data = double.uploads[photo.removeprefix("attach://")]
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", data[16:24])
    if width + height > MAX_PHOTO_SIDES_PX or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise ApiError(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    if len(data) > MAX_PHOTO_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    name = f"photo{len(double.photos) + 1}"
    size = {"file_id": name, "file_unique_id": name, "width": width, "height": height, "file_size": len(data)}
    double.photos[name], double.pictures[name] = [size], data
    return [size]
