"""Who is spoken to, in which conversation, and what is asked: everything that is read from a message."""

from __future__ import annotations

from telegram import CallbackQuery, Chat, Message, MessageEntity, User
from telegram.constants import MessageEntityType
from telegram.ext import filters

from bot.state.contexts import Conversation

JOINTS = " ,:;-–—"  # what parts a name from the question: "@bot, who won?"


def conversation_of(message: Message, user: User | None) -> Conversation:
    """Return the conversation of `user` in the chat and topic of `message`.

    A message in the name of a group or channel has that chat as its asker, one of neither the chat itself.
    """
    speaker = message.sender_chat or user or message.chat
    return Conversation(message.chat_id, topic_of(message), speaker.id)


def asker_of(query: CallbackQuery) -> Conversation:
    """Return the conversation that a button goes on with: in a group that of the person the message answered,
    who need not be the one who pressed; else, and where Telegram no longer tells, that of the latter.
    """
    message = query.message
    if not isinstance(message, Message):
        return Conversation(message.chat.id if message else 0, None, query.from_user.id)
    asked = message.reply_to_message
    if is_private(message) or asked is None or asked.forum_topic_created:
        return Conversation(message.chat_id, topic_of(message), query.from_user.id)
    return Conversation(message.chat_id, topic_of(message), conversation_of(asked, asked.from_user).user_id)


def topic_of(message: Message) -> int | None:
    """Return the forum topic's id. Outside topics message_thread_id counts replies, and sending to it fails."""
    return message.message_thread_id if message.is_topic_message else None


def is_private(message: Message) -> bool:
    return message.chat.type == Chat.PRIVATE


def words_of(message: Message) -> str:
    """Return the text of a message, or the caption of a picture."""
    return message.text or message.caption or ""


def said_in(message: Message) -> str:
    """Return what a message says, without the bot's name."""
    return _without(message, _namings(message))


def argument_of(message: Message) -> str:
    """Return what follows the command that a message starts with, or ""."""
    return _without(message, [*_namings(message), *_command(message)])


def starts_with_command(message: Message) -> bool:
    """Return whether a message is a command, of whichever bot."""
    return bool(_command(message))


def command_of(message: Message) -> str:
    """Return the command that a message starts with, without "/" and in lower case; "" for one to another bot."""
    if not starts_with_command(message):
        return ""
    name, _, addressee = message.parse_entity(_command(message)[0]).removeprefix("/").lower().partition("@")
    return name if addressee in ("", message.get_bot().username.lower()) else ""


def names_in(message: Message) -> list[tuple[int, int]]:
    """Return the spans [start, end) of the text where the bot is named, in characters."""
    raw = (message.text or "").encode("utf-16-le", errors="surrogatepass")
    ends = [
        (each.offset, each.offset + each.length) for each in sorted(_namings(message), key=lambda each: each.offset)
    ]
    return [(_characters(raw, start), _characters(raw, end)) for start, end in ends]


def _characters(raw: bytes, end: int) -> int:
    """Return how many characters the first `end` UTF-16 units of a text make."""
    return len(raw[: 2 * end].decode("utf-16-le", errors="replace"))


def replied_words(message: Message) -> str:
    """Return the words that a message replies to, or "": the part the asker quoted, else all of them.

    What the bot itself wrote is no question.
    """
    if message.quote and message.quote.is_manual:
        return message.quote.text.strip()
    replied = message.reply_to_message
    return words_of(replied).strip() if replied and not _replies_to_bot(message) else ""


def answer_replied_to(message: Message) -> str:
    """Return the words of the bot's own message that a message replies to, or ""."""
    replied = own_message_replied_to(message)
    return words_of(replied).strip() if replied else ""


def own_message_replied_to(message: Message) -> Message | None:
    """Return the bot's own message that a message replies to, None where it replies to none."""
    return message.reply_to_message if _replies_to_bot(message) else None


class _Addressed(filters.MessageFilter):
    """A message that replies to the bot or has its name in it, written by a person or in a chat's name.

    Other bots get no answer: two that answer each other never stop.
    """

    def filter(self, message: Message) -> bool:
        is_bot = bool(message.from_user and message.from_user.is_bot and not message.sender_chat)
        return not is_bot and (_replies_to_bot(message) or bool(_namings(message)))


ADDRESSED = _Addressed(name="addressed to the bot")


def _replies_to_bot(message: Message) -> bool:
    """Every message of a topic replies to the service message that opened the topic: that one does not count."""
    replied = message.reply_to_message
    return bool(
        replied
        and replied.from_user
        and replied.from_user.id == message.get_bot().id
        and not replied.forum_topic_created
    )


def _namings(message: Message) -> list[MessageEntity]:
    """Return the entities that name the bot: "@its_name", or a mention that links to it."""
    if not message.text:
        return []
    bot = message.get_bot()
    at_name = f"@{bot.username}".lower()
    named = message.parse_entities([MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION])
    return [
        entity
        for entity, text in named.items()
        if text.lower() == at_name or (entity.user is not None and entity.user.id == bot.id)
    ]


def _command(message: Message) -> list[MessageEntity]:
    """Return the command that the message starts with, if any: a list of one or none."""
    found = message.parse_entities([MessageEntityType.BOT_COMMAND]) if message.text else {}
    return [entity for entity in found if entity.offset == 0]


def _without(message: Message, entities: list[MessageEntity]) -> str:
    """Return the text without `entities`, whose offsets count UTF-16 units, and without what joined them to it."""
    if not entities:
        return (message.text or "").strip()
    raw = (message.text or "").encode("utf-16-le", errors="surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        raw = raw[: 2 * entity.offset] + raw[2 * (entity.offset + entity.length) :]
    return " ".join(raw.decode("utf-16-le", errors="replace").split()).strip(JOINTS)
