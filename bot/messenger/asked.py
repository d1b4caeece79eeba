"""What a message asks, whether it is new or was changed: by a command, by text in private, by speaking to the bot."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import MessageEntityType

from bot.messenger import address
from bot.messenger.commands import ASKING, COMMANDS
from bot.messenger.cuts import units
from bot.messenger.part import asked_part
from bot.messenger.texts import Texts

MAX_QUOTE_UNITS = 1_024
_OWN = frozenset(command.name for command in COMMANDS)
# A quote has to repeat these as they are; a question in such a message is answered without pointing at it.
_STYLED = frozenset(
    {
        MessageEntityType.BOLD,
        MessageEntityType.ITALIC,
        MessageEntityType.UNDERLINE,
        MessageEntityType.STRIKETHROUGH,
        MessageEntityType.SPOILER,
        MessageEntityType.CUSTOM_EMOJI,
        "date_time",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the core ("" when the bot was only called), and the part of a longer message that asks it.

    `about` is the question of an earlier answer that it goes on from, "" where the conversation tells.
    """

    question: str
    quote: str = ""
    about: str = ""


def asked_in(message: Message, texts: Texts, *, is_called: bool = False) -> Asked | None:
    """Return what `message` asks the bot, None when it asks nothing or is not for the bot.

    `is_called`: Telegram itself says that the message is for the bot, as in guest mode.
    """
    if message.via_bot and message.via_bot.id == message.get_bot().id:
        return None  # a card of the bot's own that somebody shared
    command = address.command_of(message)
    if command in ASKING:
        return Asked(texts.question(command, address.argument_of(message)))
    if command == "ask":
        return Asked(address.argument_of(message) or address.replied_words(message))
    if command in _OWN or not message.text:
        return None
    if address.is_private(message) and not is_called:
        return Asked(address.said_in(message) or address.replied_words(message))
    if not is_called and (address.starts_with_command(message) or not address.ADDRESSED.filter(message)):
        return None
    question, quote = asked_part(message.text, address.names_in(message))
    return Asked(question or address.replied_words(message), quote if _can_be_quoted(message, quote) else "")


def _can_be_quoted(message: Message, quote: str) -> bool:
    """Return whether there is a quote and Telegram finds it in the message as plain text."""
    return 0 < units(quote) <= MAX_QUOTE_UNITS and not any(_overlaps(message, each, quote) for each in message.entities)


def _overlaps(message: Message, entity: MessageEntity, quote: str) -> bool:
    start = units((message.text or "").partition(quote)[0])
    return entity.type in _STYLED and entity.offset < start + units(quote) and entity.offset + entity.length > start
