"""What an error of the Bot API means for the message that met it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.state.chats import Standing

# The pause before each further try after a timeout, a cut connection or an error of the server; then it is given up.
PAUSES_S = (0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 60.0)
# Refusals that say the wish came too late, or is fulfilled already.
TOO_LATE = (
    "message is not modified", "message to edit not found", "message can't be edited", "query is too old",
    "poll has already been closed", "message with poll to stop not found", "poll can't be stopped",
)  # fmt: skip
_NO_SUCH_QUOTE = "quote_text_invalid"
_NO_TEXT = "there is no text in the message to edit"
# Refusals for as long as the chat is as it is; to apologise there would meet the same.
_CLOSED = (
    "chat not found", "group chat was deactivated", "not enough rights", "have no rights", "topic_closed",
    "message thread not found", "chat_write_forbidden", "need administrator rights", "chat_restricted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Later:
    """Try again in `wait_s` seconds; `counts` is false when the server asked for the wait."""

    wait_s: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The group is now the supergroup `chat_id`: send it there."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The bot may not write in this chat at all."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """This message cannot be sent. `is_mistake` tells whether that is the bot's own fault or the server's."""

    is_mistake: bool


@dataclass(frozen=True, slots=True)
class Unquoted:
    """The part that it points at is no longer in the message: send it without."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """The message whose words are to be changed is a picture: send them as a message of their own."""


Verdict = Later | Moved | Closed | Dropped | Unquoted | Pictured


def judge(error: TelegramError, attempts: int) -> Verdict:
    """Return what to do with a message whose request failed with `error`, after `attempts` that failed before."""
    words = error.message.lower()
    if isinstance(error, RetryAfter):
        return Later(_seconds(error.retry_after), counts=False)
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return Closed()
    if isinstance(error, BadRequest) and _NO_SUCH_QUOTE in words:
        return Unquoted()
    if isinstance(error, BadRequest) and _NO_TEXT in words:
        return Pictured()
    if isinstance(error, BadRequest):
        return Dropped(is_mistake=not any(known in words for known in (*TOO_LATE, *_CLOSED)))
    return Later(PAUSES_S[attempts], counts=True) if attempts < len(PAUSES_S) else Dropped(is_mistake=True)


def standing_after(error: TelegramError) -> Standing:
    """Return how the bot stands in a chat that has refused it, by Telegram's words."""
    words = error.message.lower()
    if "blocked" in words or "deactivated" in words:
        return Standing.BLOCKED
    return Standing.LEFT if "kicked" in words or "not a member" in words else Standing.FORBIDDEN


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
