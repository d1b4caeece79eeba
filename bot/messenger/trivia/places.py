"""Where a message stands, as the games know places; and what they answer to."""

from __future__ import annotations

from telegram import Message

from bot.messenger import address
from bot.state.games import Venue


def venue_of(message: Message) -> Venue:
    """Return the place of a message: a chat, and its forum topic (0 outside topics)."""
    return Venue(message.chat_id, address.topic_of(message) or 0)


def reply_to(message: Message) -> int | None:
    """Return the message to reply to, so that a group sees whose wish it was; in private there is no need."""
    return None if address.is_private(message) else message.message_id
