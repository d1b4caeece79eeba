"""Questions in links: t.me/its_name?start=… opens one in the private chat, ?startgroup=… adds the bot to a group.

Telegram passes 1 to 64 characters of A-Z, a-z, 0-9, "_" and "-" (https://core.telegram.org/bots/features#deep-linking):
a question that fits is written there whole, of a longer one a name under which it is stored.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from bot.messenger.cuts import sendable

MAX_PARAMETER_CHARS = 64
MAX_QUESTION_BYTES = (MAX_PARAMETER_CHARS - 1) * 3 // 4
_QUESTION, _STORED = "q", "s"
_NAME_BYTES = 15  # of a digest; two questions that share it would take longer to find than to ask all there are
_NAME = re.compile(rf"{_STORED}[A-Za-z0-9_-]{{20}}")
LINK = "https://t.me/{bot}?{kind}={parameter}"


def parameter_of(question: str) -> str:
    """Return the start parameter of a question; see `is_stored` for whether it must be stored under it."""
    raw = sendable(question).encode()
    if len(raw) <= MAX_QUESTION_BYTES:
        return _QUESTION + _encoded(raw)
    return _STORED + _encoded(hashlib.sha256(raw).digest()[:_NAME_BYTES])


def is_stored(parameter: str) -> bool:
    """Return whether a start parameter is only the name of a question that is stored elsewhere."""
    return _NAME.fullmatch(parameter) is not None


def question_in(parameter: str) -> str:
    """Return the question that stands in a start parameter, "" when there is none in it."""
    if not parameter.startswith(_QUESTION):
        return ""
    text = parameter.removeprefix(_QUESTION)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return sendable(raw.decode())
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def private_link(bot_name: str, parameter: str) -> str:
    """Return the link that opens the private chat with the bot and starts it with `parameter`."""
    return LINK.format(bot=bot_name, kind="start", parameter=parameter)


def group_link(bot_name: str) -> str:
    """Return the link by which somebody adds the bot to a group of theirs."""
    return LINK.format(bot=bot_name, kind="startgroup", parameter="add")


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
